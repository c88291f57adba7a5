"""What an investigation writes down beside its plan: the policy log, the officer's representations, the report."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.allegation import Subject
from cases.models.case import Case


class MadeBy(models.TextChoices):
    """Who made representations."""

    OFFICER = "officer", "The officer"
    POLICE_FRIEND = "police_friend", "Their police friend"
    LAWYER = "lawyer", "Their lawyer"


class HowMade(models.TextChoices):
    """How they were made."""

    WRITTEN = "written", "In writing"
    ORAL = "oral", "Orally"


class PolicyEntry(models.Model):
    """One entry of the policy and decision log: what was decided, and why. Only ever added to.

    Not the register of decisions under a provision, which is `Decision`. An entry that was wrong is corrected by
    another that names it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="policy_log")
    number = models.PositiveSmallIntegerField()
    decided = models.TextField()
    why = models.TextField()
    options = models.TextField(blank=True)
    decided_on = models.DateField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="policy_entry_number_once"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="policy_entry_added_once"
            ),
            models.CheckConstraint(condition=~Q(decided="") & ~Q(why=""), name="policy_entry_says_what_and_why"),
        ]

    def __str__(self) -> str:
        return f"policy entry {self.number} of {self.case_id}"


class Representation(models.Model):
    """What an officer, or somebody for them, said in answer to the notice; that it was considered, and what came of it.

    Police (Conduct) Regulations 2020, reg 18.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="representations")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="representations")
    received_on = models.DateField()
    made_by = models.CharField(max_length=20, choices=MadeBy.choices)
    how = models.CharField(max_length=10, choices=HowMade.choices)
    text = models.TextField()
    considered_on = models.DateField(null=True, blank=True)
    came_of_it = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="representation_added_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="representation_says_what"),
            models.CheckConstraint(
                condition=Q(made_by__in=MadeBy.values) & Q(how__in=HowMade.values),
                name="representation_came_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(considered_on__isnull=True, came_of_it="")
                | Q(considered_on__isnull=False, considered_on__gte=F("received_on")) & ~Q(came_of_it=""),
                name="representation_considered_says_what_came_of_it",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="representation_by_case")]

    def __str__(self) -> str:
        return f"representation {self.pk} of {self.case_id}"


class ReportVersion(models.Model):
    """One version of the investigator's report, section by section. Only ever added to, and sent to nobody."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="report_versions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="report_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="report_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.case_id}"
