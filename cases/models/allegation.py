"""What is alleged, about whom, and where each allegation against each person stands."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from cases.models.case import Case
from misconduct.stages import OfficerStage

OFFICER_STAGES = [(stage.name.lower(), stage.value) for stage in OfficerStage]
AFTER_REPORT = ["report_submitted", "case_to_answer_decision", "no_case_to_answer"]
# Whom it is about still: whoever was added in error counts nowhere.
STANDS = Q(withdrawn_on__isnull=True)


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
    # Made with the page on which it is added, so that a second click adds no second one.
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="allegation_number_once"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="allegation_added_once"
            ),
            models.CheckConstraint(
                condition=~Q(category="") & ~Q(summary="") & ~Q(scheme=""), name="allegation_has_category_and_summary"
            ),
        ]

    def __str__(self) -> str:
        return f"allegation {self.number} of {self.case_id}"


class Subject(models.Model):
    """A person concerned, known or not, or the force itself. `description` is what was known of one not identified.

    Nobody is ever removed: whoever was added in error is withdrawn, for a reason, and may be added again.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=20, choices=SubjectKind.choices)
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    person_kind = models.CharField(max_length=30, blank=True)
    description = models.CharField(max_length=300, blank=True)
    added_on = models.DateField()
    # What acts of the law made so of this person in this matter: suspended, under criminal investigation, left.
    known = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
    # Made with the page on which they are added, so that a second click adds nobody twice.
    added_with = models.UUIDField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Since when they know of the matter, and how that came. Empty: nothing may be addressed to them.
    aware_on = models.DateField(null=True, blank=True)
    aware_how = models.CharField(max_length=300, blank=True, default="", db_default="")
    aware_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            # What letters to them refer to.
            models.UniqueConstraint(fields=["case", "id", "aware_on"], name="subject_with_the_day_they_know"),
            models.CheckConstraint(
                condition=Q(aware_on__isnull=True, aware_recorded_by__isnull=True, aware_how="")
                | Q(aware_on__isnull=False, aware_recorded_by__isnull=False) & ~Q(aware_how=""),
                name="subject_who_knows_learnt_it_somehow",
            ),
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(person__isnull=False) & STANDS, name="subject_once_in_a_case"
            ),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="subject_added_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="subject_is_withdrawn_for_a_reason",
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
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["subject", "allegation"], name="subject_allegation_once"),
            # Invariants of the Conduct Regulations that a row can say by itself (conduct.md, invariants 1 and 2).
            models.CheckConstraint(
                condition=~Q(stage__in=AFTER_REPORT)
                | Q(known__has_key="report_received") & Q(known__report_received="yes"),
                name="allegation_is_decided_on_a_report",
            ),
            models.CheckConstraint(
                condition=~Q(stage="referred_meeting") | ~Q(known__case_to_answer="gross_misconduct"),
                name="allegation_of_gross_misconduct_goes_to_no_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["referred_hearing", "referred_meeting"]) | Q(known__has_key="case_to_answer"),
                name="allegation_is_referred_on_a_case_to_answer",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="subject_allegation_by_case")]

    def __str__(self) -> str:
        return f"{self.allegation_id} against {self.subject_id}"
