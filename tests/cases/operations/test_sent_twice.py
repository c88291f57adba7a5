"""A form that is sent twice, by a double click, the back button or from two tabs, adds once."""

import uuid
from functools import partial
from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.models import Case, Subject
from cases.operations import case_changes, subjects, walls
from cases.operations.case_changes import SentAlready
from cases.operations.intake.values import Alleged, Concerned, Named
from cases.operations.walls import Choice
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import holder
from tests.factories.races import race
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
PAGE = uuid.UUID("0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a")


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    return cases.case(unit=unit)


def add_party(case: Case, by: User, name: str = "Ada Example", page: uuid.UUID | None = PAGE) -> Any:
    named = Named(role="witness", name=name)
    return case_changes.add_party(reference=case.reference, named=named, by=by, at=AT, added_with=page)


def add_allegation(case: Case, by: User, name: str = "Rude", page: uuid.UUID | None = PAGE) -> Any:
    alleged = Alleged(category="H", summary=name, standards=("use_of_force",))
    return case_changes.add_allegation(reference=case.reference, alleged=alleged, by=by, at=AT, added_with=page)


def add_unknown(case: Case, by: User, name: str = "PC, tall", page: uuid.UUID | None = PAGE) -> Any:
    concerned = Concerned(kind="partly_known", description=name)
    return subjects.add(reference=case.reference, concerned=concerned, by=by, at=AT, added_with=page).subject


ADDING = [
    pytest.param(add_party, "parties", id="party"),
    pytest.param(add_allegation, "allegations", id="allegation"),
    pytest.param(add_unknown, "subjects", id="subject"),
]


@pytest.mark.parametrize(("adds", "rows"), ADDING)
def test_the_same_form_twice_adds_once(case: Case, me: User, adds: Any, rows: str) -> None:
    before = getattr(case, rows).count()
    assert adds(case, me) == adds(case, me)
    assert getattr(case, rows).count() == before + 1
    assert Case.objects.get().version == 2
    assert len(said(Act.PARTY_ADDED, Act.ALLEGATION_ADDED, Act.SUBJECT_ADDED)) == 1


@pytest.mark.parametrize(("adds", "rows"), ADDING)
def test_the_same_form_with_something_else_in_it_is_asked_about(case: Case, me: User, adds: Any, rows: str) -> None:
    adds(case, me)
    with pytest.raises(SentAlready):
        adds(case, me, name="Another")
    before = getattr(case, rows).count()
    adds(case, me, name="Another", page=uuid.uuid4())
    assert getattr(case, rows).count() == before + 1


@pytest.mark.parametrize(("adds", "rows"), ADDING)
def test_two_forms_and_two_matters_add_two(case: Case, unit: Unit, me: User, adds: Any, rows: str) -> None:
    other = cases.case(unit=unit)
    before = getattr(case, rows).count()
    for page in (PAGE, uuid.uuid4(), None, None):
        adds(case, me, page=page)
    adds(other, me)
    assert getattr(case, rows).count() == before + 4
    assert getattr(other, rows).filter(added_with=PAGE).count() == 1


def test_a_form_that_raised_a_question_raises_it_once_and_adds_once(case: Case, unit: Unit, me: User) -> None:
    person = register.person(user=holder(Role.SUPERVISOR, unit=unit))

    def add(person_id: int) -> Any:
        concerned = Concerned(kind="person", person_id=person_id)
        return subjects.add(reference=case.reference, concerned=concerned, by=me, at=AT, added_with=PAGE)

    asked = add(person.pk)
    assert add(person.pk) == asked
    with pytest.raises(SentAlready):
        add(register.person().pk)
    choice = Choice(choice="revoke", reason="It must be")
    walls.decide(decision_id=asked.decision.pk, choice=choice, by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    assert add(person.pk).subject == Subject.objects.get()


def test_a_form_that_added_somebody_who_was_withdrawn_since_is_asked_about(case: Case, me: User) -> None:
    told = {"subject_id": add_unknown(case, me).pk, "reason": "Wrong officer"}
    subjects.withdraw(reference=case.reference, by=me, at=AT, **told)
    with pytest.raises(SentAlready):
        add_unknown(case, me)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("adds", "rows"), ADDING)
def test_of_two_clicks_at_once_one_adds(adds: Any, rows: str) -> None:
    unit = register.unit()
    me = holder(Role.INVESTIGATOR, unit=unit)
    made = cases.case(unit=unit)
    before = getattr(made, rows).count()
    for number in range(10):
        page = uuid.uuid4()
        found = race(*[partial(adds, made, me, name=f"Name {number}", page=page)] * 2)
        assert found[0] == found[1], found
        assert getattr(made, rows).count() == before + number + 1
