"""The trail's tables. Entries are append-only: see migration 0002 for how PostgreSQL itself refuses anything else."""

from typing import Any, ClassVar

from django.db import models


class Outcome(models.TextChoices):
    """How an act ended."""

    DONE = "done", "Done"
    REFUSED = "refused", "Refused"


class Entry(models.Model):
    """One act, done or refused. No foreign keys: an entry outlives whatever it is about."""

    what = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    who = models.CharField(max_length=100)
    # The act's own time, and the database's when it was told. A trigger sets the latter, whatever it is given.
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())
    thing = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    # The matter it belongs to, if any: entries of a matter are for those who may see it.
    case_id = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["who", "id"], name="entry_by_who"),
            models.Index(fields=["thing", "key", "id"], name="entry_by_thing"),
            models.Index(fields=["what", "id"], name="entry_by_what"),
            models.Index(fields=["request_id"], name="entry_by_request"),
            models.Index(fields=["recorded_at"], name="entry_by_time"),
            models.Index(fields=["case_id", "id"], condition=models.Q(case_id__isnull=False), name="entry_by_case"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~models.Q(what="") & ~models.Q(who="") & ~models.Q(thing="") & ~models.Q(key=""),
                name="entry_says_what_who_and_about_what",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[Outcome.DONE, Outcome.REFUSED]), name="entry_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.what} {self.thing}:{self.key} ({self.outcome})"


class AnonymousFailures(models.Model):
    """How often somebody we do not know failed at something within an hour. Counted, so that nobody fills the trail."""

    hour = models.DateTimeField()
    what = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hour", "what"], name="anonymous_failures_once_an_hour"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="anonymous_failures_count_something"),
        ]

    def __str__(self) -> str:
        return f"{self.count} x {self.what} in the hour of {self.hour:%Y-%m-%d %H:%M}"
