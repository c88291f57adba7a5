"""The severity assessment: its levels, what may follow each, and what is tested on its date.

Severity is assessed for each allegation against each officer; the officer's level is the highest of them. A warning
counts when it was live on the day of the severity assessment, not on the day of the hearing. The assessment is made by
people: nothing here makes one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.counting import corresponding as same_day_later
from misconduct.counting import end_of_month
from misconduct.instruments import LOCAL, PCR, PERFORMANCE, POLICE_REGULATIONS
from misconduct.refusals import NoAnswer


class Level(Enum):
    """What the conduct would amount to if it were proved, from the most serious. The value is what people read."""

    GROSS_MISCONDUCT = "gross misconduct"
    MISCONDUCT = "misconduct"
    NEITHER = "neither misconduct nor gross misconduct"

    @property
    def label(self) -> str:
        """As a fact names it: `gross_misconduct`."""
        return self.name.lower()


LEVEL_PER_ALLEGATION = Authority(
    LOCAL,
    "an assessment for each allegation against each officer",
    Grade.LOCAL,
    "Regulation 14 speaks of the conduct; departments assess each allegation, and the most serious decides the form.",
)


def highest(*, levels: Iterable[Level]) -> Level:
    """The officer's level: the highest of the allegations against them. Raises NoAnswer where none was assessed."""
    ordered = sorted(levels, key=list(Level).index)
    if not ordered:
        raise NoAnswer("No allegation against this officer has been assessed: the officer has no level yet.")
    return ordered[0]


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way on from a level: the act that takes it, and where that comes from.

    `versions` are those under which there is such a way (none named: all).
    """

    level: tuple[Level, ...]
    act: str
    words: str
    authority: Authority
    versions: tuple[str, ...] = ()


SERIOUS = (Level.GROSS_MISCONDUCT, Level.MISCONDUCT)
NEITHER = (Level.NEITHER,)
WAYS: tuple[Way, ...] = (
    Way(
        level=SERIOUS,
        act="investigate",
        words="it must be investigated",
        authority=Authority(PCR, "reg 14(1) and (5)", Grade.TEXT_SEEN),
    ),
    Way(
        level=NEITHER,
        act="refer_to_reflective_practice",
        words="it may be practice requiring improvement, for the reflective practice review process",
        authority=Authority(PCR, "reg 14(2) to (4) and (7)", Grade.TEXT_SEEN),
    ),
    Way(
        level=NEITHER,
        act="refer_to_performance",
        words="it may be dealt with under the Performance Regulations",
        authority=Authority(PCR, "reg 14(2), (3) and (7)", Grade.TEXT_SEEN),
    ),
    Way(
        level=NEITHER,
        act="refer_to_vetting",
        words="it may be dealt with under the Vetting Regulations",
        authority=Authority(PCR, "reg 14(2), (3) and (7), as amended by SI 2025/558 reg 9", Grade.TEXT_SEEN),
        versions=("R3", "R4"),
    ),
    Way(
        level=NEITHER,
        act="take_no_further_action",
        words="no further action may be taken",
        authority=Authority(PCR, "reg 14(2)", Grade.TEXT_SEEN),
    ),
    Way(
        level=NEITHER,
        act="refer_to_regulation_13",
        words="a constable on probation may be dealt with under regulation 13",
        authority=Authority(POLICE_REGULATIONS, "reg 13", Grade.MEMORY, "When it may be used was not read."),
    ),
)
# A conduct referral may enter the performance procedures later than at their first stage.
PERFORMANCE_STAGES = Authority(
    PERFORMANCE, "regs 24 and 32", Grade.TEXT_SEEN, "It may go straight to a second- or third-stage meeting."
)


def may_follow(*, level: Level) -> tuple[Way, ...]:
    """Every way on from a level, under any version."""
    return tuple(way for way in WAYS if level in way.level)


@dataclass(frozen=True, kw_only=True)
class LiveWarning:
    """A warning and how long it lives, both days included; its last day is the answer of `ww_live` or `fww_live`."""

    is_final: bool
    notified_on: date
    last_day: date

    def is_live(self, *, on: date) -> bool:
        """Whether it was in force on the day."""
        return self.notified_on <= on <= self.last_day


LIVE_AT_ASSESSMENT = Authority(PCR, "regs 42(5) and 62(3)", Grade.TEXT_SEEN)
LOOK_BACK_MONTHS = 18
LOOK_BACK = Authority(
    PCR,
    "reg 23",
    Grade.SECONDARY,
    "A law blog on the draft: a reduction in rank less than 18 months before the severity assessment. The final text "
    "was not seen; that the day 18 months later is outside is our reading of “less than”.",
)


def record_on(
    *, assessed_on: date, warnings: Iterable[LiveWarning] = (), reduced_on: Iterable[date] = ()
) -> dict[str, str]:
    """What the officer's record says on the day of the severity assessment, as answers to the questions of the stages.

    Warnings in force (PCR regs 42(5), 62(3)), reductions in rank by then (62(7)), and those within the look-back of
    reg 23. Later days change nothing: a warning that expires before the hearing still counts.
    """
    known = list(warnings)
    reduced = [day for day in reduced_on if day <= assessed_on]
    answers = {
        "written_warning_at_assessment": any(not one.is_final and one.is_live(on=assessed_on) for one in known),
        "final_warning_at_assessment": any(one.is_final and one.is_live(on=assessed_on) for one in known),
        "reduced_in_rank_at_assessment": bool(reduced),
        "reduced_in_rank_within_look_back": any(assessed_on < _months_later(day, LOOK_BACK_MONTHS) for day in reduced),
    }
    return {name: "yes" if answer else "no" for name, answer in answers.items()}


def _months_later(day: date, months: int) -> date:
    return same_day_later(day=day, months=months) or end_of_month(day=day, months=months)


class Left(Enum):
    """Which condition of regulation 4 keeps a former officer within the Regulations. The value is what people read."""

    A = "the officer left after the allegation came to attention"
    B = "the allegation came to attention not more than 12 months after the officer left"
    C = "it came to attention later: only an exceptional case of gross misconduct, by a special determination"


CONDITIONS: dict[Left, Authority] = {
    Left.A: Authority(PCR, "reg 4(3)", Grade.TEXT_SEEN),
    Left.B: Authority(PCR, "reg 4(4)", Grade.TEXT_SEEN, "The boundary day is assumed."),
    Left.C: Authority(PCR, "reg 4(5)", Grade.MEMORY, "Read in part; the details of the determination were not."),
}


def condition(*, left_on: date, came_to_attention: date, last_day_of_b: date) -> Left:
    """Which condition a former officer's matter must meet (PCR reg 4(2) to (5)).

    `last_day_of_b` is the answer of the clock `former_B` for the day on which the officer left. Somebody who left on
    the day on which it came to attention is taken to have left after it.
    """
    if came_to_attention <= left_on:
        return Left.A
    return Left.B if came_to_attention <= last_day_of_b else Left.C
