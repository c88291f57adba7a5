"""Time limits of reports, publication, appeals, the barred list, and how long a warning lives."""

from datetime import date

from misconduct.authority import Authority, Grade, Power
from misconduct.clocks.limits import Choice, Example, Reading, Rule, Setting, Side, TimeLimit, Trigger
from misconduct.clocks.powers import by, career_break
from misconduct.counting import Counting
from misconduct.instruments import BLR, PATR, PCR
from misconduct.versions import Act

COMPLETED = Trigger(name="completed", clause="the proceedings were completed")
REPORT_GIVEN = Trigger(name="report_given", clause="the report was given to the officer", is_served=True)
NOTIFIED = Trigger(name="notified", clause="the officer was notified of the action")

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
                    "Since 7 May 2024 subject to (1B): where the legally qualified person drafts the report, the limit "
                    "for the chair to send it on was not seen.",
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
                    PCR, "reg 63(1C)(a)", Grade.TEXT_SEEN, "The number was read; where the period starts is assumed."
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
                authority=Authority(PCR, "reg 63(1)", Grade.TEXT_SEEN),
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
                counting=Counting.PROMPTLY,
                numbers=(),
                authority=Authority(PCR, "reg 43(2)", Grade.TEXT_SEEN),
            ),
        ),
        prompt=2,
        example=Example(on=date(2026, 6, 1)),
    ),
    TimeLimit(
        key="outcome_publication",
        title="How long a published outcome stays published",
        side=Side.LIFE,
        actor="appropriate authority, unless the chair restricts it",
        act=Act.OUTCOME,
        triggers=(Trigger(name="published", clause="the report was published"),),
        rules=(
            Rule(
                counting=Counting.DAYS_KEEP,
                numbers=(28,),
                authority=Authority(PCR, "regs 43 and 63", Grade.SECONDARY, "Corroborated by a force's answer."),
            ),
        ),
        example=Example(on=date(2026, 12, 2)),
    ),
    TimeLimit(
        key="meeting_appeal",
        title="Officer's appeal from a misconduct meeting",
        side=Side.RIGHT,
        actor="officer",
        act=Act.APPEAL,
        triggers=(REPORT_GIVEN,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(7,),
                authority=Authority(
                    PCR, "reg 45(3)", Grade.NEAR_TEXT, "Read in SI 2020/1087 Sch 1 para 44(3), nearly word for word."
                ),
            ),
        ),
        extension=by(
            "appropriate_authority",
            condition="in exceptional circumstances",
            provision="reg 45(3)",
            grade=Grade.NEAR_TEXT,
        ),
        if_missed="the right lapses",
        example=Example(on=date(2026, 8, 21)),
    ),
    TimeLimit(
        key="appeal_meeting",
        title="Appeal meeting",
        side=Side.DUTY,
        actor="appeal officer",
        act=Act.APPEAL,
        triggers=(Trigger(name="meeting_decided", clause="it was determined to hold an appeal meeting"),),
        rules=(
            Rule(
                counting=Counting.NOT_SEEN,
                numbers=(),
                authority=Authority(PCR, "reg 46", Grade.MEMORY, "No number was found."),
            ),
        ),
        example=Example(on=date(2026, 9, 2)),
    ),
    TimeLimit(
        key="meeting_appeal_decision_notice",
        title="Notice of the decision on an appeal from a meeting",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.APPEAL,
        triggers=(Trigger(name="determined", clause="the appeal was determined"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 47(2)", Grade.TEXT_SEEN),
            ),
        ),
        example=Example(on=date(2025, 8, 22)),
    ),
    TimeLimit(
        key="pat_notice",
        title="Notice of appeal to the Police Appeals Tribunal",
        side=Side.RIGHT,
        actor="officer",
        act=Act.APPEAL,
        triggers=(
            Trigger(
                name="decision_supplied", clause="a copy of the decision was supplied to the officer", is_served=True
            ),
        ),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(10,),
                authority=Authority(
                    PATR, "rule 9", Grade.MEMORY, "Late with reasons under rule 10: the tribunal chair decides."
                ),
            ),
        ),
        if_missed="the tribunal chair decides on a late notice",
        example=Example(on=date(2026, 3, 27)),
    ),
    TimeLimit(
        key="pat_respondent",
        title="Respondent's documents in a tribunal appeal",
        side=Side.DUTY,
        actor="respondent (the force)",
        act=Act.APPEAL,
        triggers=(Trigger(name="notice_received", clause="the copy of the notice of appeal was received"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(15,),
                authority=Authority(
                    PATR, "rule 13(3)", Grade.TEXT_SEEN, "The last day; the duty is as soon as reasonably practicable."
                ),
            ),
        ),
        extension=Power(
            holders=("tribunal_chair",),
            condition="where the chair allows it",
            authority=Authority(PATR, "rule 15", Grade.MEMORY),
        ),
        example=Example(on=date(2026, 5, 15)),
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
        triggers=(Trigger(name="left", clause="the officer resigned or retired"),),
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
                authority=Authority(BLR, "review of entries", Grade.SECONDARY, "How it is counted is assumed."),
                counted=Grade.MEMORY,
            ),
            Rule(
                option="gross_incompetence",
                counting=Counting.MONTHS_WAIT,
                numbers=(36,),
                authority=Authority(BLR, "review of entries", Grade.SECONDARY, "How it is counted is assumed."),
                counted=Grade.MEMORY,
            ),
        ),
        choice=Choice(
            name="barred_for",
            options={"gross_misconduct": "gross misconduct", "gross_incompetence": "gross incompetence"},
        ),
        example=Example(on=date(2026, 7, 16), events=(("barred_for", "gross_misconduct"),)),
    ),
    TimeLimit(
        key="fww_live",
        title="Life of a final written warning",
        side=Side.LIFE,
        actor="panel or person conducting",
        act=Act.OUTCOME,
        triggers=(NOTIFIED,),
        rules=(
            Rule(
                counting=Counting.MONTHS,
                numbers=(24,),
                authority=Authority(
                    PCR,
                    "reg 62(4)(a)",
                    Grade.TEXT_SEEN,
                    "Reg 42, for meetings and hearings, is remembered as the same.",
                ),
            ),
        ),
        setting=Setting(
            name="live_months",
            clause="the panel may lengthen it",
            lowest=24,
            highest=60,
            each=1,
            authority=Authority(PCR, "reg 62(4)(b)", Grade.TEXT_SEEN),
        ),
        holds=(career_break(Grade.TEXT_SEEN, "reg 62(5)"),),
        if_missed="the warning expires",
        example=Example(on=date(2024, 2, 29)),
    ),
    TimeLimit(
        key="fww_live_max",
        title="Longest life that a panel may give a final written warning",
        side=Side.BOUNDARY,
        actor="panel",
        act=Act.OUTCOME,
        triggers=(NOTIFIED,),
        rules=(
            Rule(
                counting=Counting.MONTHS,
                numbers=(60,),
                authority=Authority(PCR, "reg 62(4)(b)", Grade.TEXT_SEEN),
            ),
        ),
        holds=(career_break(Grade.TEXT_SEEN, "reg 62(5)"),),
        example=Example(on=date(2026, 1, 31)),
    ),
    TimeLimit(
        key="ww_live",
        title="Life of a written warning",
        side=Side.LIFE,
        actor="panel or person conducting",
        act=Act.OUTCOME,
        triggers=(NOTIFIED,),
        rules=(
            Rule(
                counting=Counting.MONTHS,
                numbers=(18,),
                authority=Authority(PCR, "reg 42", Grade.MEMORY),
            ),
        ),
        holds=(career_break(Grade.MEMORY, "reg 42"),),
        if_missed="the warning expires",
        example=Example(on=date(2024, 8, 31)),
    ),
)
