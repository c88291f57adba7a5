"""What the tests of these pages share: the day, a unit, and somebody's browser."""

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.models import Case
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose
from tests.factories import cases, register
from tests.factories.cases import TODAY
from tests.factories.users import logged_in


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the database for the day: here it is that of the factories."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda at=None, tz=None: TODAY)


@pytest.fixture
def unit() -> Unit:
    """Where the matters of these tests are."""
    return register.unit(name="Standards")


@pytest.fixture
def browser(me: User) -> Client:
    """That of whoever acts: each file says who that is."""
    return logged_in(me)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    """A matter that they have opened in this session: a file with another says so itself."""
    made = cases.case(unit=unit)
    with_purpose(browser, made)
    return made
