"""Work of the outbox, for people: its kind, how often it was tried and why it failed; never what it is about."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cases.jobs.kinds import ABOUT
from cases.jobs.models import Outbox
from cases.queries.spans import clock, on, times

# Beyond this many the page says "more than": counting all of a long queue would take longer than reading it.
MOST_COUNTED = 10_000
AGAIN = "It failed, and somebody has had it tried again: that happens within seconds."
NEVER_AGAIN = "It is given no further attempt until a person says so."


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Work of one kind that waits in the outbox."""

    description: str
    count: int
    tried_before: int
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece of work, as far as people may see it."""

    id: uuid.UUID
    description: str
    leaves: bool
    put_at: datetime
    due_at: datetime
    attempts: int
    most_attempts: int
    problem: str
    dead_at: datetime | None
    given_up_at: datetime | None
    done_at: datetime | None

    @property
    def is_dead(self) -> bool:
        """Whether it waits for a person."""
        return self.dead_at is not None and self.given_up_at is None

    @property
    def state(self) -> str:
        """In a word or two: for a tag."""
        if self.done_at:
            return "Done"
        if self.given_up_at:
            return "Given up"
        return "Failed" if self.dead_at else ("Trying again" if self.problem else "Waiting")

    @property
    def said(self) -> str:
        """What has happened to it and what happens next."""
        if self.done_at:
            return f"It was done {on(self.done_at)}."
        if self.given_up_at:
            return f"It failed for good, and was given up {on(self.given_up_at)}. The reason is in the trail."
        if self.dead_at:
            return f"It was tried {times(self.attempts)} and failed each time. {NEVER_AGAIN}"
        return self._said_while_it_waits()

    def _said_while_it_waits(self) -> str:
        if not self.attempts:
            return AGAIN if self.problem else f"It waits for its turn, which came {on(self.due_at)}."
        if not self.problem:
            return f"It is being done. If its worker stops, it is tried again at {clock(self.due_at)}."
        allowed = f"{self.attempts} of {self.most_attempts} attempts have been made."
        return f"It has failed, and {allowed} The next one is due at {clock(self.due_at)}."


def find(*, work_id: uuid.UUID) -> Work | None:
    """One piece of work, or None."""
    found = Outbox.objects.filter(pk=work_id).first()
    return _seen(found) if found else None


def dead(*, most: int) -> list[Work]:
    """What failed for good and waits for a person, newest first."""
    found = Outbox.objects.filter(dead_at__isnull=False, given_up_at__isnull=True).order_by("-dead_at")
    return [_seen(row) for row in found[:most]]


def waiting() -> tuple[list[Waiting], bool]:
    """What waits now, by kind, oldest first; and whether there is more than was counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, count(*), count(*) FILTER (WHERE problem <> ''), min(put_at) FROM ("
            " SELECT kind, problem, put_at FROM jobs_outbox WHERE done_at IS NULL AND dead_at IS NULL LIMIT %s"
            ") AS counted GROUP BY kind ORDER BY min(put_at)",
            [MOST_COUNTED + 1],
        )
        rows = cursor.fetchall()
    lines = [Waiting(description=_about(k), count=n, tried_before=tried, since=old) for k, n, tried, old in rows]
    return lines, sum(line.count for line in lines) > MOST_COUNTED


def _about(kind: str) -> str:
    return ABOUT[kind].description if kind in ABOUT else kind


def _seen(row: Outbox) -> Work:
    return Work(
        id=row.pk,
        description=_about(row.kind),
        leaves=row.leaves,
        put_at=row.put_at,
        due_at=row.due_at,
        attempts=row.attempts,
        most_attempts=row.most_attempts,
        problem=row.problem,
        dead_at=row.dead_at,
        given_up_at=row.given_up_at,
        done_at=row.done_at,
    )
