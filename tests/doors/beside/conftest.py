"""What the tests of these pages share: the day, a unit, an officer whom a matter is about."""

from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Subject
from cases.web.fields import BOXES
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.acts.working import conduct_matter
from tests.doors.looking import with_purpose
from tests.factories import register
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the database for the day: here it is that of the factories."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda at=None, tz=None: TODAY)


@pytest.fixture
def unit() -> Unit:
    return register.unit(name="Standards")


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    return conduct_matter(unit)


@pytest.fixture
def subject(case: Case) -> Subject:
    return case.subjects.get()


@pytest.fixture
def browser(me: User, case: Case) -> Client:
    return of(me, case)


def of(somebody: User, case: Case) -> Client:
    """Their browser, in which they opened the matter."""
    client = logged_in(somebody)
    with_purpose(client, case)
    return client


def person_at(case: Case, more: str = "") -> str:
    """The address of whom it is about."""
    return f"/cases/{case.reference}/people/{address_of(case.subjects.get().pk)}/{more}"


def beside_at(case: Case, more: str = "") -> str:
    """The address of what runs beside it."""
    return f"/cases/{case.reference}/beside/{more}"


def day(name: str, of_it: Any) -> dict[str, str]:
    """A day as a form sends it."""
    return {f"{name}_{box}": str(getattr(of_it, box)) for box in BOXES}
