"""Looking after one's own account."""

from collections.abc import Callable

import pytest

from tests.journeys.browsing import press
from tests.journeys.conftest import Visitor
from tests.journeys.people import ADMINISTRATOR, LEAVING_EARLY

pytestmark = pytest.mark.journey

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_every_page_of_the_account(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(ADMINISTRATOR)
    for path, name, heading in [
        ("/account/", "account", "Your account"),
        ("/account/details/", "details", "Your name"),
        ("/account/password/", "password", "Your password"),
        ("/account/second-factor/", "second-factor-demo", "Set up a second factor"),
        ("/account/passkeys/", "passkeys-none", "Your passkeys"),
        ("/account/sessions/", "sessions-one", "Where you are logged in"),
    ]:
        me.opens(path)
        assert me.heading == heading
        assert me.page.locator(".moj-sub-navigation [aria-current=page]").count() == 1
        me.looks(name)


def test_changing_a_name_wrongly_then_rightly(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(ADMINISTRATOR)
    me.opens("/account/details/")
    me.page.fill("#id_name", "")
    press(me.page, "button:text-is('Save')")
    assert me.page.title() == "Error: Your name – Candour"
    described = me.page.get_attribute("#id_name", "aria-describedby") or ""
    assert "Enter your name" in " ".join(me.page.inner_text(f"#{place}") for place in described.split())
    me.looks("details-empty")
    long_name = "Detective Chief Inspector " + "Featherstonehaugh-Cholmondeley " * 3
    me.page.fill("#id_name", long_name)
    press(me.page, "button:text-is('Save')")
    assert "Your details have been saved." in me.page.inner_text("[role=alert]")
    assert me.page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    me.looks("account-saved-long-name")
    me.opens("/account/details/")
    me.page.fill("#id_name", "Lena Fischer")
    press(me.page, "button:text-is('Save')")


def test_a_wrong_password_is_explained_at_its_field(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(ADMINISTRATOR)
    me.opens("/account/password/")
    me.page.fill("#id_oldpassword", "not this one")
    me.page.fill("#id_password1", "short")
    me.page.fill("#id_password2", "short")
    press(me.page, "button:text-is('Change password')")
    assert me.page.locator("#id_oldpassword_error").count() == 1
    assert "12 characters" in me.page.inner_text("#id_password1_error")
    me.looks("password-wrong")


def test_ending_another_session(visitor: Callable[..., Visitor]) -> None:
    here, there = visitor(), visitor(user_agent=WINDOWS)
    for one in (here, there):
        one.logs_in("auditor@demo.example")
    here.opens("/account/sessions/")
    assert "Firefox on Windows" in here.page.inner_text("table")
    here.looks("sessions-two")
    press(here.page, "button:has-text('End Firefox on Windows')")
    assert "That session has ended." in here.page.inner_text("main")
    there.opens("/account/")
    assert there.heading == "Log in"


def test_the_gate_shows_nothing_else_before_a_second_factor(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.logs_in(LEAVING_EARLY)
    for path in ("/", "/roles/", "/account/", "/account/sessions/"):
        me.opens(path)
        assert me.heading == "Set up a second factor"
    assert "Before you can open anything else" in me.page.inner_text("main")
    me.looks("second-factor-needed")
    press(me.page, "header button:text-is('Log out')")
    assert me.heading == "Log in"
