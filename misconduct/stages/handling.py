"""A matter: its handling or investigation, and what may happen to it on the way: updates, holds, withdrawal."""

from misconduct.authority import Grade
from misconduct.guards import Guard, either, having
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Decider, Part, Started, Transition, by, local, pcmr, pra
from misconduct.stages.intake import CHIEF_OFFICER_DEATH, COMPLAINT
from misconduct.stages.lifecycles import FINAL, MatterStage
from misconduct.stages.lifecycles import MatterStage as M
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_BODIES = by(Who.APPROPRIATE_AUTHORITY, Who.DIRECTOR_GENERAL)
_OPEN = "It is possible while the matter is handled."
_WITHHELD = pcmr(
    "regs 11 and 35", Grade.DERIVED, "Regulation 11 is the Director General's; 35 is remembered as similar."
)
# Section F2 of the source: closing without a referral fails where one is compulsory.
REFERRAL_MADE = Guard(
    name="referral_made",
    needs=either(having(must_be_referred="no"), having(referral_made="yes"), having(referral_ground_settled="yes")),
    why="What must be referred to the IOPC was referred, or two people settled that no ground is met.",
    authority=pcmr("regs 4(1) and 7(1)"),
)

ACTS = (
    Act(
        key="investigate_matter",
        title="Begin the investigation",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 paras 16 to 19"),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY, where=having(mode=("local", "directed"))),
            Decider(who=Who.DIRECTOR_GENERAL, where=having(mode=("directed", "independent"))),
        ),
        only="It follows the decision about referral and, after a referral, about the form.",
        guards=(
            Guard(
                name="form",
                needs=having(mode=("local", "directed", "independent")),
                why="The form of investigation is known.",
                authority=pra("Sch 3 para 15"),
            ),
            CHIEF_OFFICER_DEATH,
        ),
        records=("the form", "the terms of reference"),
        sets={"track": "police_reform_act"},
    ),
    Act(
        key="handle_otherwise",
        title="Handle reasonably and proportionately, otherwise than by investigation",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 6", Grade.MEMORY),
        by=_AUTHORITY,
        only="It follows the decision about referral, or that the matter is referred back.",
        guards=(
            Guard(
                name="no_indication",
                needs=having(conduct_indicated="no"),
                why="Where there is an indication of a crime or of behaviour justifying disciplinary proceedings, the "
                "complaint is investigated.",
                authority=pra("Sch 3 para 6", Grade.MEMORY),
            ),
        ),
        records=("how it is handled, and why that is reasonable and proportionate",),
        sets={"mode": "none"},
    ),
    Act(
        key="give_update",
        title="Give the complainant and interested persons an update",
        kind=ActKind.HANDLING,
        power=pcmr("reg 34(2)(a)"),
        by=_BODIES,
        only=_OPEN,
        guards=(
            Guard(
                name="not_withheld",
                needs=having(disclosure_prejudicial="no"),
                why="What may be withheld on a ground is withheld with its ground instead.",
                authority=_WITHHELD,
            ),
        ),
        records=("what was said, in writing", "that the safe-contact rule was confirmed"),
        starts=(Started(key="progress_update", event="last_notification"),),
    ),
    Act(
        key="withhold_update",
        title="Withhold an update on a ground",
        kind=ActKind.HANDLING,
        power=_WITHHELD,
        by=_BODIES,
        only=_OPEN,
        guards=(
            Guard(
                name="ground",
                needs=having(withholding_ground="yes"),
                why="It is withheld only on a recorded ground, with a real risk of a significant adverse effect.",
                authority=_WITHHELD,
            ),
        ),
        records=("the ground, the real risk and the significant effect", "when it is looked at again"),
        starts=(Started(key="progress_update", event="last_notification"),),
    ),
    Act(
        key="report_matter_delay",
        title="Report that the investigation is not finished (12 months, then every six)",
        kind=ActKind.HANDLING,
        power=pcmr("reg 13"),
        by=_BODIES,
        only="It is done during the investigation.",
        guards=(
            Guard(
                name="period",
                needs=having(period_elapsed="yes"),
                why="A period has ended.",
                authority=pcmr("reg 13(3)"),
            ),
        ),
        records=("the dates; progress; estimates; reasons; planned steps", "who received it"),
    ),
    Act(
        key="convert_to_conduct_matter",
        title="Treat a death or serious injury matter as a conduct matter",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 24B", Grade.NEAR_TEXT),
        by=_BODIES,
        only=_OPEN,
        guards=(
            Guard(
                name="death_or_serious_injury",
                needs=having(kind="death_or_serious_injury"),
                why="It is for a death or serious injury matter: a complaint never becomes a conduct matter.",
                authority=pra("s. 12(2)"),
            ),
            Guard(
                name="indication",
                needs=having(conduct_indicated="yes"),
                why="There is an indication of a crime or of behaviour justifying disciplinary proceedings.",
                authority=pra("Sch 3 para 24B", Grade.NEAR_TEXT),
            ),
        ),
        records=("the day and the provision; the kind it began as is kept",),
        sets={"kind": "recordable_conduct"},
    ),
    Act(
        key="suspend_handling",
        title="Hold the handling back for criminal proceedings",
        kind=ActKind.HANDLING,
        power=pcmr("suspension for criminal proceedings", Grade.MEMORY),
        by=_BODIES,
        only="What is handled and not held back may be.",
        guards=(
            Guard(
                name="prejudice",
                needs=having(prejudices_criminal_proceedings="yes"),
                why="It would prejudice criminal proceedings.",
                authority=pcmr("suspension for criminal proceedings", Grade.MEMORY),
            ),
        ),
        records=(
            "the first day of the hold, so that times are reported with and without it",
            "notice to the complainant",
        ),
        sets={"sub_judice": "yes"},
    ),
    Act(
        key="resume_handling",
        title="Resume the handling",
        kind=ActKind.HANDLING,
        power=pcmr("suspension for criminal proceedings", Grade.MEMORY),
        by=_BODIES,
        only="Only what is held back is resumed.",
        records=("the last day of the hold", "the result of the criminal proceedings"),
        starts=(Started(key="outcome_notification", event="outcome_date"),),
        sets={"sub_judice": "no"},
    ),
    Act(
        key="withdraw_complaint",
        title="Record that the complainant withdraws the complaint",
        kind=ActKind.HANDLING,
        power=pcmr("reg 38"),
        by=by(Who.COMPLAINANT),
        only="A complaint is withdrawn before it is closed.",
        guards=(
            COMPLAINT,
            Guard(
                name="signed",
                needs=having(withdrawal_signed="yes"),
                why="The notification is signed by the complainant, a solicitor or an agent; anything else is "
                "confirmed in writing first.",
                authority=pcmr("reg 38"),
            ),
        ),
        records=(
            "the signed notification; nothing is deleted",
            "notice to the Director General, where it was referred; to the review body, where it is under review",
        ),
        stops=("progress_update", "timeliness_pcmr13", "review_application"),
    ),
    Act(
        key="continue_as_conduct_matter",
        title="Go on with a withdrawn complaint as a recordable conduct matter",
        kind=ActKind.HANDLING,
        power=pcmr("reg 38", Grade.DERIVED, "Read in part."),
        by=(
            Decider(who=Who.APPROPRIATE_AUTHORITY, where=having(referred="no")),
            Decider(who=Who.DIRECTOR_GENERAL, where=having(referred="yes")),
        ),
        only="It follows the withdrawal of a complaint.",
        guards=(
            Guard(
                name="indication",
                where=having(referred="no"),
                needs=having(conduct_indicated="yes"),
                why="There is an indication of a crime or of behaviour justifying disciplinary proceedings.",
                authority=pra("s. 12(2)"),
            ),
            Guard(
                name="dg_decides",
                where=having(referred="yes"),
                needs=having(dg_on_withdrawal="goes_on"),
                why="It was referred: the Director General decides whether it is in the public interest to go on.",
                authority=pcmr("reg 38"),
            ),
        ),
        records=("what it is treated as, the provision and the day; it stays a complaint that was withdrawn",),
        starts=(Started(key="timeliness_pcmr13", event="matter_start"),),
        sets={"kind": "recordable_conduct"},
    ),
)
_HANDLED = (
    M.OUTSIDE_SCHEDULE_3,
    M.RECORDED,
    M.REFERRAL_ASSESSED,
    M.REFERRED,
    M.REFERRED_BACK,
    M.NOT_REFERRED,
    M.MODE_DECIDED,
    M.HANDLING,
    M.INVESTIGATING,
)
_OWN = Guard(
    name="own_investigation",
    needs=having(mode="local"),
    why="Unless the Director General decided on another form, the authority investigates on its own behalf: locally.",
    authority=pra("Sch 3 paras 15 and 16"),
)
TRANSITIONS = (
    Transition(act="investigate_matter", at=(M.NOT_REFERRED, M.REFERRED_BACK), to=M.INVESTIGATING, guards=(_OWN,)),
    Transition(act="investigate_matter", at=(M.MODE_DECIDED,), to=M.INVESTIGATING),
    Transition(
        act="investigate_matter",
        at=(M.HANDLING,),
        to=M.INVESTIGATING,
        guards=(_OWN,),
        authority=local("What is handled otherwise may turn out to need an investigation."),
    ),
    Transition(
        act="handle_otherwise",
        at=(M.NOT_REFERRED,),
        to=M.HANDLING,
        guards=(
            Guard(
                name="complaint",
                needs=having(kind="complaint"),
                why="A complaint may be handled otherwise; another recorded matter only when it is referred back.",
                authority=pra("Sch 3 para 6", Grade.MEMORY),
            ),
        ),
    ),
    Transition(act="handle_otherwise", at=(M.REFERRED_BACK,), to=M.HANDLING),
    *(Transition(act=act, at=_HANDLED) for act in ("give_update", "withhold_update")),
    Transition(act="suspend_handling", at=_HANDLED, where=having(sub_judice="no")),
    Transition(act="resume_handling", at=_HANDLED, where=having(sub_judice="yes")),
    Transition(act="report_matter_delay", at=(M.INVESTIGATING,)),
    Transition(act="convert_to_conduct_matter", at=_HANDLED[1:]),
    Transition(
        act="withdraw_complaint",
        at=tuple(
            stage for stage in MatterStage if stage not in FINAL and stage not in {M.NOTHING, M.WITHDRAWN, M.INTERNAL}
        ),
        to=M.WITHDRAWN,
    ),
    # What the Director General goes on with goes on where it stood.
    *(
        Transition(act="continue_as_conduct_matter", at=(M.WITHDRAWN,), to=to, where=where)
        for to, where in (
            (M.RECORDED, having(referred="no")),
            (M.REFERRED, having(referred="yes", mode="none")),
            (M.MODE_DECIDED, having(referred="yes", mode=("local", "directed", "independent"))),
        )
    ),
)
PART = Part(name="handling", title="Handled, investigated, withdrawn", acts=ACTS, transitions=TRANSITIONS)
