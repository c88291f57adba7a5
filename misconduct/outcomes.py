"""Findings, disciplinary action and other outcomes: what may be imposed, by whom, after which finding.

The table of regulations 42 and 62: for each outcome, the forms of proceedings and findings after which it may be
imposed, and what else must be so. What may be imposed depends on the version (exceptional circumstances since
28 May 2025) and on the officer's record at the date of the severity assessment.
"""

from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.guards import Circumstances, Conditions, Guard, Obstacle, either, having, obstacles
from misconduct.instruments import BLR, PCR, VETTING_CODE
from misconduct.savings import Act as ActKind


class Finding(Enum):
    """What is found. The value is what people read."""

    GROSS_MISCONDUCT = "gross misconduct"
    MISCONDUCT = "misconduct"
    NEITHER = "neither: not proved, or proved and not misconduct"


class Outcome(Enum):
    """Disciplinary action, and what else proceedings may end in."""

    WRITTEN_WARNING = "written warning"
    FINAL_WRITTEN_WARNING = "final written warning"
    REDUCTION_IN_RANK = "reduction in rank"
    DISMISSAL = "dismissal without notice"
    WOULD_HAVE_BEEN_DISMISSED = "would have been dismissed"
    REFLECTIVE_PRACTICE = "referral to the reflective practice review process"
    NO_ACTION = "no disciplinary action"

    @property
    def label(self) -> str:
        """As a fact names it: `written_warning`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Imposable:
    """When an outcome may be imposed, by form of proceedings and finding, and how long it lives.

    `live` is the clock that says how long.
    """

    outcome: Outcome
    needs: Conditions
    why: str
    authority: Authority
    live: str = ""


_GRID = Authority(PCR, "regs 42 and 62", Grade.TEXT_SEEN)
# Regulation 42(5) and (6): what opens reduction in rank and dismissal to a hearing that finds misconduct only.
_AGAIN = either(
    having(form="hearing", finding="misconduct", final_warning_at_assessment="yes"),
    having(form="hearing", finding="misconduct", unconnected_incidents="yes"),
)
_GROSS = having(form=("hearing", "accelerated"), finding="gross_misconduct")

IMPOSABLE: tuple[Imposable, ...] = (
    Imposable(
        outcome=Outcome.WRITTEN_WARNING,
        needs=having(form=("meeting", "hearing"), finding="misconduct"),
        why="A written warning is for misconduct found at a meeting or a hearing.",
        authority=_GRID,
        live="ww_live",
    ),
    Imposable(
        outcome=Outcome.FINAL_WRITTEN_WARNING,
        needs=either(having(form=("meeting", "hearing"), finding="misconduct"), _GROSS),
        why="A final written warning is for misconduct found at a meeting or hearing, or gross misconduct found at a "
        "hearing.",
        authority=_GRID,
        live="fww_live",
    ),
    Imposable(
        outcome=Outcome.REDUCTION_IN_RANK,
        needs=either(_AGAIN, _GROSS),
        why="Reduction in rank is for gross misconduct found at a hearing; for misconduct only where a final written "
        "warning was in force at the severity assessment, or more than one incident, not closely connected, is found.",
        authority=Authority(PCR, "regs 42(5) and (6), and 62", Grade.TEXT_SEEN),
    ),
    Imposable(
        outcome=Outcome.DISMISSAL,
        needs=either(_AGAIN, _GROSS),
        why="Dismissal is for gross misconduct found at a hearing; for misconduct only where a final written warning "
        "was in force at the severity assessment, or more than one incident, not closely connected, is found.",
        authority=Authority(PCR, "regs 42(5) and (6), and 62", Grade.TEXT_SEEN),
    ),
    Imposable(
        outcome=Outcome.WOULD_HAVE_BEEN_DISMISSED,
        needs=having(form=("hearing", "accelerated"), finding="gross_misconduct", officer_status="former"),
        why="That somebody would have been dismissed is decided about a former officer, for gross misconduct.",
        authority=Authority(PCR, "Sch 1 para 39", Grade.TEXT_SEEN, "Read as amended in 2024."),
    ),
    Imposable(
        outcome=Outcome.REFLECTIVE_PRACTICE,
        needs=having(form=("meeting", "hearing"), finding="neither"),
        why="The reflective practice review process is for conduct found to be neither.",
        authority=Authority(PCR, "reg 42(1)(b)", Grade.TEXT_SEEN),
    ),
    Imposable(
        outcome=Outcome.NO_ACTION,
        needs=having(finding=("misconduct", "neither")),
        why="After a finding of gross misconduct there is an outcome.",
        authority=Authority(
            PCR, "reg 42", Grade.MEMORY, "Whether misconduct may be found without action was not read."
        ),
    ),
)

_EXCEPTIONAL = Authority(
    PCR,
    "regs 42 and 62, as amended by SI 2025/558",
    Grade.SECONDARY,
    "Only its explanatory note was read, which is no part of the Regulations.",
)
# What must be so besides the grid.
FURTHER: tuple[Guard, ...] = (
    Guard(
        name="former_officer",
        where=having(officer_status="former"),
        needs=having(outcome=("would_have_been_dismissed", "no_action")),
        why="About a former officer it is only decided that they would have been dismissed, or misconduct is recorded "
        "without action.",
        authority=Authority(PCR, "Sch 1 para 39", Grade.TEXT_SEEN, "Read as amended in 2024."),
    ),
    Guard(
        name="exceptional_circumstances",
        where=having(finding="gross_misconduct", outcome=("final_written_warning", "reduction_in_rank")),
        needs=having(exceptional_circumstances="yes"),
        versions=("R3", "R4"),
        why="Since 28 May 2025 gross misconduct ends in dismissal without notice unless exceptional circumstances, "
        "with reasons, justify a final written warning or a reduction in rank.",
        authority=_EXCEPTIONAL,
    ),
    Guard(
        name="second_final_warning_accelerated",
        where=having(outcome="final_written_warning", form="accelerated"),
        needs=having(final_warning_at_assessment="no"),
        why="At an accelerated hearing a final written warning may not be given where one was in force at the severity "
        "assessment.",
        authority=Authority(PCR, "reg 62(3)", Grade.TEXT_SEEN),
    ),
    Guard(
        name="second_final_warning",
        where=having(outcome="final_written_warning", form=("meeting", "hearing")),
        needs=having(final_warning_at_assessment="no"),
        why="A final written warning is not given where one was in force at the severity assessment.",
        authority=Authority(PCR, "reg 42", Grade.MEMORY, "Remembered as the same as reg 62(3)."),
    ),
    Guard(
        name="second_written_warning",
        where=having(outcome="written_warning"),
        needs=having(written_warning_at_assessment="no", final_warning_at_assessment="no"),
        why="A written warning is not given where a warning was in force at the severity assessment.",
        authority=Authority(PCR, "reg 42", Grade.MEMORY),
    ),
    Guard(
        name="second_reduction_accelerated",
        where=having(outcome="reduction_in_rank", form="accelerated"),
        needs=having(reduced_in_rank_at_assessment="no"),
        why="Rank is not reduced again where it had been reduced already at the severity assessment.",
        authority=Authority(PCR, "reg 62(7)", Grade.TEXT_SEEN),
    ),
    Guard(
        name="second_reduction",
        where=having(outcome="reduction_in_rank", form="hearing"),
        needs=having(reduced_in_rank_at_assessment="no"),
        why="Rank is not reduced again where it had been reduced already at the severity assessment.",
        authority=Authority(PCR, "reg 42", Grade.MEMORY, "Remembered as the same as reg 62(7)."),
    ),
    Guard(
        name="operational_impact",
        where=having(outcome="reduction_in_rank", form="hearing"),
        needs=having(operational_impact_considered="yes"),
        why="Before rank is reduced, the appropriate authority's view of the operational impact is considered.",
        authority=Authority(PCR, "reg 42", Grade.MEMORY, "Remembered as the same as reg 62(6)."),
    ),
    Guard(
        name="operational_impact_accelerated",
        where=having(outcome="reduction_in_rank", form="accelerated"),
        needs=having(operational_impact_considered="yes"),
        why="Before rank is reduced, the appropriate authority's view of the operational impact is considered.",
        authority=Authority(PCR, "reg 62(6)", Grade.TEXT_SEEN),
    ),
)


def _guard(row: Imposable) -> Guard:
    return Guard(
        name=f"{row.outcome.label}_after_finding",
        where=having(outcome=row.outcome.label),
        needs=row.needs,
        why=row.why,
        authority=row.authority,
    )


GUARDS: tuple[Guard, ...] = (*(_guard(row) for row in IMPOSABLE), *FURTHER)


def stands_in_the_way(*, outcome: Outcome, facts: Circumstances) -> tuple[Obstacle, ...]:
    """What stands in the way of this outcome, those that refuse first; nothing: it may be imposed."""
    considered = facts.after({"outcome": outcome.label})
    return obstacles(guards=GUARDS, act="decide", kind=ActKind.OUTCOME, facts=considered)


def imposable(*, facts: Circumstances) -> tuple[Outcome, ...]:
    """The outcomes that nothing confirmed stands in the way of, as things are known."""
    return tuple(one for one in Outcome if not any(o.refuses for o in stands_in_the_way(outcome=one, facts=facts)))


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A duty to report somebody to the College of Policing, and its clock."""

    name: str
    needs: Conditions
    words: str
    clock: str
    authority: Authority


LISTINGS: tuple[Listing, ...] = (
    Listing(
        name="barred_list",
        needs=having(outcome=("dismissal", "would_have_been_dismissed")),
        words="Who is dismissed, or would have been, is reported to the College for the barred list.",
        clock="barred_list_report",
        authority=Authority(BLR, "reg 3(1)", Grade.TEXT_SEEN),
    ),
    Listing(
        name="advisory_list",
        needs=having(officer_status="former", assessment="gross_misconduct"),
        words="Who leaves while an allegation of gross misconduct is open is reported for the advisory list.",
        clock="advisory_list_report",
        authority=Authority(BLR, "reg 12", Grade.SECONDARY, "That there is such a duty was read, its number not."),
    ),
)


# A finding that does not end in dismissal opens a vetting review (invariant F9 of the source); it dismisses nobody.
VETTING_REVIEW = Authority(VETTING_CODE, "misconduct short of dismissal", Grade.TEXT_SEEN)
_SHORT_OF_DISMISSAL = frozenset(Outcome) - {Outcome.DISMISSAL, Outcome.WOULD_HAVE_BEEN_DISMISSED}


def opens_vetting_review(*, finding: Finding, outcome: Outcome) -> bool:
    """Whether a review of the vetting clearance is opened: misconduct is found and the person stays."""
    return finding is not Finding.NEITHER and outcome in _SHORT_OF_DISMISSAL
