"""Making users and changing what colleagues see of them."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from cases.accounts import sessions
from cases.accounts.models import User

__all__ = ["User", "add", "remove_second_factor", "rename", "renew_second_factors"]

# Where allauth keeps an encrypted secret: of an app, and of recovery codes.
SECRETS = ("secret", "seed")


def add(*, email: str, name: str, password: str | None, is_demo: bool = False) -> User:
    """A new user. Raises IntegrityError when the e-mail, whatever its capitals, is taken."""
    return User.objects.create_user(email=email, name=name, password=password, is_demo=is_demo)


def rename(*, user: User, name: str) -> None:
    """Changes the name that colleagues see."""
    user.name = name.strip()
    user.save(update_fields=["name"])


@transaction.atomic
def remove_second_factor(*, email: str) -> User:
    """Forgets every authenticator and passkey of a user and ends their sessions. Raises User.DoesNotExist."""
    user = User.objects.get_by_natural_key(email)
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all_but(user=user, present_key=None)
    return user


@transaction.atomic
def renew_second_factors() -> tuple[int, int]:
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
    return renewed, lost
