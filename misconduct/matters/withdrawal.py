"""What follows when a complainant withdraws: who is told, who decides whether it goes on, and what holds it open.

Nothing is ever deleted. A withdrawn complaint stays, with the decision whether it goes on as a conduct matter.
"""

from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import PCMR
from misconduct.refusals import NoAnswer


class Signer(Enum):
    """Who may sign that a complaint is withdrawn, or that no further steps are wanted."""

    COMPLAINANT = "the complainant"
    SOLICITOR = "the complainant's solicitor"
    AGENT = "the complainant's agent"


class Told(Enum):
    """Who must be told of a withdrawal. The value is what people read."""

    DIRECTOR_GENERAL = "the Director General"
    REVIEW_BODY = "the relevant review body"


class Decider(Enum):
    """Who decides whether a withdrawn complaint goes on."""

    DIRECTOR_GENERAL = "the Director General"
    APPROPRIATE_AUTHORITY = "the appropriate authority"


class GoesOn(Enum):
    """The decision about a withdrawn complaint."""

    ENDS = "it ends as withdrawn"
    AS_CONDUCT_MATTER = "it goes on, and is treated as a recordable conduct matter"


SIGNED = Authority(PCMR, "reg 38", Grade.TEXT_SEEN, "Read in part.")
CONFIRM = Authority(PCMR, "reg 38", Grade.MEMORY, "That an unsigned wish is first confirmed in writing, was not read.")
OURS = Authority(
    PCMR, "reg 38", Grade.MEMORY, "That the appropriate authority decides where it is not referred, was not read."
)


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """What follows from a withdrawal. Not effective: nothing, until it is signed."""

    is_effective: bool
    next_step: str
    authority: Authority
    tell: tuple[Told, ...] = ()
    decider: Decider = Decider.APPROPRIATE_AUTHORITY


def withdrawal(*, signed_by: Signer | None, is_with_director_general: bool, is_under_review: bool) -> Withdrawal:
    """What follows when the complainant says that it is withdrawn, or that no further steps are wanted (reg 38).

    `signed_by` is None where nobody signed: then nothing follows yet. `is_with_director_general`: referred, and not
    referred back. The Director General is told and decides whether it is in the public interest to go on; a review body
    with an open review is told; where it is not with the Director General the appropriate authority decides.
    """
    if signed_by is None:
        return Withdrawal(
            is_effective=False,
            next_step="Confirm it in writing, and have it signed by the complainant, a solicitor or an agent.",
            authority=CONFIRM,
        )
    rows = ((Told.DIRECTOR_GENERAL, is_with_director_general), (Told.REVIEW_BODY, is_under_review))
    decider = Decider.DIRECTOR_GENERAL if is_with_director_general else Decider.APPROPRIATE_AUTHORITY
    return Withdrawal(
        is_effective=True,
        next_step=f"Record it. Whether it goes on as a conduct matter is decided by {decider.value}.",
        authority=SIGNED if is_with_director_general else OURS,
        tell=tuple(told for told, is_so in rows if is_so),
        decider=decider,
    )


def close(*, withdrawn: Withdrawal, decided: GoesOn | None, decided_by: Decider | None) -> GoesOn:
    """The decision, where it may be acted upon. Raises NoAnswer saying what is missing.

    A complaint that is with the Director General needs the Director General's own answer (reg 38). Any other needs a
    decision of the appropriate authority, because a withdrawn complaint never simply disappears.
    """
    if not withdrawn.is_effective:
        raise NoAnswer(f"It is not withdrawn. {withdrawn.next_step}")
    if decided is None or decided_by is None:
        raise NoAnswer(f"Record whether it goes on as a conduct matter: {withdrawn.decider.value} decides.")
    if withdrawn.decider is Decider.DIRECTOR_GENERAL and decided_by is not Decider.DIRECTOR_GENERAL:
        raise NoAnswer("It was referred and not referred back: record the Director General's answer (reg 38).")
    return decided
