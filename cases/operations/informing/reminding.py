"""The daily job: drafts updates that are due soon, and reminds whoever a matter is with. Nothing else is sent.

A draft is empty but for what its page works out from decisions; it goes nowhere until a person releases it. To those
whom a matter is about, and to whoever stands by them, no draft is ever made.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import DateField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases import access
from cases.accounts.users import User
from cases.audit.actors import Actor
from cases.jobs.registry import Step
from cases.models import Case, Deadline, Party, ProgressUpdate
from cases.operations import mail
from cases.operations.mail import Mail
from cases.queries import case_parts
from cases.queries.informing import owed

BATCH = 200
# Time enough to read a draft, ask and post it.
AHEAD = timedelta(days=7)


@transaction.atomic
def updates_due(*, cursor: int | None, by: Actor, at: datetime) -> Step:
    """One batch: a draft for everybody to whom an update is due within a week and none waits. Safe to repeat.

    Where no limit for updates runs none is due; in a matter that is held nothing is drafted.
    """
    on = timezone.localdate(at)
    found = list(due(on=on).filter(pk__gt=cursor or 0).order_by("pk")[:BATCH])
    drafts = [
        ProgressUpdate(
            case_id=party.case_id,
            party=party,
            due_on=party.due,  # type: ignore[attr-defined]
            drafted_by=by.principal,
            drafted_at=at,
        )
        for party in found
    ]
    ProgressUpdate.objects.bulk_create(drafts, ignore_conflicts=True)
    _remind(sorted({party.case_id for party in found}), on)
    return Step(cursor=found[-1].pk if found else cursor, done=len(found), finished=len(found) < BATCH)


def due(*, on: date) -> QuerySet[Party]:
    """Everybody to whom an update is due within a week of that day, and to whom none waits, with its day (`due`)."""
    limits = Deadline.objects.filter(case_parts.RUNS, case=OuterRef("case"), key=owed.LIMIT, against=None)
    settled = ProgressUpdate.objects.filter(party=OuterRef("pk"), state__in=owed.SETTLED).order_by("-pk")
    waits = ProgressUpdate.objects.filter(party=OuterRef("pk"), state__in=owed.OPEN)
    asked = Party.objects.filter(
        Exists(limits), ~Exists(waits), role__in=owed.ROLES, identity__isnull=False, case__is_frozen=False
    )
    last = Subquery(settled.values("next_due")[:1], output_field=DateField())
    limit = Subquery(limits.values("work_to")[:1], output_field=DateField())
    return asked.annotate(due=Coalesce(last, limit)).filter(due__lte=on + AHEAD)


def _remind(numbers: Sequence[int], on: date) -> None:
    """One mail a day to whoever matters are with, and only of those that they may see."""
    owned = Case.objects.filter(pk__in=numbers, owner__is_active=True).values_list("owner_id", F("pk"))
    of: dict[int, list[int]] = {}
    for owner_id, number in owned:
        if owner_id is not None:
            of.setdefault(owner_id, []).append(number)
    for owner in User.objects.filter(pk__in=of).order_by("pk"):
        reader = access.reader(user=owner, on=on)
        if access.visible_to(reader=reader).filter(pk__in=of[owner.pk]).exists():
            mail.queue(Mail.UPDATES_DUE, to=owner, about=on.isoformat())
