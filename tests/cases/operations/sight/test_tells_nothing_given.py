"""Whoever is asked about finds out nothing by giving sight; what they gave meanwhile, the decision takes back."""

from functools import partial
from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, CaseDenial, CaseReader, Membership
from cases.operations import membership, reading, sight, walls
from cases.workforce.models import Posting
from tests.cases.operations.sight.acting import asked, decide, sees
from tests.cases.operations.sight.worlds import QUESTIONS, WHO, Scene, refused, same
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db


def name(case: Case, user: User, by: User) -> None:
    membership.name(reference=case.reference, user_id=user.pk, reason="Knows the place", by=by, at=AT)


def give(case: Case, user: User, by: User) -> None:
    membership.give(reference=case.reference, user_id=user.pk, until=TODAY, reason="Reads it", by=by, at=AT)


def end(case: Case, user: User, by: User) -> None:
    number = Membership.objects.get(case=case, user=user, ended_on=None).pk
    membership.end(reference=case.reference, membership_id=number, reason="Moved", by=by, at=AT)


GIVING = pytest.mark.parametrize("gives", [name, give])


@WHO
@QUESTIONS
@GIVING
def test_one_of_the_two_gives_it_to_the_other_whatever_is_asked(who: str, question: str, gives: Any) -> None:
    scene = Scene(seer=who)
    by, other, _ = scene.other(who)
    found = same(scene, by, getattr(scene, question), partial(gives, scene.case, other, by))
    assert found["answers"] == [None]


@WHO
@GIVING
def test_one_of_the_two_ends_it_for_the_other_and_gives_it_again(who: str, gives: Any) -> None:
    scene = Scene(seer=who)
    by, other, _ = scene.other(who)
    reading.name(case=scene.case, user=other, reason="x", on=TODAY, by=scene.asker.principal)
    acts = (partial(end, scene.case, other, by), partial(gives, scene.case, other, by))
    assert same(scene, by, scene.ask, *acts)["answers"] == [None, None]


@WHO
@GIVING
def test_whoever_may_know_of_the_question_is_refused_as_before(who: str, gives: Any) -> None:
    scene = Scene(seer=who)
    by, other, _ = scene.other(who)
    scene.ask()
    for whom in (scene.asker, scene.colleague, scene.decider):
        assert refused(partial(gives, scene.case, other, whom)) == sight.REFUSAL
    assert refused(partial(gives, scene.case, by, by)) == sight.REFUSAL, "nobody gives it to themselves"
    assert not sees(other, scene.case)


@GIVING
def test_what_else_is_asked_about_the_other_refuses_it_in_both_worlds(gives: Any) -> None:
    scene = Scene(seer="manager")
    watcher = holder(Role.SUPERVISOR, unit=scene.unit)
    managed = register.person(user=watcher, unit=scene.unit, line_manager=scene.person)
    # The officer manages them, and whoever manages the officer may know of it.
    asked(scene.case, managed, scene.asker)
    found = same(scene, scene.manager, scene.ask, partial(gives, scene.case, scene.officer, scene.manager))
    assert found["answers"][0][:2] == ("refused", sight.REFUSAL)


@WHO
@GIVING
@pytest.mark.parametrize("choice", ["revoke", "cover"])
def test_what_was_given_meanwhile_the_decision_takes_back(who: str, gives: Any, choice: str) -> None:
    scene = Scene(seer=who)
    by, other, _ = scene.other(who)
    decision = scene.ask()
    assert {each["user"] for each in decision.would_lose} == {by.pk}
    gives(scene.case, other, by)
    assert sees(other, scene.case)
    decision.refresh_from_db()
    assert {each["user"] for each in decision.would_lose} == {by.pk, other.pk}, "whoever decides reads it before"
    covering = {"covered": (cases.case(unit=scene.unit).reference,), "routine_reason": "Workload"}
    decided = decide(decision, scene.decider, choice, **(covering if choice == "cover" else {}))
    assert {each["user"] for each in decided.would_lose} == {by.pk, other.pk}
    for whom in (by, other):
        assert not sees(whom, scene.case)
        assert not CaseReader.objects.filter(principal=whom.principal).exists()
        assert CaseDenial.objects.filter(case=scene.case, principal=whom.principal).exists()
    assert not Membership.objects.filter(case=scene.case, user=other, ended_on=None).exists()
    for whom in (scene.asker, scene.colleague):
        assert refused(partial(gives, scene.case, other, whom)) == sight.REFUSAL


@GIVING
def test_whoever_managed_them_when_it_was_given_loses_it_though_they_manage_them_no_more(gives: Any) -> None:
    scene = Scene(seer="officer")
    decision = scene.ask()
    gives(scene.case, scene.manager, scene.officer)
    Posting.objects.filter(person=scene.person).update(line_manager=None)
    decide(decision, scene.decider)
    assert not sees(scene.manager, scene.case)


@WHO
def test_frozen_nothing_is_given_and_what_was_given_is_asked_about_after_it(who: str) -> None:
    scene = Scene(seer=who)
    by, other, _ = scene.other(who)
    decision = scene.ask()
    name(scene.case, other, by)
    decide(decision, scene.decider, "freeze")
    assert sees(other, scene.case)
    walls.end_freeze(decision_id=decision.pk, reason="x", by=scene.decider, at=AT)
    again = scene.ask()
    assert {each["user"] for each in again.would_lose} == {by.pk, other.pk}
    decide(again, scene.decider)
    assert not sees(other, scene.case)
