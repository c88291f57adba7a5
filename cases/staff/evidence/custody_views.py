"""One more line of the chain of custody. A correction is a new line that says which one it corrects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations.evidence import custody
from cases.operations.evidence.custody import Line
from cases.staff.acting import me
from cases.staff.evidence import sending
from cases.staff.evidence.forms import CustodyForm
from cases.staff.evidence.item_views import FORM_METHODS, one
from cases.staff.evidence.sending import Page
from cases.staff.matters import once
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

CUSTODY = "evidence_custody"


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter, item_id: int) -> HttpResponse:
    """Sealed, put somewhere, handed over, or opened. Sent twice it is added once."""
    seen = one(matter, item_id)
    standing = [(address_of(each.id), f"Line {each.number}: {each.what}") for each in seen.chain.lines if each.stands]
    form = CustodyForm(
        sending.typed(request, matter, kind=CUSTODY, item_id=item_id),
        lines_of_it=standing,
        initial={"corrects": request.GET.get("corrects", "")},
    )

    def save(form: Any) -> tuple[str, int]:
        custody.add(
            reference=matter.case.reference,
            item_id=item_id,
            line=_line(form),
            added_with=once.sent(request.POST),
            by=me(request),
            at=request.at,  # type: ignore[attr-defined]
        )
        return "It has been recorded.", item_id

    context = {"item": seen}
    return sending.answer(
        request, matter, form, Page(kind=CUSTODY, template="custody", save=save, item_id=item_id, context=context)
    )


def _line(form: CustodyForm) -> Line:
    texts = {name: form.said(name) for name in ("bag", "seal", "place", "handed_from", "handed_to", "why")}
    return Line(
        kind=form.cleaned_data["kind"],
        happened_at=form.moment,
        seal_intact=form.seal_intact,
        corrects_id=number_of(form.said("corrects")),
        **texts,
    )
