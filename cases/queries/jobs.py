"""How the jobs are, for people: what runs, how far it is, what waits, and what failed and why."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from cases.jobs import heartbeat as hearts
from cases.jobs.kinds import ABOUT
from cases.jobs.models import Drill, DrillRow, JobRun, Outbox
from cases.jobs.slots import Daily

# Beyond this many the page says "more than": counting all of a long queue would take longer than reading it.
MOST_COUNTED = 10_000
MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Work of one kind that waits in the outbox."""

    description: str
    count: int
    tried_before: int
    oldest: datetime


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece of work, as far as people may see it: its kind and id, never what it is about."""

    id: uuid.UUID
    description: str
    put_at: datetime
    attempts: int
    most_attempts: int
    problem: str
    dead_at: datetime | None
    given_up_at: datetime | None
    done_at: datetime | None

    @property
    def is_dead(self) -> bool:
        """Whether it waits for a person."""
        return self.dead_at is not None and self.given_up_at is None


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of a periodic job."""

    id: int
    job: str
    description: str
    slot: str
    began_at: datetime
    finished_at: datetime | None
    failed_at: datetime | None
    done: int
    total: int | None
    problem: str

    @property
    def state(self) -> str:
        """In one word: for a tag."""
        if self.failed_at:
            return "Failed"
        return "Finished" if self.finished_at else ("Trying again" if self.problem else "Running")

    @property
    def is_under_way(self) -> bool:
        """Whether it will go on by itself."""
        return not self.failed_at and not self.finished_at


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """One periodic job: when it is due each day, and its newest run."""

    description: str
    daily: Daily
    newest: Run | None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole of the jobs page."""

    heartbeat: timedelta | None
    waiting: list[Waiting]
    is_capped: bool
    dead: list[Work]
    jobs: list[Scheduled]


@dataclass(frozen=True, kw_only=True)
class DrillSeen:
    """How far a drill is. Twice: rows that something was done to more than once; there should never be one."""

    id: uuid.UUID
    rows: int
    begun_at: datetime
    begun_by: str
    arrived: int
    flagged: int
    twice: int
    late: int


def overview(*, schedule: Mapping[str, Daily]) -> Overview:
    """Everything at a glance. The same number of queries whatever waits or failed."""
    waiting = _waiting()
    dead = Outbox.objects.filter(dead_at__isnull=False, given_up_at__isnull=True).order_by("-dead_at")[:MOST_SHOWN]
    newest = JobRun.objects.filter(job__in=schedule).order_by("job", "-id").distinct("job")
    by_job = {run.job: _run(run, schedule) for run in newest}
    return Overview(
        heartbeat=hearts.age(name=hearts.SCHEDULED),
        waiting=waiting,
        is_capped=sum(line.count for line in waiting) >= MOST_COUNTED,
        dead=[_work(row) for row in dead],
        jobs=[
            Scheduled(description=daily.description, daily=daily, newest=by_job.get(job))
            for job, daily in schedule.items()
        ],
    )


def _waiting() -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, count(*), count(*) FILTER (WHERE problem <> ''), min(put_at) FROM ("
            " SELECT kind, problem, put_at FROM jobs_outbox WHERE done_at IS NULL AND dead_at IS NULL LIMIT %s"
            ") AS some GROUP BY kind ORDER BY min(put_at)",
            [MOST_COUNTED],
        )
        rows = cursor.fetchall()
    return [Waiting(description=_about(k), count=n, tried_before=tried, oldest=old) for k, n, tried, old in rows]


def history(*, schedule: Mapping[str, Daily]) -> list[Run]:
    """The newest runs of all jobs."""
    return [_run(run, schedule) for run in JobRun.objects.order_by("-id")[:MOST_SHOWN]]


def run(*, run_id: int, schedule: Mapping[str, Daily]) -> Run | None:
    """One run, or None."""
    found = JobRun.objects.filter(pk=run_id).first()
    return _run(found, schedule) if found else None


def work(*, work_id: uuid.UUID) -> Work | None:
    """One piece of work, or None."""
    found = Outbox.objects.filter(pk=work_id).first()
    return _work(found) if found else None


def drill(*, drill_id: uuid.UUID, today: object) -> DrillSeen | None:
    """How far this drill is, or None."""
    found = Drill.objects.filter(pk=drill_id).first()
    return _seen(found, today) if found else None


def drills(*, today: object) -> list[DrillSeen]:
    """The last few drills."""
    return [_seen(found, today) for found in Drill.objects.order_by("-begun_at")[:10]]


def _seen(found: Drill, today: object) -> DrillSeen:
    counts = DrillRow.objects.filter(drill=found).aggregate(
        arrived=Count("pk", filter=Q(arrived__gte=1)),
        flagged=Count("pk", filter=Q(flagged__gte=1)),
        twice=Count("pk", filter=Q(arrived__gte=2) | Q(flagged__gte=2)),
        late=Count("pk", filter=Q(due_on__lt=today)),
    )
    return DrillSeen(id=found.pk, rows=found.rows, begun_at=found.begun_at, begun_by=found.begun_by, **counts)


def _about(kind: str) -> str:
    return ABOUT[kind].description if kind in ABOUT else kind


def _work(row: Outbox) -> Work:
    return Work(
        id=row.pk,
        description=_about(row.kind),
        put_at=row.put_at,
        attempts=row.attempts,
        most_attempts=row.most_attempts,
        problem=row.problem,
        dead_at=row.dead_at,
        given_up_at=row.given_up_at,
        done_at=row.done_at,
    )


def _run(row: JobRun, schedule: Mapping[str, Daily]) -> Run:
    return Run(
        id=row.pk,
        job=row.job,
        description=schedule[row.job].description if row.job in schedule else row.job,
        slot=row.slot,
        began_at=row.began_at,
        finished_at=row.finished_at,
        failed_at=row.failed_at,
        done=row.done,
        total=row.total,
        problem=row.problem,
    )
