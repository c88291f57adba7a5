"""Naming somebody to a matter, giving sight of it for a time, ending that; restricting, opening and holding it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases import access
from cases.accounts.roles import Role
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor, Job
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.jobs.registry import Step
from cases.models import Case, CaseReader, Membership, ReaderWhy, WallDecision
from cases.operations import case_changes, reading, sight, wall_questions
from cases.queries import known_walls
from cases.workforce.roles import roles_of

LONGEST_GRANT = timedelta(days=90)
BATCH = 500
HOLD = ("is_frozen", "held_because", "held_by_id")
NOT_THEIRS = (
    "Whoever holds the matter ends that, or a head of department once their account is out of use. The timeline says "
    "who holds it: ask them."
)
# In whose name a freeze ends whose decider has gone.
ENDS = Job("cases.holds_of_who_has_gone")
GONE = "freeze ended: the account of whoever decided it is out of use"
DECIDED_HOLD = "You hold this matter by a decision about sight. End it on the page “Decisions about sight”."


LAST_ONE = "Name somebody else first: a restricted matter is with at least one person who is named to it."


class NotADay(Exception):
    """Sight is given until a day from today on, and for 90 days at most."""


@transaction.atomic
def name(*, reference: str, user_id: int, reason: str, by: User, at: datetime) -> None:
    """Names somebody to the matter, until further notice. Raises Refused, with one sentence for every cause."""
    case, user, on = _asked(reference, user_id, by, at)
    sight.must_be_given(case=case, user=user, by=by, on=on, what=Act.MEMBER_NAMED)
    reading.name(case=case, user=user, reason=reason, on=on, by=by.principal)
    wall_questions.note_given(case=case, user=user, on=on)
    case_changes.save(case)
    trail.record(what=Act.MEMBER_NAMED, by=by, at=at, about=Thing("user", user.pk, case.pk), reason=reason)


@transaction.atomic
def give(*, reference: str, user_id: int, until: date, reason: str, by: User, at: datetime) -> None:
    """Gives somebody sight of the matter until a day, which is included. Raises NotADay, and Refused as above."""
    case, user, on = _asked(reference, user_id, by, at)
    if not on <= until <= on + LONGEST_GRANT:
        raise NotADay
    sight.must_be_given(case=case, user=user, by=by, on=on, what=Act.SIGHT_GIVEN)
    reading.give(case=case, user=user, reason=reason, on=on, until=until, by=by.principal)
    wall_questions.note_given(case=case, user=user, on=on)
    case_changes.save(case)
    said = f"until {until:%-d %B %Y}: {reason}"
    trail.record(what=Act.SIGHT_GIVEN, by=by, at=at, about=Thing("user", user.pk, case.pk), reason=said)


@transaction.atomic
def end(*, reference: str, membership_id: int, reason: str, by: User, at: datetime) -> None:
    """Ends somebody's being named, or what they were given for a time. Safe to repeat."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    member = case.memberships.select_related("user").filter(pk=membership_id, ended_on__isnull=True).first()
    if member is None:
        return
    why, on = ReaderWhy(member.why), timezone.localdate(at)
    others = case.memberships.filter(why=ReaderWhy.MEMBER, ended_on__isnull=True).exclude(pk=membership_id)
    if case.is_restricted and why == ReaderWhy.MEMBER and not others.exists():
        raise Refused(LAST_ONE, what=Act.SIGHT_ENDED, about=_about(case), reason="the last who is named")
    reading.end(case=case, user=member.user, why=why, on=on, by=by.principal)
    case_changes.save(case)
    trail.record(what=Act.SIGHT_ENDED, by=by, at=at, about=Thing("user", member.user_id, case.pk), reason=reason)


@transaction.atomic
def restrict(*, reference: str, reason: str, by: User, at: datetime) -> None:
    """From now on only those see it who are named or were given sight. Who restricts it and who has it stay named."""
    case, on = case_changes.to_change(reference=reference, by=by, at=at), timezone.localdate(at)
    if case.is_restricted:
        return
    for user in {by, case.owner} - {None}:
        if user is not None and sight.may_keep(case=case, user=user, on=on):
            reading.name(case=case, user=user, reason="Had it when it was restricted", on=on, by=by.principal)
    reading.close_to_unit(case=case, on=on)
    case.is_restricted = True
    case_changes.save(case, ("is_restricted",))
    trail.record(what=Act.CASE_RESTRICTED, by=by, at=at, about=_about(case), reason=reason)


@transaction.atomic
def unrestrict(*, reference: str, reason: str, by: User, at: datetime) -> None:
    """Opens it to its unit, and to those above. Safe to repeat."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    if not case.is_restricted:
        return
    case.is_restricted = False
    reading.open_to_unit(case=case, on=timezone.localdate(at))
    case_changes.save(case, ("is_restricted",))
    trail.record(what=Act.CASE_UNRESTRICTED, by=by, at=at, about=_about(case), reason=reason)


@transaction.atomic
def hold(*, reference: str, reason: str, by: User, at: datetime) -> None:
    """Nothing in the matter can be changed from now on, for a reason that everybody reads. Refused where it is held."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    put_hold(case=case, reason=reason, by=by, at=at)


@transaction.atomic
def release(*, reference: str, by: User, at: datetime) -> None:
    """It can be changed again: said by whoever holds it, or, once their account is out of use, by a head of department.

    Safe to repeat. Whoever else is refused for no other cause than for being somebody else, whatever it is held for. A
    freeze ends with it where a head ends that of somebody who has gone: nobody else would.
    """
    on = timezone.localdate(at)
    case = access.find(reader=access.reader(user=by, on=on), reference=reference, lock=True)
    if not case.is_frozen:
        return
    holder = case.held_by
    if by != holder and not (_has_gone(holder) and _heads(by, on)):
        raise Refused(NOT_THEIRS, what=Act.CASE_CHANGED, about=_about(case))
    lasting = list(known_walls.lasting(case_id=case.pk))
    if by == holder and any(freeze.decided_by == by for freeze in lasting):
        raise Refused(DECIDED_HOLD, what=Act.WALL_DECIDED, about=_about(case))
    end_hold(case=case, by=by, at=at)
    for freeze in lasting:
        if _has_gone(freeze.decided_by) and _heads(by, on):
            _end_of_who_has_gone(freeze=freeze, case=case, by=by, at=at)
    stays = next((freeze for freeze in lasting if freeze.ended_at is None), None)
    if stays and stays.decided_by:
        # It was frozen while it was held: now it is held for that.
        put_hold(case=case, reason=stays.routine_reason, by=stays.decided_by, at=at)


def _end_of_who_has_gone(*, freeze: WallDecision, case: Case, by: User, at: datetime) -> None:
    """Nobody else would end it. Told as of the system: the head may be whom it is about.

    Then it is asked again at once, so that nobody decides about their own sight by ending a hold.
    """
    reader = access.reader(user=by, on=timezone.localdate(at))
    is_theirs = known_walls.unknown(reader=reader).filter(pk=freeze.pk).exists()
    freeze.ended_at = at
    freeze.save(update_fields=["ended_at"])
    trail.record(what=Act.WALL_DECIDED, by=ENDS, at=at, about=Thing("wall", freeze.pk, case.pk), reason=GONE)
    if is_theirs:
        wall_questions.ask_again(decision=freeze, case=case, by=ENDS, at=at)


def _has_gone(holder: User | None) -> bool:
    return holder is None or not holder.is_active


def _heads(user: User, on: date) -> bool:
    return Role.HEAD_OF_DEPARTMENT in roles_of(user=user, on=on)


def put_hold(*, case: Case, reason: str, by: User, at: datetime) -> None:
    """The matter is held by them. Part of an act, on a matter that is locked."""
    case.is_frozen, case.held_because, case.held_by = True, reason, by
    case_changes.save(case, HOLD)
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=_about(case), reason=f"held: {reason}")


def end_hold(*, case: Case, by: User, at: datetime) -> None:
    """The matter is held no more. Part of an act, on a matter that is locked."""
    case.is_frozen, case.held_because, case.held_by = False, "", None
    case_changes.save(case, HOLD)
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=_about(case), reason="held no more")


@transaction.atomic
def end_expired(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch of marking as ended what was given until a day that has passed. It ended by that day itself.

    What somebody ended by hand at the same moment is theirs, and is told once. The matters are held first, in their
    order, as everybody does who changes one.
    """
    today = timezone.localdate(at)
    over = Membership.objects.filter(pk__gt=cursor or 0, ended_on__isnull=True, last_day__lt=today).order_by("pk")
    found = list(over.values_list("pk", "case_id")[:BATCH])
    cases = {case for _, case in found}
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
    still = over.filter(pk__in=[pk for pk, _ in found])
    rows = list(still.values_list("pk", "case_id", "user_id"))
    done = still.update(ended_on=F("last_day"), ended_by=by.principal)
    CaseReader.objects.filter(case_id__in=cases, why=ReaderWhy.GRANT, until__lt=today).delete()
    for _, case_id, user_id in rows:
        about = Thing("user", user_id, case_id)
        trail.record(what=Act.SIGHT_ENDED, by=by, at=at, about=about, reason="its last day has passed")
    return Step(cursor=found[-1][0] if found else cursor, done=done, finished=len(found) < BATCH)


def _asked(reference: str, user_id: int, by: User, at: datetime) -> tuple[Case, User, date]:
    """The matter, locked, and whoever is to see it: so that of two grants at once the second sees the first."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise sight.refused(case=case, what=Act.MEMBER_NAMED)
    return case, user, timezone.localdate(at)


def _about(case: Case) -> Thing:
    return Thing("case", case.reference, case.pk)
