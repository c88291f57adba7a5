"""What is or was held back for proceedings elsewhere (sub judice): read from the decisions, from when to when, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case, Decision
from cases.queries import case_people, circumstances
from cases.queries.beside import waiting
from cases.queries.beside.waiting import Share, Span

BEGINS = {"suspend_handling": "resume_handling", "begin_hold": "end_hold"}
ENDS = frozenset(BEGINS.values())
# What ends at its end is held back no longer, whether or not somebody said so.
OVER = frozenset({*circumstances.FINAL_LABELS, "closed"})


@dataclass(frozen=True, kw_only=True)
class Held:
    """One interval: what was held back, since when until when, why, who chases it and when it is looked at again.

    `decision` is the number of the one by which it was held back.
    """

    decision: int
    about: str
    first: date
    last: date | None
    cause: str
    chases: str
    chases_id: int | None
    review_on: date | None
    is_overdue: bool


def intervals(*, case: Case, on: date) -> list[Held]:
    """Every interval, those that run first, then the newest. Of people added in error there are none. One question."""
    rows = case.decisions.exclude(against__subject__withdrawn_on__isnull=False).order_by("pk")
    rows = rows.select_related("against__subject__person", "against__allegation", "chaser__chases")
    found = [_held(begun, last, on) for begun, last in _pairs(rows)]
    return sorted(found, key=lambda one: (one.last is not None, -one.decision))


def share(*, case: Case, held: Iterable[Held], on: date) -> Share:
    """Days of waiting out of all since it was received, until it was closed or today. No question."""
    spans = [Span(one.first, one.last) for one in held]
    return waiting.share(spans=spans, first=case.received_on, last=case.closed_on or on)


def _pairs(rows: Iterable[Decision]) -> list[tuple[Decision, date | None]]:
    """Each decision that held something back, with the day on which that went on or came to its end."""
    running: dict[int | None, Decision] = {}
    found: list[tuple[Decision, date | None]] = []
    for row in rows:
        begun = running.get(row.against_id)
        is_over = row.stage_after in OVER and row.stage_before != row.stage_after
        if begun is not None and (row.act == BEGINS[begun.act] or is_over):
            found.append((running.pop(row.against_id), row.act_on))
        if row.act in BEGINS and row.against_id not in running:
            running[row.against_id] = row
    return [*found, *((begun, None) for begun in running.values())]


def _held(row: Any, last: date | None, on: date) -> Held:
    chaser = getattr(row, "chaser", None)
    return Held(
        decision=row.pk,
        about=_about(row),
        first=row.act_on,
        last=last,
        cause=row.reasons,
        chases=chaser.chases.name if chaser else "",
        chases_id=chaser.chases_id if chaser else None,
        review_on=chaser.review_on if chaser else None,
        is_overdue=bool(chaser and last is None and chaser.review_on < on),
    )


def _about(row: Decision) -> str:
    if row.against is None:
        return "The matter"
    return f"{case_people.name_of(row=row.against.subject)}, allegation {row.against.allegation.number}"
