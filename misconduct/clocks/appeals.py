"""Time limits of appeals from meetings and to the Police Appeals Tribunal."""

from datetime import date

from misconduct.authority import Authority, Grade, Power
from misconduct.clocks.limits import Example, Rule, Side, TimeLimit, Trigger
from misconduct.clocks.powers import by
from misconduct.counting import Counting
from misconduct.instruments import PATR, PCR
from misconduct.savings import Act

REPORT_GIVEN = Trigger(name="report_given", clause="the report was given to the officer", is_served=True)

LIMITS = (
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
        if_missed="accept it and mark it late: the appropriate authority decides, in exceptional circumstances",
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
        actor="officer or former officer",
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
                authority=Authority(PATR, "rule 9", Grade.MEMORY, "It may be given late with reasons under rule 10."),
            ),
        ),
        if_missed="give it late with reasons (rule 10): the tribunal chair decides",
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
)
