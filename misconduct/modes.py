"""Forms of investigation under the Police Reform Act: who decides on one, in which steps, and which are possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import DESIGN, PCMR, PRA
from misconduct.refusals import NoAnswer, listed


class Mode(Enum):
    """The forms of investigation. The value is what people read."""

    LOCAL = "local: by the appropriate authority on its own behalf"
    DIRECTED = "directed: by the appropriate authority under the Director General's direction"
    INDEPENDENT = "independent: by the Director General"

    @property
    def label(self) -> str:
        """As a fact names it: `independent`."""
        return self.name.lower()


class Decider(Enum):
    """Whose decision a form is."""

    APPROPRIATE_AUTHORITY = "the appropriate authority"
    DIRECTOR_GENERAL = "the Director General"


class Referral(Enum):
    """How far referral to the Director General has got; what is treated as referred is referred."""

    NOT_REFERRED = "not referred"
    REFERRED = "referred"
    REFERRED_BACK = "referred back"


# What became of the forms that are in old files and old minds.
GONE: Mapping[str, str] = {"supervised": "was repealed", "managed": "became the directed investigation"}
FORMS = Authority(PRA, "Sch 3 para 15", Grade.TEXT_SEEN, "Paragraph 15(5A) and what follows it were not read.")
OWN = Authority(
    PRA,
    "Sch 3 para 15",
    Grade.DERIVED,
    "Referred back, or not referred, the appropriate authority handles it itself; paragraph 16 was not read.",
)
DEATH_OF_CHIEF = Authority(PCMR, "reg 10", Grade.TEXT_SEEN)
AGAIN = Authority(PRA, "s. 13B", Grade.TEXT_SEEN, "Only for compelling reasons.")
NOMINATED = Authority(PRA, "Sch 3 para 19(3) and (3A)", Grade.TEXT_SEEN)
APPROVED = Authority(PRA, "Sch 3 para 18", Grade.TEXT_SEEN)
HISTORY = Authority(DESIGN, "forms of investigation are appended, never changed", Grade.LOCAL)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question of the Director General's decision. An answer leads to another step, to a form, or back."""

    key: str
    asks: str
    yes: str | Mode | Referral
    no: str | Mode | Referral
    authority: Authority = FORMS


STEPS: Mapping[str, Step] = {
    step.key: step
    for step in (
        Step(
            key="necessary",
            asks="Is it necessary that the matter is investigated?",
            yes="local_appropriate",
            no=Referral.REFERRED_BACK,
        ),
        Step(
            key="local_appropriate",
            asks="Given the seriousness of the case and the public interest, is an investigation by the appropriate "
            "authority on its own behalf appropriate?",
            yes=Mode.LOCAL,
            no="directed_more_appropriate",
        ),
        Step(
            key="directed_more_appropriate",
            asks="Is a directed investigation more appropriate than an independent one?",
            yes=Mode.DIRECTED,
            no=Mode.INDEPENDENT,
        ),
    )
}


def find(*, name: str) -> Mode:
    """The form of this name. Raises NoAnswer with the three, and what became of those that no longer exist."""
    found = next((mode for mode in Mode if mode.label == name.strip().lower()), None)
    if found is None:
        gone = GONE.get(name.strip().lower())
        why = f"The {name.strip().lower()} investigation {gone}" if gone else f"There is no form “{name}”"
        raise NoAnswer(f"{why}. The forms are: {listed([mode.label for mode in Mode])}.")
    return found


def follow(*, answers: Mapping[str, bool]) -> Mode | Referral | Step:
    """Where the Director General's answers lead: a form, back to the authority, or the next question to answer.

    Raises NoAnswer for a question that is not among the steps.
    """
    if stray := [key for key in answers if key not in STEPS]:
        raise NoAnswer(f"Nobody asks “{listed(stray)}” here. The questions are: {listed(list(STEPS))}.")
    step = next(iter(STEPS.values()))
    while step.key in answers:
        after = step.yes if answers[step.key] else step.no
        if not isinstance(after, str):
            return after
        step = STEPS[after]
    return step


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A form that is possible, and whose decision it is."""

    mode: Mode
    decider: Decider
    authority: Authority


def allowed(
    *, referral: Referral, is_death_of_chief_officer: bool = False, is_reinvestigation: bool = False
) -> tuple[Possible, ...]:
    """The forms that are possible, and whose decision each is.

    Not referred, or referred back: local, by the appropriate authority itself. Referred: the Director General decides
    between all three. A death or serious injury matter about a chief officer or the Metropolitan Police's Deputy
    Commissioner (`is_death_of_chief_officer`) must be investigated once referred, and never locally (PCMR reg 10):
    until it is referred nothing is possible, and it cannot be referred back. A re-investigation (PRA s. 13B) is
    independent, or directed. Raises NoAnswer where the facts contradict each other.
    """
    if is_death_of_chief_officer and referral is Referral.REFERRED_BACK:
        raise NoAnswer(
            "A death or serious injury matter about a chief officer must be investigated, so it is not referred back "
            f"({DEATH_OF_CHIEF.cited}). Enter the Director General's decision on its form."
        )
    if is_reinvestigation:
        return _by_director_general(AGAIN)
    if is_death_of_chief_officer:
        return _by_director_general(DEATH_OF_CHIEF) if referral is Referral.REFERRED else ()
    if referral is Referral.REFERRED:
        return tuple(Possible(mode=mode, decider=Decider.DIRECTOR_GENERAL, authority=FORMS) for mode in Mode)
    return (Possible(mode=Mode.LOCAL, decider=Decider.APPROPRIATE_AUTHORITY, authority=OWN),)


def _by_director_general(authority: Authority) -> tuple[Possible, ...]:
    return tuple(
        Possible(mode=mode, decider=Decider.DIRECTOR_GENERAL, authority=authority)
        for mode in (Mode.DIRECTED, Mode.INDEPENDENT)
    )


def nominated_investigator(*, mode: Mode, is_about_commissioner_or_deputy: bool) -> Authority | None:
    """The provision under which the Secretary of State nominates the investigator, or None where nobody does.

    That is so in an independent investigation whose subject is the Commissioner or the Deputy Commissioner.
    """
    return NOMINATED if mode is Mode.INDEPENDENT and is_about_commissioner_or_deputy else None


@dataclass(frozen=True, kw_only=True)
class ModeDecision:
    """A decision on the form: which, whose (a named person), why, and on which day."""

    mode: Mode
    decided_by: str
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ModeHistory:
    """Every decision on the form, in order. A form may be changed; the ones before stay."""

    decisions: tuple[ModeDecision, ...] = ()

    @property
    def mode(self) -> Mode | None:
        """The form in force, None where none was decided."""
        return self.decisions[-1].mode if self.decisions else None


def decide(*, history: ModeHistory, decision: ModeDecision, possible: tuple[Possible, ...]) -> ModeHistory:
    """The history with one more decision, out of what `allowed` says is possible.

    Raises NoAnswer where the form is not possible, a decision maker or a reason is missing, or the day lies before the
    last decision's. The same day is no earlier one.
    """
    if decision.mode not in {one.mode for one in possible}:
        valid = [f"{one.mode.label} (decided by {one.decider.value})" for one in possible]
        raise NoAnswer(f"A {decision.mode.label} investigation is not possible. Possible: {_or_refer(valid)}")
    if not decision.decided_by.strip() or not decision.reason.strip():
        raise NoAnswer("Say who decided on the form of investigation, and give the reason.")
    if history.decisions and decision.on < history.decisions[-1].on:
        raise NoAnswer(
            f"The last decision on the form was on {history.decisions[-1].on:%-d %B %Y}. Give that day or a later one."
        )
    return replace(history, decisions=(*history.decisions, decision))


def _or_refer(valid: list[str]) -> str:
    return f"{listed(valid)}." if valid else "none until it is referred to the IOPC."
