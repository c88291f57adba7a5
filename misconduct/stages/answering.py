"""A matter: its outcome, the complainant's right of review, and its end."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, having
from misconduct.instruments import DESIGN
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Started, Transition, by, local, pcmr, pra
from misconduct.stages.handling import REFERRAL_MADE
from misconduct.stages.intake import COMPLAINT, STILL_OUTSIDE
from misconduct.stages.lifecycles import MatterStage as M
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_BODIES = by(Who.APPROPRIATE_AUTHORITY, Who.DIRECTOR_GENERAL)
_REVIEW = pra("Sch 3 paras 6A and 25", Grade.TEXT_SEEN, "Of paragraph 6A a cross-reference was read.")
_NOT_HELD = Guard(
    name="sub_judice",
    needs=having(sub_judice="no"),
    why="It is not held back for criminal proceedings.",
    authority=pcmr("suspension for criminal proceedings", Grade.MEMORY),
)
_ALLEGATIONS_ENDED = Guard(
    name="allegations_ended",
    needs=having(allegations_open="no"),
    why="Every allegation against a person in it has come to its end.",
    authority=Authority(DESIGN, "a matter ends after its allegations", Grade.LOCAL, "Its time is reported until then."),
)
_RIGHT = Guard(
    name="right",
    needs=having(right_of_review="yes"),
    why="The complainant has a right of review: under Schedule 3, and not after a directed or independent "
    "investigation or a report under paragraph 20A(4).",
    authority=_REVIEW,
)
_LOCAL_ONLY = Guard(
    name="not_directed_or_independent",
    needs=having(mode=("local", "none")),
    why="There is no review of a directed or independent investigation.",
    authority=pra("Sch 3 para 25(1)"),
)

ACTS = (
    Act(
        key="close_outside_schedule_3",
        title="Resolve and close outside Schedule 3",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 2(6C)"),
        by=by(Who.HANDLER, Who.DEPARTMENT, Who.APPROPRIATE_AUTHORITY),
        only="It ends the handling outside Schedule 3.",
        guards=(*STILL_OUTSIDE, _NOT_HELD),
        records=("resolved, not resolved, or no further action", "the action and the explanation", "the letter"),
        starts=(Started(key="outcome_notification", event="outcome_date"),),
        stops=("progress_update", "timeliness_pcmr13"),
    ),
    Act(
        key="decide_matter_outcome",
        title="Decide the outcome for each allegation",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 paras 6 and 24", Grade.MEMORY),
        by=_BODIES,
        only="It ends the handling or the investigation.",
        guards=(
            _NOT_HELD,
            REFERRAL_MADE,
        ),
        records=(
            "of a complaint: service acceptable, not acceptable, or not able to determine",
            "of another matter: what was found; a case to answer is kept apart",
            "the actions that put it right",
        ),
        starts=(
            Started(key="outcome_notification", event="outcome_date"),
            Started(key="review_rights_information", event="outcome_date", where=having(kind="complaint")),
        ),
        stops=("timeliness_pcmr13", "progress_update"),
    ),
    Act(
        key="notify_matter_outcome",
        title="Tell the complainant and interested persons of the outcome",
        kind=ActKind.HANDLING,
        power=pcmr("reg 34(2)(b)"),
        by=_BODIES,
        only="It follows the decision about the outcome.",
        records=("the letter and the day", "the safe-contact rule confirmed", "or the ground on which it is withheld"),
        stops=("outcome_notification",),
    ),
    Act(
        key="give_review_rights",
        title="Tell the complainant of the right of review",
        kind=ActKind.HANDLING,
        power=pcmr("reg 34(4)", Grade.MEMORY),
        by=_AUTHORITY,
        only="It follows the notice of the outcome.",
        guards=(COMPLAINT, _RIGHT, _LOCAL_ONLY),
        records=("the relevant review body and why", "the particulars of reg 33(2)(a)", "the day they were given"),
        starts=(Started(key="review_application", event="information_provided"),),
        stops=("review_rights_information",),
    ),
    Act(
        key="apply_for_review",
        title="Receive an application for a review",
        kind=ActKind.HANDLING,
        power=_REVIEW,
        by=by(Who.COMPLAINANT),
        only="It comes after the complainant was told of the outcome.",
        guards=(
            _RIGHT,
            Guard(
                name="within_time",
                needs=having(review_in_time="yes"),
                why="It comes within 28 days; a late one is accepted, marked late, and the review body decides.",
                authority=pcmr("reg 29(2) to (4)", Grade.DERIVED, "The body may extend the time."),
            ),
        ),
        records=("details of the complaint, its date, the authority, and when the information was given",),
        starts=(Started(key="review_decision", event="received"),),
        # Whoever applies knows of the right.
        stops=("review_application", "review_rights_information"),
    ),
    Act(
        key="decide_review",
        title="Record the decision of the review body",
        kind=ActKind.HANDLING,
        power=_REVIEW,
        by=by(Who.REVIEW_BODY),
        only="A review is open.",
        guards=(
            Guard(
                name="result",
                needs=having(review_requires_investigation=("yes", "no")),
                why="It says whether the matter must be investigated or handled again.",
                authority=_REVIEW,
            ),
        ),
        records=("whether the outcome was reasonable and proportionate", "recommendations", "who was told"),
        starts=(
            Started(key="recommendation_response", event="recommended"),
            Started(key="outcome_notification", event="outcome_date"),
        ),
        stops=("review_decision",),
    ),
    Act(
        key="respond_to_recommendation",
        title="Respond to a recommendation",
        kind=ActKind.HANDLING,
        power=pcmr("regs 30 and 31", Grade.MEMORY),
        by=_AUTHORITY,
        only="It follows the decision of a review.",
        records=("the response, accepted or not and why", "who received it"),
        stops=("recommendation_response",),
    ),
    Act(
        key="handle_again",
        title="Take it up again after a review",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 paras 6A, 15(1A) and 25"),
        by=_BODIES,
        only="It follows the decision of the review body.",
        guards=(
            Guard(
                name="required",
                needs=having(review_requires_investigation="yes"),
                why="The review found that it must be investigated or handled again.",
                authority=pra("Sch 3 paras 6A and 15(1A)"),
            ),
        ),
        records=("what is done again, and why",),
        starts=(Started(key="progress_update", event="start_of_handling"),),
    ),
    Act(
        key="take_matter_up_again",
        title="Take up again a matter that was closed",
        kind=ActKind.HANDLING,
        power=local("A late application may be allowed, and a re-investigation required (section 13B of the Act)."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.DIRECTOR_GENERAL, Who.REVIEW_BODY),
        only="What was closed is taken up again; nothing lapses by itself.",
        records=("who allows or requires it, and why",),
        starts=(Started(key="progress_update", event="start_of_handling", where=having(kind="complaint")),),
    ),
    Act(
        key="close_matter",
        title="Close the matter",
        kind=ActKind.HANDLING,
        power=local("The source names the end and no act that leads there: the authority closes the file."),
        by=_AUTHORITY,
        only="A matter is closed when nothing in it is open.",
        guards=(_NOT_HELD, _ALLEGATIONS_ENDED, REFERRAL_MADE),
        records=("why nothing is open",),
        stops=("progress_update", "review_application", "timeliness_pcmr13", "evidence_preservation"),
    ),
)
_NO_RIGHT = Guard(
    name="no_right_of_review",
    needs=having(right_of_review="no"),
    why="Where there is a right of review, the complainant is told of it first.",
    authority=_REVIEW,
)
TRANSITIONS = (
    Transition(act="close_outside_schedule_3", at=(M.OUTSIDE_SCHEDULE_3,), to=M.CLOSED),
    Transition(act="decide_matter_outcome", at=(M.HANDLING, M.INVESTIGATING), to=M.OUTCOME_DECIDED),
    Transition(act="notify_matter_outcome", at=(M.OUTCOME_DECIDED,), to=M.OUTCOME_NOTIFIED),
    Transition(act="give_review_rights", at=(M.OUTCOME_NOTIFIED,), to=M.REVIEW_WINDOW),
    Transition(act="apply_for_review", at=(M.OUTCOME_NOTIFIED, M.REVIEW_WINDOW), to=M.REVIEW_OPEN),
    *(
        Transition(act="take_matter_up_again", at=(M.CLOSED,), to=to, where=where)
        for to, where in (
            (M.REVIEW_WINDOW, having(taken_up_for="late_application", kind="complaint")),
            (M.RECORDED, having(taken_up_for="recording_wanted", kind="complaint")),
            (M.RECORDED, having(taken_up_for="direction")),
        )
    ),
    Transition(act="respond_to_recommendation", at=(M.REVIEW_DECIDED, M.RECORDED, M.CLOSED)),
    # An outcome may be told after a hold, after a review, and after the file was closed outside Schedule 3.
    Transition(act="notify_matter_outcome", at=(M.HANDLING, M.INVESTIGATING, M.REVIEW_DECIDED, M.CLOSED)),
    Transition(act="decide_review", at=(M.REVIEW_OPEN,), to=M.REVIEW_DECIDED),
    Transition(
        act="handle_again",
        at=(M.REVIEW_DECIDED,),
        to=M.RECORDED,
        authority=pra("Sch 3 paras 6A, 15(1A) and 25", Grade.DERIVED, "It enters again before referral is assessed."),
    ),
    Transition(
        act="close_matter",
        at=(M.OUTCOME_NOTIFIED,),
        to=M.CLOSED,
        guards=(_NO_RIGHT,),
        # Of a right that there is not nobody is told.
        stops=("review_rights_information",),
    ),
    Transition(
        act="close_matter",
        at=(M.REVIEW_WINDOW,),
        to=M.CLOSED,
        guards=(
            Guard(
                name="review_period",
                needs=having(review_period_over="yes"),
                why="The time for a review is over, with any extension; nothing lapses by itself.",
                authority=pcmr("reg 29(2) to (4)"),
            ),
        ),
    ),
    Transition(
        act="close_matter",
        at=(M.REVIEW_DECIDED,),
        to=M.CLOSED,
        guards=(
            Guard(
                name="nothing_required",
                needs=having(review_requires_investigation="no"),
                why="The review does not ask for more.",
                authority=_REVIEW,
            ),
        ),
    ),
    Transition(
        act="close_matter",
        at=(M.WITHDRAWN,),
        to=M.CLOSED,
        guards=(
            Guard(
                name="dg_answer",
                where=having(referred="yes"),
                needs=having(dg_on_withdrawal="ends"),
                why="It was referred: the Director General decides that it may end.",
                authority=pcmr("reg 38"),
            ),
            Guard(
                name="not_continued",
                where=having(referred="no"),
                needs=having(conduct_indicated="no"),
                why="Whether to go on as a conduct matter was considered, and there is no indication for it.",
                authority=pcmr("reg 38", Grade.MEMORY),
            ),
        ),
    ),
    Transition(act="close_matter", at=(M.INTERNAL,), to=M.CLOSED),
)
PART = Part(name="answering", title="Outcome, review and end", acts=ACTS, transitions=TRANSITIONS)
