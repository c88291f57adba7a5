"""The harness itself: what it kills is dead, what it freezes goes on, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.faults import signals
from tests.faults.stack import Stack, eventually
from tests.start.test_guard import is_alive

# A pytest that is killed while something that it started is frozen.
KILLED_MEANWHILE = """
import os, sys, time
from pathlib import Path
from config.start.processes import Program, spawn
from tests.faults import signals
sleeper = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
started = spawn(program=Program("sleeper", sleeper, dict(os.environ), Path("/")))
started.stdout.readline()
frozen = signals.freeze(started.pid)
print(started.pid, frozen.watcher.pid, flush=True)
time.sleep(60)
"""


def beaten(stack: Stack) -> int:
    """How often the scheduled heart has beaten: every beat makes a new version of its one row."""
    with stack.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(xmin::text::bigint), 0) FROM jobs_heartbeat WHERE name = 'scheduled'")
        (number,) = cursor.fetchone() or (0,)
        return int(number)


def test_a_whole_installation_lives_through_everything_it_can_do(stack: Stack) -> None:
    stack.start("staff", env={"WEB_WORKERS": "1"})
    stack.start("worker")
    second = stack.start("worker", name="worker2")
    stack.start("beat")
    eventually(lambda: beaten(stack), saying="a first heartbeat")
    assert stack.manage("check_jobs", "--wait", "30").returncode == 0

    child = stack.kill_child("worker")
    eventually(lambda: not is_alive(child))
    stack.kill("worker2")
    assert not stack.is_running("worker2")
    assert "ready" in second.said()

    stack.pause("worker")
    stack.redis.flushall()
    before = beaten(stack)
    time.sleep(1)
    assert beaten(stack) == before
    stack.resume("worker")
    stack.kill("redis")
    stack.redis.start()
    stack.kill("postgres")
    stack.postgres.start()
    eventually(lambda: beaten(stack) > before, within=60, saying="a heartbeat after everything was killed")

    browser = stack.browser()
    assert browser.log_in().url == stack.address + "/"
    assert stack.stop("staff") == 0
    stack.start("staff")
    assert browser.get("/").status == 200

    stack.pause("beat")
    everything = [pid for part in stack.parts.values() for pid in signals.family(part.pid)]
    assert len(everything) > 6
    stack.close()
    assert not [pid for pid in everything if is_alive(pid)]


def test_what_was_frozen_ends_with_a_killed_pytest() -> None:
    command = [sys.executable, "-c", KILLED_MEANWHILE]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, cwd=root, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        started, watcher = map(int, launcher.stdout.readline().split())
        launcher.send_signal(signal.SIGKILL)
        launcher.wait()
    eventually(lambda: not is_alive(started) and not is_alive(watcher), within=10)
