"""Keeping who may see a matter: the table of readers, and of those who must not.

These are parts of acts: each stands inside the transaction of the act that it belongs to, which writes the entry.
"""

from datetime import date

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, CaseDenial, CaseReader, DenialWhy, Membership, ReaderWhy
from cases.workforce import people, units


def open_to_unit(*, case: Case, on: date) -> None:
    """Whoever holds a role that sees matters in the matter's unit, or above it, may see it."""
    CaseReader.objects.filter(case=case, why=ReaderWhy.ROLE).delete()
    found = units.above(unit_ids=[case.unit_id], on=on)
    readers = [CaseReader(case=case, principal=f"unit:{unit}", why=ReaderWhy.UNIT) for unit in sorted(found)]
    CaseReader.objects.bulk_create(readers, ignore_conflicts=True)


def close_to_unit(*, case: Case, on: date) -> None:
    """Only those who are named, or were given sight of it, may see it from now on, and the heads of its department.

    No one person can bury a matter: whoever answers for the department goes on seeing that it is there.
    """
    CaseReader.objects.filter(case=case, why__in=[ReaderWhy.UNIT, ReaderWhy.ROLE]).delete()
    found = units.above(unit_ids=[case.unit_id], on=on)
    heads = [f"role:{Role.HEAD_OF_DEPARTMENT}:{unit}" for unit in sorted(found)]
    readers = [CaseReader(case=case, principal=principal, why=ReaderWhy.ROLE) for principal in heads]
    CaseReader.objects.bulk_create(readers, ignore_conflicts=True)


def name(*, case: Case, user: User, reason: str, on: date, by: str) -> None:
    """Somebody is named to the matter, until further notice. Naming them again changes nothing."""
    who = {"case": case, "user": user, "why": ReaderWhy.MEMBER, "ended_on": None}
    Membership.objects.get_or_create(**who, defaults={"reason": reason, "first_day": on, "given_by": by})
    CaseReader.objects.get_or_create(case=case, principal=user.principal, why=ReaderWhy.MEMBER)


def deny_concerned(*, case: Case, person_id: int, on: date) -> None:
    """A person concerned, and whoever manages them on that day, never sees the matter."""
    whom = [(person_id, DenialWhy.CONCERNED)]
    whom += [(manager.pk, DenialWhy.LINE_MANAGER) for manager in people.managers_of(person_id=person_id, on=on)]
    denials = [CaseDenial(case=case, principal=f"person:{who}", why=why) for who, why in whom]
    CaseDenial.objects.bulk_create(denials, ignore_conflicts=True)


def give(*, case: Case, user: User, reason: str, on: date, until: date, by: str) -> None:
    """Somebody may see the matter until that day, which is included. What they were given before ends."""
    end(case=case, user=user, why=ReaderWhy.GRANT, on=on, by=by)
    Membership.objects.create(
        case=case, user=user, why=ReaderWhy.GRANT, reason=reason, first_day=on, last_day=until, given_by=by
    )
    CaseReader.objects.create(case=case, principal=user.principal, why=ReaderWhy.GRANT, until=until)


def end(*, case: Case, user: User, why: ReaderWhy, on: date, by: str) -> bool:
    """Somebody is named no more, or sight given for a time ends. Whether there was any."""
    CaseReader.objects.filter(case=case, principal=user.principal, why=why).delete()
    running = Membership.objects.filter(case=case, user=user, why=why, ended_on__isnull=True)
    return bool(running.update(ended_on=on, ended_by=by))


def deny(*, case: Case, user: User, on: date, reason: str = "") -> None:
    """Somebody must not see the matter any more, whatever else says that they may; for a routine reason, if any."""
    why = {"case": case, "principal": user.principal, "why": DenialWhy.WALL}
    CaseDenial.objects.get_or_create(**why, defaults={"reason": reason, "since": on})
