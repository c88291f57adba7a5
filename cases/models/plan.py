"""The plan of an investigation: terms of reference, points to prove, lines of enquiry, interviews and requests.

Each row that may be changed has a version of its own: two people at work on two lines are in nobody's way.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.allegation import Allegation, Subject
from cases.models.case import Case
from cases.models.party import Party
from misconduct.standards import STANDARDS


class LineState(models.TextChoices):
    """How far a line of enquiry is."""

    TO_DO = "to_do", "To do"
    DOING = "doing", "Doing"
    DONE = "done", "Done"
    NOT_PURSUED = "not_pursued", "Not pursued"


class StepKind(models.TextChoices):
    """What is asked of somebody, or of another body."""

    OFFICER = "interview_officer", "Interview of the officer"
    WITNESS = "interview_witness", "Interview of a witness"
    STATEMENT = "statement", "Statement"
    REQUEST = "request", "Request to another body"


class Adjustment(models.TextChoices):
    """What somebody needs so that they can take part."""

    INTERPRETER = "interpreter", "Interpreter"
    APPROPRIATE_ADULT = "appropriate_adult", "Appropriate adult"
    POLICE_FRIEND = "police_friend", "Police friend present"


class TermsOfReference(models.Model):
    """One version of them. Only ever added to: the newest is the one that stands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    because = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="terms_number_once"),
            models.CheckConstraint(condition=~Q(text="") & Q(number__gte=1), name="terms_have_a_text"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="terms_changed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"terms of reference {self.number} of {self.case_id}"


class PointToProve(models.Model):
    """What must be shown, of which allegation, and which Standard it goes to; or why it is no longer to be shown."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="points")
    allegation = models.ForeignKey(Allegation, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    standard = models.CharField(max_length=50, blank=True)
    dropped_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="point_number_once"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="point_added_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="point_says_what_is_to_be_proved"),
            models.CheckConstraint(condition=Q(standard__in=["", *STANDARDS]), name="point_goes_to_a_known_standard"),
        ]

    def __str__(self) -> str:
        return f"point {self.number} of {self.case_id}"


class LineOfEnquiry(models.Model):
    """One line of enquiry: what, why, who has it, by when, and what came of it. Its date is ours, never the law's."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=500)
    why = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=LineState.choices, default=LineState.TO_DO)
    result = models.TextField(blank=True)
    not_pursued_because = models.CharField(max_length=500, blank=True)
    points: Any = models.ManyToManyField(PointToProve, through="LinePoint", related_name="lines")
    version = models.PositiveIntegerField(default=1)
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="line_number_once"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="line_added_once"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="line_says_what"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="line_has_a_known_state"),
            models.CheckConstraint(condition=~Q(state=LineState.DONE) | ~Q(result=""), name="line_done_has_a_result"),
            models.CheckConstraint(
                condition=Q(state=LineState.NOT_PURSUED) & ~Q(not_pursued_because="")
                | ~Q(state=LineState.NOT_PURSUED) & Q(not_pursued_because=""),
                name="line_is_not_pursued_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.case_id}"


class LinePoint(models.Model):
    """That a line of enquiry goes to a point to prove."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey(LineOfEnquiry, on_delete=models.CASCADE, related_name="to")
    point = models.ForeignKey(PointToProve, on_delete=models.CASCADE, related_name="to")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["line", "point"], name="line_goes_to_a_point_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.line_id} to point {self.point_id}"


class EnquiryStep(models.Model):
    """An interview, a statement or a request: with whom, asked when, due when, received when, and what they need.

    With somebody of the matter, or with a body in words: never a name of their own.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField(max_length=150, blank=True)
    about = models.CharField(max_length=500)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    adjustments = ArrayField(
        models.CharField(max_length=20, choices=Adjustment.choices), default=list, blank=True
    )  # fmt: skip
    other_needs = models.CharField(max_length=300, blank=True)
    outcome = models.TextField(blank=True)
    not_needed_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="step_added_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="step_has_a_known_kind"),
            models.CheckConstraint(condition=~Q(about=""), name="step_says_what_about"),
            models.CheckConstraint(
                condition=Q(party__isnull=False, subject__isnull=True, body="")
                | Q(party__isnull=True, subject__isnull=False, body="")
                | Q(party__isnull=True, subject__isnull=True) & ~Q(body=""),
                name="step_is_with_one",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(asked_on__isnull=True) | Q(received_on__gte=F("asked_on")),
                name="step_is_received_after_it_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(adjustments__contained_by=Adjustment.values), name="step_has_known_adjustments"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="step_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
