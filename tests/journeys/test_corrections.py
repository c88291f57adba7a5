"""What was written down wrongly is put right: who it is, who was added in error, a date, a party, an allegation.

And a form adds once.
"""

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
from tests.journeys.correction_people import BEARDED, CONCERNED, HEADLINE, INVESTIGATOR, NAMES, SUPERVISOR, TALL

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.correction_people"], env=env, cwd=processes.ROOT, check=True)


def opens_matter(me: Visitor, tab: str) -> str:
    """From the list, past the question for what purpose, to a tab. Gives the matter's address."""
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{HEADLINE}')")
    if me.heading == "Before you open this matter":
        me.page.check("label:text-is('Working on it')")
        press(me.page, "main button:text-is('Open the matter')")
    address = f"/cases/{me.page.inner_text('.candour-matter__reference .candour-reference')}/"
    press(me.page, f"nav[aria-label='This matter'] a:text-is('{tab}')")
    return address


def card(page: Page, said: str) -> str:
    """Somebody on the tab of allegations and people."""
    return f".candour-card:has-text('{said}')"


def chooses(page: Page, name: str) -> None:
    page.fill("#id_search", name)
    press(page, "button:has-text('Find')")
    page.check(f"label:has-text('{name}')")


def somebody_is_identified_and_a_second_person_decides_where_they_would_notice(
    colleague: Callable[[str], Visitor],
) -> None:
    me, second, concerned = colleague(INVESTIGATOR), colleague(SUPERVISOR), colleague(CONCERNED)
    address = opens_matter(me, "Allegations and people")
    opens_matter(concerned, "Summary")
    me.looks("corrections-people")
    press(me.page, f"{card(me.page, TALL)} a:has-text('Say who it is')")
    press(me.page, "button:text-is('It is them')")
    assert "Find them in the register, and choose them" in me.page.inner_text(".govuk-error-summary")
    me.looks("corrections-identify-wrong")
    chooses(me.page, "Vance")
    me.looks("corrections-identify")
    press(me.page, "button:text-is('It is them')")
    assert "They have been identified." in me.page.inner_text("main")
    assert "Came back at night" not in me.page.inner_text(card(me.page, "Hollis Vance"))
    assert "Allegation 1" in me.page.inner_text(card(me.page, "Hollis Vance"))
    assert me.page.locator(card(me.page, TALL)).count() == 1, "the same one, with what was known of them"

    press(me.page, f"{card(me.page, BEARDED)} a:has-text('Say who it is')")
    chooses(me.page, "Hale")
    press(me.page, "button:text-is('It is them')")
    assert me.heading == "A second person decides first"
    assert f"{NAMES[CONCERNED]}: It is about them" in me.page.inner_text("main")
    me.looks("corrections-identify-raised")
    concerned.opens(address + "people/")
    assert "Hale" not in concerned.page.inner_text("main")

    second.opens("/walls/")
    press(second.page, "tr:has-text('Hale') a:has-text('Decide')")
    assert BEARDED in second.page.inner_text("main")
    second.looks("corrections-wall")
    second.page.check("input[value=revoke]")
    second.page.fill("#id_reason", "Nothing else is planned")
    press(second.page, "button:text-is('Decide')")
    concerned.opens(address)
    assert concerned.heading == "This page is not here"
    me.opens(address + "people/")
    assert BEARDED in me.page.inner_text(card(me.page, "Rowan Hale"))
    me.looks("corrections-identified")


def the_wrong_officer_is_withdrawn_and_let_in_again_by_a_person(colleague: Callable[[str], Visitor]) -> None:
    me, second, concerned = colleague(INVESTIGATOR), colleague(SUPERVISOR), colleague(CONCERNED)
    address = opens_matter(me, "Allegations and people")
    press(me.page, f"{card(me.page, 'Rowan Hale')} a:has-text('Mark as added in error')")
    press(me.page, "button:text-is('Mark as added in error')")
    assert "Enter the reason" in me.page.inner_text(".govuk-error-summary")
    me.looks("corrections-withdraw-wrong")
    me.page.fill("#id_reason", "Wrong officer: the beard was somebody else’s")
    me.looks("corrections-withdraw")
    press(me.page, "button:text-is('Mark as added in error')")
    assert f"by {NAMES[INVESTIGATOR]}: Wrong officer" in me.page.inner_text(card(me.page, "Rowan Hale"))
    me.looks("corrections-withdrawn")
    concerned.opens(address)
    assert concerned.heading == "This page is not here", "nobody sees it again by that alone"

    opens_matter(second, "Access")
    assert "Still shut out: Rowan Hale, because it was about them until" in second.page.inner_text("main")
    second.looks("corrections-shut-out")
    press(second.page, "a:has-text('Let them see it again')")
    second.looks("corrections-lift")
    second.page.fill("#id_reason", "Never concerned")
    press(second.page, "button:text-is('Let them see it again')")
    assert "They are no longer shut out." in second.page.inner_text("main")
    concerned.opens(address)
    assert concerned.heading in {HEADLINE, "Before you open this matter"}


def fill_day(page: Page, name: str, day: date) -> None:
    for box in ("day", "month", "year"):
        page.fill(f"#id_{name}_{('day', 'month', 'year').index(box)}", str(getattr(day, box)))


def a_date_is_corrected_without_scripts_and_the_old_limit_stays_in_view(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(SUPERVISOR)
    address = opens_matter(me, "Deadlines")
    press(me.page, "a:text-is('Correct a date that limits run from')")
    me.page.fill("#id_reason", "The letter bears an earlier stamp")
    fill_day(me.page, "complaint_made_on", TODAY + timedelta(1))
    press(me.page, "button:text-is('Correct them')")
    assert "must be today or earlier" in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_reason") == "The letter bears an earlier stamp"
    fill_day(me.page, "complaint_made_on", TODAY - timedelta(6))
    press(me.page, "button:text-is('Correct them')")
    assert me.page.url.endswith(f"{address}deadlines/")
    assert "The dates have been corrected. 1 time limit was worked out again." in me.page.inner_text("main")
    assert "because: The letter bears an earlier stamp" in me.page.inner_text(".candour-replaced")


def every_page_of_it_is_looked_at(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    address = opens_matter(me, "Deadlines")
    assert me.page.locator(".candour-replaced").count() == 1
    me.looks("corrections-deadlines")
    press(me.page, ".candour-replaced a")
    assert "replaced on" in me.page.inner_text(".candour-working")
    me.looks("corrections-how-computed")
    me.opens(address + "dates/")
    me.looks("corrections-dates")
    me.page.fill("#id_received_on_0", "")
    press(me.page, "button:text-is('Correct them')")
    me.looks("corrections-dates-wrong")


def two_correct_a_date_and_the_second_chooses(colleague: Callable[[str], Visitor]) -> None:
    ann, bob = colleague(SUPERVISOR), colleague(INVESTIGATOR)
    address = opens_matter(ann, "Summary")
    opens_matter(bob, "Summary")
    for who, back in ((ann, 2), (bob, 1)):
        who.opens(address + "dates/")
        who.page.fill("#id_reason", "Read again")
        fill_day(who.page, "received_on", TODAY - timedelta(back))
    press(ann.page, "button:text-is('Correct them')")
    press(bob.page, "button:text-is('Correct them')")
    assert bob.heading == "This matter was changed meanwhile"
    bob.looks("corrections-conflict")
    bob.page.check("#take_received_on_mine")
    press(bob.page, "button:text-is('Save this')")
    assert "The dates have been corrected." in bob.page.inner_text("main")


def a_party_is_corrected_without_scripts(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(INVESTIGATOR)
    address = opens_matter(me, "Allegations and people")
    press(me.page, f"{card(me.page, 'Ingrid Marlow')} a:has-text('Correct')")
    assert me.heading == "Correct what is recorded of Ingrid Marlow"
    assert me.page.input_value("#id_phone") == "07700 900777"
    me.page.fill("#id_name", "Ingrid Marlowe")
    me.page.fill("#id_email", "ingrid at home")
    press(me.page, "button:text-is('Correct it')")
    assert "Enter an email address like name@example.com" in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_name") == "Ingrid Marlowe"
    me.page.fill("#id_email", "ingrid@example.org")
    me.page.fill("#id_safe_contact", "Mornings, her brother must not know")
    press(me.page, "button:text-is('Correct it')")
    assert me.page.url.endswith(f"{address}people/")
    assert "It has been corrected." in me.page.inner_text("main")
    assert "Mornings, her brother must not know" in me.page.inner_text(card(me.page, "Ingrid Marlowe"))


def two_correct_a_party_and_the_second_sees_what_the_first_recorded(colleague: Callable[[str], Visitor]) -> None:
    ann, bob = colleague(SUPERVISOR), colleague(INVESTIGATOR)
    for who, phone in ((ann, "07700 900778"), (bob, "07700 900779")):
        opens_matter(who, "Allegations and people")
        press(who.page, f"{card(who.page, 'Ingrid Marlowe')} a:has-text('Correct')")
        who.page.fill("#id_phone", phone)
    ann.looks("corrections-party")
    press(ann.page, "button:text-is('Correct it')")
    ann.looks("corrections-people-corrected")
    press(bob.page, "button:text-is('Correct it')")
    assert "nothing of yours has been saved" in bob.page.inner_text(".govuk-error-summary")
    assert "07700 900778" in bob.page.inner_text("section:has(#now)")
    assert bob.page.input_value("#id_phone") == "07700 900779"
    bob.looks("corrections-party-overtaken")
    press(bob.page, "button:text-is('Correct it')")
    assert "07700 900779" in bob.page.inner_text(card(bob.page, "Ingrid Marlowe"))


def an_allegation_is_corrected_and_the_headline_stays(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    opens_matter(me, "Allegations and people")
    press(me.page, "tr:has-text('Came back at night') a:has-text('Correct')")
    assert me.heading == "Correct allegation 1"
    assert me.page.input_value("#id_category") == "H2"
    me.looks("corrections-allegation")
    me.page.select_option("#id_category", "")
    press(me.page, "button:text-is('Correct it')")
    assert "Choose a category" in me.page.inner_text(".govuk-error-summary")
    me.looks("corrections-allegation-wrong")
    me.page.select_option("#id_category", "F1")
    press(me.page, "button:text-is('Correct it')")
    row = me.page.inner_text("tr:has-text('Came back at night')")
    assert "F1" in row
    assert "H2" not in row
    assert HEADLINE in me.page.inner_text("main")


def test_what_was_wrong_is_put_right_one_after_the_other(
    colleague: Callable[[str], Visitor], visitor: Callable[..., Visitor]
) -> None:
    # Each goes on where the one before it left the matter.
    somebody_is_identified_and_a_second_person_decides_where_they_would_notice(colleague)
    the_wrong_officer_is_withdrawn_and_let_in_again_by_a_person(colleague)
    a_date_is_corrected_without_scripts_and_the_old_limit_stays_in_view(visitor)
    every_page_of_it_is_looked_at(colleague)
    two_correct_a_date_and_the_second_chooses(colleague)
    a_party_is_corrected_without_scripts(visitor)
    two_correct_a_party_and_the_second_sees_what_the_first_recorded(colleague)
    an_allegation_is_corrected_and_the_headline_stays(colleague)


def test_back_and_sent_again_a_form_adds_once(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    address = opens_matter(me, "Allegations and people")
    press(me.page, "a:text-is('Add a party')")
    me.page.select_option("#id_role", "witness")
    me.page.fill("#id_name", "Tamsin Orrell")
    press(me.page, "button:text-is('Add them')")
    me.page.go_back()
    me.page.select_option("#id_role", "witness")
    me.page.fill("#id_name", "Tamsin Orrell")
    press(me.page, "button:text-is('Add them')")
    me.opens(address + "people/")
    assert me.page.locator(card(me.page, "Tamsin Orrell")).count() == 1
