"""Takes a file from personnel in, as the page does; the worker then reads it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.audit.actors import Command as ByCommand
from cases.audit.trail import Refused
from cases.operations import hr_files
from cases.web.on_behalf import on_behalf_of
from cases.workforce.hr_columns import MOST_BYTES

IMPORTING = ByCommand("import_hr")


class Command(BaseCommand):
    """`manage.py import_hr FILE`: safe to repeat. What is in the file, docs/hr-import.md says."""

    help = "Takes a CSV file from personnel into the register. The worker reads it; Register shows how far it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Takes it in, or says why not."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file, on_behalf_of(IMPORTING) as at:
                # One byte more than may be read tells that there are too many.
                received = hr_files.receive(name=path.name, data=file.read(MOST_BYTES + 1), by=IMPORTING, at=at)
        except OSError as problem:
            raise CommandError(f"{path} cannot be opened: {problem.strerror}.") from None
        except hr_files.Unreadable as problem:
            raise CommandError(str(problem)) from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        lines = received.file.lines_total
        taken = "has been taken in" if received.is_new else "was sent before and is not read again"
        self.stdout.write(
            f"{path.name}, {lines:,} line{'' if lines == 1 else 's'}, {taken}: /register/files/{received.file.pk}/"
        )
