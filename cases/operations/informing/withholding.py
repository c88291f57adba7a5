"""Withholding an update: only on a ground, and where a real risk of a significant adverse effect is recorded."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Ground, ProgressUpdate, UpdateState
from cases.operations import case_changes, lawful_acts
from cases.operations.informing import drafting, giving
from cases.operations.intake.values import Mistake
from cases.operations.lawful_acts import Doing
from cases.queries.informing import owed
from misconduct.stages.who import Who

GROUNDS = [(str(ground.value), str(ground.label)) for ground in Ground]
WITHHELD = {"withholding_ground": "yes"}
LATER = "The day on which it is looked at again must be after today"
RELEASED = "An update to them is released. Record that it was sent, or discard its letter, first."


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """Why it is withheld, and when that is looked at again."""

    ground: str
    real_risk: str
    significant_effect: str
    look_again_on: date


@transaction.atomic
def withhold(*, reference: str, party_id: int, told: Withheld, by: User, at: datetime) -> ProgressUpdate:
    """Records it, and does the act of the law. The same said again on the same day is recorded once.

    Raises Mistake, Refused without a delegation, where one is released or while the matter is held, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    party = owed.parties(case=case).filter(pk=party_id).first()
    if party is None:
        raise NotThere
    today = timezone.localdate(at)
    if told.look_again_on <= today:
        raise Mistake("look_again_on", LATER)
    last = owed.last_settled(party=party)
    if last is not None and _is_the_same(last, told, today):
        return last
    update = drafting.waiting(party=party)
    if update is not None and update.state == UpdateState.RELEASED:
        raise Refused(RELEASED, what=Act.UPDATE_WITHHELD, about=Thing("update", update.pk, case.pk))
    update = update or ProgressUpdate(case=case, party=party, drafted_by=by.principal, drafted_at=at)
    _write(case, update, told, by, at)
    _act(case, told, by, at)
    case_changes.save(case, ("known", "treated_as", "stage"))
    about = Thing("update", update.pk, case.pk)
    trail.record(what=Act.UPDATE_WITHHELD, by=by, at=at, about=about, reason=Ground(told.ground).label)
    return update


def _is_the_same(last: ProgressUpdate, told: Withheld, today: date) -> bool:
    names = ("ground", "real_risk", "significant_effect", "look_again_on")
    is_today = last.settled_at is not None and timezone.localdate(last.settled_at) == today
    return is_today and all(getattr(last, name) == getattr(told, name) for name in names)


def _write(case: Case, update: ProgressUpdate, told: Withheld, by: User, at: datetime) -> None:
    today = timezone.localdate(at)
    update.state, update.settled_at, update.settled_by = UpdateState.WITHHELD, at, by.principal
    update.ground, update.real_risk = told.ground, told.real_risk
    update.significant_effect, update.look_again_on = told.significant_effect, told.look_again_on
    due = giving.next_due(case=case, told_on=today)
    # Whichever comes first: nobody is left without an update because a later look was promised.
    update.next_due = min(filter(None, (due, told.look_again_on)))
    update.save()


def _act(case: Case, told: Withheld, by: User, at: datetime) -> None:
    on = timezone.localdate(at)
    if not giving.is_an_act(case=case, act=giving.WITHHOLD, on=on, answers=WITHHELD):
        return
    delegation = drafting.delegation_of(case=case, act=giving.WITHHOLD, by=by, at=at)
    said = f"{Ground(told.ground).label}. Real risk: {told.real_risk} Significant effect: {told.significant_effect}"
    doing = Doing(
        act=giving.WITHHOLD,
        by=by,
        capacity=Who.APPROPRIATE_AUTHORITY,
        on=on,
        at=at,
        answers=WITHHELD,
        reasons=said,
        delegation=delegation,
    )
    lawful_acts.do(case=case, doing=doing)
