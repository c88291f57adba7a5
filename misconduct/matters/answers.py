"""Answers to the questions that a matter is assessed by. Nobody's answer is an answer too: not known."""

from collections.abc import Iterable, Mapping
from enum import Enum

from misconduct.refusals import NoAnswer, listed


class Answer(Enum):
    """The answer to a question of law about a matter. The value is what is stored and what people read."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


def complete(*, questions: Iterable[str], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """An answer to every question, in their order; what nobody answered is not known.

    Raises NoAnswer, with the questions there are, where something else was answered: it would be lost unseen.
    """
    asked = list(questions)
    if stray := [key for key in answers if key not in asked]:
        raise NoAnswer(f"Nobody asks “{listed(stray)}” here. The questions are: {listed(asked)}.")
    return {key: answers.get(key, Answer.UNKNOWN) for key in asked}


def having(answers: Mapping[str, Answer], answer: Answer) -> tuple[str, ...]:
    """The questions that have this answer."""
    return tuple(key for key, given in answers.items() if given is answer)
