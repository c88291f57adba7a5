"""People work on matters: lists, the case page, access and walls; by keyboard, without scripts, in two browsers."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import press
from tests.journeys.case_people import CONCERNED, HEADLINE, INVESTIGATOR, NAMES, SECOND, STRANGER, SUPERVISOR
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.people import ADMINISTRATOR

pytestmark = pytest.mark.journey
TABS = {
    "Allegations and people": "people",
    "Deadlines": "deadlines",
    "Timeline": "timeline",
    "Access": "access",
    "Summary": "summary",
}
# The banner of a demo as the frame has it, where the page has none.
DEMO = """document.querySelector('.candour-demo') || document.querySelector('header').insertAdjacentHTML('afterbegin',
'<div class="candour-demo"><div class="govuk-width-container"><p>Demo: made up.</p></div></div>')"""


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.case_people"], env=env, cwd=processes.ROOT, check=True)


def tab(me: Visitor, name: str) -> None:
    press(me.page, f"nav[aria-label='This matter'] a:text-is('{name}')")


def opens_matter(me: Visitor, purpose: str = "Working on it", headline: str = HEADLINE) -> str:
    """From the list, past the question for what purpose. Gives the matter's reference."""
    me.opens("/cases/?tab=all")
    press(me.page, f"a:has-text('{headline}')")
    if me.heading == "Before you open this matter":
        me.page.check(f"label:text-is('{purpose}')")
        press(me.page, "main button:text-is('Open the matter')")
    assert me.heading == headline
    return me.page.inner_text(".candour-matter__reference .candour-reference")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def printed(page: Page) -> str:
    """What stands on paper, of a demo; that it is one is said by the mark, which is no text of the page."""
    page.evaluate(DEMO)
    page.emulate_media(media="print")
    mark = "getComputedStyle(document.querySelector('.candour-demo'), '::after')"
    assert page.evaluate(f"{mark}.content") == '"DEMO"'
    assert page.evaluate(f"{mark}.display") != "none"
    assert page.locator("img:visible, input:visible, button:visible").count() == 0
    found = page.inner_text("body").strip()
    page.emulate_media(media="screen")
    return found


def test_an_investigator_goes_from_the_list_through_every_page_of_a_matter(
    visitor: Callable[..., Visitor],
) -> None:
    # A session of their own: in one that another journey used, the purpose may have been said already.
    me = visitor()
    me.logs_in(INVESTIGATOR)
    me.opens("/cases/")
    assert me.heading == "Cases"
    assert HEADLINE in me.page.inner_text("main")
    me.looks("cases-mine")
    press(me.page, "nav[aria-label='Lists of matters'] a:has-text('All I may see')")
    breaks = me.page.evaluate("getComputedStyle(document.querySelector('.candour-matters td')).overflowWrap")
    assert breaks == "break-word", "words break within where a column is narrow"
    me.looks("cases-all")
    press(me.page, f"a:has-text('{HEADLINE}')")
    assert me.heading == "Before you open this matter"
    assert me.page.is_checked("input[value=working]"), "it is with them"
    me.looks("case-purpose")
    press(me.page, "main button:text-is('Open the matter')")
    assert me.heading == HEADLINE
    assert "of this list" in me.page.inner_text(".candour-around")
    me.looks("case-summary")
    for name, shot in TABS.items():
        tab(me, name)
        assert me.page.locator("nav[aria-label='This matter'] [aria-current=page]").inner_text() == name
        if shot != "summary":
            me.looks(f"case-{shot}")
    press(me.page, ".candour-matter__facts a:text-is('How computed')")
    assert "Rule" in me.page.inner_text(".candour-panel")
    me.looks("case-how-computed")
    tab(me, "Timeline")
    press(me.page, "a:text-is('Who looked')")
    assert "Looked at a matter" in me.page.inner_text(".candour-timeline")
    me.looks("case-timeline-looks")
    tab(me, "Summary")
    press(me.page, "a:text-is('why this band')")
    me.looks("case-severity")
    tab(me, "Summary")
    press(me.page, "a:text-is('Outcome of a call')")
    me.looks("case-letter")
    assert printed(me.page) == me.page.inner_text(".candour-letter").strip()
    press(me.page, "button:text-is('Note that it was sent')")
    assert "Enter the day on which it was sent" in me.page.inner_text(".govuk-error-summary")
    assert printed(me.page) == me.page.inner_text(".candour-letter").strip()


def test_a_list_is_narrowed_down_saved_and_deleted(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    me.opens("/cases/?tab=all")
    me.page.click("summary:has-text('Filter this list')")
    me.page.select_option("#id_how", "not")
    me.page.select_option("#id_add", "kind:conduct")
    me.looks("cases-filtering")
    press(me.page, "button:text-is('Add filter')")
    assert "not kind: Conduct matter" in me.page.inner_text(".candour-chips")
    me.page.click("summary:has-text('Filter this list')")
    press(me.page, "button:text-is('Add filter')")
    assert "Choose what to narrow the list down by" in me.page.inner_text(".govuk-error-summary")
    me.looks("cases-filter-wrong")
    me.opens("/cases/?tab=all&not-kind=conduct&state=closed")
    assert "Take one of the filters away." in me.page.inner_text("main")
    me.looks("cases-none")
    press(me.page, "a:has-text('state: closed')")
    me.page.click("summary:has-text('Saved lists')")
    press(me.page, "a:text-is('Save this list')")
    me.looks("cases-save")
    press(me.page, "button:text-is('Save')")
    assert "Enter a name for the list" in me.page.inner_text(".govuk-error-summary")
    me.page.fill("#id_name", "No conduct matters")
    me.page.select_option("#id_unit", label="Counter-corruption journeys")
    press(me.page, "button:text-is('Save')")
    assert me.heading == "No conduct matters"
    address = me.page.url
    me.looks("cases-saved")
    other = colleague(INVESTIGATOR)
    other.page.goto(address)
    assert other.heading == "No conduct matters"
    press(me.page, "a:text-is('change')")
    me.looks("cases-save-change")
    me.page.fill("#id_name", "No conduct")
    press(me.page, "button:text-is('Save')")
    press(me.page, "a:text-is('delete')")
    me.looks("cases-save-delete")
    press(me.page, "button:text-is('Delete')")
    other.page.goto(address)
    assert other.heading == "This page is not here"


def test_a_list_is_walked_by_keyboard_and_its_matters_one_by_one(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    me.opens("/cases/?tab=all")
    rows = me.page.locator("[data-row]").all_inner_texts()
    assert len(rows) >= 7
    me.page.keyboard.press("j")
    assert me.page.evaluate("document.activeElement === document.body"), "no key does anything outside the list"
    me.page.focus("[data-row] >> nth=0")
    for key, row in (("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        me.page.keyboard.press(key)
        assert focused(me.page) == rows[row]
    assert me.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none" or me.page.evaluate(
        "getComputedStyle(document.activeElement).boxShadow"
    )
    me.page.keyboard.press("Tab")
    assert focused(me.page) == rows[1]
    me.looks("cases-keyboard")
    me.page.focus("[data-row] >> nth=0")
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    assert me.heading == "Before you open this matter"
    me.page.focus("input[name=purpose] >> nth=0")
    me.page.keyboard.press("ArrowDown")
    me.page.keyboard.press("Tab")
    me.page.keyboard.press("Tab")
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    assert me.heading == rows[0].split(",")[0].strip() or rows[0].startswith(me.heading)
    press(me.page, "a[rel=next]")
    assert me.heading == "Before you open this matter"
    me.page.check("label:text-is('Supervising whoever works on it')")
    press(me.page, "main button:text-is('Open the matter')")
    assert rows[1].startswith(me.heading)
    assert "2 of this list" in me.page.inner_text(".candour-around")
    press(me.page, ".govuk-back-link")
    assert me.page.url.endswith("/cases/?tab=all")


def test_two_change_the_same_matter_and_the_second_chooses_field_by_field(
    colleague: Callable[[str], Visitor],
) -> None:
    ann, bob = colleague(SUPERVISOR), colleague(INVESTIGATOR)
    headline = "Force used during an arrest in Harbour Street, report 0"
    reference = opens_matter(ann, headline=headline)
    opens_matter(bob, headline=headline)
    ann.opens(f"/cases/{reference}/edit/")
    assert "Also open" not in ann.page.inner_text("main")
    ann.looks("case-edit")
    bob.opens(f"/cases/{reference}/edit/")
    assert NAMES[SUPERVISOR] in bob.page.inner_text("[data-others]")
    bob.looks("case-edit-others")
    ann.page.fill("#id_place", "Harbour Street 4")
    ann.page.fill("#id_would_put_right", "An apology")
    press(ann.page, "button:text-is('Save')")
    assert "What you changed has been saved." in ann.page.inner_text("main")
    bob.page.fill("#id_place", "Harbour Street 12")
    bob.page.fill("#id_headline", "")
    press(bob.page, "button:text-is('Save')")
    assert "Enter a headline" in bob.page.inner_text(".govuk-error-summary")
    bob.looks("case-edit-wrong")
    bob.page.fill("#id_headline", headline)
    press(bob.page, "button:text-is('Save')")
    assert bob.heading == "This matter was changed meanwhile"
    assert NAMES[SUPERVISOR] in bob.page.inner_text("main")
    bob.looks("case-conflict")
    press(bob.page, "button:text-is('Save this')")
    assert "Where: choose which to keep" in bob.page.inner_text(".govuk-error-summary")
    bob.looks("case-conflict-unsettled")
    bob.page.check("#take_place_mine")
    press(bob.page, "button:text-is('Save this')")
    assert "Harbour Street 12" in bob.page.inner_text("main")
    assert "An apology" in bob.page.inner_text("main")


def test_the_form_says_who_else_comes_into_it(colleague: Callable[[str], Visitor]) -> None:
    ann, bob = colleague(SUPERVISOR), colleague(SECOND)
    headline = "Force used during an arrest in Harbour Street, report 2"
    reference = opens_matter(ann, headline=headline)
    opens_matter(bob, headline=headline)
    ann.page.clock.install()
    ann.opens(f"/cases/{reference}/edit/")
    bob.opens(f"/cases/{reference}/edit/")
    ann.page.clock.run_for(31_000)
    expect(ann.page.locator("[data-others]")).to_contain_text(NAMES[SECOND])


def test_a_supervisor_names_gives_ends_and_restricts(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(SUPERVISOR)
    headline = "Force used during an arrest in Harbour Street, report 1"
    reference = opens_matter(me, "Supervising whoever works on it", headline)
    tab(me, "Access")
    press(me.page, "a:text-is('Name somebody')")
    press(me.page, "button:text-is('Name them')")
    assert me.page.locator(".govuk-error-summary a").all_inner_texts() == ["Choose who", "Enter the reason"]
    me.page.select_option("#id_who", label=f"Lena Fischer ({ADMINISTRATOR})")
    me.page.fill("#id_reason", "Helps with the exhibits")
    press(me.page, "button:text-is('Name them')")
    assert "This cannot be done for the person you chose." in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_reason") == "Helps with the exhibits"
    me.looks("case-name-refused")
    me.page.select_option("#id_who", label=f"{NAMES[STRANGER]} ({STRANGER})")
    press(me.page, "button:text-is('Name them')")
    assert NAMES[STRANGER] in me.page.inner_text("table")
    me.looks("case-access-named")
    press(me.page, "a:has-text('End it')")
    me.looks("case-access-end")
    me.page.fill("#id_reason", "Done")
    press(me.page, "button:text-is('End it')")
    press(me.page, "a:has-text('Give somebody sight')")
    me.looks("case-access-give")
    press(me.page, "a:text-is('Cancel')")
    press(me.page, "a:has-text('Hold it')")
    press(me.page, "button:text-is('Hold it')")
    me.looks("case-hold-wrong")
    me.page.fill("#id_reason", "Advice of the legal department awaited")
    press(me.page, "button:text-is('Hold it')")
    assert "No changes for now: Advice of the legal department awaited" in me.page.inner_text(".candour-matter")
    me.looks("case-held")
    press(me.page, "a:has-text('Let it be changed again')")
    me.looks("case-release")
    press(me.page, "button:text-is('Let it be changed')")
    press(me.page, "a:has-text('Restrict it')")
    assert "lose sight of it" in me.page.inner_text("main")
    me.looks("case-access-restrict")
    me.page.fill("#id_reason", "Covert")
    press(me.page, "button:text-is('Restrict it')")
    assert "Restricted" in me.page.inner_text(".candour-matter__reference")
    me.looks("case-access-restricted")
    stranger = colleague(INVESTIGATOR)
    stranger.opens(f"/cases/{reference}/")
    assert stranger.heading == "This page is not here"


def test_a_wall_from_the_question_to_the_decision(colleague: Callable[[str], Visitor]) -> None:
    me, second, concerned = colleague(INVESTIGATOR), colleague(SECOND), colleague(CONCERNED)
    reference = opens_matter(me)
    opens_matter(concerned)
    tab(me, "Allegations and people")
    press(me.page, "a:text-is('Add an allegation')")
    me.looks("case-add-allegation")
    press(me.page, "a:text-is('Cancel')")
    press(me.page, "a:text-is('Add a party')")
    me.looks("case-add-party")
    press(me.page, "a:text-is('Cancel')")
    press(me.page, "a:text-is('Add somebody whom it is about')")
    me.page.check("label:has-text('register') >> nth=0")
    me.page.fill("#id_search", "Frost")
    press(me.page, "button:has-text('Find')")
    me.looks("case-add-subject")
    me.page.check("label:has-text('Frost')")
    press(me.page, "button:text-is('Add them')")
    assert me.heading == "A second person decides first"
    assert f"{NAMES[CONCERNED]}: It is about them" in me.page.inner_text("main")
    me.looks("case-wall-raised")
    concerned.opens(f"/cases/{reference}/timeline/")
    assert "what becomes of those" not in concerned.page.inner_text("main")

    second.opens("/walls/")
    second.looks("walls")
    press(second.page, "a:has-text('Decide')")
    press(second.page, "button:text-is('Decide')")
    second.looks("wall-wrong")
    second.page.check("input[value=cover]")
    second.page.fill("#id_reason", "An arrest is planned")
    second.page.check("input[name=covered] >> nth=0")
    second.page.fill("#id_routine_reason", "Workload of the unit evened out")
    press(second.page, "button:text-is('Decide')")
    assert "It has been decided." in second.page.inner_text("main")
    second.looks("walls-none")
    concerned.opens(f"/cases/{reference}/")
    assert concerned.heading == "This page is not here"
    concerned.opens("/cases/?tab=all")
    assert HEADLINE not in concerned.page.inner_text("main")
    assert "2 matters that you could open are dealt with by others" in concerned.page.inner_text("main")
    concerned.looks("cases-moved")
    me.opens(f"/cases/{reference}/people/")
    assert "Gideon Frost" in me.page.inner_text("main")


def test_an_administrator_and_a_stranger_see_none_of_it(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(ADMINISTRATOR)
    me.opens("/cases/")
    assert "Investigator" in me.page.inner_text("main"), "a refusal names the roles that may"
    me.looks("cases-administrator")
    stranger = colleague(STRANGER)
    stranger.opens("/cases/?tab=all")
    assert HEADLINE not in stranger.page.inner_text("main")
    stranger.looks("cases-stranger")
    stranger.opens("/cases/CO-0000-0000-0/")
    assert stranger.heading == "This page is not here"


def test_a_matter_without_scripts(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(SUPERVISOR)
    headline = "Force used during an arrest in Harbour Street, report 4"
    me.opens("/cases/?tab=all")
    assert me.page.locator("[data-rows-help]").is_hidden()
    press(me.page, f"a:has-text('{headline}')")
    me.page.check("input[value=audit]")
    press(me.page, "main button:text-is('Open the matter')")
    press(me.page, "a:text-is('Change what is recorded')")
    me.page.fill("#id_place", "Quay")
    press(me.page, "button:text-is('Save')")
    assert "Quay" in me.page.inner_text("main")
