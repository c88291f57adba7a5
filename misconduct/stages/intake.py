"""A matter: from being received to the decision how it is handled."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Guard, either, having
from misconduct.instruments import IOPC_DATA, PRA
from misconduct.matters.handling import QUESTIONS
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import Act, Decider, Part, Started, Transition, by, pcmr, pcr, pra
from misconduct.stages.lifecycles import MatterStage as M
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
_DESK = by(Who.HANDLER, Who.DEPARTMENT, Who.APPROPRIATE_AUTHORITY)
_COMPLAINT = having(kind="complaint")
_OTHERS = having(kind=("conduct", "recordable_conduct", "death_or_serious_injury"))
_COMPULSORY = pra("Sch 3 para 2(6) to (6C)")
COMPLAINT = Guard(name="complaint", needs=having(kind="complaint"), why="It is for complaints.", authority=pra("s. 12"))
STILL_OUTSIDE = (
    *(
        Guard(
            name=test,
            needs=having(**{test: "no"}),
            why="A complaint is handled outside Schedule 3 only when each of the four compulsory tests is answered, "
            "and answered no.",
            authority=_COMPULSORY,
        )
        for test in QUESTIONS
    ),
    Guard(
        name="recording_not_wanted",
        needs=having(wants_recording=("no", "cannot_be_asked")),
        why="A complaint is recorded when the complainant at any time wants it.",
        authority=pra("Sch 3 para 2(6)"),
    ),
)
REFERRAL_FIRST = Guard(
    name="referred",
    needs=having(referral_made="yes"),
    why="The Director General decides on the form of what was referred.",
    authority=pra("Sch 3 para 15"),
)
CHIEF_OFFICER_DEATH = Guard(
    name="chief_officer_death",
    where=having(kind="death_or_serious_injury", chief_officer="yes"),
    needs=having(mode=("directed", "independent")),
    why="A death or serious injury matter about a chief officer is never investigated locally.",
    authority=pcmr("reg 10"),
)

ACTS = (
    Act(
        key="receive_matter",
        title="Receive a matter",
        kind=ActKind.HANDLING,
        power=pra("s. 12"),
        by=_DESK,
        only="It is the first act.",
        records=("the day on which it was made or came to attention", "how it came", "safe contact"),
        starts=(
            Started(
                key="timeliness_pcmr13",
                event="matter_start",
                where=having(kind=("complaint", "recordable_conduct", "death_or_serious_injury")),
            ),
            Started(key="evidence_preservation", event="became_aware"),
        ),
        sets={"referred": "no", "referral_made": "no", "sub_judice": "no"},
    ),
    Act(
        key="log_matter",
        title="Log the matter",
        kind=ActKind.HANDLING,
        power=Authority(IOPC_DATA, "1.1 to 1.3", Grade.TEXT_SEEN),
        by=_DESK,
        only="What was received is logged.",
        records=("the kind of matter", "each allegation with one category", "who or what it is about"),
        starts=(Started(key="progress_update", event="start_of_handling", where=_COMPLAINT),),
    ),
    Act(
        key="contact_complainant",
        title="Contact the complainant and ask how it should be handled",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 2(6)"),
        by=_DESK,
        only="It follows the logging.",
        guards=(
            Guard(
                name="complaint",
                needs=_COMPLAINT,
                why="Only a complaint has a complainant.",
                authority=pra("s. 12"),
            ),
            Guard(
                name="views",
                where=having(contact_possible="yes"),
                needs=having(views_sought="yes"),
                why="The complainant's views on how the complaint should be handled are sought.",
                authority=pra("Sch 3 para 2(6)"),
            ),
        ),
        records=("the complainant's views", "or why contact is not possible"),
    ),
    Act(
        key="handle_outside_schedule_3",
        title="Handle outside Schedule 3",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 2(6C)"),
        by=_DESK,
        only="It follows the contact with the complainant.",
        guards=(COMPLAINT, *STILL_OUTSIDE),
        records=("the four answers", "what would put it right"),
    ),
    Act(
        key="record_matter",
        title="Record the matter under Schedule 3",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 paras 2(6) and 10 to 11"),
        by=_AUTHORITY,
        only="It follows the contact with the complainant; other matters are recorded once they are logged.",
        guards=(
            Guard(
                name="kind",
                needs=having(kind=("complaint", "recordable_conduct", "death_or_serious_injury")),
                why="Complaints, recordable conduct matters and death or serious injury matters are recorded; another "
                "conduct matter is dealt with under the Conduct Regulations.",
                authority=pra("Sch 3 paras 10 and 11; PCMR reg 7(1)"),
            ),
        ),
        records=(
            "why it is recorded: the complainant's wish, dissatisfaction, the nature of the allegation, our choice",
            "a copy to the complainant and to the person complained against, with exceptions",
        ),
    ),
    Act(
        key="deal_with_internally",
        title="Deal with a conduct matter under the Conduct Regulations only",
        kind=ActKind.HANDLING,
        power=pcr("reg 13"),
        by=_AUTHORITY,
        only="It follows the logging of a conduct matter.",
        guards=(
            Guard(
                name="conduct_matter",
                needs=having(kind="conduct"),
                why="A complaint, a recordable conduct matter and a death or serious injury matter are under the "
                "Police Reform Act.",
                authority=pcr("reg 13"),
            ),
            Guard(
                name="not_recordable",
                needs=having(must_be_referred="no"),
                why="What must be referred to the IOPC is a recordable conduct matter.",
                authority=pcmr("reg 7(1)"),
            ),
        ),
        records=("why it is not recordable",),
    ),
    Act(
        key="treat_as_recordable",
        title="Treat a conduct matter as a recordable conduct matter",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 paras 10 and 11; PCMR reg 7(1)"),
        by=_AUTHORITY,
        only="A conduct matter may turn out to be recordable.",
        guards=(
            Guard(
                name="conduct_matter",
                needs=having(kind="conduct"),
                why="It is for conduct matters that were not recorded.",
                authority=pra("Sch 3 paras 10 and 11"),
            ),
        ),
        records=("what it is treated as, the provision and the day; the kind it began as is kept",),
        starts=(Started(key="timeliness_pcmr13", event="matter_start"),),
        sets={"kind": "recordable_conduct"},
    ),
    Act(
        key="assess_referral",
        title="Assess whether it is referred to the IOPC",
        kind=ActKind.HANDLING,
        power=pcmr("regs 4, 7 and 9"),
        by=_AUTHORITY,
        only="It follows the recording, and may be done again at any time before the end.",
        guards=(
            Guard(
                name="assessed",
                needs=having(must_be_referred=("yes", "no")),
                why="Every ground of compulsory referral is answered.",
                authority=pcmr("regs 4(1) and 7(1)"),
            ),
        ),
        records=("the answer to each ground", "who answered, and the second person where a ground was not accepted"),
        starts=(Started(key="iopc_referral", event="became_clear", where=having(must_be_referred="yes")),),
        sets={"referral_considered": "yes"},
    ),
    Act(
        key="refer_to_iopc",
        title="Refer to the IOPC",
        kind=ActKind.HANDLING,
        power=pcmr("regs 4, 7 and 9"),
        by=(
            *by(Who.APPROPRIATE_AUTHORITY, Who.LOCAL_POLICING_BODY),
            Decider(who=Who.DIRECTOR_GENERAL, where=having(kind="recordable_conduct"), authority=pra("Sch 3 para 13A")),
        ),
        only="It follows the assessment of referral, and is possible at any later time.",
        records=(
            "the grounds",
            "the IOPC's reference",
            "what was considered already: the Director General's consent",
            "notice to the person, unless it might prejudice an investigation",
        ),
        stops=("iopc_referral",),
        sets={"referred": "yes", "referral_made": "yes"},
    ),
    Act(
        key="decide_not_to_refer",
        title="Decide that it is not referred",
        kind=ActKind.HANDLING,
        power=pcmr("regs 4, 7 and 9"),
        by=_AUTHORITY,
        only="It follows the assessment of referral.",
        guards=(
            Guard(
                name="no_ground",
                needs=either(having(must_be_referred="no"), having(referral_ground_settled="yes")),
                why="What meets a ground of compulsory referral is referred; that none is met takes two people.",
                authority=pcmr("regs 4(1) and 7(1)"),
            ),
            Guard(
                name="death_or_serious_injury",
                needs=having(kind=("complaint", "recordable_conduct")),
                why="Every death or serious injury matter is referred.",
                authority=pra("Sch 3 para 14C", Grade.MEMORY),
            ),
        ),
        records=("the reasons",),
        stops=("iopc_referral",),
    ),
    Act(
        key="refer_back",
        title="Record that the Director General referred it back",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 15"),
        by=by(Who.DIRECTOR_GENERAL),
        only="It follows the referral.",
        guards=(
            Guard(
                name="not_necessary",
                needs=having(dg_investigation_necessary="no"),
                why="The Director General found no investigation necessary.",
                authority=pra("Sch 3 para 15"),
            ),
            Guard(
                name="chief_officer_death",
                where=having(kind="death_or_serious_injury"),
                needs=having(chief_officer="no"),
                why="A death or serious injury matter about a chief officer must be investigated.",
                authority=pcmr("reg 10"),
            ),
        ),
        records=("the day and the Director General's words",),
        sets={"referred": "no"},
    ),
    Act(
        key="decide_mode",
        title="Record the form of investigation the Director General decided",
        kind=ActKind.HANDLING,
        power=pra("Sch 3 para 15"),
        by=by(Who.DIRECTOR_GENERAL),
        only="The form is decided after the referral, and may be changed while it is investigated.",
        guards=(
            REFERRAL_FIRST,
            Guard(
                name="necessary",
                needs=having(dg_investigation_necessary="yes"),
                why="The Director General found an investigation necessary.",
                authority=pra("Sch 3 para 15"),
            ),
            Guard(
                name="form",
                needs=having(mode=("local", "directed", "independent")),
                why="There are three forms: local, directed and independent.",
                authority=pra("Sch 3 para 15"),
            ),
            CHIEF_OFFICER_DEATH,
        ),
        records=("the form, who decided, why and when; the forms before are kept",),
    ),
)
_ANY_TIME = (
    M.RECORDED,
    M.NOT_REFERRED,
    M.REFERRED_BACK,
    M.HANDLING,
    M.INVESTIGATING,
    M.OUTCOME_DECIDED,
    M.OUTCOME_NOTIFIED,
    M.REVIEW_WINDOW,
    M.REVIEW_OPEN,
    M.REVIEW_DECIDED,
    M.WITHDRAWN,
)
TRANSITIONS = (
    Transition(act="receive_matter", at=(M.NOTHING,), to=M.RECEIVED),
    Transition(act="log_matter", at=(M.RECEIVED,), to=M.LOGGED),
    Transition(act="contact_complainant", at=(M.LOGGED,), to=M.CONTACTED),
    Transition(act="handle_outside_schedule_3", at=(M.CONTACTED,), to=M.OUTSIDE_SCHEDULE_3),
    Transition(act="record_matter", at=(M.CONTACTED,), to=M.RECORDED),
    Transition(
        act="record_matter",
        at=(M.OUTSIDE_SCHEDULE_3,),
        to=M.RECORDED,
        authority=Authority(
            PRA, "Sch 3 para 2(6)", Grade.DERIVED, "“At any time”: from outside into Schedule 3, never back."
        ),
    ),
    Transition(
        act="record_matter",
        at=(M.LOGGED,),
        to=M.RECORDED,
        guards=(
            Guard(
                name="contact_first",
                needs=_OTHERS,
                why="The complainant is contacted before a complaint is recorded.",
                authority=pra("Sch 3 para 2(6)"),
            ),
        ),
    ),
    Transition(act="deal_with_internally", at=(M.LOGGED,), to=M.INTERNAL),
    Transition(act="assess_referral", at=(M.RECORDED,), to=M.REFERRAL_ASSESSED),
    Transition(act="assess_referral", at=(*_ANY_TIME[1:], M.INTERNAL)),
    Transition(act="refer_to_iopc", at=(M.REFERRAL_ASSESSED,), to=M.REFERRED),
    Transition(act="refer_to_iopc", at=_ANY_TIME, to=M.REFERRED),
    Transition(act="treat_as_recordable", at=(M.LOGGED, M.INTERNAL), to=M.RECORDED),
    Transition(act="decide_not_to_refer", at=(M.REFERRAL_ASSESSED,), to=M.NOT_REFERRED),
    Transition(act="refer_back", at=(M.REFERRED,), to=M.REFERRED_BACK),
    Transition(act="decide_mode", at=(M.REFERRED,), to=M.MODE_DECIDED),
    Transition(act="decide_mode", at=(M.INVESTIGATING,)),
)
PART = Part(name="intake", title="Received, recorded, referred", acts=ACTS, transitions=TRANSITIONS)
