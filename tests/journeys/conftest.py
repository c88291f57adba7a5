"""Both doors as real processes, and a real browser in front of them.

Everything here lives for this folder only: while Playwright runs, Django refuses to ask a database in the same thread.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests import processes
from tests.databases import Clone
from tests.journeys.browsing import Watch, check_page, fill_in_log_in

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Where each door answers."""

    portal: str
    staff: str


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody at a browser of their own."""

    page: Page
    watch: Watch
    doors: Doors

    def opens(self, path: str) -> None:
        """Goes to a page of the staff door."""
        self.page.goto(self.doors.staff + path)

    def looks(self, name: str) -> None:
        """Checks the page that is open; see `check_page`."""
        check_page(self.page, self.watch, name)

    def logs_in(self, email: str, password: str = "") -> None:
        """Opens the log-in page and fills it in."""
        self.opens("/log-in/")
        fill_in_log_in(self.page, email, password)

    @property
    def heading(self) -> str:
        """What the page is about."""
        return self.page.inner_text("h1")


@pytest.fixture(scope="package")
def doors(session_clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """Both doors under gunicorn, with people to log in as."""
    env = processes.environment_of("manage", clone=session_clone)
    subprocess.run([sys.executable, "-m", "tests.journeys.people"], env=env, cwd=processes.ROOT, check=True)
    folder = tmp_path_factory.mktemp("journeys")
    with (
        processes.door("portal", clone=session_clone, folder=folder) as portal,
        processes.door("staff", clone=session_clone, folder=folder) as staff,
    ):
        yield Doors(portal=portal.address, staff=staff.address)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; each visitor gets a context of their own."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"No browser: install one of {', '.join(NAMES)} to run the journeys.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def visitor(doors: Doors, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Call it for somebody at a fresh browser. Keyword arguments are Playwright's for a context."""
    contexts = []

    def arrives(**options: Any) -> Visitor:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        return Visitor(page=page, watch=Watch(page), doors=doors)

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def cookies_of(doors: Doors, browser: Browser) -> Callable[[str], StorageState]:
    """Logs somebody in once for all journeys that only need them to be logged in."""
    known: dict[str, StorageState] = {}

    def of(email: str) -> StorageState:
        if email not in known:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(doors.staff + "/log-in/")
                fill_in_log_in(page, email)
                page.wait_for_url(doors.staff + "/")
                known[email] = context.storage_state()
        return known[email]

    return of


@pytest.fixture
def colleague(visitor: Callable[..., Visitor], cookies_of: Callable[[str], StorageState]) -> Callable[[str], Visitor]:
    """Call it with an e-mail for somebody who is logged in already."""
    return lambda email: visitor(storage_state=cookies_of(email))
