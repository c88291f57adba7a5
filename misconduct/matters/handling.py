"""Inside or outside Schedule 3: when a complaint must be recorded, and when it may be resolved without.

Every complaint is logged. The four questions are answered by a person, and only four noes from a complainant who does
not want it recorded open the way outside. From there it may move inside at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import IOPC_DATA, PRA
from misconduct.matters.answers import Answer, complete, having
from misconduct.refusals import NoAnswer, listed


class Handling(Enum):
    """How a complaint is handled. The value is what people read."""

    OUTSIDE_SCHEDULE_3 = "outside Schedule 3"
    NOT_INVESTIGATED = "under Schedule 3, otherwise than by investigation"
    INVESTIGATED = "under Schedule 3, investigated"
    SPECIAL_PROCEDURES = "under Schedule 3, investigated under special procedures"

    @property
    def label(self) -> str:
        """As a fact names it: `outside_schedule_3`."""
        return self.name.lower()

    @property
    def is_under_schedule_3(self) -> bool:
        """Whether it is recorded and handled under Schedule 3."""
        return self is not Handling.OUTSIDE_SCHEDULE_3

    @property
    def is_investigated(self) -> bool:
        """Whether there is an investigation, which has a form."""
        return self in {Handling.INVESTIGATED, Handling.SPECIAL_PROCEDURES}


_AMENDED = "As amended by the Policing and Crime Act 2017, Sch 5 para 2."
AUTHORITY = Authority(PRA, "Sch 3 para 2(6) to (6C)", Grade.TEXT_SEEN, _AMENDED)
LOGGED = Authority(
    IOPC_DATA, "1.1 to 1.3", Grade.TEXT_SEEN, "Every complaint is logged, whether or not Schedule 3 applies."
)
ONE_WAY = Authority(PRA, "Sch 3 para 2(6)", Grade.DERIVED, "“At any time”: from outside into Schedule 3, and not back.")

QUESTIONS: Mapping[str, str] = {
    "alleges_death_or_serious_injury": "Does it allege that conduct led to a death or serious injury?",
    "alleges_crime_or_discipline": "If proved, might it be a crime or justify disciplinary proceedings?",
    "alleges_article_2_or_3": "If proved, might it infringe Article 2 or 3 of the Convention?",
    "alleges_mandatory_referral": "Is it on the list of what must be referred to the IOPC?",
}


class RecordingReason(Enum):
    """Why a complaint is recorded. The value is what people read."""

    COMPLAINANT_REQUEST = "the complainant wants it recorded"
    DISSATISFIED = "the complainant is dissatisfied after it was handled outside Schedule 3"
    NATURE_OF_ALLEGATION = "the nature of the allegation"
    AUTHORITY_CHOICE = "the appropriate authority chose to handle it under Schedule 3"


REASONS_AUTHORITY = Authority(
    IOPC_DATA, "reason for recording", Grade.DERIVED, "Inferred from paragraph 2; the national names were not read."
)


class Verdict(Enum):
    """What follows from the answers. The value is what people read."""

    MUST_BE_RECORDED = "must be recorded, and handled under Schedule 3"
    MAY_BE_OUTSIDE = "may be handled outside Schedule 3"
    NOT_YET = "not yet: a question is open"


@dataclass(frozen=True, kw_only=True)
class Schedule3:
    """What follows: the reasons for recording, the questions answered yes, and those that are open."""

    verdict: Verdict
    reasons: tuple[RecordingReason, ...] = ()
    yes: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    authority: Authority = AUTHORITY

    @property
    def words(self) -> str:
        """The answer in one sentence."""
        if self.verdict is Verdict.NOT_YET:
            return f"It {_SAID[self.verdict]}{' '.join(ASKED[name] for name in self.unanswered)}"
        return f"It {_SAID[self.verdict]}{listed([reason.value for reason in self.reasons]) if self.reasons else ''}."


_SAID: Mapping[Verdict, str] = {
    Verdict.MUST_BE_RECORDED: "must be recorded, and handled under Schedule 3: ",
    Verdict.MAY_BE_OUTSIDE: "may be handled outside Schedule 3, to resolve it to the complainant's satisfaction",
    Verdict.NOT_YET: "cannot be handled outside Schedule 3 yet. Answer first: ",
}
# The complainant's wish is a question as well, though not one of the four.
WISH = "wants_recording"
# All five, in the words in which a person is asked them.
ASKED: Mapping[str, str] = {**QUESTIONS, WISH: "Do they want it recorded?"}


def schedule_3(
    *,
    answers: Mapping[str, Answer],
    wants_recording: Answer,
    chosen: bool = False,
    was_outside: bool = False,
    cannot_contact: str = "",
) -> Schedule3:
    """Whether a complaint must be recorded, may be handled outside Schedule 3, or is not that far (PRA Sch 3 para 2).

    It must be recorded where any of the four questions is answered yes, where the complainant indicated at any time
    that they want it, and where the appropriate authority chose it (`chosen`). It may be handled outside only when all
    four are answered no and the complainant was asked and does not want it recorded. Where they cannot be contacted,
    give the reason in `cannot_contact`: then their wish, still not known, holds nothing up. `was_outside`: it was
    handled outside before, so that the wish is dissatisfaction with that. Raises NoAnswer for a question that nobody
    asks.
    """
    given = complete(questions=QUESTIONS, answers=answers)
    yes, unanswered = having(given, Answer.YES), having(given, Answer.UNKNOWN)
    if wants_recording is Answer.UNKNOWN and not cannot_contact.strip():
        unanswered = (*unanswered, WISH)
    wish = RecordingReason.DISSATISFIED if was_outside else RecordingReason.COMPLAINANT_REQUEST
    reasons = _reasons({wish: wants_recording is Answer.YES, _NATURE: bool(yes), _CHOICE: chosen})
    verdict = Verdict.MUST_BE_RECORDED if reasons else Verdict.NOT_YET if unanswered else Verdict.MAY_BE_OUTSIDE
    return Schedule3(verdict=verdict, reasons=reasons, yes=yes, unanswered=unanswered)


_NATURE, _CHOICE = RecordingReason.NATURE_OF_ALLEGATION, RecordingReason.AUTHORITY_CHOICE


def _reasons(grounds: Mapping[RecordingReason, bool]) -> tuple[RecordingReason, ...]:
    return tuple(reason for reason, is_so in grounds.items() if is_so)


def handle(*, test: Schedule3, as_: Handling, before: Handling | None = None, reason: str = "") -> Handling:
    """How the complaint is handled from now on, given what followed from the answers.

    Outside Schedule 3 is refused unless the test says that it may be. A complaint that was recorded does not go back
    outside: that is inferred, not read, so a person may do it with a recorded `reason`, and only where nothing requires
    recording. Raises NoAnswer saying what is open, what requires recording, or that a reason is needed.
    """
    if as_.is_under_schedule_3:
        return as_
    if test.verdict is not Verdict.MAY_BE_OUTSIDE:
        raise NoAnswer(f"{test.words} ({test.authority.cited})")
    if before and before.is_under_schedule_3 and not reason.strip():
        raise NoAnswer(
            "A complaint that was recorded stays under Schedule 3. That is unconfirmed (inferred from paragraph 2(6)): "
            "to take it outside all the same, give the reason, which is recorded."
        )
    return as_
