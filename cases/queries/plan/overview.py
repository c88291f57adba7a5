"""The plan tab: the terms of reference, the points to prove of each allegation, and the lines of enquiry.

What is late is late by a date that the department set itself: a reminder, never a limit of the law.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from cases.access import NotThere
from cases.models import (
    PRESSES,
    Allegation,
    Case,
    LineOfEnquiry,
    LineState,
    PointToProve,
    PreservationRequest,
    TermsOfReference,
)
from cases.queries import case_words
from cases.queries.plan import deletion
from misconduct.standards import STANDARDS

NOBODY = "Nobody yet"
OPEN = {LineState.TO_DO, LineState.DOING}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One version of the terms of reference."""

    number: int
    text: str
    because: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PointSeen:
    """A point to prove, and which lines go to it. `lacks_line`: it is to be proved, and none that is pursued does."""

    id: int
    number: int
    text: str
    standard: str
    dropped_because: str
    lines: list[int]
    lacks_line: bool


@dataclass(frozen=True, kw_only=True)
class Alleged:
    """An allegation, and what must be shown of it."""

    id: int
    number: int
    summary: str
    category: str
    points: list[PointSeen]


@dataclass(frozen=True, kw_only=True)
class LineSeen:
    """A line of enquiry in words. `late` says by how much, of one that is not done."""

    id: int
    number: int
    what: str
    why: str
    owner: str
    due_on: date | None
    state: str
    late: str
    result: str
    because: str
    points: list[int]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole tab. `has` is who has how many lines that are not done, by name."""

    terms: Terms | None
    alleged: list[Alleged]
    lines: list[LineSeen]
    late: list[LineSeen]
    without_line: list[PointSeen]
    without_point: list[int]
    has: list[tuple[str, int]]
    footage: list[str]


def plan(*, case: Case, on: date) -> Plan:
    """What the tab shows: five questions, whatever it holds."""
    rows, points = list(_lines(case)), list(case.points.order_by("number"))
    seen = [_line(row, points, on) for row in rows]
    alleged = [_alleged(one, points, rows) for one in case.allegations.order_by("number")]
    has: dict[str, int] = {}
    for row, line in zip(rows, seen, strict=True):
        if row.state in OPEN:
            has[line.owner] = has.get(line.owner, 0) + 1
    return Plan(
        terms=newest_terms(case=case),
        alleged=alleged,
        lines=seen,
        late=[line for line in seen if line.late],
        without_line=[point for one in alleged for point in one.points if point.lacks_line],
        without_point=[one.number for one in alleged if not one.points],
        has=sorted(has.items()),
        footage=footage_due(case=case, on=on),
    )


def newest_terms(*, case: Case) -> Terms | None:
    """The version that stands; None where none was written."""
    row = case.terms.select_related("by").order_by("-number").first()
    return _terms(row) if row else None


def every_version(*, case: Case) -> list[Terms]:
    """All versions, the newest first."""
    return [_terms(row) for row in case.terms.select_related("by").order_by("-number")]


def footage_due(*, case: Case, on: date) -> list[str]:
    """What nobody has said is kept, and is deleted within three days or was due to be: a sentence each."""
    rows = case.preservation.filter(state__in=PRESSES).order_by("deleted_on", "number")
    pressing = [row for row in rows if deletion.presses(on=row.deleted_on, today=on)]
    return [f"{row.name} {when_deleted(row, on=on)}" for row in pressing]


def when_deleted(row: PreservationRequest, *, on: date) -> str:
    """When it is deleted, in words, by what was worked out when it was recorded."""
    is_known = bool(row.working.get("is_known"))
    return deletion.in_words(on=row.deleted_on, is_known=is_known, retention_days=row.retention_days, today=on)


def late(*, due_on: date | None, on: date) -> str:
    """By how much something is late, in words; empty where it is not. The day itself is not late."""
    if due_on is None or due_on >= on:
        return ""
    days = (on - due_on).days
    return f"{days} day{'' if days == 1 else 's'} late"


def point(*, case: Case, point_id: int) -> PointToProve:
    """One of them, as it is recorded now. Raises NotThere."""
    row: PointToProve = _one(case.points.all(), point_id)
    return row


def line(*, case: Case, line_id: int) -> tuple[LineOfEnquiry, list[int]]:
    """One of them, and the rows of the points it goes to. Raises NotThere."""
    row = _one(_lines(case), line_id)
    return row, row.goes_to or []


def choices_of_points(*, case: Case) -> list[tuple[int, str]]:
    """What a line may go to. What is no longer to be proved is said: a line that goes to it does so still."""
    dropped = {True: "", False: " (no longer to be proved)"}
    found = case.points.order_by("number")
    return [(row.pk, f"{row.number}. {row.text}{dropped[not row.dropped_because]}") for row in found]


def choices_of_allegations(*, case: Case) -> list[tuple[int, str]]:
    """What a point may belong to."""
    return [(row.pk, f"{row.number}. {row.summary}") for row in case.allegations.order_by("number")]


def _one(rows: QuerySet[Any], row_id: int) -> Any:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotThere
    return row


def _lines(case: Case) -> QuerySet[Any]:
    goes_to = ArrayAgg("to__point", filter=Q(to__isnull=False), default=None)
    return case.lines.select_related("owner").annotate(goes_to=goes_to).order_by("number")


def _terms(row: TermsOfReference) -> Terms:
    return Terms(number=row.number, text=row.text, because=row.because, by=row.by.name, at=row.at)


def _alleged(row: Allegation, points: Iterable[PointToProve], lines: Iterable[Any]) -> Alleged:
    return Alleged(
        id=row.pk,
        number=row.number,
        summary=row.summary,
        category=case_words.category(row.category),
        points=[_point(one, lines) for one in points if one.allegation_id == row.pk],
    )


def _point(row: PointToProve, lines: Iterable[Any]) -> PointSeen:
    to = [line for line in lines if row.pk in (line.goes_to or [])]
    pursued = [line for line in to if line.state != LineState.NOT_PURSUED]
    return PointSeen(
        id=row.pk,
        number=row.number,
        text=row.text,
        standard=STANDARDS[row.standard].title if row.standard else "",
        dropped_because=row.dropped_because,
        lines=[line.number for line in to],
        lacks_line=not row.dropped_because and not pursued,
    )


def _line(row: Any, points: Iterable[PointToProve], on: date) -> LineSeen:
    numbers: Mapping[int, int] = {point.pk: point.number for point in points}
    return LineSeen(
        id=row.pk,
        number=row.number,
        what=row.what,
        why=row.why,
        owner=row.owner.name if row.owner else NOBODY,
        due_on=row.due_on,
        state=LineState(row.state).label,
        late=late(due_on=row.due_on, on=on) if row.state in OPEN else "",
        result=row.result,
        because=row.not_pursued_because,
        points=sorted(numbers[pk] for pk in row.goes_to or [] if pk in numbers),
    )
