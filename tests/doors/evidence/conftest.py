"""What the tests of these pages share: a matter of an investigator who has opened it, and a disk of its own."""

from pathlib import Path

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, EvidenceItem
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose
from tests.factories import cases, evidence, register
from tests.factories.cases import holder
from tests.factories.users import logged_in


@pytest.fixture
def unit() -> Unit:
    """Where the matters of these tests are."""
    return register.unit(name="Standards")


@pytest.fixture
def me(unit: Unit) -> User:
    """Who acts."""
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def browser(me: User) -> Client:
    """Theirs."""
    return logged_in(me)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    """A matter that they have opened in this session."""
    made = cases.case(unit=unit)
    with_purpose(browser, made)
    return made


@pytest.fixture
def item(case: Case, disk: Path) -> EvidenceItem:
    """An item of it."""
    return evidence.item(case=case, reference="AB/1")
