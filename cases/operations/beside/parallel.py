"""Proceedings elsewhere: what is recorded of them, what happened, what they mean for acts here, who chases them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import (
    Case,
    Decision,
    Effect,
    HoldChaser,
    ParallelEffect,
    ParallelEvent,
    ParallelProceeding,
    ProceedingKind,
    ProceedingState,
)
from cases.models.parallel import ACT_KINDS
from cases.operations import case_changes, sight
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake import Mistake
from cases.queries.beside.holds import BEGINS

FIELDS: Mapping[str, str] = {
    "kind": "what they are",
    "body": "body",
    "body_reference": "its reference",
    "state": "how far they are",
    "next_on": "next date",
    "next_what": "what is next",
    "chases_id": "who chases them",
}
WHAT_THEY_ARE = "Choose what the proceedings are"
BODY = "Enter the body"
STATE = "Choose how far they are"
NEXT_WHAT = "Enter what happens on the next date"
NEXT_ON = "Enter the next date, or leave what is next empty"
OVER = "Leave the next date empty: the proceedings have ended"
WHO = "Choose who chases them until they end"
WHAT = "Enter what happened"
AHEAD = "The day must be today or earlier. What is still to come is the next date"
KIND_OF_ACT = "Choose the kind of act"
EFFECT = "Choose what it means"
WHY = "Enter why"
REVIEW = "The day on which it is looked at again must be today or later"


@dataclass(frozen=True, kw_only=True)
class Proceeding:
    """What is recorded of proceedings elsewhere."""

    kind: str
    body: str
    body_reference: str
    state: str
    next_on: date | None
    next_what: str
    chases_id: int | None


@transaction.atomic
def add(
    *, reference: str, told: Proceeding, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> ParallelProceeding:  # fmt: skip
    """Proceedings that nobody recorded yet. The same page again (`added_with`) adds none.

    Raises Mistake, SentAlready where that page said something else before, Refused where whoever is to chase them may
    not see the matter and while it is held, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    known = case.proceedings.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if _recorded(known) != vars(told):
            raise SentAlready
        return known
    _check(told)
    _sees(case, told.chases_id, Act.PROCEEDING_RECORDED, at)
    made = ParallelProceeding.objects.create(case=case, added_with=added_with, **vars(told))
    case_changes.save(case)
    about = Thing("proceeding", made.pk, case.pk)
    said = ProceedingKind(made.kind).label
    trail.record(what=Act.PROCEEDING_RECORDED, by=by, at=at, about=about, reason=said)
    return made


@transaction.atomic
def change(
    *, reference: str, proceeding_id: int, told: Proceeding, version: int, by: User, at: datetime
) -> tuple[str, ...]:  # fmt: skip
    """What is recorded of them now, where the matter is still as `version` says: which fields are others than before.

    Raises Conflict where it is not, and as above.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row = _find(case, proceeding_id)
    before, now = _recorded(row), vars(told)
    fields = tuple(name for name in FIELDS if before[name] != now[name])
    if not fields:
        return ()
    if case.version != version:
        raise Conflict
    _check(told)
    if "chases_id" in fields:
        _sees(case, told.chases_id, Act.PROCEEDING_CHANGED, at)
    for name in fields:
        setattr(row, name, now[name])
    row.save(update_fields=[name.removesuffix("_id") for name in fields])
    case_changes.save(case)
    said = f"{ProceedingKind(row.kind).label}: {', '.join(FIELDS[name] for name in fields)}"
    about = Thing("proceeding", row.pk, case.pk)
    trail.record(what=Act.PROCEEDING_CHANGED, by=by, at=at, about=about, reason=said)
    return fields


@transaction.atomic
def add_event(  # noqa: PLR0913 - an event is these things
    *,
    reference: str,
    proceeding_id: int,
    on: date,
    what: str,
    by: User,
    at: datetime,
    added_with: uuid.UUID | None = None,
) -> ParallelEvent:
    """Something that happened there; only ever added to. The same page again (`added_with`) adds none."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row, what = _find(case, proceeding_id), what.strip()
    known = row.events.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if (known.on, known.what) != (on, what):
            raise SentAlready
        return known
    if not what:
        raise Mistake("what", WHAT)
    if on > timezone.localdate(at):
        raise Mistake("on", AHEAD)
    made = ParallelEvent.objects.create(
        case=case, proceeding=row, on=on, what=what, by=by, at=at, added_with=added_with
    )  # fmt: skip
    case_changes.save(case)
    said = f"{ProceedingKind(row.kind).label}, {on:%-d %B %Y}"
    trail.record(what=Act.PROCEEDING_EVENT, by=by, at=at, about=Thing("proceeding", row.pk, case.pk), reason=said)
    return made


@transaction.atomic
def say_effect(  # noqa: PLR0913 - an effect is these things
    *,
    reference: str,
    proceeding_id: int,
    act_kind: str,
    effect: str,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> ParallelEffect:
    """What they mean for one kind of act, and why, in the place of what was said before. Said again, nothing changes.

    It reminds whoever does such an act, and refuses nothing. Raises Conflict, Mistake, Refused and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row, kinds, reason = _find(case, proceeding_id), dict(ACT_KINDS), reason.strip()
    for field, wrong, sentence in (
        ("act_kind", act_kind not in kinds, KIND_OF_ACT),
        ("effect", effect not in Effect.values, EFFECT),
        ("reason", not reason, WHY),
    ):
        if wrong:
            raise Mistake(field, sentence)
    known = row.effects.filter(act_kind=act_kind).first()
    if known is not None and (known.effect, known.reason) == (effect, reason):
        return known
    if case.version != version:
        raise Conflict
    made, _ = ParallelEffect.objects.update_or_create(
        proceeding=row, act_kind=act_kind, defaults={"case": case, "effect": effect, "reason": reason}
    )
    case_changes.save(case)
    said = f"{ProceedingKind(row.kind).label}, {kinds[act_kind]}: {Effect(effect).label.lower()}"
    trail.record(what=Act.PROCEEDING_EFFECT, by=by, at=at, about=Thing("proceeding", row.pk, case.pk), reason=said)
    return made


@transaction.atomic
def chase_hold(  # noqa: PLR0913 - who, what, until when
    *, reference: str, decision_id: int, chases_id: int | None, review_on: date, version: int, by: User, at: datetime
) -> None:
    """Who chases what is held back by this decision, and when that is looked at again.

    Raises Conflict where the matter is not as `version` says, Mistake, Refused and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    decision = Decision.objects.filter(case=case, pk=decision_id, act__in=BEGINS).first()
    if decision is None:
        raise NotThere
    known = HoldChaser.objects.filter(decision=decision).first()
    if known is not None and (known.chases_id, known.review_on) == (chases_id, review_on):
        return
    if case.version != version:
        raise Conflict
    if chases_id is None:
        raise Mistake("chases", "Choose who chases it")
    if review_on < timezone.localdate(at):
        raise Mistake("review_on", REVIEW)
    _sees(case, chases_id, Act.HOLD_CHASED, at)
    HoldChaser.objects.update_or_create(
        decision=decision, defaults={"case": case, "chases_id": chases_id, "review_on": review_on}
    )
    case_changes.save(case)
    said = f"looked at again on {review_on:%-d %B %Y}"
    trail.record(what=Act.HOLD_CHASED, by=by, at=at, about=Thing("decision", decision.pk, case.pk), reason=said)


def _find(case: Case, proceeding_id: int) -> ParallelProceeding:
    row = case.proceedings.filter(pk=proceeding_id).first()
    if row is None:
        raise NotThere
    return row


def _recorded(row: ParallelProceeding) -> dict[str, object]:
    return {name: getattr(row, name) for name in FIELDS}


def _sees(case: Case, user_id: int | None, what: Act, at: datetime) -> None:
    """Raises Refused where they may not see the matter: one sentence for every cause."""
    if user_id is None:
        return
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise sight.refused(case=case, what=what)
    sight.must_see(case=case, user=user, on=timezone.localdate(at), what=what)


def _check(told: Proceeding) -> None:
    has_ended = told.state == ProceedingState.ENDED
    for field, wrong, sentence in (
        ("kind", told.kind not in ProceedingKind.values, WHAT_THEY_ARE),
        ("body", not told.body, BODY),
        ("state", told.state not in ProceedingState.values, STATE),
        ("next_on", has_ended and told.next_on is not None, OVER),
        ("next_what", told.next_on is not None and not told.next_what, NEXT_WHAT),
        ("next_on", told.next_on is None and bool(told.next_what), NEXT_ON),
        ("chases", not has_ended and told.chases_id is None, WHO),
    ):
        if wrong:
            raise Mistake(field, sentence)
