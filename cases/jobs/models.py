"""Work that waits (Outbox), periodic jobs under way (JobRun), the heartbeat, and drills, which try all of it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """When a job of this name last ran to its end. The time is the database's own, so clocks cannot disagree."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField(db_default=Now())
    ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(name=""), name="heartbeat_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"


class Outbox(models.Model):
    """One piece of work that an operation left to be done: a kind, a key and ids, never text.

    The id is made in Python and never changes: mail and webhooks carry it, so that their receiver can tell a
    repetition. Times are the database's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    ids = models.JSONField(default=dict)
    leaves = models.BooleanField()
    put_at = models.DateTimeField(db_default=Now())
    # When it may be tried. Whoever claims it moves this on, so that work of a worker that died is found again.
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField()
    claim = models.UUIDField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_each_piece_of_work_once"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(key=""), name="outbox_has_kind_and_key"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dead_at__isnull=True), name="outbox_is_not_done_and_dead"
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True) | Q(dead_at__isnull=False), name="outbox_given_up_is_dead"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["leaves", "due_at"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["dead_at"], condition=Q(dead_at__isnull=False, given_up_at__isnull=True), name="outbox_dead"
            ),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class JobRun(models.Model):
    """One run of a periodic job: there is one for each job and slot, whoever and however many ask for it.

    It goes on in batches. Whoever works on it holds a lease, and each batch commits only while that lease is theirs.
    Lease and times are the database's own; `as_at` is the moment that the job looks at things from.
    """

    job = models.CharField(max_length=60)
    slot = models.CharField(max_length=60)
    as_at = models.DateTimeField()
    began_at = models.DateTimeField(db_default=Now())
    cursor = models.JSONField(null=True, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(db_default=Now())
    # How often somebody took the lease and got no batch done.
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["job", "slot"], name="job_run_once_for_each_slot"),
            models.UniqueConstraint(
                fields=["job"],
                condition=Q(finished_at__isnull=True, failed_at__isnull=True),
                name="job_run_one_of_a_job_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(job="") & ~Q(slot=""), name="job_run_has_job_and_slot"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True), name="job_run_ends_in_one_way"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["job", "-id"], name="job_run_newest")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"


class Drill(models.Model):
    """Rows of no meaning that go through outbox and sweep as cases do, so that people can see that nothing is lost."""

    id = models.UUIDField(primary_key=True, editable=False)
    rows = models.PositiveIntegerField()
    begun_by = models.CharField(max_length=100)
    begun_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(rows__gte=1), name="drill_has_rows"),
        ]

    def __str__(self) -> str:
        return f"drill {self.pk}"


class DrillRow(models.Model):
    """One row of a drill. The two counters would show a thing that was done twice."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    arrived = models.PositiveSmallIntegerField(default=0)
    flagged = models.PositiveSmallIntegerField(default=0)
    flagged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["drill", "number"], name="drill_row_once"),
            models.CheckConstraint(
                condition=Q(flagged_on__isnull=True) | Q(flagged_on__gt=F("due_on")),
                name="drill_row_is_flagged_only_once_it_is_late",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=Q(flagged_on__isnull=True), name="drill_row_not_flagged"),
        ]

    def __str__(self) -> str:
        return f"{self.drill_id} {self.number}"
