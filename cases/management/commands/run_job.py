"""Runs a periodic job here and now, as at any moment: to look ahead on one's own machine, and to test."""

from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cases.audit.actors import Command as ByCommand
from cases.audit.trail import Refused
from cases.jobs import runs
from cases.jobs.registry import BATCHES
from cases.jobs.runs import Runner
from cases.web.on_behalf import on_behalf_of

RUNNING = ByCommand("run_job")
SECONDS = 10.0


class Command(BaseCommand):
    """`manage.py run_job NAME --as-at 2026-11-24T04:10`. Production refuses: there, jobs run when they are due."""

    help = "Runs a periodic job as at a moment (London time unless it says otherwise). Refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and moment."""
        parser.add_argument("name", help=f"one of: {', '.join(sorted(settings.JOBS))}")
        parser.add_argument("--as-at", required=True, help="for example 2026-11-24T04:10")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it to its end, or says why not."""
        if not settings.CLOCK_MAY_BE_MOVED:
            raise CommandError("These settings refuse to run a job out of its time.")
        for module in settings.TASK_MODULES:
            import_module(module)
        if options["name"] not in BATCHES:
            raise CommandError(f"There is no job “{options['name']}”. There are: {', '.join(sorted(BATCHES))}.")
        run_id = self._start(job=options["name"], at=_moment(options["as_at"]))
        runner = Runner(batches=BATCHES, within=partial(on_behalf_of, RUNNING), by=RUNNING)
        while runner.carry_on(run_id=run_id, seconds=SECONDS):
            self.stdout.write(runs.in_words_of(run_id=run_id))
        said = runs.in_words_of(run_id=run_id)
        if runs.has_failed(run_id=run_id):
            raise CommandError(said)
        self.stdout.write(said)

    def _start(self, *, job: str, at: datetime) -> int:
        try:
            with on_behalf_of(RUNNING):
                return runs.start_by_hand(job=job, at=at)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None


def _moment(said: str) -> datetime:
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"“{said}” is not a moment such as 2026-11-24T04:10.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
