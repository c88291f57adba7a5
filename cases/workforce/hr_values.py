"""A line of a file from personnel as values that mean something, or the reason why it is rejected."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.workforce.hr_columns import BY_NAME, CHARACTERISTICS, PERSON_NUMBER, REQUIRED
from misconduct.procedures import PersonKind

DAYS = ("%Y-%m-%d", "%d/%m/%Y")
FIRST_YEAR, LAST_YEAR = 1900, 2199
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*", re.ASCII)
KINDS = {said.casefold(): kind.label for kind in PersonKind for said in (kind.label, kind.value)}
# Control characters, and signs that turn the direction of writing: a name could look like another one.
_UNSEEN = {"Cc", "Zl", "Zp"}
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Rejected(Exception):
    """A line that is not taken over. The words say why, and name nobody but those the line names."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line in values. None: the file has no such column, so nothing is said about it."""

    number: str
    surname: str
    forenames: str | None
    collar: str | None
    kind: str
    rank: str | None
    post: str | None
    unit: str
    unit_name: str
    unit_under: str
    manager: str | None
    first_day: date
    last_day: date | None
    says_last_day: bool
    left_on: date | None
    says_left_on: bool
    email: str
    characteristics: Mapping[str, Any]


def line_of(values: Mapping[str, str]) -> Line:
    """The values of a line. Raises Rejected with the first reason against it."""
    for name, value in values.items():
        _checked(name, value)
    if missing := [name for name in REQUIRED if not values.get(name)]:
        raise Rejected(f"{missing[0]} is empty")
    days = {name: _day(name, values) for name, column in BY_NAME.items() if column.is_day}
    line = Line(
        number=values[PERSON_NUMBER],
        surname=values["surname"],
        forenames=values.get("forenames"),
        collar=values.get("collar"),
        kind=_kind(values["kind"]),
        rank=values.get("rank"),
        post=values.get("post"),
        unit=values["unit_code"],
        unit_name=values.get("unit_name", ""),
        unit_under=values.get("unit_under", ""),
        manager=values.get("line_manager_number"),
        first_day=_first(days["posted_from"]),
        last_day=days["posted_to"],
        says_last_day="posted_to" in values,
        left_on=days["left_on"],
        says_left_on="left_on" in values,
        email=values.get("account_email", "").lower(),
        characteristics={name: days.get(name, values[name]) for name in CHARACTERISTICS if name in values},
    )
    for is_wrong, reason in _AGAINST:
        if is_wrong(line):
            raise Rejected(reason)
    return line


_AGAINST: tuple[tuple[Callable[[Line], bool], str], ...] = (
    (
        lambda line: not NUMBER.fullmatch(line.number),
        "person_number may hold letters, digits, full stops and hyphens",
    ),
    (lambda line: line.manager == line.number, "line_manager_number is their own number: nobody manages themselves"),
    (
        lambda line: line.last_day is not None and line.last_day < line.first_day,
        "posted_to is before posted_from",
    ),
    (lambda line: line.unit_under == line.unit, "unit_under is the unit itself"),
)


def _checked(name: str, value: str) -> None:
    if len(value) > BY_NAME[name].longest:
        raise Rejected(f"{name} has {len(value)} characters; it may have {BY_NAME[name].longest}")
    if _TURNING.search(value) or any(unicodedata.category(sign) in _UNSEEN for sign in value):
        raise Rejected(f"{name} holds a line break or a character that cannot be seen")


def _day(name: str, values: Mapping[str, str]) -> date | None:
    said = values.get(name, "")
    if not said:
        return None
    for form in DAYS:
        try:
            found = datetime.strptime(said, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise Rejected(f"{name} must be a real date, such as 2026-03-27 or 27/03/2026")


def _first(day: date | None) -> date:
    assert day is not None  # required, and asked before
    return day


def _kind(said: str) -> str:
    if said.casefold() not in KINDS:
        raise Rejected(f"kind must be one of {', '.join(kind.label for kind in PersonKind)}")
    return KINDS[said.casefold()]
