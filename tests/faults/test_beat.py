"""Beats and workers too many, or away for a day: one effect a slot, and a missed day is caught up once."""

import json
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from config.schedule import JOBS
from tests.faults.drilling import Counts, counts, late_rows, submit, sweep
from tests.faults.stack import Stack, eventually

SOME_TICKS = 15


def runs(stack: Stack) -> list[tuple[str, str]]:
    with stack.cursor() as cursor:
        cursor.execute("SELECT job, slot FROM jobs_jobrun WHERE finished_at IS NOT NULL ORDER BY id")
        return [(str(job), str(slot)) for job, slot in cursor.fetchall()]


def test_f12_two_beats_and_three_workers_have_one_effect_a_slot(stack: Stack) -> None:
    drill = late_rows(stack, 30_000)
    for number in range(3):
        stack.start("worker", name=f"worker{number}")
    for number in range(2):
        stack.start("beat", name=f"beat{number}")
    eventually(lambda: len(runs(stack)) == len(JOBS), within=60, saying="every job has run")
    time.sleep(SOME_TICKS)
    assert sorted(job for job, _ in runs(stack)) == sorted(JOBS)
    assert counts(stack, drill) == Counts(rows=30_000, arrived=(1, 1), flagged=(1, 1))
    assert sweep(stack).done == 30_000
    ask_again(stack)
    eventually(
        lambda: any("already done" in stack.log(f"worker{number}") for number in range(3)),
        within=20,
        saying="who comes second says that it is already done",
    )


def ask_again(stack: Stack) -> None:
    """As a message that was delivered twice."""
    done = stack.manage("shell", "-c", "from celery import current_app as c; c.send_task('cases.carry_on', args=[1])")
    assert done.returncode == 0, done.stderr


def test_f13_a_day_without_beat_is_caught_up_once(stack: Stack) -> None:
    stack.start("staff")
    stack.start("worker")
    stack.start("beat")
    browser = stack.browser()
    browser.log_in()
    drill = submit(browser, rows=20)
    eventually(lambda: len(runs(stack)) == len(JOBS), within=60, saying="every job has run")
    eventually(lambda: counts(stack, drill).arrived == (1, 1), saying="the rows have arrived")
    assert counts(stack, drill).flagged == (0, 0), "what is due today is not late"
    for name in ("beat", "worker", "staff"):
        stack.stop(name)
    later = {"CLOCK_OFFSET": "1 02:00:00"}
    for name in ("staff", "worker", "beat"):
        stack.start(name, env=later)
    eventually(lambda: len(runs(stack)) >= 2 * len(JOBS), within=60, saying="every job has run again")
    time.sleep(SOME_TICKS)
    assert sorted(job for job, _ in runs(stack)) == sorted([*JOBS, *JOBS])
    assert counts(stack, drill) == Counts(rows=20, arrived=(1, 1), flagged=(1, 1))
    day_after = (datetime.now(ZoneInfo("Europe/London")) + timedelta(hours=26)).date()
    with stack.cursor() as cursor:
        cursor.execute("SELECT DISTINCT flagged_on FROM jobs_drillrow WHERE drill_id = %s", [drill])
        assert cursor.fetchall() == [(day_after,)]
    browser = stack.browser()
    browser.log_in()
    assert "20 of 20" in " ".join(browser.get(f"/jobs/drills/{drill}/").text.split())


def heartbeat(stack: Stack) -> bool:
    return bool(json.loads(stack.browser().get("/readyz").text)["checks"]["heartbeat"]["ok"])


def age_of_heartbeat(stack: Stack) -> float:
    with stack.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - at) FROM jobs_heartbeat WHERE name = 'scheduled'")
        found = cursor.fetchone()
    return float(found[0]) if found else float("inf")


def test_f24_a_worker_whose_connections_are_cut_works_again_or_is_reported(stack: Stack) -> None:
    stack.start("staff")
    stack.start("worker")
    stack.start("beat")
    eventually(lambda: age_of_heartbeat(stack) < 20, within=40, saying="the heart beats")
    with stack.redis.client() as client:
        client.client_kill_filter(_type="normal", skipme=True)
    cut = time.monotonic()
    eventually(
        lambda: not heartbeat(stack) or age_of_heartbeat(stack) < time.monotonic() - cut,
        within=125,
        saying="it works again, or /readyz is red within two minutes",
    )


def test_f24_a_worker_that_is_there_and_does_nothing_is_reported_within_two_minutes(stack: Stack) -> None:
    stack.start("staff")
    stack.start("worker")
    stack.start("beat")
    eventually(lambda: heartbeat(stack), within=40, saying="the heart beats")
    stack.pause("worker")
    time.sleep(60)
    assert heartbeat(stack), "a minute is not yet a reason for alarm"
    eventually(lambda: not heartbeat(stack), within=70, saying="/readyz is red within two minutes")
    stack.resume("worker")
    eventually(lambda: heartbeat(stack), within=60, saying="and green again")
