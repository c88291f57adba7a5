"""Restrictions short of suspension: what somebody may not do meanwhile, from when, and when it is looked at again."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.allegation import Subject
from cases.models.case import Case


class RestrictionKind(models.TextChoices):
    """What is restricted."""

    NO_EVIDENCE = "no_evidence", "Gives no evidence"
    NO_LONE_WORK = "no_lone_work", "Does not work alone"
    SYSTEMS = "systems", "Access to systems removed"
    PLACE = "place", "Kept to a place, or away from one"
    OTHER = "other", "Another restriction"


class Restriction(models.Model):
    """One restriction on somebody whom the matter is about. It stands until it is ended, for a reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="restrictions")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=RestrictionKind.choices)
    what = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    # Made with the page on which it is added, so that a second click adds no second one.
    added_with = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "added_with"], condition=Q(added_with__isnull=False), name="restriction_added_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RestrictionKind.values) & ~Q(what=""), name="restriction_says_what"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="restriction_ends_after_it_begins",
            ),
            # Nobody is restricted until nobody looks.
            models.CheckConstraint(
                condition=Q(last_day__isnull=False) | Q(look_again_on__isnull=False),
                name="restriction_ends_or_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(ended_on__gte=F("first_day"), ended_by__isnull=False) & ~Q(ended_because=""),
                name="restriction_is_ended_for_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject"], name="restriction_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"
