"""Making users and changing what colleagues see of them."""

from cases.accounts.models import User

__all__ = ["User", "add", "rename"]


def add(*, email: str, name: str, password: str | None, is_demo: bool = False) -> User:
    """A new user. Raises IntegrityError when the e-mail, whatever its capitals, is taken."""
    return User.objects.create_user(email=email, name=name, password=password, is_demo=is_demo)


def rename(*, user: User, name: str) -> None:
    """Changes the name that colleagues see."""
    user.name = name.strip()
    user.save(update_fields=["name"])
