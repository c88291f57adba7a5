"""Every process of PostgreSQL stands still: it still accepts connections, but says nothing any more."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from config.postgresql.connection import Connection
from config.settings.environment import LIMITS, Process
from tests.faults import signals
from tests.faults.browser import Answer, Browser
from tests.faults.stack import Stack, eventually

FROZEN_SECONDS = 10
# More than the door has threads, so that some have to queue.
VISITORS = 12
LONGEST_WAIT = 15


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began


def together(browser: Browser, *paths: str) -> list[tuple[Answer, float]]:
    """Opens all of these at the same moment."""
    with ThreadPoolExecutor(len(paths)) as threads:
        return list(threads.map(lambda path: timed(lambda: browser.get(path)), paths))


@pytest.fixture
def browser(stack: Stack) -> Browser:
    """Somebody logged in at a door whose threads all have a connection."""
    stack.start("staff")
    browser = stack.browser()
    browser.log_in()
    assert {answer.status for answer, _ in together(browser, *["/"] * VISITORS * 2)} == {200}
    return browser


def comes_back(browser: Browser) -> bool:
    return all(browser.get("/").status == 200 for _ in range(20))


def test_pages_say_so_while_the_database_is_frozen_and_recover_by_themselves(stack: Stack, browser: Browser) -> None:
    before = signals.family(stack.pid("staff"))
    with ThreadPoolExecutor(1) as thread, stack.frozen("postgres"):
        thawed_at = time.monotonic() + FROZEN_SECONDS
        asked = thread.submit(together, browser, "/readyz", *["/"] * VISITORS)
        time.sleep(LIMITS[Process.STAFF].answer)
        alive, waited = timed(lambda: browser.get("/healthz"))
        (ready, _), *_pages = found = asked.result(timeout=2 * LONGEST_WAIT)
        time.sleep(max(0, thawed_at - time.monotonic()))

    assert (alive.status, alive.text) == (200, "ok\n")
    assert waited < 5
    assert [answer.status for answer, _ in found] == [503] * (VISITORS + 1)
    assert max(seconds for _, seconds in found) < LONGEST_WAIT
    assert json.loads(ready.text)["checks"]["database"]["found"] == "does not answer (OperationalError)"

    eventually(lambda: comes_back(browser), within=10, saying="twenty pages in a row")
    assert json.loads(browser.get("/readyz").text)["checks"]["database"]["ok"]
    assert signals.family(stack.pid("staff")) == before


def test_a_page_that_was_being_made_when_the_database_froze_says_so_too(stack: Stack, browser: Browser) -> None:
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(stack.url("superuser")) as holder, stack.cursor() as cursor, ThreadPoolExecutor(1) as thread:
        holder.execute("LOCK TABLE workforce_roleheld")
        asked = thread.submit(timed, lambda: browser.get("/"))
        eventually(lambda: cursor.execute(waiting).fetchone(), within=2, saying="the page waits for the lock")
        with stack.frozen("postgres"):
            answer, seconds = asked.result(timeout=2 * LONGEST_WAIT)
    assert answer.status == 503
    assert LIMITS[Process.STAFF].answer - 1 < seconds < LONGEST_WAIT
    eventually(lambda: comes_back(browser), within=10, saying="twenty pages in a row")


def test_a_statement_that_does_not_fit_into_the_line_is_given_up_too(stack: Stack) -> None:
    with Connection.connect(stack.url("runtime"), autocommit=True) as connection:
        connection.answer_within = 1
        began = time.monotonic()
        with stack.frozen("postgres"), pytest.raises(psycopg.OperationalError, match="said nothing"):
            connection.execute("SELECT length(%s)", ["x" * 20_000_000])
        assert connection.closed
    assert time.monotonic() - began < 5
