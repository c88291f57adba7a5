"""Logging in and out, and coming back after the session has ended."""

from collections.abc import Callable

import pytest

from tests.journeys.browsing import fill_in_log_in, press
from tests.journeys.conftest import Visitor
from tests.journeys.people import ADMINISTRATOR, HEAD, INVESTIGATOR

pytestmark = pytest.mark.journey


def test_wrong_then_right_then_out(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.opens("/roles/")
    assert me.heading == "Log in"
    me.looks("log-in")
    press(me.page, "main button:text-is('Log in')")
    assert me.page.title() == "Error: Log in – Candour"
    assert me.page.locator(".govuk-error-summary a").all_inner_texts() == [
        "Enter your email address",
        "Enter your password",
    ]
    me.looks("log-in-empty")
    me.page.click(".govuk-error-summary a >> nth=0")
    assert me.page.evaluate("document.activeElement.id") == "id_login"
    fill_in_log_in(me.page, INVESTIGATOR, "not this one")
    assert "do not match" in me.page.inner_text(".govuk-error-summary")
    assert me.page.input_value("#id_login") == INVESTIGATOR
    assert me.page.input_value("#id_password") == ""
    me.looks("log-in-wrong")
    fill_in_log_in(me.page, INVESTIGATOR)
    assert me.heading == "Roles", "the page that was asked for at first"
    press(me.page, "header button:text-is('Log out')")
    assert "You have logged out." in me.page.inner_text("main")
    me.looks("logged-out")


def test_every_page_of_the_day(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(ADMINISTRATOR)
    for path, name, heading in [
        ("/", "home", "What you may do here"),
        ("/roles/", "roles", "Roles"),
        ("/roles/holders/", "role-holders", "Who holds which role"),
        ("/system/", "system", "System"),
        ("/log-out/", "log-out", "Log out"),
    ]:
        me.opens(path)
        assert me.heading == heading
        assert "Demo:" in me.page.inner_text("header")
        me.looks(name)
    me.opens("/")
    links = me.page.locator("main a").all_inner_texts()
    assert links == ["Register", "Roles", "Who holds which role", "Jobs", "System", "Your account"]


def test_what_was_typed_survives_the_end_of_a_session(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.logs_in(HEAD)
    me.opens("/account/details/")
    me.page.fill("#id_name", "DCS R. Adeyemi-Cole")
    me.page.context.clear_cookies(name="candour_staff")
    press(me.page, "button:text-is('Save')")
    assert me.heading == "Log in"
    assert "What you typed has been kept." in me.page.inner_text("main")
    me.looks("log-in-kept")
    fill_in_log_in(me.page, HEAD)
    assert "We kept what you typed" in me.page.inner_text("main")
    assert me.page.input_value("#id_name") == "DCS R. Adeyemi-Cole"
    me.looks("details-kept")
    press(me.page, "button:text-is('Save')")
    assert "DCS R. Adeyemi-Cole" in me.page.inner_text("main")


def test_what_was_typed_survives_an_expired_form_and_can_be_discarded(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.logs_in(INVESTIGATOR)
    me.opens("/account/details/")
    me.page.fill("#id_name", "Somebody else")
    me.page.context.clear_cookies(name="candour_staff_form")
    press(me.page, "button:text-is('Save')")
    assert me.heading == "This form has expired"
    assert "What you typed has been kept." in me.page.inner_text("main")
    me.looks("form-expired")
    me.opens("/account/details/")
    assert me.page.input_value("#id_name") == "Somebody else"
    press(me.page, "button:text-is('Discard')")
    assert me.page.input_value("#id_name") == "DS Ifeoma Rao"
