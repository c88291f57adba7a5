"""Every process of PostgreSQL stands still: it still accepts connections, but says nothing any more."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from config.postgresql.connection import Connection
from tests.faults import signals
from tests.faults.browser import Answer
from tests.faults.stack import Stack, eventually

FROZEN_SECONDS = 10
# More than the door has threads, so that some have to queue.
VISITORS = 12
LONGEST_WAIT = 15


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began


def test_pages_say_so_while_the_database_is_frozen_and_recover_by_themselves(stack: Stack) -> None:
    stack.start("staff")
    browser = stack.browser()
    browser.log_in()
    before = signals.family(stack.pid("staff"))
    stack.pause("postgres")
    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS + 1) as threads:
        ready = threads.submit(timed, lambda: browser.get("/readyz"))
        pages = [threads.submit(timed, lambda: browser.get("/")) for _ in range(VISITORS)]
        eventually(lambda: any(page.done() for page in pages), within=LONGEST_WAIT, saying="a page is answered")
        alive, waited = timed(lambda: browser.get("/healthz"))
        time.sleep(max(0, began + FROZEN_SECONDS - time.monotonic()))
        stack.resume("postgres")
        found = [page.result() for page in pages]
    assert (alive.status, alive.text) == (200, "ok\n")
    assert waited < LONGEST_WAIT
    assert {answer.status for answer, _ in found} <= {200, 503}, [answer.status for answer, _ in found]
    refusals = [answer for answer, _ in found if answer.status == 503]
    assert refusals
    assert all("<h1" in answer.text for answer in refusals)
    assert max(seconds for _, seconds in found) < LONGEST_WAIT

    answer, waited = ready.result()
    assert answer.status == 503
    assert json.loads(answer.text)["checks"]["database"]["found"] == "does not answer (OperationalError)"
    assert waited < LONGEST_WAIT

    eventually(
        lambda: all(browser.get("/").status == 200 for _ in range(20)), within=10, saying="twenty pages in a row"
    )
    assert json.loads(browser.get("/readyz").text)["checks"]["database"]["ok"]
    assert signals.family(stack.pid("staff")) == before


def test_a_statement_that_does_not_fit_into_the_line_is_given_up_too(stack: Stack) -> None:
    with Connection.connect(stack.url("runtime"), autocommit=True) as connection:
        connection.answer_within = 1
        stack.pause("postgres")
        began = time.monotonic()
        with pytest.raises(psycopg.OperationalError, match="said nothing"):
            connection.execute("SELECT length(%s)", ["x" * 20_000_000])
        assert connection.closed
    assert time.monotonic() - began < 5
