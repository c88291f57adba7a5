"""What is only kept for a while goes when its time is over."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet

from cases.accounts.models import Draft
from cases.audit.actors import Actor
from cases.jobs import outbox
from cases.jobs.models import Drill
from cases.jobs.registry import Step
from cases.operations import hr_lines

# Long enough to look into an attack, and no longer: these rows hold addresses and browsers of colleagues.
FAILED_LOG_INS_FOR = timedelta(days=30)
DRILLS_FOR = timedelta(days=30)
# What nobody touched for so long is never sent: it holds names and what happened outside any matter.
DRAFTS_FOR = timedelta(days=30)
AT_ONCE = 5000
DRILLS_AT_ONCE = 20


def clear_what_has_expired(*, cursor: Any, by: Actor, at: datetime) -> Step:
    """One batch of removing what has expired. Safe to repeat.

    Sessions and cache rows go when they say so; failed log-ins, work that was done, drafts that nobody touched and
    drills after 30 days; and what stands in the lines of a file from personnel, 30 days after it was read (LOCAL).
    """
    removed = [
        _some(Session.objects.filter(expire_date__lt=at), most=AT_ONCE),
        _some(AccessAttempt.objects.filter(attempt_time__lt=at - FAILED_LOG_INS_FOR), most=AT_ONCE),
        _some_cache_rows(at=at),
        outbox.forget_done(at=at, most=AT_ONCE),
        _some(Draft.objects.filter(saved_at__lt=at - DRAFTS_FOR), most=AT_ONCE),
        hr_lines.empty(at=at, most=AT_ONCE),
        _some(Drill.objects.filter(begun_at__lt=at - DRILLS_FOR), most=DRILLS_AT_ONCE),
    ]
    *many, drills = removed
    full = max(many) >= AT_ONCE or drills >= DRILLS_AT_ONCE
    return Step(cursor=None, done=sum(removed), finished=not full)


def _some(expired: QuerySet[Any], *, most: int) -> int:
    keys = list(expired.values_list("pk", flat=True)[:most])
    expired.model._default_manager.filter(pk__in=keys).delete()  # noqa: SLF001 - Django's own name for it
    return len(keys)


def _some_cache_rows(*, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM cache_entry WHERE cache_key IN"
            " (SELECT cache_key FROM cache_entry WHERE expires < %s LIMIT %s)",
            [at, AT_ONCE],
        )
        return int(cursor.rowcount)
