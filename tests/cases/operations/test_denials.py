"""Letting somebody see a matter again: only whom it is not about any more, only by a person, and for a reason."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, Subject, WallDecision
from cases.operations import case_changes, denials, reading, sight, subjects, walls
from cases.operations.intake.values import Concerned
from cases.operations.walls import Choice
from cases.queries import case_denials
from cases.queries.case_denials import ShutOut
from cases.workforce.models import Person, Posting, Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def manager(unit: Unit) -> Person:
    return register.person(user=holder(Role.SUPERVISOR, unit=unit), unit=unit)


@pytest.fixture
def person(unit: Unit, manager: Person) -> Person:
    return register.person(user=holder(Role.INVESTIGATOR, unit=unit), unit=unit, line_manager=manager)


@pytest.fixture
def case(unit: Unit, person: Person) -> Case:
    """A matter that is about them."""
    return cases.case(unit=unit, about=(person,))


def account(person: Person) -> User:
    assert person.user is not None
    return person.user


def sees(person: Person, case: Case) -> bool:
    return access.visible_to(reader=access.reader(user=account(person), on=TODAY)).filter(pk=case.pk).exists()


def withdraw(case: Case, by: User | None = None) -> None:
    """By a colleague, unless somebody is named: who did it lets nobody see the matter again."""
    by = by or holder(Role.INVESTIGATOR, unit=case.unit)
    subject = Subject.objects.get(case=case, withdrawn_on=None)
    subjects.withdraw(reference=case.reference, subject_id=subject.pk, reason="Wrong officer", by=by, at=AT)


def shut_out(case: Case) -> dict[str, ShutOut]:
    return {one.name: one for one in case_denials.shut_out(case=case)}


def lift(case: Case, whom: Person, by: User, number: int | None = None) -> None:
    number = number or CaseDenial.objects.filter(case=case, principal=f"person:{whom.pk}").get().pk
    denials.lift(reference=case.reference, denial_id=number, reason="Never concerned", by=by, at=AT)


def test_until_somebody_lifts_it_nobody_sees_it_again(case: Case, me: User, person: Person, manager: Person) -> None:
    withdraw(case)
    assert not sees(person, case)
    assert not sees(manager, case)
    lift(case, person, me)
    assert sees(person, case)
    assert not sees(manager, case)
    assert said(Act.DENIAL_LIFTED) == [("done", me.principal, f"person:{person.pk}", "Never concerned")]
    assert Case.objects.get().version == case.version + 2
    lift(case, manager, me)
    assert sees(manager, case)
    assert not CaseDenial.objects.exists()
    with pytest.raises(NotThere):
        denials.lift(reference=case.reference, denial_id=10**9, reason="x", by=me, at=AT)


def test_each_is_told_with_why_they_are_shut_out_still(case: Case, me: User, person: Person, manager: Person) -> None:
    before = shut_out(case)
    assert [(one.why, one.still, one.ends) for one in before.values()] == [
        ("It is about them", "", ()),
        ("It is about somebody they manage", "", ()),
    ]
    withdraw(case)
    after = shut_out(case)
    assert after[str(person)].still == "it was about them until 23 November 2026"
    assert after[str(manager)].still == "they managed somebody whom it was about"
    assert all(len(one.ends) == 1 for one in after.values())


def refused(act: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.sentence


def test_while_it_is_about_them_or_whom_they_manage_it_is_refused_in_the_one_sentence(
    case: Case, me: User, person: Person, manager: Person
) -> None:
    assert refused(lambda: lift(case, person, me)) == sight.REFUSAL
    assert refused(lambda: lift(case, manager, me)) == sight.REFUSAL
    withdraw(case)
    other = register.person(unit=case.unit, line_manager=manager)
    cases.subject(case=case, person=other)
    assert refused(lambda: lift(case, manager, me)) == sight.REFUSAL
    lift(case, person, me)
    assert not sees(manager, case)


def test_of_several_whom_they_manage_one_is_enough(case: Case, me: User, manager: Person, unit: Unit) -> None:
    other = register.person(unit=unit, line_manager=manager)
    cases.subject(case=case, person=other)
    reading.deny_concerned(case=case, person_id=other.pk, on=TODAY)
    withdrawn = Subject.objects.exclude(person=other).get()
    colleague = holder(Role.INVESTIGATOR, unit=case.unit)
    subjects.withdraw(reference=case.reference, subject_id=withdrawn.pk, reason="x", by=colleague, at=AT)
    assert refused(lambda: lift(case, manager, me)) == sight.REFUSAL


def test_whoever_manages_nobody_it_is_about_any_more_may_see_it_again(
    case: Case, me: User, person: Person, manager: Person
) -> None:
    Posting.objects.filter(person=person).update(line_manager=None)
    lift(case, manager, me)
    assert sees(manager, case)
    assert not sees(person, case)


def test_while_it_is_being_asked_whether_they_lose_sight_it_is_refused_alike(
    case: Case, me: User, person: Person, manager: Person, unit: Unit
) -> None:
    withdraw(case)
    boss = register.person(user=holder(Role.SUPERVISOR, unit=unit), unit=unit)
    managed = register.person(user=holder(Role.INVESTIGATOR, unit=unit), unit=unit, line_manager=manager)
    concerned = Concerned(kind="person", person_id=managed.pk)
    assert subjects.add(reference=case.reference, concerned=concerned, by=me, at=AT).decision is not None
    assert refused(lambda: lift(case, manager, me)) == sight.REFUSAL
    assert not sees(manager, case)
    lift(case, person, me)
    assert sees(boss, case)


# --- What a second person decided ---


@pytest.mark.parametrize("choice", ["revoke", "cover"])
def test_what_was_decided_because_of_them_goes_with_it(
    unit: Unit, me: User, person: Person, manager: Person, choice: str
) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    concerned = Concerned(kind="person", person_id=person.pk)
    by = holder(Role.INVESTIGATOR, unit=unit)
    asked = subjects.add(reference=case.reference, concerned=concerned, by=by, at=AT).decision
    assert asked is not None
    covered: dict[str, Any] = {"covered": (other.reference,), "routine_reason": "Workload"} if choice == "cover" else {}
    walls.decide(decision_id=asked.pk, choice=Choice(choice=choice, reason="x", **covered), by=me, at=AT)
    withdraw(case)
    assert len(case_denials.shut_out(case=case)) == 2, "each stands there once"
    lift(case, person, me)
    lift(case, manager, me)
    assert [sees(whom, case) for whom in (person, manager)] == [True, True]
    # The cover itself stays, and so does whoever it shuts out of the matters that went with this one.
    assert sees(person, other) is (choice == "revoke")
    assert [one.ends for one in case_denials.shut_out(case=other)] == ([] if choice == "revoke" else [(), ()])


def test_what_covers_for_another_matter_stays(case: Case, me: User, person: Person) -> None:
    withdraw(case)
    reading.deny(case=case, user=account(person), on=TODAY, reason="Workload")
    WallDecision.objects.create(
        case=case, person=person, proposal={}, asked_by=None, asked_at=AT, choice="revoke", reason="x", decided_by=me,
        decided_at=AT, would_lose=[{"user": account(person).pk, "name": "x", "why": "x"}],
    )  # fmt: skip
    lift(case, person, me)
    assert not sees(person, case)
    [left] = CaseDenial.objects.filter(case=case, principal=account(person).principal)
    assert left.reason == "Workload"
    assert refused(partial(lift, case, person, me, left.pk)) == sight.REFUSAL


def test_an_account_that_is_nobodys_in_the_register_stays_shut_out(case: Case, me: User) -> None:
    somebody = user(Role.INVESTIGATOR)
    reading.deny(case=case, user=somebody, on=TODAY)
    WallDecision.objects.create(
        case=case, person=register.person(), proposal={}, asked_by=None, asked_at=AT, choice="revoke", reason="x",
        decided_by=me, decided_at=AT, would_lose=[{"user": somebody.pk, "name": "x", "why": "x"}],
    )  # fmt: skip
    [row] = CaseDenial.objects.filter(principal=somebody.principal)
    assert shut_out(case)[somebody.name].ends == ()
    assert refused(lambda: denials.lift(reference=case.reference, denial_id=row.pk, reason="x", by=me, at=AT)) == (
        sight.REFUSAL
    )


# --- For whom it is not there ---


def test_for_those_whom_it_shuts_out_there_is_none(case: Case, me: User, person: Person, manager: Person) -> None:
    withdraw(case)
    for whom in (person, manager):
        with pytest.raises(NotThere):
            lift(case, whom, account(whom))
    with pytest.raises(NotThere):
        lift(case, person, holder(Role.SUPERVISOR, unit=register.unit()))


def test_a_denial_of_another_matter_is_none_of_this_one(case: Case, me: User, person: Person) -> None:
    other = cases.case(unit=case.unit, about=(person,))
    for each in (case, other):
        withdraw(each)
    number = CaseDenial.objects.filter(case=other, principal=f"person:{person.pk}").get().pk
    with pytest.raises(NotThere):
        lift(case, person, me, number)
    assert not sees(person, other)


def test_a_held_matter_stays_as_it_is(case: Case, me: User, person: Person) -> None:
    withdraw(case)
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    assert refused(lambda: lift(case, person, me)) == case_changes.FROZEN


def test_added_again_they_are_shut_out_again(case: Case, me: User, person: Person, manager: Person) -> None:
    withdraw(case)
    lift(case, person, me)
    concerned = Concerned(kind="person", person_id=person.pk)
    asked = subjects.add(reference=case.reference, concerned=concerned, by=me, at=AT).decision
    assert asked is not None, "they see it, so that this is asked first"
    decider = holder(Role.SUPERVISOR, unit=case.unit)
    walls.decide(decision_id=asked.pk, choice=Choice(choice="revoke", reason="x"), by=decider, at=AT)
    assert not sees(person, case)
    assert not sees(manager, case)
    assert [each.withdrawn_on for each in Subject.objects.filter(person=person).order_by("pk")] == [TODAY, None]


def test_how_many_questions_it_takes_does_not_depend_on_how_many_are_shut_out(case: Case, unit: Unit) -> None:
    taken = []
    for _ in range(2):
        for _ in range(3):
            more = register.person(user=user(), unit=unit, line_manager=register.person(user=user()))
            cases.subject(case=case, person=more)
            reading.deny_concerned(case=case, person_id=more.pk, on=TODAY)
            reading.deny(case=case, user=account(more), on=TODAY)
        with CaptureQueriesContext(connection) as questions:
            case_denials.shut_out(case=case)
        taken.append(len(questions))
    assert taken[0] == taken[1] <= 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_lift_it_at_once_one_does() -> None:
    unit = register.unit()
    by = [holder(Role.SUPERVISOR, unit=unit) for _ in range(2)]
    for _ in range(5):
        person = register.person(user=holder(Role.INVESTIGATOR, unit=unit))
        case = cases.case(unit=unit, about=(person,))
        withdraw(case)
        number = CaseDenial.objects.filter(case=case).get().pk
        found = race(*(partial(lift, case, person, who, number) for who in by))
        assert sorted(type(each).__name__ for each in found) == ["NoneType", "NotThere"], found


def test_who_marked_them_as_added_in_error_lets_nobody_see_it_again(
    case: Case, me: User, person: Person, manager: Person
) -> None:
    withdraw(case, me)
    for whom in (person, manager):
        assert refused(lambda whom=whom: lift(case, whom, me)) == denials.SECOND_PERSON
        assert not sees(whom, case)
    lift(case, person, holder(Role.SUPERVISOR, unit=case.unit))
    assert sees(person, case)
