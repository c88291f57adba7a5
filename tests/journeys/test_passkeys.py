"""Passkeys, with the browser's own pretended authenticator."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession

from tests.journeys.browsing import press
from tests.journeys.conftest import Visitor
from tests.journeys.people import PASSWORD, WITH_A_PASSKEY

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_from_adding_to_removing(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    page = me.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    held = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    me.logs_in(WITH_A_PASSKEY)
    press(page, "a:has-text('Add a passkey')")
    page.fill("#id_password", PASSWORD)
    press(page, "button:text-is('Confirm')")
    assert me.heading == "Add a passkey"
    me.looks("passkey-add")
    _is_refused_in_words(me, device, held, "#mfa_webauthn_add")
    page.fill("#id_name", "Work laptop")
    page.check("#id_passwordless")
    press(page, "#mfa_webauthn_add")
    page.wait_for_url("**/codes/")
    assert "Your passkey has been added." in page.inner_text("main")
    me.opens("/account/passkeys/")
    assert "Work laptop" in page.inner_text("table")
    me.looks("passkeys")

    press(page, "header button:text-is('Log out')")
    press(page, "#passkey_login")
    page.wait_for_url(me.doors.staff + "/")
    _confirms_renames_and_removes(me)


def _is_refused_in_words(me: Visitor, device: CDPSession, held: str, button: str) -> None:
    # A person who does not touch their device in time is told so, and loses nothing.
    device.send("WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": False})
    me.page.check("#id_passwordless")
    me.page.click(button)
    me.page.wait_for_selector("[data-passkey-problem] p")
    assert "The passkey was not used" in me.page.inner_text("[data-passkey-problem]")
    me.looks("passkey-refused")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": held, "isUserVerified": True})


def _confirms_renames_and_removes(me: Visitor) -> None:
    page = me.page
    me.opens("/account/passkeys/")
    press(page, "a:has-text('Rename')")
    assert me.heading == "Confirm that it is you"
    press(page, "a:has-text('Use a passkey')")
    me.looks("confirm-passkey")
    press(page, "#mfa_webauthn_reauthenticate")
    page.wait_for_url("**/rename/")
    me.looks("passkey-rename")
    page.fill("#id_name", "Office laptop")
    press(page, "button:text-is('Save')")
    assert "Office laptop" in page.inner_text("table")
    press(page, "a:has-text('Remove')")
    assert me.heading == "Remove the passkey “Office laptop”"
    me.looks("passkey-remove")
    press(page, "button:text-is('Remove the passkey')")
    assert me.heading == "Set up a second factor", "nobody stays without one"
