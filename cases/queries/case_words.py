"""A matter in the words that lists and its own page share: its kind, how grave it may be, when something is due."""

from datetime import date, timedelta
from typing import Any

from cases.queries.letters import kinds
from misconduct import clocks
from misconduct.authority import Grade
from misconduct.matters.categories import CATEGORIES, SUB_CATEGORIES
from misconduct.matters.handling import Handling
from misconduct.matters.kinds import Kind
from misconduct.procedures import PersonKind
from misconduct.severity.bands import Band
from misconduct.stages import MatterStage, OfficerStage
from misconduct.standards import STANDARDS

NOBODY = "Nobody"
NOT_YET_TRIAGED = Band.NOT_YET_TRIAGED.name
# What severity was assessed as, the gravest first.
ASSESSED = {
    "gross_misconduct": "Assessed as gross misconduct",
    "misconduct": "Assessed as misconduct",
    "neither": "Assessed as neither misconduct nor gross misconduct",
}
DUTY = "DUTY"
# Limits by whose end nothing need be done: a duty only arises after the period, such as the report of a delay.
PERIODS = frozenset(limit.key for limit in clocks.LIMITS.values() if limit.then)


def kind(label: str) -> str:
    """`Recordable conduct matter`."""
    return begun(Kind[label.upper()].value)


def stage(label: str) -> str:
    """`Under investigation`; empty for a matter that came with a force's history and has none."""
    return begun(MatterStage[label.upper()].value) if label else ""


def handling(label: str) -> str:
    """How a complaint is handled; empty where that is not settled."""
    return begun(Handling[label.upper()].value) if label else ""


def letter(kind: str) -> str:
    """`Outcome of a call`."""
    return kinds.title(kind)


def officer_stage(label: str) -> str:
    """Where an allegation against a person stands."""
    return begun(OfficerStage[label.upper()].value)


def band(name: str | None) -> str:
    """`CRITICAL`, or `Not yet triaged`, which is also what nobody has scored."""
    found = Band[name or NOT_YET_TRIAGED].value
    return begun(found) if found.islower() else found


def category(code: str) -> str:
    """`B Police powers, policies and procedures`."""
    return f"{code} {CATEGORIES[code].name}" if code in CATEGORIES else code


def sub_category(code: str) -> str:
    """`B4 Use of force`; empty where none was chosen."""
    return f"{code} {SUB_CATEGORIES[code].name}" if code in SUB_CATEGORIES else code


def name_of_category(code: str) -> str:
    """`Use of force`: of a category or a sub-category, without its code."""
    found = SUB_CATEGORIES.get(code) or CATEGORIES.get(code)
    return found.name if found else code


def standard(key: str) -> str:
    """The heading of a Standard of Professional Behaviour."""
    return STANDARDS[key].title if key in STANDARDS else key


def person_kind(label: str) -> str:
    """Who somebody is to the force; empty where that is not known."""
    return begun(PersonKind[label.upper()].value) if label else ""


def grade(name: str) -> str:
    """How far a rule was verified."""
    return Grade[name].value


def grave(*, assessed: list[Any], scored: str | None) -> str:
    """The band until severity is assessed, and then only the assessment: the gravest of them.

    What was put right and closed during a call is never scored: its band is empty.
    """
    found = [said for level, said in ASSESSED.items() if level in assessed]
    if found:
        return found[0]
    return "Not scored" if scored == "" else band(scored)


def due(
    *, work_to: date | None, side: str, on: date, key: str = "", problem: str = "", is_confirmed: bool = True
) -> str:  # fmt: skip
    """When a limit ends, as somebody says it on that day: `due today`, `2 days late`, `ended yesterday`.

    Of a date that nobody confirmed it says no more than that the earliest plausible one has passed. A period after
    which something must be done is never due: it ends.
    """
    last = last_day(work_to=work_to, key=key)
    if last is None:
        return "date not worked out" if problem else "no fixed date"
    days = (last - on).days
    if side != DUTY or (key in PERIODS and (days >= 0 or is_confirmed)):
        return f"ends {_ahead(days)}" if days >= 0 else f"ended {_ago(-days)}"
    if days >= 0:
        return f"due {_ahead(days)}"
    return f"{_days(-days)} {'late' if is_confirmed else 'past the earliest plausible date'}"


def last_day(*, work_to: date | None, key: str) -> date | None:
    """The last day of a limit. A period is worked out to the day on which the duty arises, which is the one after."""
    return work_to - timedelta(days=1) if work_to and key in PERIODS else work_to


def _ahead(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {_days(days)}")


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{_days(days)} ago"


def _days(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'}"


def begun(words: str) -> str:
    """With its first letter as a capital."""
    return words[:1].upper() + words[1:]
