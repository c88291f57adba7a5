"""Whether a matter must be referred to the IOPC already by what was logged: then that clock waits for nobody."""

from collections.abc import Mapping

from cases.models import Case
from cases.operations import clocks
from cases.operations.clocks import Happened
from cases.operations.intake.values import NewMatter
from misconduct.matters.answers import Answer
from misconduct.matters.kinds import Kind
from misconduct.referral import Verdict, required
from misconduct.stages.acts import Started

# What says in other words that a ground of referral is met: an answer about severity, and a category. Nothing else is
# inferred, and nobody is spared the assessment of the other grounds.
BY_FACT = {"death": "death_or_serious_injury", "serious_physical_harm": "death_or_serious_injury"}
BY_CATEGORY = {"G2": "serious_corruption", "G3": "serious_corruption"}


def is_required(*, kind: str, answers: Mapping[str, Answer]) -> bool:
    """Whether these answers require it, whatever is still open: of a death or serious injury matter, none are needed.

    `answers` are those to the grounds of referral.
    """
    return required(kind=Kind[kind.upper()], answers=answers).verdict is Verdict.MUST


def is_required_by_what_was_logged(*, matter: NewMatter) -> bool:
    """Whether its kind, what was answered about severity, or a category requires it."""
    met = {BY_FACT[fact] for fact, said in matter.facts.items() if fact in BY_FACT and said.partition(":")[0] == "yes"}
    met |= {BY_CATEGORY[one.sub_category] for one in matter.allegations if one.sub_category in BY_CATEGORY}
    grounds = {} if matter.kind == "death_or_serious_injury" else dict.fromkeys(met, Answer.YES)
    return is_required(kind=matter.kind, answers=grounds)


def start(*, case: Case, happened: Happened) -> None:
    """The time for the referral to the IOPC runs from now on."""
    clocks.start(case=case, started=Started(key="iopc_referral", event="became_clear"), happened=happened)
