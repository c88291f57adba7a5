"""A letter that goes by email: released by a person, where the force says that it may; sent by the worker.

Whether what a matter says may leave by email at all is a setting of the force (`LETTERS_BY_EMAIL`). When the mail
server takes it is recorded apart from the day on which it counts as served, which a person says afterwards.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.registry import Explained, Ids
from cases.models import Case, Letter, SentHow
from cases.operations import case_changes
from cases.operations.letters import sending
from cases.operations.letters.sending import NotSafe, Sent

NOT_ALLOWED = "Your force does not send letters by email. Print this one, or send the file in another way."
NO_ADDRESS = "No email address is recorded for them. Record it on the page of allegations and people."
NOT_TO_BE_SENT = "This letter was sent or discarded already. Open its page again."
SUBJECT = "A letter from {force}, reference {reference}"


class MatterHeld(Explained):
    """The matter is held: its letter waits until it is not, and is tried again."""


@transaction.atomic
def release(*, reference: str, letter_id: int, was_safe: bool, by: User, at: datetime) -> None:
    """Lets it go by email. Said again it changes nothing. Raises NotSafe, Refused with what is in the way, NotThere."""
    if not was_safe:
        raise NotSafe
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = sending.find(case=case, letter_id=letter_id)
    if letter.released_at:
        return
    about = Thing("letter", letter.pk, case.pk)
    if in_the_way := obstacle(letter=letter):
        raise Refused(in_the_way, what=Act.LETTER_RELEASED, about=about)
    letter.released_by, letter.released_at = by, at
    letter.save(update_fields=["released_by", "released_at"])
    outbox.put(kind=Kind.SEND_LETTER, key=f"letter:{letter.pk}:{int(at.timestamp())}", ids={"letter": letter.pk})
    case_changes.save(case)
    trail.record(what=Act.LETTER_RELEASED, by=by, at=at, about=about, reason="by email, as is safe for whom it is for")


def obstacle(*, letter: Letter) -> str:
    """Why it cannot go by email, in a sentence; empty where it can."""
    if not settings.LETTERS_BY_EMAIL:
        return NOT_ALLOWED
    if letter.sent_on or letter.discarded_on:
        return NOT_TO_BE_SENT
    identity = letter.to.identity if letter.to else None
    return "" if identity and identity.email else NO_ADDRESS


def send(*, ids: Ids, ref: str, by: Actor, at: datetime) -> None:
    """Sends one that was released, and notes when. What was sent or discarded meanwhile is not sent.

    Raises MatterHeld, and what the mail back end raises: the outbox then tries again, with the same reference.
    """
    letter = Letter.objects.filter(pk=int(ids["letter"]), released_at__isnull=False).first()
    if letter is None or letter.sent_on or letter.discarded_on:
        return
    case = Case.objects.select_for_update().get(pk=letter.case_id)
    letter = sending.find(case=case, letter_id=letter.pk)
    if letter.sent_on or letter.discarded_on:
        return
    if case.is_frozen:
        raise MatterHeld("The matter is held.")
    if in_the_way := obstacle(letter=letter):
        _take_back(letter, in_the_way, by, at)
        return
    assert letter.to is not None
    assert letter.to.identity is not None
    subject = SUBJECT.format(force=settings.FORCE_NAME, reference=case.reference)
    headers = {"Message-ID": f"<{ref}@{urlsplit(settings.STAFF_URL).hostname}>", "X-Candour-Reference": ref}
    EmailMessage(subject=subject, body=letter.text, to=[letter.to.identity.email], headers=headers).send()
    sending.is_sent(
        case=case, letter=letter, told=Sent(on=timezone.localdate(at), how=SentHow.EMAIL, was_safe=True), by=by, at=at
    )
    Letter.objects.filter(pk=letter.pk).update(sent_at=at)
    trail.record(what=Act.LETTER_SENT, by=by, at=at, about=Thing("letter", letter.pk, case.pk))


def _take_back(letter: Letter, why: str, by: Actor, at: datetime) -> None:
    """It cannot go by email any more: it is to be sent again, in another way or once that can be."""
    letter.released_by = letter.released_at = None
    letter.save(update_fields=["released_by", "released_at"])
    about = Thing("letter", letter.pk, letter.case_id)
    trail.record(what=Act.LETTER_RELEASED, by=by, at=at, about=about, reason=f"taken back: {why}")
