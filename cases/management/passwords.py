"""Asking for a password at the terminal: it is never an argument, which others on the machine could read."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from cases.accounts.users import User


def ask_for_password(user: User) -> str:
    """A password good enough for this user, typed twice. Raises CommandError, saying what is wrong with it."""
    password = getpass.getpass("New password: ")
    if password != getpass.getpass("Again: "):
        raise CommandError("The two passwords differ.")
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise CommandError(" ".join(problem.messages)) from None
    return password
