"""Making users and changing what colleagues see of them. Each act leaves its entry in the trail."""

from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from cases.accounts import sessions
from cases.accounts.models import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing

__all__ = [
    "NameTaken",
    "User",
    "about",
    "add",
    "remove_second_factor",
    "rename",
    "renew_second_factors",
    "set_password",
]

# Where allauth keeps an encrypted secret: of an app, and of recovery codes.
SECRETS = ("secret", "seed")


class NameTaken(Exception):
    """Another account in use has this name."""


def about(user: User) -> Thing:
    """A user as the trail names them."""
    return Thing("user", user.pk)


@transaction.atomic
def add(*, email: str, name: str, password: str | None, by: Actor, at: datetime, is_demo: bool = False) -> User:
    """A new user. Raises IntegrityError when the e-mail, whatever its capitals, is taken."""
    user = User.objects.create_user(email=email, name=name, password=password, is_demo=is_demo)
    trail.record(what=Act.USER_ADDED, by=by, at=at, about=about(user))
    return user


@transaction.atomic
def rename(*, user: User, name: str, by: Actor, at: datetime) -> None:
    """Changes the name that colleagues see; the entry keeps the one before, because old entries now show the new one.

    Raises NameTaken for a name that another account in use has: whoever bore it too could act in that name.
    """
    name, before = name.strip(), user.name
    if User.objects.filter(name__iexact=name, is_active=True).exclude(pk=user.pk).exists():
        raise NameTaken
    user.name = name
    user.save(update_fields=["name"])
    trail.record(what=Act.USER_RENAMED, by=by, at=at, about=about(user), reason=f"was {before}")


@transaction.atomic
def set_password(*, email: str, password: str, by: Actor, at: datetime) -> User:
    """Gives a user another password and ends their sessions. Raises User.DoesNotExist."""
    user = User.objects.get_by_natural_key(email)
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record(what=Act.PASSWORD_CHANGED, by=by, at=at, about=about(user))
    sessions.end_all_but(user=user, present_key=None, by=by, at=at)
    return user


@transaction.atomic
def remove_second_factor(*, email: str, by: Actor, at: datetime) -> User:
    """Forgets every authenticator and passkey of a user and ends their sessions. Raises User.DoesNotExist."""
    user = User.objects.get_by_natural_key(email)
    Authenticator.objects.filter(user=user).delete()
    trail.record(what=Act.SECOND_FACTOR_REMOVED, by=by, at=at, about=about(user), reason="all of them")
    sessions.end_all_but(user=user, present_key=None, by=by, at=at)
    return user


@transaction.atomic
def renew_second_factors(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Puts every stored secret under the present SECRET_KEY. Safe to repeat.

    Returns how many were renewed, and how many cannot be read any more because their key is gone.
    """
    renewed = lost = 0
    for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        name = next((name for name in SECRETS if name in factor.data), None)
        if name is None:
            continue
        try:
            factor.data[name] = get_adapter().renewed(factor.data[name])
        except InvalidToken:
            lost += 1
            continue
        factor.save(update_fields=["data"])
        renewed += 1
    said = f"{renewed} renewed, {lost} cannot be read"
    trail.record(what=Act.SECOND_FACTORS_RENEWED, by=by, at=at, about=Thing("secret_key", "present"), reason=said)
    return renewed, lost
