"""Whoever is asked about finds out nothing by lifting a denial; the decision shuts out again whom they let in."""

from functools import partial
from typing import Any

import pytest

from cases.accounts.models import User
from cases.models import Case, CaseDenial, WallDecision
from cases.operations import denials, reading, sight
from cases.workforce.models import Person
from tests.cases.operations.sight.acting import decide, sees
from tests.cases.operations.sight.worlds import QUESTIONS, WHO, Scene, refused, same
from tests.factories import cases
from tests.factories.acts import AT
from tests.factories.cases import TODAY

pytestmark = pytest.mark.django_db


def shut_out(scene: Scene, whom: Person) -> int:
    """They were added in error once, and are shut out since. The number of their denial."""
    denial = CaseDenial.objects.create(case=scene.case, principal=f"person:{whom.pk}", why="concerned")
    reading.deny(case=scene.case, user=whom.user, on=TODAY)  # type: ignore[arg-type]
    told: dict[str, Any] = {"withdrawn_on": TODAY, "withdrawn_because": "x", "withdrawn_by": scene.asker}
    cases.subject(case=scene.case, person=whom, **told)
    WallDecision.objects.create(
        case=scene.case, person=whom, proposal={}, asked_by=scene.asker, asked_at=AT, choice="revoke", reason="x",
        decided_by=scene.decider, decided_at=AT, would_lose=[{"user": whom.user_id, "name": "x", "why": "x"}],
    )  # fmt: skip
    return denial.pk


def lift(case: Case, number: int, by: User) -> None:
    denials.lift(reference=case.reference, denial_id=number, reason="Never concerned", by=by, at=AT)


@WHO
@QUESTIONS
@pytest.mark.parametrize("sees_then", [True, False])
def test_one_of_the_two_lifts_the_denial_of_the_other_whatever_is_asked(
    who: str, question: str, sees_then: bool
) -> None:
    scene = Scene(seer="both" if sees_then else who)
    by, _, whom = scene.other(who)
    number = shut_out(scene, whom)
    found = same(scene, by, getattr(scene, question), partial(lift, scene.case, number, by))
    assert found["answers"] == [None]


@WHO
def test_whose_denial_was_lifted_meanwhile_is_denied_again_by_the_decision(who: str) -> None:
    scene = Scene()
    by, other, whom = scene.other(who)
    number = shut_out(scene, whom)
    decision = scene.ask()
    assert {each["user"] for each in decision.would_lose} == {by.pk}
    lift(scene.case, number, by)
    assert sees(other, scene.case)
    decision.refresh_from_db()
    assert {each["user"] for each in decision.would_lose} == {by.pk, other.pk}
    decide(decision, scene.decider)
    for each in (by, other):
        assert not sees(each, scene.case)
    assert set(CaseDenial.objects.filter(case=scene.case).values_list("principal", flat=True)) == {
        f"person:{scene.person.pk}", f"person:{scene.managing.pk}", by.principal, other.principal,
    }  # fmt: skip


@WHO
def test_whose_denial_was_lifted_without_seeing_it_by_that_is_denied_by_the_decision_too(who: str) -> None:
    scene = Scene(seer=who)
    by, other, whom = scene.other(who)
    number = shut_out(scene, whom)
    decision = scene.ask()
    lift(scene.case, number, by)
    assert not sees(other, scene.case)
    decide(decision, scene.decider)
    assert CaseDenial.objects.filter(case=scene.case, principal=f"person:{whom.pk}").exists()
    reading.name(case=scene.case, user=other, reason="x", on=TODAY, by="user:1")
    assert not sees(other, scene.case)


@WHO
def test_whoever_may_know_of_the_question_lifts_nothing_meanwhile_as_before(who: str) -> None:
    scene = Scene()
    _, other, whom = scene.other(who)
    number = shut_out(scene, whom)
    scene.ask()
    for by in (scene.colleague, scene.decider):
        assert refused(partial(lift, scene.case, number, by)) == sight.REFUSAL
    assert not sees(other, scene.case)
