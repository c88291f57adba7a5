"""The jobs pages: who may do what there, what their forms take, and what each leaves behind."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import Draft, User
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.jobs import heartbeat as hearts
from cases.jobs.kinds import Kind
from cases.jobs.models import Drill, DrillRow, JobRun, Outbox
from tests.factories.jobs import CLEAR, FLAG, dead_work, failed_run, finished_run, run, work
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
DRILL_ID = "0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"
HUGE = "9" * 23
every_role = pytest.mark.parametrize("role", [pytest.param(role, id=role.value) for role in Role])


@pytest.fixture
def me() -> User:
    """An administrator."""
    return user(Role.ADMINISTRATOR)


@pytest.fixture
def client(me: User) -> Client:
    """The administrator's browser."""
    return logged_in(me)


def words(text: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def post_drill(client: Client, **changed: Any) -> Any:
    return client.post("/jobs/drills/", {"rows": "3", "drill_id": DRILL_ID} | changed)


# --- The overview -----------------------------------------------------------------------------------------------------


def test_all_is_well(client: Client) -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    finished_run(FLAG, done=12, total=12)
    page = words(client.get("/jobs/").text)
    assert "All is well: jobs run, and nothing waits for a person." in page
    assert "Flags the rows of drills that are late 04:10 23 November 2026" in page
    assert "12 of 12 done (100%)" in page
    assert "It has never run" in page
    assert "Nothing waits now." in page
    assert "Needs a person" not in page


def test_what_needs_a_person_is_said_and_leads_to_its_page(client: Client) -> None:
    failed, dead = failed_run(FLAG), dead_work()
    work(Kind.DRILL_ROW, problem="ValueError", attempts=2)
    response = client.get("/jobs/")
    page = words(response.text)
    assert "1 job and 1 piece of work failed for good and wait for a person." in page
    assert "Jobs do not run" in page
    assert "MailNotSent: SMTPDataError 554" in page
    assert "IntegrityError" in page
    assert "Marks one row of a drill as arrived 1 1 " in page
    assert f'href="{reverse("job_run", args=[failed.pk])}"' in response.text
    assert f'href="{reverse("job_work", args=[dead.pk])}"' in response.text


def test_a_long_queue_is_not_counted_to_its_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.queries.job_work.MOST_COUNTED", 2)
    for _ in range(2):
        work()
    assert "More than" not in words(client.get("/jobs/").text)
    work()
    page = words(client.get("/jobs/").text)
    assert "More than 2 pieces of work wait." in page
    assert "at least 3" in page


def test_the_page_asks_the_same_number_of_questions_whatever_there_is(client: Client) -> None:
    client.get("/jobs/")
    with CaptureQueriesContext(connection) as of_nothing:
        client.get("/jobs/")
    for number in range(10):
        failed_run(f"job {number}")
        dead_work()
        work()
    run(CLEAR)
    with CaptureQueriesContext(connection) as of_everything:
        client.get("/jobs/")
    assert len(of_everything) == len(of_nothing)


@pytest.mark.parametrize(
    ("path", "is_live"),
    [
        pytest.param("/jobs/", False, id="not-asked-for"),
        pytest.param("/jobs/?live=yes", True, id="asked-for"),
        pytest.param("/jobs/?live=no", False, id="something-else"),
    ],
)
def test_a_page_updates_itself_only_when_that_was_asked_for(client: Client, path: str, is_live: bool) -> None:
    page = client.get(path).text
    assert ('<meta http-equiv="refresh" content="5">' in page) is is_live
    assert ("data-live-page" in page) is is_live
    assert ("Stop updating" in page) is is_live
    assert ('href="?live=yes"' in page) is not is_live


# --- Who may do what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if "jobs.see" in ABOUT[role].permissions])
def test_links_lead_only_where_the_reader_may_go(role: Role) -> None:
    client, may = logged_in(user(role)), ABOUT[role].permissions
    failed, dead = failed_run(), dead_work()
    assert ('href="/jobs/drills/"' in client.get("/jobs/").text) is ("jobs.drill" in may)
    assert ("/retry/" in client.get(f"/jobs/runs/{failed.pk}/").text) is ("jobs.retry" in may)
    assert ("/settle/" in client.get(f"/jobs/work/{dead.pk}/").text) is ("jobs.retry" in may)


@every_role
def test_only_who_may_begins_a_drill(role: Role) -> None:
    may = "jobs.drill" in ABOUT[role].permissions
    somebody = user(role)
    assert post_drill(logged_in(somebody)).status_code == (302 if may else 403)
    assert Drill.objects.count() == int(may)
    refused = [("refused", somebody.principal, "page:drills", "jobs.drill")]
    assert said(Act.PAGE_REFUSED) == ([] if may else refused)


@every_role
def test_only_who_may_has_a_job_tried_again(role: Role) -> None:
    may = "jobs.retry" in ABOUT[role].permissions
    failed = failed_run()
    answer = logged_in(user(role)).post(f"/jobs/runs/{failed.pk}/retry/")
    assert answer.status_code == (302 if may else 403)
    assert JobRun.objects.filter(failed_at=None).exists() is may


@every_role
def test_only_who_may_settles_work(role: Role) -> None:
    may = "jobs.retry" in ABOUT[role].permissions
    dead = dead_work()
    answer = logged_in(user(role)).post(f"/jobs/work/{dead.pk}/settle/", {"decision": "again"})
    assert answer.status_code == (302 if may else 403)
    assert Outbox.objects.filter(dead_at=None).exists() is may


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/runs/0/",
        "/jobs/runs/4711/",
        f"/jobs/runs/{HUGE}/",
        f"/jobs/runs/{'9' * 5000}/",
        f"/jobs/runs/{HUGE}/retry/",
        f"/jobs/work/{DRILL_ID}/",
        f"/jobs/work/{DRILL_ID}/settle/",
        f"/jobs/drills/{DRILL_ID}/",
        "/jobs/work/17/",
        "/jobs/drills/none/",
    ],
    ids=lambda path: path[:40],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_does_not_exist_is_not_here(client: Client, path: str, method: str) -> None:
    # 405: a page that only shows something takes no form, whatever it is about.
    expected = {404} if method == "get" else {404, 405}
    assert getattr(client, method)(path).status_code in expected


# --- Drills -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param("0", "The number of rows must be 1 or more", id="none"),
        pytest.param("1", "", id="one"),
        pytest.param("5000", "", id="the-most"),
        pytest.param("5001", "The number of rows must be 5,000 or fewer", id="one-too-many"),
        pytest.param("-1", "The number of rows must be 1 or more", id="less-than-none"),
        pytest.param("", "Enter how many rows", id="empty"),
        pytest.param("   ", "The number of rows must be a whole number, like 100", id="blanks"),
        pytest.param(" 7 ", "", id="blanks-around-it"),
        pytest.param("1,000", "", id="as-the-hint-writes-it"),
        pytest.param("5,001", "The number of rows must be 5,000 or fewer", id="one-too-many-as-the-hint-writes-it"),
        pytest.param(",", "The number of rows must be a whole number, like 100", id="a-comma"),
        pytest.param("many", "The number of rows must be a whole number, like 100", id="a-word"),
        pytest.param("1.5", "The number of rows must be a whole number, like 100", id="a-half"),
        pytest.param("1e3", "The number of rows must be a whole number, like 100", id="as-a-computer-writes-it"),
        pytest.param("5\0", "The number of rows must be a whole number, like 100", id="a-nought-of-computers"),
        pytest.param("9" * 40, "The number of rows must be 5,000 or fewer", id="huge"),
        pytest.param("9" * 5000, "The number of rows must be a whole number, like 100", id="beyond-all-numbers"),
    ],
)
def test_a_drill_has_from_one_to_five_thousand_rows(client: Client, rows: str, sentence: str) -> None:
    answer = post_drill(client, rows=rows)
    if sentence:
        assert answer.status_code == 200
        assert words(answer.text).count(sentence) == 2, "in the summary and at the field"
        assert f'value="{DRILL_ID}"' in answer.text, "a second try is the same drill"
        assert not Drill.objects.exists()
    else:
        assert answer["Location"] == f"/jobs/drills/{DRILL_ID}/"
        assert DrillRow.objects.count() == int(rows.replace(",", ""))


@pytest.mark.parametrize("drill_id", ["", "none", "17"])
def test_a_drill_without_its_number_is_not_begun(client: Client, drill_id: str) -> None:
    answer = post_drill(client, drill_id=drill_id)
    assert "Open this page again" in words(answer.text)
    assert not Drill.objects.exists()


def test_what_was_typed_wrongly_is_still_there(client: Client) -> None:
    assert 'value="five &lt;b&gt;"' in post_drill(client, rows="five <b>").text


def test_the_same_form_twice_is_one_drill_one_mail_and_one_entry(client: Client, me: User) -> None:
    answers = [post_drill(client, rows=rows)["Location"] for rows in ("3", "3", "500")]
    assert set(answers) == {f"/jobs/drills/{DRILL_ID}/"}
    assert (Drill.objects.count(), DrillRow.objects.count()) == (1, 3)
    assert (Outbox.objects.filter(leaves=False).count(), Outbox.objects.filter(leaves=True).count()) == (3, 1)
    assert said(Act.DRILL_BEGUN) == [("done", me.principal, f"drill:{DRILL_ID}", "3 rows")]


def test_each_page_of_the_form_has_a_number_of_its_own(client: Client) -> None:
    numbers = {re.findall(r'name="drill_id" value="([^"]+)"', client.get("/jobs/drills/").text)[0] for _ in range(2)}
    assert len(numbers) == 2


def test_a_drills_page_shows_how_far_it_is_and_its_receipt(client: Client, me: User) -> None:
    post_drill(client, rows="3")
    DrillRow.objects.filter(number=1).update(arrived=1)
    page = words(client.get(f"/jobs/drills/{DRILL_ID}/").text)
    assert "1 of 3 rows have arrived so far." in page
    assert "Arrived 1 of 3 (33%)" in page
    assert f"Receipt {DRILL_ID}" in page
    assert f"by {me.name}" in page
    assert "1 of 3" not in words(client.get("/jobs/drills/").text)
    assert f"{me.name} 3 1 0 0 0" in words(client.get("/jobs/drills/").text)


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


# --- History ----------------------------------------------------------------------------------------------------------


def test_history_lists_runs_newest_first(client: Client) -> None:
    assert "No job has run yet." in words(client.get("/jobs/history/").text)
    finished_run(CLEAR, "2026-11-22", done=5)
    failed_run(FLAG, "as at 2026-11-24T04:10:00+00:00")
    page = words(client.get("/jobs/history/").text)
    assert page.index("By hand") < page.index("22 November 2026")
    assert "Finished 5 done" in page
