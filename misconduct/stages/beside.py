"""What runs beside the stages of an allegation: suspension, a hold for criminal proceedings, and leaving the force."""

from misconduct import outcomes
from misconduct.authority import Grade
from misconduct.clocks import PARTS
from misconduct.guards import Guard, either, having
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Part, Started, Transition, by, local, pcr
from misconduct.stages.assessing import OFFICER_KINDS
from misconduct.stages.lifecycles import FINAL, OPEN_CONDUCT, REGULATION_13, SUSPENDABLE, OfficerStage
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_ONCE = "An officer who is not suspended may be, while an allegation under the Conduct Regulations is open."
_BEFORE_2026, _SINCE_2026 = ("R1", "R2", "R3"), ("R4",)
_OF_THE_PERSON = tuple(
    limit.key
    for part, limits in PARTS.items()
    if part not in {"Complaints, referrals and reviews", "Vetting"}
    for limit in limits
)
_NEEDED = either(having(investigation_may_be_prejudiced="yes"), having(public_interest_requires_suspension="yes"))
_MAY_BE = (
    Guard(
        name="not_suspended",
        needs=having(suspension=("none", "ended")),
        why="The officer is not suspended already.",
        authority=pcr("reg 11", Grade.DERIVED, "Where it is not known, a person decides: it stops nothing."),
    ),
    Guard(
        name="serving",
        needs=having(officer_status="serving"),
        why="Somebody who left cannot be suspended.",
        authority=pcr("reg 11", Grade.DERIVED, "Where it is not known, a person decides: it stops nothing."),
    ),
)
_CONDITIONS = (
    *_MAY_BE,
    Guard(
        name="redeployment",
        needs=having(redeployment_rejected="yes"),
        versions=_BEFORE_2026,
        why="Redeployment, to other duties or another place, was considered and found unsuitable.",
        authority=pcr("reg 11 (before 13 July 2026)"),
    ),
    Guard(
        name="condition",
        needs=_NEEDED,
        versions=_BEFORE_2026,
        why="An investigation may be prejudiced otherwise, or the public interest requires it.",
        authority=pcr("reg 11 (before 13 July 2026)"),
    ),
    Guard(
        name="condition_2026",
        needs=_NEEDED,
        versions=_SINCE_2026,
        why="A condition is met; then there is a duty to suspend.",
        authority=pcr("reg 11 (from 13 July 2026)", Grade.SECONDARY),
    ),
)
_SUSPENDED = having(suspension=("oral", "suspended"))
_RECORDS = (
    "the conditions and the alternatives that were considered",
    "the decision and its reasons; the Director General is consulted in directed and independent investigations",
    "the day of the next review",
)
_STARTS = (
    Started(key="suspension_reps", event="suspended"),
    Started(key="suspension_review", event="suspended"),
)

ACTS = (
    Act(
        key="suspend",
        title="Suspend the officer in writing",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_ONCE,
        guards=_CONDITIONS,
        records=_RECORDS,
        starts=_STARTS,
        stops=("suspension_decision",),
        sets={"suspension": "suspended"},
    ),
    Act(
        key="suspend_orally",
        title="Suspend the officer orally",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11(6)(b)", Grade.NEAR_TEXT),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_ONCE,
        guards=_CONDITIONS,
        records=(*_RECORDS, "that it is confirmed in writing within three working days"),
        starts=(*_STARTS, Started(key="suspension_oral_confirm", event="suspended")),
        stops=("suspension_decision",),
        sets={"suspension": "oral"},
    ),
    Act(
        key="decide_not_to_suspend",
        title="Decide not to suspend the officer",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only=_ONCE,
        guards=(
            *_MAY_BE,
            Guard(
                name="no_condition_2026",
                needs=having(investigation_may_be_prejudiced="no", public_interest_requires_suspension="no"),
                versions=_SINCE_2026,
                why="Since 13 July 2026 there is a duty to suspend when a condition is met.",
                authority=pcr("reg 11 (from 13 July 2026)", Grade.SECONDARY),
            ),
            Guard(
                name="listed_offence",
                where=having(listed_offence=("arrest", "charge")),
                needs=having(exceptional_not_to_suspend="yes"),
                versions=_SINCE_2026,
                why="Since 13 July 2026 the public interest requires suspension after an arrest or a charge for a "
                "listed sexual or domestic-abuse offence, unless the case is exceptional.",
                authority=pcr("reg 11C", Grade.CONTESTED, "One summary says on arrest, another on charge."),
            ),
        ),
        records=(
            "the conditions and alternatives considered",
            "the decision and its reasons",
            "when it is looked at again",
        ),
        stops=("suspension_decision",),
    ),
    Act(
        key="confirm_suspension",
        title="Confirm an oral suspension in writing",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11(6)(b)", Grade.NEAR_TEXT),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Only an oral suspension is confirmed in writing.",
        records=("a summary of the reasons", "the day of service"),
        stops=("suspension_oral_confirm",),
        sets={"suspension": "suspended"},
    ),
    Act(
        key="review_suspension",
        title="Review the suspension",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11", Grade.SECONDARY),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Only a suspension is reviewed.",
        records=("the conditions and alternatives considered again", "representations", "the day of the next review"),
        starts=(Started(key="suspension_review", event="previous_review"),),
    ),
    Act(
        key="end_suspension",
        title="End the suspension",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Only a suspension can be ended.",
        records=("why it ends", "notice to the officer"),
        stops=("suspension_review", "suspension_reps", "suspension_oral_confirm"),
        sets={"suspension": "ended"},
    ),
    Act(
        key="begin_hold",
        title="Hold proceedings back for criminal proceedings (sub judice)",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 10", Grade.NEAR_TEXT),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Proceedings that are not held back may be, while an allegation is open.",
        guards=(
            Guard(
                name="prejudice",
                needs=having(prejudices_criminal_proceedings="yes"),
                why="Proceedings would prejudice criminal proceedings.",
                authority=pcr("reg 10", Grade.NEAR_TEXT),
            ),
            Guard(
                name="prosecutor",
                needs=having(prosecutor_consulted="yes"),
                why="The prosecutor is consulted about witnesses in both.",
                authority=pcr("reg 10", Grade.NEAR_TEXT),
            ),
        ),
        records=(
            "the reasons, and when the hold is reviewed",
            "how evidence is preserved",
            "that it pauses the pre-hearing, the listing and the hearing, and never the timeliness reports",
        ),
        sets={"sub_judice": "yes"},
    ),
    Act(
        key="end_hold",
        title="End the hold for criminal proceedings",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 10", Grade.NEAR_TEXT),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Only a hold can be ended.",
        records=("the day: the dates move by the days held", "the result of the criminal proceedings"),
        sets={"sub_judice": "no"},
    ),
    Act(
        key="record_criminal_investigation",
        title="Record that the officer is under criminal investigation",
        kind=ActKind.SUSPENSION,
        power=pcr("reg 11B", Grade.SECONDARY),
        by=by(Who.DEPARTMENT, Who.APPROPRIATE_AUTHORITY, Who.INVESTIGATOR),
        procedure=Procedure.CONDUCT,
        only="It is recorded while an allegation under the Conduct Regulations is open.",
        records=("the day, the force and the offences", "since 13 July 2026: that suspension is decided on"),
        starts=(
            Started(
                key="suspension_decision",
                event="assessed_under_investigation",
                where=having(assessment="gross_misconduct"),
            ),
        ),
        sets={"under_criminal_investigation": "yes"},
    ),
    Act(
        key="restrict",
        title="Restrict duties, access to premises or access to systems, or suspend under contract and policy",
        kind=ActKind.SUSPENSION,
        power=local("Protecting people and evidence cannot wait for a procedure. Anybody's access can be restricted."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.HR_DECISION_MAKER, Who.LINE_MANAGER),
        only="It is possible at any time while the allegation is open.",
        records=("what is restricted, why and until when", "when it is looked at again"),
    ),
    Act(
        key="end_on_death",
        title="End the matter because the person died",
        kind=ActKind.ASSESSMENT,
        power=local("Nobody is left to answer; the source is silent."),
        by=by(Who.APPROPRIATE_AUTHORITY, Who.HR_DECISION_MAKER),
        only="It is possible at any time while the allegation is open.",
        records=(
            "the day",
            "whether the complaint, an inquest or an investigation of the death goes on",
            "the family's contact",
        ),
        stops=_OF_THE_PERSON,
    ),
    Act(
        key="record_leaving",
        title="Record that the officer left the force",
        kind=ActKind.ASSESSMENT,
        power=pcr("reg 4(2) to (5)"),
        by=by(Who.DEPARTMENT, Who.APPROPRIATE_AUTHORITY),
        only="Somebody who is with the force may leave it while the allegation is open.",
        records=("the day and the way of leaving", "which condition of regulation 4 keeps the matter going"),
        starts=(
            Started(key="former_B", event="left", where=having(person_kind=OFFICER_KINDS)),
            Started(
                key="advisory_list_report",
                event="left",
                where=having(person_kind=OFFICER_KINDS, assessment="gross_misconduct"),
            ),
        ),
        sets={"officer_status": "former"},
    ),
    Act(
        key="report_for_advisory_list",
        title="Report to the College for the advisory list",
        kind=ActKind.OUTCOME,
        power=next(one.authority for one in outcomes.LISTINGS if one.name == "advisory_list"),
        by=_AUTHORITY,
        only="It is for somebody who left while an allegation is open.",
        guards=tuple(
            Guard(name="left_under_investigation", needs=one.needs, why=one.words, authority=one.authority)
            for one in outcomes.LISTINGS
            if one.name == "advisory_list"
        ),
        records=("the day of leaving", "what was sent"),
        stops=("advisory_list_report",),
    ),
)
_BEGUN = tuple(stage for stage in OfficerStage if stage is not O.NOTHING)
_OPEN = tuple(stage for stage in OfficerStage if stage not in FINAL and stage is not O.NOTHING)
TRANSITIONS = (
    *(
        Transition(act=act, at=SUSPENDABLE)
        for act in ("suspend", "suspend_orally", "decide_not_to_suspend", "record_criminal_investigation")
    ),
    Transition(act="begin_hold", at=OPEN_CONDUCT, where=having(sub_judice="no")),
    Transition(act="end_hold", at=OPEN_CONDUCT, where=having(sub_judice="yes")),
    # A suspension may still stand in another procedure, or when the allegation is at its end.
    Transition(act="confirm_suspension", at=_BEGUN, where=having(suspension="oral")),
    Transition(act="review_suspension", at=_BEGUN, where=_SUSPENDED),
    Transition(act="end_suspension", at=_BEGUN, where=_SUSPENDED),
    Transition(act="record_leaving", at=_OPEN, where=having(officer_status="serving")),
    Transition(
        act="report_for_advisory_list", at=(*OPEN_CONDUCT, *REGULATION_13, O.CLOSED, O.NO_FURTHER_ACTION, O.WITHDRAWN)
    ),
    Transition(act="restrict", at=_OPEN),
    Transition(act="end_on_death", at=_OPEN, to=O.CLOSED),
)
PART = Part(
    name="beside", title="Beside the stages: suspension, sub judice, leaving", acts=ACTS, transitions=TRANSITIONS
)
