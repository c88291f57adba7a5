"""Correcting the legal dates of a matter, from which its time limits run.

Whatever runs and rests on a corrected date is asked of the law again; the limit as it stood is kept under the new one.
What was met or has ended stays as it was, and so do decisions. What a person extended, paused or otherwise settled is
never worked out again by itself: that would be lost, so a person decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, Deadline
from cases.operations import case_changes, clocks, letters
from cases.operations.case_changes import DAYS, Conflict
from cases.operations.intake.days import Days, impossible
from cases.operations.intake.values import Mistake
from cases.queries import legal_dates
from cases.queries.case_parts import RUNS
from cases.queries.legal_dates import TITLES, titles_of
from misconduct.questions import Question

AFTER_LOGGING = "It must be {day}, the day on which the matter was logged, or earlier"
# What of a limit's answer anybody is shown.
DATED = ("due", "force_by", "right_until", "work_to")
GRADED = ("version", "grade", "is_confirmed", "may_count_against", "problem")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The dates as they should stand, as far as they were typed, and why: that names nobody."""

    typed: Mapping[str, date]
    reason: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What came of it: which dates; how many limits started anew, and how many a person has to look at.

    `letters`: how many that wait to be sent say the new date now.
    """

    fields: tuple[str, ...]
    anew: int = 0
    left: int = 0
    letters: int = 0


@transaction.atomic
def correct(*, reference: str, correction: Correction, by: User, at: datetime) -> Corrected:
    """Corrects them, where the matter is still as `version` says, and starts anew what rests on them.

    Raises Conflict when it is not, Mistake for days that cannot be, Refused where nothing may be changed, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    if case.version != correction.version:
        raise Conflict
    typed = {name: correction.typed[name] for name in titles_of(case=case) if name in correction.typed}
    before = {name: getattr(case, name) for name, day in typed.items() if getattr(case, name) != day}
    if not before:
        return Corrected(fields=())
    for name, sentence in wrong_days(case=case, typed=typed, today=timezone.localdate(at)).items():
        raise Mistake(name, sentence)
    for name in before:
        setattr(case, name, typed[name])
    case_changes.save(case, tuple(before))
    anew, left = _start_anew(case, correction.reason, at)
    written = letters.put_right(case=case, before=before["received_on"]) if "received_on" in before else 0
    told = "; ".join(f"{TITLES[name].lower()} {_day(typed[name])}, not {_day(day)}" for name, day in before.items())
    about = Thing("case", case.reference, case.pk)
    trail.record(what=Act.CASE_DATES_CORRECTED, by=by, at=at, about=about, reason=f"{told}: {correction.reason}")
    return Corrected(fields=tuple(before), anew=anew, left=left, letters=written)


def wrong_days(*, case: Case, typed: Mapping[str, Any], today: date) -> dict[str, str]:
    """Which of the legal dates cannot be, by their field, in words. Where none was changed, nothing is said."""
    now = {name: typed.get(name, getattr(case, name)) for name in TITLES}
    if all(getattr(case, name) == day for name, day in now.items()):
        return {}
    days = Days(**now, **{name: getattr(case, name) for name in DAYS})
    logged = timezone.localdate(case.logged_at)
    found: dict[str, str] = {}
    for one in impossible(days=days, today=today):
        if one.field in TITLES:
            found.setdefault(one.field, one.sentence)
    for name, day in now.items():
        if day and day > logged:
            found.setdefault(name, AFTER_LOGGING.format(day=_day(logged)))
    return found


def _start_anew(case: Case, because: str, at: datetime) -> tuple[int, int]:
    """How many limits started anew, and how many were left to a person."""
    running = list(case.deadlines.filter(RUNS).select_related("against").order_by("pk"))
    left = [row for row in running if legal_dates.is_outdated(case=case, row=row)]
    anew = list(_moved(case, [row for row in running if not legal_dates.is_settled(row=row)]))
    for row, question in anew:
        clocks.replace_with(row=row, question=question, because=because, at=at)
    return len(anew), len(left)


def _moved(case: Case, running: list[Deadline]) -> Iterator[tuple[Deadline, Question]]:
    """Those of which anything that is shown would be otherwise, had they started from the dates as they stand now."""
    for row in running:
        question = legal_dates.asked_again(case=case, row=row)
        found = clocks.answered(question=question)
        now = {"event_on": question.on} | {name: found.get(name) for name in DATED}
        now |= {name: found.get(name, "") for name in GRADED}
        is_same = all(getattr(row, name) == said for name, said in now.items())
        if not is_same or _words(found["working"]) != _words(row.working):
            yield row, question


def _words(working: Mapping[str, Any]) -> list[list[str]]:
    return [[working.get("headline", "")], *(list(line) for line in working.get("lines", []))]


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
