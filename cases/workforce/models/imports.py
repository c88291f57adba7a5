"""Files from personnel: each line kept as it came, and what became of it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class LineResult(models.TextChoices):
    """What became of a line."""

    WAITING = "waiting", "Waiting"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    ENDED = "ended", "Ended a posting"
    SAME = "same", "Already so"
    REJECTED = "rejected", "Rejected"


class HrFile(models.Model):
    """One file. The same file again (by its SHA-256) is the same row: reading it twice changes nothing.

    Emptied: what stood in its lines has been removed, but for how many there were and what each came to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    lines_total = models.PositiveIntegerField()
    sent_by = models.CharField(max_length=100)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(lines_total__gte=1), name="hr_file_has_lines"),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) | Q(finished_at__isnull=False),
                name="hr_file_is_emptied_once_it_was_read",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HrLine(models.Model):
    """One line of a file, by the names of its columns; its result, and the reason when it was rejected."""

    file = models.ForeignKey(HrFile, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    result = models.CharField(max_length=10, choices=LineResult.choices, default=LineResult.WAITING)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["file", "number"], name="hr_line_once"),
            models.CheckConstraint(condition=Q(result__in=LineResult.values), name="hr_line_has_a_result"),
            models.CheckConstraint(
                condition=Q(result=LineResult.REJECTED) ^ Q(reason=""), name="hr_line_rejected_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.file_id}"
