"""Scores an allegation from answers, with every point accounted for: no database, no server, no log-in."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.management.words import printable
from misconduct import severity
from misconduct.refusals import NoAnswer

AUTHOR = "asked at the command line"


class Command(BaseCommand):
    """`manage.py severity [--fact NAME=yes|no|unknown[:NOTE] ...] [--tick NAME[:NOTE] ...] [--json]`, `--list`."""

    help = "Scores an allegation to order the queue, and explains every point. Needs no database."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What was answered, and how the score is given."""
        parser.add_argument(
            "--fact",
            action="append",
            default=[],
            metavar="NAME=ANSWER",
            help="yes, no or unknown, with a note after a colon: public_confidence=yes:why you think so. May be "
            "repeated; --list names the questions",
        )
        parser.add_argument(
            "--tick",
            action="append",
            default=[],
            metavar="NAME",
            help="what was only ticked on the portal, with a note after a colon; may be repeated",
        )
        parser.add_argument("--json", action="store_true", help="the answer for programs")
        parser.add_argument("--list", action="store_true", help="all questions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers, or says why there is no answer and what would be valid."""
        if options["list"] and (options["fact"] or options["tick"]):
            raise CommandError("Ask for --list or for a score with --fact and --tick: one of them.")
        try:
            if options["list"]:
                self._list(as_json=options["json"])
            else:
                self._score(options)
        except NoAnswer as refusal:
            raise CommandError(str(refusal)) from None

    def _score(self, options: dict[str, Any]) -> None:
        pairs = [_pair(fact) for fact in options["fact"]]
        scored = severity.score(
            answers=severity.read(pairs=pairs, author=AUTHOR, ticks=[printable(tick) for tick in options["tick"]])
        )
        if options["json"]:
            self.stdout.write(json.dumps(severity.as_data(scored), indent=2, ensure_ascii=False))
        else:
            self.stdout.write(severity.as_text(scored))

    def _list(self, *, as_json: bool) -> None:
        asked = severity.all_questions()
        if as_json:
            self.stdout.write(json.dumps(asked, indent=2, ensure_ascii=False))
            return
        self.stdout.write("Asked as if the allegation were true. Each is answered yes, no or unknown.")
        group = ""
        for row in asked["severity"]:
            if row["group"] != group:
                group = row["group"]
                self.stdout.write(f"\n{group} (at most {row['cap']})")
            ladder = f" ({row['ladder']}: only the highest counts)" if row["ladder"] else ""
            self.stdout.write(f"  {row['factor']:<28} {row['points']:>2}  {row['question']}{ladder}")
        self.stdout.write("\ndanger now (never added to the score)")
        for row in asked["danger"]:
            self.stdout.write(f"  {row['fact']:<28}     {row['question']}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = printable(text).partition("=")
    if not (name.strip() and equals and value.strip()):
        raise NoAnswer(f"“{text}” is not NAME=ANSWER, such as intentional=yes.")
    return name, value
