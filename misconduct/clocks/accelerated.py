"""Time limits of accelerated misconduct hearings (Police (Conduct) Regulations 2020, Part 5)."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Example, Rule, Side, TimeLimit, Trigger
from misconduct.clocks.powers import AGREED_ACCELERATED, SUB_JUDICE, by
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act

LIMITS = (
    TimeLimit(
        key="amh_window",
        title="Accelerated misconduct hearing",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.PROCEEDINGS,
        triggers=(
            Trigger(name="notice_given", clause="the notice was given under regulation 51(1)", is_served=True),
            Trigger(
                name="replaced",
                clause="a person was replaced because an objection to them was upheld (the same window: reg 52(1A))",
            ),
        ),
        rules=(
            Rule(
                counting=Counting.WD_WINDOW,
                numbers=(10, 15),
                authority=Authority(PCR, "reg 52(1) and (1A)", Grade.TEXT_SEEN),
            ),
        ),
        shortening=AGREED_ACCELERATED,
        holds=(SUB_JUDICE,),
        if_missed="raise it at once",
        example=Example(on=date(2026, 12, 14)),
    ),
    TimeLimit(
        key="amh_response",
        title="Officer's response before an accelerated hearing",
        side=Side.RIGHT,
        actor="officer",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="documents_supplied", clause="the documents were supplied", is_served=True),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(7,),
                authority=Authority(PCR, "reg 54", Grade.MEMORY),
            ),
        ),
        extension=by("chair", condition="in exceptional circumstances", provision="reg 54", grade=Grade.MEMORY),
        shortening=AGREED_ACCELERATED,
        example=Example(on=date(2026, 12, 14)),
    ),
    TimeLimit(
        key="amh_public_notice",
        title="Public notice of an accelerated hearing, where the chair requires it",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.PROCEEDINGS,
        triggers=(Trigger(name="notice_given", clause="notice of the hearing was given"),),
        rules=(
            Rule(
                counting=Counting.PRACTICABLE,
                numbers=(),
                authority=Authority(PCR, "reg 53(2)", Grade.TEXT_SEEN),
            ),
        ),
        example=Example(on=date(2026, 12, 14)),
    ),
)
