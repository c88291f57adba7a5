"""The demo force's people, as personnel's file would hold them: the same seed is the same force."""

import csv
import io
from datetime import date, timedelta
from random import Random

from cases.operations.demo import figures, names, units
from cases.operations.demo.users import DEMO_USERS

PEOPLE = 2000
# How many of a thousand officers are of each rank (assumed); the rest are constables.
RANKS = {"Chief superintendent": 1, "Superintendent": 3, "Chief inspector": 6, "Inspector": 25, "Sergeant": 110}
GRADES = ("Officer", "Senior officer", "Team leader", "Manager")
SWORN = {"officer", "probationer"}
COLUMNS = (
    "person_number", "surname", "forenames", "collar", "kind", "rank", "post", "unit_code", "line_manager_number",
    "posted_from", "posted_to", "left_on", "account_email", "born_on", "sex", "ethnicity",
)  # fmt: skip


def as_file(*, seed: int, today: date) -> bytes:
    """The whole file, UTF-8 with a heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows(seed=seed, today=today))
    return out.getvalue().encode()


def rows(*, seed: int, today: date) -> list[dict[str, str]]:
    """A line for each person: managers first, so that everybody's line manager is known when they are read."""
    chance = Random(f"{seed} people")  # noqa: S311 - made-up people
    places = [code for code, _, _ in units.TREE if code not in {units.FORCE, "LP", "CR", "OPS"}]
    managers: dict[str, str] = {}
    lines = [_line(chance, number, places, managers, today) for number in range(1, PEOPLE + 1)]
    # Those who log in stand in the register too, each in the unit in which they hold their role.
    for line, person in zip(lines[len(places) :], [one for one in DEMO_USERS if one.unit], strict=False):
        title, _, name = person.name.partition(" ") if person.name.count(" ") > 1 else ("", "", person.name)
        forenames, _, surname = name.rpartition(" ")
        line |= {"account_email": person.email, "forenames": forenames, "surname": surname, "unit_code": person.unit}
        line |= {"kind": "officer" if title else "staff", "left_on": "", "posted_to": ""}
        line |= {"line_manager_number": managers[person.unit], "rank": _TITLES.get(title, "Officer")}
    return lines


_TITLES = {"DS": "Sergeant", "DI": "Inspector", "Supt": "Superintendent", "DCS": "Chief superintendent"}


def _line(chance: Random, number: int, places: list[str], managers: dict[str, str], today: date) -> dict[str, str]:
    leads = number <= len(places)
    unit = places[number - 1] if leads else chance.choice(places)
    kind = "officer" if leads else draw(chance, figures.WORKFORCE)
    left = not leads and draw(chance, figures.LEAVERS) == "left"
    since = today - timedelta(days=chance.randint(760, 7000))
    ended = today - timedelta(days=chance.randint(1, 700)) if left else None
    line = {
        "person_number": f"N{number:05d}",
        "surname": chance.choice(names.SURNAMES),
        "forenames": chance.choice(names.FORENAMES),
        "collar": f"{1000 + number}" if kind in SWORN or kind.startswith("special") else "",
        "kind": kind,
        "rank": _rank(chance, kind, leads=leads),
        "post": "",
        "unit_code": unit,
        "line_manager_number": managers.get(unit, managers.get(places[0], "")),
        "posted_from": since.isoformat(),
        "posted_to": ended.isoformat() if ended else "",
        "left_on": ended.isoformat() if ended else "",
        "account_email": "",
        "born_on": (since - timedelta(days=chance.randint(19 * 365, 38 * 365))).isoformat(),
        "sex": draw(chance, figures.SEX),
        "ethnicity": draw(chance, figures.ETHNICITY),
    }
    if leads:
        managers[unit] = line["person_number"]
    return line


def _rank(chance: Random, kind: str, *, leads: bool) -> str:
    if kind == "officer":
        if leads:
            return "Chief inspector"
        weights = {**RANKS, "Constable": 1000 - sum(RANKS.values())}
        return chance.choices(list(weights), list(weights.values()))[0]
    if kind == "probationer":
        return "Constable"
    if kind.startswith("special"):
        return "Special constable"
    return chance.choice(GRADES) if kind in {"staff", "agency", "contractor"} else ""


def draw(chance: Random, figure: figures.Figure) -> str:
    """One of the figure's names, as often as it says."""
    return chance.choices(list(figure.weights), list(figure.weights.values()))[0]
