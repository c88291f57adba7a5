"""What an officer says in answer to the notice (Police (Conduct) Regulations 2020, reg 18): received, and considered.

That they are received starts and stops no time limit here: acts of the law do.
"""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from cases.audit.acts import Act
from cases.models import STANDS, Case, Representation
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Made, Said

TITLES = {
    "subject_id": "whose they are",
    "received_on": "day received",
    "made_by": "from whom",
    "how": "how",
    "text": "what was received",
    "considered_on": "day considered",
    "came_of_it": "what came of it",
}
NO_DAY = "Enter on which day they were considered"
NOTHING_CAME = "Enter what came of them"
TOO_EARLY = "Day considered must be the same as or after the day received"


@transaction.atomic
def add(*, made: Made, said: Said) -> Representation:
    """What was received. The same form again adds none. Raises SentAlready, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    told = _told(case, made, said)
    known = rows.added_before(case.representations.all(), said, told)
    if known is not None:
        return known
    row = Representation.objects.create(case=case, added_with=said.added_with, **told)
    rows.note(Act.REPRESENTATION_RECORDED, said, case, row, f"received on {row.received_on:%-d %B %Y}")
    return row


@transaction.atomic
def change(*, representation_id: int, made: Made, said: Said) -> tuple[str, ...]:
    """Which fields are others than before. Raises Conflict, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    row = rows.find(case.representations.all(), representation_id)
    fields = rows.changed(row, _told(case, made, said, before=row), version=said.version)
    if fields:
        rows.note(Act.REPRESENTATION_RECORDED, said, case, row, rows.listed(TITLES, fields))
    return fields


def _told(case: Case, made: Made, said: Said, before: Representation | None = None) -> dict[str, Any]:
    told = asdict(made)
    if not (before and before.subject_id == made.subject_id):
        rows.find(case.subjects.filter(STANDS), made.subject_id)
    rows.not_ahead(said, told, {"received_on": "Day received", "considered_on": "Day considered"})
    if made.considered_on and not made.came_of_it:
        raise Mistake("came_of_it", NOTHING_CAME)
    if made.came_of_it and not made.considered_on:
        raise Mistake("considered_on", NO_DAY)
    if made.considered_on and made.considered_on < made.received_on:
        raise Mistake("considered_on", TOO_EARLY)
    return told
