"""Withdrawing whoever was added in error: they count nowhere, nobody's sight changes, and they may be added again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, Subject, WallDecision
from cases.operations import case_changes, subjects, wall_sweep
from cases.operations.intake.values import Alleged
from cases.operations.subjects import AlreadyThere
from cases.queries import case_access, case_lists, case_people, duplicates, known_walls
from cases.queries.duplicates import Sought
from cases.workforce.models import Person, Posting, Unit
from tests.cases.operations.sight.acting import WHY, add, identify, sees, withdraw
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


def test_withdrawn_for_a_reason_they_are_kept_and_nothing_vanishes(case: Case, me: User) -> None:
    manager = register.person(user=user())
    person = register.person(user=user(), unit=case.unit, line_manager=manager)
    subject = add(case, person, me).subject
    assert subject is not None
    denied = set(CaseDenial.objects.values_list("principal", "why"))
    for _ in range(2):
        withdraw(subject, me)
    found = Subject.objects.get()
    assert (found.withdrawn_on, found.withdrawn_because, found.withdrawn_by) == (TODAY, WHY, me)
    assert (found.person, found.against.count()) == (person, 2)
    assert set(CaseDenial.objects.values_list("principal", "why")) == denied
    assert len(denied) == 2
    assert said(Act.SUBJECT_WITHDRAWN) == [("done", me.principal, f"subject:{subject.pk}", WHY)]
    assert Case.objects.get().version == 3


def test_who_was_withdrawn_counts_nowhere(case: Case, me: User, second: User, unit: Unit) -> None:
    person = register.person(unit=unit)
    subject = add(case, person, me).subject
    assert subject is not None
    subject.against.update(known={"assessment": "gross_misconduct"})
    limit = cases.deadline(case=case, work_to=TODAY, against=subject.against.first())
    sought = Sought(people=frozenset({person.pk}), day=TODAY)
    reader = access.reader(user=second, on=TODAY)

    def told() -> tuple[str, str, int]:
        [row] = case_lists.page(asked={"tab": ["all"]}, reader=reader, older_than=None, by=second, at=AT).rows
        return row.about, row.grave, len(duplicates.likely(sought=sought, by=second, on=TODAY))

    assert told() == ("1 subject", "Assessed as gross misconduct", 1)
    withdraw(subject, me)
    assert told() == ("no subject yet", "Not yet triaged", 0)
    # Found by another likeness, it is not like the other matter because of them.
    cases.party(case=case, phone="07700 900123", phone_key="07700900123")
    found = duplicates.likely(sought=replace(sought, phones=frozenset({"07700900123"})), by=second, on=TODAY)
    assert [one.reasons for one in found] == [(duplicates.PHONE,)]
    limit.refresh_from_db()
    assert (limit.ended_on, limit.met_on) == (TODAY, None)
    case_changes.add_allegation(reference=case.reference, alleged=Alleged(category="B", summary="x"), by=me, at=AT)
    assert subject.against.count() == 2
    [seen] = case_people.subjects(case=case)
    assert (seen.withdrawn_on, seen.withdrawn_because, seen.withdrawn_by) == (TODAY, WHY, me.name)


def test_only_their_own_limits_end(case: Case, me: User, unknown: Subject) -> None:
    other = cases.subject(case=case)
    for against in (None, other.against.first()):
        cases.deadline(case=case, work_to=TODAY, against=against)
    met = cases.deadline(case=case, work_to=TODAY, against=unknown.against.first(), met_on=TODAY)
    withdraw(unknown, me)
    assert not case.deadlines.filter(ended_on__isnull=False).exists()
    met.refresh_from_db()
    assert met.met_on == TODAY


def test_whoever_was_withdrawn_stays_last_in_the_list(case: Case, me: User, unknown: Subject) -> None:
    withdraw(unknown, me)
    cases.subject(case=case, kind="organisation")
    assert [each.name for each in case_people.subjects(case=case)] == ["The force itself", "Not yet identified"]


def test_they_may_be_added_again(case: Case, me: User) -> None:
    person = register.person()
    first = add(case, person, me).subject
    assert first is not None
    withdraw(first, me)
    again = add(case, person, me).subject
    assert again is not None
    assert (again.pk != first.pk, again.withdrawn_on, again.against.count()) == (True, None, 2)
    withdraw(again, me)
    add(case, person, me)
    assert Subject.objects.count() == 3
    with pytest.raises(AlreadyThere):
        add(case, person, me)


def test_whoever_manages_them_later_is_not_shut_out_any_more(case: Case, me: User, unit: Unit) -> None:
    person = register.person(unit=unit)
    subject = add(case, person, me).subject
    assert subject is not None
    withdraw(subject, me)
    manager = register.person()
    Posting.objects.filter(person=person).update(line_manager=manager)
    wall_sweep.sweep(cursor=None, by=Job("x"), at=AT)
    assert not CaseDenial.objects.filter(principal=f"person:{manager.pk}").exists()


def test_what_is_being_asked_about_them_is_closed_and_changes_nothing(
    case: Case, me: User, second: User, unit: Unit, officer: User, person: Person
) -> None:
    managed = register.person(unit=unit)
    subject = add(case, managed, me).subject
    assert subject is not None
    Posting.objects.filter(person=managed).update(line_manager=person)
    wall_sweep.sweep(cursor=None, by=Job("x"), at=AT)
    asked = WallDecision.objects.get(choice="")
    withdraw(subject, me)
    asked.refresh_from_db()
    assert (asked.choice, asked.decided_by) == ("not_needed", me)
    assert "they were added in error" in asked.reason
    assert sees(officer, case)
    assert case_access.walls(reader=access.reader(user=second, on=TODAY)) == ([], False)
    assert not known_walls.would_deny(case_id=case.pk, user_id=officer.pk, on=TODAY)
    # Who was asked about learns nothing of it, now that it is over either.
    assert not known_walls.known(reader=access.reader(user=officer, on=TODAY)).exists()
    assert said(Act.WALL_DECIDED)[-1] == ("done", me.principal, f"wall:{asked.pk}", "no longer needed")


def test_that_they_were_to_be_identified_is_closed_by_whoever_asked_too(
    me: User, officer: User, person: Person, unknown: Subject
) -> None:
    decision = identify(unknown, person, me).decision
    withdraw(unknown, me)
    assert decision is not None
    decision.refresh_from_db()
    assert (decision.choice, decision.asked_by, decision.decided_by) == ("not_needed", me, me)
    assert sees(officer, unknown.case)
    assert Subject.objects.get().person is None


def test_that_another_is_to_be_identified_as_them_goes_on_being_asked(
    case: Case, me: User, person: Person, unknown: Subject
) -> None:
    asked = identify(unknown, person, me).decision
    double = cases.subject(case=case, person=person)
    withdraw(double, me)
    assert asked is not None
    asked.refresh_from_db()
    assert asked.choice == ""


@pytest.mark.parametrize("who", ["themselves", "manager"])
def test_nobody_withdraws_themselves_or_whom_they_manage(case: Case, unit: Unit, me: User, who: str) -> None:
    mine = register.person(user=me, unit=unit)
    about = mine if who == "themselves" else register.person(unit=unit, line_manager=mine)
    # As the register has it since yesterday: the matter is still open to them.
    subject = cases.subject(case=case, person=about)
    with pytest.raises(Refused) as refusal:
        withdraw(subject, me)
    assert refusal.value.sentence == subjects.NOT_BY_YOU
    assert Subject.objects.get().withdrawn_on is None
    withdraw(subject, holder(Role.INVESTIGATOR, unit=unit))
    assert Subject.objects.get().withdrawn_on == TODAY


def test_whoever_managed_them_once_may(case: Case, unit: Unit, me: User) -> None:
    last_day = TODAY - timedelta(1)
    about = register.person(unit=unit, line_manager=register.person(user=me), last_day=last_day)
    withdraw(cases.subject(case=case, person=about), me)
    assert Subject.objects.get().withdrawn_on == TODAY


def test_a_held_matter_is_not_put_right(case: Case, me: User, unknown: Subject) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    for act in (lambda: withdraw(unknown, me), lambda: identify(unknown, register.person(), me)):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.sentence == case_changes.FROZEN


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"withdrawn_on": None}, id="no-day"),
        pytest.param({"withdrawn_because": ""}, id="no-reason"),
        pytest.param({"withdrawn_by": None}, id="nobody"),
    ],
)
def test_the_database_wants_all_of_a_withdrawal_or_none(me: User, unknown: Subject, values: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"withdrawn_on": TODAY, "withdrawn_because": WHY, "withdrawn_by": me}
    rows = Subject.objects.filter(pk=unknown.pk)
    with pytest.raises(IntegrityError, match="subject_is_withdrawn_for_a_reason"), transaction.atomic():
        rows.update(**(whole | values))
    rows.update(**whole)


def test_the_database_has_a_person_once_but_for_who_was_withdrawn(case: Case, me: User) -> None:
    person = register.person()
    told: dict[str, Any] = {"withdrawn_on": date(2026, 1, 1), "withdrawn_because": WHY, "withdrawn_by": me}
    for values in (told, told, {}):
        cases.subject(case=case, person=person, **values)
    with pytest.raises(IntegrityError, match="subject_once_in_a_case"), transaction.atomic():
        cases.subject(case=case, person=person)
