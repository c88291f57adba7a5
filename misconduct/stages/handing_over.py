"""An allegation against an officer that does not go to proceedings: handed over to another procedure, or no action."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, either, having
from misconduct.instruments import POLICE_REGULATIONS
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Started, Transition, by, local, pcr
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

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
    needs=either(having(case_to_answer="none"), having(proceedings_to_be_brought="no")),
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
)
_CHOICE = (O.SEVERITY_ASSESSMENT,)
_AFTER = (O.CASE_TO_ANSWER_DECISION,)
_R3 = ("R3", "R4")
TRANSITIONS = (
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
)
PART = Part(name="handing_over", title="Handed over, or no further action", acts=ACTS, transitions=TRANSITIONS)
