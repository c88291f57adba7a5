"""Loads the demo force into a database that bin/up made itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.audit.actors import Command as ByCommand
from cases.operations import demo
from cases.web.on_behalf import on_behalf_of

LOADING = ByCommand("load_demo")


class Command(BaseCommand):
    """`manage.py load_demo`: safe to repeat. `--list` prints the log-ins and loads nothing."""

    help = "Loads demo users. Refused in production, and for any database that bin/up did not make."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--list`."""
        parser.add_argument("--list", action="store_true", help="print the demo log-ins and load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, or lists."""
        try:
            with on_behalf_of(LOADING) as at:
                if options["list"]:
                    self.stdout.write("\n".join(demo.log_ins()))
                    return
                loaded = demo.load(by=LOADING, at=at)
        except demo.NotADemoDatabase as refusal:
            raise CommandError(str(refusal)) from None
        if loaded:
            self.stdout.write(f"Loaded {loaded} demo users.")
