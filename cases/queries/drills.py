"""How far drills are, for people: what arrived, what is late, and what was done twice, which should never be."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from cases.accounts.users import User
from cases.jobs.models import Drill

MOST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class DrillSeen:
    """How far a drill is. Twice: rows that something was done to more than once."""

    id: uuid.UUID
    rows: int
    begun_at: datetime
    begun_by: str
    arrived: int
    late: int
    flagged: int
    twice: int

    @property
    def percent(self) -> int:
        """How many of its rows have arrived, rounded down."""
        return self.arrived * 100 // self.rows

    @property
    def progress(self) -> str:
        """How many of its rows have arrived, in words."""
        return f"{self.arrived:,} of {self.rows:,}"

    @property
    def said(self) -> str:
        """How far it is, in a sentence or two."""
        if self.twice:
            rows = "1 row was" if self.twice == 1 else f"{self.twice:,} rows were"
            return f"{rows} dealt with more than once. That must never happen: tell the people who run Candour."
        if self.arrived < self.rows:
            return f"{self.progress} rows have arrived so far."
        return f"{self.progress} rows have arrived, each once."


def find(*, drill_id: uuid.UUID, today: date) -> DrillSeen | None:
    """How far this drill is, or None."""
    return next(iter(_seen(Drill.objects.filter(pk=drill_id), today=today)), None)


def newest(*, today: date) -> list[DrillSeen]:
    """The last few drills, in one query."""
    # Chosen first: counting the rows of every drill there is, only to show ten, would take long.
    few = Drill.objects.order_by("-begun_at").values("pk")[:MOST_SHOWN]
    return _seen(Drill.objects.filter(pk__in=few), today=today)


def _seen(chosen: QuerySet[Drill], *, today: date) -> list[DrillSeen]:
    counts: dict[str, Any] = {
        "arrived": Count("lines", filter=Q(lines__arrived__gte=1)),
        "late": Count("lines", filter=Q(lines__due_on__lt=today)),
        "flagged": Count("lines", filter=Q(lines__flagged__gte=1)),
        "twice": Count("lines", filter=Q(lines__arrived__gte=2) | Q(lines__flagged__gte=2)),
    }
    principal = Concat(Value("user:"), Cast("pk", CharField()))
    person = User.objects.annotate(called=principal).filter(called=OuterRef("begun_by")).values("name")
    found = chosen.annotate(**counts, name=Coalesce(Subquery(person), "begun_by")).order_by("-begun_at", "pk")
    fields = ("id", "rows", "begun_at", *counts)
    return [
        DrillSeen(begun_by=str(name), **dict(zip(fields, row, strict=True)))
        for name, *row in found.values_list("name", *fields)
    ]
