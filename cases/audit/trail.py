"""The one way into the trail, and out of it.

`record` writes in the caller's transaction: an act and its entry are kept together or not at all. `refused` writes in
a transaction of its own, after the refused act has been undone. Nothing changes or removes an entry.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog
from django.db import connection, transaction
from django.db.models import Q

from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.models import AnonymousFailures, Entry, Outcome

LONDON = ZoneInfo("Europe/London")
ADD = (
    "INSERT INTO audit_entry (what, outcome, who, at, thing, key, case_id, reason, request_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


class Thing(NamedTuple):
    """What an act was about: a kind of thing and which one, such as `user` 12.

    Of a matter, or anything that belongs to one, the matter too (`case_id`): its entries are for those who may see it.
    """

    kind: str
    key: str | int
    case_id: int | None = None


class Refused(Exception):
    """An act that is refused. Raised inside a transaction, which is then undone; the door records it after that.

    The sentence is for the person who asked, and says what to do instead.
    """

    def __init__(self, sentence: str, *, what: Act, about: Thing, reason: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.what = what
        self.about = about
        self.reason = reason


def record(*, what: Act, by: Actor, at: datetime, about: Thing, reason: str = "") -> None:
    """Writes the entry of an act that is done, in the caller's transaction.

    Raises RuntimeError outside one: an entry must not survive an act that was undone, nor the act its entry.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("trail.record belongs inside the transaction of the act that it records.")
    _write(outcome=Outcome.DONE, what=what, by=by, at=at, about=about, reason=reason)


def refused(*, what: Act, by: Actor, at: datetime, about: Thing, reason: str = "") -> None:
    """Writes the entry of an act that was refused or failed, in a transaction of its own.

    Raises RuntimeError inside another transaction: that one would be undone, and the entry with it.
    """
    with transaction.atomic(durable=True):
        _write(outcome=Outcome.REFUSED, what=what, by=by, at=at, about=about, reason=reason)


def _write(*, outcome: Outcome, what: Act, by: Actor, at: datetime, about: Thing, reason: str) -> None:
    # By hand, because every write pays for this one: through the ORM it costs twice as much.
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    about_what = [about.kind, str(about.key), about.case_id]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [what, outcome, by.principal, at, *about_what, reason, request_id])


def count_anonymous_failure(*, what: Act, at: datetime) -> None:
    """Counts a failure of somebody we do not know, by the hour. Whoever tries for ever fills one row an hour."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_anonymousfailures AS counted (hour, what, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (hour, what) DO UPDATE SET count = counted.count + 1",
            [at.replace(minute=0, second=0, microsecond=0), what],
        )


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries somebody wants to see. Everything left empty is not asked."""

    what: str = ""
    outcome: str = ""
    who: str = ""
    thing: str = ""
    key: str = ""
    request_id: str = ""
    first_day: date | None = None
    last_day: date | None = None
    before: int | None = None


def find(*, wanted: Wanted, most: int, visible: Q | None = None) -> list[Entry]:
    """The newest entries of that kind, at most so many. Days are Europe/London, by the database's own time.

    `visible` is which entries whoever asks may see at all, where not all of them: those of a matter are for those who
    may see the matter.
    """
    asked = {
        name: getattr(wanted, name)
        for name in ("what", "outcome", "who", "thing", "key", "request_id")
        if getattr(wanted, name)
    }
    found = Entry.objects.filter(visible or Q(), **asked)
    if wanted.first_day:
        found = found.filter(recorded_at__gte=_beginning(wanted.first_day))
    if wanted.last_day:
        found = found.filter(recorded_at__lt=_beginning(wanted.last_day + timedelta(days=1)))
    if wanted.before:
        found = found.filter(id__lt=wanted.before)
    return list(found.order_by("-id")[:most])


@dataclass(frozen=True, kw_only=True)
class Among:
    """Which entries of a matter somebody wants: of these acts or of none of those, by people or by none of them."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    by_people: bool | None = None
    before: int | None = None
    # Entries that whoever asks may not know of.
    unknown: Q = field(default_factory=Q)


def of_case(*, case_id: int, among: Among, most: int) -> list[Entry]:
    """The newest entries of a matter, at most so many. Whether somebody may see the matter is asked elsewhere."""
    found = Entry.objects.filter(~among.unknown, case_id=case_id).exclude(what__in=among.without)
    if among.only:
        found = found.filter(what__in=among.only)
    if among.by_people is not None:
        people = Q(who__startswith="user:")
        found = found.filter(people if among.by_people else ~people)
    if among.before:
        found = found.filter(id__lt=among.before)
    return list(found.order_by("-id")[:most])


def anonymous_failures(*, since: datetime) -> list[AnonymousFailures]:
    """What nobody we know failed at, by the hour, newest first."""
    return list(AnonymousFailures.objects.filter(hour__gte=since).order_by("-hour", "what"))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)
