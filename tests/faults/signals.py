"""Freezing and killing a process with all that descend from it. PostgreSQL's children leave its process group."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.start.processes import Program, spawn
from tests.start.test_guard import is_alive

# Killed processes still have to be scheduled once more to end.
DYING_SECONDS = 10

# Ends by itself when the tests are killed, and then lets the frozen go on: only so can they notice, and end as well.
WATCHER = """
import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
print("watching", flush=True)
signal.sigwait([signal.SIGTERM])
os.execvp("sh", ["sh", "-c", 'kill -CONT "$@"', "sh", *sys.argv[1:]])
"""


def family(pid: int) -> list[int]:
    """The process and all that descend from it, elders first."""
    parents = _parents()
    found = [pid]
    for elder in found:
        found += [child for child, parent in parents.items() if parent == elder]
    return found


def _parents() -> dict[int, int]:
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        return {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def send(pids: Iterable[int], number: int) -> None:
    """Sends a signal to each that still lives."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


@dataclass(frozen=True)
class Frozen:
    """Processes that stand still, and the one that lets them go on if the tests are killed meanwhile."""

    pids: list[int]
    watcher: "subprocess.Popen[str]"

    def thaw(self) -> None:
        """Lets them go on."""
        send(self.pids, signal.SIGCONT)
        self.watcher.kill()
        self.watcher.communicate()


def freeze(pid: int) -> Frozen:
    """Stops the whole family until it is thawed."""
    pids = _stand_still(pid)
    command = [sys.executable, "-I", "-S", "-c", WATCHER, *map(str, pids)]
    watcher = spawn(program=Program("watcher", command, {"PATH": os.environ["PATH"]}, Path("/")))
    assert watcher.stdout is not None
    assert watcher.stdout.readline() == "watching\n"
    return Frozen(pids, watcher)


def _stand_still(pid: int) -> list[int]:
    """Stops elders first: who stands still has no more children."""
    pids: list[int] = []
    while young := [one for one in family(pid) if one not in pids]:
        send(young, signal.SIGSTOP)
        pids += young
    return pids


def kill(pid: int) -> None:
    """Ends the whole family at once, as a machine that loses its power does. The eldest must be a child of ours."""
    pids = _stand_still(pid)
    send(pids, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    until = time.monotonic() + DYING_SECONDS
    while any(is_alive(one) for one in pids):
        assert time.monotonic() < until, f"{pids} do not end"
        time.sleep(0.01)


def end_orphans(pid: int) -> None:
    """Ends who is left of the group of a process that has ended, unless its number is another's by now."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
