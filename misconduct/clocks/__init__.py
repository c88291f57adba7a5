"""Every time limit, in one table made of a table for each part of the process."""

from difflib import get_close_matches

from misconduct.clocks import (
    accelerated,
    appeals,
    complaints,
    investigation,
    outcomes,
    proceedings,
    suspension,
    vetting,
    warnings,
)
from misconduct.clocks.aliases import ALIASES, Alias
from misconduct.clocks.limits import TimeLimit
from misconduct.refusals import NoAnswer, listed

PARTS: dict[str, tuple[TimeLimit, ...]] = {
    "Suspension": suspension.LIMITS,
    "Notice, investigation and case to answer": investigation.LIMITS,
    "Misconduct meetings and hearings": proceedings.LIMITS,
    "Accelerated misconduct hearings": accelerated.LIMITS,
    "Outcomes, publication and lists": outcomes.LIMITS,
    "Appeals": appeals.LIMITS,
    "Warnings": warnings.LIMITS,
    "Complaints, referrals and reviews": complaints.LIMITS,
    "Vetting": vetting.LIMITS,
}


def by_key(*, parts: dict[str, tuple[TimeLimit, ...]]) -> dict[str, TimeLimit]:
    """Every limit by its key. Raises ValueError when two have one key: the second would take the first one's place."""
    limits: dict[str, TimeLimit] = {}
    for limit in (limit for limits_of_part in parts.values() for limit in limits_of_part):
        if limit.key in limits:
            raise ValueError(f"Two time limits are called {limit.key}: {limits[limit.key].title}; {limit.title}.")
        limits[limit.key] = limit
    return limits


LIMITS = by_key(parts=PARTS)


def find(*, key: str) -> tuple[TimeLimit, Alias]:
    """The limit of this key or other name, with what the name already says. Raises NoAnswer with the nearest keys."""
    alias = ALIASES.get(key, Alias(key=key))
    limit = LIMITS.get(alias.key)
    if limit is None:
        names = get_close_matches(key, [*LIMITS, *ALIASES], n=3, cutoff=0.4)
        valid = f"Nearest: {listed(names)}" if names else f"All of them: {listed(sorted(LIMITS))}"
        raise NoAnswer(f"There is no time limit “{key}”. {valid}.")
    return limit, alias
