"""A stranger at the public door."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Response, Route

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

HEAVIEST = 60_000


def test_a_stranger_finds_help_and_leaves_no_trace(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor()
    page = stranger.page
    for path, name, heading in [
        ("/", "portal-home", "Reporting wrongdoing by the police"),
        ("/privacy/", "portal-privacy", "Privacy"),
        ("/accessibility/", "portal-accessibility", "Accessibility"),
        ("/not-there/", "portal-404", "This page is not here"),
    ]:
        page.goto(stranger.doors.portal + path)
        assert stranger.heading == heading
        assert "Demo:" in page.inner_text("header")
        stranger.looks(name)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") <= 1  # Exit this page counts Shift presses


def test_the_first_page_is_light(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor()
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    stranger.page.on("response", note)
    stranger.page.goto(stranger.doors.portal + "/", wait_until="networkidle")
    assert sum(len(answer.body()) for answer in answers) < HEAVIEST
    assert {answer.url.startswith(stranger.doors.portal) for answer in answers} == {True}


def test_a_keyboard_finds_the_content_and_the_way_out(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor()
    page = stranger.page
    away: list[str] = []

    def leave(route: Route) -> None:
        away.append(route.request.url)
        route.abort()

    page.route("https://www.bbc.co.uk/**", leave)
    page.goto(stranger.doors.portal + "/")
    seen = []
    for _ in range(3):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"))
    assert seen == ["Skip to main content", "Candour", "Emergency Exit this page"]
    page.focus(".govuk-skip-link")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert away == ["https://www.bbc.co.uk/weather"]


def test_the_way_out_is_a_link_without_scripts(visitor: Callable[..., Visitor]) -> None:
    stranger = visitor(java_script_enabled=False)
    stranger.page.goto(stranger.doors.portal + "/")
    way_out = stranger.page.get_by_role("button", name="Exit this page")
    assert way_out.get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert way_out.get_attribute("rel") == "nofollow noreferrer"
