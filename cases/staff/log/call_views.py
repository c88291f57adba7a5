"""A complaint that is dealt with during the call: one page, saved and closed in one act where the law allows."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import intake
from cases.operations.intake.reminders import ASKED as AGAIN
from cases.queries import intakes, own_units
from cases.staff.acting import me
from cases.staff.log import likely, log_drafts, values
from cases.staff.log.done_views import is_sent, logged
from cases.staff.log.forms import SubjectForm, find_people
from cases.staff.log.log_drafts import CALL, Desk
from cases.staff.log.shown import Shown, differences
from cases.staff.typed_fields import YES_NO, TypedForm, answer, categories, choice, email, line, lines
from cases.web.gate import requires
from misconduct.matters.handling import ASKED, QUESTIONS, WISH

FORM_METHODS = ["GET", "HEAD", "POST"]
SAY = "Choose yes, no or not known: {}"
CLOSE, LEAVE_OPEN = "close", "leave_open"


class CallForm(TypedForm):
    """What is asked during a call, in the order in which people tell it."""

    name = line("Name", longest=150, hint="Empty if they do not say who they are.")
    phone = line("Telephone", longest=40, inputmode="tel")
    email = email()
    safe_contact = line("How and when it is safe to reach them", longest=250)
    address = line("Address for letters", longest=300)
    may_leave_message = answer("Is it safe to leave a message?")
    what_happened = lines("What happened", rows=4, required="Enter what happened")
    would_put_right = lines("What would put it right", rows=2)
    category = choice("What is it about?", choices=categories(), required="Choose what it is about")
    wants_recording = answer(ASKED[WISH], hint="“Do you want your complaint recorded?”")
    what_was_done = lines("What was done, and what was explained", rows=2)
    resolved = answer("Is it resolved?", choices=YES_NO)
    told = forms.BooleanField(label="I told them the outcome during the call", required=False)
    reason = line(
        "Why it may be closed here all the same",
        longest=300,
        hint="Needed where this page asks you to look again: our own reminder, not law. Kept with the decision.",
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        for name, question in QUESTIONS.items():
            self.fields[name] = answer(question)
        if len(units) > 1:
            self.fields["unit"] = choice("Unit", choices=[("", "Choose a unit"), *units], required="Choose a unit")
        self.order_fields(_in_order(list(self.fields)))

    def is_whole(self, *, closing: bool) -> bool:
        """Whether it is valid, and to close it whether everything was answered that closing asks: all said at once."""
        self.full_clean()
        for name, sentence in _to_close() if closing else []:
            if name not in self.errors and not self.said(name):
                self.add_error(name, sentence)
        return not self.errors

    @property
    def unit_id(self) -> int:
        """The unit that was chosen, or the only one there is."""
        return int(self.said("unit") or self.units[0][0])


def _in_order(names: list[str]) -> list[str]:
    """The four questions stand before the wish to have it recorded, as the law asks them."""
    rest = [name for name in names if name not in QUESTIONS]
    place = rest.index(WISH)
    return [*rest[:place], *QUESTIONS, *rest[place:]]


def _to_close() -> list[tuple[str, str]]:
    asked = [(name, SAY.format(question)) for name, question in QUESTIONS.items()]
    return [
        *asked,
        (WISH, SAY.format(ASKED[WISH])),
        ("what_was_done", "Enter what was done, or save it and leave it open"),
        ("resolved", "Choose whether it is resolved, or save it and leave it open"),
    ]


@requires(Permission.CASES_LOG)
@require_http_methods(FORM_METHODS)
def call(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The page during a call."""
    if reference := intakes.reference_of(intake=key, by=me(request)):
        return is_sent(request, reference)
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    units = own_units.to_log_in(user=me(request), on=today)
    desk = log_drafts.open_page(request, kind=CALL, intake=key, fresh={})
    if desk.took_theirs:
        return redirect("log_call", key=key)
    form, about = CallForm(desk.typed, units=units), SubjectForm(desk.typed, prefix="about")
    find_people(subjects=[about], on=today, again=desk.action == "show")
    shown = Shown(forms=[form, about])
    if desk.action in {CLOSE, LEAVE_OPEN} and desk.may_go_on and units:
        answered = _sent(request, key=key, form=form, about=about, closing=desk.action == CLOSE)
        if answered:
            return answered
        shown.say()
    else:
        form.without_errors()
        about.without_errors()
    return _page(request, desk, shown, form=form, about=about)


def _sent(
    request: HttpRequest, *, key: uuid.UUID, form: CallForm, about: SubjectForm, closing: bool
) -> HttpResponse | None:
    """What came of it once it is logged, or None where something has to be put right first."""
    if not all([form.is_whole(closing=closing), about.is_valid()]):
        return None
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    told = values.call(key=key, form=form, about=about, unit_id=form.unit_id, today=today, closing=closing)
    try:
        came_of_it = intake.log_and_resolve(call=told, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except intake.Mistake as mistake:
        form.add_error(mistake.field if mistake.field in form.fields else None, mistake.sentence)
        return None
    except Refused as refusal:
        # Answered on the page itself, so that what was typed stays; recorded once the answer is on its way.
        request.refusal = refusal  # type: ignore[attr-defined]
        form.add_error(None, refusal.sentence)
        return None
    if came_of_it.closed:
        messages.success(request, "Saved and closed.")
    elif came_of_it.why_open:
        messages.warning(request, f"Saved, and left open. {came_of_it.why_open}")
    return logged(request, came_of_it, key=key)


def _page(request: HttpRequest, desk: Desk, shown: Shown, *, form: CallForm, about: SubjectForm) -> HttpResponse:
    there = desk.theirs.body if desk.theirs else None
    context = {
        "desk": desk,
        "form": shown,
        "call": form,
        "about": about,
        "errors": shown.errors,
        "has_reason": bool(str(form["reason"].value() or "").strip()) or bool({"reason", AGAIN} & set(form.errors)),
        "has_address": bool(str(form["address"].value() or "").strip()) or "address" in form.errors,
        "four": [form[name] for name in QUESTIONS],
        "differences": differences(forms=shown.forms, there=there, here=desk.typed) if there is not None else [],
        "likely": likely.of_typed(request, key=desk.key, typed=desk.typed),
        "saves_to": "log_draft_call",
    }
    return render(request, "staff/log/call.html", context)
