"""Writing whom a matter is about, and whom that denies the matter.

Parts of acts: each stands inside the transaction of the act that it belongs to, on a matter that is locked.
"""

import uuid
from datetime import datetime

from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, Subject, SubjectAllegation, SubjectKind
from cases.operations import case_changes, reading, wall_questions
from cases.operations.intake.values import Concerned
from cases.workforce.people import posting_of

UNIDENTIFIED = (SubjectKind.PARTLY_KNOWN, SubjectKind.UNIDENTIFIED)


def add(*, case: Case, concerned: Concerned, by: User, at: datetime, added_with: uuid.UUID | None = None) -> Subject:
    """One more subject, with the allegations of these numbers against it; none named: all."""
    on = timezone.localdate(at)
    subject = Subject(
        case=case,
        kind=concerned.kind,
        person_id=concerned.person_id,
        person_kind=_person_kind(concerned.person_id, at),
        description=concerned.description,
        added_on=on,
        added_with=added_with,
    )
    subject.save(force_insert=True)
    numbers = concerned.allegations
    against = case.allegations.filter(number__in=numbers) if numbers else case.allegations.all()
    SubjectAllegation.objects.bulk_create(
        SubjectAllegation(case=case, subject=subject, allegation=each) for each in against
    )
    if concerned.person_id:
        reading.deny_concerned(case=case, person_id=concerned.person_id, on=on)
    case_changes.save(case)
    _noted(case, subject, Act.SUBJECT_ADDED, SubjectKind(concerned.kind).label, by=by, at=at)
    return subject


def identify(*, case: Case, subject: Subject, person_id: int, by: User, at: datetime) -> Subject:
    """The same subject becomes this person of the register: its allegations stay, and where they stand.

    What else is asked about who it might be has become pointless.
    """
    before = SubjectKind(subject.kind).label
    wall_questions.close(subject=subject, why="they have been identified", by=by, at=at)
    subject.kind, subject.person_id = SubjectKind.PERSON, person_id
    subject.person_kind = _person_kind(person_id, at)
    subject.save(update_fields=["kind", "person", "person_kind"])
    reading.deny_concerned(case=case, person_id=person_id, on=timezone.localdate(at))
    case_changes.save(case)
    _noted(case, subject, Act.SUBJECT_IDENTIFIED, f"until now: {before}", by=by, at=at)
    return subject


def _person_kind(person_id: int | None, at: datetime) -> str:
    posting = posting_of(person_id=person_id, on=timezone.localdate(at)) if person_id else None
    return posting.kind if posting else ""


def _noted(case: Case, subject: Subject, what: Act, reason: str, *, by: User, at: datetime) -> None:
    trail.record(what=what, by=by, at=at, about=Thing("subject", subject.pk, case.pk), reason=reason)
