"""An auditor reads the trail: all of it, one question, one person, one request; with a keyboard; without scripts."""

from collections.abc import Callable

import pytest

from tests.journeys.browsing import fill_in_log_in, press
from tests.journeys.conftest import Visitor
from tests.journeys.people import INVESTIGATOR

pytestmark = pytest.mark.journey

AUDITOR, VETTING = "auditor@demo.example", "vetting@demo.example"
PHONE = {"width": 390, "height": 844}
SHOW = "main button:text-is('Show')"


def said(me: Visitor) -> str:
    """What the page says it shows."""
    return me.page.inner_text("#said")


def column(me: Visitor, name: str) -> set[str]:
    """Everything that stands in one column, without what only marks it."""
    return {text.split("\n")[0].strip() for text in me.page.locator(f"td[data-label={name}]").all_inner_texts()}


def has_refusals(visitor: Callable[..., Visitor]) -> None:
    """Somebody types a wrong password, logs in, and asks for a page that is not theirs."""
    somebody = visitor()
    somebody.logs_in(INVESTIGATOR, "not this one")
    fill_in_log_in(somebody.page, INVESTIGATOR)
    somebody.opens("/system/")


def test_the_trail_from_the_front_page_to_one_request(
    visitor: Callable[..., Visitor], colleague: Callable[[str], Visitor]
) -> None:
    has_refusals(visitor)
    me = colleague(AUDITOR)
    me.opens("/")
    press(me.page, "main a:text-is('The trail')")
    assert me.heading == "The trail"
    assert me.page.locator("tbody tr").count() >= 4
    assert me.page.locator("#id_who").is_hidden()
    me.looks("trail")

    me.page.click("summary")
    me.page.check("#id_refused")
    me.looks("trail-asking")
    press(me.page, SHOW)
    assert "Only entries of what was refused or failed." in said(me)
    # Other journeys are refused other things meanwhile.
    found = column(me, "What")
    assert {"Log-in with a wrong password Refused", "Asked for a page without its permission Refused"} <= found
    assert all(said.endswith(" Refused") for said in found)
    me.looks("trail-refused")

    press(me.page, "td[data-label=Who] a:text-is('DS Ifeoma Rao') >> nth=0")
    assert "of DS Ifeoma Rao (user:" in said(me)
    assert column(me, "Who") == {"DS Ifeoma Rao"}
    me.looks("trail-person")
    press(me.page, "tr:has-text('Asked for a page') td[data-label=Request] a >> nth=0")
    assert "of the request" in said(me)
    assert column(me, "What") == {"Asked for a page without its permission Refused"}
    assert column(me, "Reason") == {"system.health"}
    me.looks("trail-request")
    press(me.page, "#said a:has-text('Clear')")
    assert me.page.locator("#said").count() == 0


def test_a_question_that_is_wrong_and_one_that_finds_nothing(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(AUDITOR)
    me.opens("/trail/")
    me.page.click("summary")
    me.page.fill("#id_who", "gone@force.example")
    for box, text in (("first_day_0", "31"), ("first_day_1", "2"), ("first_day_2", "2026"), ("last_day_0", "1")):
        me.page.fill(f"#id_{box}", text)
    press(me.page, SHOW)
    assert me.page.title() == "Error: The trail – Candour"
    assert me.page.locator(".govuk-error-summary a").all_inner_texts() == [
        "Nobody with this email address has an account",
        "First day must be a real date, such as 27 3 2026",
        "Last day must include a month and a year",
    ]
    assert me.page.input_value("#id_first_day_0") == "31"
    me.looks("trail-wrong")
    me.page.click(".govuk-error-summary a >> nth=1")
    assert me.page.evaluate("document.activeElement.id") == "id_first_day_0"

    me.page.fill("#id_who", VETTING)
    for box, text in (("first_day_0", "1"), ("first_day_2", "2199"), ("last_day_0", "")):
        me.page.fill(f"#id_{box}", text)
    press(me.page, SHOW)
    assert "Only entries of Owen Pritchard" in said(me)
    assert "from 1 February 2199" in said(me)
    assert "No entry that you may see is like this." in me.page.inner_text("main")
    me.looks("trail-none")
    me.opens("/trail/?thing=user&key=" + "k" * 1000)
    assert "This address has been cut short or changed." in me.page.inner_text(".govuk-error-summary")
    me.looks("trail-not-whole")


def test_page_after_page_with_a_keyboard(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(AUDITOR)
    for _ in range(55):
        me.page.request.get(f"{me.doors.staff}/trail/?who=nobody")
    me.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    me.opens("/trail/")
    me.page.focus("summary")
    me.page.keyboard.press("Enter")
    me.page.keyboard.press("Tab")
    assert me.page.evaluate("document.activeElement.id") == "id_what"
    me.page.keyboard.type("Read the trail")
    me.page.focus("#id_who")
    with me.page.expect_navigation():
        me.page.keyboard.press("Enter")
    assert column(me, "What") == {"Read the trail"}
    assert me.page.locator("tbody tr").count() == 50
    press(me.page, "a:text-is('Older entries')")
    assert column(me, "What") == {"Read the trail"}
    assert "that say “Read the trail”" in said(me)
    me.looks("trail-older")
    press(me.page, "a:text-is('Newest entries')")
    assert me.page.locator("tbody tr").count() == 50


def test_strangers_failures_before_and_after_there_are_any(
    visitor: Callable[..., Visitor], colleague: Callable[[str], Visitor]
) -> None:
    me = colleague(AUDITOR)
    me.opens("/trail/")
    press(me.page, "main a:text-is('failures by people we do not know')")
    assert me.heading == "Failures by people we do not know"
    # No other journey types an email address that nobody has.
    assert "There were none from" in me.page.inner_text("main")
    me.looks("trail-strangers-none")
    stranger = visitor()
    for number in range(3):
        stranger.logs_in(f"unknown{number}@force.example", "not this one")
    me.opens("/trail/strangers/")
    assert column(me, "Failures") == {"3"}
    assert me.page.locator("td svg rect").get_attribute("width") == "200"
    assert "within that hour" in me.page.inner_text("caption")
    me.looks("trail-strangers")
    press(me.page, "a.govuk-back-link")
    assert me.heading == "The trail"


def test_the_trail_without_scripts(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    me.logs_in(AUDITOR)
    me.opens("/trail/")
    me.page.click("summary")
    me.page.select_option("#id_what", "log_in")
    me.page.fill("#id_who", AUDITOR)
    press(me.page, SHOW)
    assert column(me, "What") == {"Logged in"}
    assert column(me, "Who") == column(me, "About") == {"Callum Breck"}
    press(me.page, "td[data-label=About] a >> nth=0")
    assert "Only entries about Callum Breck." in said(me)
    me.opens("/trail/?first_day_day=x")
    assert me.page.locator("#id_first_day_0").is_visible()
    assert "First day must include a month and a year" in me.page.inner_text(".govuk-error-summary")
    me.opens("/trail/strangers/")
    assert me.heading == "Failures by people we do not know"
