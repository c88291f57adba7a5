"""Time limits of complaints, referrals and reviews (Police (Complaints and Misconduct) Regulations 2020 and others)."""

from datetime import date

from misconduct.authority import Authority, Grade, Power
from misconduct.clocks.limits import Choice, Example, Reading, Rule, Side, TimeLimit, Trigger
from misconduct.clocks.powers import WRONG_BODY
from misconduct.counting import Counting
from misconduct.instruments import COMPLAINTS_2012, LOCAL, PCMR, PRA, SPECIFIED_INFORMATION, SUPER_COMPLAINTS
from misconduct.savings import Act, Fact

DELAY_REPORT = (
    "a written delay report is due as soon as practicable. In a local investigation the appropriate authority sends "
    "it to the Director General and, unless that would be prejudicial, to the local policing body; where the "
    "appropriate authority is the local policing body, to the Director General only. In a directed or independent "
    "investigation the Director General sends it to the local policing body and to the chief officer unless they are "
    "the subject, and not where it would be prejudicial"
)
UPDATES = (
    "Read as made in 2020. In writing, unless an oral complaint is handled outside Schedule 3. An update that is "
    "withheld meets this limit once its ground is recorded; we count the next from that day."
)
SCOPE = (
    "Only for a complaint handled under Schedule 3, not for a directed or independent investigation, and not after a "
    "report under paragraph 20A(4)."
)

IN_WRITING = (
    "In writing, unless an oral complaint is handled outside Schedule 3; promptly, and within this at the latest."
)
REVIEW_RIGHTS = (
    f"In writing, promptly, with the particulars of reg 33(2)(a). The duty was read, its number not. {SCOPE}"
)

LIMITS = (
    TimeLimit(
        key="timeliness_pcmr13",
        title="Period after which delay in a complaint or recordable conduct investigation is reported",
        side=Side.DUTY,
        actor="appropriate authority (local), or the Director General (directed, independent)",
        act=Act.HANDLING,
        triggers=(
            Trigger(
                name="matter_start",
                clause="the complaint was made or the matter came to attention",
                fact=Fact.COMPLAINT_MADE,
            ),
        ),
        rules=(
            Rule(
                counting=Counting.MONTHS_CHAIN,
                numbers=(12, 6),
                authority=Authority(PCMR, "reg 13(3)", Grade.TEXT_SEEN),
            ),
        ),
        then=DELAY_REPORT,
        example=Example(on=date(2024, 2, 29), events=(("period", "2"),)),
    ),
    TimeLimit(
        key="progress_update",
        title="Progress update to the complainant and interested persons",
        side=Side.DUTY,
        actor="appropriate authority, or the Director General",
        act=Act.HANDLING,
        triggers=(
            Trigger(name="start_of_handling", clause="handling started"),
            Trigger(name="last_notification", clause="they were last notified", is_served=False),
        ),
        rules=(
            Rule(
                after="start_of_handling",
                counting=Counting.WEEKS_AFTER,
                numbers=(4,),
                authority=Authority(PCMR, "reg 34(2)(a)(i)", Grade.TEXT_SEEN, UPDATES),
            ),
            Rule(
                after="last_notification",
                counting=Counting.WEEKS_AFTER,
                numbers=(4,),
                authority=Authority(PCMR, "reg 34(2)(a)(ii)", Grade.TEXT_SEEN, UPDATES),
            ),
        ),
        if_missed="a late update is recorded; the next runs from the day on which it was given",
        example=Example(on=date(2026, 6, 1), events=(("last_notification", "2026-07-10"),)),
    ),
    TimeLimit(
        key="outcome_notification",
        title="Notice of an outcome to the complainant and interested persons",
        side=Side.DUTY,
        actor="appropriate authority, or the Director General",
        act=Act.HANDLING,
        triggers=(
            Trigger(
                name="outcome_date",
                clause="there was an outcome, criminal proceedings were decided, or an appeal was brought or decided",
            ),
        ),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCMR,
                    "reg 34(2)(b)",
                    Grade.TEXT_SEEN,
                    IN_WRITING,
                ),
            ),
        ),
        example=Example(on=date(2025, 12, 23)),
    ),
    TimeLimit(
        key="review_application",
        title="Complainant's application for a review",
        side=Side.RIGHT,
        actor="complainant",
        act=Act.HANDLING,
        triggers=(
            Trigger(
                name="information_provided",
                clause="the information about the right of review was given",
                is_served=True,
            ),
        ),
        rules=(
            Rule(
                counting=Counting.DAYS_AFTERDAY,
                numbers=(28,),
                authority=Authority(PCMR, "reg 29(2) to (4)", Grade.TEXT_SEEN, SCOPE),
            ),
        ),
        extension=Power(
            holders=("review_body",),
            condition="where special circumstances make it just",
            authority=Authority(PCMR, "reg 29(4)", Grade.TEXT_SEEN),
        ),
        holds=(WRONG_BODY,),
        if_missed="accept it, mark it late, and let the review body decide",
        example=Example(
            on=date(2026, 3, 2), events=(("wrong_body_received", "2026-03-20"), ("forwarded", "2026-04-07"))
        ),
    ),
    TimeLimit(
        key="iopc_referral",
        title="Referral to the Independent Office for Police Conduct",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.HANDLING,
        triggers=(
            Trigger(
                name="became_clear",
                clause="it first became clear that the matter must be referred, or the Director General called it in",
            ),
        ),
        rules=(
            Rule(
                counting=Counting.NEXT_DAY,
                numbers=(),
                authority=Authority(
                    PCMR, "regs 4, 7 and 9", Grade.MEMORY, "Without delay; the paragraphs about time were not read."
                ),
            ),
        ),
        if_missed="refer at once, record the delay; what was considered already needs the Director General's consent",
        example=Example(on=date(2026, 4, 10)),
    ),
    TimeLimit(
        key="review_rights_information",
        title="Information about the right of review to the complainant",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.HANDLING,
        triggers=(Trigger(name="outcome_date", clause="the outcome of the handling was decided"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(5,),
                authority=Authority(
                    PCMR,
                    "reg 34(4)",
                    Grade.MEMORY,
                    REVIEW_RIGHTS,
                ),
            ),
        ),
        example=Example(on=date(2026, 4, 1)),
    ),
    TimeLimit(
        key="super_complaint_acknowledgement",
        title="Acknowledgement of a super-complaint",
        side=Side.DUTY,
        actor="HM Chief Inspector of Constabulary",
        act=Act.HANDLING,
        triggers=(Trigger(name="received", clause="the super-complaint was received"),),
        rules=(
            Rule(
                counting=Counting.WD_FROM,
                numbers=(5,),
                authority=Authority(SUPER_COMPLAINTS, "reg 5", Grade.TEXT_SEEN),
            ),
        ),
        example=Example(on=date(2026, 4, 2)),
    ),
    TimeLimit(
        key="super_complaint_response",
        title="Progress report and final response on a super-complaint",
        side=Side.DUTY,
        actor="HM Chief Inspector of Constabulary",
        act=Act.HANDLING,
        triggers=(Trigger(name="received", clause="the super-complaint was received"),),
        rules=(
            Rule(
                counting=Counting.NOT_SEEN,
                numbers=(),
                authority=Authority(SUPER_COMPLAINTS, "reg 7 and following", Grade.MEMORY),
            ),
        ),
        example=Example(on=date(2026, 4, 2)),
    ),
    TimeLimit(
        key="evidence_preservation",
        title="Preservation of evidence",
        side=Side.DUTY,
        actor="chief officer and local policing body",
        act=Act.HANDLING,
        triggers=(Trigger(name="became_aware", clause="the force became aware of the matter"),),
        rules=(
            Rule(
                counting=Counting.PRACTICABLE,
                numbers=(),
                authority=Authority(PRA, "Sch 3 para 1(3) and (4)", Grade.TEXT_SEEN, "The duty is a continuing one."),
            ),
        ),
        example=Example(on=date(2026, 6, 9)),
    ),
    TimeLimit(
        key="review_decision",
        title="Decision of the review body: a local target",
        side=Side.DUTY,
        actor="local policing body",
        act=Act.HANDLING,
        triggers=(Trigger(name="received", clause="a valid application was received"),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(28,),
                authority=Authority(
                    LOCAL,
                    "target of a local policing body",
                    Grade.LOCAL,
                    "Another body has another target (this is that of Cleveland). The law sets no limit for "
                    "deciding; where the period starts is assumed.",
                ),
            ),
        ),
        example=Example(on=date(2026, 5, 20)),
    ),
    TimeLimit(
        key="recommendation_response",
        title="Response to a recommendation of the IOPC or the local policing body",
        side=Side.DUTY,
        actor="person to whom the recommendation was made",
        act=Act.HANDLING,
        triggers=(Trigger(name="recommended", clause="the recommendation was made", is_served=True),),
        rules=(
            Rule(
                option="review",
                counting=Counting.DAYS_AFTERDAY,
                numbers=(28,),
                authority=Authority(PCMR, "regs 30 and 31", Grade.MEMORY),
                readings=(Reading(counting=Counting.DAYS_FROM, numbers=(28,)),),
            ),
            Rule(
                option="learning",
                counting=Counting.DAYS_AFTERDAY,
                numbers=(56,),
                authority=Authority(PCMR, "regs 30 and 31", Grade.MEMORY),
                readings=(Reading(counting=Counting.DAYS_FROM, numbers=(56,)),),
            ),
        ),
        choice=Choice(
            name="recommended_in",
            options={"review": "a review", "learning": "a learning recommendation (section 10, paragraph 28A)"},
        ),
        example=Example(on=date(2026, 3, 2), events=(("recommended_in", "review"),)),
    ),
    TimeLimit(
        key="recording_decision_2012",
        title="Decision whether to record a complaint, before 1 February 2020",
        side=Side.DUTY,
        actor="appropriate authority",
        act=Act.HANDLING,
        triggers=(Trigger(name="complaint_made", clause="the complaint was received", fact=Fact.COMPLAINT_MADE),),
        rules=(
            Rule(
                counting=Counting.WD_AFTER,
                numbers=(10,),
                authority=Authority(
                    COMPLAINTS_2012, "statutory guidance of 2015", Grade.SECONDARY, "For imported matters only."
                ),
                counted=Grade.MEMORY,
                readings=(Reading(counting=Counting.WD_FROM, numbers=(10,)),),
            ),
        ),
        example=Example(on=date(2019, 4, 12)),
    ),
    TimeLimit(
        key="bulletin_publication",
        title="Publication of the IOPC's quarterly bulletin with a narrative",
        side=Side.DUTY,
        actor="local policing body",
        act=Act.HANDLING,
        triggers=(Trigger(name="iopc_published", clause="the IOPC published the bulletin"),),
        rules=(
            Rule(
                counting=Counting.MONTHS_NOT_EXCEED,
                numbers=(1,),
                authority=Authority(SPECIFIED_INFORMATION, "", Grade.SECONDARY),
                readings=(Reading(counting=Counting.MONTHS, numbers=(1,)),),
            ),
        ),
        example=Example(on=date(2026, 1, 15)),
    ),
)
