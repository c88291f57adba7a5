"""Matters that were moved from somebody for a routine reason: how many, when and why, and never which."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

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


def lately(*, reader: Reader) -> list[Moved]:
    """Those of the last fourteen days, newest first. In one question."""
    gone = CaseDenial.objects.filter(
        principal=f"user:{reader.user_id}",
        why=DenialWhy.WALL,
        since__gt=reader.on - TOLD_FOR,
        since__lte=reader.on,
    ).exclude(reason="")
    rows = gone.values_list("since", "reason").annotate(count=Count("pk")).order_by("-since", "reason")
    return [Moved(count=count, on=since, reason=reason) for since, reason, count in rows]
