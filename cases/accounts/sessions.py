"""A person's own sessions: listed, and ended one by one or all but the present one."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from cases.accounts.models import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One log-in that still works."""

    id: int
    began: datetime
    browser: str
    is_this_one: bool


def of(*, user: User, present_key: str | None) -> list[OwnSession]:
    """This person's sessions that still work, newest first. Ones that have ended are forgotten on the way."""
    living = UserSession.objects.purge_and_list(user)
    rows = sorted(living, key=lambda session: session.created_at, reverse=True)
    return [
        OwnSession(
            id=row.pk,
            began=row.created_at,
            browser=browser_in_words(row.user_agent),
            is_this_one=row.session_key == present_key,
        )
        for row in rows
    ]


@transaction.atomic
def end(*, user: User, session_id: int, at: datetime) -> bool:
    """Ends one of this person's sessions. False when it is not theirs or has already ended."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return False
    session.end()
    trail.record(what=Act.SESSIONS_ENDED, by=user, at=at, about=Thing("user", user.pk), reason="1 session")
    return True


@transaction.atomic
def end_all_but(*, user: User, present_key: str | None, by: Actor, at: datetime) -> int:
    """Ends every session of this person except the present one, and says how many."""
    others = UserSession.objects.filter(user=user).exclude(session_key=present_key or "")
    for session in others:
        session.end()
    if count := len(others):
        reason = f"{count} session{'' if count == 1 else 's'}"
        trail.record(what=Act.SESSIONS_ENDED, by=by, at=at, about=Thing("user", user.pk), reason=reason)
    return len(others)


# The first that fits wins: most browsers also name the ones they descend from.
BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


def browser_in_words(agent: str) -> str:
    """`Firefox on Windows`, as far as the browser tells: enough to recognise one's own."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "Unknown browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "an unknown system")
    return f"{browser} on {system}"
