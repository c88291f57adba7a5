"""What failed for good: a job is tried again, work is tried again or given up, and each of these is noted."""

import re
import uuid
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.jobs.models import JobRun, Outbox
from tests.doors.job_pages import words
from tests.factories.jobs import FLAG, dead_work, failed_run, finished_run, run, work
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    """An administrator."""
    return user(Role.ADMINISTRATOR)


@pytest.fixture
def client(me: User) -> Client:
    """The administrator's browser."""
    return logged_in(me)


# --- Trying a job again -----------------------------------------------------------------------------------------------


def test_a_failed_run_is_tried_again_after_one_more_question(client: Client, me: User) -> None:
    failed = failed_run(done=4000, total=80_000)
    page = words(client.get(f"/jobs/runs/{failed.pk}/").text)
    assert "4,000 of 80,000 done (5%). It was tried 5 times without getting any further." in page
    asked = words(client.get(f"/jobs/runs/{failed.pk}/retry/").text)
    assert "It stopped with 4,000 of 80,000 done (5%)." in asked
    assert JobRun.objects.filter(failed_at=None).count() == 0, "asking changes nothing"
    answer = client.post(f"/jobs/runs/{failed.pk}/retry/", follow=True)
    assert "The job goes on where it stopped." in words(answer.text)
    failed.refresh_from_db()
    assert (failed.failed_at, failed.attempts, failed.done) == (None, 0, 4000)
    assert said(Act.JOB_RETRIED) == [("done", me.principal, f"job:{FLAG} 2026-11-23", "")]


def under_way() -> tuple[JobRun, str, str]:
    return run(), "This job has not failed", "not failed"


def finished() -> tuple[JobRun, str, str]:
    return finished_run(), "This job has not failed", "not failed"


def beside_another() -> tuple[JobRun, str, str]:
    failed = failed_run(slot="2026-11-22")
    run(slot="2026-11-23")
    return failed, "Another run of this job is under way.", "another is under way"


@pytest.mark.parametrize("before", [under_way, finished, beside_another])
def test_a_run_that_cannot_be_tried_again_is_refused_and_that_is_noted(client: Client, me: User, before: Any) -> None:
    made, sentence, reason = before()
    was = JobRun.objects.filter(pk=made.pk).values().get()
    answer = client.post(f"/jobs/runs/{made.pk}/retry/")
    assert answer.status_code == 409
    page = words(answer.text)
    assert "This cannot be done now" in page
    assert sentence in page
    assert "Nothing was changed." in page
    assert answer["X-Request-ID"] in page
    assert JobRun.objects.filter(pk=made.pk).values().get() == was
    assert said(Act.JOB_RETRIED) == [("refused", me.principal, f"job:{FLAG} {made.slot}", reason)]


@pytest.mark.parametrize("before", [under_way, finished])
def test_nobody_is_asked_whether_to_try_again_what_has_not_failed(client: Client, before: Any) -> None:
    made = before()[0]
    assert client.get(f"/jobs/runs/{made.pk}/retry/")["Location"] == f"/jobs/runs/{made.pk}/"


# --- Settling work ----------------------------------------------------------------------------------------------------

CHOOSE = "Choose whether to try it again or to give it up"
WHY = "Enter why it is given up"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({}, CHOOSE, id="nothing"),
        pytest.param({"decision": "perhaps", "reason": "why"}, CHOOSE, id="no-such-decision"),
        pytest.param({"reason": "it is over"}, CHOOSE, id="only-a-reason"),
        pytest.param({"decision": "give_up"}, WHY, id="given-up-without-a-reason"),
        pytest.param({"decision": "give_up", "reason": " \n "}, WHY, id="given-up-for-blanks"),
        pytest.param(
            {"decision": "give_up", "reason": "x" * 501},
            "The reason must be 500 characters or fewer; it has 501",
            id="501-characters",
        ),
        pytest.param(
            {"decision": "give_up", "reason": "x\0y"}, "The reason must be text that can be read", id="unreadable"
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, typed: dict[str, str], sentence: str) -> None:
    dead = dead_work()
    answer = client.post(f"/jobs/work/{dead.pk}/settle/", typed)
    assert answer.status_code == 200
    assert words(answer.text).count(sentence) == 2, "in the summary and at the field"
    assert "<title>Error: " in answer.text
    assert typed.get("reason", "").strip() in answer.text
    assert ("checked" in answer.text) is (typed.get("decision") == "give_up")
    dead.refresh_from_db()
    assert (dead.dead_at is None, dead.given_up_at) == (False, None)


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("x" * 500, id="500-characters"),
        pytest.param("y", id="one-character"),
        pytest.param("ẞ" * 500, id="500-characters-of-two-bytes"),
    ],
)
def test_work_is_given_up_for_a_reason(client: Client, me: User, reason: str) -> None:
    dead = dead_work()
    answer = client.post(f"/jobs/work/{dead.pk}/settle/", {"decision": "give_up", "reason": f" {reason} "}, follow=True)
    assert "It has been given up." in words(answer.text)
    assert "/settle/" not in answer.text
    dead.refresh_from_db()
    assert dead.given_up_at is not None
    assert said(Act.WORK_GIVEN_UP) == [("done", me.principal, f"work:{dead.pk}", reason)]


@pytest.mark.parametrize("reason", ["", "typed, then decided otherwise"])
def test_work_is_tried_again_and_needs_no_reason(client: Client, me: User, reason: str) -> None:
    dead = dead_work()
    answer = client.post(f"/jobs/work/{dead.pk}/settle/", {"decision": "again", "reason": reason}, follow=True)
    assert "It will be tried again within seconds." in words(answer.text)
    dead.refresh_from_db()
    assert (dead.dead_at, dead.attempts) == (None, 1)
    assert said(Act.WORK_RETRIED) == [("done", me.principal, f"work:{dead.pk}", "")]


def waits() -> Outbox:
    return work()


def is_done() -> Outbox:
    return work(done_at=Now())


def is_given_up() -> Outbox:
    return dead_work(given_up_at=Now())


@pytest.mark.parametrize("before", [waits, is_done, is_given_up])
@pytest.mark.parametrize(
    ("decision", "act"), [("again", Act.WORK_RETRIED), ("give_up", Act.WORK_GIVEN_UP)], ids=["again", "give-up"]
)
def test_work_that_is_not_dead_is_not_settled_and_that_is_noted(
    client: Client, me: User, before: Any, decision: str, act: Act
) -> None:
    made = before()
    was = Outbox.objects.filter(pk=made.pk).values().get()
    assert client.get(f"/jobs/work/{made.pk}/settle/")["Location"] == f"/jobs/work/{made.pk}/"
    answer = client.post(f"/jobs/work/{made.pk}/settle/", {"decision": decision, "reason": "why"})
    assert answer.status_code == 409
    assert "This work is not one that failed for good" in words(answer.text)
    assert Outbox.objects.filter(pk=made.pk).values().get() == was
    assert said(act) == [("refused", me.principal, f"work:{made.pk}", "not dead")]


def test_what_was_typed_before_the_session_ended_is_offered_and_forgotten_once_it_is_sent(
    client: Client, me: User
) -> None:
    dead = dead_work()
    path = f"/jobs/work/{dead.pk}/settle/"
    note = re.findall(r'name="draft_note" value="([^"]+)"', client.get(path).text)[0]
    Client().post(path, {"draft_note": note, "decision": "give_up", "reason": "done by hand"})
    page = client.get(path).text
    assert "We kept what you typed" in page
    assert "done by hand" in page
    client.post(path, {"decision": "give_up", "reason": "done by hand"})
    assert not Draft.objects.exists()


def test_what_was_kept_is_discarded_when_it_is_not_wanted(client: Client, me: User) -> None:
    dead, other = dead_work(), dead_work()
    for kept in (dead, other):
        Draft.objects.create(owner=me, kind="work_settle", key=str(kept.pk), body={"reason": ["old"]})
    client.post(f"/jobs/work/{dead.pk}/settle/", {"discard": "1", "decision": "again"})
    assert list(Draft.objects.values_list("key", flat=True)) == [str(other.pk)]
    dead.refresh_from_db()
    assert dead.dead_at is not None, "to discard is not to decide"


def test_a_works_page_names_nothing_that_it_is_about(client: Client) -> None:
    dead = dead_work(ids={"user": 4711, "about": "canary"}, key=f"canary {uuid.uuid4()}")
    page = client.get(f"/jobs/work/{dead.pk}/").text
    assert str(dead.pk) in page
    assert "canary" not in page
    assert "4711" not in page
