"""Matters to test with, as intake would have left them: their readers are kept by the same operation."""

import os
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import (
    Allegation,
    Case,
    Deadline,
    Identity,
    Letter,
    Party,
    SeverityScore,
    Subject,
    SubjectAllegation,
    SubjectKind,
)
from cases.operations import reading
from cases.workforce import roles
from cases.workforce.models import Person, Unit, UnitPlace
from tests.factories.acts import AT, BY
from tests.factories.users import LONG_AGO, user

TODAY = timezone.localdate(AT)
PREFIXES = {"complaint": "CO", "conduct": "CM", "recordable_conduct": "CM", "death_or_serious_injury": "DS"}
# Other numbers in each process: journeys make people and matters in one database from several.
_numbers = count(os.getpid() % 10_000 * 10_000 + 1)


def place(*, below: Unit | None = None, name: str = "") -> Unit:
    """A unit, below another where one is given."""
    number = next(_numbers)
    made = Unit.objects.create(code=f"C{number}", name=name or f"Standards {number}", first_day=LONG_AGO)
    if below is not None:
        UnitPlace.objects.create(unit=made, parent=below, first_day=LONG_AGO)
    return made


def holder(*held: Role, unit: Unit, **values: Any) -> User:
    """A user who holds these roles in a unit, and so sees its matters where the roles see any."""
    made = user(**values)
    for role in held:
        roles.give(user=made, role=role, unit=unit, first_day=LONG_AGO, by=BY, at=AT)
    return made


def case(
    *,
    unit: Unit | None = None,
    kind: str = "complaint",
    restricted: bool = False,
    named: tuple[User, ...] = (),
    about: tuple[Person, ...] = (),
    category: str = "B",
    **values: Any,
) -> Case:
    """A matter with one allegation. Open to its unit unless `restricted`; `named` are named; `about` are concerned."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "reference": f"{PREFIXES[kind]}-{number // 10_000:04d}-{number % 10_000:04d}-7",
        "kind": kind,
        "treated_as": kind,
        "stage": "closed" if "closed_on" in values else "recorded",
        "channel": "phone",
        "headline": f"Matter {number}",
        "what_happened": "What happened, as it was told.",
        "received_on": TODAY,
        "came_to_attention_on": TODAY,
        "logged_by": BY.principal,
        "logged_at": AT,
    }
    made = Case.objects.create(unit=unit or place(), is_restricted=restricted, **(given | values))
    allegation(case=made, category=category)
    if not restricted:
        reading.open_to_unit(case=made, on=TODAY)
    for somebody in named:
        reading.name(case=made, user=somebody, reason="Works on it", on=TODAY, by=BY.principal)
    for person in about:
        subject(case=made, person=person)
        reading.deny_concerned(case=made, person_id=person.pk, on=TODAY)
    made.refresh_from_db()
    return made


def allegation(*, case: Case, category: str = "B", **values: Any) -> Allegation:
    """One more allegation."""
    number = case.allegations.count() + 1
    given = {"number": number, "scheme": "IOPC_2020", "category": category, "summary": f"Allegation {number}"}
    return Allegation.objects.create(case=case, **(given | values))


def subject(*, case: Case, person: Person | None = None, **values: Any) -> Subject:
    """Somebody whom all its allegations are against, not yet identified unless told otherwise. Nobody is denied."""
    kind = SubjectKind.PERSON if person else SubjectKind.UNIDENTIFIED
    made = Subject.objects.create(case=case, person=person, **({"kind": kind, "added_on": TODAY} | values))
    against = [SubjectAllegation(case=case, subject=made, allegation=each) for each in case.allegations.all()]
    SubjectAllegation.objects.bulk_create(against)
    return made


def party(*, case: Case, role: str = "complainant", name: str = "Ada Example", **values: Any) -> Party:
    """Somebody who complains, was affected or saw it."""
    identity = Identity.objects.create(case=case, name=name, **values)
    return Party.objects.create(case=case, role=role, identity=identity)


def letter(*, case: Case, **values: Any) -> Letter:
    """A letter to its complainant, to be sent unless told otherwise."""
    given: dict[str, Any] = {"kind": "outcome_of_a_call", "text": "Dear Ada", "made_by": BY.principal, "made_at": AT}
    return Letter.objects.create(case=case, to=party(case=case), **(given | values))


def deadline(*, case: Case, work_to: date | None, **values: Any) -> Deadline:
    """A time limit that runs."""
    given: dict[str, Any] = {
        "key": f"limit_{next(_numbers)}",
        "title": "Contact the complainant",
        "side": "DUTY",
        "event": "matter_start",
        "event_on": case.came_to_attention_on,
        "due": work_to,
        "force_by": work_to,
        "grade": "TEXT_SEEN",
        "is_confirmed": True,
        "may_count_against": True,
        "question": {},
        "working": {},
        "started_at": AT,
    }
    return Deadline.objects.create(case=case, work_to=work_to, **(given | values))


def score(*, case: Case, band: str = "HIGH", **values: Any) -> SeverityScore:
    """A scoring in this band."""
    given: dict[str, Any] = {
        "answers": [],
        "parts": [],
        "low": 50,
        "high": 60,
        "band": band,
        "band_of_high": band,
        "triage": "TODAY",
        "danger": "NOT_YET_ASKED",
        "version": "S1",
        "working": {"headline": f"Severity score: {band}", "is": "Orders the queue.", "lines": [["Triage", "today"]]},
        "scored_by": BY.principal,
        "scored_at": AT,
    }
    return SeverityScore.objects.create(case=case, **(given | values))
