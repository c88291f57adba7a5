"""An authenticator app and its recovery codes, from the first day on."""

from collections.abc import Callable

import pytest

from tests.journeys.browsing import code_now, fill_in_log_in, press
from tests.journeys.conftest import Visitor
from tests.journeys.people import PASSWORD, WITH_AN_APP

pytestmark = pytest.mark.journey


def test_an_app_from_setting_up_to_the_last_code(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.logs_in(WITH_AN_APP)
    assert me.heading == "Set up a second factor"
    secret, codes = _sets_up(me)
    _looks_after(me)

    press(me.page, "header button:text-is('Log out')")
    fill_in_log_in(me.page, WITH_AN_APP)
    assert me.heading == "Enter a code"
    me.looks("code")
    _enters(me, "000000")
    assert me.page.title() == "Error: Enter a code – Candour"
    me.looks("code-wrong")
    used = code_now(secret)
    _enters(me, used)
    assert me.heading == "What you may do here"

    press(me.page, "header button:text-is('Log out')")
    fill_in_log_in(me.page, WITH_AN_APP)
    _enters(me, used)
    assert me.heading == "Enter a code", "a code works once"
    _enters(me, codes[0])
    assert me.heading == "What you may do here"
    me.opens("/account/second-factor/")
    assert "9 left" in me.page.inner_text("main")
    me.looks("second-factor-set-up")


def _sets_up(me: Visitor) -> tuple[str, list[str]]:
    page = me.page
    press(page, "a:has-text('Set up an app')")
    assert me.heading == "Confirm that it is you"
    me.looks("confirm-password")
    page.fill("#id_password", PASSWORD)
    press(page, "button:text-is('Confirm')")
    assert me.heading == "Set up an authenticator app"
    me.looks("app")
    page.fill("#id_code", "000000")
    press(page, "button:has-text('Finish setting up')")
    assert "Error: " in page.title()
    me.looks("app-wrong-code")
    secret = page.inner_text(".candour-secret")
    page.fill("#id_code", code_now(secret))
    press(page, "button:has-text('Finish setting up')")
    assert me.heading == "Your recovery codes"
    codes = page.locator(".candour-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    me.looks("recovery-codes")
    press(page, "a:has-text('I have kept them')")
    assert me.heading == "What you may do here"
    return secret, codes


def _looks_after(me: Visitor) -> None:
    for path, name, heading in [
        ("/account/second-factor/app/remove/", "app-remove", "Remove your authenticator app"),
        ("/account/second-factor/codes/new/", "codes-new", "Make new recovery codes"),
        ("/account/confirm/code/", "confirm-code", "Confirm that it is you"),
    ]:
        me.opens(path)
        assert me.heading == heading
        me.looks(name)
    with me.page.expect_download() as download:
        me.page.evaluate("location.href = '/account/second-factor/codes/download/'")
    text = download.value.path().read_text()
    assert WITH_AN_APP in text
    assert len([line for line in text.splitlines() if line.isdecimal()]) == 10


def _enters(me: Visitor, code: str) -> None:
    me.page.fill("#id_code", code)
    press(me.page, "button:has-text('Continue')")
