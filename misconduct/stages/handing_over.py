"""An allegation against an officer that does not go to proceedings: handed over to another procedure, or no action."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, either, having
from misconduct.instruments import POLICE_REGULATIONS
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Started, Transition, by, local, pcmr, pcr
from misconduct.stages.assessing import ASSESSORS, SERVING
from misconduct.stages.investigating import dg_decided
from misconduct.stages.lifecycles import INVESTIGATED
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


def _internal(grade: Grade, note: str = "") -> Guard:
    return Guard(
        name="internal",
        needs=either(having(track="internal"), having(mode="none")),
        why="Part 3 of the Conduct Regulations does not apply to what is investigated under the Police Reform Act.",
        authority=pcr("reg 13", grade, note),
    )


_INTERNAL = _internal(Grade.TEXT_SEEN)
# After the special procedure departments hand over as well; under which words was not read.
_HANDED_OVER = _internal(Grade.MEMORY, "What takes its place for a hand-over was not read.")
_MUST_BE_INVESTIGATED = Guard(
    name="must_be_investigated",
    needs=having(assessment="neither"),
    why="Conduct assessed as misconduct or gross misconduct must be investigated first, a probationer's too.",
    authority=pcr("reg 14(1) and (5)"),
)
_NO_FORM_DIRECTED = dg_decided("none")

ACTS = (
    Act(
        key="refer_to_reflective_practice",
        title="Refer to the reflective practice review process",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2) to (4) and (7)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, the decision whether there is a case to answer, or the outcome.",
        guards=(
            SERVING,
            Guard(
                name="practice",
                needs=having(practice_requiring_improvement="yes"),
                why="It is for practice requiring improvement.",
                authority=pcr("reg 14(2)"),
            ),
        ),
        records=(
            "the consultation of the line manager",
            "the reasons",
            "notice to the officer, unless it would prejudice an investigation",
        ),
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
        only="It follows a severity assessment, the decision whether there is a case to answer, or the outcome.",
        guards=(SERVING,),
        records=(
            "the consultation of the line manager",
            "the stage at which it enters",
            "notice to the officer, unless it would prejudice an investigation",
        ),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="refer_to_vetting",
        title="Hand over to the Vetting Regulations",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2), (3) and (7), as amended by SI 2025/558 reg 9"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, the decision whether there is a case to answer, or the outcome.",
        guards=(SERVING,),
        records=(
            "the reasons",
            "notice to the officer, unless it would prejudice an investigation",
            "referral to the force vetting manager",
        ),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="take_no_further_action",
        title="Take no further action",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(2) and (7)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment, the decision whether there is a case to answer, or the outcome.",
        records=("the decision and its reasons", "notice to the officer, unless it would prejudice an investigation"),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="leave_special_procedure",
        title="Go on without the special procedure",
        kind=ActKind.ASSESSMENT,
        power=pcmr(
            "reg 16", Grade.DERIVED, "That an assessment as neither ends the special procedure is our inference."
        ),
        by=ASSESSORS,
        procedure=Procedure.CONDUCT,
        only="It follows a severity assessment under the Police Reform Act.",
        guards=(
            Guard(
                name="neither",
                needs=having(assessment="neither"),
                why="It follows an assessment as neither misconduct nor gross misconduct.",
                authority=pcmr("reg 16"),
            ),
            Guard(
                name="police_reform_act",
                needs=having(track="police_reform_act"),
                why="On the Conduct Regulations' own track the choices of regulation 14 follow.",
                authority=pcr("reg 13"),
            ),
        ),
        records=("the assessment and its reasons", "that the complaint goes on: what comes to light is assessed again"),
    ),
    Act(
        key="refer_to_regulation_13",
        title="Refer a constable on probation under regulation 13",
        kind=ActKind.ASSESSMENT,
        power=Authority(POLICE_REGULATIONS, "reg 13", Grade.TEXT_SEEN),
        by=by(Who.CHIEF_OFFICER),
        procedure=Procedure.REGULATION_13,
        only="It follows a severity assessment, the decision whether there is a case to answer, or the outcome.",
        guards=(
            SERVING,
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
        records=(
            "why the constable is referred",
            "the material relied on",
            "notice to the constable, unless it would prejudice an investigation",
        ),
        stops=("timeliness_reg19",),
    ),
    Act(
        key="end_on_withdrawal",
        title="End because the complaint was withdrawn and is not gone on with",
        kind=ActKind.ASSESSMENT,
        power=pcmr("reg 38", Grade.DERIVED, "The Act then ceases to apply; of the allegation it says nothing."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.DIRECTOR_GENERAL),
        procedure=Procedure.CONDUCT,
        only="It is possible until it is referred to proceedings.",
        guards=(
            Guard(
                name="complaint_ended",
                needs=having(complaint_ended="yes"),
                why="The complaint was withdrawn, and whoever decides has decided not to go on with it.",
                authority=pcmr("reg 38", Grade.DERIVED),
            ),
        ),
        records=("the withdrawal and the decision not to go on", "notice to the officer, if the officer knew"),
        stops=("timeliness_reg19", "timeliness_pcmr13", "reg17_notice", "rep_to_investigator", "case_to_answer"),
    ),
)
_CHOICE = (O.SEVERITY_ASSESSMENT,)
_AFTER = (O.CASE_TO_ANSWER_DECISION,)
_R3 = ("R3", "R4")
TRANSITIONS = (
    Transition(
        act="refer_to_reflective_practice",
        at=_CHOICE,
        to=O.REFLECTIVE_PRACTICE,
        guards=(_HANDED_OVER, _NEITHER, _CONSULTED),
    ),
    Transition(act="refer_to_performance", at=_CHOICE, to=O.PERFORMANCE, guards=(_HANDED_OVER, _NEITHER, _CONSULTED)),
    Transition(
        act="refer_to_vetting",
        at=_CHOICE,
        to=O.VETTING_REFERRAL,
        versions=_R3,
        guards=(_HANDED_OVER, _NEITHER, _CONSULTED),
    ),
    Transition(act="take_no_further_action", at=_CHOICE, to=O.NO_FURTHER_ACTION, guards=(_INTERNAL, _NEITHER)),
    Transition(act="refer_to_regulation_13", at=_CHOICE, to=O.REG13_REFERRED, guards=(_MUST_BE_INVESTIGATED,)),
    *(
        Transition(
            act=act,
            at=_AFTER,
            to=to,
            versions=versions,
            guards=(_AFTER_REPORT, _NOT_GROSS, *_NO_FORM_DIRECTED),
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
        guards=(_NOT_GROSS, *_NO_FORM_DIRECTED),
        authority=local("A department may turn to regulation 13 once the investigation shows what happened."),
    ),
    Transition(
        act="refer_to_regulation_13",
        at=(O.OUTCOME_NOTIFIED,),
        to=O.REG13_REFERRED,
        authority=local("After misconduct proceedings on the same facts it warns first: see the guard."),
    ),
    Transition(
        act="refer_to_reflective_practice",
        at=(O.OUTCOME_NOTIFIED,),
        to=O.REFLECTIVE_PRACTICE,
        guards=(
            Guard(
                name="decided",
                needs=having(outcome="reflective_practice"),
                why="The meeting or hearing referred it to the reflective practice review process.",
                authority=pcr("reg 42(1)(b)"),
            ),
        ),
        authority=pcr("reg 42(1)(b)"),
    ),
    Transition(act="leave_special_procedure", at=_CHOICE, to=O.NO_FURTHER_ACTION),
    Transition(act="end_on_withdrawal", at=(O.RECEIVED, O.SEVERITY_ASSESSMENT, *INVESTIGATED), to=O.NO_FURTHER_ACTION),
)
PART = Part(name="handing_over", title="Handed over, or no further action", acts=ACTS, transitions=TRANSITIONS)
