"""Whether somebody whom a matter is about knows of it: since when, how that came, and who recorded it.

Until that is recorded nothing can be addressed to them, to their police friend or to their line manager. Taking it back
is possible while no letter to them stands: PostgreSQL holds letters to the day.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Subject
from cases.operations import case_changes
from cases.operations.intake.values import Mistake

LETTERS_STAND = (
    "Letters to them, or about them to their friend or line manager, stand. Discard those first; what was sent stays."
)
NOT_A_DAY = "The day must be today or earlier, and not before the matter came to attention or what happened in it began"
SAME_DAY_OR_EARLIER = "A letter to them was made on {day}: since then, at the latest, they know"


@transaction.atomic
def record(*, reference: str, subject_id: int, on: date, how: str, by: User, at: datetime) -> None:
    """They know of it, since that day. Said again with another day it is put right, and letters to them follow.

    Raises Mistake for a day that cannot be, Refused while the matter is held, and NotThere.
    """
    case, subject = _to_change(reference, subject_id, by, at)
    said = how.strip()
    if (subject.aware_on, subject.aware_how) == (on, said):
        return
    _check(case, subject, on, timezone.localdate(at))
    subject.aware_on, subject.aware_how, subject.aware_recorded_by = on, said, by
    _save(case, subject, by, at, f"they know of it since {on:%-d %B %Y}")


@transaction.atomic
def take_back(*, reference: str, subject_id: int, by: User, at: datetime) -> None:
    """It was recorded in error: they do not know. Raises Refused while letters to them stand, and NotThere."""
    case, subject = _to_change(reference, subject_id, by, at)
    if subject.aware_on is None:
        return
    if subject.letters.filter(discarded_on__isnull=True).exists():
        about = Thing("subject", subject.pk, case.pk)
        raise Refused(LETTERS_STAND, what=Act.AWARENESS_RECORDED, about=about)
    subject.aware_on, subject.aware_how, subject.aware_recorded_by = None, "", None
    _save(case, subject, by, at, "recorded in error: they do not know of it")


def _to_change(reference: str, subject_id: int, by: User, at: datetime) -> tuple[Case, Subject]:
    case = case_changes.to_change(reference=reference, by=by, at=at)
    subject = case.subjects.filter(pk=subject_id, person__isnull=False, withdrawn_on__isnull=True).first()
    if subject is None:
        raise NotThere
    return case, subject


def _check(case: Case, subject: Subject, on: date, today: date) -> None:
    """Nobody knows of a matter before there is anything to know, nor later than a letter to them."""
    begun = min(day for day in (case.came_to_attention_on, case.received_on, case.behaviour_from) if day)
    if not begun <= on <= today:
        raise Mistake("on", NOT_A_DAY)
    first = subject.letters.filter(discarded_on__isnull=True).order_by("made_at").first()
    if first is not None and on > timezone.localdate(first.made_at):
        raise Mistake("on", SAME_DAY_OR_EARLIER.format(day=f"{timezone.localdate(first.made_at):%-d %B %Y}"))


def _save(case: Case, subject: Subject, by: User, at: datetime, said: str) -> None:
    subject.save(update_fields=["aware_on", "aware_how", "aware_recorded_by"])
    case_changes.save(case)
    about = Thing("subject", subject.pk, case.pk)
    trail.record(what=Act.AWARENESS_RECORDED, by=by, at=at, about=about, reason=said)
