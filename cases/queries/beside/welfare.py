"""The welfare of somebody whom a matter is about: what the welfare officer reads, and nobody who investigates does."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.accounts.roles import permitted_by
from cases.accounts.users import User
from cases.models import (
    STANDS,
    Case,
    ContactWay,
    Decision,
    Subject,
    SubjectAllegation,
    WelfareContact,
    WelfareOfficer,
    WelfarePlan,
)
from cases.queries import case_people
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

    subject: int
    name: str
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


def carried(*, user_id: int) -> dict[str, Any]:
    """Parts of a question that the row of a subject is to carry, for `summary` and for whether this user may read it.

    Part of the inquiry is whom the matter is with, who investigates it or did, and whom it is about.
    """
    officers = WelfareOfficer.objects.filter(subject=OuterRef("pk"), ended_on__isnull=True)
    return {
        "welfare_exists": Exists(officers),
        "welfare_user": Subquery(officers.values("user")),
        "welfare_name": Subquery(officers.values(called=Coalesce("user__name", "name"))),
        "welfare_since": Subquery(officers.values("first_day")),
        "welfare_planned": Exists(WelfarePlan.objects.filter(subject=OuterRef("pk"))),
        "reader_inside": _inside(user_id),
        "officer_inside": _inside(OuterRef("welfare_user"), owner=F("welfare_user")),
    }


def is_inside(*, subject_id: int, user_id: int) -> bool:
    """Whether they are part of the inquiry into this person's conduct."""
    rows = Subject.objects.filter(pk=subject_id).annotate(found=_inside(user_id))
    return rows.filter(found=True).exists()


def reads(*, subject_id: int, user: User, on: date) -> bool:
    """Whether they read the plan and the log, in a matter that they see: the welfare officer, or who answers for it.

    Never whoever is part of the inquiry, whatever else they are.
    """
    return _reads(_row(subject_id, user), user, on)


def summary(*, row: Any, user: User, on: date) -> Summary:
    """What they may know of it. No question: the row of the subject carries what is needed (`carried`)."""
    if not _reads(row, user, on):
        return Summary(exists=row.welfare_exists, reads=False)
    return Summary(
        exists=row.welfare_exists,
        reads=True,
        officer=row.welfare_name or "",
        since=row.welfare_since,
        has_plan=row.welfare_planned,
    )


def seen(*, case: Case, subject_id: int, user: User, on: date) -> Welfare:
    """All of it, for whoever reads it: for anybody else, no more than the summary, and nothing else is asked.

    Three questions at most. Raises NotThere for whom the matter is not about, or was in error.
    """
    row = _row(subject_id, user, case)
    known = summary(row=row, user=user, on=on)
    name = case_people.name_of(row=row)
    if not known.reads:
        return Welfare(subject=row.pk, name=name, summary=known)
    plans = row.welfare_plans.select_related("by").order_by("-number")
    contacts = row.welfare_contacts.select_related("by").order_by("-on", "-pk")[:MOST_SHOWN]
    return Welfare(
        subject=row.pk,
        name=name,
        summary=known,
        is_inside=bool(row.officer_inside),
        plans=[PlanSeen(number=each.number, text=each.text, by=each.by.name, at=each.at) for each in plans],
        contacts=[_contact(each) for each in contacts],
    )


def _contact(row: WelfareContact) -> ContactSeen:
    return ContactSeen(
        on=row.on, way=ContactWay(row.way).label, text=row.text, by=row.by.name, recorded_at=row.recorded_at
    )


def _row(subject_id: int, user: User, case: Case | None = None) -> Any:
    rows = Subject.objects.filter(STANDS, pk=subject_id).select_related("person").annotate(**carried(user_id=user.pk))
    row = (rows if case is None else rows.filter(case=case.pk)).first()
    if row is None:
        raise NotThere
    return row


def _inside(user: Any, *, owner: Any = None) -> "ExpressionWrapper[Q]":
    """Whether this user (a number, or what names it in a question about subjects) is part of the inquiry."""
    who = Cast(KeyTextTransform("investigator", "details"), BigIntegerField())
    of_the_matter = {"case": OuterRef("case")}
    appointed = Decision.objects.filter(act="appoint_investigator", **of_the_matter).annotate(who=who).filter(who=user)
    investigates = SubjectAllegation.objects.filter(investigator=user, **of_the_matter)
    about = Subject.objects.filter(person__user=user, **of_the_matter)
    is_with = Q(case__owner=user if owner is None else owner)
    found = is_with | Q(Exists(appointed)) | Q(Exists(investigates)) | Q(Exists(about))
    return ExpressionWrapper(found, output_field=BooleanField())


def _reads(row: Any, user: User, on: date) -> bool:
    answers_for_it = Permission.WELFARE_SEE in permitted_by(roles=roles_of(user=user, on=on))
    return (row.welfare_user == user.pk or answers_for_it) and not row.reader_inside
