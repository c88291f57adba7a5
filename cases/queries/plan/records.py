"""The policy log, the representations and the report of a matter, as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from cases.access import NotThere
from cases.models import Case, HowMade, MadeBy, PolicyEntry, ReportVersion, Representation
from cases.queries.plan import names

PAGE = 25
MADE_BY = MadeBy.choices
HOW = HowMade.choices


@dataclass(frozen=True, kw_only=True)
class EntrySeen:
    """One entry of the policy log; `corrects` and `corrected_by` are numbers of entries."""

    number: int
    decided: str
    why: str
    options: str
    decided_on: date
    by: str
    at: datetime
    corrects: int | None
    corrected_by: list[int]


@dataclass(frozen=True, kw_only=True)
class Log:
    """Some of it, newest first, and before which number older ones are; None where there are none."""

    entries: list[EntrySeen]
    before: int | None


@dataclass(frozen=True, kw_only=True)
class MadeSeen:
    """Representations in words."""

    id: int
    whose: str
    received_on: date
    made_by: str
    how: str
    text: str
    considered_on: date | None
    came_of_it: str


@dataclass(frozen=True, kw_only=True)
class ReportSeen:
    """One version of the report, section by section."""

    number: int
    by: str
    at: datetime
    sections: Mapping[str, str]


def log(*, case: Case, before: int | None = None) -> Log:
    """A page of it, the newest first."""
    rows = _entries(case).filter(Q(number__lt=before) if before else Q())
    found = [_entry(row) for row in rows.order_by("-number")[: PAGE + 1]]
    return Log(entries=found[:PAGE], before=found[PAGE - 1].number if len(found) > PAGE else None)


def whole_log(*, case: Case) -> list[EntrySeen]:
    """All of it, in its order, to be printed."""
    return [_entry(row) for row in _entries(case).order_by("number")]


def representations(*, case: Case) -> list[MadeSeen]:
    """All of them, in the order in which they were received."""
    rows = case.representations.select_related("subject__person").order_by("received_on", "pk")
    return [_made(row) for row in rows]


def representation(*, case: Case, representation_id: int) -> Representation:
    """One of them, as it is recorded now. Raises NotThere."""
    row = case.representations.filter(pk=representation_id).first()
    if row is None:
        raise NotThere
    return row


def report(*, case: Case, number: int | None = None) -> ReportSeen | None:
    """The version of that number, or the newest; None where there is none."""
    rows = case.report_versions.select_related("by").filter(Q(number=number) if number else Q())
    row = rows.order_by("-number").first()
    return _report(row) if row else None


def versions_of_report(*, case: Case) -> Iterable[tuple[int, str, datetime]]:
    """Number, who and when of each version, the newest first."""
    return case.report_versions.order_by("-number").values_list("number", "by__name", "at")


def _entries(case: Case) -> Any:
    corrected = ArrayAgg("corrected_by__number", filter=Q(corrected_by__isnull=False), default=None)
    return case.policy_log.select_related("by", "corrects").annotate(put_right=corrected)


def _entry(row: PolicyEntry) -> EntrySeen:
    put_right: list[int] = getattr(row, "put_right", None) or []
    return EntrySeen(
        number=row.number,
        decided=row.decided,
        why=row.why,
        options=row.options,
        decided_on=row.decided_on,
        by=row.by.name,
        at=row.at,
        corrects=row.corrects.number if row.corrects else None,
        corrected_by=sorted(put_right),
    )


def _made(row: Representation) -> MadeSeen:
    return MadeSeen(
        id=row.pk,
        whose=names.of_subject(row.subject),
        received_on=row.received_on,
        made_by=MadeBy(row.made_by).label,
        how=HowMade(row.how).label,
        text=row.text,
        considered_on=row.considered_on,
        came_of_it=row.came_of_it,
    )


def _report(row: ReportVersion) -> ReportSeen:
    return ReportSeen(number=row.number, by=row.by.name, at=row.at, sections=row.sections)
