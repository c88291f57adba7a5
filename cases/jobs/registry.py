"""Who does what: handlers of the outbox and batches of the periodic jobs, as the `tasks.py` modules declare them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Handler = Callable[..., None]
Function = TypeVar("Function", bound=Callable[..., Any])


class Explained(Exception):
    """A failure whose words are ours and name nobody: they may be stored and shown. Of others only the kind is kept."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one batch of a job did: where the next one begins, how many things it dealt with, whether it was the last.

    The cursor is anything that JSON can hold. `total`, where it is cheap to know, lets people see how far a job is.
    """

    cursor: Any
    done: int
    finished: bool
    total: int | None = None


Batch = Callable[..., Step]
HANDLERS: dict[str, Handler] = {}
BATCHES: dict[str, Batch] = {}


def handles(kind: str) -> Callable[[Function], Function]:
    """Declares how work of this kind is done: `handler(ids=…, ref=…, by=…, at=…)`. What it raises is tried again."""

    def declared(handler: Function) -> Function:
        HANDLERS[kind] = handler
        return handler

    return declared


def periodic(job: str) -> Callable[[Function], Function]:
    """Declares the batches of a job: `batch(cursor=…, by=…, at=…) -> Step`, each under ten seconds.

    `cursor` is None at first. `at` is the same in every batch of a run, also after an interruption.
    """

    def declared(batch: Function) -> Function:
        BATCHES[job] = batch
        return batch

    return declared


def in_words(problem: BaseException) -> str:
    """A failure as it may be stored: its kind, and its words only where they are ours."""
    kind = type(problem).__name__
    return f"{kind}: {problem}"[:200] if isinstance(problem, Explained) else kind


Ids = Mapping[str, int | str]
