"""Making users and changing what colleagues see of them."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from cases.accounts import sessions
from cases.accounts.models import User

__all__ = ["User", "add", "remove_second_factor", "rename"]


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
