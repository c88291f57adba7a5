"""People to test with. Their roles began long ago, unless a test says otherwise."""

from datetime import date
from itertools import count

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from cases.accounts import users
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.workforce import roles
from tests.factories.acts import AT, BY

PASSWORD = "correct horse battery staple"
# Nobody is an administrator and sees matters too.
MOST_ROLES = [role for role in Role if role is not Role.ADMINISTRATOR]
LONG_AGO = date(2020, 2, 1)
_numbers = count(1)


def user(*held: Role, with_second_factor: bool = True, is_demo: bool = False, email: str = "") -> User:
    """A user who holds these roles and, unless told not to, has an authenticator app."""
    number = next(_numbers)
    made = users.add(
        email=email or f"person{number}@force.example",
        name=f"Person {number}",
        password=PASSWORD,
        is_demo=is_demo,
        by=BY,
        at=AT,
    )
    for role in held:
        roles.give(user=made, role=role, first_day=LONG_AGO, by=BY, at=AT)
    if with_second_factor:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return made


def logged_in(somebody: User, *, enforce_csrf_checks: bool = False, raise_request_exception: bool = True) -> Client:
    """A browser in which this person is logged in and has proved their second factor, if they have one."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks, raise_request_exception=raise_request_exception)
    client.force_login(somebody)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(somebody.pk)
    session.save()
    return client
