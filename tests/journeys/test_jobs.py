"""An administrator looks at the jobs, settles what failed, begins a drill and watches it."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import expect

from tests.databases import Clone
from tests.journeys.browsing import SIDEWAYS, press
from tests.journeys.conftest import Visitor
from tests.journeys.people import ADMINISTRATOR, HEAD

pytestmark = pytest.mark.journey

CLEAR, FLAG = "cases.clear_what_has_expired", "cases.flag_late_drill_rows"
TABLES = ["jobs_outbox", "jobs_jobrun", "jobs_drillrow", "jobs_drill", "jobs_heartbeat"]
# What is live looks every three seconds.
SOON = 8000


class Records:
    """Rows as worker and beat would leave them. No worker runs here, so each stays as it is put."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self.cursor = cursor

    def run_sql(self, statement: str, *values: Any) -> Any:
        """One statement, and the first value that it returns, if any."""
        self.cursor.execute(statement.encode(), values)
        found = self.cursor.fetchone() if self.cursor.description else None
        return found and found[0]

    def beat(self) -> None:
        """The heart beats now."""
        self.run_sql("INSERT INTO jobs_heartbeat (name, at, ref) VALUES ('scheduled', now(), '')")

    def run(self, job: str, slot: str, **values: Any) -> int:
        """A run of a job. Values are SQL."""
        given = {"done": "0", "attempts": "0", "problem": "''", "as_at": "now()", "began_at": "now()"} | values
        names, said = ", ".join(given), ", ".join(given.values())
        return int(
            self.run_sql(
                f"INSERT INTO jobs_jobrun (job, slot, {names}) VALUES (%s, %s, {said}) RETURNING id", job, slot
            )
        )

    def work(self, kind: str, **values: Any) -> uuid.UUID:
        """A piece of work. Values are SQL."""
        given = {"leaves": "false", "attempts": "0", "most_attempts": "5", "problem": "''"} | values
        names, said, key = ", ".join(given), ", ".join(given.values()), uuid.uuid4()
        self.run_sql(
            f"INSERT INTO jobs_outbox (id, kind, key, ids, {names}) VALUES (%s, %s, %s, %s, {said})",
            key,
            kind,
            str(key),
            json.dumps({}),
        )
        return key

    def dead_mail(self) -> uuid.UUID:
        """A mail that was tried for sixteen hours."""
        return self.work(
            "mail.send",
            leaves="true",
            attempts="24",
            most_attempts="24",
            problem="'MailNotSent: SMTPRecipientsRefused 550'",
            put_at="now() - interval '17 hours'",
            dead_at="now() - interval '1 hour'",
        )


@pytest.fixture
def records(session_clone: Clone) -> Iterator[Records]:
    """No jobs at all at first, and none left behind."""
    with psycopg.connect(session_clone.url("runtime"), autocommit=True) as connection, connection.cursor() as cursor:
        made = Records(cursor)
        # Other journeys leave work that no worker does here.
        for table in TABLES:
            made.run_sql(f"DELETE FROM {table}")
        try:
            made.beat()
            yield made
        finally:
            for table in TABLES:
                made.run_sql(f"DELETE FROM {table}")


@pytest.fixture
def me(colleague: Callable[[str], Visitor]) -> Visitor:
    """The administrator, logged in."""
    return colleague(ADMINISTRATOR)


def test_all_is_well(records: Records, me: Visitor) -> None:
    records.run(CLEAR, "2026-11-23", done="1284", finished_at="now()")
    me.opens("/jobs/")
    assert me.heading == "Jobs"
    assert "All is well" in me.page.inner_text("[role=status]")
    assert "last ran less than a minute ago" in me.page.inner_text("main")
    assert "It has never run" in me.page.inner_text("main")
    assert "Nothing waits now." in me.page.inner_text("main")
    assert me.page.locator(".moj-sub-navigation [aria-current=page]").inner_text() == "Overview"
    me.looks("jobs-all-well")


def test_what_needs_a_person_is_said_first_and_leads_there(records: Records, me: Visitor) -> None:
    work = records.dead_mail()
    run = records.run(
        FLAG, "2026-11-23", done="4000", total="80000", attempts="5", problem="'IntegrityError'", failed_at="now()"
    )
    records.run(
        CLEAR, "2026-11-23", done="12", problem="'TimeoutError'", attempts="2", leased_until="now() + interval '20 s'"
    )
    for minutes in range(12):
        failed = {"problem": "'ValueError'", "attempts": "2"} if minutes < 3 else {}
        records.work("drill.row", put_at=f"now() - interval '{minutes} minutes'", **failed)
    records.work("mail.send", leaves="true", most_attempts="24")
    me.opens("/jobs/")
    said = me.page.inner_text("[role=status]")
    assert "1 job and 1 piece of work failed for good and wait for a person." in said
    assert "The oldest work has waited for 11 minutes" in said
    assert "MailNotSent: SMTPRecipientsRefused 550" in me.page.inner_text("main")
    waiting = me.page.locator("table").last.inner_text().replace("\t", " ")
    assert "Marks one row of a drill as arrived 12 3" in " ".join(waiting.split())
    me.looks("jobs-in-need")
    me.page.set_viewport_size({"width": 390, "height": 844})
    assert me.page.evaluate(SIDEWAYS) <= 0
    press(me.page, "a:has-text('Sends one mail')")
    assert me.page.url.endswith(f"/jobs/work/{work}/")
    press(me.page, ".govuk-back-link")
    press(me.page, "a:has-text('Flags the rows')")
    assert me.page.url.endswith(f"/jobs/runs/{run}/")


def test_worker_and_beat_have_stopped(records: Records, me: Visitor) -> None:
    records.run_sql("UPDATE jobs_heartbeat SET at = now() - interval '7 minutes'")
    me.opens("/jobs/")
    assert "Jobs do not run: worker or beat has stopped" in me.page.inner_text("[role=status]")
    assert "last ran 7 minutes ago" in me.page.inner_text("main")
    me.looks("jobs-stopped")


def test_history(records: Records, me: Visitor) -> None:
    records.run(CLEAR, "2026-11-22", done="1284", finished_at="now()")
    records.run(
        FLAG, "as at 2026-11-24T04:10:00+00:00", as_at="'2026-11-24T04:10Z'", done="20", total="20", finished_at="now()"
    )
    records.run(FLAG, "2026-11-23", done="4000", total="80000", problem="'IntegrityError'", failed_at="now()")
    records.run(CLEAR, "2026-11-23", done="12")
    me.opens("/jobs/history/")
    assert me.heading == "History of the jobs"
    rows = me.page.locator("tbody tr").all_inner_texts()
    assert [word in row for row, word in zip(rows, ("Running", "Failed", "By hand", "Finished"), strict=True)] == [
        True
    ] * 4
    me.looks("jobs-history")


def test_a_run_under_way_says_how_far_it_is(records: Records, me: Visitor) -> None:
    run = records.run(FLAG, "2026-11-23", done="30000", total="80000")
    me.opens(f"/jobs/runs/{run}/")
    assert me.heading == "Flags the rows of drills that are late"
    assert me.page.inner_text("[role=status]") == "30,000 of 80,000 done (37%)."
    assert me.page.get_attribute("progress", "value") == "37"
    me.looks("jobs-run")


def test_a_failed_run_is_tried_again_by_who_may(
    records: Records, me: Visitor, colleague: Callable[[str], Visitor]
) -> None:
    failed = {"done": "4000", "total": "80000", "attempts": "5", "problem": "'IntegrityError'", "failed_at": "now()"}
    run = records.run(FLAG, "2026-11-23", **failed)
    head = colleague(HEAD)
    head.opens(f"/jobs/runs/{run}/")
    assert "Whoever may have jobs tried again can do that here." in head.page.inner_text("main")
    assert head.page.locator("main a:has-text('Try it again')").count() == 0
    me.opens(f"/jobs/runs/{run}/")
    assert "It was tried 5 times without getting any further." in me.page.inner_text("[role=status]")
    me.looks("jobs-run-failed")
    press(me.page, "main a:has-text('Try it again')")
    assert me.heading == "Try this job again"
    me.looks("jobs-run-retry")
    me.page.go_back()
    press(me.page, "main a:has-text('Try it again')")
    press(me.page, "button:text-is('Try it again')")
    assert "The job goes on where it stopped." in me.page.inner_text("[role=alert]")
    assert "somebody has had it tried again" in me.page.inner_text("[role=status]")
    me.looks("jobs-run-tried-again")


def test_failed_work_is_given_up_for_a_reason(records: Records, me: Visitor) -> None:
    work = records.dead_mail()
    me.opens(f"/jobs/work/{work}/")
    assert "It was tried 24 times and failed each time." in me.page.inner_text("main")
    me.looks("jobs-work")
    press(me.page, "a:has-text('Say what becomes of it')")
    press(me.page, "button:text-is('Save')")
    assert me.page.title() == "Error: What becomes of failed work – Candour"
    me.page.click(".govuk-error-summary a")
    assert me.page.evaluate("document.activeElement.value") == "again"
    me.looks("jobs-settle-nothing-chosen")
    me.page.check("input[value=give_up]")
    press(me.page, "button:text-is('Save')")
    assert me.page.is_checked("input[value=give_up]")
    me.looks("jobs-settle-no-reason")
    me.page.fill("#id_reason", "The address no longer exists. " * 20)
    press(me.page, "button:text-is('Save')")
    assert "it has 599" in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_reason").startswith("The address no longer exists. The address")
    me.page.fill("#id_reason", "The address no longer exists.")
    press(me.page, "button:text-is('Save')")
    assert "It has been given up." in me.page.inner_text("[role=alert]")
    me.looks("jobs-work-given-up")
    me.opens(f"/jobs/work/{work}/settle/")
    assert me.page.url.endswith(f"/jobs/work/{work}/"), "there is nothing more to say about it"


def test_what_was_typed_about_failed_work_survives_an_expired_form(records: Records, me: Visitor) -> None:
    work = records.dead_mail()
    me.opens(f"/jobs/work/{work}/settle/")
    me.page.check("input[value=give_up]")
    me.page.fill("#id_reason", "Sent by hand.")
    me.page.context.clear_cookies(name="candour_staff_form")
    press(me.page, "button:text-is('Save')")
    assert me.heading == "This form has expired"
    me.opens(f"/jobs/work/{work}/settle/")
    assert "We kept what you typed" in me.page.inner_text("main")
    assert (me.page.is_checked("input[value=give_up]"), me.page.input_value("#id_reason")) == (True, "Sent by hand.")
    me.looks("jobs-settle-kept")
    press(me.page, "button:text-is('Discard')")
    assert me.page.input_value("#id_reason") == ""


def test_a_drill_from_beginning_to_end(records: Records, me: Visitor) -> None:
    me.opens("/jobs/drills/")
    assert me.heading == "Drills"
    me.page.fill("#id_rows", "5001")
    press(me.page, "button:text-is('Begin a drill')")
    assert "5,000 or fewer" in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_rows") == "5001"
    me.looks("drills-too-many")
    me.page.fill("#id_rows", "1200")
    press(me.page, "button:text-is('Begin a drill')")
    assert me.heading == "A drill of 1,200 rows"
    receipt = me.page.url.rstrip("/").rpartition("/")[2]
    assert me.page.inner_text("main code") == receipt
    assert "0 of 1,200 rows have arrived so far." in me.page.inner_text("main")
    me.looks("drill-begun")
    records.run_sql("UPDATE jobs_drillrow SET arrived = 1 WHERE number <= 700")
    me.page.reload()
    assert me.page.inner_text("[role=status]") == "700 of 1,200 rows have arrived so far."
    me.looks("drill-half")
    records.run_sql("UPDATE jobs_drillrow SET arrived = 1")
    records.run_sql("UPDATE jobs_drillrow SET arrived = 2 WHERE number = 7")
    me.page.reload()
    assert "1 row was dealt with more than once" in me.page.inner_text("[role=status]")
    me.looks("drill-twice")
    records.run_sql("UPDATE jobs_drillrow SET arrived = 1")
    me.page.reload()
    assert me.page.inner_text("[role=status]") == "1,200 of 1,200 rows have arrived, each once."
    me.opens("/jobs/drills/")
    me.looks("drills")
    press(me.page, "table a")
    assert receipt in me.page.url


def test_a_page_keeps_itself_up_to_date_and_disturbs_nobody(records: Records, me: Visitor) -> None:
    work = records.dead_mail()
    for number in range(1, 9):
        records.run(FLAG, f"2026-11-{number:02}", finished_at="now()")
    me.opens("/jobs/")
    page = me.page
    page.set_viewport_size({"width": 390, "height": 500})
    press(page, "a:text-is('Keep this page up to date')")
    page.evaluate("window.isTheSamePage = true")
    page.focus(f"a[href='/jobs/work/{work}/']")
    page.evaluate("window.scrollTo(0, 300)")
    records.run(CLEAR, "2026-11-23", done="5", failed_at="now()", problem="'IntegrityError'", attempts="5")
    expect(page.locator("[role=status]")).to_contain_text("1 job and 1 piece of work failed", timeout=SOON)
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"/jobs/work/{work}/"
    assert page.evaluate("window.scrollY") >= 300, "the page stays where it was read"
    me.looks("jobs-live")
    records.run_sql("UPDATE jobs_outbox SET given_up_at = now()")
    expect(page.locator("[role=status]")).to_contain_text("1 job failed for good and waits", timeout=SOON)
    assert page.evaluate("document.activeElement.dataset.live") == "needs", "the link that had the focus is gone"
    assert page.evaluate("window.isTheSamePage")
    page.context.clear_cookies(name="candour_staff")
    expect(page.locator("[role=alert]")).to_contain_text("This page has stopped updating", timeout=SOON)
    me.looks("jobs-live-stopped")
    press(page, "a:text-is('Open it again')")
    assert me.heading == "Log in"


@pytest.mark.parametrize("status", [500, 503])
def test_a_page_stops_updating_when_the_server_is_in_trouble(records: Records, me: Visitor, status: int) -> None:
    me.opens("/jobs/?live=yes")
    me.page.route("**/jobs/**", lambda route: route.fulfill(status=status, body="<p data-live='verdict'>broken</p>"))
    expect(me.page.locator("[role=alert]")).to_contain_text("Candour did not answer as it should", timeout=SOON)
    assert "All is well" in me.page.inner_text("[data-live=verdict]")


def test_the_pages_work_without_scripts(records: Records, visitor: Callable[..., Visitor], cookies_of: Any) -> None:
    me = visitor(java_script_enabled=False, storage_state=cookies_of(ADMINISTRATOR))
    run = records.run(FLAG, "2026-11-23", done="10", total="40")
    for path in ("/jobs/", f"/jobs/runs/{run}/"):
        me.opens(path)
        assert me.page.locator("meta[http-equiv=refresh]").count() == 0
        press(me.page, "a:text-is('Keep this page up to date')")
        assert me.page.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"
        press(me.page, "a:text-is('Stop updating')")
        assert me.page.locator("meta[http-equiv=refresh]").count() == 0
    me.opens(f"/jobs/runs/{run}/?live=yes")
    records.run_sql("UPDATE jobs_jobrun SET done = 20")
    expect(me.page.locator("[role=status]")).to_have_text("20 of 40 done (50%).", timeout=SOON)
    me.opens("/jobs/drills/")
    press(me.page, "button:text-is('Begin a drill')")
    assert me.heading == "A drill of 100 rows"
