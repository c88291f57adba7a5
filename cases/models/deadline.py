"""Time limits that run: each a row with its dates as they were worked out when the event happened."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.allegation import SubjectAllegation
from cases.models.case import Case


class Deadline(models.Model):
    """One running or finished limit. `question` is what was asked of the law, `working` its whole answer, as data.

    `work_to` is the date to work to: the earliest plausible one of a duty, the latest of a right. Jobs compare it with
    today. `met_on` and `ended_on` end it: what it asked for was done, or the act that ended it made it pointless. One
    that was worked out from a date that turned out wrong is ended too, and says which took its place, and why.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    against = models.ForeignKey(
        SubjectAllegation, on_delete=models.CASCADE, null=True, blank=True, related_name="deadlines"
    )
    key = models.CharField(max_length=50)
    title = models.CharField(max_length=150)
    side = models.CharField(max_length=10)
    version = models.CharField(max_length=40, blank=True)
    event = models.CharField(max_length=60)
    event_on = models.DateField()
    due = models.DateField(null=True, blank=True)
    force_by = models.DateField(null=True, blank=True)
    right_until = models.DateField(null=True, blank=True)
    work_to = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=20)
    is_confirmed = models.BooleanField()
    may_count_against = models.BooleanField()
    question = models.JSONField()
    working = models.JSONField()
    problem = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    met_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    overdue_since = models.DateField(null=True, blank=True)
    # On which day somebody was reminded of it: once.
    reminded_on = models.DateField(null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )  # fmt: skip
    replaced_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="deadline_has_key_and_title"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(ended_on__isnull=True), name="deadline_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True, replaced_because="")
                | Q(replaced_by__isnull=False, ended_on__isnull=False) & ~Q(replaced_because=""),
                name="deadline_is_replaced_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["case", "against", "key"],
                condition=Q(met_on__isnull=True, ended_on__isnull=True),
                nulls_distinct=False,
                name="deadline_runs_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["work_to"], condition=Q(met_on__isnull=True, ended_on__isnull=True), name="deadline_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.case_id}"
