"""Perishable evidence: taken up from what is proposed or by hand, and asked for. Its deletion date is worked out here.

The date is worked out again when its window or its retention is changed, and where it rests on the matter's own days,
when these are (`preservation_dates`).
"""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.audit.acts import Act
from cases.models import Case, PerishableSystem, PreservationRequest, PreservationState
from cases.operations import preservation_dates
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Perishable, Said
from cases.queries.plan import names, preservation_letter

TITLES = {
    "name": "what",
    "holder": "who holds it",
    "contact": "how to reach the holder",
    "retention_days": "retention",
    "place": "place",
    "camera": "camera",
    "first_day": "window",
    "first_time": "window",
    "last_day": "window",
    "last_time": "window",
    "state": "state",
    "asked_on": "day asked",
    "means": "how it was asked for",
    "answer": "answer",
    "because": "reason",
}
# What stands in the letter as it was typed.
IN_THE_LETTER = ("name", "holder", "contact", "place", "camera")
NAMES_SOMEBODY = (
    "Leave out “{}”: it is part of the name of somebody in this matter, and the holder is not told who that is. Say "
    "which place or device it is in another way, for example by number or postcode"
)
ASKED_WHEN = "Enter on which day it was asked for"
ASKED_HOW = "Choose how it was asked for"
NO_REASON = "Enter the reason"
NO_FIRST_DAY = "Enter the first day, or leave the last day and the times empty"
LAST_FIRST = "Last day must be the same as or after the first day"
LAST_TIME_FIRST = "Last time must be after the first time, or on a later day"
GIVEN_UP = {PreservationState.LOST, PreservationState.NOT_NEEDED}
FIRST_AHEAD = "First day must be today or earlier"


@transaction.atomic
def add(*, evidence: Perishable, said: Said) -> PreservationRequest:
    """One more piece of evidence. The same form again adds none. Raises SentAlready, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    told = _told(case, evidence, said)
    known = rows.added_before(case.preservation.all(), said, told)
    if known is not None:
        return known
    number = rows.next_number(case.preservation.all())
    made = PreservationRequest.objects.create(
        case=case, number=number, added_with=said.added_with, **told, **_dated(case, evidence, said)
    )
    rows.note(Act.PRESERVATION_CHANGED, said, case, made, f"preservation {number} added ({_state(made)})")
    return made


@transaction.atomic
def change(*, request_id: int, evidence: Perishable, said: Said) -> tuple[str, ...]:
    """Which fields are others than before. Raises Conflict, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    row = rows.find(case.preservation.all(), request_id)
    told = _told(case, evidence, said)
    # What was kept did not move with the matter's day meanwhile: where it presses again, it is worked out again.
    if {"first_day", "retention_days", "state"} & {*rows.differing(row, told)}:
        told |= _dated(case, evidence, said)
    fields = rows.changed(row, told, version=said.version)
    if fields:
        titles = ", ".join(dict.fromkeys(TITLES[name] for name in fields if name in TITLES))
        said_of_it = f"preservation {row.number}: {titles} ({_state(row)})"
        rows.note(Act.PRESERVATION_CHANGED, said, case, row, said_of_it)
    return fields


def _state(row: PreservationRequest) -> str:
    return PreservationState(row.state).label.lower()


def _told(case: Case, evidence: Perishable, said: Said) -> dict[str, Any]:
    told = asdict(evidence)
    key = told.pop("system")
    told["system_id"] = rows.find_by(PerishableSystem.objects.all(), key=key).pk if key else None
    for name in IN_THE_LETTER:
        part = preservation_letter.names_in(texts=[told[name]], names=names.of_everybody(case=case))
        if part:
            raise Mistake(name, NAMES_SOMEBODY.format(part.capitalize()))
    _check_window(evidence, said)
    _check_state(evidence)
    rows.not_ahead(said, told, {"asked_on": "Day asked"})
    return told


def _dated(case: Case, evidence: Perishable, said: Said) -> dict[str, Any]:
    return preservation_dates.dated(
        case=case, first_day=evidence.first_day, retention_days=evidence.retention_days, at=said.at
    )


def _check_window(evidence: Perishable, said: Said) -> None:
    first, last = evidence.first_day, evidence.last_day
    if first is None and (last or evidence.first_time or evidence.last_time):
        raise Mistake("first_day", NO_FIRST_DAY)
    if first and first > timezone.localdate(said.at):
        raise Mistake("first_day", FIRST_AHEAD)
    if first and last and last < first:
        raise Mistake("last_day", LAST_FIRST)
    times = (evidence.first_time, evidence.last_time)
    if first and (last or first) == first and all(times) and times[1] <= times[0]:  # type: ignore[operator]
        raise Mistake("last_time", LAST_TIME_FIRST)


def _check_state(evidence: Perishable) -> None:
    if evidence.state == PreservationState.ASKED and not evidence.asked_on:
        raise Mistake("asked_on", ASKED_WHEN)
    if evidence.state == PreservationState.ASKED and not evidence.means:
        raise Mistake("means", ASKED_HOW)
    if evidence.state in GIVEN_UP and not evidence.because:
        raise Mistake("because", NO_REASON)
