"""When evidence that nobody keeps is deleted: the first day of it and as many days as its holder keeps it.

The earliest plausible day, and no rule of law: the retention is a setting of the force, or what the holder said. Days
are those of a calendar in England and Wales, so that an hour more or less when clocks change moves nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

# How many days ahead a deletion is said at the top of the plan and on the summary.
PRESSING = 3
LOCAL = "Local: a setting of the force, or what the holder said; no rule of law. Check it with the holder."
TYPED = "first day of the footage, as it was entered"
OF_THE_MATTER = "first day on which it happened, as recorded of the matter"
ANY_DAY = "Nobody has recorded when it happened, so that it may be deleted any day: ask today"


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """The day, whether it rests on a known first day, and how it was worked out."""

    on: date
    is_known: bool
    lines: list[tuple[str, str]]


def worked_out(*, first_day: date | None, matter_from: date | None, retention_days: int, today: date) -> Deletion:
    """The day on which it is deleted. Where no first day is known, today: the earliest that can be told."""
    kept = f"{retention_days} day{'' if retention_days == 1 else 's'}"
    rule = (
        f"Deleted {kept} after its first day" if retention_days else "It may be deleted at any time, from its first day"
    )
    said = [("Rule", rule), ("Source", LOCAL)]
    day_0 = first_day or matter_from
    if day_0 is None:
        return Deletion(on=today, is_known=False, lines=[*said, ("Day 0", ANY_DAY)])
    on = day_0 + timedelta(days=retention_days)
    because = TYPED if first_day else OF_THE_MATTER
    said += [("Day 0", f"{in_full(day_0)} ({because})"), ("Deleted on", f"{in_full(on)}, or earlier")]
    return Deletion(on=on, is_known=True, lines=said)


def in_words(*, on: date, is_known: bool, retention_days: int, today: date) -> str:
    """When it is deleted, as the end of a sentence that begins with what it is."""
    if not retention_days:
        return "may be deleted at any time: ask today"
    if not is_known:
        return "may be deleted any day: nobody has recorded when it happened"
    if on < today:
        return f"was due to be deleted on {in_full(on)}: ask at once, it may still be there"
    near = {0: "today, ", 1: "tomorrow, "}.get((on - today).days, "on ")
    return f"is deleted {near}{in_full(on)}"


def presses(*, on: date, today: date) -> bool:
    """Whether it is deleted within three days, or was due to be."""
    return on <= today + timedelta(days=PRESSING)


def in_full(day: date) -> str:
    """`4 December 2026`."""
    return f"{day:%-d %B %Y}"
