"""Why an act comes next, in the words of the law's tables, where those words hold for this matter."""

from collections.abc import Mapping
from dataclasses import dataclass

from misconduct.guards import ALWAYS, Circumstances, Conditions, Truth, having, truth
from misconduct.stages import Stage
from misconduct.stages.acts import Act
from misconduct.stages.lifecycles import MatterStage as M


@dataclass(frozen=True, kw_only=True)
class Holds:
    """Where the words of an act hold: at these stages (none named: at all), and where this is known to be so."""

    at: tuple[M, ...] = ()
    where: Conditions = ALWAYS


# An act that may be done at several stages says what it follows at one of them. Elsewhere nobody did that yet.
ONLY_WHERE: Mapping[str, Holds] = {
    "record_matter": Holds(where=having(kind="complaint")),
    "refer_to_iopc": Holds(where=having(referral_considered="yes")),
    "assess_referral": Holds(at=tuple(stage for stage in M if stage is not M.INTERNAL)),
    "notify_matter_outcome": Holds(at=(M.OUTCOME_DECIDED, M.REVIEW_DECIDED, M.CLOSED)),
    "respond_to_recommendation": Holds(at=(M.REVIEW_DECIDED,)),
}


def why(*, act: Act, stage: Stage, facts: Circumstances) -> str:
    """When the act may be done, as its table says it; empty where that did not happen in this matter."""
    holds = ONLY_WHERE.get(act.key, Holds())
    is_so = (not holds.at or stage in holds.at) and truth(holds.where, facts.known) is Truth.YES
    return act.only if is_so else ""
