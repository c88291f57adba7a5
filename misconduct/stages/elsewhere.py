"""Other procedures: reflective practice, regulation 13, force policy, the employer, the officer's own force."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, having
from misconduct.instruments import FORCE_POLICY, POLICE_REGULATIONS
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Started, Transition, by, local, pcr
from misconduct.stages.assessing import OFFICER_KINDS, SERVING
from misconduct.stages.lifecycles import POLICY, REGULATION_13
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_CHIEF = by(Who.CHIEF_OFFICER)
_REG_13 = Authority(
    POLICE_REGULATIONS,
    "reg 13",
    Grade.SECONDARY,
    "The steps are those departments take; that they may be delegated was read (SI 2025/558 regs 3 and 4).",
)
_POLICY = Authority(FORCE_POLICY, "disciplinary policy", Grade.MEMORY)
_EMPLOYER = Authority(FORCE_POLICY, "contract with the employer", Grade.MEMORY)
_HOME = pcr("reg 2(1)", Grade.MEMORY)


def _reg_13(key: str, title: str, *records: str, guards: tuple[Guard, ...] = (), officer: bool = False) -> Act:
    return Act(
        key=key,
        title=title,
        kind=ActKind.ASSESSMENT,
        power=_REG_13,
        by=by(Who.OFFICER) if officer else _CHIEF,
        procedure=Procedure.REGULATION_13,
        only="It is a step of regulation 13, after the one before.",
        guards=guards,
        records=records,
    )


def _under_policy(key: str, title: str, *records: str, guards: tuple[Guard, ...] = (), mine: bool = False) -> Act:
    return Act(
        key=key,
        title=title,
        kind=ActKind.ASSESSMENT,
        power=_POLICY,
        by=by(Who.PERSON_CONCERNED) if mine else by(Who.HR_DECISION_MAKER),
        procedure=Procedure.POLICY,
        only="It is a step of the force's policy, after the one before.",
        guards=guards,
        records=records,
    )


ACTS = (
    Act(
        key="receive_reflective_account",
        title="Receive the officer's account",
        kind=ActKind.REFLECTIVE_PRACTICE,
        power=pcr("reg 67", Grade.SECONDARY),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="It is a step of the reflective practice review process.",
        records=("the account, which is not admissible in later proceedings",),
        stops=("rprp_account",),
    ),
    Act(
        key="hold_discussion",
        title="Hold the reflective discussion",
        kind=ActKind.REFLECTIVE_PRACTICE,
        power=pcr("regs 66 to 69"),
        by=by(Who.LINE_MANAGER, Who.REVIEWER),
        procedure=Procedure.CONDUCT,
        only="It is a step of the reflective practice review process.",
        guards=(SERVING,),
        records=("the day of the discussion",),
        sets={"discussion_held": "yes"},
    ),
    Act(
        key="complete_review",
        title="Complete the reflective review development report",
        kind=ActKind.REFLECTIVE_PRACTICE,
        power=pcr("reg 70"),
        by=by(Who.REVIEWER, Who.LINE_MANAGER),
        procedure=Procedure.CONDUCT,
        only="It ends the reflective practice review process.",
        guards=(
            SERVING,
            Guard(
                name="discussion",
                needs=having(discussion_held="yes"),
                why="The discussion was held.",
                authority=pcr("regs 66 to 70"),
            ),
        ),
        records=("a summary; actions with dates; lessons for officer and force; a review date",),
        starts=(Started(key="rprp_pdr", event="report_agreed"),),
        stops=("rprp_account",),
    ),
    _reg_13(
        "give_reg13_notice", "Give notice with the material", "the material served with it", "the right to respond"
    ),
    _reg_13("receive_reg13_response", "Receive the constable's response", "the day of receipt", officer=True),
    _reg_13("go_on_without_reg13_response", "Go on without a response", "that none came in the time allowed"),
    _reg_13(
        "hold_reg13_meeting",
        "Hold the meeting",
        "a record of the meeting",
        guards=(
            Guard(
                name="representative",
                needs=having(right_to_representative="yes"),
                why="The constable was told that they may bring a friend.",
                authority=Authority(POLICE_REGULATIONS, "reg 13", Grade.MEMORY),
            ),
        ),
    ),
    _reg_13("recommend_under_reg13", "Recommend what should happen", "the recommendation and its reasons"),
    _reg_13(
        "decide_under_reg13", "Decide under regulation 13", "the decision and its reasons", "notice to the constable"
    ),
    _under_policy("investigate_under_policy", "Investigate under contract and force policy", "the terms of reference"),
    _under_policy(
        "call_policy_meeting",
        "Call a disciplinary meeting",
        "the invitation with the evidence",
        guards=(
            Guard(
                name="representative",
                needs=having(right_to_representative="yes"),
                why="The person was told that they may bring a representative: a union's or a colleague, not a police "
                "friend.",
                authority=_POLICY,
            ),
        ),
    ),
    _under_policy(
        "decide_under_policy", "Decide under force policy", "the decision and its reasons", "the right of appeal"
    ),
    _under_policy("appeal_under_policy", "Appeal within the force", "the grounds", mine=True),
    _under_policy("decide_policy_appeal", "Decide the internal appeal", "the decision and its reasons"),
    _under_policy("close_under_policy", "Close under force policy", "that no appeal came in time"),
    Act(
        key="end_on_leaving",
        title="End another procedure because the person left",
        kind=ActKind.ASSESSMENT,
        power=local("A procedure of employment or probation has nobody left to be about."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.CHIEF_OFFICER, Who.HR_DECISION_MAKER),
        only="It is for regulation 13 and for procedures under contract and policy.",
        guards=(
            Guard(
                name="left",
                needs=having(officer_status="former"),
                why="The person left.",
                authority=local("Somebody who is still here goes on in the procedure."),
            ),
            Guard(
                name="no_gross_case",
                where=having(person_kind=OFFICER_KINDS, case_to_answer="gross_misconduct"),
                needs=having(within_regulation_4="no"),
                why="Gross misconduct of a former officer within condition A, B or C goes on.",
                authority=pcr("reg 4(2) to (5)", Grade.DERIVED, "Beside another procedure it was not read."),
            ),
        ),
        records=("the day of leaving", "what is kept for a later application or reference"),
    ),
    Act(
        key="refer_to_employer",
        title="Refer to the person's employer",
        kind=ActKind.ASSESSMENT,
        power=_EMPLOYER,
        by=by(Who.APPROPRIATE_AUTHORITY, Who.DEPARTMENT),
        procedure=Procedure.EMPLOYER,
        only="It follows the recording of the allegation.",
        guards=(
            Guard(
                name="told",
                needs=having(employer_told="yes"),
                why="The employer is told under the contract, unless that would prejudice an investigation.",
                authority=_EMPLOYER,
            ),
        ),
        records=("what the employer was told", "what was decided about access to premises and systems"),
    ),
    Act(
        key="record_employers_decision",
        title="Record the employer's decision",
        kind=ActKind.ASSESSMENT,
        power=_EMPLOYER,
        by=by(Who.EMPLOYER),
        procedure=Procedure.EMPLOYER,
        only="It follows the referral to the employer.",
        records=("the decision", "whether access is given back, and the vetting review"),
    ),
    Act(
        key="refer_to_home_force",
        title="Refer to the officer's own force",
        kind=ActKind.ASSESSMENT,
        power=_HOME,
        by=by(Who.APPROPRIATE_AUTHORITY, Who.DEPARTMENT),
        procedure=Procedure.HOME_FORCE,
        only="It follows the recording of the allegation.",
        records=("what was handed over and when", "the force's reference", "whether the secondment goes on"),
    ),
    Act(
        key="record_home_forces_decision",
        title="Record the decision of the officer's own force",
        kind=ActKind.ASSESSMENT,
        power=_HOME,
        by=by(Who.HOME_FORCE),
        procedure=Procedure.HOME_FORCE,
        only="It follows the referral to that force.",
        records=("the decision",),
    ),
)
_OURS = local("The source says that the procedure exists; its steps are the usual ones, so that the matter has an end.")
TRANSITIONS = (
    Transition(act="receive_reflective_account", at=(O.REFLECTIVE_PRACTICE,)),
    Transition(act="hold_discussion", at=(O.REFLECTIVE_PRACTICE,)),
    Transition(act="complete_review", at=(O.REFLECTIVE_PRACTICE,), to=O.CLOSED),
    Transition(act="end_on_leaving", at=(*REGULATION_13, *POLICY, O.WITH_EMPLOYER, O.WITH_HOME_FORCE), to=O.CLOSED),
    *(
        Transition(act=act, at=(at,), to=to, authority=authority)
        for act, at, to, authority in (
            ("give_reg13_notice", O.REG13_REFERRED, O.REG13_NOTICE_GIVEN, _REG_13),
            ("receive_reg13_response", O.REG13_NOTICE_GIVEN, O.REG13_RESPONSE_RECEIVED, _REG_13),
            ("go_on_without_reg13_response", O.REG13_NOTICE_GIVEN, O.REG13_RESPONSE_RECEIVED, _OURS),
            ("hold_reg13_meeting", O.REG13_RESPONSE_RECEIVED, O.REG13_MEETING_HELD, _REG_13),
            ("recommend_under_reg13", O.REG13_MEETING_HELD, O.REG13_RECOMMENDED, _REG_13),
            ("decide_under_reg13", O.REG13_RECOMMENDED, O.CLOSED, _REG_13),
            ("investigate_under_policy", O.RECEIVED, O.POLICY_INVESTIGATION, _OURS),
            ("call_policy_meeting", O.POLICY_INVESTIGATION, O.POLICY_MEETING, _OURS),
            ("close_under_policy", O.POLICY_INVESTIGATION, O.NO_FURTHER_ACTION, _OURS),
            ("decide_under_policy", O.POLICY_MEETING, O.POLICY_DECIDED, _OURS),
            ("appeal_under_policy", O.POLICY_DECIDED, O.POLICY_APPEAL, _OURS),
            ("decide_policy_appeal", O.POLICY_APPEAL, O.CLOSED, _OURS),
            ("close_under_policy", O.POLICY_DECIDED, O.CLOSED, _OURS),
            ("refer_to_employer", O.RECEIVED, O.WITH_EMPLOYER, _OURS),
            ("record_employers_decision", O.WITH_EMPLOYER, O.CLOSED, _OURS),
            ("refer_to_home_force", O.RECEIVED, O.WITH_HOME_FORCE, _OURS),
            ("record_home_forces_decision", O.WITH_HOME_FORCE, O.CLOSED, _OURS),
        )
    ),
)
PART = Part(name="elsewhere", title="Other procedures", acts=ACTS, transitions=TRANSITIONS)
