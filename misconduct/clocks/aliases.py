"""Other names under which a time limit is known, and what such a name already says.

`suspension_review_pre2026_next` says more than `suspension_review`: the version, and that an earlier review started it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Alias:
    """A time limit by another name. `shows_duty` means that the date wanted is the day on which a duty arises."""

    key: str
    version: str = ""
    after: str = ""
    shows_duty: bool = False


ALIASES: dict[str, Alias] = {
    "suspension_review_pre2026": Alias(key="suspension_review", version="R3", after="suspended"),
    "suspension_review_pre2026_next": Alias(key="suspension_review", version="R3", after="previous_review"),
    "suspension_review_2026": Alias(key="suspension_review", version="R4"),
    "suspension_decision_reg11B": Alias(key="suspension_decision", version="R4"),
    "case_to_answer_reg23": Alias(key="case_to_answer"),
    "officer_response_reg31": Alias(key="officer_response"),
    "witness_lists_reg31": Alias(key="witness_lists"),
    "witness_list_to_chair_reg32": Alias(key="lists_to_chair"),
    "documents_to_chair_reg32": Alias(key="documents_to_chair"),
    "prehearing_reg33": Alias(key="prehearing"),
    "prehearing_alternative_reg33": Alias(key="prehearing_alternative"),
    "misconduct_meeting_reg34": Alias(key="misconduct_meeting"),
    "amh_window_reg52": Alias(key="amh_window"),
    "outcome_report_reg43": Alias(key="outcome_report"),
    "amh_report_reg63": Alias(key="amh_outcome_report"),
    "lqa_report_to_chair_reg63_1C": Alias(key="lqp_report_to_chair"),
    "outcome_publication_28d": Alias(key="outcome_publication"),
    "meeting_appeal_reg45": Alias(key="meeting_appeal"),
    "meeting_appeal_decision_reg47": Alias(key="meeting_appeal_decision_notice"),
    "pat_notice_of_appeal": Alias(key="pat_notice"),
    "pat_respondent_docs": Alias(key="pat_respondent"),
    "former_officer_condition_B": Alias(key="former_B"),
    "progress_update_4_weeks": Alias(key="progress_update"),
    "outcome_notification_5_working_days": Alias(key="outcome_notification"),
    "review_application_28_days": Alias(key="review_application"),
    "investigation_timeliness_report": Alias(key="timeliness_pcmr13", shows_duty=True),
    "mandatory_referral_to_IOPC": Alias(key="iopc_referral"),
    "lpb_review_completion_target": Alias(key="review_decision"),
}
