"""The stages: one lifecycle for the matter, one for each allegation against each person.

Three things are no stages, because they run beside any: suspension, a hold for criminal proceedings (sub judice), and
whether the officer still serves. They are answers that acts change.
"""

from enum import Enum
from typing import TypeAlias


class MatterStage(Enum):
    """Where a complaint, conduct matter, or death or serious injury matter stands. The value is what people read."""

    NOTHING = "nothing is recorded yet"
    RECEIVED = "received"
    LOGGED = "logged"
    CONTACTED = "the complainant was contacted, or cannot be"
    OUTSIDE_SCHEDULE_3 = "handled outside Schedule 3"
    RECORDED = "recorded"
    REFERRAL_ASSESSED = "referral to the IOPC assessed"
    REFERRED = "referred to the IOPC"
    REFERRED_BACK = "referred back by the Director General"
    NOT_REFERRED = "not referred"
    MODE_DECIDED = "form of investigation decided"
    HANDLING = "handled under Schedule 3 otherwise than by investigation"
    INVESTIGATING = "under investigation"
    INTERNAL = "dealt with under the Conduct Regulations only"
    OUTCOME_DECIDED = "outcome decided"
    OUTCOME_NOTIFIED = "outcome notified"
    REVIEW_WINDOW = "time for a review is running"
    REVIEW_OPEN = "under review"
    REVIEW_DECIDED = "review decided"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class OfficerStage(Enum):
    """Where an allegation against a person stands. The value is what people read."""

    NOTHING = "nothing is recorded yet"
    RECEIVED = "the allegation came to attention"
    SEVERITY_ASSESSMENT = "severity assessment"
    INVESTIGATING = "investigation"
    REPORT_SUBMITTED = "investigator's report submitted"
    CASE_TO_ANSWER_DECISION = "case to answer decided"
    REFERRED_MEETING = "referred to a misconduct meeting"
    REFERRED_HEARING = "referred to a misconduct hearing"
    REFERRED_AMH = "referred to an accelerated misconduct hearing"
    RESPONSE_AWAITED = "officer's response awaited"
    PRE_HEARING = "pre-hearing steps"
    LISTED = "listed"
    IN_PROGRESS = "meeting or hearing in progress"
    ADJOURNED = "adjourned"
    DECIDED = "finding and outcome decided"
    OUTCOME_NOTIFIED = "outcome notified"
    APPEAL_MEETING = "appeal against a meeting"
    APPEAL_PAT = "appeal to the Police Appeals Tribunal"
    REFLECTIVE_PRACTICE = "reflective practice review process"
    REG13_REFERRED = "regulation 13: referred"
    REG13_NOTICE_GIVEN = "regulation 13: notice given"
    REG13_RESPONSE_RECEIVED = "regulation 13: response received"
    REG13_MEETING_HELD = "regulation 13: meeting held"
    REG13_RECOMMENDED = "regulation 13: recommendation made"
    POLICY_INVESTIGATION = "force policy: investigation"
    POLICY_MEETING = "force policy: disciplinary meeting called"
    POLICY_DECIDED = "force policy: decided"
    POLICY_APPEAL = "force policy: internal appeal"
    WITH_EMPLOYER = "with the person's employer"
    WITH_HOME_FORCE = "with the officer's own force"
    NO_FURTHER_ACTION = "no further action"
    PERFORMANCE = "handed over to the Performance Regulations"
    VETTING_REFERRAL = "handed over to the Vetting Regulations"
    NO_CASE_TO_ANSWER = "no case to answer"
    WITHDRAWN = "proceedings withdrawn"
    CLOSED = "closed"


Stage: TypeAlias = MatterStage | OfficerStage
_Officer, _Matter = OfficerStage, MatterStage

# Ends and hand-offs. What comes to light later is a new allegation, linked to this one; an end itself is taken up again
# only on a late application or a direction.
FINAL: frozenset[Stage] = frozenset(
    {
        _Officer.NO_FURTHER_ACTION,
        _Officer.PERFORMANCE,
        _Officer.VETTING_REFERRAL,
        _Officer.NO_CASE_TO_ANSWER,
        _Officer.WITHDRAWN,
        _Officer.CLOSED,
        _Matter.CLOSED,
    }
)
# The parts of the way of an allegation under the Conduct Regulations.
INVESTIGATED = (_Officer.INVESTIGATING, _Officer.REPORT_SUBMITTED, _Officer.CASE_TO_ANSWER_DECISION)
REFERRED = (_Officer.REFERRED_MEETING, _Officer.REFERRED_HEARING, _Officer.REFERRED_AMH)
BEFORE_PROCEEDINGS = (*REFERRED, _Officer.RESPONSE_AWAITED, _Officer.PRE_HEARING, _Officer.LISTED)
PROCEEDINGS = (_Officer.IN_PROGRESS, _Officer.ADJOURNED)
# Until proceedings are decided: where somebody may be suspended.
SUSPENDABLE = (_Officer.RECEIVED, _Officer.SEVERITY_ASSESSMENT, *INVESTIGATED, *BEFORE_PROCEEDINGS, *PROCEEDINGS)
# Under the Conduct Regulations and not at an end: where proceedings may be held back.
OPEN_CONDUCT = (
    *SUSPENDABLE,
    _Officer.DECIDED,
    _Officer.OUTCOME_NOTIFIED,
    _Officer.APPEAL_MEETING,
    _Officer.APPEAL_PAT,
)
REGULATION_13 = (
    _Officer.REG13_REFERRED,
    _Officer.REG13_NOTICE_GIVEN,
    _Officer.REG13_RESPONSE_RECEIVED,
    _Officer.REG13_MEETING_HELD,
    _Officer.REG13_RECOMMENDED,
)
POLICY = (_Officer.POLICY_INVESTIGATION, _Officer.POLICY_MEETING, _Officer.POLICY_DECIDED, _Officer.POLICY_APPEAL)


def name_of(stage: Stage) -> str:
    """As the command names it: `officer.INVESTIGATING`, `matter.LOGGED`."""
    return f"{'matter' if isinstance(stage, MatterStage) else 'officer'}.{stage.name}"
