"""Restrictions short of suspension: recorded with the day on which they are looked at again, and ended for a reason.

The decision to restrict is an act of the law's tables (`operations.acts.doing`): here stands what it comes to.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import STANDS, Case, Restriction, RestrictionKind, Subject
from cases.operations import case_changes
from cases.operations.case_changes import SentAlready
from cases.operations.intake import Mistake

WHICH = "Choose what is restricted"
WHAT = "Enter what is restricted"
ORDER = "Last day must be the same as or after the first day"
LOOK = "Enter the last day, or when it is looked at again"
LOOK_ORDER = "The day on which it is looked at again must be the same as or after the first day"
AHEAD = "The day on which it ended must be today or earlier"
TOO_SOON = "The day on which it ended must be {day}, its first day, or later"
WHY = "Enter why it ended"


@dataclass(frozen=True, kw_only=True)
class Restricted:
    """What is restricted, from when until when, and when it is looked at again."""

    kind: str
    what: str
    first_day: date
    last_day: date | None = None
    look_again_on: date | None = None


@transaction.atomic
def add(
    *, reference: str, subject_id: int, told: Restricted, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> Restriction:  # fmt: skip
    """One more restriction. The same page again (`added_with`) adds none.

    Raises Mistake, SentAlready where that page said something else before, Refused while the matter is held, NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject = subject_of(case=case, subject_id=subject_id)
    _check(told)
    said = {**vars(told), "what": told.what.strip(), "subject_id": subject.pk}
    known = case.restrictions.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if {name: getattr(known, name) for name in said} != said:
            raise SentAlready
        return known
    made = Restriction.objects.create(case=case, recorded_by=by, added_with=added_with, **said)
    case_changes.save(case)
    about, said_of_it = Thing("restriction", made.pk, case.pk), RestrictionKind(told.kind).label
    trail.record(what=Act.RESTRICTION_RECORDED, by=by, at=at, about=about, reason=said_of_it)
    return made


@transaction.atomic
def end(*, reference: str, restriction_id: int, on: date, because: str, by: User, at: datetime) -> None:
    """It ends, on a day that has been, for a reason. What has ended stays as it is. Raises as above."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row = case.restrictions.filter(pk=restriction_id).first()
    if row is None:
        raise NotThere
    if row.ended_on is not None:
        return
    if on > timezone.localdate(at):
        raise Mistake("on", AHEAD)
    if on < row.first_day:
        raise Mistake("on", TOO_SOON.format(day=f"{row.first_day:%-d %B %Y}"))
    if not because.strip():
        raise Mistake("because", WHY)
    row.ended_on, row.ended_because, row.ended_by = on, because.strip(), by
    row.save(update_fields=["ended_on", "ended_because", "ended_by"])
    case_changes.save(case)
    about = Thing("restriction", row.pk, case.pk)
    trail.record(what=Act.RESTRICTION_ENDED, by=by, at=at, about=about, reason=row.ended_because)


def subject_of(*, case: Case, subject_id: int) -> Subject:
    """Somebody whom it is about, and who was not added in error. Raises NotThere."""
    subject = case.subjects.filter(STANDS, pk=subject_id).first()
    if subject is None:
        raise NotThere
    return subject


def _check(told: Restricted) -> None:
    if told.kind not in RestrictionKind.values:
        raise Mistake("kind", WHICH)
    if not told.what.strip():
        raise Mistake("what", WHAT)
    if told.last_day is not None and told.last_day < told.first_day:
        raise Mistake("last_day", ORDER)
    if told.last_day is None and told.look_again_on is None:
        raise Mistake("look_again_on", LOOK)
    if told.look_again_on is not None and told.look_again_on < told.first_day:
        raise Mistake("look_again_on", LOOK_ORDER)
