"""What stands in the way of an act, in words for a page, and the questions with their answers."""

from collections.abc import Iterable

from misconduct.guards import Obstacle
from misconduct.stages import QUESTIONS, NeedsReason, NotPermitted
from misconduct.stages.asking import Answer


def obstacles(*, answer: Answer) -> tuple[str, ...]:
    """Each thing that stands in the way, once, with where it comes from; none where it is permitted."""
    if not isinstance(answer, NeedsReason | NotPermitted):
        return ()
    found = tuple(dict.fromkeys(in_words(obstacle=one) for one in answer.obstacles))
    return (*found, f"Use instead: {answer.instead}") if answer.instead else found


def in_words(*, obstacle: Obstacle) -> str:
    """What must be so, what is still to be answered, and the provision with how far it was verified."""
    source = obstacle.guard.authority
    asked = " ".join(QUESTIONS[name].asks for name in obstacle.missing)
    under = f" It says so only if {' or '.join(obstacle.only_if)} governs." if obstacle.only_if else ""
    return (
        f"{obstacle.guard.why}{' To answer: ' + asked if asked else ''}{under} ({source.cited}; {source.grade.value})"
    )


def refusing(*, found: Iterable[Obstacle], asked: Iterable[str]) -> tuple[Obstacle, ...]:
    """Those that refuse whatever is answered now: what they turn on is not asked."""
    open_ = {*asked}
    return tuple(one for one in found if one.refuses and not open_ & {*one.missing, *_facts(one)})


def _facts(obstacle: Obstacle) -> set[str]:
    guard = obstacle.guard
    return {one.fact for conditions in (guard.where, guard.needs) for alternative in conditions for one in alternative}


def answer_in_words(*, name: str, said: str) -> str:
    """An answer as people read it; as it was given, where this version no longer knows it."""
    return str(QUESTIONS[name].answers.get(said, said)) if name in QUESTIONS else said


def question(*, name: str) -> str:
    """A question as people read it; its name, where this version no longer knows it."""
    return QUESTIONS[name].asks if name in QUESTIONS else name.replace("_", " ")
