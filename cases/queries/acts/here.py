"""Which acts of the law's tables have a page in a matter, and which are done elsewhere or belong to proceedings."""

from misconduct.stages import appealing, preparing, proceedings
from misconduct.stages.tables import ACTS

# From the referral to proceedings on, hearings have pages of their own.
_LATER = frozenset(act.key for part in (preparing, proceedings, appealing) for act in part.PART.acts)
# What logging does, and what a page of another name does.
_ELSEWHERE = frozenset({"receive_matter", "log_matter"})
# Acts that another page of the matter does, by its name.
DONE_ON = {"give_update": "case_messages", "withhold_update": "case_messages"}
# What may happen at nearly any time, and is no step on the way even where it leads to another stage.
AT_ANY_TIME = frozenset(
    {"withdraw_complaint", "treat_as_recordable", "end_on_death", "end_on_leaving", "end_on_withdrawal",
     "end_for_former_officer", "report_neither", "revise_assessment", "take_matter_up_again"}
)  # fmt: skip
# Whether it must be referred follows from the answer to each ground of referral: nobody answers that by itself.
ASKS_GROUNDS = frozenset({"assess_referral", "deal_with_internally"})
# What reports that an investigation is not finished, and the periods after which that is due.
REPORTS_DELAY = frozenset({"report_delay", "report_matter_delay"})
PERIODS = ("timeliness_reg19", "timeliness_pcmr13")


def has_page(*, key: str) -> bool:
    """Whether this act is done on the page of acts of a matter."""
    return key in ACTS and key not in _LATER and key not in _ELSEWHERE and key not in DONE_ON
