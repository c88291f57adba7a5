"""Interviews, statements and requests to others: with whom, how each stands, and how often it was chased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.access import NotThere
from cases.models import STANDS, Adjustment, Case, EnquiryStep, Means, PartyRole, StepKind
from cases.queries.plan import names
from cases.queries.plan.deletion import in_full
from cases.queries.plan.overview import late

KINDS = StepKind.choices
ADJUSTMENTS = Adjustment.choices
MEANS = Means.choices


@dataclass(frozen=True, kw_only=True)
class ChaseSeen:
    """When somebody chased, how, and who."""

    on: date
    means: str
    by: str


@dataclass(frozen=True, kw_only=True)
class StepSeen:
    """One of them in words. `stands` says where it is as of a day, `late` by how much."""

    id: int
    kind: str
    with_whom: str
    about: str
    due_on: date | None
    needs: list[str]
    outcome: str
    stands: str
    asked_on: date | None
    received_on: date | None
    late: str
    is_over: bool
    may_be_chased: bool
    chases: list[ChaseSeen]


def steps(*, case: Case, on: date) -> list[StepSeen]:
    """All of them, what is waited for first: two questions, whatever their number."""
    found = [_seen(row, on) for row in _rows(case).order_by("pk")]
    return sorted(found, key=lambda one: (one.is_over, one.due_on or date.max))


def step(*, case: Case, step_id: int) -> EnquiryStep:
    """One of them, as it is recorded now. Raises NotThere."""
    row = _rows(case).filter(pk=step_id).first()
    if row is None:
        raise NotThere
    return row


def one(*, case: Case, step_id: int, on: date) -> StepSeen:
    """One of them in words. Raises NotThere."""
    return _seen(step(case=case, step_id=step_id), on)


def people(*, case: Case) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Parties and subjects of the matter by their rows, as a list names them."""
    parties = case.parties.select_related("identity").order_by("pk")
    about = case.subjects.filter(STANDS).select_related("person").order_by("pk")
    return (
        [(row.pk, f"{names.of_party(row)}, {PartyRole(row.role).label.lower()}") for row in parties],
        [(row.pk, f"{names.of_subject(row)}, whom it is about") for row in about],
    )


def chases(rows: Iterable[Any]) -> list[ChaseSeen]:
    """Chases in words, the newest first."""
    newest_first = sorted(rows, key=lambda row: (row.on, row.pk), reverse=True)
    return [ChaseSeen(on=row.on, means=Means(row.means).label, by=row.by.name) for row in newest_first]


def stands(*, asked_on: date | None, received_on: date | None, chased: int, on: date) -> str:
    """Where something stands that was asked of somebody: `asked 12 days ago, chased once, nothing received`."""
    if received_on:
        return f"received on {in_full(received_on)}"
    if asked_on is None:
        return "not asked for yet"
    return f"asked {ago(asked_on, on=on)}, {times(chased)}, nothing received"


def ago(day: date, *, on: date) -> str:
    """`today`, `yesterday`, `12 days ago`."""
    days = (on - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def times(chased: int) -> str:
    """How often somebody chased."""
    return {0: "not chased", 1: "chased once", 2: "chased twice"}.get(chased, f"chased {chased} times")


def _rows(case: Case) -> QuerySet[EnquiryStep]:
    related = case.steps.select_related("party__identity", "subject__person")
    return related.prefetch_related("chases__by")


def with_whom(row: EnquiryStep) -> str:
    """With whom it is."""
    if row.party:
        return f"{names.of_party(row.party)}, {PartyRole(row.party.role).label.lower()}"
    return names.of_subject(row.subject) if row.subject else row.body


def _seen(row: EnquiryStep, on: date) -> StepSeen:
    chased = chases(row.chases.all())
    waits = not row.received_on and not row.not_needed_because
    words = stands(asked_on=row.asked_on, received_on=row.received_on, chased=len(chased), on=on)
    return StepSeen(
        id=row.pk,
        kind=StepKind(row.kind).label,
        with_whom=with_whom(row),
        about=row.about,
        due_on=row.due_on,
        needs=[*(Adjustment(key).label for key in row.adjustments), *filter(None, [row.other_needs])],
        outcome=row.outcome,
        stands=f"not needed: {row.not_needed_because}" if row.not_needed_because else words,
        asked_on=row.asked_on,
        received_on=row.received_on,
        late=late(due_on=row.due_on, on=on) if waits else "",
        is_over=not waits,
        may_be_chased=waits and row.asked_on is not None,
        chases=chased,
    )
