"""A second person decides about sight: revoke, cover or freeze, all of it at once."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases import access
from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, CaseReader, Membership, Subject, WallDecision
from cases.operations import case_changes, sight, walls
from cases.operations.walls import Choice
from cases.queries import case_lists
from cases.queries.moved_matters import Moved
from cases.workforce.models import Person, Unit
from tests.cases.operations.sight.acting import asked, decide, sees
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


def test_revoked_the_person_is_added_and_they_lose_sight_of_it_now(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit, owner=officer, named=(officer,))
    other = cases.case(unit=unit)
    decide(asked(case, person, me), second, "revoke")
    assert Subject.objects.get().person == person
    assert not sees(officer, case)
    assert sees(officer, other)
    assert sees(me, case)
    case.refresh_from_db()
    assert case.owner is None
    assert Membership.objects.get().ended_on == TODAY
    assert not CaseReader.objects.filter(principal=officer.principal).exists()
    row = WallDecision.objects.get()
    assert (row.choice, row.reason, row.decided_by) == ("revoke", "It must be", second)
    assert [reason for *_, reason in said(Act.WALL_DECIDED)] == ["revoke"]
    assert said(Act.SIGHT_ENDED) == [("done", second.principal, f"user:{officer.pk}", "no longer open to them")]
    assert moved_from(officer) == []


def moved_from(somebody: User) -> list[Moved]:
    reader = access.reader(user=somebody, on=TODAY)
    return case_lists.page(asked={}, reader=reader, older_than=None, by=somebody, at=AT).moved


def test_who_gets_it_instead_is_chosen(unit: Unit, me: User, second: User, officer: User, person: Person) -> None:
    case = cases.case(unit=unit, owner=officer)
    decide(asked(case, person, me), second, "revoke", new_owner_id=me.pk)
    assert Case.objects.get().owner == me


def test_it_cannot_go_to_somebody_who_may_not_see_it(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit, owner=officer)
    decision = asked(case, person, me)
    for nobody in (user(Role.ADMINISTRATOR), holder(Role.INVESTIGATOR, unit=register.unit())):
        with pytest.raises(Refused) as refusal:
            decide(decision, second, "revoke", new_owner_id=nobody.pk)
        assert refusal.value.sentence == sight.REFUSAL
    assert not Subject.objects.exists()


def test_covered_other_matters_go_with_it_for_a_routine_reason(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit)
    covers = [cases.case(unit=unit, owner=officer), cases.case(unit=unit)]
    stays = cases.case(unit=unit)
    decide(
        asked(case, person, me), second, "cover", covered=tuple(each.reference for each in covers),
        routine_reason="Workload evened out", new_owner_id=me.pk,
    )  # fmt: skip
    assert [sees(officer, each) for each in (case, *covers, stays)] == [False, False, False, True]
    assert Subject.objects.get().case == case
    for each in covers:
        each.refresh_from_db()
        assert each.version == 2
    assert covers[0].owner == me
    gone = said(Act.SIGHT_ENDED)
    assert gone == [("done", second.principal, f"user:{officer.pk}", "Workload evened out")] * 3
    told = CaseDenial.objects.filter(why="wall").values_list("case", "principal", "reason", "since")
    expected = {(each.pk, officer.principal, "Workload evened out", TODAY) for each in (case, *covers)}
    assert set(told) == expected
    assert moved_from(officer) == [Moved(count=3, on=TODAY, reason="Workload evened out")]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"covered": (), "routine_reason": "Workload"}, id="no-other-matter"),
        pytest.param({"covered": ("{other}",), "routine_reason": " "}, id="no-routine-reason"),
    ],
)
def test_a_cover_that_is_not_whole_changes_nothing(
    unit: Unit, me: User, second: User, officer: User, person: Person, values: dict[str, Any]
) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit)
    decision = asked(case, person, me)
    values = values | {"covered": tuple(each.format(other=other.reference) for each in values["covered"])}
    with pytest.raises(Refused):
        decide(decision, second, "cover", **values)
    assert sees(officer, case)
    assert not Subject.objects.exists()
    assert WallDecision.objects.get().choice == ""


def test_a_matter_that_the_decider_does_not_see_covers_nothing(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    hidden = cases.case(restricted=True, named=(officer,))
    decision = asked(cases.case(unit=unit), person, me)
    with pytest.raises(NotThere):
        decide(decision, second, "cover", covered=(hidden.reference,), routine_reason="Workload")
    assert sees(officer, hidden)
    assert not Subject.objects.exists()


def test_frozen_nothing_changes_for_them_and_nothing_can_be_changed(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit)
    decision = decide(asked(case, person, me), second, "freeze", routine_reason="Under review")
    assert sees(officer, case)
    assert not Subject.objects.exists()
    case = Case.objects.get()
    assert (case.is_frozen, case.held_because, case.held_by) == (True, "Under review", second)
    with pytest.raises(Refused) as refusal:
        case_changes.change(reference=case.reference, typed={"headline": "x"}, version=2, by=me, at=AT)
    assert refusal.value.sentence == case_changes.FROZEN
    with pytest.raises(Refused) as refusal:
        walls.end_freeze(decision_id=decision.pk, reason="Arrested today", by=me, at=AT)
    assert refusal.value.sentence == walls.ENDS_NOT
    for _ in range(2):
        walls.end_freeze(decision_id=decision.pk, reason="Arrested today", by=second, at=AT)
    case = Case.objects.get()
    assert (case.is_frozen, case.held_because, case.held_by) == (False, "", None)
    assert [reason for *_, reason in said(Act.CASE_CHANGED)] == ["held: Under review", "held no more"]
    assert [reason for *_, reason in said(Act.WALL_DECIDED)] == ["freeze", "freeze ended: Arrested today"]
    decide(asked(case, person, me), second, "revoke")
    assert not sees(officer, case)


def test_a_decision_takes_a_second_person(unit: Unit, second: User, person: Person) -> None:
    case = cases.case(unit=unit)
    decision = asked(case, person, second)
    with pytest.raises(Refused) as refusal:
        decide(decision, second, "revoke")
    assert refusal.value.sentence == walls.SECOND_PERSON
    assert WallDecision.objects.get().choice == ""


def test_for_those_who_would_lose_sight_there_is_no_question(
    unit: Unit, me: User, officer: User, person: Person
) -> None:
    decision = asked(cases.case(unit=unit), person, me)
    for act in (
        lambda: decide(decision, officer, "freeze"),
        lambda: walls.end_freeze(decision_id=decision.pk, reason="x", by=officer, at=AT),
    ):
        with pytest.raises(NotThere):
            act()


def test_nor_for_somebody_whose_account_was_linked_since(unit: Unit, me: User, second: User, person: Person) -> None:
    manager = register.person()
    managed = register.person(unit=unit, line_manager=manager)
    Person.objects.filter(pk=managed.pk).update(user=holder(Role.INVESTIGATOR, unit=unit))
    managed.refresh_from_db()
    decision = asked(cases.case(unit=unit), managed, me)
    Person.objects.filter(pk=manager.pk).update(user=second)
    with pytest.raises(NotThere):
        decide(decision, second, "revoke")


def test_nor_for_somebody_who_may_not_see_the_matter_nor_of_a_number_that_is_none(
    unit: Unit, me: User, person: Person
) -> None:
    decision = asked(cases.case(unit=unit), person, me)
    stranger = holder(Role.SUPERVISOR, unit=register.unit())
    with pytest.raises(NotThere):
        decide(decision, stranger, "revoke")
    with pytest.raises(NotThere):
        walls.decide(decision_id=10**9, choice=Choice(choice="revoke", reason="x"), by=stranger, at=AT)


def test_what_was_decided_is_not_decided_again(unit: Unit, me: User, second: User, person: Person) -> None:
    decision = decide(asked(cases.case(unit=unit), person, me), second, "revoke")
    for choice in ("revoke", "freeze"):
        with pytest.raises(Refused) as refusal:
            decide(decision, holder(Role.SUPERVISOR, unit=unit), choice)
        assert refusal.value.sentence == walls.DECIDED


def test_the_database_itself_wants_a_second_person(unit: Unit, me: User, person: Person) -> None:
    decision = asked(cases.case(unit=unit), person, me)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        WallDecision.objects.filter(pk=decision.pk).update(choice="revoke", reason="x", decided_by=me, decided_at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins() -> None:
    unit = register.unit()
    me, officer = holder(Role.INVESTIGATOR, unit=unit), holder(Role.SUPERVISOR, unit=unit)
    deciders = [holder(Role.SUPERVISOR, unit=unit) for _ in range(2)]
    for number in range(10):
        case = cases.case(unit=unit)
        person = register.person(user=officer if number == 0 else holder(Role.SUPERVISOR, unit=unit))
        decision = asked(case, person, me)
        choices = zip(deciders, ("revoke", "freeze"), strict=True)
        found = race(*(partial(decide, decision, who, choice) for who, choice in choices))
        lost = [each for each in found if isinstance(each, Refused)]
        assert [each.sentence for each in lost] == [walls.DECIDED], found
        case.refresh_from_db()
        was_revoked = isinstance(found[1], Refused)
        assert (case.subjects.count(), case.is_frozen) == ((1, False) if was_revoked else (0, True))


def test_it_does_not_go_to_somebody_who_loses_sight_of_it(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit, owner=officer)
    with pytest.raises(Refused) as refusal:
        decide(asked(case, person, me), second, "revoke", new_owner_id=officer.pk)
    assert refusal.value.sentence == sight.REFUSAL
    assert Case.objects.get().owner == officer


def test_a_freeze_says_a_routine_reason(unit: Unit, me: User, second: User, person: Person) -> None:
    decision = asked(cases.case(unit=unit), person, me)
    with pytest.raises(Refused) as refusal:
        decide(decision, second, "freeze", routine_reason=" ")
    assert refusal.value.sentence == walls.NO_ROUTINE
    assert not Case.objects.get().is_frozen


def test_a_matter_stays_held_until_the_last_freeze_has_ended(unit: Unit, me: User, second: User) -> None:
    case = cases.case(unit=unit)
    decisions = [
        asked(case, register.person(user=holder(Role.SUPERVISOR, unit=unit)), me) for _ in range(2)
    ]  # fmt: skip
    for decision in decisions:
        decide(decision, second, "freeze")
    for decision, is_held in zip(decisions, (True, False), strict=True):
        walls.end_freeze(decision_id=decision.pk, reason="x", by=second, at=AT)
        assert Case.objects.get().is_frozen is is_held


def test_a_freeze_that_the_register_asked_for_is_ended_by_somebody_else_than_who_decided_it(
    unit: Unit, me: User, second: User, person: Person
) -> None:
    decision = asked(cases.case(unit=unit), person, me)
    WallDecision.objects.update(asked_by=None)
    decide(decision, second, "freeze")
    with pytest.raises(Refused) as refusal:
        walls.end_freeze(decision_id=decision.pk, reason="x", by=second, at=AT)
    assert refusal.value.sentence == walls.ENDS_NOT
    walls.end_freeze(decision_id=decision.pk, reason="x", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    assert not Case.objects.get().is_frozen


def test_who_truly_lost_sight_is_kept_with_the_decision(unit: Unit, me: User, second: User, officer: User) -> None:
    manager = register.person()
    person = register.person(user=officer, unit=unit, line_manager=manager)
    decision = asked(cases.case(unit=unit), person, me)
    late = holder(Role.INVESTIGATOR, unit=unit)
    Person.objects.filter(pk=manager.pk).update(user=late)
    decide(decision, second, "revoke")
    assert {each["user"] for each in WallDecision.objects.get().would_lose} == {person.user_id, late.pk}
    assert {about for _, _, about, _ in said(Act.SIGHT_ENDED)} == {f"user:{person.user_id}", f"user:{late.pk}"}
