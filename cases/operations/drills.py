"""Drills: rows of no meaning, put through everything that cases will be put through.

Beginning one is an act like any other: rows, trail and outgoing work in one transaction. Each row then arrives through
the outbox, and the nightly sweep flags the rows that are late, once.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.models import Drill, DrillRow
from cases.jobs.registry import Step
from cases.operations import mail
from cases.operations.mail import Mail

MOST_ROWS = 5000
BATCH = 2000


@transaction.atomic
def begin(*, drill_id: uuid.UUID, rows: int, by: User, at: datetime) -> Drill:
    """Begins a drill of so many rows, each due today. The same id again, as from a second click, is the same drill."""
    mine = {"rows": rows, "begun_by": by.principal, "begun_at": at}
    # Of two clicks at the same moment the second waits here for the first, and finds its drill.
    drill, is_new = Drill.objects.get_or_create(pk=drill_id, defaults=mine)
    if not is_new:
        return drill
    today = timezone.localdate(at)
    lines = [DrillRow(drill=drill, number=number, due_on=today) for number in range(1, rows + 1)]
    DrillRow.objects.bulk_create(lines, batch_size=BATCH)
    work = [(str(line.pk), {"row": line.pk}) for line in lines]
    outbox.put_many(kind=Kind.DRILL_ROW, work=work)
    mail.queue(Mail.DRILL_BEGUN, to=by, about=str(drill.pk))
    trail.record(what=Act.DRILL_BEGUN, by=by, at=at, about=Thing("drill", str(drill.pk)), reason=f"{rows} rows")
    return drill


def arrive(*, row_id: int) -> None:
    """Counts that a row has arrived. Not safe to repeat, on purpose: it would show work that was done twice."""
    DrillRow.objects.filter(pk=row_id).update(arrived=F("arrived") + 1)


def flag_late(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch of the sweep: flags rows that were due before today and are not flagged yet."""
    today = timezone.localdate(at)
    late = DrillRow.objects.filter(pk__gt=cursor or 0, flagged_on__isnull=True, due_on__lt=today)
    total = late.count() if cursor is None else None
    keys = list(late.order_by("pk").values_list("pk", flat=True)[:BATCH])
    flagged = DrillRow.objects.filter(pk__in=keys).update(flagged=F("flagged") + 1, flagged_on=today)
    return Step(cursor=keys[-1] if keys else cursor, done=flagged, finished=len(keys) < BATCH, total=total)
