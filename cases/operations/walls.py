"""What becomes of those who would lose sight of a matter: a second person decides.

Whoever it is about, and whoever manages them, never sees the matter. Rows that vanish tell: so where one of them can
see it now, nothing is saved but the question (`subjects`, `wall_sweep`), and a second person decides what becomes of
their sight: revoke, cover or freeze (practice: tip-off by disappearance).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases import access
from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import STANDS, Case, CaseReader, Membership, WallChoice, WallDecision
from cases.operations import case_changes, membership, reading, sight, subject_rows, wall_questions
from cases.queries import known_walls

DECIDED = "Somebody has decided this already. Open the page again to see what was decided."
SECOND_PERSON = "This takes a second person: somebody other than who asked."
ENDS_NOT = "This takes a second person: who asked does not end the freeze, nor who decided it where the register asked."
NO_ROUTINE = "Enter a routine reason, which everybody may read."
NO_LONGER = "no longer open to them"
NO_COVER = "Choose the matters, a reason for them that everybody may read, and who gets those that are with them."
HELD = "One of the matters that you chose is held, and nothing in it changes. Choose others."
MOST_COVERED = 50


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a second person chose, and why.

    For cover and freeze: the routine reason that everybody reads. For cover: the references of the other matters that
    they lose sight of too, and who gets those that are with them.
    """

    choice: str
    reason: str
    covered: Sequence[str] = ()
    routine_reason: str = ""
    new_owner_id: int | None = None


@transaction.atomic
def decide(*, decision_id: int, choice: Choice, by: User, at: datetime) -> WallDecision:
    """Decides, as the second person, what becomes of those who would lose sight of the matter. All of it at once.

    Raises NotThere for somebody who may not see the matter or would lose sight of it; Refused when it was decided
    already, or by whoever asked, or when a cover is not whole.
    """
    _hold_in_order(decision_id, choice)
    # The matter first, as everywhere, so that nobody waits for each other; of two who decide, the second waits here.
    decision, case = _to_decide(decision_id, by, at)
    about = Thing("wall", decision.pk, case.pk)
    if decision.choice:
        raise Refused(DECIDED, what=Act.WALL_DECIDED, about=about)
    if decision.asked_by_id == by.pk:
        raise Refused(SECOND_PERSON, what=Act.WALL_DECIDED, about=about)
    # As it is by now: an account may have been linked, or a manager changed, since it was asked.
    decision.would_lose = wall_questions.asked_and_now(decision=decision, case=case, on=timezone.localdate(at))
    losers = list(User.objects.filter(pk__in=[each["user"] for each in decision.would_lose]).order_by("pk"))
    # Said before anything follows from it: what else is asked about the same subject is closed by what follows.
    decision.choice, decision.reason, decision.routine_reason = choice.choice, choice.reason, choice.routine_reason
    decision.decided_by, decision.decided_at = by, at
    decision.save(update_fields=["would_lose", "choice", "reason", "routine_reason", "decided_by", "decided_at"])
    if choice.choice == WallChoice.FREEZE:
        _freeze(case, choice, by, at)
    else:
        _put_up(decision, case, losers, choice, by, at)
    if choice.choice == WallChoice.COVER:
        _cover(case, losers, choice, by, at)
    trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason=choice.choice)
    return decision


@transaction.atomic
def end_freeze(*, decision_id: int, reason: str, by: User, at: datetime) -> None:
    """Ends the freeze that was decided, so that the matter can be worked on and the person be proposed again.

    Safe to repeat. Raises NotThere as above, and Refused for whoever asked; where the register did, who decided it.
    """
    decision, case = _to_decide(decision_id, by, at)
    if decision.choice != WallChoice.FREEZE or decision.ended_at is not None or not case.is_frozen:
        return
    about = Thing("wall", decision.pk, case.pk)
    if by.pk == (decision.asked_by_id or decision.decided_by_id):
        raise Refused(ENDS_NOT, what=Act.WALL_DECIDED, about=about)
    decision.ended_at = at
    decision.save(update_fields=["ended_at"])
    if case.held_by_id == decision.decided_by_id and not known_walls.freezes(case_id=case.pk):
        membership.end_hold(case=case, by=by, at=at)
    trail.record(what=Act.WALL_DECIDED, by=by, at=at, about=about, reason=f"freeze ended: {reason}")


def _hold_in_order(decision_id: int, choice: Choice) -> None:
    """Holds the matter and those that go with it, in one order: so that two covers never wait for each other."""
    covered = choice.covered[:MOST_COVERED] if choice.choice == WallChoice.COVER else ()
    which = Q(wall_decisions=decision_id) | Q(reference__in=covered)
    numbers = sorted(set(Case.objects.filter(which).values_list("pk", flat=True)))
    list(Case.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _to_decide(decision_id: int, by: User, at: datetime) -> tuple[WallDecision, Case]:
    """The question and its matter, both locked. For those who would lose sight of it there is no such question."""
    reader = access.reader(user=by, on=timezone.localdate(at))
    asked = WallDecision.objects.filter(pk=decision_id).select_related("case").first()
    if asked is None:
        raise NotThere
    case = access.find(reader=reader, reference=asked.case.reference, lock=True)
    decision = WallDecision.objects.select_for_update().get(pk=decision_id)
    is_theirs = known_walls.unknown(reader=reader).filter(pk=decision.pk).exists()
    lose = wall_questions.asked_and_now(decision=decision, case=case, on=reader.on)
    if is_theirs or by.pk in {each["user"] for each in lose}:
        raise NotThere
    return decision, case


def _freeze(case: Case, choice: Choice, by: User, at: datetime) -> None:
    """Held like any other matter, for a routine reason: that it cannot be changed must not tell why."""
    if not choice.routine_reason.strip():
        raise Refused(NO_ROUTINE, what=Act.WALL_DECIDED, about=Thing("case", case.reference, case.pk))
    # One that is held already stays held by whoever holds it, for their reason: nobody sees a hold change hands.
    if not case.is_frozen:
        membership.put_hold(case=case, reason=choice.routine_reason, by=by, at=at)


def _put_up(
    decision: WallDecision, case: Case, losers: list[User], choice: Choice, by: User, at: datetime
) -> None:  # fmt: skip
    """The subject is added, and those who lose sight of the matter lose it now, with all that they held of it."""
    on = timezone.localdate(at)
    gone = [user for user in losers if sight.sees(case=case, user=user, on=on)]
    if case.owner in losers:
        case.owner = _new_owner(case, losers, choice, on)
        case_changes.save(case, ("owner_id",))
    _concern(decision, case, by, at)
    for user in losers:
        # Whoever managed them when it was asked may not manage them today: they were told of in the question.
        reading.deny(case=case, user=user, on=on, reason=_routine(choice))
        _end_all(case, user, on, by)
    for user in gone:
        _said_gone(case, user, choice, by, at)


def _concern(decision: WallDecision, case: Case, by: User, at: datetime) -> None:
    """The matter is about the person now: the subject that was to be identified is them, or they are added."""
    identifies = decision.proposal.get(wall_questions.IDENTIFIES)
    if case.subjects.filter(STANDS, person_id=decision.person_id).exists():
        # It is about them already: the register has changed, and somebody else manages them.
        reading.deny_concerned(case=case, person_id=decision.person_id, on=timezone.localdate(at))
        case_changes.save(case)
    elif identifies is not None:
        # It stands, and nobody knows yet who it is: once that changes, nothing is asked about it any more.
        subject = case.subjects.get(pk=identifies)
        subject_rows.identify(case=case, subject=subject, person_id=decision.person_id, by=by, at=at)
    else:
        page = decision.proposal.get(wall_questions.ADDED_WITH)
        concerned = wall_questions.concerned_of(decision=decision)
        added_with = uuid.UUID(page) if page else None
        subject_rows.add(case=case, concerned=concerned, by=by, at=at, added_with=added_with)


def _cover(case: Case, losers: list[User], choice: Choice, by: User, at: datetime) -> None:
    """Other matters go the same way, under a reason that everybody may read: what vanished alone would tell."""
    on = timezone.localdate(at)
    if not choice.routine_reason.strip() or not choice.covered or len(choice.covered) > MOST_COVERED:
        raise Refused(NO_COVER, what=Act.WALL_DECIDED, about=Thing("case", case.reference, case.pk))
    reader = access.reader(user=by, on=on)
    for reference in sorted(choice.covered):
        other = access.find(reader=reader, reference=reference, lock=True)
        if other.pk == case.pk:
            continue
        if other.is_frozen:
            raise Refused(HELD, what=Act.WALL_DECIDED, about=Thing("case", case.reference, case.pk))
        gone = [user for user in losers if sight.sees(case=other, user=user, on=on)]
        changed: tuple[str, ...] = ()
        if other.owner in gone:
            other.owner, changed = _new_owner(other, losers, choice, on), ("owner_id",)
        for user in gone:
            reading.deny(case=other, user=user, on=on, reason=choice.routine_reason)
            _end_all(other, user, on, by)
            _said_gone(other, user, choice, by, at)
        if gone:
            case_changes.save(other, changed)


def _routine(choice: Choice) -> str:
    """The reason that everybody reads, of a cover. Somebody whose sight is revoked is told nothing."""
    return choice.routine_reason if choice.choice == WallChoice.COVER else ""


def _said_gone(case: Case, user: User, choice: Choice, by: User, at: datetime) -> None:
    """The same entry in every matter, that which the others cover as well."""
    reason, about = _routine(choice) or NO_LONGER, Thing("user", user.pk, case.pk)
    trail.record(what=Act.SIGHT_ENDED, by=by, at=at, about=about, reason=reason)


def _new_owner(case: Case, losers: list[User], choice: Choice, on: date) -> User | None:
    """Who gets a matter that was with somebody who loses sight of it: who was chosen, or nobody."""
    if choice.new_owner_id is None:
        return None
    chosen = User.objects.get(pk=choice.new_owner_id)
    if chosen in losers:
        raise sight.refused(case=case, what=Act.WALL_DECIDED)
    sight.must_see(case=case, user=chosen, on=on, what=Act.WALL_DECIDED)
    return chosen


def _end_all(case: Case, user: User, on: date, by: User) -> None:
    CaseReader.objects.filter(case=case, principal=user.principal).delete()
    Membership.objects.filter(case=case, user=user, ended_on__isnull=True).update(
        ended_on=on, ended_by=by.principal
    )  # fmt: skip
