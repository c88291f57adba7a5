"""Recording that a written notice was served: by whom, when, how and to whom."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.intake import Mistake
from cases.operations.letters import sending, serving
from cases.queries.letters import messages as seen
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, choice, line
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

SERVED = "case_letter_served"
LONDON = ZoneInfo("Europe/London")
TIME = "Enter the time as 24 hours, such as 14:05"
UNCONFIRMED = "Unconfirmed: the rule that says so was not read. Enter the day that your legal adviser goes by."


class ServedForm(TypedForm):
    """What a person says of the service."""

    served_on = DayField(label="Day on which it was served or sent", help_text="For example 27 3 2026.")
    how = choice("How was it served?", choices=serving.HOW, required="Choose how", widget=forms.RadioSelect())
    given_to = choice(
        "To whom was it given?", choices=serving.GIVEN_TO, required="Choose to whom", widget=forms.RadioSelect()
    )
    served_by = line("Who served it?", longest=150, required="Enter who served it")
    sent_time = line("If by email: at what time was it sent?", longest=5, hint="For example 14:05.")
    deemed_served_on = DayField(
        label="If by email: day on which it counts as served", required=False, help_text=UNCONFIRMED
    )
    put_right_because = line("If this puts right what was recorded: why?", longest=300)

    def clean_sent_time(self) -> Any:
        """A time of the clock, where one was typed."""
        said = self.said("sent_time")
        try:
            return datetime.strptime(said, "%H:%M").time() if said else None  # noqa: DTZ007 - a time alone
        except ValueError:
            raise ValidationError(TIME) from None

    def told(self) -> serving.Told:
        """As the operation takes it."""
        data = dict(self.cleaned_data)
        time = data.pop("sent_time")
        at = datetime.combine(data["served_on"], time, tzinfo=LONDON) if time else None
        is_email = data["how"] == "email"
        return serving.Told(**{**data, "sent_at": at if is_email else None})


SERVED_NOW = "Service has been recorded. Record now, for each allegation, that the officer was given written notice."


@requires(Permission.CASES_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_matter("service of a notice")
def served(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """Records it, or puts right what was recorded."""
    said: dict[str, Any] = {"letter_id": letter_id, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
    try:
        letter = sending.printed(case=matter.case, **said)
    except NotThere:
        raise Http404 from None
    if not seen.is_served_here(letter):
        raise Http404
    draft = {"kind": SERVED, "key": f"{matter.case.reference} {address_of(letter_id)}"}
    before = serving.newest(letter=letter)
    form = ServedForm(kept_forms.typed(request, **draft), initial=_initial(request, before))
    if before is None:
        # There is nothing yet that could be put right.
        del form.fields["put_right_because"]
    if request.method == "POST" and form.is_valid():
        try:
            serving.record_service(reference=matter.case.reference, told=form.told(), **said)
        except Mistake as mistake:
            form.add_error(mistake.field, mistake.sentence)
        else:
            kept_forms.discard(request, **draft)
            messages.success(request, SERVED_NOW)
            return redirect("case_decisions", reference=matter.case.reference)
    context = {"case": matter.case, "letter": letter, "seen": seen.seen(letter), "before": before}
    return render(request, "staff/letters/served.html", context | kept_forms.context(request, form, **draft))


def _initial(request: HttpRequest, before: Any) -> dict[str, Any]:
    if before is None:
        return {"served_by": me(request).name}
    names = ("served_on", "how", "given_to", "served_by", "deemed_served_on")
    time = f"{before.sent_at.astimezone(LONDON):%H:%M}" if before.sent_at else ""
    return {name: getattr(before, name) for name in names} | {"sent_time": time}
