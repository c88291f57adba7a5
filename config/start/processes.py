"""Starting, listening to and stopping the processes that run side by side.

Every process is started by the main thread and behind guard.py: Linux ties "tell me when my
parent dies" to the very thread that started the process. Each one leads a process group of its
own, so that Ctrl-C in the terminal reaches only the launcher, which then stops them in order.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.start.problems import StartProblem, problem
from config.start.screen import Screen

GUARD = Path(__file__).with_name("guard.py")
LINES_KEPT = 15
STOP_SECONDS = 8.0
DRAIN_SECONDS = 1.0


@dataclass(frozen=True)
class Program:
    """What to run: the command, its whole environment, and how it wants to be stopped.

    `prefix` goes before the guard (`unshare …`), `user` is who the guard turns into, and
    `orphaned` is the signal the program gets when the launcher was killed.
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    stop: int = signal.SIGTERM
    orphaned: int = signal.SIGTERM
    prefix: Sequence[str] = ()
    user: tuple[int, int] | None = None
    watch: bool = False
    quiet: bool = False

    def guarded(self) -> list[str]:
        """Return the command line with the guard in front."""
        options = [str(os.getpid()), str(int(self.orphaned))]
        if self.user is not None:
            options += ["--user", f"{self.user[0]}:{self.user[1]}"]
        if self.watch:
            options.append("--watch")
        python = [sys.executable, "-I", "-S", str(GUARD)]
        return [*self.prefix, *python, *options, "--", *self.command]


@dataclass
class Process:
    """A program that was started, and the last lines it wrote."""

    program: Program
    popen: "subprocess.Popen[str]"
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    reader: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The program's name."""
        return self.program.name

    def exit_code(self) -> int | None:
        """Return the exit code, or nothing while it runs."""
        return self.popen.poll()

    def last_lines(self) -> str:
        """Return the last lines once the reader has got them all."""
        if self.reader is not None and self.popen.poll() is not None:
            self.reader.join(DRAIN_SECONDS)
        return "\n".join(f"    {line}" for line in self.lines)

    def send(self, number: int) -> None:
        """Send a signal to the program itself."""
        if self.popen.poll() is None:
            with suppress(ProcessLookupError):
                self.popen.send_signal(number)

    def kill(self) -> None:
        """End the program for good."""
        end_group(popen=self.popen)


def end_group(*, popen: "subprocess.Popen[str]") -> None:
    """End a process and whatever it left in its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()


def spawn(*, program: Program, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[str]":
    """Start a program behind the guard, as the leader of its own process group."""
    return subprocess.Popen(
        program.guarded(),
        cwd=program.folder,
        env=dict(program.environ),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


class Crew:
    """The processes that run together. When one of them ends by itself, the run is over."""

    def __init__(self, screen: Screen) -> None:
        """Begin with none."""
        self.screen = screen
        self.processes: list[Process] = []

    def start(self, program: Program) -> Process:
        """Start a program and stream its lines. Only ever called from the main thread."""
        process = Process(program, spawn(program=program))
        self.processes.append(process)
        position = len(self.processes)
        process.reader = threading.Thread(target=self._read, args=(process, position), daemon=True)
        process.reader.start()
        return process

    def _read(self, process: Process, position: int) -> None:
        if process.popen.stdout is None:
            return
        for line in process.popen.stdout:
            process.lines.append(line.rstrip())
            if not process.program.quiet:
                self.screen.stream(process.name, line.rstrip(), position=position)

    def run_on_terminal(self, program: Program) -> int:
        """Run a program to its end on this very terminal, and return its exit code.

        It stays in our process group, so that Ctrl-C reaches it and a debugger can read keys.
        """
        popen = subprocess.Popen(program.guarded(), cwd=program.folder, env=dict(program.environ))
        try:
            return popen.wait()
        finally:
            _end_politely(popen)

    def find_dead(self) -> StartProblem | None:
        """Return the problem of the first process that ended by itself, if one did."""
        for process in self.processes:
            code = process.exit_code()
            if code is not None:
                detail = process.last_lines()
                return problem("process_died", name=process.name, how=how(code=code), detail=detail)
        return None

    def check(self) -> None:
        """Raise if a process ended by itself."""
        dead = self.find_dead()
        if dead is not None:
            raise dead

    def watch(self) -> None:
        """Wait until a process ends by itself, which is a problem; Ctrl-C interrupts this."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self, names: Sequence[str] | None = None) -> None:
        """Stop the named processes, or all, together: each by its own signal, then for good."""
        chosen = [one for one in self.processes if names is None or one.name in names]
        for process in chosen:
            process.send(process.program.stop)
        deadline = time.monotonic() + STOP_SECONDS
        while any(one.exit_code() is None for one in chosen) and time.monotonic() < deadline:
            time.sleep(0.02)
        for process in chosen:
            process.kill()
        self.processes = [one for one in self.processes if one not in chosen]

    def stop_in_order(self) -> None:
        """Stop what serves people first, then what those processes need, last the database."""
        servers = ("redis", "postgres")
        self.stop([one.name for one in self.processes if one.name not in servers])
        self.stop(["redis"])
        self.stop(["postgres"])

    def kill_all(self) -> None:
        """End everything at once; the database recovers at its next start."""
        for process in self.processes:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.popen.pid, signal.SIGKILL)


def _end_politely(popen: "subprocess.Popen[bytes]") -> None:
    """Let a program that was interrupted finish by itself, then ask it, then end it."""
    for number in (0, signal.SIGTERM, signal.SIGKILL):
        with suppress(subprocess.TimeoutExpired):
            popen.send_signal(number)
            popen.wait(STOP_SECONDS)
            return


def how(*, code: int) -> str:
    """Describe an exit code in words."""
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"exit code {code}"
