"""What is alleged, about whom, and where each allegation against each person stands."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from misconduct.stages import OfficerStage

OFFICER_STAGES = [(stage.name.lower(), stage.value) for stage in OfficerStage]


class SubjectKind(models.TextChoices):
    """Whom or what a matter is about, as far as it is known."""

    PERSON = "person", "Somebody in the register"
    PARTLY_KNOWN = "partly_known", "Partly known"
    UNIDENTIFIED = "unidentified", "Not yet identified"
    ORGANISATION = "organisation", "The force itself"


class Allegation(models.Model):
    """One allegation: one national category, and the Standards of Professional Behaviour it may engage."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="allegations")
    number = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=20)
    category = models.CharField(max_length=2)
    sub_category = models.CharField(max_length=4, blank=True)
    summary = models.CharField(max_length=300)
    standards = ArrayField(models.CharField(max_length=50), default=list, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="allegation_number_once"),
            models.CheckConstraint(
                condition=~Q(category="") & ~Q(summary="") & ~Q(scheme=""), name="allegation_has_category_and_summary"
            ),
        ]

    def __str__(self) -> str:
        return f"allegation {self.number} of {self.case_id}"


class Subject(models.Model):
    """A person concerned, known or not, or the force itself. `description` is what is known of one not identified."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    person_kind = models.CharField(max_length=30, blank=True)
    description = models.CharField(max_length=300, blank=True)
    added_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(person__isnull=False), name="subject_once_in_a_case"
            ),
            models.CheckConstraint(
                condition=Q(kind=SubjectKind.PERSON, person__isnull=False)
                | ~Q(kind=SubjectKind.PERSON) & Q(person__isnull=True),
                name="subject_is_a_person_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SubjectKind.PARTLY_KNOWN) | ~Q(description=""),
                name="subject_partly_known_is_described",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class SubjectAllegation(models.Model):
    """One allegation against one person: assessment, case to answer and finding hang here."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="against")
    allegation = models.ForeignKey(Allegation, on_delete=models.CASCADE, related_name="against")
    stage = models.CharField(max_length=30, choices=OFFICER_STAGES, default="nothing")
    known = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["subject", "allegation"], name="subject_allegation_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="subject_allegation_by_case")]

    def __str__(self) -> str:
        return f"{self.allegation_id} against {self.subject_id}"
