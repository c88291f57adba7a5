"""Redis away, empty, or frozen: no request waits for it, and nothing that was accepted is lost or done twice."""

import json
import statistics
import time
from collections.abc import Callable

import pytest

from tests.faults.browser import Browser
from tests.faults.drilling import Counts, counts, submit, wait_until_arrived
from tests.faults.stack import Stack, eventually

TRIES = 40


def seconds_of_each(browser: Browser, receipts: list[str]) -> list[float]:
    taken = []
    for _ in range(TRIES):
        began = time.monotonic()
        receipts.append(submit(browser, rows=1))
        taken.append(time.monotonic() - began)
    return taken


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def take_away(stack: Stack) -> None:
    stack.kill("redis")


def give_back(stack: Stack) -> None:
    stack.redis.start()


def freeze(stack: Stack) -> None:
    stack.pause("redis")


def thaw(stack: Stack) -> None:
    stack.resume("redis")


@pytest.mark.parametrize(
    ("trouble", "relief"),
    [pytest.param(take_away, give_back, id="F3-redis-is-down"), pytest.param(freeze, thaw, id="F5-redis-is-frozen")],
)
def test_forms_are_accepted_without_redis_and_their_work_is_done_when_it_returns(
    stack: Stack, trouble: Callable[[Stack], None], relief: Callable[[Stack], None]
) -> None:
    stack.start("staff")
    stack.start("worker")
    stack.start("beat")
    browser = stack.browser()
    browser.log_in()
    receipts: list[str] = []
    usual = seconds_of_each(browser, receipts)
    trouble(stack)
    without = seconds_of_each(browser, receipts)
    # A request that waited for the broker would wait for a second at least; the addend is for a busy machine.
    assert p95(without) <= 2 * p95(usual) + 0.2, (usual, without)
    ready = browser.get("/readyz")
    assert ready.status == 503
    assert not json.loads(ready.text)["checks"]["broker"]["ok"]
    relief(stack)
    wait_until_arrived(stack, *receipts, rows=1)
    eventually(lambda: browser.get("/readyz").status == 200, within=60, saying="everything is ready again")


def empty(stack: Stack) -> None:
    stack.redis.flushall()


def kill_and_start(stack: Stack) -> None:
    stack.kill("redis")
    stack.redis.start()


@pytest.mark.parametrize("lose_everything", [empty, kill_and_start])
def test_f4_a_thousand_waiting_jobs_survive_the_loss_of_all_of_redis(
    stack: Stack, lose_everything: Callable[[Stack], None]
) -> None:
    stack.start("staff")
    stack.start("beat")
    browser = stack.browser()
    browser.log_in()
    while_nobody_works = submit(browser, rows=1000)
    with stack.redis.client() as client:
        eventually(lambda: client.llen("celery"), saying="messages wait in Redis")
    assert counts(stack, while_nobody_works) == Counts(rows=1000, arrived=(0, 0), flagged=(0, 0))
    lose_everything(stack)
    stack.start("worker")
    wait_until_arrived(stack, while_nobody_works, rows=1000)
    while_all_work = submit(browser, rows=1000)
    lose_everything(stack)
    after = submit(browser, rows=1000)
    wait_until_arrived(stack, while_all_work, after, rows=1000)
