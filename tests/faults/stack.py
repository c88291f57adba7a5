"""A whole installation for one test: PostgreSQL, Redis, and as many doors, workers and beats as the test wants.

Each can be killed, frozen or stopped by name; "postgres" and "redis" are names too. Start them from the test's own
thread: they end with the thread that started them, so that nothing survives a killed pytest.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from config.start.django import CELERY
from config.start.processes import Program
from tests import processes
from tests.faults import signals
from tests.faults.browser import Browser
from tests.faults.servers import Database, Postgres, Redis

DOORS = ("staff", "portal")
START_SECONDS = 60.0
STOP_SECONDS = 30.0


def eventually(question: Callable[[], Any], *, within: float = 30, saying: str = "") -> Any:
    """Asks until the answer is a yes, and returns it. Fails the test when there is none in time."""
    until = time.monotonic() + within
    while not (answer := question()):
        assert time.monotonic() < until, f"Not within {within:g} s: {saying or question}"
        time.sleep(0.1)
    return answer


@dataclass(frozen=True, kw_only=True)
class Part:
    """A process of ours with its children, and where it answers when it is a door."""

    name: str
    popen: "subprocess.Popen[bytes]"
    log: Path
    # How long the log already was: what went before are the words of a former life.
    born: int
    address: str
    metrics: str

    @property
    def pid(self) -> int:
        """The eldest: gunicorn's or Celery's main process."""
        return self.popen.pid

    def said(self) -> str:
        """What it wrote in this life."""
        return self.log.read_bytes()[self.born :].decode(errors="replace")


class Stack:
    """Both servers run; processes are the test's to start. A test gets one from the fixture `stack`."""

    def __init__(self, *, postgres: Postgres, redis: Redis, database: Database, folder: Path) -> None:
        """`folder` is for logs, schedules and metrics."""
        self.postgres = postgres
        self.redis = redis
        self.database = database
        self.folder = folder
        self.parts: dict[str, Part] = {}
        self._servers: dict[str, Postgres | Redis] = {"postgres": postgres, "redis": redis}
        self._frozen: dict[str, signals.Frozen] = {}
        self._ports: dict[str, tuple[int, int]] = {}

    def start(
        self, kind: str, *, name: str = "", env: Mapping[str, str] | None = None, include: str = "", wait: bool = True
    ) -> Part:
        """Starts a `staff`, `portal`, `worker` or `beat` and waits until it is there.

        `name` tells several of a kind apart; `env` is added to what such a process sees; `include` names modules with
        more tasks for a worker. Without `wait` it returns at once: for one that cannot come up just now. A door keeps
        its address when it is started again. (The servers: `stack.postgres.start()`, `stack.redis.start()`.)
        """
        name = name or kind
        assert not self.is_running(name), f"{name} runs already"
        part = self.parts[name] = self._spawn(kind, name, dict(env or {}), include)
        if wait and kind in DOORS:
            processes.wait_for(f"{part.address}/healthz", log=part.log, seconds=START_SECONDS)
        if wait and kind == "worker":
            eventually(lambda: " ready." in part.said(), within=START_SECONDS, saying=f"{name} is ready\n{part.said()}")
        return part

    def _spawn(self, kind: str, name: str, env: dict[str, str], include: str) -> Part:
        port, inner = self._ports.setdefault(name, (processes.free_port(), processes.free_port()))
        env = self.environment(kind, port=port) | self._variables_of_a_door(kind, name) | env
        # A worker asked to end would first finish what it does. The others leave at once, with their children.
        orphaned = signal.SIGKILL if kind == "worker" else signal.SIGQUIT
        program = Program(name, self._command(kind, name, include), env, processes.ROOT, orphaned=orphaned)
        log = self.folder / f"{name}.log"
        with log.open("ab") as out:
            born = out.tell()
            popen = subprocess.Popen(
                program.guarded(),
                env=env,
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        address, metrics = f"http://localhost:{port}", f"http://127.0.0.1:{inner}"
        return Part(name=name, popen=popen, log=log, born=born, address=address, metrics=metrics)

    def environment(self, kind: str, *, port: int = 1) -> dict[str, str]:
        """What a process of this kind may see, with the servers of this stack."""
        env = processes.environment_of(kind, clone=self.database, port=port) | {"PYTHONUNBUFFERED": "1"}
        sends = {"MAIL_FOLDER": str(self.folder / "mail")} if kind == "worker" else {}
        return env if kind == "portal" else env | sends | {"REDIS_URL": self.redis.url}

    def _variables_of_a_door(self, kind: str, name: str) -> dict[str, str]:
        if kind not in DOORS:
            return {}
        metrics = self.folder / f"{name}-metrics"
        metrics.mkdir(exist_ok=True)
        port, inner = self._ports[name]
        return {"BIND": f"127.0.0.1:{port},127.0.0.1:{inner}", "PROMETHEUS_MULTIPROC_DIR": str(metrics)}

    def _command(self, kind: str, name: str, include: str) -> list[str]:
        schedule = str(self.folder / f"{name}-schedule")
        more = ["-I", include] if include else []
        door = ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
        commands = {
            **dict.fromkeys(DOORS, door),
            "worker": [*CELERY, "worker", "--concurrency", "2", "--hostname", f"{name}@%h", *more],
            "beat": [*CELERY, "beat", "--schedule", schedule, "--pidfile="],
        }
        return [sys.executable, *commands[kind]]

    def is_running(self, name: str) -> bool:
        """Whether that part, or that server, was started and has not ended."""
        if name in self._servers:
            return self._servers[name].runs
        return name in self.parts and self.parts[name].popen.poll() is None

    def pid(self, name: str) -> int:
        """The eldest process of a part or server."""
        return self._servers[name].pid if name in self._servers else self.parts[name].pid

    def kill(self, name: str) -> None:
        """Ends it and all its children at once, frozen or not, as a loss of power would."""
        assert self.is_running(name), f"{name} does not run"
        signals.kill(self.pid(name))
        self.resume(name)
        self._wait_for_end(name, STOP_SECONDS)

    def _wait_for_end(self, name: str, seconds: float) -> int:
        if name in self._servers:
            return self._servers[name].stop()
        return self.parts[name].popen.wait(seconds)

    def kill_child(self, name: str, *, pid: int = 0) -> int:
        """Ends one child: that one, or the first. A worker's children do its jobs, a door's answer requests."""
        child = pid or signals.family(self.pid(name))[1]
        signals.send([child], signal.SIGKILL)
        return child

    def pause(self, name: str) -> None:
        """Freezes it with all its children: it is there and says nothing."""
        assert name not in self._frozen, f"{name} is frozen already"
        self._frozen[name] = signals.freeze(self.pid(name))

    def resume(self, name: str) -> None:
        """Lets it go on, if it was frozen."""
        if frozen := self._frozen.pop(name, None):
            frozen.thaw()

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Frozen for as long as this lasts, and no longer when the test fails: others may wait for it without limit."""
        self.pause(name)
        try:
            yield
        finally:
            self.resume(name)

    def stop(self, name: str, *, within: float = STOP_SECONDS) -> int:
        """Asks it to end, waits, and returns its exit code. Fails the test when it does not end."""
        try:
            if name in self.parts:
                self.parts[name].popen.terminate()
            return self._wait_for_end(name, within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{name} did not end within {within:g} s:\n{self.parts[name].said()}") from None

    @property
    def address(self) -> str:
        """Of the staff door."""
        return self.parts["staff"].address

    def browser(self, name: str = "staff", *, patience: float = 60) -> Browser:
        """Somebody at a fresh browser before a door."""
        return Browser(self.parts[name].address, patience=patience)

    def url(self, role: str) -> str:
        """How `owner`, `runtime`, `portal` or `superuser` logs in to this test's database."""
        return self.database.url(role)

    def cursor(self) -> "AbstractContextManager[psycopg.Cursor[Any]]":
        """A cursor as the superuser, committing each statement."""
        return self.database.cursor()

    def log(self, name: str) -> str:
        """All that a part wrote, in this life and former ones; of a server its last lines."""
        if name in self._servers:
            return self._servers[name].process.last_lines()
        return self.parts[name].log.read_text(errors="replace")

    def manage(
        self, *arguments: str, env: Mapping[str, str] | None = None, seconds: float = 120
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a command of manage.py to its end, as somebody does by hand, in the runtime role."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.environment("manage") | dict(env or {}),
            cwd=processes.ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
        )

    def close(self) -> None:
        """Ends every process. Of the servers only this is certain afterwards: they do not stand still."""
        for name, part in self.parts.items():
            if self.is_running(name):
                self.kill(name)
            signals.end_orphans(part.pid)
        for name in list(self._frozen):
            self.resume(name)
