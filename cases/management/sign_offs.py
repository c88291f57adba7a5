"""Sign-offs of a force's legal adviser, read from a file.

A JSON list; each entry names `key`, `signed_on`, `by` and `provision`, and may name `versions` and what it `corrects`:
`counting` (a name of the rulebook's page on counting), `numbers`, `turns_on` (a fact, for a saving) and `extension`
(`holders`, `condition` and `provision`).
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from misconduct import clocks
from misconduct.authority import Authority, Grade, Power
from misconduct.counting import Counting
from misconduct.questions import day
from misconduct.refusals import NoAnswer, listed
from misconduct.savings import SAVINGS, Fact
from misconduct.sign_offs import Correction, SignOff, SignOffs
from misconduct.versions import named

NAMES = {"key", "signed_on", "by", "provision", "versions", "corrects"}
CORRECTED = {"counting", "numbers", "turns_on", "extension"}


def read(*, file: Path, as_at: date) -> SignOffs:
    """The sign-offs in this file, as they stood on the day. Raises NoAnswer, naming the entry, for what is wrong."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoAnswer(f"{file} cannot be read as a list of sign-offs: {error}.") from None
    if not isinstance(entries, list):
        raise NoAnswer(f"{file} must hold a list of sign-offs.")
    return SignOffs(known=[_sign_off(entry, number) for number, entry in enumerate(entries, 1)], as_at=as_at)


def _sign_off(entry: Any, number: int) -> SignOff:
    try:
        _known(entry, NAMES)
        key = _key(entry["key"])
        return SignOff(
            key=key,
            signed_on=day(str(entry["signed_on"]), name="signed_on"),
            by=str(entry["by"]),
            provision=str(entry["provision"]),
            versions=_versions(key, entry.get("versions", [])),
            corrects=_correction(entry["corrects"]) if "corrects" in entry else None,
        )
    except KeyError as error:
        raise NoAnswer(f"Sign-off {number} lacks {error}.") from None
    except (TypeError, AttributeError, ValueError) as error:
        raise NoAnswer(f"Sign-off {number}: {error}") from None


def _known(entry: dict[str, Any], names: set[str]) -> None:
    if unknown := sorted(set(entry) - names):
        raise NoAnswer(f"“{unknown[0]}” is not known. Names: {listed(sorted(names))}.")


def _key(key: str) -> str:
    if key in {saving.key for saving in SAVINGS}:
        return key
    if key.startswith("saving."):
        raise NoAnswer(f"There is no saving “{key}”. Savings: {listed([saving.key for saving in SAVINGS])}.")
    limit, _ = clocks.find(key=key)
    return limit.key


def _versions(key: str, said: list[Any]) -> tuple[str, ...]:
    """The versions that are meant, each of which the instrument must have."""
    limit = clocks.LIMITS.get(key)
    if limit is None:
        if said:
            raise NoAnswer("A saving has one version: leave versions out.")
        return ()
    if not isinstance(said, list):
        raise NoAnswer("versions is a list, such as [“R3”].")
    for version in said:
        named(instrument=limit.instrument, act=limit.act, key=str(version))
    return tuple(str(version) for version in said)


def _correction(said: dict[str, Any]) -> Correction:
    _known(said, CORRECTED)
    counting = said.get("counting")
    if counting is not None and counting not in Counting.__members__:
        raise NoAnswer(f"There is no counting “{counting}”. Names: {listed(list(Counting.__members__))}.")
    turns_on = str(said.get("turns_on", ""))
    if turns_on and turns_on not in {fact.label for fact in Fact}:
        raise NoAnswer(f"There is no fact “{turns_on}”. Facts: {listed([fact.label for fact in Fact])}.")
    return Correction(
        counting=Counting[counting] if counting else None,
        numbers=tuple(_number(number) for number in said.get("numbers", [])),
        extension=_power(said["extension"]) if "extension" in said else None,
        turns_on=turns_on,
    )


def _number(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 10_000:
        raise NoAnswer(f"A number of days, weeks or months is a whole number from 1 to 10000, not {number!r}.")
    return number


def _power(said: dict[str, Any]) -> Power:
    _known(said, {"holders", "condition", "provision"})
    holders = tuple(str(holder) for holder in said["holders"])
    if not holders or not all(re.fullmatch(r"[a-z]+(_[a-z]+)*", holder) for holder in holders):
        raise NoAnswer("holders is a list of names as the rulebook writes them, such as [“chair”].")
    return Power(holders=holders, condition=str(said["condition"]), authority=_signed(str(said["provision"])))


def _signed(provision: str) -> Authority:
    """A power that the adviser read: its words were seen, by them."""
    return Authority(clocks.LIMITS["officer_response"].instrument, provision, Grade.TEXT_SEEN)
