"""An allegation against an officer: from the referral to the first day of the meeting or hearing."""

from misconduct.authority import Authority, Grade
from misconduct.guards import Conditions, Guard, having
from misconduct.instruments import PERFORMANCE
from misconduct.procedures import Procedure
from misconduct.savings import Act as ActKind
from misconduct.stages.acts import PROCEEDING_CLOCKS, Act, Decider, Part, Started, Transition, by, local, pcr
from misconduct.stages.assessing import SERVING
from misconduct.stages.investigating import not_interested
from misconduct.stages.lifecycles import BEFORE_PROCEEDINGS, REFERRED
from misconduct.stages.lifecycles import OfficerStage as O
from misconduct.stages.referring import NOT_HELD
from misconduct.stages.who import Who

_AUTHORITY = by(Who.APPROPRIATE_AUTHORITY)
# A meeting is for serving officers at every step of it: somebody may leave after the referral.
MEETING_SERVING = Guard(
    name="meeting_serving",
    where=having(form="meeting"),
    needs=having(officer_status="serving"),
    why="A former officer never goes to a meeting.",
    authority=pcr("reg 4(2) to (5)"),
)
_APPOINTERS = (
    Decider(who=Who.APPROPRIATE_AUTHORITY),
    Decider(who=Who.CHIEF_OFFICER, where=having(form=("hearing", "accelerated"))),
    Decider(who=Who.LOCAL_POLICING_BODY, where=having(form=("hearing", "accelerated"))),
)
_FIT_TO_CONDUCT = (
    not_interested("conductor_interested"),
    Guard(
        name="rank_for_meeting",
        where=having(form="meeting"),
        needs=having(conductor_senior_enough="yes"),
        why="A meeting is conducted by an officer at least one rank higher or, unless the matter is "
        "substantially operational, by more senior staff; for a special constable by a sergeant or above, a "
        "senior human resources professional or more senior staff.",
        authority=pcr("reg 28(3)"),
    ),
    Guard(
        name="standing_of_chair",
        where=having(form=("hearing", "accelerated")),
        needs=having(conductor_senior_enough="yes"),
        why="Until 6 May 2024 a legally qualified chair; since then the chief officer or a delegate of "
        "sufficient rank, never the officer's junior, and two members appointed by the local policing body.",
        authority=pcr("reg 28, SI 2024/521", Grade.SECONDARY, "An explanatory note was read."),
    ),
)
MEETING_LEVEL = Guard(
    name="meeting_level",
    where=having(form="meeting"),
    needs=having(case_to_answer=("misconduct", "none")),
    why="Gross misconduct never goes to a meeting.",
    authority=pcr("regs 23 and 28(1)"),
    asks=False,
)
_UNDER_PERFORMANCE = Guard(
    name="under_performance",
    needs=having(person_kind=("officer", "special", "special_on_probation")),
    why="The Performance Regulations do not apply above chief superintendent nor to a constable on probation.",
    authority=Authority(PERFORMANCE, "reg 2(2)", Grade.TEXT_SEEN),
)


def _then(said: str) -> Conditions:
    return having(withdrawn_to=said)


ACTS = (
    Act(
        key="appoint_conductor",
        title="Appoint the chair and panel, or the person to conduct the meeting",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 28 and 51"),
        by=_APPOINTERS,
        procedure=Procedure.CONDUCT,
        only="It follows the referral.",
        guards=_FIT_TO_CONDUCT,
        records=("the names and how they were chosen", "notice of the names to the officer"),
        starts=(Started(key="panel_objection", event="name_notified"),),
        sets={"conductor_appointed": "yes"},
    ),
    Act(
        key="receive_objection",
        title="Receive the officer's objection to a person appointed",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 30 and 51"),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="It follows the appointment, before the proceedings begin.",
        guards=(
            Guard(
                name="appointed",
                needs=having(conductor_appointed="yes"),
                why="Somebody was appointed.",
                authority=pcr("regs 30 and 51", Grade.DERIVED),
            ),
        ),
        records=("the grounds", "whether it is upheld, by whom and why"),
        stops=("panel_objection",),
    ),
    Act(
        key="replace_conductor",
        title="Replace somebody after an objection",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 30 and 52(1A)"),
        by=_APPOINTERS,
        procedure=Procedure.CONDUCT,
        only="It follows the appointment, before the proceedings begin.",
        guards=_FIT_TO_CONDUCT,
        records=("who was replaced and by whom", "the day"),
        starts=(
            Started(key="panel_objection", event="name_notified"),
            Started(key="amh_window", event="replaced", where=having(form="accelerated")),
        ),
        sets={"conductor_appointed": "yes"},
    ),
    Act(
        key="specify_date",
        title="Specify the date of a pre-hearing or a meeting",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 33 and 34"),
        by=by(Who.CHAIR, Who.PERSON_CONDUCTING),
        procedure=Procedure.CONDUCT,
        only="It follows the notice of the referral, before the proceedings begin.",
        records=("the date, and an alternative that the officer proposed",),
        starts=(
            Started(key="prehearing_alternative", event="date_specified", where=having(form="hearing")),
            Started(key="meeting_alternative", event="date_specified", where=having(form="meeting")),
        ),
    ),
    Act(
        key="give_referral_notice",
        title="Give notice of the referral, and supply the documents",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 30; for accelerated hearings reg 51"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the referral.",
        guards=(
            MEETING_LEVEL,
            Guard(
                name="documents",
                needs=having(documents_supplied="yes"),
                why="Notice and documents go together: their supply starts the officer's time.",
                authority=pcr("regs 30(1) and 51(1)"),
            ),
            MEETING_SERVING,
        ),
        records=(
            "the conduct alleged, and who is to conduct or chair",
            "the officer's rights; delegation; whether the Director General presents; whether it is joint",
            "statements, report, and material that undermines the case or assists the officer",
        ),
        starts=(
            Started(key="officer_response", event="documents_supplied", where=having(form=("meeting", "hearing"))),
            Started(key="misconduct_meeting", event="documents_supplied", where=having(form="meeting")),
            Started(key="misconduct_hearing", event="documents_supplied", where=having(form="hearing")),
            Started(key="amh_window", event="notice_given", where=having(form="accelerated")),
            Started(key="amh_public_notice", event="notice_given", where=having(form="accelerated")),
            Started(key="amh_response", event="documents_supplied", where=having(form="accelerated")),
        ),
        sets={"documents_supplied": "yes"},
    ),
    Act(
        key="receive_response",
        title="Receive the officer's response",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 31 and 54"),
        by=by(Who.OFFICER),
        procedure=Procedure.CONDUCT,
        only="It follows the notice of the referral.",
        guards=(
            Guard(
                name="within_time",
                where=having(form=("meeting", "hearing")),
                needs=having(response_in_time="yes"),
                why="It comes within fifteen working days or the time allowed in exceptional circumstances; the chair "
                "or the person conducting decides about what comes late.",
                authority=pcr("reg 31(1)", Grade.DERIVED, "What follows a late response was not read."),
            ),
        ),
        records=("what is accepted and disputed, points of law, documents", "the day of receipt"),
        starts=(
            Started(key="witness_lists", event="officer_complied", where=having(form=("meeting", "hearing"))),
            Started(key="documents_to_chair", event="officer_complied", where=having(form=("meeting", "hearing"))),
        ),
        stops=("officer_response", "amh_response"),
    ),
    Act(
        key="go_on_without_response",
        title="Go on without a response",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 31 and 54"),
        by=by(Who.CHAIR, Who.PERSON_CONDUCTING),
        procedure=Procedure.CONDUCT,
        only="It follows the notice of the referral.",
        guards=(
            Guard(
                name="period",
                needs=having(period_elapsed="yes"),
                why="The officer's time for a response is over.",
                authority=pcr("reg 31(1)", Grade.DERIVED),
            ),
        ),
        records=("that no response came, and why it goes on",),
    ),
    Act(
        key="exchange_lists",
        title="Exchange witness lists and send lists and documents to the chair",
        kind=ActKind.PROCEEDINGS,
        power=pcr("regs 31(4) and 32"),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="It follows the officer's response.",
        records=("the lists as exchanged", "what was sent to the chair and when"),
        starts=(
            Started(key="lists_to_chair", event="lists_exchanged"),
            Started(key="prehearing", event="documents_to_chair", where=having(form="hearing")),
        ),
        stops=("witness_lists", "documents_to_chair"),
        sets={"lists_and_documents_sent": "yes"},
    ),
    Act(
        key="list_proceedings",
        title="List the hearing",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 33"),
        by=by(Who.CHAIR),
        procedure=Procedure.CONDUCT,
        only="It follows the pre-hearing steps.",
        guards=(
            Guard(
                name="sent",
                needs=having(lists_and_documents_sent="yes"),
                why="The chair has the lists and documents.",
                authority=pcr("reg 33(1)(a)", Grade.DERIVED),
            ),
            NOT_HELD,
        ),
        records=("date, time and place", "what was decided at the pre-hearing"),
        starts=(Started(key="public_notice_hearing", event="hearing"),),
        stops=("prehearing", "lists_to_chair"),
    ),
    Act(
        key="withdraw_proceedings",
        title="Withdraw the proceedings before they begin",
        kind=ActKind.PROCEEDINGS,
        power=pcr("reg 27", Grade.SECONDARY),
        by=_AUTHORITY,
        procedure=Procedure.CONDUCT,
        only="Proceedings are withdrawn only before they begin.",
        guards=(
            Guard(
                name="dg_consent",
                where=having(track="police_reform_act", mode=("directed", "independent")),
                needs=having(dg_consents="yes"),
                why="In some cases under the Police Reform Act the Director General must consent.",
                authority=pcr("reg 27", Grade.MEMORY),
            ),
        ),
        records=(
            "what follows: no action, reflective practice, performance or (since 28 May 2025) vetting",
            "written notice to the officer, with a copy of the report",
        ),
        stops=PROCEEDING_CLOCKS,
    ),
)
TRANSITIONS = (
    Transition(act="appoint_conductor", at=(*REFERRED, O.RESPONSE_AWAITED, O.PRE_HEARING, O.LISTED)),
    # What it was referred to and what is prepared are the same form.
    *(
        Transition(act="give_referral_notice", at=(at,), to=O.RESPONSE_AWAITED, where=having(form=form))
        for at, form in zip(REFERRED, ("meeting", "hearing", "accelerated"), strict=True)
    ),
    *(
        Transition(act=act, at=(O.RESPONSE_AWAITED,), to=to, where=having(form=form))
        for act in ("receive_response", "go_on_without_response")
        for form, to in (("hearing", O.PRE_HEARING), ("meeting", O.LISTED), ("accelerated", O.LISTED))
    ),
    Transition(act="exchange_lists", at=(O.PRE_HEARING,)),
    Transition(
        act="exchange_lists",
        at=(O.LISTED,),
        where=having(form="meeting"),
        authority=pcr("regs 31(4) and 32"),
    ),
    Transition(
        act="list_proceedings",
        at=(O.PRE_HEARING,),
        to=O.LISTED,
        authority=local(
            "The source goes from the pre-hearing to the hearing without saying who lists it: the chair does."
        ),
    ),
    *(
        Transition(act=act, at=(*REFERRED, O.RESPONSE_AWAITED, O.PRE_HEARING, O.LISTED))
        for act in ("receive_objection", "replace_conductor")
    ),
    Transition(act="specify_date", at=(O.RESPONSE_AWAITED, O.PRE_HEARING, O.LISTED)),
    Transition(act="withdraw_proceedings", at=BEFORE_PROCEEDINGS, to=O.WITHDRAWN, where=_then("no_action")),
    Transition(
        act="withdraw_proceedings",
        at=BEFORE_PROCEEDINGS,
        to=O.REFLECTIVE_PRACTICE,
        where=_then("reflective_practice"),
        guards=(SERVING,),
        starts=(Started(key="rprp_account", event="notice_given"),),
    ),
    Transition(
        act="withdraw_proceedings",
        at=BEFORE_PROCEEDINGS,
        to=O.PERFORMANCE,
        where=_then("performance"),
        guards=(SERVING, _UNDER_PERFORMANCE),
    ),
    Transition(
        act="withdraw_proceedings",
        at=BEFORE_PROCEEDINGS,
        to=O.VETTING_REFERRAL,
        where=_then("vetting"),
        versions=("R3", "R4"),
        guards=(SERVING,),
    ),
)
PART = Part(name="preparing", title="Before the meeting or hearing", acts=ACTS, transitions=TRANSITIONS)
