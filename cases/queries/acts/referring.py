"""Whether a matter must be referred to the IOPC, by what was answered last; and what two people settle about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import Case, GroundsNotMet
from cases.queries.acts import here
from cases.queries.case_parts import RUNS
from misconduct.matters.answers import Answer
from misconduct.matters.kinds import Kind
from misconduct.referral import CLOCK, GROUNDS, Requirement, required
from misconduct.referral.grounds import ALWAYS_KEY

# No ground was answered with yes, and its time runs all the same: from its category, or an answer about severity.
AS_LOGGED = "as_logged"
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
    # The grounds were answered again since: what was asked is no longer what would have to be settled.
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Referral:
    """What the law says of referral as things were answered, what would have to be settled, and what was."""

    verdict: str
    grounds: list[str]
    waiting: Settling | None
    earlier: list[Settling]


def requirement(*, case: Case) -> Requirement:
    """What the grounds that were answered come to; where nobody answered any, each is open.

    A ground that was met stays met until two people settle it or it is referred, whatever was answered after.
    """
    last = case.decisions.filter(act__in=here.ASKS_GROUNDS).order_by("-pk").values_list("details", flat=True).first()
    said: Mapping[str, str] = (last or {}).get("grounds", {})
    kind = Kind[case.treated_as.upper()]
    asked = {} if kind is Kind.DEATH_OR_SERIOUS_INJURY else {**said, **dict.fromkeys(met_before(case=case), "yes")}
    return required(kind=kind, answers={name: _SAID.get(value, Answer.UNKNOWN) for name, value in asked.items()})


def to_settle(*, case: Case) -> list[str]:
    """What two people would have to settle: grounds that are met or open, or that what was logged requires referral."""
    return _to_settle(case, requirement(case=case))


def _to_settle(case: Case, required_now: Requirement) -> list[str]:
    found = list(required_now.to_settle)
    if not found and case.deadlines.filter(RUNS, key=CLOCK).exists():
        return [AS_LOGGED]
    return found


def met_before(*, case: Case) -> set[str]:
    """Grounds that were answered with yes, and were neither referred nor settled since."""
    settled = case.grounds_not_met.filter(agreed=True).order_by("-pk").values_list("decided_at", flat=True).first()
    rows = case.decisions.filter(act__in=[*here.ASKS_GROUNDS, "refer_to_iopc"]).order_by("pk")
    met: set[str] = set()
    for act, details, at in rows.values_list("act", "details", "at"):
        if act == "refer_to_iopc" or (settled is not None and at <= settled):
            met = set()
        else:
            met |= _yes(details)
    return met


def referred(*, case: Case) -> set[str]:
    """Grounds that were met when it was referred: a new one calls for a new referral."""
    rows = case.decisions.filter(act__in=[*here.ASKS_GROUNDS, "refer_to_iopc"]).order_by("pk")
    met: set[str] = set()
    gone: set[str] = set()
    for act, details in rows.values_list("act", "details"):
        if act == "refer_to_iopc":
            gone |= met
        else:
            met |= _yes(details)
    return gone


def _yes(details: Mapping[str, Any]) -> set[str]:
    return {name for name, said in details.get("grounds", {}).items() if said == "yes"}


def of_case(*, case: Case) -> Referral:
    """For its page. Two questions."""
    found = requirement(case=case)
    keys = _to_settle(case, found)
    rows = [_seen(row, {*keys}) for row in case.grounds_not_met.select_related("asked_by", "second").order_by("-pk")]
    return Referral(
        verdict=found.verdict.value,
        grounds=[in_words(key=key) for key in keys],
        waiting=next((row for row in rows if row.agreed is None), None),
        earlier=[row for row in rows if row.agreed is not None],
    )


def in_words(*, key: str) -> str:
    """A ground, as its question."""
    if key == ALWAYS_KEY:
        return "Every death or serious injury matter is referred."
    if key == AS_LOGGED:
        return "What was logged says that it must be referred: its category, or an answer about severity."
    return GROUNDS[key].asks if key in GROUNDS else key


def _seen(row: GroundsNotMet, keys: set[str]) -> Settling:
    return Settling(
        reason=row.reason,
        asked_by=row.asked_by.name,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        second=row.second.name if row.second else "",
        agreed=row.agreed,
        because=row.because,
        is_stale=row.agreed is None and {*row.grounds} != keys,
    )
