"""The second factor: whether somebody has one, and whether THIS session has proved it.

Having one is not enough: a session that somebody began with a stolen password, before the owner set up a second factor,
must not go on without it. So every session proves it, and setting one up ends all the others.
"""

from datetime import datetime
from enum import Enum
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest

from cases.accounts import sessions
from cases.accounts.models import User

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Standing(Enum):
    """How a session stands."""

    NOT_NEEDED = "a demo user without one, where demo data is allowed"
    TO_SET_UP = "has none and must set one up first"
    TO_PROVE = "has one, and this session has yet to prove it"
    PROVEN = "has one, and this session has proved it"


def standing(*, request: HttpRequest, user: User) -> Standing:
    """How this request's session stands with the second factor."""
    carried: list[str] | None = getattr(user, "carried_factors", None)
    if kinds_of(user=user) if carried is None else carried:
        return Standing.PROVEN if _proved(request, user) else Standing.TO_PROVE
    excused = user.is_demo and settings.DEMO_ALLOWED
    return Standing.TO_SET_UP if settings.SECOND_FACTOR_REQUIRED and not excused else Standing.NOT_NEEDED


def carrying(users: QuerySet[User]) -> QuerySet[User, Any]:
    """The same users, each carrying what `standing` wants: a page asks it with the user, and not once more."""
    kinds = Authenticator.objects.filter(user=OuterRef("pk"), type__in=PROOFS).values("type")
    return users.annotate(carried_factors=ArraySubquery(kinds))


def kinds_of(*, user: User) -> set[str]:
    """Which kinds of second factor the user has, recovery codes left out: they stand in for one."""
    return set(Authenticator.objects.filter(user=user, type__in=PROOFS).values_list("type", flat=True))


def _proved(request: HttpRequest, user: User) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


@receiver(authenticator_added)
def after_setting_one_up(*, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Allauth's word that a factor was added here and just now: this session has proved it, and all others end."""
    if authenticator.type not in PROOFS:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    at: datetime = request.at  # type: ignore[attr-defined]
    sessions.end_all_but(user=user, present_key=request.session.session_key, by=user, at=at)
