"""Perishable evidence: when it is deleted as it is stored, what is refused, and a letter that names nobody."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.operations import case_changes
from cases.operations.case_changes import Conflict
from cases.operations.intake.values import Mistake
from cases.operations.plan import chasing, preservation
from cases.operations.plan.values import Perishable, Said
from cases.queries.plan import footage, overview
from cases.workforce.models import Unit
from tests.factories import cases, plan, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db
BUS = Perishable(system="transport_cctv", name="Bus CCTV", holder="Bus operator", retention_days=5)
HAPPENED = date(2026, 11, 20)


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit) -> Case:
    made = cases.case(unit=unit, behaviour_from=HAPPENED)
    cases.party(case=made, name="Ada Marlow")
    cases.subject(case=made, person=register.person(surname="Frost", forenames="Gideon", collar="J2207"))
    return made


def said(case: Case, by: User, **values: Any) -> Said:
    return Said(reference=case.reference, by=by, at=AT, **values)


def test_the_date_is_worked_out_again_when_what_it_rests_on_changes(case: Case, me: User) -> None:
    row = preservation.add(evidence=BUS, said=said(case, me))
    assert (row.number, row.deleted_on, row.working["is_known"]) == (1, HAPPENED + timedelta(5), True)
    more = replace(BUS, retention_days=14)
    preservation.change(request_id=row.pk, evidence=more, said=said(case, me, version=1))
    row.refresh_from_db()
    assert row.deleted_on == HAPPENED + timedelta(14)
    # The matter's own first day is corrected: what rests on it moves too.
    typed = {"behaviour_from": date(2026, 11, 10)}
    case_changes.change(reference=case.reference, typed=typed, version=1, by=me, at=AT)
    row.refresh_from_db()
    assert (row.deleted_on, row.version) == (date(2026, 11, 24), 2)
    assert overview.footage_due(case=case, on=TODAY) == ["Bus CCTV is deleted tomorrow, 24 November 2026"]
    dated = replace(more, first_day=date(2026, 11, 12))
    preservation.change(request_id=row.pk, evidence=dated, said=said(case, me, version=2))
    row.refresh_from_db()
    assert row.deleted_on == date(2026, 11, 26)
    with pytest.raises(Conflict):
        preservation.change(request_id=row.pk, evidence=BUS, said=said(case, me, version=2))


@pytest.mark.parametrize(
    ("values", "moves"),
    [
        pytest.param({"state": "proposed"}, True, id="to-be-asked-for"),
        pytest.param({"state": "asked", "asked_on": TODAY, "means": "email"}, True, id="asked-for"),
        pytest.param({"state": "kept"}, False, id="kept"),
        pytest.param({"state": "lost", "because": "x"}, False, id="lost"),
        pytest.param({"first_day": TODAY}, False, id="with-a-day-of-its-own"),
    ],
)
def test_only_what_still_presses_and_rests_on_the_matters_day_moves_with_it(
    case: Case, me: User, values: dict[str, Any], moves: bool
) -> None:
    row = preservation.add(evidence=replace(BUS, **values), said=said(case, me))
    before = row.deleted_on
    typed = {"behaviour_from": date(2026, 11, 1)}
    case_changes.change(reference=case.reference, typed=typed, version=1, by=me, at=AT)
    row.refresh_from_db()
    assert (row.deleted_on != before) is moves


def test_what_was_kept_and_presses_again_is_dated_by_the_day_that_the_matter_has_now(case: Case, me: User) -> None:
    row = preservation.add(evidence=replace(BUS, state="kept"), said=said(case, me))
    typed = {"behaviour_from": date(2026, 11, 1)}
    case_changes.change(reference=case.reference, typed=typed, version=1, by=me, at=AT)
    preservation.change(request_id=row.pk, evidence=BUS, said=said(case, me, version=1))
    row.refresh_from_db()
    assert row.deleted_on == date(2026, 11, 6)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"last_day": TODAY}, "first_day", id="a-last-day-without-a-first"),
        pytest.param({"first_time": time(9)}, "first_day", id="a-time-without-a-day"),
        pytest.param({"first_day": TODAY + timedelta(1)}, "first_day", id="ahead"),
        pytest.param({"first_day": TODAY, "last_day": TODAY - timedelta(1)}, "last_day", id="backwards"),
        pytest.param({"first_day": TODAY, "first_time": time(9), "last_time": time(9)}, "last_time", id="no-time"),
        pytest.param({"state": "asked", "means": "email"}, "asked_on", id="asked-on-no-day"),
        pytest.param({"state": "asked", "asked_on": TODAY}, "means", id="asked-in-no-way"),
        pytest.param({"state": "kept", "asked_on": TODAY + timedelta(1)}, "asked_on", id="asked-ahead"),
        pytest.param({"state": "lost"}, "because", id="lost-without-a-reason"),
        pytest.param({"state": "not_needed"}, "because", id="not-needed-without-a-reason"),
        pytest.param({"place": "Flat of Ms Marlow"}, "place", id="names-who-complained"),
        pytest.param({"camera": "Worn by Gideon F."}, "camera", id="names-who-is-accused"),
        pytest.param({"holder": "PS Frost"}, "holder", id="held-by-who-is-accused"),
        pytest.param({"contact": "frost@force.example"}, "contact", id="a-name-in-an-address"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(case: Case, me: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as wrong:
        preservation.add(evidence=replace(BUS, **values), said=said(case, me))
    assert wrong.value.field == field
    assert not case.preservation.exists()


def test_over_midnight_the_later_time_may_be_the_smaller(case: Case, me: User) -> None:
    window: dict[str, Any] = {"first_day": HAPPENED, "first_time": time(23, 30), "last_day": HAPPENED + timedelta(1)}
    row = preservation.add(evidence=replace(BUS, **window, last_time=time(0, 30)), said=said(case, me))
    assert row.deleted_on == HAPPENED + timedelta(5)
    seen = footage.one(case=case, request_id=row.pk, on=TODAY)
    assert seen.window == "20 November 2026, 23:30 to 21 November 2026, 00:30"


def test_a_letter_is_not_shown_that_would_name_who_was_added_later(case: Case, me: User) -> None:
    row = preservation.add(evidence=replace(BUS, place="Quay by Selwyn House", camera="J2207"), said=said(case, me))
    printed = footage.letter(case=case, request_id=row.pk, by=me, at=AT, on=TODAY)
    for word in ("Marlow", "Frost", "Gideon", case.reference):
        assert word not in printed.text
    assert printed.collar == "J2207"
    assert "From: 20 November 2026, the whole day" in printed.text
    cases.party(case=case, name="Rose Selwyn")
    with pytest.raises(footage.WouldName, match="Selwyn"):
        footage.letter(case=case, request_id=row.pk, by=me, at=AT, on=TODAY)


def test_what_is_kept_or_given_up_presses_no_more(case: Case, me: User) -> None:
    for values in (
        {"state": "kept"},
        {"state": "collected"},
        {"state": "lost", "because": "x"},
        {"state": "not_needed", "because": "x"},
    ):
        plan.preservation(case=case, **values)
    assert overview.footage_due(case=case, on=TODAY) == []
    plan.preservation(case=case, deleted_on=TODAY + timedelta(4))
    assert overview.footage_due(case=case, on=TODAY) == []
    assert len(overview.footage_due(case=case, on=TODAY + timedelta(1))) == 1


@pytest.mark.parametrize("state", ["collected", "lost", "not_needed"])
def test_what_is_settled_is_not_chased(case: Case, me: User, state: str) -> None:
    row = plan.preservation(case=case, state=state, because="x", asked_on=TODAY, means="email")
    with pytest.raises(Mistake, match="Nothing is left to be chased"):
        chasing.chase_preservation(request_id=row.pk, on=TODAY, means="phone", said=said(case, me))


def test_a_holder_is_chased(case: Case, me: User) -> None:
    asked = TODAY - timedelta(2)
    row = plan.preservation(case=case, state="asked", asked_on=asked, means="email")
    chasing.chase_preservation(request_id=row.pk, on=TODAY, means="phone", said=said(case, me))
    seen = footage.one(case=case, request_id=row.pk, on=TODAY)
    assert seen.stands == "asked for 2 days ago by email, chased once, no answer recorded"
