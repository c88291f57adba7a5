"""Giving a role in a unit to somebody, by what a form says of them. What can be put right in the form is a Mistake."""

from datetime import date, datetime

from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Actor
from cases.workforce import roles
from cases.workforce.models import RoleHeld, Unit


class Mistake(Exception):
    """Something in a form that its writer can put right: in which field, and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def user_of(*, email: str, field: str) -> User:
    """The user with this e-mail. Raises Mistake."""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Mistake(field, "Enter the email address of somebody who has an account")
    return found


def in_order(*, first_day: date, last_day: date | None) -> None:
    """The days in their order. Raises Mistake."""
    if last_day is not None and last_day < first_day:
        raise Mistake("last_day", "Last day must be the same as or after the first day")


def give(  # noqa: PLR0913 - a role held is these things
    *, email: str, role: str, unit: str, first_day: date, last_day: date | None, by: Actor, at: datetime
) -> RoleHeld:
    """Gives a role, in the unit of this code or in none, from today or later.

    Raises Mistake, and Refused as `roles.give` does.
    """
    user = user_of(email=email, field="email")
    where = Unit.objects.filter(code=unit).first() if unit else None
    if unit and where is None:
        raise Mistake("unit", "Choose a unit from the list")
    if first_day < timezone.localdate(at):
        raise Mistake("first_day", "First day must be today or later")
    in_order(first_day=first_day, last_day=last_day)
    return roles.give(user=user, role=Role(role), unit=where, first_day=first_day, last_day=last_day, by=by, at=at)
