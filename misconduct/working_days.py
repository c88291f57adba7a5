"""Working days of England and Wales: days that are no Saturday, no Sunday, and in no list of holidays.

The list is handed in. How a rule counts (whether the day of the event is day 0 or day 1) is in `counting.py`; here is
only the calendar, which answers in the same time for 2 days as for 200.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from functools import cached_property

from misconduct.authority import Authority, Grade
from misconduct.instruments import SUPER_COMPLAINTS
from misconduct.refusals import NoAnswer

SATURDAY = 5
ONE_DAY = timedelta(days=1)

DEFINITION = Authority(
    SUPER_COMPLAINTS,
    "reg 2",
    Grade.NEAR_TEXT,
    "“Working day” is read there as any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in "
    "England and Wales. The definition in the conduct and complaints regulations was not read; we take it to be the "
    "same, with public holidays.",
)


class BeyondCalendar(NoAnswer):
    """Nobody has listed the holidays of that year yet, so counting working days there would be a guess."""


@dataclass(frozen=True)
class Calendar:
    """The holidays of whole years, from the first to the last, each with its name."""

    holidays: Mapping[date, str] = field(hash=False)
    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        """Refuses years that are no years, and holidays outside them."""
        if not 1 < self.first_year <= self.last_year < MAXYEAR:
            raise ValueError(f"A calendar cannot go from {self.first_year} to {self.last_year}.")
        if outside := [day for day in self.holidays if not self.first_year <= day.year <= self.last_year]:
            raise ValueError(f"{outside[0]} is outside {self.first_year} to {self.last_year}.")

    def with_holiday(self, *, day: date, name: str) -> "Calendar":
        """The same calendar with one more holiday: a day that was proclaimed."""
        return Calendar({**self.holidays, day: name}, self.first_year, self.last_year)

    def why_not(self, *, day: date) -> str:
        """Why it is no working day ("Saturday", "Good Friday"), or nothing when it is one."""
        self._check(day)
        return self.holidays.get(day, "") or (day.strftime("%A") if day.weekday() >= SATURDAY else "")

    def after(self, *, day: date, days: int) -> date:
        """The n-th working day after this day, which is not counted itself."""
        self._check(day)
        return self._at(bisect_right(self._working, day) + days - 1)

    def starting(self, *, day: date, days: int) -> date:
        """The n-th working day beginning with this day, or with the first working day after it when it is none."""
        self._check(day)
        return self._at(bisect_left(self._working, day) + days - 1)

    def before(self, *, day: date, days: int) -> date:
        """The n-th working day before this day, which is not counted itself."""
        self._check(day)
        return self._at(bisect_left(self._working, day) - days)

    def count(self, *, first: date, end: date) -> int:
        """How many working days there are from the first day up to, and without, the end."""
        self._check(first)
        self._check(end)
        return max(0, bisect_left(self._working, end) - bisect_left(self._working, first))

    def weekday_holidays(self, *, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """The holidays on weekdays from the first day to the last, both included."""
        days = self._weekday_holidays[
            bisect_left(self._weekday_holidays, first) : bisect_right(self._weekday_holidays, last)
        ]
        return tuple((day, self.holidays[day]) for day in days)

    @cached_property
    def _weekday_holidays(self) -> tuple[date, ...]:
        return tuple(sorted(day for day in self.holidays if day.weekday() < SATURDAY))

    @cached_property
    def _working(self) -> tuple[date, ...]:
        first = date(self.first_year, 1, 1)
        length = (date(self.last_year + 1, 1, 1) - first).days
        days = (first + timedelta(days=number) for number in range(length))
        return tuple(day for day in days if day.weekday() < SATURDAY and day not in self.holidays)

    def _at(self, index: int) -> date:
        if not 0 <= index < len(self._working):
            raise BeyondCalendar(self._refusal)
        return self._working[index]

    def _check(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise BeyondCalendar(self._refusal)

    @property
    def _refusal(self) -> str:
        return (
            f"The list of bank holidays goes from {self.first_year} to {self.last_year}. Working days outside those "
            "years cannot be counted until their holidays are listed (docs/runbook.md says how)."
        )


def weekends_between(*, first: date, last: date) -> int:
    """How many weekends touch the days from the first to the last, both included."""
    if last < first:
        return 0
    # Weekends are told apart by their Saturday; a Sunday at the beginning belongs to the Saturday before.
    begins = first - ONE_DAY if first.weekday() == SATURDAY + 1 else first
    saturday = begins + timedelta(days=SATURDAY - begins.weekday())
    return (last - saturday).days // 7 + 1
