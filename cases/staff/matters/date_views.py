"""Correcting the dates of a matter from which its time limits run."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations import legal_dates
from cases.operations.case_changes import Conflict
from cases.operations.intake import Mistake
from cases.operations.legal_dates import Corrected, Correction
from cases.queries.legal_dates import titles_of
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.matters import conflicts
from cases.staff.matters.conflicts import SAME, Settling
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line
from cases.web.fields import DayField
from cases.web.gate import requires

DATES = "case_dates"
FORM_METHODS = ["GET", "HEAD", "POST"]
LONGEST_REASON = 300
LEFT = "time limit{} {} left as {} stood: see below why"
PRINT_AGAIN = "{} to be sent {} the new date now: print again"


class DatesForm(TypedForm):
    """The legal dates that the matter has, and why they are corrected."""

    received_on = DayField(label="Day on which it was received", help_text="It stands in lists and in letters.")
    complaint_made_on = DayField(
        label="Day on which the complaint was made",
        help_text="From it runs the time after which delay is reported.",
    )
    came_to_attention_on = DayField(
        label="Day on which it came to our attention",
        help_text="From it runs the duty to preserve evidence, and, where nobody complained, what else runs.",
    )
    reason = line(
        "Reason, which is kept in the timeline",
        longest=LONGEST_REASON,
        required="Enter the reason",
        hint="Name nobody. For example: the letter bears a stamp of the day before.",
    )

    def __init__(self, *args: Any, case: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.today, self.dates = case, today, titles_of(case=case)
        for name in set(self.fields) - {*self.dates, "reason"}:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The days in their order, and none ahead."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not set(self.dates) & set(self.errors):
            for name, sentence in legal_dates.wrong_days(case=self.case, typed=cleaned, today=self.today).items():
                self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def typed(self) -> dict[str, date]:
        """The days, once they are valid."""
        return {name: self.cleaned_data[name] for name in self.dates}


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def correct(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Corrects them, for a reason. A conflict is shown date by date, and nothing that was typed is lost."""
    case = matter.case
    if request.POST.get("discard"):
        kept_forms.discard(request, kind=DATES, key=case.reference)
        return redirect("case_dates", reference=case.reference)
    data = kept_forms.typed(request, kind=DATES, key=case.reference)
    initial = {name: getattr(case, name) for name in titles_of(case=case)}
    form = DatesForm(data, initial=initial, case=case, today=matter.reader.on)
    if request.method == "POST" and form.is_valid() and (answer := _corrected(request, matter, form)):
        return answer
    context = {
        "case": case,
        "form": kept_forms.shown(request, form),
        "version": conflicts.version_of(request) if request.method == "POST" else case.version,
        "draft_note": drafts.note(user=me(request), kind=DATES, key=case.reference),
        "is_kept": kept_forms.is_kept(request, form),
    }
    return render(request, "staff/matters/dates.html", context)


def _corrected(request: HttpRequest, matter: Matter, form: DatesForm) -> HttpResponse | None:
    """Saves it, or shows the conflict; None where the form is shown again with what is wrong."""
    settling = Settling(page=DATES, titles=form.dates, carried=("reason",))
    typed, unsettled = conflicts.settled(request, matter, settling, form.typed())
    if unsettled:
        return conflicts.shown(request, matter, settling, typed, unsettled=unsettled) or _done(request, matter, SAME)
    told = Correction(typed=typed, reason=form.said("reason"), version=conflicts.version_of(request))
    reference = matter.case.reference
    try:
        done = legal_dates.correct(reference=reference, correction=told, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except Conflict:
        return conflicts.shown(request, matter, settling, form.typed()) or _done(request, matter, SAME)
    except Mistake as mistake:
        form.add_error(mistake.field, mistake.sentence)
        return None
    return _done(request, matter, in_words(done))


def _done(request: HttpRequest, matter: Matter, said: str) -> HttpResponse:
    kept_forms.discard(request, kind=DATES, key=matter.case.reference)
    messages.success(request, said)
    return redirect("case_deadlines", reference=matter.case.reference)


def in_words(done: Corrected) -> str:
    """What came of it."""
    if not done.fields:
        return "Nothing was corrected: the dates are those that were recorded."
    counted = (
        (True, done.anew, "time limit was worked out again", "time limits were worked out again"),
        (done.left, done.left, LEFT.format("", "was", "it"), LEFT.format("s", "were", "they")),
        (done.letters, done.letters, PRINT_AGAIN.format("letter", "says"), PRINT_AGAIN.format("letters", "say")),
    )
    said = [f"{count or 'No'} {one if count == 1 else more}." for is_said, count, one, more in counted if is_said]
    return " ".join(["The dates have been corrected.", *said])
