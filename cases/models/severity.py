"""How grave a matter would be if it were true, each time somebody answered: only ever added to."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.case import Case


class SeverityScore(models.Model):
    """One scoring: what was answered, its parts, both ends, band and version, and by whom. The newest one counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="scores", db_index=False)
    answers = models.JSONField()
    parts = models.JSONField()
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=20)
    band_of_high = models.CharField(max_length=20)
    triage = models.CharField(max_length=30)
    danger = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    working = models.JSONField()
    scored_by = models.CharField(max_length=100)
    scored_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(low__lte=F("high"), high__lte=100), name="severity_score_low_to_high"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "-id"], name="severity_score_newest")]

    def __str__(self) -> str:
        return f"{self.low}-{self.high} of {self.case_id}"
