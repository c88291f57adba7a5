"""Processes side by side: what is said when one ends, and that all of them end."""

import signal
import sys
import time
from pathlib import Path

import pytest

from config.start import processes
from config.start.problems import StartProblem
from config.start.processes import Crew, Process, Program
from tests.start.test_guard import is_alive

PATHS = pytest.mark.parametrize("watch", [False, True], ids=["kernel", "watching"])
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
)


def python(name: str, code: str, *, watch: bool = False, quiet: bool = False) -> Program:
    return Program(name, [sys.executable, "-c", code], {}, Path("/"), watch=watch, quiet=quiet)


def wait_for_line(process: Process) -> str:
    deadline = time.monotonic() + 10
    while not process.lines:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process.lines[0]


@PATHS
def test_a_process_that_ends_by_itself_is_named(crew: Crew, watch: bool) -> None:
    crew.start(python("staff", "print('no such table'); raise SystemExit(3)", watch=watch))
    with pytest.raises(StartProblem) as found:
        crew.watch()
    assert found.value.text() == (
        "The staff process stopped by itself (exit code 3): its last lines are below, and everything else was "
        "stopped.\n    no such table"
    )


def test_a_process_that_was_killed_is_named(crew: Crew) -> None:
    process = crew.start(python("worker", "import time; print('here', flush=True); time.sleep(60)"))
    wait_for_line(process)
    process.send(signal.SIGKILL)
    with pytest.raises(StartProblem, match=r"The worker process stopped by itself \(ended by SIGKILL\)"):
        crew.watch()


def test_lines_carry_the_name_of_their_process(crew: Crew, capsys: pytest.CaptureFixture[str]) -> None:
    crew.start(python("portal", "print('one'); print('two')"))
    crew.start(python("beat", "print('hidden')", quiet=True))
    with pytest.raises(StartProblem):
        crew.watch()
    crew.stop()
    shown = capsys.readouterr().out
    assert "portal   | one\nportal   | two\n" in shown
    assert "hidden" not in shown


@PATHS
def test_children_of_a_process_end_with_it(crew: Crew, watch: bool) -> None:
    family = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    child = int(wait_for_line(crew.start(python("worker", family, watch=watch))))
    assert is_alive(child)
    crew.stop()
    time.sleep(0.1)
    assert not is_alive(child)
    assert crew.processes == []


def test_a_process_that_does_not_listen_is_ended(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.3)
    process = crew.start(python("deaf", STUBBORN))
    wait_for_line(process)
    crew.stop()
    assert process.exit_code() == -signal.SIGKILL


def test_servers_are_stopped_last(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("postgres", "redis", "portal", "worker"):
        crew.start(python(name, "import time; time.sleep(60)"))
    stopped: list[list[str]] = []
    stop = Crew.stop

    def note(self: Crew, names: list[str] | None = None) -> None:
        stopped.append(list(names or []))
        stop(self, names)

    monkeypatch.setattr(Crew, "stop", note)
    crew.stop_in_order()
    assert stopped == [["portal", "worker"], ["redis"], ["postgres"]]


def test_a_program_on_the_terminal_returns_its_exit_code(crew: Crew) -> None:
    assert crew.run_on_terminal(python("pytest", "raise SystemExit(5)")) == 5
