"""A connection that gives up on a server which no longer says anything.

A server that is well ends a slow statement itself (`statement_timeout`). One that is frozen whole, or that the network
has cut off, ends nothing: then only our side can end the waiting, or a page hangs for as long as the server does.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import psycopg
from psycopg.abc import RV, PQGen

# How often psycopg looks up while it waits: its own default. Our limit is noticed this much late at most.
LOOK_UP_EVERY_SECONDS = 0.1


class Connection(psycopg.Connection[Any]):
    """Psycopg's connection with a limit on the server's silence. What arrives slowly but steadily is never cut off."""

    # Seconds; 0 is for ever, as in PostgreSQL's own settings.
    answer_within: float = 0

    def wait(self, gen: PQGen[RV], interval: float = LOOK_UP_EVERY_SECONDS, timeout: float | None = None) -> RV:
        """Does what `gen` says until it is done. Raises OperationalError, with the connection closed, after silence.

        Every statement passes here. A caller that names a `timeout` of its own keeps to that one.
        """
        if self.answer_within and timeout is None:
            gen = self._unless_silent(gen)
        return super().wait(gen, interval, timeout)

    def _unless_silent(self, gen: PQGen[RV]) -> PQGen[RV]:
        heard = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard >= self.answer_within:
                    self._give_up(gen)
                wanted = gen.send(ready)
        except StopIteration as end:
            result: RV = end.value
            return result

    def _give_up(self, gen: PQGen[Any]) -> NoReturn:
        # Closed before anything else: whatever tidies up after the error then fails at once and cannot wait again,
        # and nobody can take a late answer for the answer to another question.
        self.pgconn.finish()
        with suppress(psycopg.Error):
            gen.close()
        raise psycopg.OperationalError(f"The database has said nothing for {self.answer_within:g} s: connection closed")

    @contextmanager
    def in_a_hurry(self, *, answer_within: float) -> Iterator[None]:
        """A shorter limit for a moment. A connection without any limit keeps having none."""
        usual = self.answer_within
        self.answer_within = min(usual, answer_within)
        try:
            yield
        finally:
            self.answer_within = usual
