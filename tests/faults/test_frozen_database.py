"""Every process of PostgreSQL stands still: it accepts connections, and says nothing any more."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.faults.stack import Stack, eventually

FROZEN_SECONDS = 10
VISITORS = 12
# A limit of ours, and a little for a busy machine.
PATIENCE = 15


def timed(ask: Callable[[], int]) -> tuple[int, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began


def test_pages_say_so_while_the_database_is_frozen_and_recover_by_themselves(stack: Stack) -> None:
    stack.start("staff")
    browser = stack.browser(patience=60)
    browser.log_in()
    main = stack.pid("staff")
    stack.pause("postgres")
    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as threads:
        pages = [threads.submit(timed, lambda: browser.get("/").status) for _ in range(VISITORS)]
        next_free = eventually(lambda: [page for page in pages if page.done()], within=PATIENCE)
        assert next_free[0].result()[0] == 503
        alive, waited = timed(lambda: browser.get("/healthz").status)
        time.sleep(max(0, FROZEN_SECONDS - (time.monotonic() - began)))
        stack.resume("postgres")
        found = [page.result() for page in pages]
    assert alive == 200
    print(waited, sorted(found))
    assert {status for status, _ in found} <= {200, 503}
    assert max(seconds for _, seconds in found) < PATIENCE
    eventually(lambda: all(browser.get("/").status == 200 for _ in range(20)), within=10)
    assert stack.pid("staff") == main
