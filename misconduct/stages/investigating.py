"""An allegation against an officer: from the investigator's appointment to the case to answer."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, having
from misconduct.instruments import PERFORMANCE
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Decider, Part, Started, Transition, by, pcmr, pcr, pra, special_procedure
from misconduct.stages.lifecycles import BEFORE_PROCEEDINGS, INVESTIGATED, PROCEEDINGS
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_DURING = "It is done during the investigation."
_INTERNAL = having(track="internal")


def not_interested(fact: str) -> Guard:
    """Nobody with an interest in the matter is appointed; `fact` asks about the one to be appointed."""
    return Guard(
        name="interested_party",
        needs=having(**{fact: "no"}),
        why="Nobody whose appointment could reasonably raise doubt about impartiality may be appointed.",
        authority=Authority(PERFORMANCE, "reg 34(10)", Grade.NEAR_TEXT, "The same idea of an interested party."),
    )


def dg_decided(*forms: str) -> tuple[Guard, Guard]:
    """What the Director General directed or recommended stands in the way of any other form of proceedings.

    In a directed or independent investigation it is asked; after a local one, only what is known counts.
    """
    why = "The Director General directed or recommended another form of proceedings."
    authority = pra("Sch 3 paras 23 to 27", Grade.MEMORY)
    asked = having(track="police_reform_act", mode=("directed", "independent"))
    known = having(track="police_reform_act", mode="local")
    needs = having(dg_decision=forms)
    return (
        Guard(name="dg_form", where=asked, needs=needs, why=why, authority=authority),
        Guard(name="dg_direction", where=known, needs=needs, why=why, authority=authority, asks=False),
    )


_NOT_PREJUDICIAL = Guard(
    name="not_prejudicial",
    needs=having(notice_prejudicial="no"),
    why="Notice waits only while it would prejudice this or another investigation.",
    authority=pcr("reg 17", Grade.SECONDARY),
)
_NOTICE_GIVEN = Guard(
    name="notice_given",
    needs=having(notice_given="yes"),
    why="The officer was given notice of the investigation first.",
    authority=pcr("reg 18", Grade.SECONDARY),
)

ACTS = (
    Act(
        key="appoint_investigator",
        title="Appoint the investigator",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 15", Grade.NEAR_TEXT),
        under_pra=pra("Sch 3 paras 16, 18 and 19"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY),
            Decider(
                who=Who.DIRECTOR_GENERAL,
                where=having(track="police_reform_act", mode="independent"),
                authority=pra("Sch 3 para 19"),
            ),
        ),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            Guard(
                name="trained",
                needs=having(investigator_trained="yes"),
                why="The investigator has the training or experience that is needed.",
                authority=pcr("reg 15", Grade.NEAR_TEXT),
            ),
            not_interested("investigator_interested"),
            Guard(
                name="management_line",
                needs=having(in_management_line="no"),
                why="The investigator does not work under the officer's management.",
                authority=pcr("reg 15", Grade.NEAR_TEXT),
            ),
        ),
        records=("the investigator's name", "the checks of training, interest and management line"),
        starts=(Started(key="reg17_notice", event="investigator_appointed"),),
        sets={"investigator_appointed": "yes"},
    ),
    Act(
        key="give_notice",
        title="Give the officer written notice of the investigation (regulation 17 notice)",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 17", Grade.SECONDARY),
        under_pra=special_procedure(),
        by=by(Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only="No notice is given before the severity assessment: it says how the conduct was assessed.",
        guards=(
            Guard(
                name="assessed",
                needs=having(assessment=("misconduct", "gross_misconduct")),
                why="The notice says whether the conduct was assessed as misconduct or gross misconduct.",
                authority=pcr("reg 17", Grade.SECONDARY),
            ),
            Guard(
                name="investigator",
                needs=having(investigator_appointed="yes"),
                why="The investigator gives the notice.",
                authority=pcr("reg 17", Grade.SECONDARY),
            ),
            _NOT_PREJUDICIAL,
        ),
        records=(
            "the conduct and how it falls below the Standards",
            "the assessment and the likely form of proceedings",
            "the terms of reference, or why there are none",
            "the right to advice, to a police friend and to representation, and the effect of silence",
            "the ten working days for a statement",
            "the date of service; of an e-mail the day it was sent and the deemed day of service",
        ),
        starts=(Started(key="rep_to_investigator", event="notice_given"),),
        stops=("reg17_notice",),
        sets={"notice_given": "yes"},
    ),
    Act(
        key="withhold_notice",
        title="Withhold the notice while it would prejudice an investigation",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 17", Grade.SECONDARY),
        under_pra=special_procedure(),
        by=by(Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            Guard(
                name="prejudicial",
                needs=having(notice_prejudicial="yes"),
                why="Notice is withheld only while it would prejudice this or another investigation.",
                authority=pcr("reg 17", Grade.SECONDARY),
            ),
        ),
        records=("which investigation would be prejudiced, and how", "when this is looked at again"),
    ),
    Act(
        key="receive_statement",
        title="Receive the officer's statement or documents",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 18", Grade.SECONDARY),
        under_pra=special_procedure(),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            _NOTICE_GIVEN,
            Guard(
                name="within_time",
                needs=having(statement_in_time="yes"),
                why="It comes within ten working days of the notice or the time the investigator allowed; a person "
                "decides about what comes late.",
                authority=pcr("reg 18(1)", Grade.SECONDARY),
            ),
        ),
        records=("the day of receipt", "that it was considered"),
        stops=("rep_to_investigator",),
    ),
    Act(
        key="withhold_from_officer",
        title="Withhold information from the officer (harm test)",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 6"),
        by=by(Who.INVESTIGATOR, Who.APPROPRIATE_AUTHORITY),
        procedure=Procedure.CONDUCT,
        only="Information is withheld from the start of the investigation until the outcome is notified.",
        guards=(
            Guard(
                name="ground",
                needs=having(harm_test_ground="yes"),
                why="Information is withheld only on a ground of the harm test, which is recorded.",
                authority=pcr("reg 6"),
            ),
        ),
        records=("the ground of the harm test", "what is withheld", "when it is looked at again"),
    ),
    Act(
        key="report_delay",
        title="Report that the investigation is not finished",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 19"),
        under_pra=pcmr("reg 13"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY, where=_INTERNAL),
            Decider(
                who=Who.APPROPRIATE_AUTHORITY,
                where=having(track="police_reform_act", mode="local"),
                authority=pcmr("reg 13"),
            ),
            Decider(
                who=Who.DIRECTOR_GENERAL,
                where=having(track="police_reform_act", mode=("directed", "independent")),
                authority=pcmr("reg 13"),
            ),
        ),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            Guard(
                name="period",
                needs=having(period_elapsed="yes"),
                why="The report is due when a period has ended: twelve months, then every six.",
                authority=pcr("reg 19(2)"),
            ),
            Guard(
                name="not_prejudicial",
                where=having(track="internal"),
                needs=having(disclosure_prejudicial="no"),
                why="It is not sent where disclosure would prejudice an investigation; the ground is recorded.",
                authority=pcr("reg 19"),
            ),
        ),
        records=(
            "the day it came to attention and the day of the notice",
            "progress; estimates of the end and of the report; reasons for the length; planned steps",
            "to the local policing body, under the Police Reform Act not where that would be prejudicial",
            "in a local investigation always to the Director General",
            "a copy to the officer, subject to the harm test",
        ),
    ),
    Act(
        key="withhold_delay_report",
        title="Withhold the report of delay while it would prejudice an investigation",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 19"),
        by=by(Who.APPROPRIATE_AUTHORITY),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            Guard(
                name="internal",
                needs=having(track="internal"),
                why="Under the Police Reform Act the report to the Director General stays due.",
                authority=pcmr("reg 13"),
            ),
            Guard(
                name="prejudicial",
                needs=having(disclosure_prejudicial="yes"),
                why="It is withheld only while disclosure would prejudice an investigation.",
                authority=pcr("reg 19"),
            ),
        ),
        records=("the named person who decides, and the ground", "when it is looked at again"),
    ),
    Act(
        key="submit_report",
        title="Submit the investigator's report",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 21(1) and (2)"),
        under_pra=special_procedure(),
        by=by(Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only="It ends the investigation.",
        guards=(
            Guard(
                name="notice_given",
                needs=having(notice_given="yes"),
                why="The officer was given notice and had the chance to answer.",
                authority=pcr("regs 17 and 18", Grade.SECONDARY),
            ),
        ),
        records=(
            "a written report: an accurate summary, with the documents attached or referred to",
            (
                "the opinion whether there is a case to answer; if not, on performance, reflective practice or (since "
                "28 May 2025) vetting"
            ),
            "the day on which it was received",
        ),
        starts=(Started(key="case_to_answer", event="report_received"),),
        stops=("rep_to_investigator", "timeliness_reg19", "timeliness_pcmr13"),
        sets={"report_received": "yes"},
    ),
    Act(
        key="report_neither",
        title="Report that it now appears to be neither misconduct nor gross misconduct",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 21(4)"),
        under_pra=special_procedure(),
        by=by(Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        guards=(
            Guard(
                name="new_evidence",
                needs=having(new_evidence="yes"),
                why="It rests on evidence that was not available at the severity assessment.",
                authority=pcr("reg 21(4)"),
            ),
        ),
        records=("the belief and its grounds", "a report to date"),
    ),
    Act(
        key="report_special_conditions",
        title="State that the special conditions are likely to be met",
        kind=ActKind.INVESTIGATION,
        power=pcr("reg 21(3)"),
        under_pra=pra("Sch 3 para 20A"),
        by=by(Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only=_DURING,
        records=("the belief and its grounds", "a report to date, which may come before the end of the investigation"),
        sets={"special_conditions_statement": "yes"},
    ),
    Act(
        key="determine_case_to_answer",
        title="Decide whether there is a case to answer",
        kind=ActKind.CASE_TO_ANSWER,
        power=pcr("reg 23(1) and (2)"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY),
            Decider(
                who=Who.DIRECTOR_GENERAL,
                where=having(track="police_reform_act", mode=("directed", "independent")),
                authority=pra("Sch 3 paras 23 to 27", Grade.MEMORY, "The Director General may recommend or direct."),
            ),
        ),
        procedure=Procedure.CONDUCT,
        only="There is no case to answer without the investigator's report.",
        guards=(
            Guard(
                name="report",
                needs=having(report_received="yes"),
                why="It is decided on the investigator's report.",
                authority=pcr("reg 23(1)"),
            ),
            Guard(
                name="decision",
                needs=having(case_to_answer=("gross_misconduct", "misconduct", "none")),
                why="It is decided whether there is a case to answer for gross misconduct, for misconduct, or none.",
                authority=pcr("reg 23(1)"),
            ),
        ),
        records=(
            "the decision and its reasons",
            "whether proceedings are to be brought, and their form",
            "after more than fifteen working days: that the officer was told why",
        ),
        stops=("case_to_answer",),
    ),
)
TRANSITIONS = (
    Transition(act="appoint_investigator", at=(O.INVESTIGATING,)),
    Transition(act="give_notice", at=(O.INVESTIGATING,)),
    Transition(act="withhold_notice", at=(O.INVESTIGATING,)),
    Transition(act="receive_statement", at=(O.INVESTIGATING,)),
    Transition(
        act="withhold_from_officer",
        at=(*INVESTIGATED, *BEFORE_PROCEEDINGS, *PROCEEDINGS, O.DECIDED, O.OUTCOME_NOTIFIED),
    ),
    Transition(act="report_delay", at=(O.INVESTIGATING,)),
    Transition(act="withhold_delay_report", at=(O.INVESTIGATING,)),
    Transition(act="submit_report", at=(O.INVESTIGATING,), to=O.REPORT_SUBMITTED),
    Transition(act="report_neither", at=(O.INVESTIGATING,), to=O.SEVERITY_ASSESSMENT),
    Transition(act="report_special_conditions", at=(O.INVESTIGATING,)),
    Transition(act="determine_case_to_answer", at=(O.REPORT_SUBMITTED,), to=O.CASE_TO_ANSWER_DECISION),
)
PART = Part(name="investigating", title="Investigation and case to answer", acts=ACTS, transitions=TRANSITIONS)
