"""The complainant's right of review: when there is one, who decides, and what an application holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import IOPC_DATA, PCMR, PRA
from misconduct.matters.answers import Answer, complete, having
from misconduct.matters.handling import Handling
from misconduct.modes import Mode
from misconduct.refusals import NoAnswer, listed

# What runs: for the complainant, for the authority that tells of the right, and a local target for the decision.
CLOCKS = ("review_application", "review_rights_information", "review_decision")
AFTER_INVESTIGATION = Authority(PRA, "Sch 3 para 25(1) and (1B)", Grade.TEXT_SEEN)
WITHOUT_INVESTIGATION = Authority(
    PRA, "Sch 3 para 6A", Grade.DERIVED, "The paragraph was seen only where paragraph 25 refers to it."
)
COMPLAINANT_ONLY = Authority(PRA, "Sch 3 paras 6A and 25(1)", Grade.TEXT_SEEN, "Of paragraph 6A, a reference to it.")
NO_SECOND = Authority(PRA, "Sch 3 para 25", Grade.MEMORY, "That there is no further review was not read.")


@dataclass(frozen=True, kw_only=True)
class Right:
    """Whether there is a right of review, why, and where that comes from.

    An application made without a right is still passed on: a person answers it, with this reason.
    """

    is_given: bool
    why: str
    authority: Authority

    @property
    def clocks(self) -> tuple[str, ...]:
        """The time limits that run with it."""
        return CLOCKS if self.is_given else ()


def _no(why: str, authority: Authority) -> Right:
    return Right(is_given=False, why=why, authority=authority)


NOT_COMPLAINANT = _no("Only the complainant, or somebody acting for them, may apply.", COMPLAINANT_ONLY)
OUTSIDE = _no("A complaint handled outside Schedule 3 has no right of review. It may be recorded.", AFTER_INVESTIGATION)
SPECIAL_REPORT = _no("A report was made under paragraph 20A(4).", AFTER_INVESTIGATION)
DIRECTED = _no("The Director General directed or carried out the investigation.", AFTER_INVESTIGATION)
SECOND = _no("There was a review already, and no further one exists.", NO_SECOND)
HANDLED = Right(
    is_given=True,
    why="The complaint was handled under Schedule 3 otherwise than by investigation.",
    authority=WITHOUT_INVESTIGATION,
)
INVESTIGATED = Right(
    is_given=True,
    why="The appropriate authority investigated the complaint on its own behalf.",
    authority=AFTER_INVESTIGATION,
)
RIGHTS = (HANDLED, INVESTIGATED, NOT_COMPLAINANT, OUTSIDE, DIRECTED, SPECIAL_REPORT, SECOND)


def right_of_review(
    *,
    handling: Handling,
    mode: Mode | None,
    is_complainant: bool = True,
    is_special_report: bool = False,
    is_reviewed: bool = False,
) -> Right:
    """Whether the outcome of a complaint may be reviewed (PRA Sch 3 paras 6A and 25).

    It may where it was handled under Schedule 3, and not where the Director General directed or carried out the
    investigation, nor after a report under paragraph 20A(4) (`is_special_report`). `mode` is the form of the
    investigation, None where there was none. `is_reviewed`: there was a review already; that there is no second is
    unconfirmed. Raises NoAnswer where handling and form contradict each other.
    """
    if handling.is_investigated != (mode is not None):
        raise NoAnswer(
            "Say the form of the investigation (local, directed or independent) of a complaint that was investigated, "
            "and none of one that was not."
        )
    bars = {
        NOT_COMPLAINANT: not is_complainant,
        OUTSIDE: not handling.is_under_schedule_3,
        DIRECTED: mode in {Mode.DIRECTED, Mode.INDEPENDENT},
        SPECIAL_REPORT: is_special_report,
        SECOND: is_reviewed,
    }
    given = INVESTIGATED if handling.is_investigated else HANDLED
    return next((bar for bar, is_so in bars.items() if is_so), given)


class Body(Enum):
    """The relevant review body. The value is what people read."""

    IOPC = "the IOPC"
    LOCAL_POLICING_BODY = "the local policing body"


REG_32 = Authority(PCMR, "reg 32", Grade.TEXT_SEEN, "Read as made in 2020.")
BODY_QUESTIONS: Mapping[str, str] = {
    "about_senior_officer": "Is it about a senior officer?",
    "cannot_rule_out_proceedings_or_rights": "Is the appropriate authority unable to rule out, from the complaint "
    "alone, that if proved it would justify criminal or disciplinary proceedings, or infringe Article 2 or 3?",
    "referred_or_must_be": "Was it referred to the IOPC, or must it be?",
    "treated_as_referred": "Is it treated as referred?",
    "same_incident": "Does it arise from the same incident as such a complaint?",
    "part_within": "Is any part of it within one of these?",
}


@dataclass(frozen=True, kw_only=True)
class ReviewBody:
    """Who reviews, why, and what is still open; `body` is None while an answer could still change it."""

    body: Body | None
    yes: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    authority: Authority = REG_32

    @property
    def words(self) -> str:
        """The answer in one sentence."""
        if self.body is Body.IOPC:
            return f"The IOPC reviews the whole of it, because of: {listed(list(self.yes))}."
        if self.body is None:
            return f"Who reviews is not known yet. Answer first: {listed(list(self.unanswered))}."
        return "The local policing body reviews it: none of the grounds for the IOPC is met."


def review_body(*, answers: Mapping[str, Answer]) -> ReviewBody:
    """Which body reviews the complaint (PCMR reg 32).

    The IOPC, for the whole complaint, where any question is answered yes, for whatever part; the local policing body
    where all are answered no; otherwise it is not known yet. Raises NoAnswer for a question that nobody asks.
    """
    given = complete(questions=BODY_QUESTIONS, answers=answers)
    yes, unanswered = having(given, Answer.YES), having(given, Answer.UNKNOWN)
    body = Body.IOPC if yes else None if unanswered else Body.LOCAL_POLICING_BODY
    return ReviewBody(body=body, yes=yes, unanswered=unanswered)


APPLICATION = Authority(
    PCMR,
    "reg 29",
    Grade.NEAR_TEXT,
    "The words of a sister provision were read (SI 2023/624 reg 65(5) and (6)). The body may waive what is missing.",
)
CONTENTS: Mapping[str, str] = {
    "in_writing": "It is in writing.",
    "details": "The details of the complaint.",
    "date_made": "The day on which the complaint was made.",
    "appropriate_authority": "The name of the appropriate authority.",
    "date_informed": "The day on which the information about the right of review was given.",
}


def missing(*, given: Collection[str]) -> tuple[str, ...]:
    """What an application still lacks. It is not refused for that: the review body may waive it, and asks for it.

    Raises NoAnswer for something that an application does not hold.
    """
    if stray := [key for key in given if key not in CONTENTS]:
        raise NoAnswer(f"An application does not hold “{listed(stray)}”. It holds: {listed(list(CONTENTS))}.")
    return tuple(key for key in CONTENTS if key not in given)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that goes with a review."""

    words: str
    authority: Authority


DUTIES: tuple[Duty, ...] = (
    Duty(
        words="The review body notifies the appropriate authority, interested persons and the person complained of.",
        authority=Authority(PRA, "Sch 3 para 25(1C)", Grade.TEXT_SEEN),
    ),
    Duty(
        words="It asks whether the outcome was reasonable and proportionate.",
        authority=Authority(
            IOPC_DATA, "table 27", Grade.SECONDARY, "Read as the name of a published measure, not in the Act."
        ),
    ),
    Duty(
        words="Where the Director General finds, after handling otherwise than by investigation, that an investigation "
        "is necessary, its form is decided as after a referral.",
        authority=Authority(PRA, "Sch 3 para 15(1A)", Grade.TEXT_SEEN),
    ),
)
