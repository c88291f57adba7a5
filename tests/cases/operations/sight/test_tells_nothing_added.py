"""Whoever is asked about finds out nothing by proposing somebody: they are answered as if nothing were asked."""

import uuid
from functools import partial
from typing import Any

import pytest

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.models import Case, Subject, WallDecision
from cases.operations import subjects
from cases.operations.case_changes import SentAlready
from cases.operations.intake.values import Concerned
from cases.workforce.models import Person
from tests.cases.operations.sight.acting import add, decide, identify, sees, withdraw
from tests.cases.operations.sight.worlds import QUESTIONS, WHO, Scene, same
from tests.factories.acts import AT
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
PAGE, OTHER_PAGE = uuid.uuid4(), uuid.uuid4()


def send(case: Case, person: Person | None, by: User, page: uuid.UUID | None = PAGE) -> Any:
    concerned = Concerned(kind="person" if person else "unidentified", person_id=person.pk if person else None)
    return subjects.add(reference=case.reference, concerned=concerned, by=by, at=AT, added_with=page)


# --- The page by which somebody is added ---


@WHO
@QUESTIONS
def test_a_page_that_proposed_them_is_spent_whatever_was_asked_before(who: str, question: str) -> None:
    scene = Scene()
    whom = getattr(scene, who)
    acts = [partial(send, scene.case, person, whom) for person in (scene.person, scene.stranger, None, scene.person)]
    found = same(scene, whom, getattr(scene, question), *acts)
    assert [found["answers"][at] for at in (1, 2)] == ["SentAlready", "SentAlready"]
    assert found["answers"][0] == found["answers"][3]


@WHO
def test_every_page_that_asked_is_spent_and_one_that_did_not_is_none(who: str) -> None:
    scene = Scene()
    whom = getattr(scene, who)
    acts = [
        partial(send, scene.case, person, whom, page)
        for person, page in (
            (scene.person, PAGE), (scene.person, OTHER_PAGE), (scene.stranger, PAGE), (scene.stranger, OTHER_PAGE),
            (scene.stranger, uuid.uuid4()),
        )
    ]  # fmt: skip
    found = same(scene, whom, scene.ask, *acts)
    assert found["answers"][2:4] == ["SentAlready", "SentAlready"]
    assert found["answers"][4][0] == ("person", scene.stranger.pk, "")


@WHO
def test_a_page_stays_spent_where_what_was_asked_has_become_pointless(who: str) -> None:
    scene = Scene()
    whom = getattr(scene, who)
    acts = [
        partial(send, scene.case, scene.person, whom),
        partial(withdraw, scene.tall, scene.colleague),
        partial(send, scene.case, scene.stranger, whom),
    ]
    assert same(scene, whom, scene.ask_to_identify, *acts)["answers"][2] == "SentAlready"


@WHO
@QUESTIONS
def test_each_asking_leaves_an_entry_whatever_was_asked_before(who: str, question: str) -> None:
    scene = Scene()
    whom = getattr(scene, who)
    getattr(scene, question)()
    before = len(said(Act.WALL_RAISED))
    for _ in range(2):
        send(scene.case, scene.person, whom)
    decision = WallDecision.objects.get()
    assert said(Act.WALL_RAISED)[before:] == [("done", whom.principal, f"wall:{decision.pk}", "")], "the page once"


def test_somebody_else_is_told_as_before_of_what_is_asked_already_and_the_page_is_spent() -> None:
    scene = Scene()
    scene.ask_to_identify()
    for _ in range(2):
        assert send(scene.case, scene.person, scene.colleague).asked_otherwise
    with pytest.raises(SentAlready):
        send(scene.case, scene.stranger, scene.colleague)
    decide(WallDecision.objects.get(), scene.decider)
    with pytest.raises(SentAlready):
        send(scene.case, scene.stranger, scene.colleague)
    assert Subject.objects.get().person == scene.person
    assert not sees(scene.officer, scene.case)


def test_a_page_that_asked_before_pages_were_kept_is_known_still() -> None:
    scene = Scene()
    WallDecision.objects.filter(pk=scene.ask().pk).update(
        proposal={"kind": "person", "person_id": scene.person.pk, "added_with": str(PAGE)}
    )
    with pytest.raises(SentAlready):
        send(scene.case, scene.stranger, scene.colleague)
    send(scene.case, scene.person, scene.colleague, OTHER_PAGE)
    for page in (PAGE, OTHER_PAGE):
        with pytest.raises(SentAlready):
            send(scene.case, scene.stranger, scene.colleague, page)
    decide(WallDecision.objects.get(), scene.decider)
    assert Subject.objects.get(person=scene.person).added_with == PAGE


# --- What else is asked about somebody ---


@WHO
@pytest.mark.parametrize("question", ["ask", "ask_by_register"])
def test_what_they_asked_about_somebody_else_is_told_to_them_alike(who: str, question: str) -> None:
    scene = Scene()
    whom = getattr(scene, who)
    acts = (partial(identify, scene.tall, scene.watched, whom), partial(add, scene.case, scene.watched, whom))
    found = same(scene, whom, getattr(scene, question), *acts)
    assert [answer[3] for answer in found["answers"]] == [False, True], "what is asked otherwise is no secret to them"


def test_whoever_is_not_asked_about_is_told_what_is_asked_otherwise() -> None:
    scene = Scene()
    scene.ask_to_identify()
    assert add(scene.case, scene.person, scene.colleague).asked_otherwise
    for whom in (scene.officer, scene.manager):
        assert not add(scene.case, scene.person, whom).asked_otherwise
