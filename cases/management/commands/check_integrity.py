"""Whether every file of evidence is there and is what was stored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.audit.actors import Command as Acting
from cases.operations.evidence import integrity
from cases.web.on_behalf import on_behalf_of


class Command(BaseCommand):
    """Compares the rows of evidence with its files, both ways, and changes nothing."""

    help = "Reports files of evidence that are missing, changed, or belong to no row. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each thing that is wrong; raises CommandError, and so ends with 1, where there is any."""
        with on_behalf_of(Acting("check_integrity")) as at:
            pass
        wrong = 0
        for found in integrity.check(at=at):
            wrong += 1
            self.stdout.write(f"{found.matter or '-'}  {found.name}  {found.what}")
        if wrong:
            raise CommandError(f"{wrong} found. Nothing was changed: see “Files of evidence” in docs/runbook.md.")
        self.stdout.write("Every file of evidence is there and is what was stored.")
