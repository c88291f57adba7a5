"""Two people settle that no ground of compulsory referral to the IOPC is met: our own control, not law."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.case import Case


class GroundsNotMet(models.Model):
    """One person says that these grounds, met or open until now, are not met; a second agrees or does not."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grounds_not_met")
    grounds = ArrayField(models.CharField(max_length=60))
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    because = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(grounds=[]), name="grounds_not_met_for_a_reason"),
            models.CheckConstraint(
                condition=Q(second__isnull=True, decided_at__isnull=True, agreed__isnull=True)
                | Q(second__isnull=False, decided_at__isnull=False, agreed__isnull=False) & ~Q(second=F("asked_by")),
                name="grounds_not_met_takes_two_people",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(second__isnull=True), name="grounds_not_met_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"grounds of {self.case_id} not met"
