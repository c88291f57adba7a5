"""How a complaint ends, and what is done about it.

The outcome of a complaint is another thing than the decision about misconduct: a service may not have been acceptable
although nobody has a case to answer. Neither table holds the other's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import IOPC_DATA, PCMR
from misconduct.matters.handling import Handling


class Result(Enum):
    """How a complaint, or an allegation in it, ends. The value is what people read."""

    SERVICE_ACCEPTABLE = "the service provided was acceptable"
    SERVICE_NOT_ACCEPTABLE = "the service provided was not acceptable"
    NOT_ABLE_TO_DETERMINE = "not able to determine whether the service provided was acceptable"
    WITHDRAWN = "withdrawn"
    NOT_RESUMED = "not resumed"
    RESOLVED = "resolved"
    NOT_RESOLVED = "not resolved"
    NO_FURTHER_ACTION = "no further action"

    @property
    def label(self) -> str:
        """As a fact names it: `service_acceptable`."""
        return self.name.lower()


class Action(Enum):
    """What is done to put something right. An allegation may have several, an action several allegations."""

    APOLOGY = "apology"
    EXPLANATION = "explanation"
    LEARNING_FROM_REFLECTION = "learning from reflection"
    ORGANISATIONAL_LEARNING = "organisational learning"
    REFLECTIVE_PRACTICE_REVIEW = "reflective practice review"
    DEBRIEF = "debrief"
    POLICY_REVIEW = "policy review"
    RETURN_OF_PROPERTY = "return of property"
    REFERRAL_TO_PROCEEDINGS = "referral to proceedings"

    @property
    def label(self) -> str:
        """As a fact names it: `return_of_property`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A result that is offered inside or outside Schedule 3."""

    result: Result
    under_schedule_3: bool
    authority: Authority


_NAMED = Authority(
    IOPC_DATA, "outcomes of complaints", Grade.MEMORY, "These three were named to us; the national list was not read."
)
_LISTED = Authority(IOPC_DATA, "outcomes of complaints", Grade.MEMORY, "The national list was not read.")
_OUTSIDE = Authority(IOPC_DATA, "outcomes outside Schedule 3", Grade.MEMORY, "The national list was not read.")
ENDINGS: tuple[Ending, ...] = (
    *(
        Ending(result=result, under_schedule_3=True, authority=_NAMED)
        for result in (Result.SERVICE_ACCEPTABLE, Result.SERVICE_NOT_ACCEPTABLE, Result.NOT_ABLE_TO_DETERMINE)
    ),
    Ending(result=Result.WITHDRAWN, under_schedule_3=True, authority=_LISTED),
    Ending(
        result=Result.NOT_RESUMED,
        under_schedule_3=True,
        authority=Authority(PCMR, "reg 41", Grade.MEMORY, "The regulation was not read."),
    ),
    Ending(result=Result.NO_FURTHER_ACTION, under_schedule_3=True, authority=_LISTED),
    *(
        Ending(result=result, under_schedule_3=False, authority=_OUTSIDE)
        for result in (Result.RESOLVED, Result.NOT_RESOLVED, Result.NO_FURTHER_ACTION)
    ),
)
_ACTION = Authority(
    IOPC_DATA,
    "actions",
    Grade.MEMORY,
    "The national list was not read. The IOPC publishes only actions that put the issue right.",
)
ACTIONS: Mapping[Action, Authority] = dict.fromkeys(Action, _ACTION)


def results(*, handling: Handling) -> tuple[Ending, ...]:
    """The results that are offered for a complaint handled so. They are remembered, so they refuse nothing."""
    return tuple(one for one in ENDINGS if one.under_schedule_3 is handling.is_under_schedule_3)
