"""Periodic jobs: each slot's run happens once, goes on after an interruption, and tells how far it is.

The database says what is due, not beat: beat only asks, every few seconds, and may do so twice or not for a day. Of
slots that were missed the newest is caught up, once.
"""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.jobs.drain import LEASE, STOPPED, Within
from cases.jobs.kinds import wait_after
from cases.jobs.models import JobRun
from cases.jobs.registry import Batch, Explained, Step, in_words
from cases.jobs.slots import LONDON, Daily
from cases.jobs.wake import wake

log = structlog.get_logger("candour.jobs")
CARRY_ON = "cases.carry_on"
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=10)
# How the slots of runs begin that somebody started.
BY_HAND = "as at "
ANOTHER = "Another run of this job is under way. Wait until it has ended."
# Later than this something is wrong, and somebody should look: beat asks every few seconds.
START_MAY_TAKE = timedelta(minutes=10)
RUN_MAY_TAKE = timedelta(hours=3)
UNDER_WAY = {"finished_at__isnull": True, "failed_at__isnull": True}


class LeaseLost(Explained):
    """Somebody else works on this run by now: what this batch did is undone."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """The right to work on a run, until it lapses."""

    run: JobRun
    token: uuid.UUID


def start_due(*, schedule: Mapping[str, Daily], at: datetime) -> int:
    """Makes the runs whose newest slot has begun and that nobody has made yet, and says how many. Safe to repeat.

    While an earlier run of a job is under way, the next one waits.
    """
    slots = {job: daily.last_slot(at=at) for job, daily in schedule.items()}
    known = set(JobRun.objects.filter(job__in=slots, slot__in=slots.values()).values_list("job", "slot"))
    missing = [JobRun(job=job, slot=slot, as_at=at) for job, slot in slots.items() if (job, slot) not in known]
    JobRun.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def start_by_hand(*, job: str, at: datetime) -> int:
    """The run of this job as at that moment; the same moment again is the same run.

    Raises Refused while another run of the job is under way.
    """
    # However its zone is written, a moment is one slot.
    return _start(job=job, slot=f"{BY_HAND}{at.astimezone(LONDON).isoformat()}", cursor=None, at=at)


def start_with(*, job: str, slot: str, cursor: Any, at: datetime) -> int:
    """The run, which begins at this cursor, of a job that an act starts; the same slot again is the same run.

    It belongs into the act's own transaction; after that a worker is woken. Raises Refused while another run of the job
    is under way.
    """
    run_id = _start(job=job, slot=slot, cursor=cursor, at=at)
    transaction.on_commit(lambda: wake(CARRY_ON, run_id), robust=True)
    return run_id


def _start(*, job: str, slot: str, cursor: Any, at: datetime) -> int:
    JobRun.objects.bulk_create([JobRun(job=job, slot=slot, as_at=at, cursor=cursor)], ignore_conflicts=True)
    run = JobRun.objects.filter(job=job, slot=slot).first()
    if run is None:
        about = Thing("job", f"{job} {slot}")
        raise Refused(ANOTHER, what=Act.JOB_RETRIED, about=about, reason="another is under way")
    return run.pk


def in_words_of(*, run_id: int) -> str:
    """How far a run is, in one line."""
    run = JobRun.objects.get(pk=run_id)
    if run.failed_at or run.problem:
        return f"{run}: {run.done} done, then failed: {run.problem}"
    return f"{run}: {run.done} done" + ("" if run.finished_at else ", under way")


def has_failed(*, run_id: int) -> bool:
    """Whether the last attempt at it failed, whatever comes next."""
    return JobRun.objects.exclude(problem="", failed_at=None).filter(pk=run_id).exists()


def resume_idle() -> list[int]:
    """Has every run woken that is under way and on which nobody works: new ones, and ones whose worker is gone."""
    idle = list(JobRun.objects.filter(**UNDER_WAY, leased_until__lte=Now()).values_list("pk", flat=True))
    for run_id in idle:
        wake(CARRY_ON, run_id)
    return idle


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Works on runs. `within` opens a transaction on behalf of `by`."""

    batches: Mapping[str, Batch]
    within: Within
    by: Actor

    def carry_on(self, *, run_id: int, seconds: float) -> bool:
        """Works on this run until it ends or the time is over. True when there is more and nothing is wrong."""
        lease = self._take_lease(run_id)
        if lease is None:
            return False
        until = time.monotonic() + seconds
        try:
            while not self._one_batch(lease):
                if time.monotonic() > until:
                    return self._let_go(lease)
        except LeaseLost:
            log.warning("somebody else works on this run by now", job=lease.run.job, slot=lease.run.slot)
        except Exception as problem:
            self._failed(lease, problem=in_words(problem))
        return False

    def _take_lease(self, run_id: int) -> Lease | None:
        with self.within() as at:
            run = JobRun.objects.select_for_update().filter(pk=run_id).first()
            # A job that this version does not know waits for one that does.
            if run is None or run.failed_at is not None or run.job not in self.batches:
                return None
            if run.finished_at is not None:
                log.info("already done", job=run.job, slot=run.slot)
                return None
            free = JobRun.objects.filter(pk=run_id, leased_until__lte=Now())
            if run.attempts >= MOST_ATTEMPTS and free.exists():
                self._declare_failed(run, problem=STOPPED, at=at)
                return None
            token = uuid.uuid4()
            taken = free.update(token=token, leased_until=Now() + LEASE, attempts=F("attempts") + 1)
        return Lease(run=run, token=token) if taken else None

    def _one_batch(self, lease: Lease) -> bool:
        """One batch and its progress, kept together. Raises LeaseLost, keeping nothing, when the lease is not ours."""
        run = lease.run
        with self.within() as at:
            step = self.batches[run.job](cursor=run.cursor, by=self.by, at=run.as_at)
            self._keep(lease, step)
            if step.finished:
                said = f"{run.done + step.done} done"
                trail.record(what=Act.JOB_FINISHED, by=self.by, at=at, about=_thing(run), reason=said)
        run.cursor, run.done = step.cursor, run.done + step.done
        return step.finished

    def _keep(self, lease: Lease, step: Step) -> None:
        changed = {
            "cursor": step.cursor,
            "done": F("done") + step.done,
            "attempts": 0,
            "problem": "",
            "leased_until": Now() + LEASE,
        }
        if step.total is not None:
            changed["total"] = step.total
        if step.finished:
            changed["finished_at"] = Now()
        if not self._mine(lease).update(**changed):
            raise LeaseLost

    def _let_go(self, lease: Lease) -> bool:
        with self.within():
            return bool(self._mine(lease).update(leased_until=Now()))

    def _failed(self, lease: Lease, *, problem: str) -> None:
        with self.within() as at:
            run = self._mine(lease).select_for_update().first()
            if run is None:
                return
            log.warning("a job failed", job=run.job, slot=run.slot, attempts=run.attempts, problem=problem)
            if run.attempts >= MOST_ATTEMPTS:
                self._declare_failed(run, problem=problem, at=at)
            else:
                wait = wait_after(attempts=run.attempts, first=FIRST_WAIT)
                self._mine(lease).update(problem=problem, leased_until=Now() + wait, token=None)

    def _declare_failed(self, run: JobRun, *, problem: str, at: datetime) -> None:
        JobRun.objects.filter(pk=run.pk).update(failed_at=Now(), problem=problem, token=None)
        trail.record(what=Act.JOB_FAILED, by=self.by, at=at, about=_thing(run), reason=problem)
        log.error("a job is given no further attempt", job=run.job, slot=run.slot, problem=problem)

    def _mine(self, lease: Lease) -> QuerySet[JobRun]:
        return JobRun.objects.filter(pk=lease.run.pk, token=lease.token, **UNDER_WAY)


def failed_jobs() -> list[str]:
    """The jobs whose newest run failed for good. What a later run made good again is not among them."""
    newest = JobRun.objects.order_by("job", "-id").distinct("job").values_list("job", "failed_at")
    return [job for job, failed_at in newest if failed_at]


def not_started(*, schedule: Mapping[str, Daily], at: datetime) -> list[str]:
    """The jobs whose slot began a while ago and has no run, though no other run of theirs is under way."""
    slots = {job: daily.last_slot(at=at - START_MAY_TAKE) for job, daily in schedule.items()}
    known = set(
        JobRun.objects.filter(job__in=slots, slot__gte=min(slots.values(), default="")).values_list("job", "slot")
    )
    busy = set(JobRun.objects.filter(**UNDER_WAY).values_list("job", flat=True))
    begun = {job for job, slot in known if not slot.startswith(BY_HAND) and slot >= slots[job]}
    return [job for job in slots if job not in begun | busy]


def stuck() -> list[str]:
    """The jobs with a run that has been under way for longer than any should take."""
    return list(JobRun.objects.filter(**UNDER_WAY, began_at__lt=Now() - RUN_MAY_TAKE).values_list("job", flat=True))


@transaction.atomic
def retry(*, run_id: int, by: Actor, at: datetime) -> None:
    """Has a failed run go on where it stopped.

    Raises JobRun.DoesNotExist; Refused when it has not failed, or while another run of the same job is under way.
    """
    run = JobRun.objects.select_for_update().get(pk=run_id)
    if run.failed_at is None:
        raise _refuse(run, "This job has not failed: somebody has had it tried again already.", "not failed")
    if JobRun.objects.filter(job=run.job, **UNDER_WAY).exists():
        raise _refuse(run, ANOTHER, "another is under way")
    try:
        with transaction.atomic():
            JobRun.objects.filter(pk=run_id).update(failed_at=None, attempts=0, leased_until=Now(), token=None)
    except IntegrityError:  # a slot began between the question and the answer
        raise _refuse(run, ANOTHER, "another is under way") from None
    trail.record(what=Act.JOB_RETRIED, by=by, at=at, about=_thing(run))
    transaction.on_commit(lambda: wake(CARRY_ON, run_id), robust=True)


def _refuse(run: JobRun, sentence: str, reason: str) -> Refused:
    return Refused(sentence, what=Act.JOB_RETRIED, about=_thing(run), reason=reason)


def _thing(run: JobRun) -> Thing:
    return Thing("job", f"{run.job} {run.slot}")
