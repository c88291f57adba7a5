"""How the jobs are, for people: what runs, how far it is, what waits, and what failed and why."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from cases.jobs import heartbeat as hearts
from cases.jobs import outbox
from cases.jobs.kinds import ABOUT
from cases.jobs.models import JobRun, Outbox
from cases.jobs.runs import BY_HAND
from cases.jobs.slots import Daily

# Beyond this many the page says "more than": counting all of a long queue would take longer than reading it.
MOST_COUNTED = 10_000
MOST_SHOWN = 50
AGAIN = "It failed, and somebody has had it tried again: that happens within seconds."
NEVER_AGAIN = "It is given no further attempt until a person says so."


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Work of one kind that waits in the outbox."""

    description: str
    count: int
    tried_before: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece of work, as far as people may see it: its kind and id, never what it is about."""

    id: uuid.UUID
    description: str
    leaves: bool
    put_at: datetime
    due_at: datetime
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

    @property
    def state(self) -> str:
        """In a word or two: for a tag."""
        if self.done_at:
            return "Done"
        if self.given_up_at:
            return "Given up"
        return "Failed" if self.dead_at else ("Trying again" if self.problem else "Waiting")

    @property
    def said(self) -> str:
        """What has happened to it and what happens next, in words."""
        if self.done_at:
            return f"It was done {_on(self.done_at)}."
        if self.given_up_at:
            return f"It failed for good, and was given up {_on(self.given_up_at)}. Why is in the trail."
        if self.dead_at:
            return f"It has been tried {_times(self.attempts)} and has failed each time. {NEVER_AGAIN}"
        if self.problem and not self.attempts:
            return AGAIN
        due = _clock(self.due_at)
        if self.problem:
            return f"It has been tried {_times(self.attempts)} of {self.most_attempts}. The next try is due at {due}."
        if self.attempts:
            return f"It is being done. If nothing is heard of it, it is tried again at {due}."
        return f"It waits for its turn. It is due since {due}."


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
    def day(self) -> date | None:
        """The day that it is the run of; None when somebody ran it by hand."""
        return None if self.slot.startswith(BY_HAND) else date.fromisoformat(self.slot)

    @property
    def percent(self) -> int | None:
        """How far it is, rounded down and never more than 100; None when nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.total is None:
            return f"{self.done:,} done" + (" so far" if self.is_under_way else "")
        return f"{self.done:,} of {self.total:,} done" + (f", {self.percent}%" if self.total else "")

    @property
    def trouble(self) -> str:
        """What has failed and what happens next, in words; empty when nothing has."""
        if self.failed_at:
            return f"It was tried {_times(self.attempts)} without getting any further. {NEVER_AGAIN}"
        if not self.problem or self.finished_at:
            return ""
        if not self.attempts:
            return AGAIN
        if self.is_held:
            return f"It has failed {_times(self.attempts - 1)} and is being tried again now."
        return f"It has failed {_times(self.attempts)}. It is tried again at {_clock(self.next_try_at)}."


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """One periodic job: when it is due each day, and its newest run."""

    description: str
    due: str
    newest: Run | None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole of the jobs page. Troubles are whole sentences; there are none when all is well."""

    troubles: list[str]
    heartbeat: str
    waiting: list[Waiting]
    is_capped: bool
    dead: list[Work]
    more_dead: int
    failed: list[Run]
    jobs: list[Scheduled]


def overview(*, schedule: Mapping[str, Daily], may_be_due_for: timedelta) -> Overview:
    """Everything at a glance. The same number of queries whatever waits or failed."""
    beat = hearts.age(name=hearts.SCHEDULED)
    overdue = outbox.oldest_waiting()
    waiting = _waiting()
    count, dead = outbox.count_dead(), _dead()
    newest = [_run(run, schedule) for run in JobRun.objects.order_by("job", "-id").distinct("job")]
    failed, by_job = [run for run in newest if run.failed_at], {run.job: run for run in newest}
    troubles = [
        "Jobs do not run: worker or beat is not running, or cannot reach Redis or the database."
        if beat is None or beat > hearts.TOO_OLD
        else "",
        _in_need(pieces=count, jobs=len(failed)),
        f"Work has been due for {in_words(overdue)} and nobody does it."
        if overdue is not None and overdue > may_be_due_for
        else "",
    ]
    return Overview(
        troubles=[sentence for sentence in troubles if sentence],
        heartbeat="It has never beaten" if beat is None else f"It last beat {in_words(beat)} ago",
        waiting=waiting,
        is_capped=sum(line.count for line in waiting) > MOST_COUNTED,
        dead=dead,
        more_dead=max(count - len(dead), 0),
        failed=failed,
        jobs=[_scheduled(job, daily, by_job.get(job)) for job, daily in schedule.items()],
    )


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


def in_words(age: timedelta) -> str:
    """`less than a minute`, `7 minutes`, `3 hours`, `2 days`: coarse, so that a page that is well stays as it is."""
    minutes = int(age.total_seconds()) // 60
    for length, unit in ((60 * 48, "day"), (120, "hour"), (1, "minute")):
        if minutes >= length:
            count = minutes // {"day": 60 * 24, "hour": 60, "minute": 1}[unit]
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"
