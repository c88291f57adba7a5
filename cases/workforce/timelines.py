"""Somebody's postings in a row: where a new one belongs, and what that does to those before and after it. Plain Python.

A posting from a day on ends the one that runs the day before. Of two postings none ever covers the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


class DoesNotFit(Exception):
    """A posting that cannot stand among the others. The words say why."""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One posting: which unit (by its code), as what, under whom (by number). No last day: until further notice."""

    first_day: date
    last_day: date | None
    unit: str
    kind: str
    rank: str = ""
    post: str = ""
    manager: str = ""


Timeline = tuple[Stay, ...]


def placed(*, stays: Sequence[Stay], new: Stay, left_on: date | None = None) -> Timeline:
    """All postings in a row, with this one among them in place of one that begins on the same day.

    The one that runs when it begins ends the day before. Without a last day it lasts until the day before the next one,
    and until the day they left. Raises DoesNotFit where its last day would cover the next one, and where it or another
    would begin or be said to last beyond the day they left.
    """
    _while_they_served(new, left_on)
    before = [_ended_before(stay, new.first_day) for stay in stays if stay.first_day < new.first_day]
    after = [stay for stay in stays if stay.first_day > new.first_day]
    row = [*before, _ended_by(new, min(after, key=_first, default=None)), *after]
    return tuple(sorted((_ended_by_leaving(stay, left_on) for stay in row), key=_first))


def _first(stay: Stay) -> date:
    return stay.first_day


def _while_they_served(new: Stay, left_on: date | None) -> None:
    if left_on is None:
        return
    if new.first_day > left_on:
        raise DoesNotFit(f"posted_from is after the day on which they left, {left_on}")
    if new.last_day is not None and new.last_day > left_on:
        raise DoesNotFit(f"posted_to is after the day on which they left, {left_on}")


def _ended_before(stay: Stay, day: date) -> Stay:
    return replace(stay, last_day=day - DAY) if stay.last_day is None or stay.last_day >= day else stay


def _ended_by(new: Stay, following: Stay | None) -> Stay:
    if following is None:
        return new
    if new.last_day is None:
        return replace(new, last_day=following.first_day - DAY)
    if new.last_day >= following.first_day:
        raise DoesNotFit(f"posted_to is not before their next posting, which begins on {following.first_day}")
    return new


def _ended_by_leaving(stay: Stay, left_on: date | None) -> Stay:
    if left_on is None or (stay.last_day is not None and stay.last_day <= left_on):
        return stay
    if stay.first_day > left_on:
        raise DoesNotFit(f"left_on is before a posting of theirs, which begins on {stay.first_day}")
    return replace(stay, last_day=left_on)
