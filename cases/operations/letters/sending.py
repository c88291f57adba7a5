"""Letters: opened to print, marked as sent by a person, or discarded where one is not to be sent.

Making a letter starts nothing, and nor does its release: what a letter does, it does from the day on which it was sent.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Letter, SentHow, UpdateState
from cases.operations import case_changes, clocks
from cases.operations.informing import giving
from cases.operations.letters.addressing import NOTICE
from cases.queries.letters.kinds import TELLS_OUTCOME

WAYS = [(str(way.value), str(way.label)) for way in SentHow]
IS_DISCARDED = "This letter was discarded, and is not sent. Make it anew where it is to be sent."
IS_SENT = "This letter was sent, and stays on record."
IS_SERVED = "This letter is a notice: record that it was served, or put that right, on its page of service."


class NotADay(Exception):
    """A letter was sent on a day between its making and today."""


class NotDeemed(Exception):
    """Only an email is deemed served, on the day on which it was sent or later."""


class NotSafe(Exception):
    """Nobody said that they followed how and when it is safe to reach whom it is for. Nothing is noted."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """When and how (one of `WAYS`) a letter was sent, and that it was done as is safe for whom it is for.

    `deemed_served_on`: of an email, the day on which it counts as served, as a person says.
    """

    on: date
    how: str
    was_safe: bool
    deemed_served_on: date | None = None


@transaction.atomic
def printed(*, case: Case, letter_id: int, by: User, at: datetime) -> Letter:
    """The letter, opened to print it: that leaves an entry. Raises NotThere where the matter has no such letter."""
    letter = case.letters.filter(pk=letter_id).select_related("to__identity", "subject__person", "template").first()
    if letter is None:
        raise NotThere
    about = Thing("letter", letter.pk, case.pk)
    trail.record(what=Act.LETTER_PRINTED, by=by, at=at, about=about, reason=letter.kind)
    return letter


@transaction.atomic
def sent(*, reference: str, letter_id: int, told: Sent, by: User, at: datetime) -> None:
    """Notes when and how it was sent. Said again, it is put right; of an update it stays, as the next runs from it.

    Raises NotADay, NotDeemed, NotSafe, Refused and NotThere.
    """
    if not told.was_safe:
        raise NotSafe
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = find(case=case, letter_id=letter_id)
    if letter.discarded_on:
        raise Refused(IS_DISCARDED, what=Act.CASE_CHANGED, about=Thing("letter", letter.pk, case.pk))
    if letter.kind == NOTICE and letter.template_id:
        raise Refused(IS_SERVED, what=Act.CASE_CHANGED, about=Thing("letter", letter.pk, case.pk))
    if not timezone.localdate(letter.made_at) <= told.on <= timezone.localdate(at):
        raise NotADay
    if told.deemed_served_on and (told.how != SentHow.EMAIL or told.deemed_served_on < told.on):
        raise NotDeemed
    is_sent(case=case, letter=letter, told=told, by=by, at=at)
    said = f"letter sent on {told.on:%-d %B %Y}, {dict(WAYS)[told.how].lower()}, as is safe for whom it is for"
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=Thing("letter", letter.pk, case.pk), reason=said)


def is_sent(*, case: Case, letter: Letter, told: Sent, by: Actor, at: datetime) -> None:
    """Notes it, and does what follows from it. Part of an act, on a matter that is locked."""
    before = letter.sent_on
    update = getattr(letter, "update", None)
    if update is not None and update.state == UpdateState.GIVEN:
        giving.must_be_the_same(update=update, on=told.on)
    letter.sent_on, letter.sent_how = told.on, told.how
    letter.deemed_served_on = told.deemed_served_on
    if told.how != SentHow.EMAIL:
        letter.sent_at = None
    letter.save(update_fields=["sent_on", "sent_how", "deemed_served_on", "sent_at"])
    if letter.kind in TELLS_OUTCOME:
        clocks.meet(case=case, key="outcome_notification", on=told.on, instead_of=before)
    if update is not None and update.state == UpdateState.RELEASED:
        giving.given(case=case, update=update, on=told.on, by=by, at=at)
    case_changes.save(case, ("known", "treated_as", "stage"))


@transaction.atomic
def discard(*, reference: str, letter_id: int, reason: str, by: User, at: datetime) -> None:
    """A letter that is not to be sent stays on record as discarded. Said again it changes nothing.

    One that was released to go by email is then not sent. Raises Refused where it was sent, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = find(case=case, letter_id=letter_id)
    if letter.discarded_on:
        return
    about = Thing("letter", letter.pk, case.pk)
    if letter.sent_on:
        raise Refused(IS_SENT, what=Act.LETTER_DISCARDED, about=about)
    letter.discarded_on, letter.discarded_by = timezone.localdate(at), by
    letter.discarded_because = reason.strip()
    letter.save(update_fields=["discarded_on", "discarded_by", "discarded_because"])
    update = getattr(letter, "update", None)
    if update is not None and update.state == UpdateState.RELEASED:
        giving.not_given(update=update, by=by, at=at)
    case_changes.save(case)
    trail.record(what=Act.LETTER_DISCARDED, by=by, at=at, about=about, reason=reason.strip())


def find(*, case: Case, letter_id: int) -> Letter:
    """A letter of the matter. Raises NotThere."""
    letter = case.letters.filter(pk=letter_id).select_related("to__identity", "update").first()
    if letter is None:
        raise NotThere
    return letter
