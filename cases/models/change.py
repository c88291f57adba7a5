"""What changed in the rows of a matter: written by the database itself, statement by statement, only ever added to."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """What one statement changed in one row. `version` is the case's after it: a conflict shows what changed since."""

    # No foreign keys: what happened to a row outlives it. Rows of the register belong to no matter.
    case_id = models.BigIntegerField(null=True)
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    version = models.PositiveIntegerField(null=True)
    # The principal that the database was told of; `nobody` for a migration.
    who = models.CharField(max_length=100)
    at = models.DateTimeField(db_default=Now())
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = []
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case_id", "id"], name="change_by_case")]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
