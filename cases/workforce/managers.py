"""Who manages whom over the days: nobody is under somebody who, on the same day, is under them. Plain Python."""

from collections.abc import Iterable, Mapping
from datetime import date

from cases.workforce.timelines import Stay, Timeline

# Of a circle that is longer, its ends are named.
MOST_NAMED = 6


def circle(*, of: str, stays: Iterable[Stay], timelines: Mapping[str, Timeline]) -> tuple[str, ...]:
    """The circle that these postings of somebody would close, by numbers, from them back to them. Empty: none.

    It counts only where all of it holds on one day: whoever was somebody's manager may come under them later. Ends also
    where others stand in a circle already.
    """
    climbing: list[tuple[str, date, date, tuple[str, ...]]] = [
        (stay.manager, stay.first_day, stay.last_day or date.max, (of,)) for stay in stays if stay.manager
    ]
    seen = set()
    while climbing:
        who, first, last, below = climbing.pop()
        if who == of:
            return (*below, of)
        if (who, first, last) in seen:
            continue
        seen.add((who, first, last))
        for stay in timelines.get(who, ()):
            begins, ends = max(first, stay.first_day), min(last, stay.last_day or date.max)
            if stay.manager and begins <= ends:
                climbing.append((stay.manager, begins, ends, (*below, who)))
    return ()


def in_words(found: tuple[str, ...]) -> str:
    """A circle as the reason against a line."""
    shown = found if len(found) <= MOST_NAMED else (*found[:3], "…", *found[-2:])
    return f"line_manager_number closes a circle: {' under '.join(shown)}. Nobody manages their own manager"
