"""Has the demo force built: a made-up register and its first matters."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.audit.actors import Command as ByCommand
from cases.audit.trail import Refused
from cases.operations import demo
from cases.web.on_behalf import on_behalf_of

MAKING = ByCommand("make_force")
SEED = 7


class Command(BaseCommand):
    """`manage.py make_force --seed 7`: the worker builds it; the page Jobs shows how far it is. Safe to repeat."""

    help = (
        "Builds a fictional force of 2,000 people and its first 400 matters, as a job of the worker. Refused in "
        "production, and for any database that bin/up did not make."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--seed`, and `--figures`, which prints in which proportions and builds nothing."""
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed is the same force (default 7)")
        parser.add_argument("--figures", action="store_true", help="print the figures and their sources, build nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Leaves the work, or prints."""
        if options["figures"]:
            self.stdout.write("\n".join(demo.figures_in_words()))
            return
        try:
            with on_behalf_of(MAKING) as at:
                run_id = demo.begin_force(seed=options["seed"], by=MAKING, at=at)
        except (demo.NotADemoDatabase, Refused) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"The demo force of seed {options['seed']} is built by the worker: see /jobs/runs/{run_id}/")
