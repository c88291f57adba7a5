"""Which perishable evidence there may be, from what a matter says of its place and of what happened.

Words of a table that the force keeps: nothing is decided by them, and everything else can be added by hand.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Case, PerishableSystem
from cases.queries.plan import deletion
from cases.queries.plan.deletion import Deletion

ANYWHERE = "It may exist wherever officers of the force were"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One system that may have kept something: why it is proposed, and when that is deleted."""

    key: str
    name: str
    holder: str
    hint: str
    because: str
    deletion: Deletion
    said: str


def proposed(
    *, case: Case, systems: Iterable[PerishableSystem], taken: Collection[int], today: date
) -> list[Proposal]:  # fmt: skip
    """Those that fit and of which nothing is recorded yet, what is deleted first at the top."""
    told = f"{case.place}\n{case.headline}\n{case.what_happened}"
    fitting = [(one, because(words=one.words, told=told)) for one in systems if one.pk not in taken and one.is_used]
    found = [_proposal(one, why, case, today) for one, why in fitting if why]
    return sorted(found, key=lambda one: one.deletion.on)


def because(*, words: Collection[str], told: str) -> str:
    """Why a system with these words fits what was told; empty where it does not."""
    if not words:
        return ANYWHERE
    wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    hit = re.search(rf"(?<!\w)(?:{wanted})(?:s|es)?(?!\w)", told, re.IGNORECASE)
    return f"The matter says “{' '.join(hit[0].split())}”" if hit else ""


def _proposal(system: PerishableSystem, why: str, case: Case, today: date) -> Proposal:
    worked_out = deletion.worked_out(
        first_day=None, matter_from=case.behaviour_from, retention_days=system.retention_days, today=today
    )
    return Proposal(
        key=system.key,
        name=system.name,
        holder=system.holder,
        hint=system.hint,
        because=why,
        deletion=worked_out,
        said=deletion.in_words(
            on=worked_out.on, is_known=worked_out.is_known, retention_days=system.retention_days, today=today
        ),
    )
