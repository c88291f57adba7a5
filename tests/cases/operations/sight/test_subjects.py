"""Identifying somebody whom a matter is about: the same row, at once or once a second person has decided."""

from functools import partial
from typing import Any

import pytest

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, CaseDenial, Change, Subject, WallDecision
from cases.operations import subjects, walls
from cases.operations.subjects import Added, AlreadyThere
from cases.workforce.models import Person, Unit
from tests.cases.operations.sight.acting import add, decide, identify, sees, withdraw
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import holder
from tests.factories.races import race
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


# --- Identified ---


def test_the_same_row_becomes_the_person_and_what_is_alleged_stays(unit: Unit, me: User, unknown: Subject) -> None:
    manager = register.person(user=user())
    person = register.person(user=user(), unit=unit, kind="special", line_manager=manager)
    before = list(unknown.against.order_by("pk").values())
    assert identify(unknown, person, me).subject == unknown
    found = Subject.objects.get()
    assert (found.pk, found.kind, found.person, found.person_kind) == (unknown.pk, "person", person, "special")
    assert (found.description, found.added_on) == ("PC, tall, collar ending 37", unknown.added_on)
    assert list(found.against.order_by("pk").values()) == before
    assert set(CaseDenial.objects.values_list("principal", "why")) == {
        (f"person:{person.pk}", "concerned"),
        (f"person:{manager.pk}", "line_manager"),
    }
    assert Case.objects.get().version == 2
    about = f"subject:{unknown.pk}"
    assert said(Act.SUBJECT_IDENTIFIED) == [("done", me.principal, about, "until now: Partly known")]
    assert not said(Act.SUBJECT_ADDED)
    [change] = Change.objects.filter(table="cases_subject")
    assert (change.row_id, change.before) == (
        unknown.pk,
        {"kind": "partly_known", "person_id": None, "person_kind": ""},
    )


def test_identified_as_the_same_person_again_nothing_changes(me: User, unknown: Subject) -> None:
    person = register.person()
    for _ in range(2):
        assert identify(unknown, person, me).subject == unknown
    assert Case.objects.get().version == 2
    assert len(said(Act.SUBJECT_IDENTIFIED)) == 1


def test_where_somebody_would_lose_sight_nothing_is_saved_but_the_question(
    case: Case, me: User, officer: User, person: Person, unknown: Subject
) -> None:
    added = identify(unknown, person, me)
    assert (added.subject, added.asked_otherwise) == (None, False)
    decision = WallDecision.objects.get()
    assert added.decision == decision
    assert (decision.person, decision.proposal["identifies"]) == (person, unknown.pk)
    unknown.refresh_from_db()
    assert (unknown.person, sees(officer, case), Case.objects.get().version) == (None, True, 1)
    assert identify(unknown, person, me).decision == decision
    assert len(said(Act.WALL_RAISED)) == 1


def test_once_decided_the_same_row_becomes_them_and_there_is_no_second_one(
    case: Case, me: User, second: User, officer: User, person: Person, unknown: Subject
) -> None:
    decision = decide(identify(unknown, person, me).decision, second)
    found = Subject.objects.get()
    assert (found.pk, found.person, found.kind) == (unknown.pk, person, "person")
    assert found.against.filter(known={"assessment": "misconduct"}).count() == 1
    assert not sees(officer, case)
    assert [reason for *_, reason in said(Act.WALL_DECIDED)] == ["revoke"]
    assert WallDecision.objects.get() == decision


def test_frozen_they_stay_unidentified_and_may_be_identified_after_it(
    me: User, second: User, person: Person, unknown: Subject
) -> None:
    decision = decide(identify(unknown, person, me).decision, second, "freeze")
    assert Subject.objects.get().person is None
    with pytest.raises(Refused):
        identify(unknown, person, me)
    walls.end_freeze(decision_id=decision.pk, reason="x", by=second, at=AT)
    decide(identify(unknown, person, me).decision, second)
    assert Subject.objects.get().person == person


def test_what_else_was_asked_about_who_it_might_be_is_closed(
    unit: Unit, me: User, second: User, person: Person, unknown: Subject
) -> None:
    other = register.person(user=holder(Role.SUPERVISOR, unit=unit), unit=unit)
    first, later = identify(unknown, other, me).decision, identify(unknown, person, me).decision
    decide(later, second)
    assert first is not None
    first.refresh_from_db()
    assert (first.choice, first.decided_by, Subject.objects.get().person) == ("not_needed", second, person)
    with pytest.raises(Refused) as refusal:
        decide(first, holder(Role.SUPERVISOR, unit=unit))
    assert refusal.value.sentence == walls.DECIDED
    assert sees(other.user, unknown.case)  # type: ignore[arg-type]


def test_of_two_who_might_be_the_same_person_only_one_becomes_them(
    case: Case, me: User, second: User, person: Person, unknown: Subject
) -> None:
    other = cases.subject(case=case)
    first = identify(unknown, person, me)
    for again in (identify(other, person, me), add(case, person, me)):
        assert again == Added(decision=first.decision, lose=first.lose, asked_otherwise=True)
    decide(first.decision, second)
    assert set(Subject.objects.values_list("pk", "person")) == {(unknown.pk, person.pk), (other.pk, None)}


def test_whoever_proposes_themselves_reads_the_same_whatever_is_asked_already(
    case: Case, me: User, officer: User, person: Person, unknown: Subject
) -> None:
    alone = identify(cases.subject(case=cases.case(unit=case.unit)), person, officer)
    assert alone.lose
    other = cases.subject(case=case)
    first = identify(unknown, person, me)
    for again in (identify(other, person, officer), add(case, person, officer)):
        assert (again.lose, again.asked_otherwise) == (alone.lose, False)
        assert again.decision == first.decision


def test_whoever_is_to_be_identified_ends_nothing_by_marking_the_subject_as_added_in_error(
    me: User, second: User, officer: User, person: Person, unknown: Subject
) -> None:
    decision = identify(unknown, person, me).decision
    assert decision is not None
    told: dict[str, Any] = {"subject_id": unknown.pk, "reason": "Nobody was there", "at": AT}
    subjects.withdraw(reference=unknown.case.reference, by=officer, **told)
    decision.refresh_from_db()
    assert (decision.choice, decision.proposal.get("identifies")) == ("", None)
    decide(decision, second)
    assert Subject.objects.filter(person=person, withdrawn_on=None).count() == 1
    assert not sees(officer, unknown.case)


def test_somebody_whom_it_is_about_already_is_not_there_a_second_time(case: Case, me: User, unknown: Subject) -> None:
    person = register.person()
    add(case, person, me)
    with pytest.raises(AlreadyThere):
        identify(unknown, person, me)
    withdraw(Subject.objects.get(person=person), me)
    assert identify(unknown, person, me).subject == unknown


def test_who_is_identified_already_is_not_identified_as_somebody_else(me: User, unknown: Subject) -> None:
    identify(unknown, register.person(), me)
    with pytest.raises(Refused) as refusal:
        identify(unknown, register.person(), me)
    assert refusal.value.sentence == subjects.IDENTIFIED


def test_nobody_is_identified_who_is_not_there(case: Case, me: User, unknown: Subject) -> None:
    person = register.person()
    for subject in (
        cases.subject(case=case, kind="organisation"),
        cases.subject(case=cases.case(), kind="unidentified"),
        Subject(pk=10**9, case=case),
    ):
        with pytest.raises(NotThere):
            identify(subject, person, me)
    withdraw(unknown, me)
    with pytest.raises(NotThere):
        identify(unknown, person, me)
    stranger = holder(Role.SUPERVISOR, unit=register.unit())
    for act in (lambda: identify(unknown, person, stranger), lambda: withdraw(unknown, stranger)):
        with pytest.raises(NotThere):
            act()


# --- Two at once ---


@pytest.mark.django_db(transaction=True)
def test_of_two_who_identify_somebody_at_once_one_wins() -> None:
    unit = register.unit()
    by = [holder(Role.INVESTIGATOR, unit=unit) for _ in range(2)]
    made = cases.case(unit=unit)
    for _ in range(10):
        subject, people = cases.subject(case=made), [register.person() for _ in range(2)]
        found = race(*(partial(identify, subject, *pair) for pair in zip(people, by, strict=True)))
        lost = [each for each in found if isinstance(each, Refused)]
        assert [each.sentence for each in lost] == [subjects.IDENTIFIED], found
        winner = people[1] if isinstance(found[0], Refused) else people[0]
        subject.refresh_from_db()
        assert subject.person == winner
