"""A killed launcher leaves nothing behind, on both of the guard's paths."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.start.processes import GUARD, Program

PATHS = pytest.mark.parametrize("options", [[], ["--watch"]], ids=["kernel", "watching"])
# A parent that starts the guarded command, says which number it has, and waits to be killed.
PARENT = """
import os, subprocess, sys, time
guard, number, *rest = sys.argv[1:]
child = subprocess.Popen([sys.executable, "-I", "-S", guard, str(os.getpid()), number, *rest], start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
# The mark appears at once and whole: a signal that arrived while Python closes the file would be swallowed.
WAITING = """
import os, pathlib, time
mark = pathlib.Path(os.environ["MARK"])
mark.with_suffix(".new").write_text(str(os.getpid()))
mark.with_suffix(".new").rename(mark)
time.sleep(60)
"""


def guarded(options: list[str], *command: str, parent: int | None = None) -> list[str]:
    start = [sys.executable, "-I", "-S", str(GUARD), str(parent or os.getpid()), str(int(signal.SIGTERM))]
    return [*start, *options, "--", *command]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return Path("/proc").exists() is False and _answers(pid)
    return state.rpartition(")")[2].split()[0] != "Z"


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(path: Path) -> int:
    deadline = time.monotonic() + 10
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return int(path.read_text())


@PATHS
def test_the_command_ends_when_the_launcher_is_killed(options: list[str], tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    command = [sys.executable, "-c", PARENT, str(GUARD), str(int(signal.SIGTERM)), *options]
    command += ["--", sys.executable, "-c", WAITING]
    environ = {**os.environ, "MARK": str(mark)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as parent:
        pid = wait_for(mark)
        assert is_alive(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT, signal.SIGHUP], ids=lambda number: number.name)
def test_signals_that_the_shell_ignores_end_the_command_all_the_same(number: signal.Signals, tmp_path: Path) -> None:
    """A shell that starts bin/up in the background has it ignore some signals, and that is inherited."""
    mark = tmp_path / "mark"
    command = guarded([], sys.executable, "-c", WAITING)
    ignore = (
        f"import os, signal, sys; signal.signal({int(number)}, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    ignoring = [sys.executable, "-c", ignore]
    with subprocess.Popen([*ignoring, *command], env={**os.environ, "MARK": str(mark)}) as running:
        wait_for(mark)
        running.send_signal(number)
        assert running.wait(5) != 0


@PATHS
def test_the_exit_code_passes_through(options: list[str]) -> None:
    command = guarded(options, sys.executable, "-c", "raise SystemExit(7)")
    assert subprocess.run(command).returncode == 7


@PATHS
def test_a_signal_passes_through(options: list[str], tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    command = guarded(options, sys.executable, "-c", WAITING)
    with subprocess.Popen(command, env={**os.environ, "MARK": str(mark)}) as running:
        pid = wait_for(mark)
        running.send_signal(signal.SIGTERM)
        assert running.wait(5) in (-signal.SIGTERM, 128 + signal.SIGTERM)
    assert not is_alive(pid)


def test_nothing_starts_when_the_launcher_is_dead_already() -> None:
    command = guarded([], sys.executable, "-c", "print('started')", parent=1 if os.getpid() != 1 else 2)
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")


@PATHS
def test_a_command_that_is_not_there(options: list[str]) -> None:
    done = subprocess.run(guarded(options, "/not/there"), capture_output=True, text=True)
    assert done.returncode == 127
    assert done.stderr == "/not/there: No such file or directory\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_change_of_user_is_made_before_the_kernel_is_asked(tmp_path: Path) -> None:
    number = int(signal.SIGTERM)
    command = [sys.executable, "-c", PARENT, str(GUARD), str(number), "--user", "65534:65534", "--", "sleep", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        deadline = time.monotonic() + 5
        while b"sleep" not in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:1]:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert "Uid:\t65534\t65534\t65534" in Path(f"/proc/{pid}/status").read_text()
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)


def test_the_command_line_of_a_program() -> None:
    program = Program("a", ["true"], {}, Path("/"), prefix=("unshare", "--"), user=(1, 2), watch=True)
    assert program.guarded() == [
        *("unshare", "--", sys.executable, "-I", "-S", str(GUARD)),
        *(str(os.getpid()), str(int(signal.SIGTERM)), "--user", "1:2", "--watch", "--", "true"),
    ]
