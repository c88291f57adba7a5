"""Matters that were moved from somebody for a routine reason: how many, when and why, and never which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count
from django.db.models.functions import JSONObject

from cases.access import Reader
from cases.models import CaseDenial, DenialWhy

# So that matters never simply vanish for whoever had them: told on their list for so long.
TOLD_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Some matters that went on one day, for one reason."""

    count: int
    on: date
    reason: str


def lately(*, reader: Reader) -> ArraySubquery:
    """Those of the last fourteen days, newest first, as data and as a part of a question: see `read`."""
    gone = CaseDenial.objects.filter(
        principal=f"user:{reader.user_id}",
        why=DenialWhy.WALL,
        since__gt=reader.on - TOLD_FOR,
        since__lte=reader.on,
    ).exclude(reason="")
    counted = gone.values("since", "reason").annotate(count=Count("pk")).order_by("-since", "reason")
    return ArraySubquery(counted.values(data=JSONObject(on="since", reason="reason", count="count")))


def read(rows: Iterable[dict[str, Any]]) -> list[Moved]:
    """What `lately` found."""
    return [Moved(count=row["count"], on=date.fromisoformat(row["on"]), reason=row["reason"]) for row in rows]
