"""Letting somebody see a matter again who is still shut out of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import case_changes, denials
from cases.queries import case_denials
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.access_views import ReasonForm
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
LIFT = "case_lift"
NO_LONGER = "They are no longer shut out. Whether they see it depends on their roles, and on who is named."


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(FORM_METHODS)
@of_a_matter("access")
def lift(request: HttpRequest, matter: Matter, denial_id: int) -> HttpResponse:
    """Asks for the reason, then lets them see it again."""
    shut_out = case_denials.find(case=matter.case, denial_id=denial_id)
    if shut_out is None:
        raise Http404
    key = f"{matter.case.reference} {address_of(denial_id)}"
    form = ReasonForm(kept_forms.typed(request, kind=LIFT, key=key))
    if request.method == "POST" and form.is_valid():
        said = {"denial_id": denial_id, "reason": form.cleaned_data["reason"]}
        try:
            denials.lift(reference=matter.case.reference, by=me(request), at=request.at, **said)  # type: ignore[attr-defined]
        except NotThere:
            raise Http404 from None
        except Refused as refusal:
            if refusal.sentence == case_changes.FROZEN:
                raise
            form.add_error("reason", refusal.sentence)
            request.refusal = refusal  # type: ignore[attr-defined]
        else:
            kept_forms.discard(request, kind=LIFT, key=key)
            messages.success(request, NO_LONGER)
            return redirect("case_access", reference=matter.case.reference)
    context = {"case": matter.case, "shut_out": shut_out} | kept_forms.context(request, form, kind=LIFT, key=key)
    return render(request, "staff/matters/access_lift.html", context)
