"""The page on counting."""

from collections.abc import Iterator

from misconduct.counting import Counting
from misconduct.rulebook.markdown import table
from misconduct.working_days import DEFINITION


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# How time is counted"
    yield ""
    yield (
        "In the code: [`misconduct/counting.py`](../../misconduct/counting.py); the calendar, "
        "[`working_days.py`](../../misconduct/working_days.py); pauses, "
        "[`adjustments.py`](../../misconduct/adjustments.py); a proclaimed holiday, "
        "[`deadlines.py`](../../misconduct/deadlines.py)."
    )
    yield ""
    yield "- A limit ends at 23:59:59 Europe/London on its last day. Limits are dates, never moments of an office day."
    yield "- A period of days, weeks, months or years that ends on a day off ends there: nothing is rolled on."
    yield "- Only working days need the list of bank holidays. Beyond its last whole year nothing is guessed."
    yield (
        "- A pause moves the date by exactly the days held, from the day it was paused up to and without the day it "
        "was resumed, in the limit's own unit. It is kept as an interval, never as a made-up date."
    )
    yield (
        "- “Beginning with” or “starting with” a day counts that day. “Within n of” and “after” a day do not. "
        "“Beginning with the first working day after” a day makes it day 0."
    )
    yield "- A bank holiday that falls on a weekend is kept on its substitute day, which is no working day either."
    yield "- When a day is proclaimed a bank holiday, running dates are worked out again; those that move are named."
    yield ""
    yield f"**Working day.** {DEFINITION.note} Source: {DEFINITION.cited} — {DEFINITION.grade.value}."
    yield ""
    yield from table(
        ("name", "how the law says it of an event", "day zero"),
        [
            (f"`{one.name}`", one.value.words.format("n", "m", event="it happens"), one.value.day_zero)
            for one in Counting
        ],
    )
