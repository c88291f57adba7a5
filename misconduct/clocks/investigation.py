"""Time limits of notice, investigation and the decision whether there is a case to answer."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.clocks.powers import by
from misconduct.counting import Counting
from misconduct.instruments import PCR
from misconduct.savings import Act, Fact

DELAY_REPORT = (
    "a written delay report to the local policing body is due as soon as practicable, unless it would prejudice the "
    "investigation, with a copy to the officer subject to the harm test"
)

LIMITS = (
    TimeLimit(
        key="reg17_notice",
        title="Written notice of investigation to the officer",
        side=Side.DUTY,
        actor="investigator",
        act=Act.INVESTIGATION,
        triggers=(Trigger(name="investigator_appointed", clause="the investigator was appointed"),),
        rules=(
            Rule(
                counting=Counting.REASONABLY_PRACTICABLE,
                numbers=(),
                authority=Authority(
                    PCR, "reg 17", Grade.SECONDARY, "It may wait while notice would prejudice an investigation."
                ),
            ),
        ),
        prompt=5,
        example=Example(on=date(2026, 9, 14)),
    ),
    TimeLimit(
        key="rep_to_investigator",
        title="Officer's statement and documents to the investigator",
        side=Side.RIGHT,
        actor="officer or police friend",
        act=Act.INVESTIGATION,
        triggers=(Trigger(name="notice_given", clause="the notice was given", is_served=True),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(10,),
                authority=Authority(PCR, "reg 18(1)", Grade.SECONDARY, "Corroborated by the text of 2015."),
            ),
        ),
        extension=by(
            "investigator", condition="where the investigator allows it", provision="reg 18", grade=Grade.SECONDARY
        ),
        if_missed="the investigation proceeds without",
        example=Example(on=date(2026, 12, 18)),
    ),
    TimeLimit(
        key="timeliness_reg19",
        title="Period after which delay in a conduct investigation is reported",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.INVESTIGATION,
        triggers=(
            Trigger(
                name="came_to_attention",
                clause="the matter came to the attention of the appropriate authority",
                fact=Fact.CAME_TO_ATTENTION,
            ),
        ),
        rules=(
            Rule(
                counting=Counting.MONTHS_CHAIN,
                numbers=(12, 6),
                authority=Authority(PCR, "reg 19(2)(a) and (b)", Grade.TEXT_SEEN),
            ),
        ),
        then=DELAY_REPORT,
        example=Example(on=date(2024, 8, 31), events=(("period", "3"),)),
    ),
    TimeLimit(
        key="case_to_answer",
        title="Decision whether there is a case to answer",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.CASE_TO_ANSWER,
        triggers=(Trigger(name="report_received", clause="the investigator's report was received"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(15,),
                authority=Authority(PCR, "reg 23(11)", Grade.SECONDARY, "Commentary on the draft was read."),
            ),
        ),
        if_missed="tell the officer the reason",
        example=Example(on=date(2025, 12, 5)),
    ),
    TimeLimit(
        key="rprp_account",
        title="Officer's account in a reflective practice review",
        side=Side.RIGHT,
        actor="officer",
        act=Act.REFLECTIVE_PRACTICE,
        triggers=(Trigger(name="notice_given", clause="the notice was given", is_served=True),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(PCR, "reg 67", Grade.SECONDARY, "The counting is assumed."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WD_FROM, numbers=(5,)),),
            ),
        ),
        if_missed="the review proceeds without",
        example=Example(on=date(2025, 5, 2)),
    ),
    TimeLimit(
        key="rprp_pdr",
        title="Discussion of the reflective review in the officer's development review",
        side=Side.DUTY,
        actor="line manager",
        act=Act.REFLECTIVE_PRACTICE,
        triggers=(Trigger(name="report_agreed", clause="the reflective review development report was agreed"),),
        rules=(
            Rule(
                counting=Counting.MONTHS_NOT_EXCEED,
                numbers=(12,),
                authority=Authority(PCR, "reg 70(6)", Grade.TEXT_SEEN, "The counting is assumed."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.MONTHS, numbers=(12,)),),
            ),
        ),
        example=Example(on=date(2025, 6, 10)),
    ),
    TimeLimit(
        key="former_B",
        title="Former officer: how long after leaving a matter may still come to attention (condition B)",
        side=Side.BOUNDARY,
        actor="appropriate authority or Director General",
        act=Act.ASSESSMENT,
        triggers=(Trigger(name="left", clause="the officer left", is_act=False),),
        rules=(
            Rule(
                counting=Counting.MONTHS_NOT_EXCEED,
                numbers=(12,),
                authority=Authority(PCR, "reg 4(4)(b)", Grade.TEXT_SEEN, "The boundary day is assumed."),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.MONTHS, numbers=(12,)),),
            ),
        ),
        if_missed="it cannot proceed unless condition C is met",
        example=Example(on=date(2024, 2, 29)),
    ),
)
