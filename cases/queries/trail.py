"""What an auditor sees of the trail: entries with the names of the people in them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases import access
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import NOBODY
from cases.audit.acts import ABOUT, Act
from cases.audit.trail import Wanted
from cases.queries import known_walls
from cases.queries.beside import links
from cases.queries.names import names_of

# What is decided about somebody's sight of a matter is not for them to read while they still see the matter.
PAGE = 50
COUNTED_DAYS = 7
# An act and the database's being told of it are a moment apart. Further apart, and both times are worth a look.
A_MOMENT = timedelta(minutes=1)

# What somebody types here is kept: nothing but what the trail itself could have written.
PRINCIPAL = re.compile(r"nobody|(user|job|command):[\w.]{1,90}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in words. The principal, the thing and the request are what other entries can be followed by."""

    number: int
    at: datetime
    recorded_at: datetime
    what: str
    was_refused: bool
    who: str
    principal: str
    thing: str
    key: str
    about: str
    reason: str
    request_id: str

    @property
    def times_differ(self) -> bool:
        """Whether the act's own time and the database's are too far apart to show only one."""
        return abs(self.recorded_at - self.at) > A_MOMENT


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some entries, newest first, and where older ones begin, if there are any.

    With them what the person and the object that were asked for are called.
    """

    lines: list[Line]
    older_than: int | None
    who: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Hour:
    """How often nobody we know failed at something, within one hour."""

    begins: datetime
    ends: datetime
    what: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Every hour with failures of people we do not know, newest first, between two moments."""

    since: datetime
    until: datetime
    rows: list[Hour]


def entries(*, wanted: Wanted, by: User, at: datetime) -> Page:
    """A page of entries for this auditor. That they were read is an entry itself: who looks is looked at."""
    found = trail.find(wanted=wanted, most=PAGE + 1, visible=_may_see(by=by, on=timezone.localdate(at)))
    shown, asked_about = found[:PAGE], f"{wanted.thing}:{wanted.key}"
    names = names_of({wanted.who, asked_about, *(name for entry in shown for name in _in(entry))})
    lines = [
        Line(
            number=entry.pk,
            at=entry.at,
            recorded_at=entry.recorded_at,
            what=in_words(entry.what),
            was_refused=entry.outcome == "refused",
            who=_called(entry.who, names),
            principal=entry.who,
            thing=entry.thing,
            key=entry.key,
            about=_called(f"{entry.thing}:{entry.key}", names),
            reason=entry.reason,
            request_id=entry.request_id,
        )
        for entry in shown
    ]
    trail.record(what=Act.TRAIL_READ, by=by, at=at, about=trail.Thing("trail", "entries"), reason=_asked(wanted))
    return Page(
        lines=lines,
        older_than=shown[-1].pk if len(found) > PAGE else None,
        who=_called(wanted.who, names),
        about=_called(asked_about, names),
    )


def counted(*, by: User, at: datetime) -> Counted:
    """Failures of the last seven days by people we do not know, by the hour. Reading them leaves an entry too."""
    since = (at - timedelta(days=COUNTED_DAYS)).replace(minute=0, second=0, microsecond=0)
    rows = [
        Hour(begins=row.hour, ends=row.hour + timedelta(hours=1), what=in_words(row.what), count=row.count)
        for row in trail.anonymous_failures(since=since)
    ]
    trail.record(what=Act.TRAIL_READ, by=by, at=at, about=trail.Thing("trail", "strangers"))
    return Counted(since=since, until=at, rows=rows)


def in_words(what: str) -> str:
    """The act in words; its stored name for one that this version no longer knows."""
    return ABOUT[Act(what)] if what in set(Act) else what


def principal_of(*, email: str) -> str | None:
    """The principal of the user with this e-mail, or None."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return None if user is None else user.principal


def is_principal(text: str) -> bool:
    """Whether the trail could have written this: a kind of actor and which one, or nobody."""
    return PRINCIPAL.fullmatch(text) is not None


def _may_see(*, by: User, on: date) -> Q:
    """Entries of no matter, and those of matters that they may see.

    But for what is decided about their own sight, and for links to matters that they may not see.

    That somebody asked for a matter in vain is shown of every reference alike: shown only of those that are none, it
    would tell which of them are some.
    """
    reader = access.reader(user=by, on=on)
    for_all = Q(case_id__isnull=True) | Q(what=Act.CASE_NOT_THERE)
    if not access.sees_any(reader=reader):
        return for_all
    seen = access.visible_to(reader=reader).filter(pk=OuterRef("case_id"))
    unknown = known_walls.entries_unknown(reader=reader) | links.entries_unknown(reader=reader)
    return for_all | Q(Exists(seen)) & ~unknown


def _in(entry: Any) -> tuple[str, str]:
    return entry.who, f"{entry.thing}:{entry.key}"


def _called(principal: str, names: dict[str, str]) -> str:
    if principal == NOBODY.principal:
        return "Nobody we know"
    return names.get(principal) or principal.replace(":", " ", 1).replace("_", " ").strip()


def _asked(wanted: Wanted) -> str:
    asked = {name: value for name, value in vars(wanted).items() if value}
    return ", ".join(f"{name}={value}" for name, value in asked.items())
