"""In which order the lines of a file are read: whoever is new comes before those whom they manage.

A line that names a line manager who is new, and of whom another line of the file has yet to tell, waits; so do later
lines about the same person, and those in a unit that it was to add. The whole file is gone through again for as long as
that settles anything. What is left then waits for itself.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from cases.operations.hr_register import Register
from cases.workforce.hr_columns import PERSON_NUMBER
from cases.workforce.hr_values import Line
from cases.workforce.managers import in_words
from cases.workforce.models import HrFile, HrLine, LineResult

WHO, UNDER, UNIT = f"values__{PERSON_NUMBER}", "values__line_manager_number", "values__unit_code"
# A circle with more people in it is told of as of anybody who is not there.
LONGEST_CIRCLE = 100


class Order:
    """Which lines of one batch wait. `some_wait`: an earlier line of the file was left waiting this time round.

    `coming`: how many lines of the file have yet to tell of somebody who is new. `held_up`: people and units of whom an
    earlier line waits.
    """

    def __init__(
        self, *, file: HrFile, batch: list[HrLine], meant: dict[int, Line], register: Register, some_wait: bool
    ) -> None:
        self.register = register
        self.people_held_up: set[str] = set()
        self.units_held_up: set[str] = set()
        self.coming = Counter(line.values.get(PERSON_NUMBER, "") for line in batch)
        lines = meant.values()
        missing = {line.manager for line in lines if line.manager and line.manager not in register.people}
        if missing or some_wait:
            self._look_around(file, batch, people=missing | {line.number for line in lines}, units=_units(lines))

    def _look_around(self, file: HrFile, batch: list[HrLine], *, people: set[str], units: set[str]) -> None:
        """At lines of other batches that wait, and are about the same people and units."""
        asked = Q(**{f"{WHO}__in": sorted(people)}) | Q(**{f"{UNIT}__in": sorted(units)})
        others = file.lines.filter(asked, result=LineResult.WAITING).exclude(pk__in=[line.pk for line in batch])
        for number, who, unit in others.values_list("number", WHO, UNIT):
            self.coming[who] += 1
            if number < batch[0].number:
                self._hold_up(who, unit)

    def waits(self, line: Line) -> bool:
        """Whether this line has to wait, now that those before it have been read."""
        units = {line.unit_under} | ({line.unit} if not line.unit_name else set())
        is_held_up = line.number in self.people_held_up or bool(units & self.units_held_up - self.register.units.keys())
        manager = line.manager
        comes_later = bool(manager) and manager not in self.register.people and self.coming[manager] > 0
        if is_held_up or comes_later:
            self._hold_up(line.number, line.unit)
        return is_held_up or comes_later

    def settled(self, line: HrLine) -> None:
        """It was read or rejected: nobody waits for it any more."""
        self.coming[line.values.get(PERSON_NUMBER, "")] -= 1

    def _hold_up(self, who: str, unit: str) -> None:
        self.people_held_up.add(who)
        self.units_held_up.add(unit)


def _units(lines: Iterable[Line]) -> set[str]:
    return {code for line in lines for code in (line.unit, line.unit_under) if code}


def circles(*, file: HrFile, lines: Iterable[Line], known: Collection[str]) -> dict[str, str]:
    """Of lines that waited for nothing but each other: the reason for those whose line managers form a circle.

    By their person numbers. Whoever merely hangs on such a circle is not among them.
    """
    under: dict[str, set[str]] = defaultdict(set)
    for who, manager in file.lines.exclude(values={}).values_list(WHO, UNDER):
        if who and manager and who not in known:
            under[who].add(manager)
    asked = {line.number for line in lines if line.manager and line.manager not in known}
    found = {who: _circle(who, under) for who in asked}
    return {who: in_words(path) for who, path in found.items() if path}


def _circle(of: str, under: dict[str, set[str]]) -> tuple[str, ...]:
    climbing: list[tuple[str, ...]] = [(of,)]
    seen = {of}
    for path in climbing:
        for manager in sorted(under.get(path[-1], ())):
            if manager == of:
                return (*path, of)
            if manager not in seen and len(seen) <= LONGEST_CIRCLE:
                seen.add(manager)
                climbing.append((*path, manager))
    return ()
