"""An allegation against an officer: the meeting or hearing and its outcome."""

from misconduct import outcomes
from misconduct.authority import Grade
from misconduct.guards import Guard, either, having
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import ANEW, PROCEEDING_CLOCKS, Act, Decider, Part, Started, Transition, by, local, pcr
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.preparing import MEETING_LEVEL, MEETING_SERVING
from misconduct.stages.referring import NOT_HELD
from misconduct.stages.who import Who

_MEETING, _HEARING = having(form="meeting"), having(form=("hearing", "accelerated"))
_CHAIRS = (
    Decider(who=Who.PERSON_CONDUCTING, where=_MEETING),
    Decider(who=Who.CHAIR, where=_HEARING),
)
_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
# Senior officers always appeal to the tribunal.
_APPEALS_WITHIN = having(form="meeting", person_kind=("officer", "probationer", "special", "special_on_probation"))
_APPEALS_TO_TRIBUNAL = either(_HEARING, having(person_kind="senior_officer"))
_DISMISSED = having(outcome=("dismissal", "would_have_been_dismissed"))
_LISTED_FOR = {listing.name: listing for listing in outcomes.LISTINGS}

ACTS = (
    Act(
        key="begin_proceedings",
        title="Begin the meeting or hearing",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 41(1) and (2)"),
        by=_CHAIRS,
        procedure=Procedure.CONDUCT,
        only="Proceedings begin once they are listed; that takes a case to answer.",
        guards=(
            Guard(
                name="rank_for_meeting",
                where=having(form="meeting"),
                needs=having(conductor_senior_enough="yes"),
                why="Whoever conducts a meeting has the rank or standing that is needed.",
                authority=pcr("reg 28(3)"),
                asks=False,
            ),
            Guard(
                name="no_interest",
                needs=having(conductor_interested="no"),
                why="Nobody conducts it whose appointment could reasonably raise doubt about impartiality.",
                authority=pcr("reg 28", Grade.DERIVED),
                asks=False,
            ),
            MEETING_LEVEL,
            Guard(
                name="conductor",
                needs=having(conductor_appointed="yes"),
                why="The chair, or the person to conduct it, is appointed.",
                authority=pcr("reg 28"),
            ),
            Guard(
                name="rights",
                needs=having(rights_explained="yes"),
                why="The officer is told of the right to be represented, and asked whether the conduct is admitted.",
                authority=pcr("reg 41(2) and (5)"),
            ),
            NOT_HELD,
            MEETING_SERVING,
        ),
        records=("a verbatim record", "the advice of the legally qualified person (since 7 May 2024)"),
        stops=PROCEEDING_CLOCKS,
    ),
    Act(
        key="adjourn",
        title="Adjourn",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 41(3) and (4)"),
        by=_CHAIRS,
        procedure=Procedure.CONDUCT,
        only="Proceedings in progress may be adjourned.",
        guards=(
            Guard(
                name="necessary",
                needs=having(necessary_or_expedient="yes"),
                why="It is necessary or expedient.",
                authority=pcr("reg 41(3)"),
            ),
            Guard(
                name="not_for_a_witness",
                needs=either(having(only_for_a_witness="no"), having(exceptional_for_witness="yes")),
                why="It is not only so that the complainant or a witness can attend, unless the circumstances are "
                "exceptional.",
                authority=pcr("reg 41(4)"),
            ),
        ),
        records=("the reasons", "when it goes on"),
    ),
    Act(
        key="resume",
        title="Resume",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 41(3)"),
        by=_CHAIRS,
        procedure=Procedure.CONDUCT,
        only="What was adjourned is resumed.",
        guards=(MEETING_LEVEL, NOT_HELD, MEETING_SERVING),
        records=("the day",),
    ),
    Act(
        key="decide",
        title="Decide finding and outcome",
        kind=ActKind.OUTCOME,
        power=pcr("regs 42 and 62"),
        by=(
            Decider(who=Who.PERSON_CONDUCTING, where=_MEETING),
            Decider(who=Who.PANEL, where=_HEARING),
            Decider(who=Who.CHAIR, where=_HEARING),
        ),
        procedure=Procedure.CONDUCT,
        only="Finding and outcome are decided in the proceedings.",
        guards=(
            MEETING_LEVEL,
            NOT_HELD,
            Guard(
                name="finding",
                needs=having(finding=("gross_misconduct", "misconduct", "neither")),
                why="There is a finding.",
                authority=pcr("regs 42 and 62"),
            ),
            Guard(
                name="outcome",
                needs=having(outcome=tuple(one.label for one in outcomes.Outcome)),
                why="There is an outcome, if only that no action is taken.",
                authority=pcr("regs 42 and 62"),
            ),
            Guard(
                name="meeting_finding",
                where=having(form="meeting"),
                needs=having(finding=("misconduct", "neither")),
                why="A meeting cannot find gross misconduct.",
                authority=pcr(
                    "regs 28(1) and 42",
                    Grade.DERIVED,
                    "A meeting is for misconduct: gross misconduct never goes to one.",
                ),
            ),
            Guard(
                name="both_sides",
                needs=having(both_sides_heard="yes"),
                why="Both sides are heard on the outcome, and the officer's record is considered.",
                authority=pcr("reg 42"),
            ),
            MEETING_SERVING,
            *outcomes.GUARDS,
        ),
        records=(
            "the finding and its reasons, the Standards breached, whether by majority",
            (
                "the outcome and its reasons; less than dismissal for gross misconduct since 28 May 2025: exceptional "
                "circumstances"
            ),
            "the personal record that was considered",
            "after a dismissal: that a suspension ends, and that the officer left",
        ),
        starts=(
            Started(key="outcome_report", event="completed", where=having(form=("meeting", "hearing"))),
            Started(key="amh_outcome_report", event="completed", where=having(form="accelerated")),
            Started(key="lqp_report_to_chair", event="completed", where=_HEARING),
            Started(key="barred_list_report", event="dismissed", where=_DISMISSED),
        ),
    ),
    Act(
        key="return_to_authority",
        title="Return an accelerated case to the appropriate authority",
        kind=ActKind.PROCEEDINGS,
        power=pcr("Part 5", Grade.MEMORY, "Where gross misconduct is not found at an accelerated hearing."),
        by=by(Who.CHAIR),
        procedure=Procedure.CONDUCT,
        only="It ends an accelerated hearing that does not find gross misconduct.",
        guards=(
            Guard(
                name="accelerated",
                needs=having(form="accelerated"),
                why="Only an accelerated case is returned.",
                authority=pcr("Part 5", Grade.MEMORY),
            ),
            Guard(
                name="not_gross",
                needs=having(finding=("misconduct", "neither")),
                why="Gross misconduct that is found is dealt with at the accelerated hearing.",
                authority=pcr("Part 5", Grade.MEMORY),
            ),
        ),
        records=("the reasons",),
    ),
    Act(
        key="notify_outcome",
        title="Give the officer the report of the outcome",
        kind=ActKind.OUTCOME,
        power=pcr("regs 43(2) and 63"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the decision.",
        guards=(
            Guard(
                name="report",
                needs=having(outcome_report_received="yes"),
                why="The authority has the report of the chair or the person conducting.",
                authority=pcr("regs 43(1) and 63(1)"),
            ),
        ),
        records=(
            "a copy of the report to the officer, with notice of the right of appeal",
            "the Director General, the complainant, interested persons and the local policing body, as concerned",
            "after a hearing: publication for at least 28 days",
            "after misconduct with an outcome short of dismissal: that a vetting review is opened",
        ),
        starts=(
            Started(key="ww_live", event="notified", where=having(outcome="written_warning")),
            Started(key="fww_live", event="notified", where=having(outcome="final_written_warning")),
            Started(key="outcome_publication", event="published", where=_HEARING),
            Started(key="meeting_appeal", event="report_given", where=_APPEALS_WITHIN),
            Started(key="pat_notice", event="decision_supplied", where=_APPEALS_TO_TRIBUNAL),
        ),
        stops=("outcome_report", "amh_outcome_report", "lqp_report_to_chair", "notify_officer"),
    ),
    Act(
        key="receive_outcome_report",
        title="Receive the report of the outcome",
        kind=ActKind.OUTCOME,
        power=pcr("regs 43(1) and 63(1)"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the decision.",
        records=("the day of receipt",),
        starts=(Started(key="notify_officer", event="report_received"),),
        stops=("outcome_report", "amh_outcome_report", "lqp_report_to_chair"),
        sets={"outcome_report_received": "yes"},
    ),
    Act(
        key="report_for_barred_list",
        title="Report to the College for the barred list",
        kind=ActKind.OUTCOME,
        power=_LISTED_FOR["barred_list"].authority,
        by=_AUTHORITY,
        only="It follows a dismissal, or a decision that somebody would have been dismissed.",
        guards=(
            Guard(
                name="dismissed",
                needs=_LISTED_FOR["barred_list"].needs,
                why=_LISTED_FOR["barred_list"].words,
                authority=_LISTED_FOR["barred_list"].authority,
            ),
        ),
        records=("the day of the dismissal, from which five working days run, that day included", "what was sent"),
        stops=("barred_list_report",),
        sets={"reported_to_college": "yes"},
    ),
)
TRANSITIONS = (
    Transition(act="begin_proceedings", at=(O.LISTED,), to=O.IN_PROGRESS),
    Transition(act="adjourn", at=(O.IN_PROGRESS,), to=O.ADJOURNED),
    Transition(act="resume", at=(O.ADJOURNED,), to=O.IN_PROGRESS),
    Transition(act="decide", at=(O.IN_PROGRESS,), to=O.DECIDED),
    *(
        Transition(
            act="return_to_authority",
            at=(O.IN_PROGRESS,),
            to=to,
            where=having(report_received=report),
            sets=ANEW,
            authority=local("The case to answer is decided again, on the report; without one it is investigated."),
        )
        for report, to in (("yes", O.REPORT_SUBMITTED), ("no", O.INVESTIGATING))
    ),
    Transition(act="receive_outcome_report", at=(O.DECIDED,)),
    Transition(act="notify_outcome", at=(O.DECIDED,), to=O.OUTCOME_NOTIFIED),
    Transition(
        act="report_for_barred_list", at=(O.DECIDED, O.OUTCOME_NOTIFIED, O.APPEAL_MEETING, O.APPEAL_PAT, O.CLOSED)
    ),
)
PART = Part(name="proceedings", title="Meeting or hearing, and outcome", acts=ACTS, transitions=TRANSITIONS)
