"""The force as a tree of units, which changes over the years: where a unit stands is dated."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from cases.workforce.models.spans import ends_after_it_begins, one_at_a_time


class Unit(models.Model):
    """A department, command, station or team. The code is the force's own and never changes."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=150)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="unit_has_code_and_name"),
            ends_after_it_begins("unit_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitPlace(models.Model):
    """Under which unit a unit stands, from a day on. A unit without a place is the top of a tree."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="places")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places_below")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_place_is_not_under_itself"),
            ends_after_it_begins("unit_place_ends_after_it_begins"),
            one_at_a_time("unit", "unit_place_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.parent_id}"
