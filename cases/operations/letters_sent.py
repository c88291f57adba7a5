"""Letters: opened to print, and marked as sent."""

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


class NotADay(Exception):
    """A letter was sent on a day between its making and today."""


@transaction.atomic
def printed(*, case: Case, letter_id: int, by: User, at: datetime) -> Letter:
    """The letter, opened to print it: that leaves an entry. Raises NotThere where the matter has no such letter."""
    letter = case.letters.filter(pk=letter_id).select_related("to").first()
    if letter is None:
        raise NotThere
    about = Thing("letter", letter.pk, case.pk)
    trail.record(what=Act.LETTER_PRINTED, by=by, at=at, about=about, reason=letter.kind)
    return letter


@transaction.atomic
def sent(*, reference: str, letter_id: int, on: date, by: User, at: datetime) -> None:
    """Notes on which day it was sent. Said again, the day is put right. Raises NotADay, Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = case.letters.filter(pk=letter_id).first()
    if letter is None:
        raise NotThere
    if not timezone.localdate(letter.made_at) <= on <= timezone.localdate(at):
        raise NotADay
    letter.sent_on = on
    letter.save(update_fields=["sent_on"])
    if letter.kind in TELLS_OUTCOME:
        clocks.meet(case=case, key="outcome_notification", on=on)
    case_changes.save(case)
    said = f"letter sent on {on:%-d %B %Y}"
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=Thing("letter", letter.pk, case.pk), reason=said)
