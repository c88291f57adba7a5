"""Two people settle that no ground of compulsory referral to the IOPC is met."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations.acts import settling
from cases.operations.intake import Mistake
from cases.queries.acts import referring
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, choice, lines
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
SETTLE = "case_referral"


class AskForm(TypedForm):
    """Why no ground is met."""

    reason = lines("Why no ground is met, each by itself", rows=6, required="Enter why no ground is met")


class DecideForm(TypedForm):
    """Whether the second person agrees, and why."""

    agree = choice(
        "Do you agree that none of these grounds is met?",
        choices=[("yes", "Yes: none is met"), ("no", "No: it stays to be referred")],
        required="Choose whether you agree",
        widget=forms.RadioSelect(),
    )
    because = lines("Why", rows=4, required="Enter why")


@requires(Permission.CASES_DECIDE)
@require_http_methods(FORM_METHODS)
@of_a_matter("referral")
def settle(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One person asks; another decides."""
    seen = referring.of_case(case=matter.case)
    key = {"kind": SETTLE, "key": matter.case.reference}
    is_mine = seen.waiting is not None and seen.waiting.asked_by_id == me(request).pk
    data = kept_forms.typed(request, **key)
    is_asked = seen.waiting is not None and not seen.waiting.is_stale
    form: TypedForm = DecideForm(data) if is_asked else AskForm(data)
    if request.method == "POST" and form.is_valid():
        try:
            said = _settled(request, matter, form)
        except Mistake as mistake:
            form.add_error(mistake.field, mistake.sentence)
        else:
            kept_forms.discard(request, **key)
            messages.success(request, said)
            return redirect("case_decisions", reference=matter.case.reference)
    context: dict[str, Any] = {"case": matter.case, "seen": seen, "is_mine": is_mine, "is_asked": is_asked}
    return render(request, "staff/acts/referral.html", context | kept_forms.context(request, form, **key))


def _settled(request: HttpRequest, matter: Matter, form: TypedForm) -> str:
    told: dict[str, Any] = {"reference": matter.case.reference, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
    if isinstance(form, AskForm):
        settling.ask(reason=form.said("reason"), **told)
        return "Somebody else now decides whether they agree."
    agree = form.said("agree") == "yes"
    settling.decide(agree=agree, because=form.said("because"), **told)
    return "Settled: no ground of compulsory referral is met." if agree else "Not agreed: it stays to be referred."
