"""An allegation against an officer: from coming to attention through the severity assessment."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, having
from misconduct.instruments import POLICE_REGULATIONS
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Decider, Part, Started, Transition, by, local, pcmr, pcr
from misconduct.stages.lifecycles import BEFORE_PROCEEDINGS, INVESTIGATED, OPEN_CONDUCT
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_INTERNAL = having(track="internal")
_LOCAL = having(track="police_reform_act", mode="local")
_IOPC = having(track="police_reform_act", mode=("directed", "independent"))
_SPECIAL_PROCEDURE = pcmr("reg 16")

# Regulation 14, and in the special procedure regulation 16 of the Complaints and Misconduct Regulations.
ASSESSORS = (
    Decider(who=Who.APPROPRIATE_AUTHORITY, where=_INTERNAL),
    Decider(who=Who.INVESTIGATOR, where=_LOCAL, authority=_SPECIAL_PROCEDURE),
    Decider(who=Who.DIRECTOR_GENERAL, where=_IOPC, authority=_SPECIAL_PROCEDURE),
)
_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_NEITHER = Guard(
    name="neither",
    needs=having(assessment="neither"),
    why="It follows an assessment as neither misconduct nor gross misconduct.",
    authority=pcr("reg 14(2)"),
)
_CONSULTED = Guard(
    name="line_manager",
    needs=having(line_manager_consulted="yes"),
    why="The line manager is consulted first.",
    authority=pcr("reg 14(2) and (3)"),
)
_AFTER_REPORT = Guard(
    name="no_proceedings",
    needs=(
        *having(case_to_answer="none"),
        *having(proceedings_to_be_brought="no"),
    ),
    why="After the report it follows when there is no case to answer, or no proceedings are to be brought.",
    authority=pcr("reg 23", Grade.MEMORY, "As amended by SI 2025/558 reg 12, whose heading only was read."),
)
_NOT_GROSS = Guard(
    name="not_gross",
    needs=having(case_to_answer=("misconduct", "none")),
    why="Where there is a case to answer for gross misconduct it is referred to a hearing.",
    authority=pcr("reg 23", Grade.MEMORY),
)
_SERVING = Guard(
    name="serving",
    needs=having(officer_status="serving"),
    why="It is for serving officers: of a former officer only gross misconduct is pursued.",
    authority=pcr("reg 4(2) to (5)"),
)


ACTS = (
    Act(
        key="record_allegation",
        title="Record the allegation against the person",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 4(1)"),
        by=by(Who.DEPARTMENT, Who.APPROPRIATE_AUTHORITY),
        only="It is the first act.",
        guards=(
            Guard(
                name="indication",
                needs=having(indication="yes"),
                why="There is an indication that the conduct may be misconduct, gross misconduct or practice requiring "
                "improvement.",
                authority=pcr("reg 4(1)"),
            ),
        ),
        records=("the day on which it came to attention, which is the legal date", "its source", "Standards engaged"),
        starts=(
            Started(key="timeliness_reg19", event="came_to_attention", where=having(track="internal")),
            Started(key="timeliness_pcmr13", event="matter_start", where=having(track="police_reform_act")),
        ),
        sets={"sub_judice": "no", "suspension": "none", "notice_given": "no"},
    ),
    Act(
        key="open_assessment",
        title="Open the severity assessment",
        kind=ActKind.ASSESSMENT,
        power=pcr("regs 13 and 14"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the recording of the allegation.",
        guards=(
            Guard(
                name="one_track",
                needs=having(track=("internal", "police_reform_act")),
                why="It is dealt with on exactly one track: Part 3 of the Conduct Regulations, or the Police Reform "
                "Act, under which Part 3 does not apply.",
                authority=pcr("reg 13"),
            ),
            Guard(
                name="referral_considered",
                where=having(track="police_reform_act"),
                needs=having(referral_considered="yes"),
                why="Whether it must be referred to the IOPC is considered first.",
                authority=pcmr("regs 4 and 7"),
            ),
            Guard(
                name="former_officer",
                where=having(officer_status="former"),
                needs=having(within_regulation_4="yes"),
                why="A former officer's matter is within the Regulations only under condition A, B or C.",
                authority=pcr("reg 4(2) to (5)", Grade.TEXT_SEEN, "Of condition C a part was read."),
            ),
        ),
        records=("who assesses", "the track"),
    ),
    Act(
        key="investigate",
        title="Assess as misconduct or gross misconduct, and investigate",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(1) and (5)"),
        by=ASSESSORS,
        procedure=Procedure.CONDUCT,
        only="It follows the opening of the severity assessment.",
        guards=(
            Guard(
                name="assessed",
                needs=having(assessment=("misconduct", "gross_misconduct")),
                why="Conduct assessed as misconduct or gross misconduct must be investigated; what is neither is not.",
                authority=pcr("reg 14(1) and (5)"),
            ),
            Guard(
                name="former_gross_only",
                where=having(officer_status="former"),
                needs=having(assessment="gross_misconduct"),
                why="Of a former officer only gross misconduct is pursued.",
                authority=pcr("reg 4(2) to (5)"),
            ),
        ),
        records=(
            "the level and the reasons",
            "the likely form of proceedings",
            "the date: warnings in force on it count later",
        ),
        starts=(
            Started(
                key="suspension_decision",
                event="assessed_under_investigation",
                where=having(assessment="gross_misconduct", under_criminal_investigation="yes"),
            ),
        ),
    ),
    Act(
        key="refer_to_reflective_practice",
        title="Refer to the reflective practice review process",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2) to (4) and (7)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, or the decision whether there is a case to answer.",
        guards=(
            _SERVING,
            Guard(
                name="practice",
                needs=having(practice_requiring_improvement="yes"),
                why="It is for practice requiring improvement.",
                authority=pcr("reg 14(2)"),
            ),
        ),
        records=("the consultation of the line manager", "the reasons", "notice to the officer"),
        starts=(Started(key="rprp_account", event="notice_given"),),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="refer_to_performance",
        title="Hand over to the Performance Regulations",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2), (3) and (7)"),
        by=_AUTHORITY,
        procedure=Procedure.PERFORMANCE,
        only="It follows a severity assessment, or the decision whether there is a case to answer.",
        guards=(_SERVING,),
        records=("the consultation of the line manager", "the stage at which it enters", "notice to the officer"),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="refer_to_vetting",
        title="Hand over to the Vetting Regulations",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2), (3) and (7), as amended by SI 2025/558 reg 9"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, or the decision whether there is a case to answer.",
        guards=(_SERVING,),
        records=("the reasons", "notice to the officer", "referral to the force vetting manager"),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="take_no_further_action",
        title="Take no further action",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2) and (7)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, or the decision whether there is a case to answer.",
        records=("the decision and its reasons", "notice to the officer"),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="refer_to_regulation_13",
        title="Refer a constable on probation under regulation 13",
        kind=ActKind.ASSESSMENT,
        power=Authority(POLICE_REGULATIONS, "reg 13", Grade.TEXT_SEEN),
        by=by(Who.CHIEF_OFFICER),
        procedure=Procedure.REGULATION_13,
        only="It follows a severity assessment, or the decision whether there is a case to answer.",
        guards=(
            Guard(
                name="not_likely",
                needs=having(not_likely_efficient="yes"),
                why="Regulation 13 is for a constable who is not likely to become an efficient or well conducted one.",
                authority=Authority(POLICE_REGULATIONS, "reg 13", Grade.MEMORY),
            ),
            Guard(
                name="same_facts",
                needs=having(same_facts_dealt_with="no"),
                why="Stop: where misconduct proceedings have dealt with the same facts, using regulation 13 for them "
                "was challenged in court. Take legal advice first.",
                authority=Authority(
                    POLICE_REGULATIONS,
                    "reg 13, Barnes v Chief Constable of Thames Valley Police [2023]",
                    Grade.SECONDARY,
                    "That challenge was dismissed.",
                ),
            ),
        ),
        records=("why the constable is referred", "the material relied on", "notice to the constable"),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="revise_assessment",
        title="Revise the severity assessment",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(6)"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY, where=_INTERNAL),
            Decider(who=Who.INVESTIGATOR, where=_LOCAL, authority=pcmr("reg 19")),
            Decider(who=Who.DIRECTOR_GENERAL, where=_IOPC, authority=pcmr("reg 19")),
        ),
        procedure=Procedure.CONDUCT,
        only="Severity is revised only after it was assessed and before the misconduct proceedings begin.",
        guards=(
            Guard(
                name="authority_consulted",
                where=having(track="police_reform_act"),
                needs=having(authority_consulted="yes"),
                why="In an investigation under the Police Reform Act the appropriate authority is consulted first.",
                authority=pcmr("reg 19(4)"),
            ),
            Guard(
                name="new_level",
                needs=having(assessment=("misconduct", "gross_misconduct", "neither")),
                why="The new level is named; the old one is kept with its reasons.",
                authority=pcr("reg 14(6)"),
            ),
        ),
        records=(
            "the old and the new level, with reasons; the old is kept",
            "notice to the officer, unless it would prejudice an investigation",
            "notice to the appropriate authority, where the investigator or the Director General revises",
        ),
    ),
    Act(
        key="end_for_former_officer",
        title="End the matter of a former officer",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 4(2) to (5)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the leaving of an officer, before proceedings are decided.",
        guards=(
            Guard(
                name="former",
                needs=having(officer_status="former"),
                why="A serving officer's matter does not end in this way.",
                authority=pcr("reg 4(2) to (5)"),
            ),
            Guard(
                name="not_gross",
                needs=(*having(assessment=("misconduct", "neither")), *having(within_regulation_4="no")),
                why="Gross misconduct of a former officer within condition A, B or C goes on.",
                authority=pcr("reg 4(2) to (5)"),
            ),
        ),
        records=("the day on which the officer left", "which condition was tested", "notice to the officer"),
        stops=("timeliness_reg19", "timeliness_pcmr13"),
    ),
)
_CHOICE = (O.SEVERITY_ASSESSMENT,)
_AFTER = (O.CASE_TO_ANSWER_DECISION,)
_R3 = ("R3", "R4")
TRANSITIONS = (
    Transition(act="record_allegation", at=(O.NOTHING,), to=O.RECEIVED),
    Transition(act="open_assessment", at=(O.RECEIVED,), to=O.SEVERITY_ASSESSMENT),
    Transition(act="investigate", at=_CHOICE, to=O.INVESTIGATING),
    Transition(act="refer_to_reflective_practice", at=_CHOICE, to=O.REFLECTIVE_PRACTICE, guards=(_NEITHER, _CONSULTED)),
    Transition(act="refer_to_performance", at=_CHOICE, to=O.PERFORMANCE, guards=(_NEITHER, _CONSULTED)),
    Transition(act="refer_to_vetting", at=_CHOICE, to=O.VETTING_REFERRAL, versions=_R3, guards=(_NEITHER, _CONSULTED)),
    Transition(act="take_no_further_action", at=_CHOICE, to=O.NO_FURTHER_ACTION, guards=(_NEITHER,)),
    Transition(act="refer_to_regulation_13", at=_CHOICE, to=O.REG13_REFERRED),
    *(
        Transition(
            act=act,
            at=_AFTER,
            to=to,
            versions=versions,
            guards=(_AFTER_REPORT, _NOT_GROSS),
            authority=_AFTER_REPORT.authority,
        )
        for act, to, versions in (
            ("refer_to_reflective_practice", O.REFLECTIVE_PRACTICE, ()),
            ("refer_to_performance", O.PERFORMANCE, ()),
            ("refer_to_vetting", O.VETTING_REFERRAL, _R3),
            ("take_no_further_action", O.NO_FURTHER_ACTION, ()),
        )
    ),
    Transition(
        act="refer_to_regulation_13",
        at=_AFTER,
        to=O.REG13_REFERRED,
        authority=local("A department may turn to regulation 13 once the investigation shows what happened."),
    ),
    Transition(act="revise_assessment", at=(*INVESTIGATED, *BEFORE_PROCEEDINGS)),
    Transition(
        act="end_for_former_officer",
        at=tuple(
            stage
            for stage in (*OPEN_CONDUCT, O.REFLECTIVE_PRACTICE)
            if stage not in {O.DECIDED, O.OUTCOME_NOTIFIED, O.APPEAL_MEETING, O.APPEAL_PAT}
        ),
        to=O.CLOSED,
    ),
)
PART = Part(name="assessing", title="Severity assessment", acts=ACTS, transitions=TRANSITIONS)
