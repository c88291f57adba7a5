"""A letter of a matter: how its reader may safely be reached, the text as it is printed, and that it was sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.letters import sending
from cases.staff import kept_forms
from cases.staff.acting import me, permissions_of
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
LETTER = "case_letter"
SENT_DAY = "The day must be today or earlier, and not before the letter was made"
FOLLOWED = "Follow how and when it is safe to reach them, then tick that you have"
HOW = "Choose how it was sent"


class SentForm(TypedForm):
    """When and how a letter was sent, and that it was safe."""

    on = DayField(label="Day on which it was sent", help_text="For example 27 3 2026.")
    how = forms.ChoiceField(
        label="How was it sent?",
        choices=sending.WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": HOW, "invalid_choice": HOW},
    )
    was_safe = forms.BooleanField(
        label="I have followed how and when it is safe to reach them", error_messages={"required": FOLLOWED}
    )


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("letter")
def letter(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """A letter as it is printed, and the day on which it was sent."""
    may_note = Permission.CASES_WORK in permissions_of(request)
    if request.method == "POST" and not may_note:
        raise Http404
    try:
        found = sending.printed(case=matter.case, letter_id=letter_id, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    key = f"{matter.case.reference} {address_of(letter_id)}"
    form = SentForm(kept_forms.typed(request, kind=LETTER, key=key), initial={"on": found.sent_on})
    if request.method == "POST" and form.is_valid() and _noted(request, matter, form, letter_id):
        kept_forms.discard(request, kind=LETTER, key=key)
        messages.success(request, "It has been noted.")
        return redirect("case", reference=matter.case.reference)
    context = {"case": matter.case, "letter": found, "to": found.to.identity, "may_note": may_note}
    kept = kept_forms.context(request, form, kind=LETTER, key=key)
    return render(request, "staff/matters/letter.html", context | kept)


def _noted(request: HttpRequest, matter: Matter, form: SentForm, letter_id: int) -> bool:
    about: dict[str, Any] = {"reference": matter.case.reference, "letter_id": letter_id}
    told = sending.Sent(**form.cleaned_data)
    try:
        sending.sent(**about, told=told, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except sending.NotADay:
        form.add_error("on", SENT_DAY)
        return False
    return True
