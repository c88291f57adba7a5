"""What these tests share: an investigator, and a matter with a complainant and an officer whom it is about."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Subject
from cases.operations.letters import knowing
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder


@pytest.fixture
def unit() -> Unit:
    return register.unit(name="Standards")


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    came = TODAY - timedelta(days=20)
    made = cases.case(unit=unit, stage="investigating", came_to_attention_on=came, received_on=came)
    made.allegations.update(standards=["authority_respect_and_courtesy"])
    cases.party(case=made, name="Ada Example", email="ada@post.example", address="1 High Street\nEX1 1AA")
    cases.subject(case=made, person=register.person(surname="Sample", forenames="Sam", collar="S37"))
    return made


@pytest.fixture
def subject(case: Case) -> Subject:
    return case.subjects.get()


@pytest.fixture
def knows(case: Case, me: User) -> Callable[[Subject], None]:
    """Has it recorded that somebody knows of the matter."""

    def recorded(subject: Subject) -> None:
        knowing.record(
            reference=case.reference,
            subject_id=subject.pk,
            on=TODAY - timedelta(days=3),
            how="Told by the investigator",
            by=me,
            at=AT,
        )

    return recorded
