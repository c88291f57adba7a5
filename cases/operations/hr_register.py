"""The part of the register that some lines of a file are about: read at once, changed in memory, written at once.

The number of queries is the same for one line and for five hundred. A line is taken over whole or not at all: one that
is rejected changes nothing, and adds nobody.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.accounts.models import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.operations import account_links
from cases.workforce.hr_values import Line, Rejected
from cases.workforce.managers import circle, in_words
from cases.workforce.models import HrFile, LineResult, Person, Posting, ProtectedCharacteristics, Unit, UnitPlace
from cases.workforce.people import folded
from cases.workforce.timelines import DoesNotFit, Stay, Timeline, placed

LONGEST_SORT_KEY = 220
PERSON_FIELDS = ["surname", "forenames", "collar", "sort_key", "left_on", "user"]
POSTING_FIELDS = ["unit", "kind", "rank", "post", "line_manager", "last_day"]


def sort_key(*, surname: str, forenames: str, number: str) -> str:
    """A name folded for lists; the number where nothing of it can be."""
    return (folded(f"{surname} {forenames}") or number.casefold())[:LONGEST_SORT_KEY]


@dataclass(kw_only=True)
class Register:
    """People, postings, units and accounts that some lines name; and what of it is new or has changed.

    In `timelines` are also those above them. `circles`: why a line manager who is not there never comes, by the numbers
    of those whose lines wait for each other.
    """

    people: dict[str, Person]
    rows: dict[tuple[str, date], Posting]
    timelines: dict[str, Timeline]
    units: dict[str, Unit]
    users: dict[str, User]
    linked: dict[int, str]
    known: dict[str, dict[str, Any]]
    circles: dict[str, str] = field(default_factory=dict)
    new: dict[str, Person] = field(default_factory=dict)
    changed: dict[str, Person] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    new_units: list[tuple[Unit, str]] = field(default_factory=list)
    links: list[Person] = field(default_factory=list)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)

    def apply(self, line: Line) -> LineResult:
        """Takes a line over. Raises Rejected, having changed nothing."""
        try:
            return self._apply(line, self.timelines.get(line.number, ()))
        except DoesNotFit as problem:
            raise Rejected(str(problem)) from None

    def _apply(self, line: Line, before: Timeline) -> LineResult:
        person = self.people.get(line.number) or Person(number=line.number)
        left_on = line.left_on if line.says_left_on else person.left_on
        self._check_places(line)
        user = self._account(line, person)
        after = placed(stays=before, new=_stay(line, before), left_on=left_on)
        if found := circle(of=line.number, stays=set(after) - set(before), timelines=self.timelines):
            raise Rejected(in_words(found))
        # From here on nothing is rejected any more.
        self._add_unit(line)
        self._add_person(person)
        is_changed = self._change(person, line, left_on=left_on, user=user)
        if after != before:
            self.timelines[line.number] = after
            self.moved.add(line.number)
        return _result(before, after, first_day=line.first_day, is_changed=is_changed)

    def _check_places(self, line: Line) -> None:
        unit = self.units.get(line.unit)
        if unit is None and not line.unit_name:
            raise Rejected(f"No unit has the code {line.unit}. Give its unit_name to add it")
        if unit is not None and unit.last_day is not None and line.first_day > unit.last_day:
            raise Rejected(f"The unit {line.unit} was closed on {unit.last_day}, before posted_from")
        if unit is None and line.unit_under and line.unit_under not in self.units:
            raise Rejected(f"No unit has the code {line.unit_under}, given as unit_under. Put its lines first")
        if line.manager and line.manager not in self.people:
            nobody = f"Nobody has the number {line.manager}, given as line_manager_number"
            raise Rejected(self.circles.get(line.number, nobody))

    def _account(self, line: Line, person: Person) -> User | None:
        if not line.email:
            return person.user
        user = self.users.get(line.email)
        if user is None:
            raise Rejected("No account has the address given as account_email")
        if self.linked.get(user.pk, line.number) != line.number:
            raise Rejected("The account given as account_email is linked to somebody else")
        if person.user_id not in {None, user.pk}:
            raise Rejected("They are linked to another account than the one given as account_email")
        return user

    def _add_unit(self, line: Line) -> None:
        if line.unit not in self.units:
            unit = Unit(code=line.unit, name=line.unit_name, first_day=line.first_day)
            self.units[line.unit] = unit
            self.new_units.append((unit, line.unit_under))

    def _add_person(self, person: Person) -> None:
        if person.number not in self.people:
            self.new[person.number] = self.people[person.number] = person

    def _change(self, person: Person, line: Line, *, left_on: date | None, user: User | None) -> bool:
        """Who they are, and what is on the page of its own. Whether anything of it is news."""
        forenames = person.forenames if line.forenames is None else line.forenames
        says = {
            "surname": line.surname,
            "forenames": forenames,
            "collar": person.collar if line.collar is None else line.collar,
            "sort_key": sort_key(surname=line.surname, forenames=forenames, number=line.number),
            "left_on": left_on,
            "user": user,
        }
        if user is not None and person.user_id is None:
            self.linked[user.pk] = line.number
            self.links.append(person)
        is_news = any(getattr(person, name) != value for name, value in says.items())
        for name, value in says.items():
            setattr(person, name, value)
        if is_news and line.number not in self.new:
            self.changed[line.number] = person
        return self._tell(person, line) or is_news

    def _tell(self, person: Person, line: Line) -> bool:
        """Characteristics. Nothing is kept of somebody of whom nothing is said."""
        known = self.known.get(person.number, {})
        news = {
            name: value for name, value in line.characteristics.items() if (value or None) != (known.get(name) or None)
        }
        if news:
            self.known[person.number] = self.told[person.number] = known | news
        return bool(news)

    def write(self, *, file: HrFile, by: Actor, at: datetime) -> None:
        """Everything that is new or has changed, in a handful of statements; an entry for each unit and each link."""
        Unit.objects.bulk_create([unit for unit, _ in self.new_units])
        UnitPlace.objects.bulk_create(
            [
                UnitPlace(unit=unit, parent=self.units[under], first_day=unit.first_day)
                for unit, under in self.new_units
                if under
            ]
        )
        Person.objects.bulk_create(self.new.values())
        links = [(person, person.user) for person in self.links if person.user and person.number not in self.new]
        account_links.ask_first(links=links, by=by, at=at)
        Person.objects.bulk_update(self.changed.values(), PERSON_FIELDS)
        self._write_postings()
        told = [
            ProtectedCharacteristics(person=self.people[number], from_file=file, **values)
            for number, values in self.told.items()
        ]
        ProtectedCharacteristics.objects.bulk_create(
            told,
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=[*CHARACTERISTICS, "from_file"],
        )
        self._record(by=by, at=at)

    def _record(self, *, by: Actor, at: datetime) -> None:
        # One by one: units are few, and an account is linked once in its life.
        for unit, under in self.new_units:
            said = f"{unit.code} added" + (f" under {under}" if under else "")
            trail.record(what=Act.UNIT_CHANGED, by=by, at=at, about=Thing("unit", unit.pk), reason=said)
        for person in self.links:
            said = f"user:{person.user_id}"
            trail.record(what=Act.PERSON_LINKED, by=by, at=at, about=Thing("person", person.pk), reason=said)

    def _write_postings(self) -> None:
        new, changed = [], []
        for number in sorted(self.moved):
            for stay in self.timelines[number]:
                row = self.rows.get((number, stay.first_day))
                if row is None:
                    new.append(self._fill(Posting(person=self.people[number], first_day=stay.first_day), stay))
                elif stay != stay_of(row, self.people[number]):
                    changed.append(self._fill(row, stay))
        # First what ends: the database refuses two postings on one day, also for a moment.
        Posting.objects.bulk_update(changed, POSTING_FIELDS)
        Posting.objects.bulk_create(new)

    def _fill(self, row: Posting, stay: Stay) -> Posting:
        row.unit, row.last_day = self.units[stay.unit], stay.last_day
        row.kind, row.rank, row.post = stay.kind, stay.rank, stay.post
        row.line_manager = self.people[stay.manager] if stay.manager else None
        return row


CHARACTERISTICS = ["born_on", "sex", "gender", "ethnicity", "religion", "disability", "sexual_orientation"]


def stay_of(row: Posting, person: Person) -> Stay:
    """A posting as one of a row of them."""
    return Stay(
        first_day=row.first_day,
        last_day=row.last_day,
        unit=row.unit.code,
        kind=row.kind,
        rank=row.rank,
        post=row.post,
        manager=row.line_manager.number if row.line_manager else "",
    )


def _stay(line: Line, before: Timeline) -> Stay:
    """The posting that a line tells of. Of a column that the file lacks, what was known stays so."""
    same = next((stay for stay in before if stay.first_day == line.first_day), None)
    known = same or Stay(first_day=line.first_day, last_day=None, unit=line.unit, kind=line.kind)
    return Stay(
        first_day=line.first_day,
        last_day=line.last_day if line.says_last_day else known.last_day,
        unit=line.unit,
        kind=line.kind,
        rank=known.rank if line.rank is None else line.rank,
        post=known.post if line.post is None else line.post,
        manager=known.manager if line.manager is None else line.manager,
    )


def _result(before: Timeline, after: Timeline, *, first_day: date, is_changed: bool) -> LineResult:
    was = {stay.first_day: stay for stay in before}
    if first_day not in was:
        return LineResult.ADDED
    if any(stay.last_day is not None and was[stay.first_day].last_day is None for stay in after):
        return LineResult.ENDED
    return LineResult.CHANGED if is_changed or after != before else LineResult.SAME
