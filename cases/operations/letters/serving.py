"""Service of a written notice of investigation, as a person records it: who served it, when, how, and to whom.

Service starts what runs from it, and typing or printing does not. Of an email the moment it was sent and the day on
which it counts as served are two things, and a person enters both: the rule that deems was not read (unconfirmed).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, Deadline, Letter, SentHow, ServedHow, ServedTo, Service
from cases.operations import case_changes, clocks
from cases.operations.intake.values import Mistake
from cases.operations.letters import sending
from cases.operations.letters.addressing import NOTICE
from cases.queries import legal_dates
from cases.queries.case_parts import RUNS

HOW = [(str(way.value), str(way.label)) for way in ServedHow]
GIVEN_TO = [(str(one.value), str(one.label)) for one in ServedTo]
NOT_SERVED = "Only a written notice of investigation that is addressed to the officer or their friend is served here."
NOT_A_DAY = "The day must be today or earlier, and not before the notice was made"
BOTH = "Enter when the email was sent, and the day on which it counts as served"
NOT_BEFORE = "The day on which it counts as served must be the day on which it was sent, or later"
WHY = "Service is recorded already. Enter why that is put right"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person says of the service. `sent_at` and `deemed_served_on` are for an email only."""

    served_on: date
    how: str
    given_to: str
    served_by: str
    sent_at: datetime | None = None
    deemed_served_on: date | None = None
    put_right_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A service as it is recorded, in plain values: what runs from it runs from `counts_from`."""

    service_id: int
    letter_id: int
    subject_id: int
    served_on: date
    how: str
    given_to: str
    counts_from: date
    is_unconfirmed: bool
    is_new: bool


@transaction.atomic
def record_service(*, reference: str, letter_id: int, told: Told, by: User, at: datetime) -> Served:
    """Records it. The very same again changes nothing; another is put right by a row after it, for a reason.

    Raises Mistake for what cannot be, Refused for what is no notice or while the matter is held, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = sending.find(case=case, letter_id=letter_id)
    about = Thing("letter", letter.pk, case.pk)
    if letter.kind != NOTICE or letter.subject_id is None or letter.discarded_on:
        raise Refused(NOT_SERVED, what=Act.NOTICE_SERVED, about=about)
    _check(letter, told, timezone.localdate(at))
    before = newest(letter=letter)
    if before is not None and _told(before) == _plain(told):
        return _served(before, is_new=False)
    if before is not None and not told.put_right_because.strip():
        raise Mistake("put_right_because", WHY)
    row = _row(case, letter, told, by, at)
    if before is not None:
        _dated_anew(case, row, before)
    case_changes.save(case)
    said = f"{row.get_how_display().lower()} on {row.served_on:%-d %B %Y}, {row.get_given_to_display().lower()}"
    reason = f"{said}; put right: {row.put_right_because}" if row.put_right_because else said
    trail.record(what=Act.NOTICE_SERVED, by=by, at=at, about=about, reason=reason)
    return _served(row, is_new=True)


def _dated_anew(case: Case, row: Service, before: Service) -> None:
    """What ran from the day that was wrong runs from the right one; what was met by it was met on the right one."""
    was, now = (one.deemed_served_on or one.served_on for one in (before, row))
    if was == now:
        return
    theirs = Deadline.objects.filter(case=case, against__subject_id=row.subject_id)
    theirs.filter(key="reg17_notice", met_on=was).update(met_on=now)
    for limit in theirs.filter(RUNS, key="rep_to_investigator", event_on=was).select_related("case", "against"):
        question = replace(legal_dates.asked_again(case=case, row=limit), on=now)
        because = f"service put right: {row.put_right_because}"[:300]
        clocks.replace_with(row=limit, question=question, because=because, at=row.at)


def newest(*, letter: Letter) -> Service | None:
    """The service that counts: the last that was recorded."""
    return letter.services.order_by("-pk").first()


def _row(case: Case, letter: Letter, told: Told, by: User, at: datetime) -> Service:
    row = Service.objects.create(
        case=case,
        letter=letter,
        subject_id=letter.subject_id or 0,
        **_plain(told),
        put_right_because=told.put_right_because.strip(),
        recorded_by=by,
        at=at,
    )
    letter.sent_on = told.served_on
    letter.sent_how = {"hand": SentHow.HAND, "post": SentHow.POST, "email": SentHow.EMAIL}[told.how]
    letter.sent_at, letter.deemed_served_on = row.sent_at, row.deemed_served_on
    letter.save(update_fields=["sent_on", "sent_how", "sent_at", "deemed_served_on"])
    return row


def _check(letter: Letter, told: Told, today: date) -> None:
    made_on = timezone.localdate(letter.made_at)
    if not made_on <= told.served_on <= today:
        raise Mistake("served_on", NOT_A_DAY)
    if told.how != ServedHow.EMAIL:
        return
    if told.sent_at is None or told.deemed_served_on is None:
        raise Mistake("deemed_served_on", BOTH)
    if timezone.localdate(told.sent_at) != told.served_on:
        raise Mistake("served_on", "The day must be the one on which the email was sent")
    if told.deemed_served_on < told.served_on:
        raise Mistake("deemed_served_on", NOT_BEFORE)


def _plain(told: Told) -> dict[str, object]:
    is_email = told.how == ServedHow.EMAIL
    return {
        "served_on": told.served_on,
        "how": told.how,
        "given_to": told.given_to,
        "served_by": told.served_by.strip(),
        "sent_at": told.sent_at if is_email else None,
        "deemed_served_on": told.deemed_served_on if is_email else None,
    }


def _told(row: Service) -> dict[str, object]:
    names = ("served_on", "how", "given_to", "served_by", "sent_at", "deemed_served_on")
    return {name: getattr(row, name) for name in names}


def _served(row: Service, *, is_new: bool) -> Served:
    return Served(
        service_id=row.pk,
        letter_id=row.letter_id,
        subject_id=row.subject_id,
        served_on=row.served_on,
        how=row.how,
        given_to=row.given_to,
        counts_from=row.deemed_served_on or row.served_on,
        is_unconfirmed=row.deemed_served_on is not None,
        is_new=is_new,
    )
