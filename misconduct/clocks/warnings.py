"""How long a warning lives."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Choice, Example, Rule, Setting, Side, TimeLimit, Trigger
from misconduct.clocks.powers import career_break
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act

NOTIFIED = Trigger(name="notified", clause="the officer was notified of the action")

LIMITS = (
    TimeLimit(
        key="fww_live",
        title="Life of a final written warning",
        side=Side.LIFE,
        actor="panel or person conducting",
        act=Act.OUTCOME,
        triggers=(NOTIFIED,),
        rules=(
            Rule(
                option="accelerated_hearing",
                counting=Counting.MONTHS,
                numbers=(24,),
                authority=Authority(
                    PCR, "reg 62(4)(a)", Grade.TEXT_SEEN, "That is for accelerated hearings; say where it was given."
                ),
            ),
            Rule(
                option="meeting_or_hearing",
                counting=Counting.MONTHS,
                numbers=(24,),
                authority=Authority(PCR, "reg 42", Grade.MEMORY, "Remembered as the same as reg 62."),
            ),
        ),
        choice=Choice(
            name="given_at",
            options={"accelerated_hearing": "an accelerated hearing", "meeting_or_hearing": "a meeting or hearing"},
            is_required=False,
        ),
        setting=Setting(
            name="live_months",
            clause="the panel may lengthen it, to five years at most",
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
