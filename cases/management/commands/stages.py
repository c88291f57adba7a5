"""Answers what may be done with a matter or an allegation: no database, no server, no log-in."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.management import sign_offs
from cases.management.words import printable
from misconduct.refusals import NoAnswer
from misconduct.savings import Fact
from misconduct.stages import after, circumstances, explained, name_of, permitted, tables


class Command(BaseCommand):
    """`manage.py stages --from STAGE [--act ACT] [--fact NAME=VALUE ...] [--json]`, `--list`."""

    help = "Lists what may follow a stage, who may do it, and why not. Needs no database."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What is asked, and how it is answered."""
        parser.add_argument(
            "--from", dest="stage", metavar="STAGE", help="the stage: officer.INVESTIGATING, PRE_HEARING"
        )
        parser.add_argument("--act", help="only this act, also where it has no row at the stage")
        parser.add_argument(
            "--fact",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="what is known; may be repeated. --list names the questions; version=R3 and dates are facts too",
        )
        sign_offs.add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="the answer for programs")
        parser.add_argument("--list", action="store_true", help="all stages, acts and questions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers, or says why there is no answer and what would be valid."""
        try:
            _check(options)
            if options["list"]:
                self._list()
            else:
                self._answer(options)
        except NoAnswer as refusal:
            raise CommandError(str(refusal)) from None

    def _answer(self, options: dict[str, Any]) -> None:
        stage = tables.stage_called(name=printable(options["stage"]))
        pairs = [_pair(text) for text in options["fact"]]
        facts = circumstances(pairs=pairs, sign_offs=sign_offs.asked_for(options))
        act = None if options["act"] is None else printable(options["act"])
        answers = (
            (after(stage=stage, act=act, facts=facts),) if act is not None else permitted(stage=stage, facts=facts)
        )
        if options["json"]:
            data = explained.as_data(stage=stage, answers=answers, facts=facts)
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(explained.as_text(stage=stage, answers=answers, facts=facts))

    def _list(self) -> None:
        self.stdout.write("Stages")
        for stage in tables.STAGES:
            self.stdout.write(f"  {name_of(stage):<38} {stage.value}")
        for part in tables.PARTS:
            self.stdout.write(f"\n{part.title}")
            for act in part.acts:
                self.stdout.write(f"  {act.key:<38} {act.title}")
        self.stdout.write("\nFacts")
        self.stdout.write("\n".join(explained.all_questions()))
        for fact in Fact:
            self.stdout.write(f"  {fact.label:<38} The day on which {fact.value} (YYYY-MM-DD).")
        self.stdout.write(f"  {'version':<38} The version that governs: R1 to R4, V1, V2.")


def _check(options: dict[str, Any]) -> None:
    """Refuses what would be ignored in silence."""
    if options["list"] and any(options[name] for name in ("stage", "act", "fact", "json", "sign_offs", "as_at")):
        raise NoAnswer("--list stands alone.")
    if not options["list"] and not options["stage"]:
        raise NoAnswer("Name a stage with --from, such as --from officer.INVESTIGATING, or ask for --list.")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = printable(text).partition("=")
    if not (name.strip() and equals and value.strip()):
        raise NoAnswer(f"“{text}” is not NAME=VALUE, such as person_kind=officer.")
    return name.strip(), value.strip()
