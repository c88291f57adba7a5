"""How rules count: every way by name, with its day zero written out.

“Beginning with the first working day after the day” makes the event day 0; “beginning with the day” makes it day 1. The
two differ by a day, and cases have been lost by it, so a rule never says “10 working days” without one of these names.

A period of weeks, months or years that ends on a Sunday or a bank holiday ends there: nothing is rolled forward. Only
working days need a calendar. The last moment of a limit is 23:59:59 Europe/London on its last day, so limits are dates.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from misconduct.refusals import NoAnswer
from misconduct.working_days import ONE_DAY, Calendar


class Unit(Enum):
    """What a count counts, and so what a pause is measured in."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a count came to. `due` is the last day; `earliest` the first day on which something may happen.

    `day_one` is the first day that counts. `begins` and `due` are the first and last day of a period.
    """

    day_one: date | None = None
    begins: date | None = None
    earliest: date | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The event's date, the rule's numbers, which period of a chain is meant, and the calendar."""

    event: date
    numbers: tuple[int, ...]
    period: int
    calendar: Calendar


@dataclass(frozen=True, kw_only=True)
class Convention:
    """How one rule counts: its words (with {event} and numbers), where day zero is, its unit, and the count itself."""

    words: str
    day_zero: str
    unit: Unit
    count: Callable[[Counts], Counted]

    @property
    def has_day_zero(self) -> bool:
        """Whether the day of the event is day 0, and so is not counted."""
        return self.day_zero.startswith(("The day of the event is day 0", "Counted back"))


def corresponding(*, day: date, months: int) -> date | None:
    """The day with the same number so many months later, or nothing when that month has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, day.day) if day.day <= monthrange(year, month)[1] else None


def end_of_month(*, day: date, months: int) -> date:
    """The last day of the month that many months later."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, monthrange(year, month)[1])


def last_day(*, begins: date, months: int) -> date:
    """The last day of a period of months beginning with this day.

    The day before the corresponding day; where there is none, the last day of that month (our reading: DERIVED).
    """
    same = corresponding(day=begins, months=months)
    return same - ONE_DAY if same else end_of_month(day=begins, months=months)


def _wd_after(asked: Counts) -> Counted:
    return Counted(
        day_one=asked.calendar.after(day=asked.event, days=1),
        due=asked.calendar.after(day=asked.event, days=asked.numbers[0]),
    )


def _wd_from(asked: Counts) -> Counted:
    return Counted(
        day_one=asked.calendar.starting(day=asked.event, days=1),
        due=asked.calendar.starting(day=asked.event, days=asked.numbers[0]),
    )


def _wd_before(asked: Counts) -> Counted:
    return Counted(due=asked.calendar.before(day=asked.event, days=asked.numbers[0]))


def _wd_before_clear(asked: Counts) -> Counted:
    return Counted(due=asked.calendar.before(day=asked.event, days=asked.numbers[0] + 1))


def _wd_window(asked: Counts) -> Counted:
    first, last = asked.numbers
    return Counted(
        day_one=asked.calendar.after(day=asked.event, days=1),
        earliest=asked.calendar.after(day=asked.event, days=first),
        due=asked.calendar.after(day=asked.event, days=last),
    )


def _days_after(asked: Counts) -> Counted:
    return Counted(day_one=asked.event + ONE_DAY, due=asked.event + timedelta(days=asked.numbers[0]))


def _next_day(asked: Counts) -> Counted:
    return Counted(day_one=asked.event + ONE_DAY, due=asked.event + ONE_DAY)


def _days_from(asked: Counts) -> Counted:
    return Counted(day_one=asked.event, due=asked.event + timedelta(days=asked.numbers[0] - 1))


def _days_keep(asked: Counts) -> Counted:
    return Counted(day_one=asked.event, earliest=asked.event + timedelta(days=asked.numbers[0]))


def _weeks_after(asked: Counts) -> Counted:
    return Counted(day_one=asked.event + ONE_DAY, due=asked.event + timedelta(weeks=asked.numbers[0]))


def _weeks_from(asked: Counts) -> Counted:
    return Counted(day_one=asked.event, due=asked.event + timedelta(weeks=asked.numbers[0]) - ONE_DAY)


def _weeks_afterwd(asked: Counts) -> Counted:
    day_one = asked.calendar.after(day=asked.event, days=1)
    return Counted(day_one=day_one, due=day_one + timedelta(weeks=asked.numbers[0]) - ONE_DAY)


def _months(asked: Counts) -> Counted:
    due = last_day(begins=asked.event, months=asked.numbers[0])
    return Counted(day_one=asked.event, begins=asked.event, due=due)


def _months_chain(asked: Counts) -> Counted:
    first, later = asked.numbers
    begins, due = asked.event, last_day(begins=asked.event, months=first)
    for _ in range(asked.period - 1):
        begins = due + ONE_DAY
        due = last_day(begins=begins, months=later)
    return Counted(day_one=begins, begins=begins, due=due)


def _months_not_exceed(asked: Counts) -> Counted:
    months = asked.numbers[0]
    due = corresponding(day=asked.event, months=months) or end_of_month(day=asked.event, months=months)
    return Counted(day_one=asked.event + ONE_DAY, due=due)


def _months_wait(asked: Counts) -> Counted:
    return Counted(day_one=asked.event, earliest=last_day(begins=asked.event, months=asked.numbers[0]) + ONE_DAY)


def _nothing(asked: Counts) -> Counted:
    return Counted()


class Counting(Enum):
    """Every way of counting that a rule may name."""

    WD_AFTER = Convention(
        words="{0} working days beginning with the first working day after {event}",
        day_zero="The day of the event is day 0, whether or not it is a working day; day 1 is the first working day "
        "after it; due at the end of day n.",
        unit=Unit.WORKING_DAYS,
        count=_wd_after,
    )
    WD_FROM = Convention(
        words="{0} working days beginning with the day on which {event}",
        day_zero="There is no day 0: the day of the event is day 1. When it is no working day, day 1 is the first "
        "working day after it.",
        unit=Unit.WORKING_DAYS,
        count=_wd_from,
    )
    WD_BEFORE = Convention(
        words="at least {0} working days before the day on which {event}",
        day_zero="Counted back: the day of the event is day 0; due at the end of the n-th working day before it.",
        unit=Unit.WORKING_DAYS,
        count=_wd_before,
    )
    WD_BEFORE_CLEAR = Convention(
        words="at least {0} clear working days before the day on which {event}",
        day_zero="Counted back: neither the day of the event nor the last day itself counts, so it is due one working "
        "day before WD_BEFORE.",
        unit=Unit.WORKING_DAYS,
        count=_wd_before_clear,
    )
    WD_WINDOW = Convention(
        words="not less than {0} and not more than {1} working days after the day on which {event}",
        day_zero="The day of the event is day 0; day 1 is the first working day after it. The window opens on the "
        "first number's day, which is within it, and closes at the end of the second's.",
        unit=Unit.WORKING_DAYS,
        count=_wd_window,
    )
    DAYS_AFTER = Convention(
        words="within {0} days of the day on which {event}",
        day_zero="The day of the event is day 0; every later day counts, also Sundays and holidays.",
        unit=Unit.DAYS,
        count=_days_after,
    )
    NEXT_DAY = Convention(
        words="not later than the end of the day after the day on which {event}",
        day_zero="The day of the event is day 0; day 1 is the day after it, also a Sunday or a holiday.",
        unit=Unit.DAYS,
        count=_next_day,
    )
    DAYS_AFTERDAY = Convention(
        words="{0} days beginning with the day after {event}",
        day_zero="The day of the event is day 0; the day after it is day 1, whatever day of the week that is.",
        unit=Unit.DAYS,
        count=_days_after,
    )
    DAYS_FROM = Convention(
        words="{0} days beginning with the day on which {event}",
        day_zero="There is no day 0: the day of the event is day 1.",
        unit=Unit.DAYS,
        count=_days_from,
    )
    DAYS_KEEP = Convention(
        words="for at least {0} days beginning with the day on which {event}",
        day_zero="There is no day 0: the day of the event is day 1. It may end on the day after day n.",
        unit=Unit.DAYS,
        count=_days_keep,
    )
    WEEKS_AFTER = Convention(
        words="within {0} weeks of the day on which {event}",
        day_zero="The day of the event is day 0; a week is seven days, also Sundays and holidays.",
        unit=Unit.DAYS,
        count=_weeks_after,
    )
    WEEKS_AFTERDAY = Convention(
        words="{0} weeks beginning with the day after {event}",
        day_zero="The day of the event is day 0; the day after it is day 1 of the first week.",
        unit=Unit.DAYS,
        count=_weeks_after,
    )
    WEEKS_AFTERWD = Convention(
        words="{0} weeks beginning with the first working day after {event}",
        day_zero="The day of the event is day 0; the first working day after it is day 1 of the first week.",
        unit=Unit.DAYS,
        count=_weeks_afterwd,
    )
    WEEKS_FROM = Convention(
        words="{0} weeks beginning with the day on which {event}",
        day_zero="There is no day 0: the day of the event is day 1 of the first week.",
        unit=Unit.DAYS,
        count=_weeks_from,
    )
    MONTHS = Convention(
        words="{0} months beginning with the day on which {event}",
        day_zero="There is no day 0: the day of the event is the first day of the period. The last is the day before "
        "the corresponding day; a month without that day ends the period on its own last day (our reading).",
        unit=Unit.DAYS,
        count=_months,
    )
    MONTHS_CHAIN = Convention(
        words="{0} months beginning with the day on which {event}, then successive periods of {1} months, each "
        "beginning with the day after the last one ended",
        day_zero="There is no day 0: the day of the event is the first day of period 1. Each later period begins on "
        "the day after the one before it ended, and is never counted again from the first day.",
        unit=Unit.DAYS,
        count=_months_chain,
    )
    MONTHS_NOT_EXCEED = Convention(
        words="not more than {0} months after the day on which {event}",
        day_zero="The day of the event is day 0; the corresponding day (or the last day of a month without it) is "
        "still within, the next is not.",
        unit=Unit.DAYS,
        count=_months_not_exceed,
    )
    MONTHS_WAIT = Convention(
        words="not before {0} months, beginning with the day on which {event}, have passed",
        day_zero="There is no day 0: the day of the event is the first day of the period; the day after its last is "
        "the first on which something may happen.",
        unit=Unit.DAYS,
        count=_months_wait,
    )
    PROMPTLY = Convention(
        words="promptly once {event}",
        day_zero="The law gives no number of days.",
        unit=Unit.NOTHING,
        count=_nothing,
    )
    PRACTICABLE = Convention(
        words="as soon as practicable once {event}",
        day_zero="The law gives no number of days.",
        unit=Unit.NOTHING,
        count=_nothing,
    )
    REASONABLY_PRACTICABLE = Convention(
        words="as soon as reasonably practicable once {event}",
        day_zero="The law gives no number of days.",
        unit=Unit.NOTHING,
        count=_nothing,
    )
    UNTIL_EVENT = Convention(
        words="until an act ends it, from the day on which {event}",
        day_zero="The law gives no number of days: it ends when the act happens.",
        unit=Unit.NOTHING,
        count=_nothing,
    )
    NOT_SEEN = Convention(
        words="a number that was not seen, after {event}",
        day_zero="A time limit exists or may exist; nobody has read its number, so there is nothing to count.",
        unit=Unit.NOTHING,
        count=_nothing,
    )

    @property
    def unit(self) -> Unit:
        """What it counts."""
        return self.value.unit

    @property
    def arity(self) -> int:
        """How many numbers it takes."""
        return sum(f"{{{place}}}" in self.value.words for place in (0, 1))

    def in_words(self, *, numbers: tuple[int, ...], event: str) -> str:
        """The rule in words, as in “10 working days beginning with the first working day after notice was given”."""
        words = self.value.words.format(*numbers, event=event)
        words = re.sub(r"\b1 (working day|day|week|month)s\b", r"1 \1", words)
        return re.sub(r"\b(\d+) months\b", _years, words)

    def count(self, *, asked: Counts) -> Counted:
        """The dates. Raises NoAnswer when they lie outside all calendars."""
        try:
            return self.value.count(asked)
        except (OverflowError, ValueError) as error:
            if isinstance(error, NoAnswer):
                raise
            raise NoAnswer(f"Counting from {asked.event} leaves the years that have dates (1 to 9999).") from None


def _years(match: re.Match[str]) -> str:
    """Two years and more are said in years, as the law does; twelve months stay twelve months."""
    years, months = divmod(int(match[1]), 12)
    return match[0] if months or years < 2 else f"{years} years"
