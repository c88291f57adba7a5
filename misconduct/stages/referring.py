"""An allegation against an officer: what follows the decision whether there is a case to answer."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, either, having
from misconduct.instruments import PRA
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Transition, by, pcmr, pcr
from misconduct.stages.investigating import dg_decided
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_FOLLOWS = "Proceedings are referred only after the decision whether there is a case to answer."
_GROSS = having(case_to_answer="gross_misconduct")
_MISCONDUCT = having(case_to_answer="misconduct")
NOT_HELD = Guard(
    name="sub_judice",
    needs=having(sub_judice="no"),
    why="Proceedings are held back while they would prejudice criminal proceedings.",
    authority=pcr("reg 10", Grade.NEAR_TEXT),
)
_CERTIFICATE = Authority(
    PRA,
    "Sch 3 para 20A; Police (Conduct) Regulations 2020, reg 49",
    Grade.TEXT_SEEN,
    "The Act's own words were read; of reg 49(2) a sister text.",
)

ACTS = (
    Act(
        key="refer_to_hearing",
        title="Refer to a misconduct hearing",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("reg 23", Grade.SECONDARY),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_FOLLOWS,
        guards=(
            Guard(
                name="hearing_level",
                needs=either(
                    _GROSS,
                    having(case_to_answer="misconduct", final_warning_at_assessment="yes"),
                    having(case_to_answer="misconduct", reduced_in_rank_within_look_back="yes"),
                    having(case_to_answer="misconduct", heard_with_gross_misconduct="yes"),
                ),
                why="A hearing is for gross misconduct, or for misconduct where a final written warning was in force "
                "at the severity assessment, rank was reduced less than 18 months before it, or it is heard together "
                "with gross misconduct of the same officer.",
                authority=pcr("reg 23", Grade.SECONDARY, "A law blog on the draft; hearing together is our addition."),
            ),
            Guard(
                name="former_presumption",
                where=having(officer_status="former"),
                needs=either(having(opts_for_hearing="yes"), having(full_hearing_necessary="yes")),
                versions=("R3", "R4"),
                why="Since 28 May 2025 a former officer goes to an accelerated hearing, unless they opt for a full "
                "hearing or the authority finds one necessary.",
                authority=pcr("Part 3A (SI 2025/558 Sch para 3)"),
            ),
            Guard(
                name="former_gross_only",
                where=having(officer_status="former"),
                needs=_GROSS,
                why="Of a former officer only gross misconduct is pursued.",
                authority=pcr("reg 4(2) to (5)"),
            ),
            NOT_HELD,
            *dg_decided("none", "hearing"),
        ),
        records=("the form and the reasons", "which warning or reduction in rank is relied on, and its dates"),
        sets={"form": "hearing"},
    ),
    Act(
        key="refer_to_meeting",
        title="Refer to a misconduct meeting",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("reg 23"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_FOLLOWS,
        guards=(
            Guard(
                name="misconduct_only",
                needs=_MISCONDUCT,
                why="A meeting is for misconduct: gross misconduct never goes to a meeting.",
                authority=pcr("regs 23 and 28(1)"),
            ),
            Guard(
                name="serving",
                needs=having(officer_status="serving"),
                why="A former officer never goes to a meeting.",
                authority=pcr("reg 4(2) to (5)"),
            ),
            Guard(
                name="to_be_brought",
                needs=having(proceedings_to_be_brought="yes"),
                why="Proceedings are to be brought.",
                authority=pcr("reg 23(2)"),
            ),
            Guard(
                name="no_hearing_due",
                needs=having(final_warning_at_assessment="no", reduced_in_rank_within_look_back="no"),
                why="With a final written warning in force at the severity assessment, or a reduction in rank less "
                "than 18 months before it, misconduct goes to a hearing.",
                authority=pcr("reg 23", Grade.SECONDARY, "A law blog on the draft was read."),
            ),
            NOT_HELD,
            *dg_decided("none", "meeting"),
        ),
        records=("the form and the reasons",),
        sets={"form": "meeting"},
    ),
    Act(
        key="certify_special_conditions",
        title="Certify the special conditions, and refer to an accelerated misconduct hearing",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("regs 49, 51 and 52"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="The special conditions are certified after the investigator's statement, or after the report.",
        guards=(
            Guard(
                name="evidence",
                needs=having(evidence_sufficient="yes"),
                why="The certificate names the first condition: enough written evidence to establish gross misconduct "
                "on the balance of probabilities.",
                authority=_CERTIFICATE,
            ),
            Guard(
                name="public_interest",
                needs=having(leaving_in_public_interest="yes"),
                why="The certificate names the second condition: the public interest that the person leaves the force "
                "without delay.",
                authority=_CERTIFICATE,
            ),
            NOT_HELD,
            Guard(
                name="former_wish",
                where=having(officer_status="former"),
                needs=having(opts_for_hearing="no", full_hearing_necessary="no"),
                versions=("R3", "R4"),
                why="A former officer who opts for a full hearing, or for whom one is necessary, is given it.",
                authority=pcr("Part 3A (SI 2025/558 Sch para 3)"),
            ),
        ),
        records=("the certificate naming both conditions", "the statement and report served with it (harm test)"),
        stops=("timeliness_reg19", "timeliness_pcmr13", "rep_to_investigator", "case_to_answer"),
        sets={"form": "accelerated"},
    ),
    Act(
        key="refer_former_officer",
        title="Refer a former officer to an accelerated misconduct hearing",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("Part 3A (SI 2025/558 Sch para 3)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_FOLLOWS,
        guards=(
            *dg_decided("none", "accelerated"),
            Guard(
                name="former",
                needs=having(officer_status="former"),
                why="The presumption is about former officers.",
                authority=pcr("Part 3A (SI 2025/558 Sch para 3)"),
            ),
            Guard(
                name="gross",
                needs=_GROSS,
                why="Of a former officer only gross misconduct is pursued.",
                authority=pcr("reg 4(2) to (5)"),
            ),
            Guard(
                name="no_full_hearing",
                needs=having(opts_for_hearing="no", full_hearing_necessary="no"),
                why="The former officer did not opt for a full hearing, and the authority does not find one necessary.",
                authority=pcr("Part 3A (SI 2025/558 Sch para 3)"),
            ),
            Guard(
                name="both_conditions",
                needs=having(evidence_sufficient="yes", leaving_in_public_interest="yes"),
                why="No accelerated hearing without a certificate naming both conditions: whether Part 3A does without "
                "it was not read.",
                authority=pcr("Part 3A and reg 49", Grade.MEMORY),
            ),
            NOT_HELD,
        ),
        records=("that the former officer was asked, and the answer", "the decision and its reasons"),
        sets={"form": "accelerated"},
    ),
    Act(
        key="record_no_case",
        title="Record that there is no case to answer",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("reg 23", Grade.MEMORY),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_FOLLOWS,
        guards=(
            Guard(
                name="none",
                needs=having(case_to_answer="none"),
                why="It was decided that there is no case to answer.",
                authority=pcr("reg 23(1)"),
            ),
            *dg_decided("none"),
        ),
        records=(
            "the reasons",
            "notice to the officer, unless it would prejudice an investigation",
            "under the Police Reform Act: notice to the complainant",
        ),
    ),
)
_DECISION = (O.CASE_TO_ANSWER_DECISION,)
TRANSITIONS = (
    Transition(act="refer_to_hearing", at=_DECISION, to=O.REFERRED_HEARING),
    Transition(act="refer_to_meeting", at=_DECISION, to=O.REFERRED_MEETING),
    Transition(
        act="certify_special_conditions",
        at=(O.INVESTIGATING,),
        to=O.REFERRED_AMH,
        guards=(
            Guard(
                name="statement",
                needs=having(special_conditions_statement="yes"),
                why="During the investigation it rests on the investigator's statement.",
                authority=pcr("reg 21(3)"),
            ),
            Guard(
                name="gross_assessment",
                needs=having(assessment="gross_misconduct"),
                why="The special conditions are about gross misconduct.",
                authority=pcr("reg 49", Grade.DERIVED),
            ),
            Guard(
                name="notice_given",
                needs=having(notice_given="yes"),
                why="The officer was given notice of the investigation first.",
                authority=pcr("reg 17", Grade.SECONDARY),
            ),
        ),
    ),
    Transition(
        act="certify_special_conditions",
        at=(O.REPORT_SUBMITTED, O.CASE_TO_ANSWER_DECISION),
        to=O.REFERRED_AMH,
        guards=(
            Guard(
                name="after_report",
                where=having(track="police_reform_act"),
                needs=having(track="internal"),
                versions=("R1", "R2"),
                why="Under the Police Reform Act the special conditions may be certified after the final report only "
                "since 28 May 2025.",
                authority=pcmr("reg 26, as amended by SI 2025/558", Grade.DERIVED),
            ),
            Guard(
                name="dg_other_form",
                where=having(track="police_reform_act"),
                needs=having(dg_decision=("none", "accelerated")),
                versions=("R3", "R4"),
                why="They are not certified after the report where the Director General directed or recommended "
                "another form of proceedings.",
                authority=pcmr("reg 26, as amended by SI 2025/558"),
            ),
            Guard(
                name="gross_case",
                needs=having(case_to_answer="gross_misconduct"),
                why="There is a case to answer for gross misconduct.",
                authority=pcr("reg 49", Grade.NEAR_TEXT),
            ),
        ),
    ),
    Transition(act="refer_former_officer", at=_DECISION, to=O.REFERRED_AMH, versions=("R3", "R4")),
    Transition(act="record_no_case", at=_DECISION, to=O.NO_CASE_TO_ANSWER),
)
PART = Part(name="referring", title="Referral to proceedings", acts=ACTS, transitions=TRANSITIONS)
