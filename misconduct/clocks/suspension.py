"""Time limits of suspension (Police (Conduct) Regulations 2020, regs 11 to 11C)."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act, Fact

BEFORE_2026 = ("R1", "R2", "R3")
SINCE_2026 = ("R4",)

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
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 11(6)(b)", Grade.NEAR_TEXT, "The text of 2008 was read."),
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
                counting=Counting.WD_AFTER,
                numbers=(7,),
                authority=Authority(PCR, "reg 11", Grade.MEMORY, "Later if circumstances change."),
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
                authority=Authority(PCR, "reg 11 (before 13 July 2026)", Grade.SECONDARY, "Its start is remembered."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WEEKS_AFTERDAY, numbers=(4,)),),
            ),
            Rule(
                after="previous_review",
                versions=BEFORE_2026,
                counting=Counting.WEEKS_AFTERDAY,
                numbers=(4,),
                authority=Authority(PCR, "reg 11 (before 13 July 2026)", Grade.SECONDARY, "Its start is remembered."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WEEKS_FROM, numbers=(4,)),),
            ),
            Rule(
                versions=SINCE_2026,
                counting=Counting.WEEKS_AFTERDAY,
                numbers=(12,),
                authority=Authority(
                    PCR, "regs 11 and 11B (from 13 July 2026)", Grade.SECONDARY, "Its start is assumed."
                ),
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
                clause="the officer was under criminal investigation and the conduct assessed as gross misconduct",
            ),
        ),
        rules=(
            Rule(
                versions=SINCE_2026,
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 11B", Grade.SECONDARY, "How it is counted is assumed."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WD_FROM, numbers=(3,)),),
            ),
        ),
        if_missed="an overdue decision: raise it at once",
        example=Example(on=date(2026, 8, 27)),
    ),
)
