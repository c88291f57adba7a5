"""The welfare of somebody whom a matter is about: who looks after them, the plan, the log of contacts.

What is written here is for the welfare officer and those who answer for welfare, never for whoever investigates. So it
leaves the matter's version as it is: a form that was "changed meanwhile" would tell the investigator of it. And the
entries of the trail say that something was written, never what.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, ContactWay, Subject, WelfareContact, WelfareOfficer, WelfarePlan
from cases.operations import case_changes, sight
from cases.operations.beside.restrictions import subject_of
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake import Mistake
from cases.queries.beside import welfare

# One sentence, whatever the cause: another would tell who investigates, or whom the matter is about.
OUTSIDE = (
    "The welfare officer must be somebody outside the inquiry who may see this matter. Choose somebody else, or enter "
    "the name of somebody without an account."
)
WHO = "Choose who it is, or enter a name"
ONE = "Choose an account or enter a name, not both"
TEXT = "Enter the plan"
SAID = "Enter what the contact was about"
HOW = "Choose how you were in contact"
AHEAD = "The day of the contact must be today or earlier"
NOT_YOURS = "This is for the welfare officer, and for those who answer for welfare and do not investigate this matter."


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A contact with them: which day, how, and what it was about."""

    on: date
    way: str
    text: str


@transaction.atomic
def name_officer(
    *, reference: str, subject_id: int, user_id: int | None, name: str, by: User, at: datetime
) -> WelfareOfficer:  # fmt: skip
    """Names who looks after them, in the place of whoever did. Said again, it changes nothing.

    Raises Refused for anybody inside the inquiry: who investigates, whom it is with, whom it is about. Mistake where
    nobody is named, or two.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject, on, name = subject_of(case=case, subject_id=subject_id), timezone.localdate(at), name.strip()
    if not user_id and not name:
        raise Mistake("user", WHO)
    if user_id and name:
        raise Mistake("name", ONE)
    user = _outside(case, subject, user_id, on) if user_id else None
    former = subject.welfare_officers.filter(ended_on__isnull=True).first()
    if former is not None:
        if (former.user_id, former.name) == (user.pk if user else None, name):
            return former
        former.ended_on = on
        former.save(update_fields=["ended_on"])
    made = WelfareOfficer.objects.create(case=case, subject=subject, user=user, name=name, first_day=on, named_by=by)
    _record(Act.WELFARE_OFFICER_NAMED, case, subject, by=by, at=at)
    return made


@transaction.atomic
def plan(*, reference: str, subject_id: int, text: str, over: int, by: User, at: datetime) -> WelfarePlan:
    """A new version of the plan, over version `over` (0: none yet). The same text again adds none.

    Raises Conflict where somebody wrote another meanwhile, Refused for whoever may not read it, Mistake and NotThere.
    """
    case, subject = _theirs(reference, subject_id, Act.WELFARE_PLANNED, by=by, at=at)
    newest = subject.welfare_plans.order_by("-number").first()
    if not text.strip():
        raise Mistake("text", TEXT)
    if newest is not None and newest.text == text.strip():
        return newest
    number = newest.number if newest else 0
    if number != over:
        raise Conflict
    made = WelfarePlan.objects.create(
        case=case, subject=subject, number=number + 1, text=text.strip(), by=by, at=at
    )  # fmt: skip
    _record(Act.WELFARE_PLANNED, case, subject, by=by, at=at)
    return made


@transaction.atomic
def add_contact(
    *, reference: str, subject_id: int, told: Contact, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> WelfareContact:  # fmt: skip
    """One more contact in the log, which is only added to. The same page again (`added_with`) adds none.

    Raises SentAlready where that page said something else before, Refused, Mistake and NotThere as above.
    """
    case, subject = _theirs(reference, subject_id, Act.WELFARE_CONTACTED, by=by, at=at)
    if told.way not in ContactWay.values:
        raise Mistake("way", HOW)
    if not told.text.strip():
        raise Mistake("text", SAID)
    if told.on > timezone.localdate(at):
        raise Mistake("on", AHEAD)
    said = {"on": told.on, "way": told.way, "text": told.text.strip()}
    known = subject.welfare_contacts.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if {name: getattr(known, name) for name in said} != said:
            raise SentAlready
        return known
    made = WelfareContact.objects.create(case=case, subject=subject, by=by, at=at, added_with=added_with, **said)
    _record(Act.WELFARE_CONTACTED, case, subject, by=by, at=at)
    return made


@transaction.atomic
def note_read(*, case: Case, subject_id: int, by: User, at: datetime) -> None:
    """Whoever reads the plan and the log leaves an entry, which stands in no timeline."""
    trail.record(what=Act.WELFARE_READ, by=by, at=at, about=Thing("subject", subject_id, case.pk))


def _outside(case: Case, subject: Subject, user_id: int, on: date) -> User:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or welfare.is_inside(subject_id=subject.pk, user_id=user.pk) or not _sees(case, user, on):
        about = Thing("case", case.reference, case.pk)
        raise Refused(OUTSIDE, what=Act.WELFARE_OFFICER_NAMED, about=about)
    return user


def _sees(case: Case, user: User, on: date) -> bool:
    return sight.may_keep(case=case, user=user, on=on) and sight.sees(case=case, user=user, on=on)


def _theirs(reference: str, subject_id: int, what: Act, *, by: User, at: datetime) -> tuple[Case, Subject]:
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject = subject_of(case=case, subject_id=subject_id)
    if not welfare.reads(subject_id=subject.pk, user=by, on=timezone.localdate(at)):
        raise not_theirs(case=case, what=what)
    return case, subject


def not_theirs(*, case: Case, what: Act = Act.WELFARE_READ) -> Refused:
    """The refusal of whoever may not read or write it."""
    return Refused(NOT_YOURS, what=what, about=Thing("case", case.reference, case.pk))


def _record(what: Act, case: Case, subject: Subject, *, by: User, at: datetime) -> None:
    trail.record(what=what, by=by, at=at, about=Thing("subject", subject.pk, case.pk))
