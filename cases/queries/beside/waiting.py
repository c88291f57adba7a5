"""How long a matter was waiting and how long active, in days: arithmetic over the intervals in which it was held back.

A day is counted when the night after it passed: what is held back and gone on with on the same day waited for none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """From a day until another, on which it was gone on with; None where it is held back still."""

    first: date
    last: date | None


@dataclass(frozen=True, kw_only=True)
class Share:
    """Days of waiting, out of all days of a period."""

    waiting: int
    total: int
    first: date
    last: date

    @property
    def active(self) -> int:
        """The other days."""
        return self.total - self.waiting


def share(*, spans: Iterable[Span], first: date, last: date) -> Share:
    """Waiting out of all days between two: intervals that overlap count once, and none before or after the period."""
    last = max(first, last)
    waiting = sum((end - begin).days for begin, end in merged(spans=spans, first=first, last=last))
    return Share(waiting=waiting, total=(last - first).days, first=first, last=last)


def merged(*, spans: Iterable[Span], first: date, last: date) -> list[tuple[date, date]]:
    """The intervals within a period, those that overlap or touch made one, in their order. Empty ones are none."""
    within = sorted((max(begin, first), min(end or last, last)) for begin, end in spans)
    found: list[tuple[date, date]] = []
    for begin, end in within:
        if end <= begin:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
