"""Units, people and postings to test with, as personnel's files would have left them."""

import os
from datetime import date
from itertools import count
from typing import Any

from cases.accounts.models import User
from cases.workforce.models import Delegation, Person, Posting, Unit, UnitPlace
from cases.workforce.people import folded
from tests.factories.users import LONG_AGO

# Other numbers in each process: journeys make people and matters in one database from several.
_numbers = count(os.getpid() % 10_000 * 10_000 + 1)


def unit(code: str = "", *, under: Unit | None = None, name: str = "", **values: Any) -> Unit:
    """A unit that has long been there, below another where one is given."""
    code = code or f"R{next(_numbers)}"
    made = Unit.objects.create(code=code, name=name or f"Unit {code}", **({"first_day": LONG_AGO} | values))
    if under is not None:
        UnitPlace.objects.create(unit=made, parent=under, first_day=made.first_day)
    return made


def person(
    *,
    surname: str = "",
    forenames: str = "Alex",
    unit: Unit | None = None,
    user: User | None = None,
    number: str = "",
    collar: str = "",
    left_on: date | None = None,
    **posting_values: Any,
) -> Person:
    """Somebody in the register. With a unit, posted there (`kind`, `rank`, `post`, `line_manager`, `first_day`, …)."""
    running = next(_numbers)
    surname = surname or f"Person{running}"
    made = Person.objects.create(
        number=number or f"P{running:08d}",
        surname=surname,
        forenames=forenames,
        sort_key=folded(f"{surname} {forenames}"),
        collar=collar,
        user=user,
        left_on=left_on,
    )
    if unit is not None:
        posting(made, unit=unit, **({"last_day": left_on} | posting_values))
    return made


def posting(of: Person, *, unit: Unit, **values: Any) -> Posting:
    """A posting from long ago, as a constable, unless told otherwise."""
    given: dict[str, Any] = {"kind": "officer", "rank": "Constable", "first_day": LONG_AGO}
    return Posting.objects.create(person=of, unit=unit, **(given | values))


def delegation(power: str, *, to_user: User | None = None, **values: Any) -> Delegation:
    """A power that has long been delegated: to a user, or by `to_post` or `to_rank`."""
    given: dict[str, Any] = {
        "provision": "Police (Conduct) Regulations 2020, reg 3",
        "first_day": LONG_AGO,
        "document": "Scheme of delegation 7",
        "signed_by": "Chief Constable",
    }
    return Delegation.objects.create(power=power, to_user=to_user, **(given | values))
