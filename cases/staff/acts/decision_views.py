"""What may be done now in a matter, and the register of what was decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.accounts.permissions import Permission
from cases.queries.acts import capacities, listing, register
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("decisions")
def decisions(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Where the matter and each allegation against each person stand, what may be done, and what was decided."""
    before = number_of(request.GET.get("before", ""))
    rows, older = register.page(case=matter.case, before=before)
    mine = capacities.mine(user=me(request), on=matter.reader.on)
    context = context_of(request, matter, tab="case_decisions") | {
        "lines": listing.lines(case=matter.case, on=matter.reader.on, mine=mine) if before is None else [],
        "decisions": rows,
        "older": address_of(older) if older else "",
        "is_first": before is None,
    }
    return render(request, "staff/acts/decisions.html", context)
