"""Referral to the IOPC: what must be referred, what may be, and what it takes not to refer.

Which grounds are met is for people to answer. Referring where nothing requires it is always possible. Where an answer
of yes is taken back, or a question is closed unanswered, that takes a second person and a reason.
"""

from misconduct.referral.grounds import ALWAYS, GROUNDS, POWERS, VOLUNTARY, Ground, questions
from misconduct.referral.requirement import CLOCK, Met, Requirement, Verdict, required
from misconduct.referral.settling import (
    LATE,
    TELL,
    TWO_PEOPLE,
    Downgrade,
    LateReferral,
    Telling,
    close,
    downgrade,
    late,
    tell_person,
)

__all__ = [
    "ALWAYS",
    "CLOCK",
    "GROUNDS",
    "LATE",
    "POWERS",
    "TELL",
    "TWO_PEOPLE",
    "VOLUNTARY",
    "Downgrade",
    "Ground",
    "LateReferral",
    "Met",
    "Requirement",
    "Telling",
    "Verdict",
    "close",
    "downgrade",
    "late",
    "questions",
    "required",
    "tell_person",
]
