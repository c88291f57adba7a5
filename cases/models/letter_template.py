"""The Word files from which letters are made: versions that are only added to, the newest of a kind counts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class LetterTemplate(models.Model):
    """One version of the template of one kind of letter, and which fields it fills in."""

    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    fields = models.JSONField(default=list)
    said = models.CharField(max_length=300, blank=True)
    uploaded_by = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "version"], name="letter_template_version_once"),
            models.CheckConstraint(condition=~Q(kind="") & Q(version__gte=1), name="letter_template_has_kind"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="letter_template_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, version {self.version}"
