"""Time limits of misconduct meetings and hearings (Police (Conduct) Regulations 2020, Part 4)."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.clocks.powers import AGREED, AGREED_EITHER, SUB_JUDICE, by
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act

DOCUMENTS_SUPPLIED = Trigger(
    name="documents_supplied", clause="the documents were supplied under regulation 30(1)", is_served=True
)
OFFICER_COMPLIED = Trigger(name="officer_complied", clause="the officer complied with regulation 31(2)")
DATE_SPECIFIED = Trigger(name="date_specified", clause="the date was specified", is_served=True)

LIMITS = (
    TimeLimit(
        key="panel_objection",
        title="Officer's objection to a person who is to chair, conduct, sit or advise",
        side=Side.RIGHT,
        actor="officer",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="name_notified", clause="the name was notified", is_served=True),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(
                    PCR,
                    "reg 30; for accelerated hearings reg 51(2C)",
                    Grade.MEMORY,
                    "The right was read; the number is that of the Performance Regulations.",
                ),
            ),
        ),
        shortening=AGREED_EITHER,
        if_missed="a person decides about a late objection",
        example=Example(on=date(2026, 4, 2)),
    ),
    TimeLimit(
        key="officer_response",
        title="Officer's response",
        side=Side.RIGHT,
        actor="officer",
        act=Act.PROCEEDINGS,
        triggers=(DOCUMENTS_SUPPLIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(15,),
                authority=Authority(PCR, "reg 31(1)(a)", Grade.TEXT_SEEN),
            ),
        ),
        extension=by(
            "person_conducting",
            "chair",
            condition="in exceptional circumstances",
            provision="reg 31(1)",
            grade=Grade.TEXT_SEEN,
        ),
        shortening=AGREED,
        if_missed="the chair or the person conducting manages the case",
        example=Example(on=date(2026, 8, 15)),
    ),
    TimeLimit(
        key="witness_lists",
        title="Lists of proposed witnesses",
        side=Side.DUTY,
        actor="appropriate authority and officer, each",
        act=Act.PROCEEDINGS,
        triggers=(OFFICER_COMPLIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(3,),
                authority=Authority(PCR, "reg 31(4)", Grade.TEXT_SEEN),
            ),
        ),
        shortening=AGREED,
        if_missed="the chair is asked to act",
        example=Example(on=date(2026, 4, 2)),
    ),
    TimeLimit(
        key="lists_to_chair",
        title="Witness lists to the chair or the person conducting",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="lists_exchanged", clause="the lists, or notice that there are none, were exchanged"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(10,),
                authority=Authority(PCR, "reg 32(2)", Grade.TEXT_SEEN),
            ),
        ),
        shortening=AGREED,
        example=Example(on=date(2026, 5, 1)),
    ),
    TimeLimit(
        key="documents_to_chair",
        title="Documents to the chair or the person conducting",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.PROCEEDINGS,
        triggers=(OFFICER_COMPLIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(10,),
                authority=Authority(PCR, "reg 32(6)", Grade.TEXT_SEEN),
            ),
        ),
        shortening=AGREED,
        example=Example(on=date(2027, 5, 21)),
    ),
    TimeLimit(
        key="prehearing",
        title="Misconduct pre-hearing",
        side=Side.DUTY,
        actor="chair",
        act=Act.PROCEEDINGS,
        triggers=(
            Trigger(
                name="documents_to_chair", clause="the documents were supplied to the chair under regulation 32(6)"
            ),
        ),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(15,),
                authority=Authority(PCR, "reg 33(1)(a)", Grade.TEXT_SEEN),
            ),
        ),
        extension=by(
            "chair", condition="on a condition that was not read", provision="reg 33(10)(a)", grade=Grade.TEXT_SEEN
        ),
        shortening=AGREED,
        holds=(SUB_JUDICE,),
        example=Example(on=date(2026, 3, 20)),
    ),
    TimeLimit(
        key="prehearing_alternative",
        title="Alternative date for a pre-hearing",
        side=Side.RIGHT,
        actor="officer",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="date_specified", clause="the chair specified the date", is_served=True),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCR,
                    "reg 33(3)(b)",
                    Grade.TEXT_SEEN,
                    "The date must be reasonable. In joint cases the chair decides within the same period.",
                ),
            ),
        ),
        shortening=AGREED,
        if_missed="the chair's date stands",
        example=Example(on=date(2026, 12, 23)),
    ),
    TimeLimit(
        key="misconduct_meeting",
        title="Misconduct meeting",
        side=Side.DUTY,
        actor="person conducting the meeting",
        act=Act.PROCEEDINGS,
        triggers=(DOCUMENTS_SUPPLIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(20,),
                authority=Authority(PCR, "reg 34", Grade.MEMORY, "The text of 2009 was read."),
            ),
        ),
        extension=by(
            "person_conducting",
            condition="in the interests of justice, with written reasons",
            provision="reg 34",
            grade=Grade.MEMORY,
        ),
        shortening=AGREED,
        holds=(SUB_JUDICE,),
        if_missed="reasons are given",
        example=Example(on=date(2025, 12, 10)),
    ),
    TimeLimit(
        key="meeting_alternative",
        title="Alternative date for a misconduct meeting",
        side=Side.RIGHT,
        actor="officer",
        act=Act.PROCEEDINGS,
        triggers=(DATE_SPECIFIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(PCR, "reg 34", Grade.NEAR_TEXT),
            ),
        ),
        shortening=AGREED,
        example=Example(on=date(2026, 12, 23)),
    ),
    TimeLimit(
        key="misconduct_hearing",
        title="Misconduct hearing",
        side=Side.DUTY,
        actor="chair",
        act=Act.PROCEEDINGS,
        triggers=(DOCUMENTS_SUPPLIED,),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(100,),
                authority=Authority(
                    PCR,
                    "reg 29 or 33",
                    Grade.MEMORY,
                    "A law blog says that there is a new limit; the number and the regulation are remembered. It was "
                    "30 working days under the regulations before 2020.",
                ),
            ),
        ),
        extension=by(
            "chair",
            condition="in the interests of justice, with written reasons",
            provision="reg 29 or 33",
            grade=Grade.MEMORY,
        ),
        shortening=AGREED,
        holds=(SUB_JUDICE,),
        if_missed="reasons are given",
        example=Example(on=date(2026, 1, 5)),
    ),
    TimeLimit(
        key="public_notice_hearing",
        title="Public notice of a hearing",
        side=Side.DUTY,
        actor="appropriate authority, as the chair directs",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="hearing", clause="the hearing begins"),),
        rules=(
            Rule(
                counting=Counting.WD_BEFORE,
                numbers=(5,),
                authority=Authority(PCR, "reg 36", Grade.MEMORY),
                readings=(Reading(counting=Counting.WD_BEFORE_CLEAR, numbers=(5,)),),
            ),
        ),
        if_missed="the reason for late notice is given",
        example=Example(on=date(2026, 6, 3)),
    ),
)
