"""The jobs pages: the overview, the history, and who may do what there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.jobs import heartbeat as hearts
from cases.jobs.kinds import Kind
from cases.jobs.models import Drill, JobRun, Outbox
from tests.doors.job_pages import DRILL_ID, post_drill, words
from tests.factories.jobs import CLEAR, FLAG, dead_work, failed_run, finished_run, run, work
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
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


# --- History ----------------------------------------------------------------------------------------------------------


def test_history_lists_runs_newest_first(client: Client) -> None:
    assert "No job has run yet." in words(client.get("/jobs/history/").text)
    finished_run(CLEAR, "2026-11-22", done=5)
    failed_run(FLAG, "as at 2026-11-24T04:10:00+00:00")
    page = words(client.get("/jobs/history/").text)
    assert page.index("By hand") < page.index("22 November 2026")
    assert "Finished 5 done" in page
