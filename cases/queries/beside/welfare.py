"""The welfare of somebody whom a matter is about: what the welfare officer reads, and nobody who investigates does."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists

from cases.accounts.permissions import Permission
from cases.accounts.roles import permitted_by
from cases.accounts.users import User
from cases.models import Case, ContactWay, Decision, Subject, SubjectAllegation, WelfareOfficer, WelfarePlan
from cases.workforce.roles import roles_of

# The acts that tell somebody for the first time, or take their work from them: there is a plan before.
WARNS_BEFORE = frozenset({"give_notice", "suspend", "suspend_orally", "give_reg13_notice"})
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class PlanSeen:
    """One version of the plan."""

    number: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ContactSeen:
    """One contact."""

    on: date
    way: str
    text: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What everybody who sees the matter may know: whether there is a welfare officer. The rest for who reads it."""

    exists: bool
    reads: bool
    officer: str = ""
    since: date | None = None
    has_plan: bool = False


@dataclass(frozen=True, kw_only=True)
class Welfare:
    """All of it. `is_inside`: the welfare officer has become part of the inquiry, and reads it no more."""

    summary: Summary
    is_inside: bool = False
    plans: list[PlanSeen] = field(default_factory=list)
    contacts: list[ContactSeen] = field(default_factory=list)

    @property
    def newest(self) -> PlanSeen | None:
        """The version that holds."""
        return self.plans[0] if self.plans else None


def lacks_plan(*, subject_id: int) -> bool:
    """Whether nobody has written a plan for their welfare yet."""
    return not WelfarePlan.objects.filter(subject=subject_id).exists()


def is_inside(*, case: Case, user_id: int) -> bool:
    """Whether they are part of the inquiry: it is with them, they investigate it or did, or it is about them."""
    if case.owner_id == user_id:
        return True
    appointed = Decision.objects.filter(
        case=case.pk, act="appoint_investigator", details__investigator=user_id
    )  # fmt: skip
    investigates = SubjectAllegation.objects.filter(case=case.pk, investigator=user_id)
    about = Subject.objects.filter(case=case.pk, person__user=user_id)
    return User.objects.filter(Exists(appointed) | Exists(investigates) | Exists(about), pk=user_id).exists()


def reads(*, case: Case, subject_id: int, user: User, on: date) -> bool:
    """Whether they read the plan and the log of a matter that they see: the welfare officer, or who answers for it.

    Never whoever is part of the inquiry, whatever else they are.
    """
    return _reads(case, _officer(subject_id), user, on)


def summary(*, case: Case, subject_id: int, user: User, on: date) -> Summary:
    """What they may know of it. Three questions at most."""
    officer = _officer(subject_id)
    is_read = _reads(case, officer, user, on)
    return _summary(officer, is_read=is_read, has_plan=is_read and not lacks_plan(subject_id=subject_id))


def seen(*, case: Case, subject_id: int, user: User, on: date) -> Welfare:
    """All of it, for whoever reads it: for anybody else, no more than the summary, and nothing else is asked."""
    officer = _officer(subject_id)
    if not _reads(case, officer, user, on):
        return Welfare(summary=_summary(officer, is_read=False, has_plan=False))
    subject = Subject(pk=subject_id)
    plans = subject.welfare_plans.select_related("by").order_by("-number")
    contacts = subject.welfare_contacts.select_related("by").order_by("-on", "-pk")[:MOST_SHOWN]
    found = [PlanSeen(number=row.number, text=row.text, by=row.by.name, at=row.at) for row in plans]
    return Welfare(
        summary=_summary(officer, is_read=True, has_plan=bool(found)),
        is_inside=bool(officer and officer.user_id and is_inside(case=case, user_id=officer.user_id)),
        plans=found,
        contacts=[
            ContactSeen(
                on=row.on, way=ContactWay(row.way).label, text=row.text, by=row.by.name, recorded_at=row.recorded_at
            )
            for row in contacts
        ],
    )


def _officer(subject_id: int) -> WelfareOfficer | None:
    rows = WelfareOfficer.objects.filter(subject=subject_id, ended_on__isnull=True)
    return rows.select_related("user").first()


def _reads(case: Case, officer: WelfareOfficer | None, user: User, on: date) -> bool:
    is_officer = officer is not None and officer.user_id == user.pk
    answers_for_it = Permission.WELFARE_SEE in permitted_by(roles=roles_of(user=user, on=on))
    return (is_officer or answers_for_it) and not is_inside(case=case, user_id=user.pk)


def _summary(officer: WelfareOfficer | None, *, is_read: bool, has_plan: bool) -> Summary:
    if officer is None or not is_read:
        return Summary(exists=officer is not None, reads=is_read, has_plan=is_read and has_plan)
    name = officer.user.name if officer.user else officer.name
    return Summary(exists=True, reads=True, officer=name, since=officer.first_day, has_plan=has_plan)
