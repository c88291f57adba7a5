"""Writes docs/rulebook from the law's tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.queries.calendars import england_and_wales
from misconduct.rulebook import pages


class Command(BaseCommand):
    """`manage.py rulebook` writes the pages; `--check` only says whether they are as they would be written."""

    help = "Writes docs/rulebook from misconduct/. Needs no database."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check`, `--to`."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "rulebook", help="the folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes every page and removes those that are none any more, or names the stale ones."""
        folder: Path = options["to"]
        wanted = pages(calendar=england_and_wales())
        there = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}
        stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
        if options["check"]:
            self._say(stale)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in wanted:
                (folder / name).write_text(wanted[name], encoding="utf-8")
            else:
                (folder / name).unlink()
        self.stdout.write(f"{folder}: {len(wanted)} pages, {len(stale)} of them changed.")

    def _say(self, stale: list[str]) -> None:
        if stale:
            raise CommandError(
                f"The rulebook is stale ({', '.join(stale)}). If the change is meant, run .venv/bin/python manage.py "
                f"rulebook."
            )
        self.stdout.write("The rulebook is as the code prints it.")
