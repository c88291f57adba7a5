"""Letters: opened to print, and marked as sent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, Letter
from cases.operations import case_changes, clocks
from cases.operations.letters import OUTCOME_OF_A_CALL

# Letters by which the outcome is told. What they say was decided by the act that left them to be sent.
TELLS_OUTCOME = {OUTCOME_OF_A_CALL}


WAYS = [("post", "By post"), ("email", "By email"), ("other", "In another way")]


class NotADay(Exception):
    """A letter was sent on a day between its making and today."""


class NotSafe(Exception):
    """Nobody said that they followed how and when it is safe to reach whom it is for. Nothing is noted."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """When and how (one of `WAYS`) a letter was sent, and that it was done as is safe for whom it is for."""

    on: date
    how: str
    was_safe: bool


@transaction.atomic
def printed(*, case: Case, letter_id: int, by: User, at: datetime) -> Letter:
    """The letter, opened to print it: that leaves an entry. Raises NotThere where the matter has no such letter."""
    letter = case.letters.filter(pk=letter_id).select_related("to__identity").first()
    if letter is None:
        raise NotThere
    about = Thing("letter", letter.pk, case.pk)
    trail.record(what=Act.LETTER_PRINTED, by=by, at=at, about=about, reason=letter.kind)
    return letter


@transaction.atomic
def sent(*, reference: str, letter_id: int, told: Sent, by: User, at: datetime) -> None:
    """Notes when and how it was sent. Said again, it is put right. Raises NotADay, NotSafe, Refused and NotThere."""
    if not told.was_safe:
        raise NotSafe
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = case.letters.filter(pk=letter_id).first()
    if letter is None:
        raise NotThere
    if not timezone.localdate(letter.made_at) <= told.on <= timezone.localdate(at):
        raise NotADay
    before = letter.sent_on
    letter.sent_on = told.on
    letter.save(update_fields=["sent_on"])
    if letter.kind in TELLS_OUTCOME:
        clocks.meet(case=case, key="outcome_notification", on=told.on, instead_of=before)
    case_changes.save(case)
    said = f"letter sent on {told.on:%-d %B %Y}, {dict(WAYS)[told.how].lower()}, as is safe for whom it is for"
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=Thing("letter", letter.pk, case.pk), reason=said)
