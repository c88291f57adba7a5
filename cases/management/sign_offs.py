"""Sign-offs of a force's legal adviser, read from a file.

A JSON list; each entry names `key`, `signed_on`, `by` and `provision`. Where a limit has several rows it names the one
that was read, by `versions`, `after` or `option`. It may name what it `corrects`: `counting` (a name of the rulebook's
page on counting), `numbers`, `extension` (`holders`, `condition`, `provision`), or, for a saving, `turns_on` (a fact).
The key of a guard of the lifecycles confirms it as it stands: from then on it refuses.
"""

import json
import re
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import CommandParser

from misconduct import clocks
from misconduct.authority import Authority, Grade, Power
from misconduct.clocks.limits import Rule, TimeLimit
from misconduct.counting import Counting
from misconduct.questions import day
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import SAVINGS, Fact
from misconduct.sign_offs import NO_SIGN_OFFS, Correction, SignOff, SignOffs
from misconduct.stages.tables import GUARDS
from misconduct.versions import named
from misconduct.ways import rows_signed

LONDON = ZoneInfo("Europe/London")
NAMES = {"key", "signed_on", "by", "provision", "versions", "after", "option", "corrects"}
CORRECTED_IN_A_LIMIT = {"counting", "numbers", "extension"}
CORRECTED_IN_A_SAVING = {"turns_on"}
HOLDER = r"[a-z]+(_[a-z]+)*"


def add_arguments(parser: CommandParser) -> None:
    """`--sign-offs` and `--as-at`, alike for every command that asks the law."""
    parser.add_argument("--sign-offs", type=Path, metavar="FILE.json", help="what your legal adviser signed off")
    parser.add_argument("--as-at", help="the day as of which sign-offs count; today when not given")


def asked_for(options: dict[str, Any]) -> SignOffs:
    """The sign-offs that the options name. Raises NoAnswer for what is wrong in them."""
    if not options["sign_offs"]:
        if options["as_at"]:
            raise NoAnswer("--as-at goes with --sign-offs FILE.json.")
        return NO_SIGN_OFFS
    as_at = day(options["as_at"], name="--as-at") if options["as_at"] else datetime.now(tz=LONDON).date()
    return read(file=options["sign_offs"], as_at=as_at)


def read(*, file: Path, as_at: date) -> SignOffs:
    """The sign-offs in this file, as they stood on the day. Raises NoAnswer, naming the entry, for what is wrong."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise NoAnswer(f"{file} cannot be read as a list of sign-offs: {error}.") from None
    if not isinstance(entries, list):
        raise NoAnswer(f"{file} must hold a list of sign-offs.")
    return SignOffs(known=[_sign_off(entry, number) for number, entry in enumerate(entries, 1)], as_at=as_at)


def _sign_off(entry: Any, number: int) -> SignOff:
    try:
        return _read(entry)
    except KeyError as error:
        raise NoAnswer(f"Sign-off {number} lacks {error}.") from None
    except (NoAnswer, ValueError) as error:
        raise NoAnswer(f"Sign-off {number}: {error}") from None


def _read(entry: Any) -> SignOff:
    _known(entry, NAMES)
    key = _text(entry, "key")
    if key in GUARDS:
        return _guard(entry, key)
    if "." in key and not key.startswith("saving."):
        near = get_close_matches(key, GUARDS, n=3)
        raise NoAnswer(f"There is no guard “{key}”. Nearest: {listed(near)}. The rulebook names them all.")
    limit, alias = (None, None) if key.startswith("saving.") else clocks.find(key=key)
    versions = _versions(key, limit, entry.get("versions", [alias.version] if alias and alias.version else []))
    after = _text(entry, "after") if "after" in entry else (alias.after if alias else "")
    signed = SignOff(
        key=limit.key if limit else _saving(key),
        signed_on=day(_text(entry, "signed_on"), name="signed_on"),
        by=_text(entry, "by"),
        provision=_text(entry, "provision"),
        versions=versions,
        after=after,
        option=_text(entry, "option") if "option" in entry else "",
        corrects=_correction(entry["corrects"], limit) if "corrects" in entry else None,
    )
    if limit and len(rows := rows_signed(limit=limit, signed=signed)) != 1:
        which = "; ".join(_row(rule) for rule in limit.rules)
        raise NoAnswer(f"{limit.key} has {len(limit.rules)} rows, and {len(rows)} fit. Say which: {which}.")
    return signed


def _guard(entry: dict[str, Any], key: str) -> SignOff:
    """A guard of the lifecycles, which an adviser confirms as it stands. What is ours stays ours."""
    if GUARDS[key].authority.grade is Grade.LOCAL:
        raise NoAnswer(f"{key} is a rule of ours, not law: a sign-off does not make it refuse.")
    if surplus := sorted({"versions", "after", "option", "corrects"} & entry.keys()):
        raise NoAnswer(f"{key} is confirmed as it stands: leave {listed(surplus)} out.")
    return SignOff(
        key=key,
        signed_on=day(_text(entry, "signed_on"), name="signed_on"),
        by=_text(entry, "by"),
        provision=_text(entry, "provision"),
    )


def _row(rule: Rule) -> str:
    said = {"versions": ", ".join(rule.versions), "after": rule.after, "option": rule.option}
    return " and ".join(f"{name} {value}" for name, value in said.items() if value)


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise NoAnswer(f"{name} is a text that is not empty.")
    return value


def _saving(key: str) -> str:
    keys = [saving.key for saving in SAVINGS]
    if key not in keys:
        raise NoAnswer(f"There is no saving “{key}”. Savings: {listed(keys)}.")
    return key


def _known(entry: Any, names: set[str]) -> None:
    if not isinstance(entry, dict):
        raise NoAnswer(f"{str(entry)[:40]} is no entry with names: {listed(sorted(names))}.")
    if unknown := sorted(set(entry) - names):
        raise NoAnswer(f"“{unknown[0]}” is not known. Names: {listed(sorted(names))}.")


def _versions(key: str, limit: TimeLimit | None, said: Any) -> tuple[str, ...]:
    """The versions that are meant, each of which the instrument must have."""
    if not isinstance(said, list):
        raise NoAnswer("versions is a list, such as [“R3”].")
    if said and limit is None:
        raise NoAnswer(f"{key} has one version: leave versions out.")
    for version in said:
        assert limit is not None
        named(instrument=limit.instrument, act=limit.act, key=str(version))
    return tuple(str(version) for version in said)


def _correction(said: Any, limit: TimeLimit | None) -> Correction:
    _known(said, CORRECTED_IN_A_LIMIT if limit else CORRECTED_IN_A_SAVING)
    if not said:
        raise NoAnswer("corrects says nothing: leave it out to confirm the rule.")
    counting = _text(said, "counting") if "counting" in said else ""
    if counting and counting not in Counting.__members__:
        raise NoAnswer(f"There is no counting “{counting}”. Names: {listed(list(Counting.__members__))}.")
    turns_on = _text(said, "turns_on") if "turns_on" in said else ""
    if turns_on and turns_on not in {fact.label for fact in Fact}:
        raise NoAnswer(f"There is no fact “{turns_on}”. Facts: {listed([fact.label for fact in Fact])}.")
    numbers = said.get("numbers", [])
    if not isinstance(numbers, list):
        raise NoAnswer("numbers is a list, such as [10].")
    return Correction(
        counting=Counting[counting] if counting else None,
        numbers=tuple(_number(number) for number in numbers),
        extension=_power(said["extension"], limit) if limit and "extension" in said else None,
        turns_on=turns_on,
    )


def _number(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 10_000:
        raise NoAnswer(f"A number of days, weeks or months is a whole number from 1 to 10000, not {number!r}.")
    return number


def _power(said: Any, limit: TimeLimit) -> Power:
    """A power that the adviser read: its words were seen, by them."""
    _known(said, {"holders", "condition", "provision"})
    holders = said["holders"]
    if not (isinstance(holders, list) and holders and all(re.fullmatch(HOLDER, str(holder)) for holder in holders)):
        raise NoAnswer("holders is a list of names as the rulebook writes them, such as [“chair”].")
    return Power(
        holders=tuple(holders),
        condition=_text(said, "condition"),
        authority=Authority(limit.instrument, _text(said, "provision"), Grade.TEXT_SEEN),
    )
