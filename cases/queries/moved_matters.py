"""Matters that were moved from somebody for a routine reason: how many, when and why, and never which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.access import Reader
from cases.models import DenialWhy

# So that matters never simply vanish for whoever had them: told on their list for so long.
TOLD_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Some matters that went on one day, for one reason."""

    count: int
    on: date
    reason: str


# As a part of a question, newest first: Django takes longer to word it than PostgreSQL to answer it.
LATELY = """
SELECT coalesce(jsonb_agg(to_jsonb(lately) ORDER BY since DESC, reason), '[]')
FROM (SELECT since, reason, count(*) FROM cases_casedenial
      WHERE principal = %s AND why = %s AND since > %s AND since <= %s AND reason <> ''
      GROUP BY since, reason) AS lately"""


def lately(*, reader: Reader) -> tuple[str, list[Any]]:
    """Those of the last fourteen days, as a part of a question and the values that stand in it: see `read`."""
    return LATELY, [f"user:{reader.user_id}", DenialWhy.WALL.value, reader.on - TOLD_FOR, reader.on]


def read(rows: Iterable[dict[str, Any]]) -> list[Moved]:
    """What `lately` found."""
    return [Moved(count=row["count"], on=date.fromisoformat(row["since"]), reason=row["reason"]) for row in rows]
