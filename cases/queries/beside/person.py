"""Somebody whom a matter is about: where each allegation stands, whether they are suspended, and what is restricted."""

from dataclasses import dataclass
from datetime import date

from cases.accounts.users import User
from cases.models import Case, Restriction, RestrictionKind
from cases.queries import case_parts, case_people, limits
from cases.queries.acts import register
from cases.queries.acts.register import DecisionSeen
from cases.queries.beside import welfare
from cases.queries.beside.welfare import Summary
from cases.queries.case_people import SubjectSeen
from cases.queries.limits import Limit

SUSPENDS = ("suspend", "suspend_orally")
OF_SUSPENSION = (*SUSPENDS, "decide_not_to_suspend", "confirm_suspension", "review_suspension", "end_suspension")
RESTRICT = "restrict"
LIMITS = ("suspension_review", "suspension_reps", "suspension_oral_confirm", "suspension_decision")
STATES = {
    "oral": "Suspended orally: not yet confirmed in writing",
    "suspended": "Suspended",
    "ended": "Not suspended: the suspension has ended",
}
NOT_SUSPENDED = "Not suspended"


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """Whether they are suspended and since when; what was decided, newest first; and which time limits run.

    `lacks_review`: they are, and no review stands among the time limits that run.
    """

    state: str
    is_suspended: bool
    since: date | None
    decisions: list[DecisionSeen]
    limits: list[Limit]
    lacks_review: bool


@dataclass(frozen=True, kw_only=True)
class RestrictionSeen:
    """A restriction. `looked_at`: what is due, in words; empty where nothing is."""

    id: int
    kind: str
    what: str
    first_day: date
    last_day: date | None
    look_again_on: date | None
    is_due: bool
    ended_on: date | None
    ended_because: str
    ended_by: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whom a matter is about."""

    seen: SubjectSeen
    suspension: Suspension
    restricted_by: list[DecisionSeen]
    restrictions: list[RestrictionSeen]
    welfare: Summary
    ended: list[RestrictionSeen]


def person(*, case: Case, subject_id: int, user: User, on: date) -> Person:
    """One of them, as this user may read it. Five questions, whatever there is. Raises NotThere."""
    known = case_people.known(case=case, subject_id=subject_id, carrying=welfare.carried(user_id=user.pk))
    decided = register.about_person(case=case, subject_id=subject_id, acts=[*OF_SUSPENSION, RESTRICT])
    rows = Restriction.objects.filter(case=case, subject=subject_id).select_related("recorded_by", "ended_by")
    restrictions = [_restriction(row, on) for row in rows.order_by("-pk")]
    return Person(
        seen=known.seen,
        suspension=_suspension(case, subject_id, known.row.known.get("suspension", "none"), decided, on),
        restricted_by=[decision for act, decision in decided if act == RESTRICT],
        restrictions=[one for one in restrictions if one.ended_on is None],
        welfare=welfare.summary(row=known.row, user=user, on=on),
        ended=[one for one in restrictions if one.ended_on is not None],
    )


def restriction(*, case: Case, subject_id: int, restriction_id: int, on: date) -> RestrictionSeen | None:
    """One on this person or None."""
    found = Restriction.objects.filter(case=case, subject=subject_id, pk=restriction_id)
    rows = found.select_related("recorded_by", "ended_by")
    row = rows.first()
    return _restriction(row, on) if row else None


def _suspension(
    case: Case, subject_id: int, state: str, decided: list[tuple[str, DecisionSeen]], on: date
) -> Suspension:  # fmt: skip
    began = {"oral": SUSPENDS, "suspended": SUSPENDS, "ended": ("end_suspension",)}.get(state, ())
    rows = case.deadlines.filter(case_parts.RUNS, against__subject=subject_id, key__in=LIMITS)
    running = list(rows.order_by("work_to", "pk"))
    is_suspended = state in {"oral", "suspended"}
    return Suspension(
        state=STATES.get(state, NOT_SUSPENDED),
        is_suspended=is_suspended,
        since=next((decision.on for act, decision in decided if act in began), None),
        decisions=[decision for act, decision in decided if act in OF_SUSPENSION],
        limits=[limits.of_row(row, on=on) for row in running],
        lacks_review=is_suspended and not any(row.key == "suspension_review" for row in running),
    )


def _restriction(row: Restriction, on: date) -> RestrictionSeen:
    days = [day for day in (row.last_day, row.look_again_on) if day]
    return RestrictionSeen(
        id=row.pk,
        kind=RestrictionKind(row.kind).label,
        what=row.what,
        first_day=row.first_day,
        last_day=row.last_day,
        look_again_on=row.look_again_on,
        is_due=row.ended_on is None and min(days) < on,
        ended_on=row.ended_on,
        ended_because=row.ended_because,
        ended_by=row.ended_by.name if row.ended_by else "",
        by=row.recorded_by.name,
    )
