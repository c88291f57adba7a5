"""What it takes not to refer, to close, and to refer late; and whether the person is told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import DESIGN, PRA
from misconduct.matters.answers import Answer
from misconduct.referral.grounds import is_mandatory
from misconduct.referral.requirement import Requirement
from misconduct.refusals import NoAnswer, listed

_NOTES = "The explanatory notes of the Act were read, not the paragraph"
LATE = Authority(PRA, "Sch 3 paras 4, 13 and 14C", Grade.SECONDARY, f"{_NOTES} (note 97).")
TELL = Authority(PRA, "Sch 3 paras 4, 13 and 14C", Grade.SECONDARY, f"{_NOTES} (note 98).")
TWO_PEOPLE = Authority(DESIGN, "a ground taken back needs two people and a reason", Grade.LOCAL)


@dataclass(frozen=True, kw_only=True)
class Downgrade:
    """The decision of two people that grounds are not met after all: no permission to leave one that is met."""

    grounds: tuple[str, ...]
    decided_by: str
    second: str
    reason: str
    on: date
    words: str
    authority: Authority = TWO_PEOPLE


def downgrade(*, requirement: Requirement, decided_by: str, second: str, reason: str, on: date) -> Downgrade:
    """The record that the mandatory grounds met or open are not met after all (our own control, not law).

    Raises NoAnswer, saying everything that lacks: a decision maker, a second person who is somebody else, a reason; or
    that there is nothing to decide. Names are compared without regard to case and spaces: give the ones by which people
    are known to the force, best their numbers.
    """
    if not requirement.to_settle:
        raise NoAnswer("No ground is met and none is open: nothing requires referral, and nothing is to be decided.")
    if lacking := _lacking(_name(decided_by), _name(second), reason.strip()):
        raise NoAnswer(f"{_law(requirement)} To record that it is not met after all, add: {listed(lacking)}.")
    return Downgrade(
        grounds=requirement.to_settle,
        decided_by=decided_by,
        second=second,
        reason=reason,
        on=on,
        words=f"{_law(requirement)} Decided by two people: none of these grounds is met.",
    )


def _lacking(decided_by: str, second: str, reason: str) -> list[str]:
    needs = {
        "who decided": bool(decided_by),
        "a second person": bool(second),
        "a second person who is somebody else": second != decided_by or not second,
        "the reason": bool(reason),
    }
    return [what for what, is_there in needs.items() if not is_there]


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


def _law(requirement: Requirement) -> str:
    """What the law says about the grounds, as far as anybody read it."""
    confirmed = [one for one in requirement.grounds if one.is_confirmed and is_mandatory(one.key)]
    if confirmed:
        cited = listed([f"{one.key} ({one.authority.cited})" for one in confirmed])
        return (
            f"The law makes referral mandatory where this is met: {cited}. Nobody may leave such a matter unreferred."
        )
    return f"Not confirmed against the words of the law, or not answered yet: {listed(list(requirement.to_settle))}."


def close(*, requirement: Requirement, referral: str = "", downgrades: Collection[Downgrade] = ()) -> None:
    """Says whether the question of referral stands in the way of closing the matter.

    `referral` is the IOPC's reference. Raises NoAnswer where a mandatory ground is met or open, the matter was not
    referred, and no record of two people says that the ground is not met after all.
    """
    settled = {key for one in downgrades for key in one.grounds}
    left = [key for key in requirement.to_settle if key not in settled]
    if left and not referral.strip():
        raise NoAnswer(
            f"{_law(requirement)} Before it is closed: refer it and enter the IOPC's reference, or answer these, or "
            f"have two people record that they are not met: {listed(left)}."
        )


@dataclass(frozen=True, kw_only=True)
class LateReferral:
    """A referral after others were possible: allowed at any time, and what it takes."""

    needs_consent: bool
    authority: Authority = LATE

    @property
    def words(self) -> str:
        """What it takes, in one sentence."""
        return (
            "It was considered already: ask for the Director General's consent, and refer it."
            if self.needs_consent
            else "It may be referred now, as at any time, even during an investigation."
        )


def late(*, is_considered_already: bool) -> LateReferral:
    """What a late referral takes. `is_considered_already`: the Director General considered the matter before."""
    return LateReferral(needs_consent=is_considered_already)


class Telling(Enum):
    """What follows for the person whom the matter is about. The value is what people read."""

    TELL = "tell the person that it was referred"
    DO_NOT_TELL = "do not tell: record who decided that it might prejudice an investigation, and why"
    DECIDE_FIRST = "tell nobody yet: decide first whether it might prejudice an investigation"


_TELLING: Mapping[Answer, Telling] = {
    Answer.NO: Telling.TELL,
    Answer.YES: Telling.DO_NOT_TELL,
    Answer.UNKNOWN: Telling.DECIDE_FIRST,
}


def tell_person(*, might_prejudice: Answer) -> Telling:
    """Whether the person is told of the referral: they are, unless it might prejudice an investigation (`TELL`)."""
    return _TELLING[might_prejudice]
