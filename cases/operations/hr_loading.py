"""What the register holds of whoever some lines of a file name: read at once, in as many questions as for one line."""

from typing import Any

from cases.accounts.models import User
from cases.operations import account_links
from cases.operations.hr_register import CHARACTERISTICS, Register, stay_of
from cases.workforce.hr_values import Line
from cases.workforce.models import Person, Posting, ProtectedCharacteristics, Unit
from cases.workforce.people import with_all_above
from cases.workforce.timelines import Stay


def load(*, lines: list[Line]) -> Register:
    """What these lines name, as it is now; nobody else changes these people meanwhile. Nine questions at most."""
    numbers = {line.number for line in lines}
    _hold_matters({line.number for line in lines if line.email})
    people = _people(numbers | {line.manager for line in lines if line.manager})
    rows = list(
        Posting.objects.filter(person__in=with_all_above(person_ids=[person.pk for person in people.values()]))
        .select_related("person", "unit", "line_manager")
        .order_by("first_day")
    )
    timelines: dict[str, list[Stay]] = {}
    for row in rows:
        timelines.setdefault(row.person.number, []).append(stay_of(row, row.person))
    above = {row.line_manager.number: row.line_manager for row in rows if row.line_manager}
    users = _users({line.email for line in lines if line.email})
    return Register(
        people=above | people,
        rows={(row.person.number, row.first_day): row for row in rows if row.person.number in numbers},
        timelines={number: tuple(stays) for number, stays in timelines.items()},
        units=_units(lines) | {row.unit.code: row.unit for row in rows},
        users=users,
        linked=dict(Person.objects.filter(user__in=users.values()).values_list("user_id", "number")) if users else {},
        known=_known(lines),
    )


def _hold_matters(numbers: set[str]) -> None:
    """Of those whose account may be linked now."""
    not_linked = Person.objects.filter(number__in=numbers, user__isnull=True).values_list("pk", flat=True)
    if numbers and (people := list(not_linked)):
        account_links.hold_matters(person_ids=people)


def _people(numbers: set[str]) -> dict[str, Person]:
    # A lock that leaves others free to write that a matter is about one of them: only what they are is ours meanwhile.
    found = Person.objects.filter(number__in=numbers).order_by("pk").select_for_update(of=("self",), no_key=True)
    return {person.number: person for person in found.select_related("user")}


def _units(lines: list[Line]) -> dict[str, Unit]:
    codes = {line.unit for line in lines} | {line.unit_under for line in lines if line.unit_under}
    return {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}


def _users(emails: set[str]) -> dict[str, User]:
    return {user.email: user for user in User.objects.filter(email__in=emails)} if emails else {}


def _known(lines: list[Line]) -> dict[str, dict[str, Any]]:
    if not any(line.characteristics for line in lines):
        return {}
    rows = ProtectedCharacteristics.objects.filter(person__number__in={line.number for line in lines})
    return {row.pop("person__number"): row for row in rows.values("person__number", *CHARACTERISTICS)}
