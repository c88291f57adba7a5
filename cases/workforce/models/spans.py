"""Rows that hold from a first day to a last, both included. No last day: until further notice."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A row's last day is not before its first."""
    condition = Q(last_day__isnull=True) | Q(last_day__gte=F("first_day"))
    return models.CheckConstraint(condition=condition, name=name)


def one_at_a_time(of: str, name: str) -> Any:
    """Of one thing (a foreign key's column) there are never two rows on the same day.

    The number stands as a range of one, so that PostgreSQL compares it without an extension.
    """
    both = Value("[]")
    whose = Func(F(of), F(of), both, function="int8range")
    when = Func(F("first_day"), F("last_day"), both, function="daterange")
    return ExclusionConstraint(
        name=name, expressions=[(whose, RangeOperators.OVERLAPS), (when, RangeOperators.OVERLAPS)]
    )
