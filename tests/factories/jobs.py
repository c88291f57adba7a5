"""Work and runs in whatever state a test needs, as worker and beat would have left them."""

from itertools import count
from typing import Any

from django.db.models.functions import Now

from cases.jobs.kinds import ABOUT, Kind
from cases.jobs.models import JobRun, Outbox
from tests.factories.acts import AT

CLEAR, FLAG = "cases.clear_what_has_expired", "cases.flag_late_drill_rows"
_numbers = count(1)


def work(kind: str = Kind.DRILL_ROW, **values: Any) -> Outbox:
    """A piece of work that waits, unless `values` say otherwise."""
    about = ABOUT.get(kind, ABOUT[Kind.DRILL_ROW])
    given = {"key": f"work {next(_numbers)}", "leaves": about.leaves, "most_attempts": about.most_attempts}
    made = Outbox.objects.create(kind=kind, **(given | values))
    made.refresh_from_db()
    return made


def dead_work(kind: str = Kind.SEND_MAIL, **values: Any) -> Outbox:
    """A piece of work that failed for good."""
    return work(kind, **({"dead_at": Now(), "attempts": 24, "problem": "MailNotSent: SMTPDataError 554"} | values))


def run(job: str = FLAG, slot: str = "2026-11-23", **values: Any) -> JobRun:
    """A run that is under way, unless `values` say otherwise."""
    made = JobRun.objects.create(job=job, slot=slot, **({"as_at": AT} | values))
    made.refresh_from_db()
    return made


def finished_run(job: str = FLAG, slot: str = "2026-11-23", **values: Any) -> JobRun:
    """A run that went well."""
    return run(job, slot, **({"finished_at": Now()} | values))


def failed_run(job: str = FLAG, slot: str = "2026-11-23", **values: Any) -> JobRun:
    """A run that failed for good."""
    return run(job, slot, **({"failed_at": Now(), "attempts": 5, "problem": "IntegrityError"} | values))
