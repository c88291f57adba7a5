"""A running limit as a header, a list and the page after logging name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Deadline
from cases.queries import case_words

# What is told of a limit, by the names of its columns.
COLUMNS = ("id", "title", "key", "side", "work_to", "is_confirmed", "problem")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A running limit: its last day, how that reads today, and whether it has passed and counts.

    `is_period`: nothing need be done by its end; a duty arises on the day after.
    """

    id: int
    title: str
    work_to: date | None
    due: str
    is_late: bool
    is_unconfirmed: bool
    is_period: bool


def of_row(row: Deadline, *, on: date) -> Limit:
    """As it is named on that day."""
    return _limit({name: getattr(row, name) for name in COLUMNS}, on)


def of_data(data: Mapping[str, Any] | None, *, on: date) -> Limit | None:
    """The same of one that came as data with its matter; None where none runs."""
    if not data:
        return None
    return _limit({**data, "work_to": date.fromisoformat(data["work_to"]) if data["work_to"] else None}, on)


def _limit(told: Mapping[str, Any], on: date) -> Limit:
    work_to = told["work_to"]
    said: dict[str, Any] = {name: told[name] for name in ("work_to", "side", "key", "problem", "is_confirmed")}
    is_late = told["side"] == case_words.DUTY and told["is_confirmed"] and work_to is not None and work_to < on
    return Limit(
        id=told["id"],
        title=told["title"],
        work_to=case_words.last_day(work_to=work_to, key=told["key"]),
        due=case_words.due(on=on, **said),
        is_late=is_late,
        is_unconfirmed=not told["is_confirmed"],
        is_period=told["key"] in case_words.PERIODS,
    )
