"""Points to prove: added, changed, and no longer to be proved for a reason. None is ever taken away."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from cases.audit.acts import Act
from cases.models import Case, PointToProve
from cases.operations.plan import rows
from cases.operations.plan.values import Point, Said

TITLES = {
    "allegation_id": "allegation",
    "text": "what must be shown",
    "standard": "Standard",
    "dropped_because": "why it is no longer to be proved",
}


@transaction.atomic
def add(*, point: Point, said: Said) -> PointToProve:
    """One more point. The same form again adds none. Raises SentAlready, Refused and NotThere."""
    case = rows.locked(said)
    told = _told(case, point)
    known = rows.added_before(case.points.all(), said, told)
    if known is not None:
        return known
    number = rows.next_number(case.points.all())
    made = PointToProve.objects.create(case=case, number=number, added_with=said.added_with, **told)
    rows.note(Act.PLAN_CHANGED, said, case, made, f"point to prove {number} added")
    return made


@transaction.atomic
def change(*, point_id: int, point: Point, said: Said) -> tuple[str, ...]:
    """Which fields are others than before. Raises Conflict, Refused and NotThere."""
    case = rows.locked(said)
    row = rows.find(case.points.all(), point_id)
    fields = rows.changed(row, _told(case, point), version=said.version)
    if fields:
        rows.note(Act.PLAN_CHANGED, said, case, row, f"point to prove {row.number}: {rows.listed(TITLES, fields)}")
    return fields


def _told(case: Case, point: Point) -> dict[str, Any]:
    rows.find(case.allegations.all(), point.allegation_id)
    return asdict(point)
