"""A new investigator plans an investigation: from the terms of reference to a draft of the report."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.plan_people import HEADLINE, INVESTIGATOR, NAMES, READER

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.plan_people"], env=env, cwd=processes.ROOT, check=True)


def opens_plan(me: Visitor) -> None:
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{HEADLINE}')")
    me.page.check("label:text-is('Working on it')")
    press(me.page, "main button:text-is('Open the matter')")
    press(me.page, "nav[aria-label='This matter'] a:text-is('Plan')")


def part(me: Visitor, name: str) -> None:
    press(me.page, f"nav[aria-label='Parts of the plan'] a:text-is('{name}')")
    assert me.page.inner_text("nav[aria-label='Parts of the plan'] [aria-current=page]") == name


def fills_day(page: Page, name: str, day: date) -> None:
    for box, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}_{box}]", str(value))


def in_full(day: date) -> str:
    return f"{day:%-d %B %Y}"


def says(me: Visitor, *sentences: str) -> None:
    said = " ".join(me.page.inner_text("main").split())
    for sentence in sentences:
        assert sentence in said


def terms_points_and_lines(me: Visitor) -> None:
    says(me, "None have been written.", "No point has been recorded.")
    me.looks("plan-empty")
    press(me.page, "a:text-is('Write the terms of reference')")
    press(me.page, "button:text-is('Save')")
    assert "Enter the terms of reference" in me.page.inner_text(".govuk-error-summary")
    me.looks("plan-terms-wrong")
    me.page.fill("#id_text", "Whether force was used on the bus, and whether it was needed.\nNot: the fare.")
    press(me.page, "button:text-is('Save')")
    press(me.page, "a:text-is('Add a point to prove')")
    me.page.select_option("#id_allegation", label="1. Pushed her")
    me.page.fill("#id_text", "That the push was more force than was reasonable")
    me.page.select_option("#id_standard", label="Use of force")
    me.looks("plan-point")
    press(me.page, "button:text-is('Save')")
    says(me, "No line of enquiry that is pursued goes to point 1", "No line goes to it.")
    press(me.page, "a:text-is('Add a line of enquiry')")
    me.page.fill("#id_what", "Find out who drove the bus, and ask what was seen")
    me.page.check("label:has-text('more force than was reasonable')")
    me.page.select_option("#id_owner", label=f"{NAMES[INVESTIGATOR]} ({INVESTIGATOR})")
    fills_day(me.page, "due_on", TODAY - timedelta(1))
    me.looks("plan-line")
    press(me.page, "button:text-is('Save')")
    says(me, f"Line 1 is 1 day late, with {NAMES[INVESTIGATOR]}", f"{NAMES[INVESTIGATOR]}: 1 line not done")
    me.looks("plan")


def footage_is_saved(me: Visitor) -> None:
    part(me, "Footage")
    says(me, "The matter says “Bus”", "The matter says “filmed”", "It may exist wherever officers of the force were")
    me.page.click("summary:has-text('How computed') >> nth=0")
    me.looks("plan-footage-proposed")
    press(me.page, "a:has-text('Take it up: Bus or rail CCTV')")
    assert me.page.input_value("#id_retention_days") == "5"
    me.page.fill("#id_place", "Bus 12, as Orla Pennant said")
    press(me.page, "button:text-is('Save')")
    assert "Leave out “Orla”" in me.page.inner_text(".govuk-error-summary")
    me.looks("plan-footage-names")
    me.page.fill("#id_place", "Bus 12 at the market")
    press(me.page, "button:text-is('Save')")
    says(me, f"It is deleted on {in_full(TODAY + timedelta(2))}.", "Not asked for yet.")
    me.looks("plan-footage")
    press(me.page, ".candour-card a:has-text('How computed')")
    says(me, "Deleted 5 days after its first day", "no rule of law")
    me.looks("plan-footage-computed")
    press(me.page, "nav[aria-label='This matter'] a:text-is('Summary')")
    says(me, f"Footage: Bus or rail CCTV is deleted on {in_full(TODAY + timedelta(2))}.")
    me.looks("plan-summary")
    press(me.page, "a:text-is('Ask for it')")
    press(me.page, "a:has-text('Letter to the holder')")
    letter = me.page.inner_text(".candour-letter")
    assert "Please keep: Bus or rail CCTV" in letter
    assert not [name for name in ("Pennant", "Thackray", "Orla", "Miles", "CO-") if name in letter]
    me.looks("plan-letter")
    press(me.page, "a:has-text('record on which day you asked')")
    me.page.select_option("#id_state", label="Asked for")
    fills_day(me.page, "asked_on", TODAY)
    me.page.select_option("#id_means", label="Email")
    press(me.page, "button:text-is('Save')")
    press(me.page, "a:has-text('Record a chaser')")
    me.page.check("label:text-is('Telephone')")
    me.looks("plan-chase")
    press(me.page, "button:text-is('Save')")
    says(me, "Asked for today by email, chased once, no answer recorded.")


def interviews_and_requests(me: Visitor) -> None:
    part(me, "Interviews and requests")
    press(me.page, "a:has-text('Add an interview')")
    me.page.select_option("#id_kind", label="Interview of the officer")
    me.page.select_option("#id_who", label="Miles Thackray, J5518, whom it is about")
    me.page.fill("#id_about", "The push, and what came before")
    me.page.check("label:text-is('Police friend present')")
    me.looks("plan-step")
    press(me.page, "button:text-is('Save')")
    press(me.page, "a:has-text('Add an interview')")
    me.page.select_option("#id_kind", label="Request to another body")
    me.page.fill("#id_body", "Bus operator")
    me.page.fill("#id_about", "Who drove the bus")
    fills_day(me.page, "asked_on", TODAY - timedelta(12))
    press(me.page, "button:text-is('Save')")
    says(me, "Asked 12 days ago, not chased, nothing received", "Needs: Police friend present")
    me.looks("plan-steps")


def log_and_representations(me: Visitor) -> None:
    part(me, "Policy log")
    press(me.page, "a:text-is('Add an entry')")
    me.page.fill("#id_decided", "The driver is seen before the officer is interviewed")
    me.page.fill("#id_why", "So that the interview can put what was seen")
    me.looks("plan-log-add")
    press(me.page, "button:text-is('Add it to the log')")
    press(me.page, "a:has-text('Correct it by another entry')")
    me.page.fill("#id_decided", "Driver and passengers are seen first")
    me.page.fill("#id_why", "A friend filmed it")
    press(me.page, "button:text-is('Add it to the log')")
    says(me, "Corrects entry 1.", "Corrected by entry 2.")
    me.looks("plan-log")
    press(me.page, "a:text-is('Print the whole log')")
    me.looks("plan-log-print")
    press(me.page, ".govuk-back-link")
    part(me, "Representations")
    press(me.page, "a:text-is('Record representations')")
    me.page.select_option("#id_subject", label="Miles Thackray, J5518, whom it is about")
    me.page.check("label:text-is('The officer')")
    me.page.check("label:text-is('In writing')")
    fills_day(me.page, "received_on", TODAY)
    me.page.fill("#id_text", "She was leaving by herself.")
    me.looks("plan-representation")
    press(me.page, "button:text-is('Save')")
    says(me, "Not yet considered.")
    me.looks("plan-representations")


def report_is_drafted(me: Visitor) -> None:
    part(me, "Report")
    press(me.page, "a:text-is('Draft the report from the plan')")
    assert "She was leaving by herself." in me.page.input_value("#id_representations")
    assert "Is there a case to answer" in me.page.input_value("#id_opinion")
    me.page.fill("#id_summary", "The footage shows the push.")
    me.looks("plan-report-edit")
    press(me.page, "button:text-is('Save this version')")
    says(me, "Version 1", "The footage shows the push.", "Entry 2")
    me.looks("plan-report")
    press(me.page, "a:text-is('Print it')")
    me.looks("plan-report-print")


def test_a_new_investigator_plans_an_investigation(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    opens_plan(me)
    terms_points_and_lines(me)
    footage_is_saved(me)
    interviews_and_requests(me)
    log_and_representations(me)
    report_is_drafted(me)
    reader = colleague(READER)
    opens_plan(reader)
    says(reader, "Line 1 is 1 day late")
    assert reader.page.locator("main a:has-text('Add'), main a:has-text('Change:')").count() == 0
    reader.looks("plan-reader")
