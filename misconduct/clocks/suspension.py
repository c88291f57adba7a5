"""Time limits of suspension (Police (Conduct) Regulations 2020, regs 11 to 11C)."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act, Fact

BEFORE_2026 = ("R1", "R2", "R3")
SINCE_2026 = ("R4",)
ALSO_DUE = "A review is also due on representations and on a change of circumstances; no number was found."
OLD_REVIEW = Authority(
    PCR, "reg 11 (before 13 July 2026)", Grade.SECONDARY, f"The start of the period is from memory. {ALSO_DUE}"
)
NEW_REVIEW = Authority(
    PCR,
    "regs 11 and 11B (from 13 July 2026)",
    Grade.SECONDARY,
    f"The start of the period is assumed. {ALSO_DUE} Whether those survive was not seen.",
)
SUBSTITUTED = "Regulation 11 was substituted in 2026; whether this limit survives was not seen."

LIMITS = (
    TimeLimit(
        key="suspension_oral_confirm",
        title="Written confirmation of an oral suspension",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.SUSPENSION,
        triggers=(Trigger(name="suspended", clause="the officer was suspended orally", fact=Fact.SUSPENSION_START),),
        rules=(
            Rule(
                versions=BEFORE_2026,
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 11(6)(b)", Grade.NEAR_TEXT, "The text of 2008 was read."),
            ),
            Rule(
                versions=SINCE_2026,
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 11 (from 13 July 2026)", Grade.MEMORY, SUBSTITUTED),
            ),
        ),
        if_missed="a defect in the suspension",
        example=Example(on=date(2025, 4, 17)),
    ),
    TimeLimit(
        key="suspension_reps",
        title="Officer's representations against suspension",
        side=Side.RIGHT,
        actor="officer",
        act=Act.SUSPENSION,
        triggers=(Trigger(name="suspended", clause="the officer was suspended", fact=Fact.SUSPENSION_START),),
        rules=(
            Rule(
                versions=BEFORE_2026,
                counting=Counting.WD_AFTER,
                numbers=(7,),
                authority=Authority(
                    PCR,
                    "reg 11 (before 13 July 2026)",
                    Grade.MEMORY,
                    "They may be made again if circumstances change.",
                ),
            ),
            Rule(
                versions=SINCE_2026,
                counting=Counting.WD_AFTER,
                numbers=(7,),
                authority=Authority(PCR, "reg 11 (from 13 July 2026)", Grade.MEMORY, SUBSTITUTED),
            ),
        ),
        example=Example(on=date(2026, 5, 1)),
    ),
    TimeLimit(
        key="suspension_review",
        title="Review of a suspension",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.SUSPENSION,
        triggers=(
            Trigger(name="suspended", clause="the officer was suspended", fact=Fact.SUSPENSION_START),
            Trigger(name="previous_review", clause="the suspension was reviewed last"),
        ),
        rules=(
            Rule(
                after="suspended",
                versions=BEFORE_2026,
                counting=Counting.WEEKS_AFTERWD,
                numbers=(4,),
                authority=OLD_REVIEW,
                counted=Grade.MEMORY,
                readings=(
                    Reading(counting=Counting.WEEKS_AFTERDAY, numbers=(4,)),
                    Reading(counting=Counting.WEEKS_FROM, numbers=(4,)),
                ),
            ),
            Rule(
                after="previous_review",
                versions=BEFORE_2026,
                counting=Counting.WEEKS_AFTERDAY,
                numbers=(4,),
                authority=OLD_REVIEW,
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WEEKS_FROM, numbers=(4,)),),
            ),
            Rule(
                after="suspended",
                versions=SINCE_2026,
                counting=Counting.WEEKS_AFTERDAY,
                numbers=(12,),
                authority=NEW_REVIEW,
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WEEKS_FROM, numbers=(12,)),),
            ),
            Rule(
                after="previous_review",
                versions=SINCE_2026,
                counting=Counting.WEEKS_AFTERDAY,
                numbers=(12,),
                authority=NEW_REVIEW,
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WEEKS_FROM, numbers=(12,)),),
            ),
        ),
        if_missed="an overdue review: raise it at once",
        example=Example(on=date(2026, 5, 1)),
    ),
    TimeLimit(
        key="suspension_decision",
        title="Decision whether to suspend an officer under criminal investigation",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.SUSPENSION,
        triggers=(
            Trigger(
                name="assessed_under_investigation",
                clause="a criminal investigation and an assessment as gross misconduct were first both in place",
            ),
        ),
        rules=(
            Rule(
                versions=SINCE_2026,
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 11B", Grade.SECONDARY, "The counting is assumed."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WD_FROM, numbers=(3,)),),
            ),
        ),
        if_missed="an overdue decision: raise it at once",
        example=Example(on=date(2026, 8, 27)),
    ),
)
