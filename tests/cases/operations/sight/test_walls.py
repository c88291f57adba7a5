"""Adding somebody whom a matter is about, and what becomes of those who would lose sight of it."""

import pytest

from cases import access
from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, CaseReader, Subject, WallDecision
from cases.operations import case_changes, subjects, wall_questions
from cases.workforce.models import Person, Unit
from tests.cases.operations.sight.acting import add, asked, sees
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


# --- Nobody would lose sight of it: added at once ---


def test_somebody_who_cannot_see_it_is_added_at_once_and_denied(unit: Unit, me: User) -> None:
    stranger = user()
    manager = register.person(user=user())
    person = register.person(user=stranger, unit=unit, kind="special", line_manager=manager)
    case = cases.case(unit=unit)
    cases.allegation(case=case)
    made = add(case, person, me).subject
    assert made is not None
    assert made.person_kind == "special"
    assert made.against.count() == 2
    assert set(CaseDenial.objects.values_list("principal", "why")) == {
        (f"person:{person.pk}", "concerned"),
        (f"person:{manager.pk}", "line_manager"),
    }
    assert Case.objects.get().version == case.version + 1
    assert said(Act.SUBJECT_ADDED) == [("done", me.principal, f"subject:{made.pk}", "Somebody in the register")]


def test_only_the_allegations_that_are_named_stand_against_them(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    cases.allegation(case=case)
    made = add(case, None, me, description="PC, tall", allegations=(2,)).subject
    assert made is not None
    assert [each.allegation.number for each in made.against.all()] == [2]


def test_somebody_who_is_there_already_is_not_added_again(unit: Unit, me: User) -> None:
    case, person = cases.case(unit=unit), register.person()
    add(case, person, me)
    with pytest.raises(subjects.AlreadyThere):
        add(case, person, me)


def test_nobody_is_added_to_a_frozen_matter_nor_to_one_that_is_not_theirs(unit: Unit, me: User) -> None:
    with pytest.raises(Refused) as refusal:
        add(cases.case(unit=unit, is_frozen=True), register.person(), me)
    assert refusal.value.sentence == case_changes.FROZEN
    with pytest.raises(NotThere):
        add(cases.case(), register.person(), me)


# --- Somebody would ---


def test_nothing_is_saved_but_the_question(unit: Unit, me: User, officer: User, person: Person) -> None:
    case = cases.case(unit=unit)
    added = add(case, person, me, allegations=(1,))
    assert added.subject is None
    assert not Subject.objects.exists()
    assert not CaseDenial.objects.exists()
    assert sees(officer, case)
    assert Case.objects.get().version == case.version
    decision = WallDecision.objects.get()
    assert decision.would_lose == [{"user": officer.pk, "name": officer.name, "why": wall_questions.CONCERNED}]
    assert decision.proposal["allegations"] == [1]
    assert said(Act.WALL_RAISED) == [("done", me.principal, f"wall:{decision.pk}", "")]


def test_a_line_manager_who_sees_it_raises_the_question_too(
    unit: Unit, me: User, officer: User, person: Person
) -> None:
    managed = register.person(unit=unit, line_manager=person)
    case = cases.case(unit=unit)
    assert asked(case, managed, me).would_lose == [
        {"user": officer.pk, "name": officer.name, "why": wall_questions.LINE_MANAGER}
    ]


@pytest.mark.parametrize("sees_as", ["unit", "role", "named", "given"])
def test_however_they_see_it(me: User, sees_as: str) -> None:
    unit = register.unit()
    officer = holder(Role.SUPERVISOR, unit=register.unit())
    case = cases.case(unit=unit, named=(me,))
    principals = {
        "unit": access.reader(user=officer, on=TODAY).sees_as[2],
        "role": access.reader(user=officer, on=TODAY).sees_as[1],
    }
    principal = principals.get(sees_as, officer.principal)
    CaseReader.objects.create(
        case=case, principal=principal, why={"named": "member", "given": "grant"}.get(sees_as, sees_as)
    )
    assert add(case, register.person(user=officer), me).decision is not None


def test_asked_again_it_is_the_same_question(unit: Unit, me: User, person: Person) -> None:
    case = cases.case(unit=unit)
    assert asked(case, person, me) == asked(case, person, me)
    assert len(said(Act.WALL_RAISED)) == 1
