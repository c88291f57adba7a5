"""What the law is told of a matter: its answers, its dates, and the day of the act."""

from collections.abc import Mapping
from datetime import date

from cases.models import Case
from misconduct.guards import Circumstances
from misconduct.savings import Fact, Facts
from misconduct.stages import MatterStage


def of_case(*, case: Case, act_on: date, answers: Mapping[str, str] | None = None) -> Circumstances:
    """The matter on that day. `answers` are those that the act itself gives, over what is known already."""
    known = {**case.known, "kind": case.treated_as, **(answers or {})}
    return Circumstances(known=known, dates=Facts(dates={**dates_of(case=case), Fact.ACT_ON: act_on}))


def dates_of(*, case: Case) -> dict[Fact, date]:
    """The dates that a saving may turn on, as far as they are known."""
    told = {
        Fact.COMPLAINT_MADE: case.complaint_made_on,
        Fact.CAME_TO_ATTENTION: case.came_to_attention_on,
        Fact.BEHAVIOUR_FROM: case.behaviour_from,
        Fact.BEHAVIOUR_TO: case.behaviour_to,
    }
    return {fact: day for fact, day in told.items() if day}


def stage_of(*, case: Case) -> MatterStage:
    """The matter's stage as the law names it."""
    return MatterStage[case.stage.upper()] if case.stage else MatterStage.NOTHING
