"""Doing the work that waits in the outbox, however often somebody is killed at it.

Claiming is a transaction of its own: it counts the attempt and moves the row out of sight for as long as a lease lasts.
So work that kills its worker is counted too, is found again when the lease is over, and is dead in the end. Work that
was never tried is done in batches; what has failed before is done alone, so that it takes nothing else with it.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs.kinds import ABOUT, About, wait_after
from cases.jobs.models import Outbox
from cases.jobs.outbox import waiting
from cases.jobs.registry import Handler, in_words

log = structlog.get_logger("candour.jobs")
BATCH = 100
LEASE = timedelta(seconds=30)
# Longer than any task may run: nobody sends a mail that somebody else is still sending.
SENDING_LEASE = timedelta(seconds=120)
# Names the lock (any number will do) by which one worker at a time sends: a mail server that hangs must not keep all
# workers waiting.
SENDING_LOCK = 0x0CA4D0_5E4D
# A batch that takes longer leaves the rest of its rows to the next one.
BATCH_SECONDS = 5.0
STOPPED = "the worker stopped in the middle of it"
UNKNOWN = About(description="Work of a kind that this version does not know")
Within = Callable[[], AbstractContextManager[datetime]]


@dataclass
class Drained:
    """How much was done and how much failed, and whether there is more."""

    done: int = 0
    failed: int = 0
    more: bool = False


@dataclass
class _Outcome:
    """What became of the rows of a batch."""

    done: list[Outbox] = field(default_factory=list)
    failed: list[tuple[Outbox, str]] = field(default_factory=list)
    untouched: list[Outbox] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Drain:
    """Drains one sort of work: what stays inside PostgreSQL, or what leaves it.

    `within` opens a transaction on behalf of `by` and gives the time of the acts in it.
    """

    leaves: bool
    handlers: Mapping[str, Handler]
    within: Within
    by: Actor

    def run(self, *, seconds: float) -> Drained:
        """Works until nothing is due or the time is over."""
        if self.leaves and not _lock_sending():
            return Drained()
        try:
            return self._until(time.monotonic() + seconds)
        finally:
            if self.leaves:
                _unlock_sending()

    def _until(self, until: float) -> Drained:
        total = Drained(more=True)
        self._bury()
        while total.more and time.monotonic() < until:
            total.more = False
            for tried_before in (False, True):
                if rows := self._claim(tried_before=tried_before):
                    outcome = self._send(rows[0]) if self.leaves else self._work(rows)
                    total.done += len(outcome.done)
                    total.failed += len(outcome.failed)
                    total.more = True
        return total

    def _claim(self, *, tried_before: bool) -> list[Outbox]:
        most = 1 if self.leaves or tried_before else BATCH
        with self.within():
            # Kinds that this version does not know wait for one that does.
            due = waiting().filter(leaves=self.leaves, due_at__lte=Now(), kind__in=list(self.handlers))
            tries = {"attempts__gt": 0, "attempts__lt": F("most_attempts")} if tried_before else {"attempts": 0}
            found = due.filter(**tries).select_for_update(skip_locked=True).order_by("due_at")[:most]
            claim, rows = uuid.uuid4(), list(found)
            lease = SENDING_LEASE if self.leaves else LEASE
            changed = {"claim": claim, "attempts": F("attempts") + 1, "due_at": Now() + lease}
            Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(**changed)
        for row in rows:
            row.claim, row.attempts = claim, row.attempts + 1
        return rows

    def _work(self, claimed: list[Outbox]) -> _Outcome:
        """Inside PostgreSQL: effects and being done are kept together, so each happens once.

        Where the database itself went away, noting fails as well: then nothing is kept and all of it is tried again.
        """
        outcome, until = _Outcome(), time.monotonic() + BATCH_SECONDS
        with self.within() as at:
            for row in self._still_ours(claimed):
                if time.monotonic() > until:
                    outcome.untouched.append(row)
                    continue
                try:
                    with transaction.atomic():
                        self._handle(row, at=at)
                except Exception as problem:
                    outcome.failed.append((row, in_words(problem)))
                else:
                    outcome.done.append(row)
            self._note(outcome, at=at)
        return outcome

    def _send(self, row: Outbox) -> _Outcome:
        """Out of PostgreSQL: no transaction is held open meanwhile, and what cannot be noted is done again."""
        outcome = _Outcome()
        with self.within() as at:
            pass
        try:
            self._handle(row, at=at)
        except Exception as problem:
            outcome.failed.append((row, in_words(problem)))
        else:
            outcome.done.append(row)
        with self.within() as at:
            if outcome.done:
                # Whoever claims it by now: what went out must not go out again.
                Outbox.objects.filter(pk=row.pk, done_at__isnull=True).update(done_at=Now(), dead_at=None, problem="")
            elif self._still_ours([row]):
                self._note(outcome, at=at)
        return outcome

    def _still_ours(self, rows: list[Outbox]) -> list[Outbox]:
        mine = waiting().filter(pk__in=[row.pk for row in rows], claim=rows[0].claim)
        # Not SKIP LOCKED: somebody who is about to find that these are claimed may still hold their locks.
        return list(mine.select_for_update().order_by("put_at"))

    def _handle(self, row: Outbox, *, at: datetime) -> None:
        self.handlers[row.kind](ids=row.ids, ref=str(row.pk), by=self.by, at=at)

    def _note(self, outcome: _Outcome, *, at: datetime) -> None:
        Outbox.objects.filter(pk__in=[row.pk for row in outcome.done]).update(done_at=Now(), problem="")
        Outbox.objects.filter(pk__in=[row.pk for row in outcome.untouched]).update(
            due_at=Now(), attempts=F("attempts") - 1
        )
        for row, problem in outcome.failed:
            log.warning("work failed", kind=row.kind, work=str(row.pk), attempts=row.attempts, problem=problem)
            if row.attempts >= row.most_attempts:
                self._declare_dead(row, problem=problem, at=at)
            else:
                wait = wait_after(attempts=row.attempts, first=ABOUT.get(row.kind, UNKNOWN).first_wait)
                Outbox.objects.filter(pk=row.pk).update(due_at=Now() + wait, problem=problem)

    def _bury(self) -> None:
        """Work that was claimed for the last time and never came back has killed its worker once too often."""
        with self.within() as at:
            lost = waiting().filter(leaves=self.leaves, due_at__lte=Now(), attempts__gte=F("most_attempts"))
            for row in lost.select_for_update(skip_locked=True):
                self._declare_dead(row, problem=STOPPED, at=at)

    def _declare_dead(self, row: Outbox, *, problem: str, at: datetime) -> None:
        Outbox.objects.filter(pk=row.pk).update(dead_at=Now(), problem=problem)
        trail.record(what=Act.WORK_FAILED, by=self.by, at=at, about=Thing("work", str(row.pk)), reason=problem)
        log.error("work is given no further attempt", kind=row.kind, work=str(row.pk), problem=problem)


def _lock_sending() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SENDING_LOCK])
        return bool(cursor.fetchone()[0])


def _unlock_sending() -> None:
    # Ends with the connection as well, should that be lost.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [SENDING_LOCK])
