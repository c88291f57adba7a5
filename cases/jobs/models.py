"""The heartbeat: proof, written by the worker itself, that jobs travel from beat through Redis to PostgreSQL."""

from typing import Any, ClassVar

from django.db import models


class Heartbeat(models.Model):
    """When a job of this name last ran to its end. The time is the database's own, so clocks cannot disagree."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField(db_default=models.functions.Now())
    ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~models.Q(name=""), name="heartbeat_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
