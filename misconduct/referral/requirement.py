"""Whether a matter must be referred to the IOPC, may be, or whether that is not known yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct import clocks
from misconduct.authority import Authority, Power
from misconduct.clocks.limits import TimeLimit
from misconduct.matters.answers import Answer, complete, having
from misconduct.matters.kinds import Kind
from misconduct.referral.grounds import ALWAYS, ALWAYS_KEY, VOLUNTARY, is_mandatory, questions

# The time limit for a referral that must be made.
CLOCK = "iopc_referral"


class Verdict(Enum):
    """What follows from the answers. The value is what people read."""

    MUST = "must be referred"
    OPEN = "not known yet: a question is open"
    MAY = "may be referred"
    NOTHING = "nothing requires referral"


@dataclass(frozen=True, kw_only=True)
class Met:
    """A ground that is met, and where it comes from for this kind of matter."""

    key: str
    authority: Authority

    @property
    def is_confirmed(self) -> bool:
        """Whether the words of its provision were read."""
        return self.authority.grade.is_confirmed


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What the answers come to: the grounds that are met, the questions still open, and the clock that runs.

    `record_first`: a conduct matter that is met by a ground is recordable, and recorded before it is referred.
    """

    kind: Kind
    verdict: Verdict
    grounds: tuple[Met, ...] = ()
    unanswered: tuple[str, ...] = ()
    record_first: bool = False

    @property
    def clock(self) -> TimeLimit | None:
        """The time limit for the referral, with its own grade; None where nothing must be referred."""
        return clocks.find(key=CLOCK)[0] if self.verdict is Verdict.MUST else None

    @property
    def is_confirmed(self) -> bool:
        """Whether a ground whose words were read requires it: then the law says so, and not our memory of it."""
        return self.verdict is Verdict.MUST and any(one.is_confirmed for one in self.grounds if is_mandatory(one.key))

    @property
    def to_settle(self) -> tuple[str, ...]:
        """The mandatory grounds that are met or open: each is referred, or decided by two people."""
        return tuple(key for key in (*(one.key for one in self.grounds), *self.unanswered) if is_mandatory(key))

    @property
    def power(self) -> Power:
        """Under which power it may be referred all the same: always possible, whatever was answered."""
        return VOLUNTARY


def required(*, kind: Kind, answers: Mapping[str, Answer]) -> Requirement:
    """Whether a matter of this kind must be referred (PCMR regs 4(1) and 7(1); PRA Sch 3 paras 4, 13 and 14C).

    Ask for the kind that it is treated as now. It must be where one mandatory ground is answered yes, whatever else is
    open; a death or serious injury matter always. With no such yes and a question unanswered it is not known yet. It
    may be where only its gravity or exceptional circumstances speak for it. Raises NoAnswer for a question that is not
    asked of this kind, and for a super-complaint.
    """
    asked = {ground.key: ground for ground in questions(kind=kind)}
    given = complete(questions=asked, answers=answers)
    met = tuple(
        Met(key=key, authority=authority)
        for key in having(given, Answer.YES)
        if (authority := asked[key].authority(kind)) is not None
    )
    if kind is Kind.DEATH_OR_SERIOUS_INJURY:
        met = (Met(key=ALWAYS_KEY, authority=ALWAYS),)
    unanswered = having(given, Answer.UNKNOWN)
    return Requirement(
        kind=kind,
        verdict=_verdict(met, unanswered),
        grounds=met,
        unanswered=unanswered,
        record_first=kind is Kind.CONDUCT and bool(met),
    )


def _verdict(met: tuple[Met, ...], unanswered: tuple[str, ...]) -> Verdict:
    if any(is_mandatory(one.key) for one in met):
        return Verdict.MUST
    if unanswered:
        return Verdict.OPEN
    return Verdict.MAY if met else Verdict.NOTHING
