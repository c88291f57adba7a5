"""Asks the running processes how they are."""

import http.client
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from config.start import redis
from config.start.django import DOORS, check_database
from config.start.environment import World, make_environ
from config.start.problems import StartProblem, problem
from config.start.processes import Crew

READY_SECONDS = 60.0
JOBS_SECONDS = 120.0
ANSWER_SECONDS = 5.0
OK = 200
LONGEST_ANSWER = 200


@dataclass(frozen=True)
class Answer:
    """What a door said, or why it said nothing."""

    status: int
    text: str

    def words(self, path: str) -> str:
        """Describe the answer for the person who waits."""
        if self.status:
            return f"answers {self.status} at {path} ({self.text})"
        return f"does not answer at {path} ({self.text})"


def ask(*, world: World, door: str, path: str) -> Answer:
    """Ask a door for a page, by the name that it is known under."""
    port, _metrics = world.ports.of(door)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        text = " ".join(answer.read(LONGEST_ANSWER).decode("utf-8", "replace").split())
        return Answer(answer.status, text or answer.reason)
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, getattr(error, "strerror", None) or type(error).__name__)
    finally:
        connection.close()


def wait_until_ready(*, world: World, crew: Crew, seconds: float = READY_SECONDS) -> None:
    """Wait for both doors; raise, saying which one is not ready and why, if that takes too long."""
    deadline = time.monotonic() + seconds
    while True:
        crew.check()
        answers = {door: ask(world=world, door=door, path="/readyz") for door in DOORS}
        waiting = {door: one for door, one in answers.items() if one.status != OK}
        if not waiting:
            return
        if time.monotonic() > deadline:
            reasons = "; ".join(f"{door} {one.words('/readyz')}" for door, one in waiting.items())
            raise problem("not_ready", seconds=int(seconds), reasons=reasons)
        time.sleep(0.1)


def report(*, world: World, crew: Crew) -> Sequence[tuple[str, bool]]:
    """Ask everybody; return a line for each and whether it is good."""
    lines = [_door_line(world, door) for door in DOORS]
    lines.append(_database_line(world))
    lines.append(_redis_line(world))
    return [*lines, *_job_lines(world, crew)]


def _door_line(world: World, door: str) -> tuple[str, bool]:
    paths = ("/healthz", "/readyz")
    answers = [ask(world=world, door=door, path=path) for path in paths]
    good = all(one.status == OK for one in answers)
    pairs = zip(paths, answers, strict=True)
    words = ", ".join(f"{path} {one.status}" if one.status == OK else one.words(path) for path, one in pairs)
    return _line(door, good, words), good


def _database_line(world: World) -> tuple[str, bool]:
    try:
        check_database(places=world.places, address=world.databases["runtime"], variable="DATABASE_URL")
    except StartProblem as found:
        return _line("postgres", False, found.sentence), False
    return _line("postgres", True, "lets us in"), True


def _redis_line(world: World) -> tuple[str, bool]:
    reason = redis.why_unreachable(address=world.redis)
    return _line("redis", reason is None, reason or "answers"), reason is None


def _job_lines(world: World, crew: Crew) -> Sequence[tuple[str, bool]]:
    """Send a job through; beat's first sign of life takes a while, so this is tried for a minute."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        crew.check()
        asked = _check_jobs(world)
        if asked.returncode == 0 or time.monotonic() > deadline:
            break
        time.sleep(1.0)
    good = asked.returncode == 0
    lines = asked.stdout.strip().splitlines() or asked.stderr.strip().splitlines()[-1:]
    return [(line, good) for line in lines] or [(_line("jobs", good, "no answer"), good)]


def _check_jobs(world: World) -> "subprocess.CompletedProcess[str]":
    command = [str(world.places.python), "manage.py", "check_jobs"]
    environ = make_environ(world=world, name="staff", inherited=os.environ)
    try:
        return subprocess.run(
            command,
            env=environ,
            cwd=world.places.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=JOBS_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "worker  no answer")


def _line(name: str, good: bool, words: str) -> str:
    return f"{name:<10} {'ok' if good else 'FAILED':<7} {words}"
