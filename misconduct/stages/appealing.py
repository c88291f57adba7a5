"""An allegation against an officer: appeals, and the end."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Conditions, Guard, either, having
from misconduct.instruments import BLR, PATR
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import ANEW, Act, Part, Started, Transition, by, local, pcr
from misconduct.stages.assessing import OFFICER_KINDS
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_MEETING, _HEARING = having(form="meeting"), having(form=("hearing", "accelerated"))
_DISMISSED = having(outcome=("dismissal", "would_have_been_dismissed"))
_COLLEGE = Guard(
    name="college",
    where=_DISMISSED,
    needs=having(reported_to_college="yes"),
    why="Who was dismissed was reported to the College for the barred list.",
    authority=Authority(BLR, "reg 3(1)", Grade.TEXT_SEEN),
)
_POLICY = ("staff", "volunteer")
_ENDED = (O.CLOSED, O.NO_CASE_TO_ANSWER, O.NO_FURTHER_ACTION, O.WITHDRAWN)
_REOPENED_INTERNAL = having(taken_up_for="direction", track="internal", person_kind=OFFICER_KINDS)
_REOPENED_PRA = having(taken_up_for="direction", track="police_reform_act", person_kind=OFFICER_KINDS)


def _again(why: str, *kinds: str, **more: str) -> Conditions:
    return having(taken_up_for=why, person_kind=kinds, **more)


ACTS = (
    Act(
        key="appeal_to_meeting",
        title="Appeal against a misconduct meeting",
        kind=ActKind.APPEAL,
        power=pcr("reg 45", Grade.NEAR_TEXT),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="An appeal follows the notice of the outcome.",
        guards=(
            Guard(
                name="meeting",
                needs=_MEETING,
                why="It is the appeal against a meeting; from a hearing it is to the Police Appeals Tribunal.",
                authority=pcr("reg 45", Grade.NEAR_TEXT),
            ),
            Guard(
                name="not_senior",
                needs=having(person_kind=("officer", "probationer", "special", "special_on_probation")),
                why="A senior officer appeals to the Police Appeals Tribunal.",
                authority=pcr("reg 45", Grade.NEAR_TEXT),
            ),
            Guard(
                name="ground",
                needs=having(appeal_ground="yes"),
                why="The grounds are: an unreasonable finding or action, new evidence, or a serious procedural breach "
                "or other unfairness.",
                authority=pcr("reg 45", Grade.NEAR_TEXT),
            ),
            Guard(
                name="admitted",
                where=having(misconduct_admitted="yes"),
                needs=having(appeal_against_finding="no"),
                why="Who admitted the misconduct may appeal only against the action.",
                authority=pcr("reg 45", Grade.NEAR_TEXT),
            ),
            Guard(
                name="within_time",
                needs=having(appeal_in_time="yes"),
                why="It comes within seven working days of the report; a late one is decided by a person.",
                authority=pcr("reg 45(3)", Grade.NEAR_TEXT),
            ),
        ),
        records=("the grounds in writing", "whether a meeting is asked for"),
        stops=("meeting_appeal",),
    ),
    Act(
        key="appeal_to_tribunal",
        title="Appeal to the Police Appeals Tribunal",
        kind=ActKind.APPEAL,
        power=Authority(PATR, "rules 4 and 9", Grade.MEMORY),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="An appeal follows the notice of the outcome.",
        guards=(
            Guard(
                name="hearing",
                needs=either(_HEARING, having(person_kind="senior_officer")),
                why="It is the appeal against a hearing, and of senior officers always; from a meeting others appeal "
                "within the force.",
                authority=pcr("reg 43(3)"),
            ),
            Guard(
                name="within_time",
                needs=having(appeal_in_time="yes"),
                why="It comes within ten working days of the copy of the decision; late with reasons, which the "
                "tribunal's chair decides about.",
                authority=Authority(PATR, "rules 9 and 10", Grade.MEMORY),
            ),
        ),
        records=("the notice to the local policing body", "the decision and a transcript"),
        starts=(Started(key="pat_respondent", event="notice_received"),),
        stops=("pat_notice",),
    ),
    Act(
        key="call_appeal_meeting",
        title="Decide to hold an appeal meeting",
        kind=ActKind.APPEAL,
        power=pcr("reg 46", Grade.MEMORY),
        by=by(Who.APPEAL_OFFICER),
        procedure=Procedure.CONDUCT,
        only="An appeal against a meeting is open.",
        records=("the day of the decision, and of the meeting",),
        starts=(Started(key="appeal_meeting", event="meeting_decided"),),
    ),
    Act(
        key="determine_appeal",
        title="Determine the appeal",
        kind=ActKind.APPEAL,
        power=pcr("reg 47"),
        by=by(Who.APPEAL_OFFICER),
        procedure=Procedure.CONDUCT,
        only="An appeal against a meeting is open.",
        guards=(_COLLEGE,),
        records=("whether it is confirmed or reversed, or dealt with as it could have been", "a written summary"),
        starts=(Started(key="meeting_appeal_decision_notice", event="determined"),),
        stops=("appeal_meeting",),
    ),
    Act(
        key="determine_tribunal_appeal",
        title="Record the determination of the Police Appeals Tribunal",
        kind=ActKind.APPEAL,
        power=Authority(PATR, "determination", Grade.MEMORY),
        by=by(Who.TRIBUNAL),
        procedure=Procedure.CONDUCT,
        only="An appeal to the tribunal is open.",
        guards=(_COLLEGE,),
        records=("the written determination", "what it changes: outcome, lists, pay"),
        stops=("pat_respondent",),
    ),
    Act(
        key="withdraw_appeal",
        title="Record that the appeal was withdrawn",
        kind=ActKind.APPEAL,
        power=local("An appellant may give up an appeal; the outcome stands."),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="An appeal is open.",
        records=("the day and the words of the withdrawal",),
        stops=("pat_respondent",),
        sets={"appeal_period_over": "yes"},
    ),
    Act(
        key="close_allegation",
        title="Close without an appeal",
        kind=ActKind.OUTCOME,
        power=local("The source has no way from the outcome to the end where nobody appeals."),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the notice of the outcome.",
        guards=(
            Guard(
                name="appeal_period",
                needs=either(having(appeal_period_over="yes"), having(finding="neither")),
                why="The time for an appeal is over, the officer gave up the right in writing, or nothing was found.",
                authority=local("Nothing lapses by itself: a person looks whether an appeal came."),
            ),
            _COLLEGE,
        ),
        records=("that no appeal came in time", "the last day of a warning"),
        stops=("meeting_appeal", "pat_notice"),
    ),
    Act(
        key="take_up_again",
        title="Take up again what was ended",
        kind=ActKind.APPEAL,
        power=local("A late appeal may be allowed, and a review, a court or the Director General may require more."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.DIRECTOR_GENERAL, Who.TRIBUNAL),
        only="What came to an end is taken up again; nothing lapses by itself.",
        records=("who allows or requires it, and why", "the decision that it opens again; it is kept"),
        starts=(
            Started(key="timeliness_reg19", event="came_to_attention", where=_REOPENED_INTERNAL),
            Started(key="timeliness_pcmr13", event="matter_start", where=_REOPENED_PRA),
        ),
    ),
)
TRANSITIONS = (
    Transition(act="appeal_to_meeting", at=(O.OUTCOME_NOTIFIED,), to=O.APPEAL_MEETING),
    Transition(act="appeal_to_tribunal", at=(O.OUTCOME_NOTIFIED,), to=O.APPEAL_PAT),
    Transition(act="determine_appeal", at=(O.APPEAL_MEETING,), to=O.CLOSED),
    Transition(act="determine_tribunal_appeal", at=(O.APPEAL_PAT,), to=O.CLOSED),
    Transition(act="withdraw_appeal", at=(O.APPEAL_MEETING, O.APPEAL_PAT), to=O.OUTCOME_NOTIFIED),
    Transition(act="close_allegation", at=(O.OUTCOME_NOTIFIED,), to=O.CLOSED),
    Transition(act="call_appeal_meeting", at=(O.APPEAL_MEETING,)),
    Transition(
        act="take_up_again", at=(O.CLOSED,), to=O.OUTCOME_NOTIFIED, where=_again("late_application", *OFFICER_KINDS)
    ),
    Transition(act="take_up_again", at=(O.CLOSED,), to=O.POLICY_APPEAL, where=_again("late_application", *_POLICY)),
    *(
        Transition(act="take_up_again", at=_ENDED, to=to, where=where, sets=sets)
        for to, where, sets in (
            (O.REPORT_SUBMITTED, _again("direction", *OFFICER_KINDS, report_received="yes"), ANEW),
            (O.SEVERITY_ASSESSMENT, _again("direction", *OFFICER_KINDS, report_received="no"), ANEW),
            (O.POLICY_INVESTIGATION, _again("direction", *_POLICY), {}),
            (O.WITH_EMPLOYER, _again("direction", "contractor", "agency"), {}),
            (O.WITH_HOME_FORCE, _again("direction", "other_force"), {}),
        )
    ),
)
PART = Part(name="appealing", title="Appeal and end", acts=ACTS, transitions=TRANSITIONS)
