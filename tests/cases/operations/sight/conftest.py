"""Who the tests of sight are about: an investigator, whoever decides, and an officer who sees the unit's matters."""

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Subject
from cases.workforce.models import Person, Unit
from tests.factories import cases, register
from tests.factories.cases import holder
from tests.factories.standing import brought_to


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def second(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def officer(unit: Unit) -> User:
    """Somebody who sees the unit's matters, and is in the register."""
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def person(officer: User, unit: Unit) -> Person:
    return register.person(user=officer, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    made = cases.case(unit=unit)
    cases.allegation(case=made)
    return made


@pytest.fixture
def unknown(case: Case) -> Subject:
    """PC, tall, against whom one of the two allegations stands."""
    made = cases.subject(case=case, kind="partly_known", description="PC, tall, collar ending 37")
    second = made.against.get(allegation__number=2)
    brought_to(case=case, against=second, stage="severity_assessment", assessment="misconduct")
    return made
