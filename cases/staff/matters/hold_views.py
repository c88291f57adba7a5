"""Holding a matter, so that nothing in it changes for now, and ending that.

For those who decide about sight: some holds stem from that, and none of them may look other than the rest.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations import membership
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
HOLD = "case_hold"
LONGEST_REASON = 300


class HoldForm(TypedForm):
    """Why it is held."""

    reason = line(
        "Reason, which everybody reads",
        longest=LONGEST_REASON,
        required="Enter the reason",
        hint="For example: waiting for advice of the legal department.",
    )


@requires(Permission.WALLS_DECIDE)
@require_http_methods(FORM_METHODS)
@of_a_matter("hold")
def hold(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Holds it, for a reason that everybody reads."""
    reference = matter.case.reference
    form = HoldForm(kept_forms.typed(request, kind=HOLD, key=reference))
    if request.method == "POST" and form.is_valid():
        membership.hold(reference=reference, reason=form.cleaned_data["reason"], by=me(request), at=request.at)  # type: ignore[attr-defined]
        kept_forms.discard(request, kind=HOLD, key=reference)
        messages.success(request, "Nothing in the matter can be changed for now.")
        return redirect("case_access", reference=reference)
    context = {"case": matter.case} | kept_forms.context(request, form, kind=HOLD, key=reference)
    return render(request, "staff/matters/access_hold.html", context)


@requires(Permission.WALLS_DECIDE)
@require_http_methods(FORM_METHODS)
@of_a_matter("end a hold")
def release(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Asks, then lets it be changed again."""
    reference = matter.case.reference
    if request.method == "POST":
        membership.release(reference=reference, by=me(request), at=request.at)  # type: ignore[attr-defined]
        # It may be held for something else from the same moment: its page says so.
        messages.success(request, "The hold has ended.")
        return redirect("case_access", reference=reference)
    return render(request, "staff/matters/access_release.html", {"case": matter.case, "form": forms.Form()})
