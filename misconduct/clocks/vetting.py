"""Time limits of vetting. How long a clearance is valid is policy, kept as data; no day-count of the law was seen."""

from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.clocks.limits import Choice, Example, Reading, Rule, Setting, Side, TimeLimit, Trigger
from misconduct.counting import Counting
from misconduct.instruments import APP, LOCAL, VETTING
from misconduct.savings import Act

# Level, what it is, years of validity, how far that was verified.
LEVELS = (
    ("RV", "recruitment vetting", 10, Grade.SECONDARY),
    ("MV", "management vetting", 7, Grade.MEMORY),
    ("NPPV1", "non-police personnel vetting, level 1", 3, Grade.MEMORY),
    ("NPPV2A", "non-police personnel vetting, level 2 abbreviated", 3, Grade.MEMORY),
    ("NPPV2", "non-police personnel vetting, level 2 full", 3, Grade.MEMORY),
    ("NPPV3", "non-police personnel vetting, level 3", 3, Grade.MEMORY),
    ("CTC", "counter-terrorist check", 10, Grade.MEMORY),
    ("SC", "security check", 10, Grade.MEMORY),
    ("ESC", "enhanced security check", 10, Grade.MEMORY),
    ("DV", "developed vetting", 7, Grade.MEMORY),
)
VALIDITY_NOTES = {
    "RV": "Authorised Professional Practice of 2021, quoted in a force's answer; the current one was not read."
}

LIMITS = (
    TimeLimit(
        key="change_of_circumstances",
        title="Officer's notice of a change of circumstances",
        side=Side.DUTY,
        actor="officer",
        act=Act.VETTING,
        triggers=(Trigger(name="changed", clause="something changed that may affect suitability"),),
        rules=(
            Rule(
                counting=Counting.PROMPTLY,
                numbers=(),
                authority=Authority(VETTING, "reg 5", Grade.SECONDARY),
            ),
        ),
        example=Example(on=date(2026, 3, 2)),
    ),
    TimeLimit(
        key="vetting_suspension",
        title="Suspension during a vetting assessment",
        side=Side.LIFE,
        actor="appropriate authority",
        act=Act.VETTING,
        triggers=(Trigger(name="suspended", clause="the officer was suspended"),),
        rules=(
            Rule(
                counting=Counting.UNTIL_EVENT,
                numbers=(),
                authority=Authority(
                    VETTING,
                    "reg 13(5)",
                    Grade.SECONDARY,
                    "It ends when it is decided not to assess, or when the assessment concludes.",
                ),
            ),
        ),
        example=Example(on=date(2026, 3, 2)),
    ),
    TimeLimit(
        key="vetting_process",
        title="Notice, response, decision and appeals in a withdrawal of clearance",
        side=Side.DUTY,
        actor="vetting authority and officer",
        act=Act.VETTING,
        triggers=(Trigger(name="assessor_appointed", clause="the person to assess was appointed"),),
        rules=(
            Rule(
                counting=Counting.NOT_SEEN,
                numbers=(),
                authority=Authority(VETTING, "Parts 3 and 4", Grade.MEMORY, "No day-count of these was seen."),
            ),
        ),
        example=Example(on=date(2026, 3, 2)),
    ),
    TimeLimit(
        key="vetting_refusal_appeal_contractor",
        title="Contractor's appeal against a refusal of clearance",
        side=Side.RIGHT,
        actor="contractor",
        act=Act.VETTING,
        triggers=(Trigger(name="notified", clause="the refusal was notified", is_served=True),),
        rules=(
            Rule(
                counting=Counting.DAYS_AFTER,
                numbers=(14,),
                authority=Authority(
                    LOCAL,
                    "scheme of one force for contractors (Warwickshire)",
                    Grade.LOCAL,
                    "Where day 0 lies is our choice.",
                ),
                readings=(Reading(counting=Counting.DAYS_FROM, numbers=(14,)),),
            ),
        ),
        example=Example(on=date(2026, 3, 2)),
    ),
    TimeLimit(
        key="vetting_expiry",
        title="Last day of a vetting clearance",
        side=Side.LIFE,
        actor="vetting unit",
        act=Act.VETTING,
        triggers=(Trigger(name="granted", clause="the clearance was granted"),),
        rules=tuple(
            Rule(
                option=level,
                counting=Counting.MONTHS,
                numbers=(12 * years,),
                authority=Authority(APP, f"validity of {words}", grade, VALIDITY_NOTES.get(level, "")),
            )
            for level, words, years, grade in LEVELS
        ),
        choice=Choice(name="level", options={level: words for level, words, _, _ in LEVELS}),
        setting=Setting(
            name="validity_years",
            clause="the force's policy sets it",
            lowest=1,
            highest=20,
            each=12,
            authority=Authority(LOCAL, "validity by the force's policy", Grade.LOCAL),
        ),
        if_missed="nothing happens by itself: expiry raises a flag and dismisses nobody",
        example=Example(on=date(2019, 5, 14), events=(("level", "RV"),)),
    ),
    TimeLimit(
        key="vetting_annual_review",
        title="Annual integrity and vetting review",
        side=Side.DUTY,
        actor="vetting unit and line manager",
        act=Act.VETTING,
        triggers=(Trigger(name="last_review", clause="the last review was completed"),),
        rules=(
            Rule(
                counting=Counting.MONTHS,
                numbers=(12,),
                authority=Authority(
                    LOCAL, "interval of the annual review", Grade.LOCAL, "That there is one was read in the APP."
                ),
            ),
        ),
        example=Example(on=date(2028, 2, 29)),
    ),
    TimeLimit(
        key="vetting_grant_to_appointment",
        title="Last day on which a candidate or transferee may be appointed on a clearance",
        side=Side.DUTY,
        actor="vetting unit",
        act=Act.VETTING,
        triggers=(Trigger(name="granted", clause="the clearance was granted", is_act=False),),
        rules=(
            Rule(
                counting=Counting.MONTHS,
                numbers=(6,),
                authority=Authority(
                    VETTING,
                    "as amended from 13 July 2026",
                    Grade.LOCAL,
                    "For appointments and transfers from 13 July 2026 on. Six months were read in a summary; in which "
                    "direction and how they are counted was not seen. This is the safe reading.",
                ),
                readings=(Reading(counting=Counting.MONTHS_NOT_EXCEED, numbers=(6,)),),
            ),
        ),
        if_missed="a fresh clearance is needed",
        example=Example(on=date(2026, 8, 31)),
    ),
)
