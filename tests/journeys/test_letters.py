"""Letters and updates: a notice is made, downloaded and served; an update is drafted, released and recorded as sent."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from playwright.sync_api import Page

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.letter_people import HEAD, HEADLINE, INVESTIGATOR, NAMES

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
ON = f"{TODAY:%-d %B %Y}"


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.letter_people"], env=env, cwd=processes.ROOT, check=True)


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


def fill_today(page: Page, name: str) -> None:
    for box in ("day", "month", "year"):
        page.fill(f"[name={name}_{box}]", str(getattr(TODAY, box)))


def main_of(me: Visitor) -> str:
    return me.page.inner_text("main")


def notice_is_made(me: Visitor, address: str) -> None:
    me.opens(address + "letters/new/notice_of_investigation/")
    me.page.check("label:text-is('Jude Larkin')")
    me.page.fill("[name=conduct]", "On 1 November you turned a member of the public away.\n\nThat was not courteous.")
    press(me.page, "button:text-is('Preview')")
    assert "Enter how the conduct was assessed" in me.page.inner_text(".govuk-error-summary")
    me.looks("letters-make-wrong")
    me.page.fill("[name=assessment]", "It was assessed as misconduct.")
    me.page.fill("[name=terms_of_reference]", "To establish what was said at the counter.")
    press(me.page, "button:text-is('Preview')")
    assert "To Jude Larkin, J5512" in me.page.inner_text(".candour-letter")
    me.looks("letters-make-preview")
    press(me.page, "button:text-is('Make the letter')")
    assert "The letter has been made. It is to be sent." in main_of(me)
    me.looks("letters-letter")


def test_a_notice_is_made_once_the_officer_knows_downloaded_and_served(
    colleague: Callable[[str], Visitor], tmp_path: Path
) -> None:
    me = colleague(INVESTIGATOR)
    address = opens_matter(me, "Messages")
    me.looks("letters-messages")
    press(me.page, "a:text-is('Make a letter')")
    me.looks("letters-choose")
    press(me.page, "a:text-is('Written notice of investigation (regulation 17)')")
    assert "There is nobody in this matter at present" in main_of(me)
    me.looks("letters-make-nobody")

    me.opens(address + "people/")
    me.looks("letters-people")
    press(me.page, "a:has-text('Do they know?')")
    me.looks("letters-knows")
    me.page.check("label:text-is('Yes')")
    press(me.page, "button:text-is('Record it')")
    assert "Enter the day since which they know" in me.page.inner_text(".govuk-error-summary")
    fill_today(me.page, "on")
    me.page.fill("[name=how]", "Told at the station, with the notice")
    press(me.page, "button:text-is('Record it')")
    assert f"Knows of the matter since {ON}" in main_of(me)

    notice_is_made(me, address)
    with me.page.expect_download() as waits:
        me.page.click("a:text-is('Download the Word file')")
    file = tmp_path / "notice.docx"
    waits.value.save_as(file)
    assert any("J5512" in one.text for one in Document(str(file)).paragraphs)

    press(me.page, "a:text-is('Record that it was served')")
    assert me.page.input_value("[name=served_by]") == NAMES[INVESTIGATOR]
    fill_today(me.page, "served_on")
    me.page.check("label:text-is('Handed over in person')")
    me.page.check("label:text-is('The officer')")
    me.looks("letters-served")
    press(me.page, "button:text-is('Record it')")
    # Service is what the act of the law waits for.
    assert "Record now, for each allegation" in me.page.inner_text("body")
    me.opens(address + "messages/")
    assert f"{ON}, by hand" in main_of(me)
    me.looks("letters-messages-served")


def test_an_update_is_drafted_released_and_met_once_it_was_sent(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(INVESTIGATOR)
    address = opens_matter(me, "Messages")
    press(me.page, "a:has-text('Draft an update')")
    for said in ("By post, never by telephone", "Your complaint has been recorded.", "is not finished yet"):
        assert said in main_of(me)
    me.page.fill("[name=own_words]", "Mr Oakes has been seen.")
    me.page.check("[name=was_safe]")
    press(me.page, "button:text-is('Release it as a letter')")
    assert "oakes" in me.page.inner_text(".govuk-error-summary")
    me.page.fill("[name=own_words]", "A witness has been seen.")
    press(me.page, "button:text-is('Release it as a letter')")
    assert "Its time limit is met once you record that it was sent." in main_of(me)
    assert "A witness has been seen." in me.page.inner_text(".candour-letter")
    assert "Oakes" not in me.page.inner_text(".candour-letter")
    fill_today(me.page, "on")
    me.page.check("label:text-is('By post')")
    me.page.check("[name=was_safe]")
    press(me.page, "button:text-is('Note that it was sent')")
    row = me.page.inner_text("tr:has-text('Winifred Dace')")
    assert ON in row
    assert "late" not in row
    me.opens(address + "deadlines/")
    assert f"Met on {ON}" in main_of(me)


def test_the_pages_of_updates_are_looked_at(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    opens_matter(me, "Messages")
    press(me.page, "a:has-text('Draft an update')")
    me.page.fill("[name=own_words]", "Mr Oakes has been seen.")
    me.page.check("[name=was_safe]")
    me.looks("updates-update")
    press(me.page, "button:text-is('Release it as a letter')")
    me.looks("updates-second-look")
    press(me.page, "button:text-is('Save the draft')")
    me.looks("updates-messages")
    press(me.page, "a:has-text('Withhold it')")
    press(me.page, "button:text-is('Withhold it')")
    me.looks("updates-withhold-wrong")


def test_a_template_is_read_and_a_misspelt_field_refused(colleague: Callable[[str], Visitor], tmp_path: Path) -> None:
    head = colleague(HEAD)
    head.opens("/letters/templates/")
    head.looks("templates-list")
    press(head.page, "a:text-is('Acknowledgement')")
    document = Document()
    document.add_paragraph("{{ adressee_name }}")
    document.save(str(tmp_path / "x.docx"))
    head.page.set_input_files("[name=file]", tmp_path / "x.docx")
    head.page.fill("[name=changed]", "Our number")
    press(head.page, "button:text-is('Send it')")
    assert "adressee_name" in head.page.inner_text(".govuk-error-summary")
    head.looks("templates-wrong")
