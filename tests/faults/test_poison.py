"""Work that kills its worker each time is dead in the end, loudly, and everything else is done."""

import json
import uuid

from cases.jobs.drain import STOPPED
from tests.faults.drilling import POISON, submit, wait_until_arrived
from tests.faults.stack import Stack, eventually

ATTEMPTS = 3


def put_poison(stack: Stack) -> str:
    key = str(uuid.uuid4())
    with stack.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_outbox (id, kind, key, ids, leaves, most_attempts, attempts, problem)"
            " VALUES (%s, %s, 'poison', '{}', false, %s, 0, '')",
            [key, POISON, ATTEMPTS],
        )
    return key


def state(stack: Stack, key: str) -> tuple[int, bool, str]:
    with stack.cursor() as cursor:
        # Leases last half a minute: this test's clock is ahead of them.
        cursor.execute(
            "UPDATE jobs_outbox SET due_at = now() WHERE kind = %s AND due_at < now() + interval '27 s'", [POISON]
        )
        cursor.execute("SELECT attempts, dead_at IS NOT NULL, problem FROM jobs_outbox WHERE id = %s", [key])
        found = cursor.fetchone()
    assert found is not None
    return found[0], found[1], found[2]


def test_f23_poison_is_dead_after_its_attempts_and_the_rest_is_done(stack: Stack) -> None:
    stack.start("staff")
    browser = stack.browser()
    browser.log_in()
    before = submit(browser, rows=30)
    key = put_poison(stack)
    after = submit(browser, rows=30)
    stack.start("worker", include="tests.faults.poison")
    stack.start("beat")
    wait_until_arrived(stack, before, after, rows=30, within=90)
    eventually(lambda: state(stack, key) == (ATTEMPTS, True, STOPPED), within=90, saying="the poison is dead")
    found = json.loads(browser.get("/readyz").text)["checks"]["work"]
    assert (found["ok"], found["found"]) == (False, "work that failed for good: 1; see the jobs page")
    eventually(lambda: "work is given no further attempt" in stack.log("worker"), saying="the log says it loudly")
    assert key in browser.get("/jobs/").text
    later = submit(browser, rows=30)
    wait_until_arrived(stack, later, rows=30)
