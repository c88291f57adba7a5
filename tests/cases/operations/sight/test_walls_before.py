"""What was held, or asked about others, before somebody decides about sight; and two who decide at once."""

from functools import partial

import pytest

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.trail import Refused
from cases.operations import membership, walls
from cases.queries import case_timeline
from cases.workforce.models import Person, Unit
from tests.cases.operations.sight.acting import asked, decide, sees
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race

pytestmark = pytest.mark.django_db


def test_a_matter_that_is_held_and_frozen_stays_held_by_whoever_holds_it(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case, third = cases.case(unit=unit), holder(Role.SUPERVISOR, unit=unit)
    decision = asked(case, person, me)
    membership.hold(reference=case.reference, reason="Legal advice", by=third, at=AT)
    decide(decision, second, "freeze", routine_reason="Workload")
    case.refresh_from_db()
    assert (case.is_frozen, case.held_by, case.held_because) == (True, third, "Legal advice")
    walls.end_freeze(decision_id=decision.pk, reason="x", by=second, at=AT)
    case.refresh_from_db()
    assert (case.is_frozen, case.held_by) == (True, third), "their hold is theirs to end"
    membership.release(reference=case.reference, by=third, at=AT)
    case.refresh_from_db()
    assert not case.is_frozen


def test_whoever_held_it_lets_go_and_it_is_held_for_the_freeze(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case, third = cases.case(unit=unit), holder(Role.SUPERVISOR, unit=unit)
    decision = asked(case, person, me)
    membership.hold(reference=case.reference, reason="Legal advice", by=third, at=AT)
    decide(decision, second, "freeze", routine_reason="Workload")
    membership.release(reference=case.reference, by=third, at=AT)
    case.refresh_from_db()
    assert (case.is_frozen, case.held_by, case.held_because) == (True, second, "Workload")
    walls.end_freeze(decision_id=decision.pk, reason="x", by=second, at=AT)
    case.refresh_from_db()
    assert not case.is_frozen


def test_what_is_held_covers_for_nothing(unit: Unit, me: User, second: User, officer: User, person: Person) -> None:
    case, other = cases.case(unit=unit), cases.case(unit=unit, owner=officer)
    decision = asked(case, person, me)
    membership.hold(reference=other.reference, reason="Legal advice", by=second, at=AT)
    with pytest.raises(Refused) as refusal:
        decide(decision, second, "cover", covered=(other.reference,), routine_reason="Workload")
    assert refusal.value.sentence == walls.HELD
    assert sees(officer, case)


@pytest.mark.django_db(transaction=True)
def test_two_covers_of_each_other_at_once_never_wait_for_each_other() -> None:
    unit = register.unit()
    by = [holder(Role.SUPERVISOR, unit=unit) for _ in range(2)]
    for _ in range(6):
        matters = [cases.case(unit=unit), cases.case(unit=unit)]
        people = [register.person(user=holder(Role.SUPERVISOR, unit=unit), unit=unit) for _ in range(2)]
        decisions = [
            asked(case, whom, holder(Role.INVESTIGATOR, unit=unit)) for case, whom in zip(matters, people, strict=True)
        ]
        acts = [
            partial(decide, decision, who, "cover", covered=(other.reference,), routine_reason="Workload")
            for decision, who, other in zip(decisions, by, reversed(matters), strict=True)
        ]
        assert [type(each).__name__ for each in race(*acts)] == ["WallDecision"] * 2


def test_entries_of_what_was_asked_about_others_stay_where_they_stood(
    unit: Unit, me: User, second: User, officer: User, person: Person
) -> None:
    case = cases.case(unit=unit)
    other = register.person(user=holder(Role.SUPERVISOR, unit=unit), unit=unit)
    decide(asked(case, other, me), second, "revoke")

    def walls_in_the_timeline() -> list[str]:
        reader = access.reader(user=officer, on=TODAY)
        page = case_timeline.page(case=case, reader=reader, kind="access", before=None)
        return [item.what for item in page.items if "becomes of" in item.what]

    before = walls_in_the_timeline()
    assert len(before) == 2
    asked(case, person, me)
    assert walls_in_the_timeline() == before
