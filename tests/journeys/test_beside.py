"""What runs beside a matter: restrictions, welfare apart from the inquiry, proceedings elsewhere, holds, links."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from tests import processes
from tests.databases import Clone
from tests.journeys.beside_people import HEADLINE, INVESTIGATOR, NAMES, OTHER, SUPERVISOR, WELFARE
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
SAID = "He sleeps badly, and asked who tells his mother."


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.beside_people"], env=env, cwd=processes.ROOT, check=True)


def opens_matter(me: Visitor, headline: str = HEADLINE) -> str:
    """From the list, past the question for what purpose. Gives the matter's address."""
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{headline}')")
    if me.heading == "Before you open this matter":
        me.page.check("label:text-is('Working on it')")
        press(me.page, "main button:text-is('Open the matter')")
    return f"/cases/{me.page.inner_text('.candour-matter__reference .candour-reference')}/"


def opens_person(me: Visitor) -> None:
    me.opens(opens_matter(me) + "people/")
    press(me.page, ".candour-card:has-text('Lowther') a:has-text('Their page')")


def fill_day(page: Page, name: str, day: date) -> None:
    for at, box in enumerate(("day", "month", "year")):
        page.fill(f"#id_{name}_{at}", str(getattr(day, box)))


def chooses(page: Page, field: str, email: str) -> None:
    page.select_option(field, label=f"{NAMES[email]} ({email})")


def a_restriction_is_recorded(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    opens_person(me)
    assert "Not suspended" in me.page.inner_text("main")
    press(me.page, "a:text-is('Record a restriction')")
    press(me.page, "button:text-is('Record it')")
    assert "Choose what is restricted" in me.page.inner_text(".govuk-error-summary")
    me.looks("beside-restriction-wrong")
    me.page.select_option("#id_kind", "systems")
    me.page.fill("#id_what", "No access to the property system")
    fill_day(me.page, "look_again_on", TODAY + timedelta(28))
    press(me.page, "button:text-is('Record it')")
    assert "No access to the property system" in me.page.inner_text("table")
    me.looks("beside-person")


def the_welfare_officer_writes_what_the_investigator_cannot_read(colleague: Callable[[str], Visitor]) -> None:
    me, welfare, investigator = colleague(SUPERVISOR), colleague(WELFARE), colleague(INVESTIGATOR)
    opens_person(me)
    press(me.page, "a:has-text('Plan and contacts')")
    press(me.page, "a:has-text('Name a welfare officer')")
    chooses(me.page, "#id_user", INVESTIGATOR)
    press(me.page, "button:text-is('Name them')")
    assert "somebody outside the inquiry" in me.page.inner_text(".govuk-error-summary")
    me.looks("beside-welfare-officer-wrong")
    chooses(me.page, "#id_user", WELFARE)
    press(me.page, "button:text-is('Name them')")
    assert NAMES[WELFARE] in me.page.inner_text("main")

    opens_person(welfare)
    press(welfare.page, "a:has-text('Plan and contacts')")
    press(welfare.page, "a:has-text('Write the plan')")
    welfare.page.fill("#id_text", "Call every Monday.\nOccupational health is told.")
    welfare.looks("beside-welfare-plan")
    press(welfare.page, "button:text-is('Save this version')")
    press(welfare.page, "a:text-is('Add a contact')")
    welfare.page.check("label:text-is('By telephone')")
    welfare.page.fill("#id_text", SAID)
    welfare.looks("beside-welfare-contact")
    press(welfare.page, "button:text-is('Add it')")
    assert SAID in welfare.page.inner_text("main")
    welfare.looks("beside-welfare")

    opens_person(investigator)
    assert "There is a welfare officer." in investigator.page.inner_text("main")
    press(investigator.page, "a:has-text('Plan and contacts')")
    said = investigator.page.inner_text("main")
    assert "There is a welfare officer." in said
    assert SAID not in said
    assert NAMES[WELFARE] not in said
    investigator.looks("beside-welfare-shut")


def proceedings_elsewhere_are_chased(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    me.opens(opens_matter(me) + "deadlines/")
    press(me.page, "a:has-text('Beside this matter')")
    assert "The trial of the buyer comes first" in me.page.inner_text("main")
    assert "Waiting 12 of 40 days, active 28" in me.page.inner_text("main")
    press(me.page, "a:text-is('Record proceedings elsewhere')")
    me.page.select_option("#id_kind", "criminal")
    me.page.fill("#id_body", "Crown Court at Northshire")
    me.page.check("label:text-is('Under way')")
    me.page.fill("#id_next_what", "Trial of the buyer")
    fill_day(me.page, "next_on", TODAY - timedelta(5))
    press(me.page, "button:text-is('Record them')")
    assert "Choose who chases them" in me.page.inner_text(".govuk-error-summary")
    me.looks("beside-proceeding-wrong")
    chooses(me.page, "#id_chases", INVESTIGATOR)
    press(me.page, "button:text-is('Record them')")
    assert "passed 5 days ago: chase it" in me.page.inner_text(".candour-card:has-text('Crown Court')")
    press(me.page, "a:has-text('Add what happened')")
    me.page.fill("#id_what", "Trial fixed for five days")
    press(me.page, "button:text-is('Add it')")
    press(me.page, "a:has-text('Say what it means for an act')")
    me.page.select_option("#id_act_kind", "suspension")
    me.page.check("label:text-is('Take advice first')")
    me.page.fill("#id_reason", "The CPS wants to be told first")
    me.looks("beside-effect")
    press(me.page, "button:text-is('Save')")
    press(me.page, "a:has-text('Say who chases it')")
    chooses(me.page, "#id_chases", SUPERVISOR)
    fill_day(me.page, "review_on", TODAY + timedelta(28))
    press(me.page, "button:text-is('Save')")
    assert NAMES[SUPERVISOR] in me.page.inner_text("table")


def a_link_is_made_and_a_stranger_reference_tells_nothing(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    other = opens_matter(me, OTHER).split("/")[2]
    me.opens(opens_matter(me) + "beside/")
    press(me.page, "a:text-is('Link this matter to another')")
    me.page.select_option("#id_kind", "same_officer")
    me.page.fill("#id_other", "CM-0000-0000-0")
    press(me.page, "button:text-is('Link them')")
    assert "There is no matter of this reference that you may see" in me.page.inner_text(".govuk-error-summary")
    me.looks("beside-link-wrong")
    me.page.fill("#id_other", other)
    press(me.page, "button:text-is('Link them')")
    assert OTHER in me.page.inner_text("main")
    me.looks("beside")
    press(me.page, f"a:has-text('{OTHER}')")
    assert me.heading == OTHER


def the_page_of_an_act_says_what_is_to_be_thought_of(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    me.opens(opens_matter(me) + "decisions/")
    me.page.click("details:has(a:has-text('Suspend the officer in writing')) summary")
    press(me.page, "a:has-text('Suspend the officer in writing')")
    assert "Take advice first" in me.page.inner_text("main")
    me.looks("beside-act")


def test_what_runs_beside_a_matter_is_kept_one_after_the_other(colleague: Callable[[str], Visitor]) -> None:
    # Each goes on where the one before it left the matter.
    a_restriction_is_recorded(colleague)
    the_welfare_officer_writes_what_the_investigator_cannot_read(colleague)
    proceedings_elsewhere_are_chased(colleague)
    a_link_is_made_and_a_stranger_reference_tells_nothing(colleague)
    the_page_of_an_act_says_what_is_to_be_thought_of(colleague)
