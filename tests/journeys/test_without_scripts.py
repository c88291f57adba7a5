"""Everything but passkeys, with JavaScript switched off."""

from collections.abc import Callable

import pytest

from tests.journeys.browsing import code_now, fill_in_log_in, press
from tests.journeys.conftest import Visitor
from tests.journeys.people import PASSWORD, WITHOUT_SCRIPTS

pytestmark = pytest.mark.journey


def test_a_whole_day_without_scripts(visitor: Callable[..., Visitor]) -> None:
    me = visitor(java_script_enabled=False)
    page = me.page
    me.logs_in(WITHOUT_SCRIPTS, "not this one")
    assert "do not match" in page.inner_text(".govuk-error-summary")
    assert page.locator("#passkey_login").is_hidden()
    assert "Passkeys need JavaScript" in page.inner_text("main")
    fill_in_log_in(page, WITHOUT_SCRIPTS)

    press(page, "a:has-text('Set up an app')")
    page.fill("#id_password", PASSWORD)
    press(page, "button:text-is('Confirm')")
    secret = page.inner_text(".candour-secret")
    page.fill("#id_code", code_now(secret))
    press(page, "button:has-text('Finish setting up')")
    assert me.heading == "Your recovery codes"

    for path, heading in [
        ("/", "What you may do here"),
        ("/roles/", "Roles"),
        ("/account/", "Your account"),
        ("/account/password/", "Your password"),
        ("/account/passkeys/", "Your passkeys"),
        ("/account/passkeys/add/", "Add a passkey"),
        ("/system/", "You do not have permission to open this page"),
    ]:
        me.opens(path)
        assert me.heading == heading
    me.opens("/account/details/")
    page.fill("#id_name", "Plain Person")
    press(page, "button:text-is('Save')")
    assert "Your details have been saved." in page.inner_text("main")
    me.opens("/account/sessions/")
    assert "This is the one you are using" in page.inner_text("table")
    press(page, "header button:text-is('Log out')")
    assert "You have logged out." in page.inner_text("main")
