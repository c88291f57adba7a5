"""An allegation against an officer: coming to attention, the severity assessment, its revision."""

from misconduct.authority import Grade
from misconduct.guards import Conditions, Guard, either, having
from misconduct.procedures import OFFICERS, Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import (
    ANEW,
    PROCEEDING_CLOCKS,
    Act,
    Decider,
    Part,
    Started,
    Transition,
    by,
    local,
    pcmr,
    pcr,
)
from misconduct.stages.lifecycles import BEFORE_PROCEEDINGS, PROCEEDINGS
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_INTERNAL = having(track="internal")
# What is handled otherwise than by investigation is the authority's.
_BY_AUTHORITY = either(_INTERNAL, having(track="police_reform_act", mode="none"))
_LOCAL = having(track="police_reform_act", mode="local")
_IOPC = having(track="police_reform_act", mode=("directed", "independent"))
_SPECIAL_PROCEDURE = pcmr("reg 16")
OFFICER_KINDS = tuple(kind.label for kind in OFFICERS)

# Regulation 14, and in the special procedure regulation 16 of the Complaints and Misconduct Regulations.
ASSESSORS = (
    Decider(who=Who.APPROPRIATE_AUTHORITY, where=_BY_AUTHORITY),
    Decider(who=Who.INVESTIGATOR, where=_LOCAL, authority=_SPECIAL_PROCEDURE),
    Decider(who=Who.DIRECTOR_GENERAL, where=_IOPC, authority=_SPECIAL_PROCEDURE),
)
_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_TRACK_OF_INVESTIGATION = Guard(
    name="track_of_investigation",
    where=having(mode=("local", "directed", "independent")),
    needs=having(track="police_reform_act"),
    why="What has a form of investigation is investigated under the Police Reform Act.",
    authority=pcr("reg 13"),
    asks=False,
)
SERVING = Guard(
    name="serving",
    needs=having(officer_status="serving"),
    why="It is for serving officers: of a former officer only gross misconduct is pursued.",
    authority=pcr("reg 4(2) to (5)"),
)
# Since 2026 suspension is decided on once a criminal investigation and this level are both in place.
_BOTH_IN_PLACE = Started(
    key="suspension_decision",
    event="assessed_under_investigation",
    where=having(assessment="gross_misconduct", under_criminal_investigation="yes"),
)


def _not_gross(name: str, level: Conditions) -> Guard:
    return Guard(
        name=name,
        needs=either(level, having(within_regulation_4="no")),
        why="Gross misconduct of a former officer within condition A, B or C goes on.",
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
            Started(
                key="timeliness_reg19",
                event="came_to_attention",
                where=having(track="internal", person_kind=OFFICER_KINDS),
            ),
            Started(
                key="timeliness_pcmr13",
                event="matter_start",
                where=having(track="police_reform_act", person_kind=OFFICER_KINDS),
            ),
        ),
        sets={"sub_judice": "no", "suspension": "none", "notice_given": "no"},
    ),
    Act(
        key="open_assessment",
        title="Open the severity assessment",
        kind=ActKind.ASSESSMENT,
        power=pcr("regs 13 and 14"),
        under_pra=pcmr("reg 16"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the recording of the allegation.",
        guards=(
            _TRACK_OF_INVESTIGATION,
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
        under_pra=pcmr("reg 16"),
        by=ASSESSORS,
        procedure=Procedure.CONDUCT,
        only="It follows the opening of the severity assessment.",
        guards=(
            _TRACK_OF_INVESTIGATION,
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
        starts=(_BOTH_IN_PLACE,),
    ),
    Act(
        key="revise_assessment",
        title="Revise the severity assessment",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 14(6)"),
        under_pra=pcmr("reg 19"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY, where=_BY_AUTHORITY),
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
        starts=(_BOTH_IN_PLACE,),
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
        ),
        records=(
            "the day on which the officer left",
            "which condition was tested",
            "notice to the officer, unless it would prejudice an investigation",
        ),
        stops=("timeliness_reg19", "timeliness_pcmr13"),
    ),
)
TRANSITIONS = (
    Transition(act="record_allegation", at=(O.NOTHING,), to=O.RECEIVED),
    Transition(act="open_assessment", at=(O.RECEIVED,), to=O.SEVERITY_ASSESSMENT),
    Transition(act="investigate", at=(O.SEVERITY_ASSESSMENT,), to=O.INVESTIGATING),
    Transition(act="revise_assessment", at=(O.INVESTIGATING, O.REPORT_SUBMITTED)),
    *(
        Transition(
            act="revise_assessment",
            at=(O.CASE_TO_ANSWER_DECISION, *BEFORE_PROCEEDINGS),
            to=to,
            where=having(report_received=report),
            sets=ANEW,
            stops=PROCEEDING_CLOCKS,
            authority=local(
                "The source names no stage after a late revision. A new level calls for a new decision on the case to "
                "answer and the form, so that gross misconduct never stays before a meeting."
            ),
        )
        for report, to in (("yes", O.REPORT_SUBMITTED), ("no", O.INVESTIGATING))
    ),
    Transition(
        act="end_for_former_officer",
        at=(O.RECEIVED, O.SEVERITY_ASSESSMENT, O.INVESTIGATING, O.REPORT_SUBMITTED),
        to=O.CLOSED,
        guards=(_not_gross("not_assessed_gross", having(assessment=("misconduct", "neither"))),),
    ),
    Transition(
        act="end_for_former_officer",
        at=(O.CASE_TO_ANSWER_DECISION, *BEFORE_PROCEEDINGS, *PROCEEDINGS),
        to=O.CLOSED,
        guards=(_not_gross("no_gross_case", having(case_to_answer=("misconduct", "none"))),),
        stops=(*PROCEEDING_CLOCKS, "case_to_answer"),
    ),
    # What is in the reflective practice review process is pursued as nothing graver.
    Transition(act="end_for_former_officer", at=(O.REFLECTIVE_PRACTICE,), to=O.CLOSED, stops=("rprp_account",)),
)
PART = Part(name="assessing", title="Severity assessment", acts=ACTS, transitions=TRANSITIONS)
