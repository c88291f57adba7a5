"""What was answered about an allegation, by whom, and what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from misconduct.refusals import NoAnswer, listed
from misconduct.severity.factors import find


class Said(Enum):
    """What a person may choose. *Not known* is an answer too; a question that nobody touched has none."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


# As somebody writes them on the command line or in a file.
WRITTEN = {"yes": Said.YES, "no": Said.NO, "unknown": Said.UNKNOWN}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to one question about the allegation, and nothing about anybody's person, record or mitigation.

    `is_tick` marks what was only ticked on the portal. It counts in the score as the same word of a person of the
    force does. But it answers no question of special weight, and never lifts the band to CRITICAL.
    """

    factor: str
    said: Said
    author: str
    note: str = ""
    is_tick: bool = False


def checked(*, answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answers by factor. Raises NoAnswer for an answer that cannot be taken, and says what would be valid."""
    found: dict[str, Answer] = {}
    for answer in answers:
        _check(answer)
        if answer.factor in found:
            raise NoAnswer(
                f"“{answer.factor}” is answered twice; give it once. What a person of the force answers takes the "
                "place of a tick on the portal."
            )
        found[answer.factor] = answer
    return found


def read(*, pairs: Sequence[tuple[str, str]], author: str, ticks: Sequence[str] = ()) -> list[Answer]:
    """The answers that names and values make: yes, no or unknown, then a note after a colon where there is one.

    Raises NoAnswer for any other value; whether there is such a factor is asked when they are counted.
    """
    answers = [_read(name.strip(), value, author=author) for name, value in pairs]
    return answers + [_ticked(text) for text in ticks]


def _check(answer: Answer) -> None:
    factor = find(key=answer.factor)
    if not answer.author.strip():
        raise NoAnswer(f"“{answer.factor}” is answered by nobody: give the author.")
    if factor.needs_reason and answer.said is Said.YES and not answer.note.strip():
        raise NoAnswer(f"“{answer.factor}” with yes needs a reason: give it as a note, such as yes:why you think so.")
    if answer.is_tick and answer.said is not Said.YES:
        raise NoAnswer(f"“{answer.factor}” is ticked on the portal: a tick says yes and nothing else.")


def _read(name: str, value: str, *, author: str) -> Answer:
    said, _, note = value.partition(":")
    if said.strip() not in WRITTEN:
        raise NoAnswer(
            f"“{name}” is one of {listed(list(WRITTEN))}, with a note after a colon where there is one, such as "
            f"yes:seen on video; not “{value.strip()[:40]}”."
        )
    return Answer(factor=name, said=WRITTEN[said.strip()], author=author, note=note.strip())


def _ticked(text: str) -> Answer:
    name, _, note = text.partition(":")
    return Answer(factor=name.strip(), said=Said.YES, author="portal", note=note.strip(), is_tick=True)
