"""What an auditor sees of the trail: entries with the names of the people in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.accounts.users import User, about
from cases.audit import trail
from cases.audit.acts import ABOUT, Act
from cases.audit.trail import Wanted

PAGE = 50
COUNTED_DAYS = 7


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


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some entries, newest first, and where older ones begin, if there are any."""

    lines: list[Line]
    older_than: int | None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often nobody we know failed at something, within one hour."""

    hour: datetime
    what: str
    count: int


def entries(*, wanted: Wanted, by: User, at: datetime) -> Page:
    """A page of entries for this auditor. That they were read is an entry itself: who looks is looked at."""
    found = trail.find(wanted=wanted, most=PAGE + 1)
    shown, names = found[:PAGE], _names(found[:PAGE])
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
    trail.record(what=Act.TRAIL_READ, by=by, at=at, about=trail.Thing("trail", "page"), reason=_asked(wanted))
    return Page(lines=lines, older_than=shown[-1].pk if len(found) > PAGE else None)


def counted(*, at: datetime) -> list[Counted]:
    """Failures of the last seven days by people we do not know, by the hour."""
    rows = trail.anonymous_failures(since=at - timedelta(days=COUNTED_DAYS))
    return [Counted(hour=row.hour, what=in_words(row.what), count=row.count) for row in rows]


def in_words(what: str) -> str:
    """The act in words; its stored name for one that this version no longer knows."""
    return ABOUT[Act(what)] if what in set(Act) else what


def principal_of(*, email: str) -> str | None:
    """The principal of the user with this e-mail, or None."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return None if user is None else user.principal


def _names(found: Iterable[object]) -> dict[str, str]:
    keys = {name for entry in found for name in (entry.who, f"{entry.thing}:{entry.key}")}  # type: ignore[attr-defined]
    numbers = [int(name.removeprefix("user:")) for name in keys if name.removeprefix("user:").isdecimal()]
    return {":".join(map(str, about(user))): user.name for user in User.objects.filter(pk__in=numbers)}


def _called(principal: str, names: dict[str, str]) -> str:
    kind, _, key = principal.partition(":")
    return names.get(principal) or (f"{kind} {key}".replace("_", " ").strip() if key else "Nobody we know")


def _asked(wanted: Wanted) -> str:
    asked = {name: value for name, value in vars(wanted).items() if value}
    return ", ".join(f"{name}={value}" for name, value in asked.items())
