"""Answers a question about a time limit, with its whole working: no database, no server, no log-in."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.management import sign_offs
from cases.queries.calendars import england_and_wales
from misconduct import explanations
from misconduct.deadlines import Answer, work_out
from misconduct.questions import ask, day
from misconduct.refusals import NoAnswer
from misconduct.sign_offs import SignOffs

LONDON = ZoneInfo("Europe/London")
COLUMNS = ("key", "on", "period")
ADDED = ("earliest", "due", "grade", "error")
TWO_DATES = ("force_by", "right_until")
# Beyond the three columns that every table has; both may be missing.
MORE = ("version", "events")


class Command(BaseCommand):
    """`manage.py clock KEY --on DATE [--version V] [--event NAME=VALUE ...] [--json]`, `--list`, `--table FILE.csv`."""

    help = "Works out a time limit and explains it. Needs no database."
    requires_system_checks: tuple[str, ...] = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's own --version gives way to the law's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """What is asked, and how it is answered."""
        parser.add_argument("key", nargs="?", help="the time limit, as --list names it")
        parser.add_argument("--on", help="the date of the event that starts it: 2026-09-14")
        parser.add_argument("--version", default="", help="the version of the law: R1 to R4, V1, V2 …")
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="another event, fact or setting; may be repeated. Any name that is not valid lists those that are",
        )
        parser.add_argument("--json", action="store_true", help="the answer for programs")
        parser.add_argument("--list", action="store_true", help="all time limits")
        parser.add_argument("--table", type=Path, metavar="FILE.csv", help="answers every row of key,on,period")
        parser.add_argument("--two-dates", action="store_true", help="with --table: adds force_by and right_until")
        sign_offs.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers, or says why there is no answer and what would be valid."""
        try:
            _check(options)
            signed = sign_offs.asked_for(options)
            if options["list"]:
                self._list(as_json=options["json"])
            elif options["table"]:
                self._table(options["table"], signed, added=(*ADDED, *TWO_DATES) if options["two_dates"] else ADDED)
            else:
                self._one(options, signed)
        except NoAnswer as refusal:
            raise CommandError(str(refusal)) from None

    def _one(self, options: dict[str, Any], signed: SignOffs) -> None:
        if not options["key"]:
            raise CommandError("Name a time limit, or ask for --list or --table FILE.csv.")
        answer = _answer(
            key=options["key"],
            on=options["on"] or "",
            version=options["version"],
            events=[_pair(event) for event in options["event"]],
            signed=signed,
        )
        if options["json"]:
            self.stdout.write(json.dumps(explanations.as_data(answer, london=LONDON), indent=2, ensure_ascii=False))
        else:
            self.stdout.write(explanations.as_text(answer))

    def _list(self, *, as_json: bool) -> None:
        rows = explanations.all_limits()
        if as_json:
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
            return
        part = ""
        for row in rows:
            if row["part"] != part:
                part = row["part"]
                self.stdout.write(f"\n{part}")
            self.stdout.write(f"  {row['key']:<34} {row['title']}")
            for rule in row["rules"]:
                which = f"{', '.join(rule['for'])}: " if rule["for"] else ""
                self.stdout.write(f"  {'':<34}   {which}{rule['rule']} ({rule['grade']})")

    def _table(self, file: Path, signed: SignOffs, *, added: tuple[str, ...]) -> None:
        rows, names = _rows(file, added)
        out = csv.DictWriter(self.stdout, fieldnames=[*names, *added], lineterminator="\n", extrasaction="ignore")
        out.writeheader()
        failed = 0
        for row in rows:
            answered = _worked_out(row, signed)
            failed += bool(answered["error"])
            out.writerow(row | answered)
        if failed:
            self.stderr.write(f"{failed} of {len(rows)} rows have no answer: see the column error.")


def _check(options: dict[str, Any]) -> None:
    """Refuses what would be ignored in silence."""
    asked = [name for name in ("key", "list", "table") if options[name]]
    if len(asked) > 1:
        raise NoAnswer("Ask for one time limit, for --list or for --table FILE.csv: one of them.")
    for name, needs in (("on", "key"), ("version", "key"), ("event", "key"), ("two_dates", "table")):
        if options[name] and asked != [needs]:
            what = "a time limit" if needs == "key" else f"--{needs}"
            raise NoAnswer(f"--{name.replace('_', '-')} goes with {what}.")
    if options["json"] and options["table"]:
        raise NoAnswer("--table answers in CSV: leave --json out.")


def _answer(*, key: str, on: str, version: str, events: Sequence[tuple[str, str]], signed: SignOffs) -> Answer:
    started = day(on, name="on") if on else None
    question = ask(key=key, on=started, version=version, pairs=events)
    return work_out(question=question, calendar=england_and_wales(), sign_offs=signed)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals and value.strip()):
        raise NoAnswer(f"“{text}” is not NAME=VALUE, such as last_notification=2026-06-17.")
    return name, value


def _rows(file: Path, added: tuple[str, ...]) -> tuple[list[dict[str, str]], list[str]]:
    """The rows and the names of the columns. Raises NoAnswer for what is no such table."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, restval="")
            rows, names = list(reader), list(reader.fieldnames or [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NoAnswer(f"{file} cannot be read as CSV in UTF-8: {error}.") from None
    if missing := [name for name in COLUMNS if name not in names]:
        columns = f"{', '.join(COLUMNS)}; also {', '.join(MORE)}"
        raise NoAnswer(f"{file} lacks the column {missing[0]}. Columns, separated by commas: {columns}.")
    if any(names.count(name) > 1 for name in names):
        raise NoAnswer(f"{file} has two columns of one name: {', '.join(names)}.")
    for name in (one for one in names if one not in (*COLUMNS, *MORE)):
        if near := get_close_matches(name, [*COLUMNS, *MORE], n=1, cutoff=0.75):
            raise NoAnswer(f"{file} has a column {name}, which is not read. Is {near[0]} meant? Rename it.")
    if long := [number for number, row in enumerate(rows, 1) if None in row]:
        raise NoAnswer(f"Row {long[0]} of {file} has more cells than there are columns.")
    if taken := [name for name in added if name in names]:
        raise NoAnswer(f"{file} has a column {taken[0]} already, which is for the answer. Rename or remove it.")
    return rows, names


def _worked_out(row: dict[str, str], signed: SignOffs) -> dict[str, str]:
    """The answer's columns for one row; what is wrong with it stands in `error` and stops nothing."""
    said = {name: (row.get(name) or "").strip() for name in (*COLUMNS, *MORE)}
    try:
        events = [_pair(event.strip()) for event in said["events"].split(";") if event.strip()]
        events += [("period", said["period"])] if said["period"] else []
        answer = _answer(key=said["key"], on=said["on"], version=said["version"], events=events, signed=signed)
    except NoAnswer as refusal:
        return dict.fromkeys((*ADDED, *TWO_DATES), "") | {"error": str(refusal)}
    return {
        "earliest": _iso(answer.earliest),
        "due": _iso(answer.wanted),
        "grade": answer.grade.name,
        "error": "",
        "force_by": _iso(answer.force_by),
        "right_until": _iso(answer.right_until),
    }


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""
