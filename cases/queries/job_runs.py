"""Runs of the periodic jobs, for people: how far each is, what failed and what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateformat import format as in_format

from cases.jobs.models import JobRun
from cases.jobs.runs import BY_HAND
from cases.jobs.slots import STARTED_BY_AN_ACT, Daily
from cases.queries.job_work import AGAIN, NEVER_AGAIN
from cases.queries.spans import clock, on, times

Schedule = Mapping[str, Daily]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of a periodic job."""

    id: int
    job: str
    description: str
    slot: str
    as_at: datetime
    began_at: datetime
    finished_at: datetime | None
    failed_at: datetime | None
    done: int
    total: int | None
    attempts: int
    is_held: bool
    next_try_at: datetime
    problem: str

    @property
    def state(self) -> str:
        """In a word or two: for a tag."""
        if self.failed_at:
            return "Failed"
        return "Finished" if self.finished_at else ("Trying again" if self.problem else "Running")

    @property
    def is_under_way(self) -> bool:
        """Whether it will go on by itself."""
        return not self.failed_at and not self.finished_at

    @property
    def of(self) -> str:
        """The day that it is the run of, that somebody ran it by hand, or what it is done to."""
        if self.slot.startswith(BY_HAND):
            return "by hand"
        if self.job in STARTED_BY_AN_ACT:
            return self.slot
        return in_format(date.fromisoformat(self.slot), "j F Y")

    @property
    def percent(self) -> int | None:
        """How far it is, rounded down and never more than 100; None when nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if not self.total:
            return f"{self.done:,} done" + (" so far" if self.is_under_way else "")
        return f"{self.done:,} of {self.total:,} done ({self.percent}%)"

    @property
    def said(self) -> str:
        """How far it is and what happens next, in one or two sentences."""
        if self.finished_at:
            return f"It finished {on(self.finished_at)}: {self.progress}."
        return f"{self.progress}. {self._trouble()}".strip()

    def _trouble(self) -> str:
        if self.failed_at:
            return f"It was tried {times(self.attempts)} without getting any further. {NEVER_AGAIN}"
        if not self.problem:
            return ""
        if not self.attempts:
            return AGAIN
        if self.is_held:
            return f"It has failed {times(self.attempts - 1)} and is being tried again now."
        return f"It has failed {times(self.attempts)}. It is tried again at {clock(self.next_try_at)}."


def find(*, run_id: int, schedule: Schedule) -> Run | None:
    """One run, or None."""
    found = JobRun.objects.filter(pk=run_id).first()
    return _seen(found, schedule) if found else None


def newest(*, most: int, schedule: Schedule) -> list[Run]:
    """The newest runs of all jobs."""
    return [_seen(run, schedule) for run in JobRun.objects.order_by("-id")[:most]]


def newest_of_each(*, schedule: Schedule) -> dict[str, Run]:
    """The newest run of every job that has ever run, also of one that is no longer on the schedule."""
    return {run.job: _seen(run, schedule) for run in JobRun.objects.order_by("job", "-id").distinct("job")}


def _seen(row: JobRun, schedule: Schedule) -> Run:
    return Run(
        id=row.pk,
        job=row.job,
        description=schedule[row.job].description if row.job in schedule else STARTED_BY_AN_ACT.get(row.job, row.job),
        slot=row.slot,
        as_at=row.as_at,
        began_at=row.began_at,
        finished_at=row.finished_at,
        failed_at=row.failed_at,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        is_held=row.token is not None,
        next_try_at=row.leased_until,
        problem=row.problem,
    )
