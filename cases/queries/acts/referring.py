"""Whether a matter must be referred to the IOPC, by what was answered last; and what two people settle about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.models import Case, GroundsNotMet
from cases.queries.acts import here
from misconduct.matters.answers import Answer
from misconduct.matters.kinds import Kind
from misconduct.referral import GROUNDS, Requirement, required
from misconduct.referral.grounds import ALWAYS_KEY

_SAID = {"yes": Answer.YES, "no": Answer.NO}


@dataclass(frozen=True, kw_only=True)
class Settling:
    """What one person asked, and whether a second agreed."""

    reason: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    second: str
    agreed: bool | None
    because: str


@dataclass(frozen=True, kw_only=True)
class Referral:
    """What the law says of referral as things were answered, what would have to be settled, and what was."""

    verdict: str
    grounds: list[str]
    waiting: Settling | None
    earlier: list[Settling]


def requirement(*, case: Case) -> Requirement:
    """What the grounds that were answered last come to; where nobody answered any, each is open."""
    last = case.decisions.filter(act__in=here.ASKS_GROUNDS).order_by("-pk").values_list("details", flat=True).first()
    said: Mapping[str, str] = (last or {}).get("grounds", {})
    kind = Kind[case.treated_as.upper()]
    asked = {} if kind is Kind.DEATH_OR_SERIOUS_INJURY else said
    return required(kind=kind, answers={name: _SAID.get(value, Answer.UNKNOWN) for name, value in asked.items()})


def of_case(*, case: Case) -> Referral:
    """For its page. Two questions."""
    found = requirement(case=case)
    rows = [_seen(row) for row in case.grounds_not_met.select_related("asked_by", "second").order_by("-pk")]
    return Referral(
        verdict=found.verdict.value,
        grounds=[in_words(key=key) for key in found.to_settle],
        waiting=next((row for row in rows if row.agreed is None), None),
        earlier=[row for row in rows if row.agreed is not None],
    )


def in_words(*, key: str) -> str:
    """A ground, as its question."""
    if key == ALWAYS_KEY:
        return "Every death or serious injury matter is referred."
    return GROUNDS[key].asks if key in GROUNDS else key


def _seen(row: GroundsNotMet) -> Settling:
    return Settling(
        reason=row.reason,
        asked_by=row.asked_by.name,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        second=row.second.name if row.second else "",
        agreed=row.agreed,
        because=row.because,
    )
