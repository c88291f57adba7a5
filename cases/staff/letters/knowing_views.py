"""Whether an officer knows that a matter is about them: since when, and how that came."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.intake import Mistake
from cases.operations.letters import knowing
from cases.queries import case_people
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import YES_NO, TypedForm, choice, line
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

KNOWS = "case_knows"


class KnowsForm(TypedForm):
    """Whether they know; of whoever does, since when and how."""

    knows = choice(
        "Do they know that this matter is about them?",
        choices=YES_NO,
        required="Choose whether they know",
        widget=forms.RadioSelect(),
    )
    on = DayField(label="If they do: since which day?", required=False, help_text="For example 27 3 2026.")
    how = line(
        "How did they come to know?",
        longest=300,
        hint="For example: told by the investigator, with the notice.",
    )

    def clean(self) -> dict[str, Any]:
        """Whoever knows learnt it on a day, and somehow."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("knows") == "yes":
            if not cleaned.get("on") and "on" not in self.errors:
                self.add_error("on", "Enter the day since which they know")
            if not self.said("how") and "how" not in self.errors:
                self.add_error("how", "Enter how they came to know")
        return cleaned


@requires(Permission.CASES_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_matter("whether somebody knows")
def knows(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Records it, puts it right, or takes it back."""
    try:
        subject = case_people.subject(case=matter.case, subject_id=subject_id)
    except NotThere:
        raise Http404 from None
    if not subject.may_know:
        raise Http404
    draft = {"kind": KNOWS, "key": f"{matter.case.reference} {address_of(subject_id)}"}
    recorded = {"knows": "yes" if subject.aware_on else "no", "on": subject.aware_on, "how": subject.aware_how}
    form = KnowsForm(kept_forms.typed(request, **draft), initial=recorded)
    if request.method == "POST" and form.is_valid() and _recorded(request, matter, form, subject_id):
        kept_forms.discard(request, **draft)
        messages.success(request, "It has been recorded.")
        return redirect("case_people", reference=matter.case.reference)
    context = {"case": matter.case, "subject": subject} | kept_forms.context(request, form, **draft)
    return render(request, "staff/letters/knows.html", context)


def _recorded(request: HttpRequest, matter: Matter, form: KnowsForm, subject_id: int) -> bool:
    said: dict[str, Any] = {
        "reference": matter.case.reference,
        "subject_id": subject_id,
        "by": me(request),
        "at": request.at,  # type: ignore[attr-defined]
    }
    try:
        if form.cleaned_data["knows"] == "yes":
            knowing.record(**said, on=form.cleaned_data["on"], how=form.said("how"))
        else:
            knowing.take_back(**said)
    except Mistake as mistake:
        form.add_error(mistake.field, mistake.sentence)
        return False
    return True
