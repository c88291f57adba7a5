"""What every journey does with a page: look at it, log in, and compute codes as an authenticator app would."""

import time
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.factories.codes import code_at
from tests.journeys import people

SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / ".local" / "screenshots"
WIDE, NARROW = 1280, 320
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watch:
    """What a browser complains about while a page is open: errors in scripts and whatever the policy refused."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # That an error page has the status of one is no complaint.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self.complaints.append(message.text)


def check_page(page: Page, watch: Watch, name: str) -> None:
    """No accessibility violation, no complaint of the browser, nothing to scroll sideways for; and a screenshot."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
        assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways at {width} pixels"
    assert _violations(page) == [], name
    assert watch.complaints == [], name
    assert "style=" not in page.content().partition("<body")[0]


def _violations(page: Page) -> list[str]:
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    found = AXE.run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']]}" for rule in found]


def press(page: Page, selector: str) -> None:
    """Presses a button or link that leads to a page, and waits until that page is there."""
    with page.expect_navigation():
        page.click(selector)


def fill_in_log_in(page: Page, email: str, password: str = "") -> None:
    """E-mail and password into the log-in page that is open, and off."""
    page.fill("#id_login", email)
    page.fill("#id_password", password or people.password_of(email))
    press(page, "main button:text-is('Log in')")


def code_now(secret: str) -> str:
    """What an authenticator app shows (RFC 6238). Waits for the next code when this one is about to end."""
    if (left := 30 - time.time() % 30) < 6:
        time.sleep(left + 0.1)
    return code_at(secret=secret.replace(" ", ""), seconds=time.time())
