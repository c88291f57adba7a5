"""A complaint handler takes a call, an investigator logs a matter: by keyboard, in two tabs, after a time-out."""

import re
import subprocess
import sys
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.hands import Hands
from tests.journeys.logging_people import HANDLER, INVESTIGATOR, OFFICER

pytestmark = pytest.mark.journey

REFERENCE = re.compile(r"^(CO|CM|DS)-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$")
# The form as it stands, four times at the same moment; where each of them led.
SEND_AT_ONCE = """() => {
  const typed = new URLSearchParams(new FormData(document.querySelector('#log')))
  typed.set('leave_open', '1')
  const one = () => fetch(location.href, { method: 'POST', body: typed }).then((answer) => answer.url)
  return Promise.all([one(), one(), one(), one()])
}"""
STATUS = "[data-draft-status]"
MOST_STOPS = 40
FOUR = (
    "alleges_death_or_serious_injury",
    "alleges_crime_or_discipline",
    "alleges_article_2_or_3",
    "alleges_mandatory_referral",
)


@pytest.fixture(scope="module", autouse=True)
def _people(doors: Doors, session_clone: Clone) -> None:
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.logging_people"], env=env, cwd=processes.ROOT, check=True)


def a_page(kind: str) -> str:
    return f"/log/{kind}/{uuid.uuid4()}/"


def has_saved(page: Page) -> None:
    """Waits until the draft has saved itself."""
    expect(page.locator(STATUS)).to_contain_text("Draft saved at", timeout=8_000)


def saves(page: Page, text: str) -> None:
    """Types into the large box and leaves the page for a moment, as for another window: it saves at once."""
    page.fill("#id_what_happened", text)
    with page.expect_response(lambda answer: "/log/drafts/" in answer.url):
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange')); delete document.hidden"
        )


def answers_no(hands: Hands, name: str) -> None:
    """Tab to a question, one arrow to No."""
    hands.thinks()
    hands.tabs_to(f"id_{name}_0")
    hands.presses("ArrowRight")


def test_a_call_is_resolved_in_less_than_a_minute_by_keyboard(
    colleague: Callable[[str], Visitor], record_property: Callable[[str, object], None]
) -> None:
    me = colleague(HANDLER)
    me.opens("/log/")
    me.looks("log-start")
    press(me.page, "main a:text-is('Resolve a complaint during a call')")
    me.looks("log-call-empty")
    hands = Hands(page=me.page)
    me.page.focus("#id_name")
    hands.thinks()
    hands.types("Ada Mole")
    hands.tabs_to("id_phone")
    hands.types("07700900123")
    hands.tabs_to("id_safe_contact")
    hands.types("after 6")
    hands.tabs_to("id_what_happened")
    hands.thinks()
    hands.types("No update on her bicycle for a month.")
    hands.tabs_to("id_would_put_right")
    hands.thinks()
    hands.types("An update.")
    hands.tabs_to("id_category")
    hands.thinks()
    hands.types("A3")
    hands.tabs_to("id_about-kind_0")
    # Round to the last: the force itself.
    hands.presses("ArrowUp")
    for name in (*FOUR, "wants_recording"):
        answers_no(hands, name)
    hands.tabs_to("id_what_was_done")
    hands.thinks()
    hands.types("Gave the update, said sorry.")
    hands.tabs_to("id_resolved_0")
    hands.thinks()
    hands.presses(" ")
    hands.tabs_to("Save and close")
    has_saved(me.page)
    me.looks("log-call-filled")
    me.page.focus("button[name=close]")
    sends(me, hands)
    assert REFERENCE.match(me.heading)
    assert "Saved and closed." in me.page.inner_text("main")
    assert me.page.locator("main a:text-is('Open the letter')").count() == 1
    me.looks("log-call-closed")
    record_property("keystrokes", hands.said("log and resolve, everything typed"))
    assert hands.seconds < 60
    assert hands.stops <= MOST_STOPS


def is_about(page: Page, category: str = "A3") -> None:
    """What nobody presets: what it is about, and whom."""
    page.select_option("#id_category", category)
    page.check("[name='about-kind'][value='organisation']")


def test_a_call_that_must_be_recorded_is_left_open_and_says_why(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(HANDLER)
    me.opens(a_page("call"))
    press(me.page, "button:text-is('Save and close')")
    assert me.page.title() == "Error: A call – Candour"
    me.looks("log-call-wrong")
    me.page.click(".govuk-error-summary a >> nth=0")
    assert me.page.evaluate("document.activeElement.id") == "id_what_happened"
    me.page.fill("#id_what_happened", "An officer hit her son.")
    is_about(me.page, "B4")
    me.page.check("#id_alleges_crime_or_discipline_0")
    for name in (*FOUR, "wants_recording"):
        if name != "alleges_crime_or_discipline":
            me.page.check(f"#id_{name}_1")
    me.page.fill("#id_what_was_done", "Explained what happens next.")
    me.page.check("#id_resolved_1")
    press(me.page, "button:text-is('Save and close')")
    assert "Saved, and left open." in me.page.inner_text("main")
    assert "the nature of the allegation" in me.page.inner_text("main")
    assert "work to" in me.page.inner_text("main")
    me.looks("log-call-open")


def test_a_matter_with_two_allegations_and_an_officer_in_ninety_seconds_and_forty_stops(
    colleague: Callable[[str], Visitor], record_property: Callable[[str, object], None]
) -> None:
    me = colleague(INVESTIGATOR)
    me.opens("/log/")
    press(me.page, "main a:text-is('Log a matter')")
    me.looks("log-matter-empty")
    hands = Hands(page=me.page)
    fills_page_one(me, hands)
    assert me.heading == "Allegations and people"
    assert "B4 is suggested because of “pushed”." in me.page.inner_text("main")
    me.looks("log-people-empty")
    fills_page_two(me, hands)
    assert REFERENCE.match(me.heading)
    assert "Use of force; Impolite language/tone" in me.page.inner_text("main")
    assert "Severity: not yet triaged" in me.page.inner_text("main")
    me.page.click("summary:has-text('Explain')")
    me.looks("log-matter-done")
    stops = first_page_stops(me) + second_page_stops(me)
    said = hands.said("a matter with two allegations and one officer, narrative not counted")
    record_property("keystrokes", f"{said}; {stops} tab stops on both pages, from the first field to the button")
    assert hands.seconds < 90
    assert stops <= MOST_STOPS


def fills_page_one(me: Visitor, hands: Hands) -> None:
    """How it reached us, what happened, when and where, and who complains."""
    me.page.focus("#id_kind_0")
    hands.thinks()
    for name, text in (("id_channel", "Em"), ("id_what_happened", "")):
        hands.tabs_to(name)
        hands.thinks()
        hands.types(text)
    hands.types("Two officers pushed her against a wall and swore at her.", counted=False)
    for name, text in (
        ("id_behaviour_from_0", "1"),
        ("id_behaviour_from_1", "11"),
        ("id_behaviour_from_2", "2026"),
        ("id_place", "High Street"),
        ("id_parties-0-name", "Bea Mole"),
        ("id_parties-0-phone", "07700900555"),
    ):
        hands.tabs_to(name)
        hands.types(text)
    hands.minds += 3  # when, where, who
    hands.tabs_to("Continue")
    has_saved(me.page)
    me.looks("log-matter-filled")
    me.page.focus("button[name=next]")
    sends(me, hands)


def fills_page_two(me: Visitor, hands: Hands) -> None:
    """Two allegations, an officer of the register, and the questions that their categories ask."""
    me.page.focus("#id_allegations-0-category")
    hands.thinks()
    hands.tabs_to("Add another allegation")
    sends(me, hands)
    # From the first field again, as somebody without a mouse has to.
    me.page.focus("#id_allegations-0-category")
    hands.tabs_to("id_allegations-1-category")
    hands.thinks()
    hands.types("H1")
    asked = me.page.locator("[data-questions=relevant] #id_facts-discrimination_helptext")
    expect(asked).to_contain_text("Asked because it is about how somebody behaved.")
    hands.tabs_to("id_subjects-0-search")
    hands.thinks()
    hands.types(OFFICER[:5].lower())
    me.page.wait_for_selector("[data-found] input")
    hands.waits_for_it()
    hands.presses("Tab")
    hands.stops += 1
    hands.presses(" ")
    me.looks("log-people-found")
    me.page.focus("[data-found] input")
    hands.tabs_to("id_facts-danger")
    hands.thinks()
    for name in ("minor_physical_harm", "serious_physical_harm", "death", "serious_unlawful_force", "discrimination"):
        answers_no(hands, f"facts-{name}")
    hands.tabs_to("Log the matter")
    has_saved(me.page)
    me.looks("log-people-filled")
    me.page.focus("button[name=log]")
    sends(me, hands)


def sends(me: Visitor, hands: Hands) -> None:
    """Enter on the button that has the focus, and the next page."""
    with me.page.expect_navigation():
        hands.presses("Enter")
    hands.waits_for_it()


def first_page_stops(me: Visitor) -> int:
    """From the first field of page one to its button."""
    me.opens(a_page("matter"))
    hands = Hands(page=me.page)
    me.page.focus("#id_kind_0")
    hands.tabs_to("Continue")
    return hands.stops + 1


def second_page_stops(me: Visitor) -> int:
    """From the first field of page two, with two allegations and one officer found, to its button."""
    me.page.fill("#id_what_happened", "They pushed her.")
    me.page.select_option("#id_channel", "email")
    press(me.page, "button:text-is('Continue')")
    press(me.page, "button:text-is('Add another allegation')")
    me.page.select_option("#id_allegations-1-category", "H1")
    me.page.fill("#id_subjects-0-search", OFFICER)
    me.page.wait_for_selector("[data-found] input")
    hands = Hands(page=me.page)
    me.page.focus("#id_allegations-0-category")
    hands.tabs_to("Log the matter")
    return hands.stops + 1


def test_a_matter_without_scripts(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(INVESTIGATOR)
    me.opens("/log/")
    press(me.page, "main a:text-is('Log a matter')")
    me.page.select_option("#id_channel", "letter")
    me.page.fill("#id_what_happened", "He looked her up on the police computer.")
    press(me.page, "button:text-is('Add another person')")
    assert "Draft saved at" in me.page.inner_text(STATUS)
    me.page.fill("#id_parties-1-name", "Cy Mole")
    # Enter in a line of text keeps the draft, and sends nothing.
    with me.page.expect_navigation():
        me.page.press("#id_parties-1-name", "Enter")
    assert me.heading == "What happened"
    assert me.page.input_value("#id_parties-1-name") == "Cy Mole"
    press(me.page, "button:text-is('Continue')")
    assert "D1 is suggested because of “looked her up”" in me.page.inner_text("main") or "D1" in me.page.inner_text(
        "main"
    )
    me.page.fill("#id_subjects-0-search", "J4711")
    press(me.page, "button:has-text('Find')")
    assert OFFICER in me.page.inner_text("[data-found]")
    me.page.check("[data-found] input")
    me.page.select_option("#id_allegations-0-category", "D1")
    press(me.page, "button:has-text('Show the questions for these categories')")
    me.page.check("#id_facts-data_misuse_for_gain_2")
    press(me.page, "button:text-is('Log the matter')")
    assert REFERENCE.match(me.heading)


def test_what_was_typed_survives_a_crash_and_a_time_out(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.logs_in(HANDLER)
    address = a_page("call")
    me.opens(address)
    saves(me.page, "Typed before the crash")
    has_saved(me.page)
    me.page.close()
    page = me.page.context.new_page()
    page.goto(me.doors.staff + "/log/")
    press(page, "a:has-text('Typed before the crash')")
    assert page.input_value("#id_what_happened") == "Typed before the crash"

    # The session ends while somebody types on: a save by itself, then a button.
    page.context.clear_cookies(name="candour_staff")
    saves(page, "Typed after the time-out")
    expect(page.locator(STATUS)).to_contain_text("You have been logged out. What you typed is kept.")
    page.fill("#id_would_put_right", "Nothing lost")
    press(page, "button:text-is('Save and leave open')")
    page.fill("#id_login", HANDLER)
    page.fill("#id_password", "candour demo only")
    press(page, "main button:text-is('Log in')")
    assert page.url == me.doors.staff + address
    assert page.input_value("#id_what_happened") == "Typed after the time-out"
    assert page.input_value("#id_would_put_right") == "Nothing lost"
    is_about(page)
    press(page, "button:text-is('Save and leave open')")
    assert REFERENCE.match(page.inner_text("h1"))


def test_two_tabs_never_overwrite_each_other(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(HANDLER)
    address = a_page("call")
    me.opens(address)
    other = me.page.context.new_page()
    other.goto(me.doors.staff + address)
    saves(me.page, "From the first tab")
    has_saved(me.page)
    saves(other, "From the second tab")
    expect(other.locator(STATUS)).to_contain_text("This draft was changed in another tab")
    press(other, "button:text-is('Compare and choose')")
    assert "From the first tab" in other.inner_text("[data-label='In the other tab']")
    assert other.input_value("#id_what_happened") == "From the second tab"
    second = Visitor(page=other, watch=me.watch, doors=me.doors)
    second.looks("log-call-two-tabs")
    press(other, "button:text-is('Keep what is here')")
    assert other.input_value("#id_what_happened") == "From the second tab"
    assert other.locator("#changed-elsewhere").count() == 0

    saves(me.page, "From the first tab again")
    expect(me.page.locator(STATUS)).to_contain_text("This draft was changed in another tab")
    press(me.page, "button:text-is('Compare and choose')")
    press(me.page, "button:text-is('Take what is in the other tab')")
    assert me.page.input_value("#id_what_happened") == "From the second tab"


def test_a_double_click_the_back_button_and_sending_again_log_one_matter(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(HANDLER)
    me.opens(a_page("call"))
    me.page.fill("#id_what_happened", "Sent many times")
    is_about(me.page)
    references = set(me.page.evaluate(SEND_AT_ONCE))
    me.page.dblclick("button:text-is('Save and leave open')")
    me.page.wait_for_url("**/log/done/**")
    references.add(me.page.url)
    me.page.go_back()
    me.page.wait_for_load_state()
    references.add(me.page.url)
    assert len(references) == 1
    assert "This page was sent before." in me.page.inner_text("main")
    me.looks("log-sent-before")


def test_what_may_be_the_same_matter_is_shown_while_somebody_types(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(HANDLER)
    me.opens(a_page("call"))
    me.page.fill("#id_name", "Dee Mole")
    me.page.fill("#id_phone", "+44 7700 900777")
    me.page.fill("#id_what_happened", "Her van was towed.")
    is_about(me.page)
    press(me.page, "button:text-is('Save and leave open')")
    reference = me.heading
    me.opens(a_page("call"))
    me.page.focus("#id_phone")
    me.page.keyboard.type("07700 900777")
    found = me.page.locator("[data-likely-place]")
    expect(found).to_contain_text(reference)
    expect(found).to_contain_text("Why: same telephone number.")
    assert me.page.evaluate("document.activeElement.id") == "id_phone"
    me.looks("log-call-likely")
    me.page.fill("#id_phone", "")
    expect(found).not_to_contain_text(reference)


def test_discarding_a_draft_is_asked_once(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    me.opens(a_page("matter"))
    saves(me.page, "To be given up")
    has_saved(me.page)
    me.opens("/log/")
    me.looks("log-start-unfinished")
    press(me.page, "tr:has-text('To be given up') a:has-text('Discard')")
    me.looks("log-discard")
    press(me.page, "button:text-is('Discard it')")
    assert "To be given up" not in me.page.inner_text("main")
