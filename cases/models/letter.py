"""Letters that a matter calls for: the text as it was settled, and whether it was sent."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.models.case import Case
from cases.models.party import Party


class Letter(models.Model):
    """One letter to a party. To be sent until `sent_on` says when it was."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(text=""), name="letter_has_kind_and_text"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], condition=Q(sent_on__isnull=True), name="letter_to_be_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
