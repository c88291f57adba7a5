"""Time limits of reports, publication, and the barred and advisory lists."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Choice, Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.counting import Counting
from misconduct.instruments import BLR, PCR
from misconduct.savings import Act

COMPLETED = Trigger(name="completed", clause="the proceedings were completed")

LIMITS = (
    TimeLimit(
        key="outcome_report",
        title="Report of a meeting or hearing to the appropriate authority",
        side=Side.DUTY,
        actor="chair or person conducting",
        act=Act.OUTCOME,
        triggers=(COMPLETED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCR,
                    "reg 43(1)",
                    Grade.TEXT_SEEN,
                    "Read as made in 2020. Since 7 May 2024 subject to (1B): where the legally qualified person "
                    "drafts the report, the limit for the chair to send it on was not seen.",
                ),
            ),
        ),
        if_missed="raise it at once",
        example=Example(on=date(2026, 5, 22)),
    ),
    TimeLimit(
        key="lqp_report_to_chair",
        title="Draft report from the legally qualified person to the chair",
        side=Side.DUTY,
        actor="legally qualified person",
        act=Act.OUTCOME,
        triggers=(COMPLETED,),
        rules=(
            Rule(
                versions=("R2", "R3", "R4"),
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCR,
                    "reg 63(1C)(a)",
                    Grade.TEXT_SEEN,
                    "The number was read; where the period starts is assumed. For other hearings it is reg 43(1C), "
                    "whose limit was not seen.",
                ),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WD_FROM, numbers=(5,)),),
            ),
        ),
        example=Example(on=date(2026, 4, 1)),
    ),
    TimeLimit(
        key="amh_outcome_report",
        title="Report of an accelerated hearing to the appropriate authority",
        side=Side.DUTY,
        actor="chair",
        act=Act.OUTCOME,
        triggers=(COMPLETED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCR,
                    "reg 63(1)",
                    Grade.TEXT_SEEN,
                    "Since 7 May 2024 subject to (1A) to (1C): where the legally qualified person drafts the report, "
                    "the limit for the chair to send it on was not seen.",
                ),
            ),
        ),
        if_missed="raise it at once",
        example=Example(on=date(2026, 7, 10)),
    ),
    TimeLimit(
        key="notify_officer",
        title="Outcome and copy of the report to the officer",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.OUTCOME,
        triggers=(Trigger(name="report_received", clause="the report was received"),),
        rules=(
            Rule(
                counting=Counting.PRACTICABLE,
                numbers=(),
                authority=Authority(PCR, "reg 43(2)", Grade.TEXT_SEEN),
            ),
        ),
        prompt=2,
        example=Example(on=date(2026, 6, 1)),
    ),
    TimeLimit(
        key="outcome_publication",
        title="First day on which a published outcome may be removed",
        side=Side.LIFE,
        actor="appropriate authority, unless the chair restricts it",
        act=Act.OUTCOME,
        triggers=(Trigger(name="published", clause="the report was published"),),
        rules=(
            Rule(
                counting=Counting.DAYS_KEEP,
                numbers=(28,),
                authority=Authority(
                    PCR,
                    "regs 43 and 63",
                    Grade.SECONDARY,
                    "A force's answer to a freedom of information request was read.",
                ),
            ),
        ),
        example=Example(on=date(2026, 12, 2)),
    ),
    TimeLimit(
        key="barred_list_report",
        title="Report of a dismissal to the College of Policing for the barred list",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.OUTCOME,
        triggers=(Trigger(name="dismissed", clause="the officer was dismissed or the finding was made"),),
        rules=(
            Rule(
                counting=Counting.WD_FROM,
                numbers=(5,),
                authority=Authority(BLR, "reg 3(1)", Grade.TEXT_SEEN),
                counted_on_a_day_off=Grade.MEMORY,
            ),
        ),
        if_missed="a breach of a statutory duty: raise it at once",
        example=Example(on=date(2026, 12, 24)),
    ),
    TimeLimit(
        key="advisory_list_report",
        title="Report of a resignation or retirement for the advisory list",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.OUTCOME,
        triggers=(Trigger(name="left", clause="the officer resigned, retired or otherwise left"),),
        rules=(
            Rule(
                counting=Counting.NOT_SEEN,
                numbers=(),
                authority=Authority(BLR, "reg 12", Grade.MEMORY, "That there is a limit was read, its number not."),
            ),
        ),
        example=Example(on=date(2026, 7, 16)),
    ),
    TimeLimit(
        key="barred_review",
        title="First day on which a barred person may ask for a review",
        side=Side.BOUNDARY,
        actor="the person on the list",
        act=Act.OUTCOME,
        triggers=(Trigger(name="entered", clause="the person was entered on the barred list"),),
        rules=(
            Rule(
                option="gross_misconduct",
                counting=Counting.MONTHS_WAIT,
                numbers=(60,),
                authority=Authority(BLR, "review of entries", Grade.SECONDARY, "The counting is assumed."),
                counted=Grade.MEMORY,
            ),
            Rule(
                option="gross_incompetence",
                counting=Counting.MONTHS_WAIT,
                numbers=(36,),
                authority=Authority(BLR, "review of entries", Grade.SECONDARY, "The counting is assumed."),
                counted=Grade.MEMORY,
            ),
        ),
        choice=Choice(
            name="barred_for",
            options={"gross_misconduct": "gross misconduct", "gross_incompetence": "gross incompetence"},
        ),
        example=Example(on=date(2026, 7, 16), events=(("barred_for", "gross_misconduct"),)),
    ),
)
