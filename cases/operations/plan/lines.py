"""Lines of enquiry: who has each, by when, and what came of it. A date that is missed is a reminder of ours, no law."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit.acts import Act
from cases.models import Case, LineOfEnquiry, LinePoint, LineState
from cases.operations import sight
from cases.operations.intake.values import Mistake
from cases.operations.plan import rows
from cases.operations.plan.values import Line, Said

TITLES = {
    "what": "what",
    "why": "why",
    "owner_id": "with",
    "due_on": "due",
    "state": "state",
    "result": "result",
    "not_pursued_because": "why it is not pursued",
    "points": "points it goes to",
}
NO_RESULT = "Enter what came of it, or choose another state"
NO_REASON = "Enter why it is not pursued"
REASON_OF_NONE = "Leave this empty, or choose that it is not pursued"


@transaction.atomic
def add(*, line: Line, said: Said) -> LineOfEnquiry:
    """One more line. The same form again adds none.

    Raises SentAlready, Mistake, Refused where it would be with somebody who cannot have it, and NotThere.
    """
    case = rows.locked(said)
    told, points = _told(line), _points(case, line)
    known = rows.added_before(case.lines.all(), said, told)
    if known is not None:
        return known
    _check_owner(case, line, said)
    number = rows.next_number(case.lines.all())
    made = LineOfEnquiry.objects.create(case=case, number=number, added_with=said.added_with, **told)
    _goes_to(made, points)
    rows.note(Act.PLAN_CHANGED, said, case, made, f"line of enquiry {number} added")
    return made


@transaction.atomic
def change(*, line_id: int, line: Line, said: Said) -> tuple[str, ...]:
    """Which fields are others than before. Raises Conflict, Mistake, Refused and NotThere."""
    case = rows.locked(said)
    row = rows.find(case.lines.all(), line_id)
    told, points = _told(line), _points(case, line)
    before = set(row.to.values_list("point_id", flat=True))
    also = ("points",) if before != set(points) else ()
    if row.owner_id != line.owner_id:
        _check_owner(case, line, said)
    fields = rows.changed(row, told, version=said.version, also=also)
    if also:
        row.to.exclude(point__in=points).delete()
        _goes_to(row, [one for one in points if one not in before])
    if fields:
        state = f" ({LineState(row.state).label.lower()})" if "state" in fields else ""
        said_of_it = f"line of enquiry {row.number}: {rows.listed(TITLES, fields)}{state}"
        rows.note(Act.PLAN_CHANGED, said, case, row, said_of_it)
    return fields


def _told(line: Line) -> dict[str, Any]:
    if line.state == LineState.DONE and not line.result:
        raise Mistake("result", NO_RESULT)
    if line.state == LineState.NOT_PURSUED and not line.not_pursued_because:
        raise Mistake("not_pursued_because", NO_REASON)
    if line.state != LineState.NOT_PURSUED and line.not_pursued_because:
        raise Mistake("not_pursued_because", REASON_OF_NONE)
    told = asdict(line)
    del told["point_ids"]
    return told


def _points(case: Case, line: Line) -> list[int]:
    known = list(case.points.filter(pk__in=line.point_ids).values_list("pk", flat=True))
    if len(known) != len(set(line.point_ids)):
        raise NotThere
    return known


def _check_owner(case: Case, line: Line, said: Said) -> None:
    if line.owner_id is not None:
        owner = User.objects.get(pk=line.owner_id)
        sight.must_see(case=case, user=owner, on=timezone.localdate(said.at), what=Act.PLAN_CHANGED)


def _goes_to(row: LineOfEnquiry, points: list[int]) -> None:
    LinePoint.objects.bulk_create(LinePoint(case_id=row.case_id, line=row, point_id=point) for point in points)
