"""Proves that jobs travel: asked by `bin/up --check`."""

import time
import uuid
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.jobs import heartbeat as hearts


class Command(BaseCommand):
    """Sends one job and waits for its mark in PostgreSQL, then waits for a job that beat sent by itself."""

    help = "Sends one job through Redis and a worker, and checks that beat sends jobs too."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--wait`."""
        parser.add_argument("--wait", type=float, default=45.0, help="seconds to wait for each (default 45)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a line for worker and beat; raises CommandError when either failed."""
        ref = uuid.uuid4().hex
        began = time.monotonic()
        current_app.send_task("cases.heartbeat", kwargs={"name": hearts.CHECK, "ref": ref})
        worker = self._wait(lambda: hearts.has_run(name=hearts.CHECK, ref=ref), options["wait"])
        took = time.monotonic() - began
        self._say("worker", worker, f"one job ran to its end in {took:.1f} s", "the job we sent has not run")
        beat = worker and self._wait(lambda: self._beat_is_fresh(began), options["wait"])
        self._say("beat", beat, "a scheduled job ran", "no scheduled job has run")
        if not (worker and beat):
            raise CommandError("Jobs do not arrive.")

    def _beat_is_fresh(self, began: float) -> bool:
        age = hearts.age(name=hearts.SCHEDULED)
        return age is not None and age.total_seconds() < max(time.monotonic() - began, 15.0)

    def _wait(self, is_done: Any, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True

    def _say(self, name: str, ok: bool, good: str, bad: str) -> None:
        self.stdout.write(f"{name:<10} {'ok' if ok else 'FAILED':<7} {good if ok else bad}")
