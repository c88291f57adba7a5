"""Footage and other evidence that is deleted unless somebody asks for it: what keeps it, and what was asked."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.case import Case
from cases.models.plan import EnquiryStep


class PreservationState(models.TextChoices):
    """How a piece of perishable evidence stands."""

    PROPOSED = "proposed", "To be asked for"
    ASKED = "asked", "Asked for"
    KEPT = "kept", "Confirmed as kept"
    COLLECTED = "collected", "Collected"
    LOST = "lost", "Lost"
    NOT_NEEDED = "not_needed", "Not needed"


# Nobody has said yet that it is safe: its deletion date presses.
PRESSES = (PreservationState.PROPOSED, PreservationState.ASKED)


class Means(models.TextChoices):
    """By which means somebody asked, or chased."""

    EMAIL = "email", "Email"
    PHONE = "phone", "Telephone"
    LETTER = "letter", "Letter"
    IN_PERSON = "in_person", "In person"
    SYSTEM = "system", "In the holder’s own system"


class PerishableSystem(models.Model):
    """What usually keeps evidence for so many days. A setting of the force: check each figure with the holder.

    Zero days: it may be deleted at any time. Without words it may exist anywhere; else where one of them is said.
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=150)
    holder = models.CharField(max_length=150)
    retention_days = models.PositiveSmallIntegerField()
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    hint = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(name="") & ~Q(holder=""), name="perishable_system_has_name_and_holder"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PreservationRequest(models.Model):
    """One piece of perishable evidence: what, where, which window of time, when it is deleted, and what was asked.

    Days and times are those of a clock in England and Wales, as a camera shows them. `deleted_on` and `working` were
    worked out when the row was written, from the retention that the row itself has.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="preservation")
    number = models.PositiveSmallIntegerField()
    system = models.ForeignKey(
        PerishableSystem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # fmt: skip
    name = models.CharField(max_length=150)
    holder = models.CharField(max_length=150)
    contact = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    camera = models.CharField(max_length=200, blank=True)
    first_day = models.DateField(null=True, blank=True)
    first_time = models.TimeField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    last_time = models.TimeField(null=True, blank=True)
    retention_days = models.PositiveSmallIntegerField()
    deleted_on = models.DateField()
    working = models.JSONField()
    state = models.CharField(max_length=20, choices=PreservationState.choices, default=PreservationState.PROPOSED)
    asked_on = models.DateField(null=True, blank=True)
    means = models.CharField(max_length=20, choices=Means.choices, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_with = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="preservation_number_once"),
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="preservation_added_once"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(holder=""), name="preservation_has_name_and_holder"),
            models.CheckConstraint(
                condition=Q(state__in=PreservationState.values) & Q(means__in=["", *Means.values]),
                name="preservation_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day"), first_day__isnull=False),
                name="preservation_window_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state=PreservationState.ASKED) | Q(asked_on__isnull=False) & ~Q(means=""),
                name="preservation_asked_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PreservationState.LOST, PreservationState.NOT_NEEDED]) | ~Q(because=""),
                name="preservation_given_up_for_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["case", "deleted_on"], condition=Q(state__in=["proposed", "asked"]), name="preservation_presses"
            ),
        ]

    def __str__(self) -> str:
        return f"preservation request {self.number} of {self.case_id}"


class Chase(models.Model):
    """That somebody was reminded: of a step of the plan, or of a preservation request. Only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(EnquiryStep, on_delete=models.CASCADE, null=True, blank=True, related_name="chases")
    request = models.ForeignKey(
        PreservationRequest, on_delete=models.CASCADE, null=True, blank=True, related_name="chases"
    )
    on = models.DateField()
    means = models.CharField(max_length=20, choices=Means.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, request__isnull=True) | Q(step__isnull=True, request__isnull=False),
                name="chase_is_of_one",
            ),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="chase_was_by_known_means"),
            # A day, a means and a person: the second of a double click is the same chase.
            models.UniqueConstraint(
                fields=["step", "request", "on", "means", "by"], nulls_distinct=False, name="chase_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"chase on {self.on} of {self.case_id}"
