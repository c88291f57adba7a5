"""When perishable evidence is deleted, as it is stored: worked out when it is recorded and when its days change."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cases.models import PRESSES, Case
from cases.queries.plan import deletion


def dated(*, case: Case, first_day: date | None, retention_days: int, at: datetime) -> dict[str, Any]:
    """The fields that say on which day it is deleted, and how that was worked out."""
    found = deletion.worked_out(
        first_day=first_day,
        matter_from=case.behaviour_from,
        retention_days=retention_days,
        today=timezone.localdate(at),
    )
    working = {"is_known": found.is_known, "lines": [list(line) for line in found.lines]}
    return {"deleted_on": found.on, "working": working}


def date_again(*, case: Case, at: datetime) -> None:
    """What rests on the first day of the matter is worked out again from the day that it has now.

    Part of an act, on a matter that is locked. What is kept, collected or given up stays as it was.
    """
    for row in case.preservation.filter(first_day__isnull=True, state__in=PRESSES):
        for name, value in dated(case=case, first_day=None, retention_days=row.retention_days, at=at).items():
            setattr(row, name, value)
        row.save(update_fields=["deleted_on", "working"])
