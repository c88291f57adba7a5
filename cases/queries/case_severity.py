"""Where the points of a matter's newest score come from. For triage: no page on which anything is decided shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import Case
from cases.queries import case_words


@dataclass(frozen=True, kw_only=True)
class Scored:
    """The newest scoring, label by label."""

    headline: str
    what_it_is: str
    band: str
    lines: list[tuple[str, str]]
    scored_at: datetime


def newest(*, case: Case) -> Scored | None:
    """The scoring that counts, or None: nobody has scored it."""
    row = case.scores.order_by("-pk").first()
    if row is None:
        return None
    working: dict[str, Any] = row.working or {}
    ends = f"{row.low} to {row.high}" if row.low < row.high else str(row.low)
    return Scored(
        headline=working.get("headline", f"Severity score: {ends} of 100, {case_words.band(row.band)}"),
        what_it_is=working.get("is", ""),
        band=case_words.band(row.band),
        lines=[(label, said) for label, said in working.get("lines", [])],
        scored_at=row.scored_at,
    )
