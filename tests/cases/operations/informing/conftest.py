"""What these tests share: somebody to whom updates are delegated, and a matter in which one is due."""

from datetime import timedelta

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Party
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder


@pytest.fixture
def unit() -> Unit:
    return register.unit(name="Standards")


@pytest.fixture
def me(unit: Unit) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    for act in ("give_update", "withhold_update"):
        register.delegation(act, to_user=made)
    return made


@pytest.fixture
def case(unit: Unit, me: User) -> Case:
    came = TODAY - timedelta(days=25)
    made = cases.case(
        unit=unit, owner=me, stage="investigating", complaint_made_on=came, came_to_attention_on=came, received_on=came
    )
    cases.party(
        case=made, name="Ada Example", email="ada@post.example", phone="07700 900123", safe_contact="Mornings only"
    )
    cases.deadline(case=made, key="progress_update", event_on=came, work_to=TODAY + timedelta(days=3))
    return made


@pytest.fixture
def ada(case: Case) -> Party:
    return case.parties.get(role="complainant")
