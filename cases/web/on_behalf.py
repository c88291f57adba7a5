"""A door's whole act on somebody's behalf: its transaction, its request id, and the entry if it is refused.

For jobs and commands; the staff door's middleware does the same for requests. The public door has no trail and does
not import this.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog

from cases.audit import trail
from cases.audit.actors import Actor
from cases.web.acting import acting


@contextmanager
def on_behalf_of(by: Actor) -> Iterator[datetime]:
    """`acting` for this actor. A `trail.Refused` undoes the transaction, is then recorded, and goes on its way.

    Must not stand inside another transaction: that would be undone with it.
    """
    bound = structlog.contextvars.get_contextvars()
    with structlog.contextvars.bound_contextvars(request_id=bound.get("request_id") or uuid.uuid4().hex):
        began: datetime | None = None
        try:
            with acting(principal=by.principal) as began:
                yield began
        except trail.Refused as refusal:
            assert began is not None
            note(refusal, by=by, at=began)
            raise


def note(refusal: trail.Refused, *, by: Actor, at: datetime) -> None:
    """Records a refusal, once everything else about it has been undone."""
    trail.refused(what=refusal.what, by=by, at=at, about=refusal.about, reason=refusal.reason)
