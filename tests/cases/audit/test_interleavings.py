"""In whatever order people's transactions take turns: each act that was done has its entries, and nothing else has any.

Three actors, each in a thread with a connection of its own, go through scripts of acts step by step; a schedule says
whose turn it is. Everything is committed for real. The shortest example that fails is printed.
"""

import itertools
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.audit import trail
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused, Thing
from cases.web.on_behalf import on_behalf_of

ACTORS, EXAMPLES, LONGEST_WAIT = 3, 1000, 30
Entries = Counter[tuple[str, str, str, str]]


class Mishap(Exception):
    """Something of the program's own went wrong in the middle of an act."""


class End(Enum):
    """How an act's transaction ends."""

    DONE = "done"
    FAILED = "an error"
    REFUSED = "refused"
    REFUSED_WITHIN = "refused inside a savepoint"


class Step(Enum):
    """What somebody does in the middle of an act."""

    RECORD = "one entry"
    KEPT = "one entry in a savepoint"
    UNDONE = "one entry in a savepoint that is undone"


@dataclass(frozen=True)
class Deed:
    """One act, as a script has it."""

    what: Act
    steps: list[Step]
    end: End

    def entries(self, *, who: str, name: str) -> Entries:
        """What the trail must hold of it afterwards."""
        if self.end is End.DONE:
            kept = [number for number, step in enumerate(self.steps) if step is not Step.UNDONE]
            return Counter((self.what.value, "done", who, f"{name}.{number}") for number in kept)
        refused = self.end is not End.FAILED
        return Counter([(self.what.value, "refused", who, f"{name}.no")] if refused else [])


ACTS = st.sampled_from([Act.USER_ADDED, Act.ROLE_GIVEN, Act.SESSIONS_ENDED])
STEPS = st.lists(st.sampled_from(Step), max_size=4)
DEEDS = st.builds(Deed, what=ACTS, steps=STEPS, end=st.sampled_from(End))
SCRIPTS = st.lists(st.lists(DEEDS, min_size=1, max_size=2), min_size=ACTORS, max_size=ACTORS)
SCHEDULES = st.lists(st.integers(0, ACTORS - 1), max_size=30)


class Player:
    """An actor in a thread of their own, who waits for a turn before each step."""

    def __init__(self, number: int) -> None:
        self.actor = Job(f"actor{number}")
        self.script: list[Deed] = []
        self.is_playing = False
        self.problem: BaseException | None = None
        self._turns: queue.Queue[bool] = queue.Queue()
        self._pauses: queue.Queue[None] = queue.Queue()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def begins(self, script: list[Deed]) -> None:
        self.script, self.is_playing, self.problem = script, True, None

    def goes_on(self) -> None:
        """One step, up to where the next one would begin."""
        self._turns.put(True)
        self._pauses.get(timeout=LONGEST_WAIT)

    def leaves(self) -> None:
        self._turns.put(False)
        self._thread.join(LONGEST_WAIT)

    def entries(self) -> Entries:
        """What the trail must hold once the script has been played."""
        deeds = enumerate(self.script)
        return sum((deed.entries(who=self.actor.principal, name=str(number)) for number, deed in deeds), Counter())

    def _live(self) -> None:
        while self._turns.get():
            try:
                self._play()
            except BaseException as problem:  # raised again where the test sees it
                self.problem = problem
            self.is_playing = False
            self._pauses.put(None)
        connection.close()

    def _wait(self) -> None:
        self._pauses.put(None)
        self._turns.get()

    def _play(self) -> None:
        for number, deed in enumerate(self.script):
            with suppress(Mishap, Refused):
                self._do(deed, name=str(number))
            self._wait()

    def _do(self, deed: Deed, *, name: str) -> None:
        with on_behalf_of(self.actor) as at:
            for number, step in enumerate(deed.steps):
                self._wait()
                about = Thing("act", f"{name}.{number}")
                self._take(step, partial(trail.record, what=deed.what, by=self.actor, at=at, about=about))
            self._wait()
            self._end(deed, Refused("no", what=deed.what, about=Thing("act", f"{name}.no")))

    def _take(self, step: Step, record: Callable[[], None]) -> None:
        if step is Step.RECORD:
            record()
            return
        with transaction.atomic():
            record()
            self._wait()
            transaction.set_rollback(step is Step.UNDONE)

    def _end(self, deed: Deed, refusal: Refused) -> None:
        if deed.end is End.FAILED:
            raise Mishap
        if deed.end is End.REFUSED:
            raise refusal
        if deed.end is End.REFUSED_WITHIN:
            with transaction.atomic():
                raise refusal


@pytest.fixture
def players() -> Iterator[list[Player]]:
    playing = [Player(number) for number in range(ACTORS)]
    yield playing
    for player in playing:
        player.leaves()


def play(players: list[Player], schedule: list[int]) -> int:
    """By the schedule for as long as it lasts, then in turn to the end. Returns how often the turn passed."""
    turns = []
    for number in itertools.chain(schedule, itertools.cycle(range(ACTORS))):
        if players[number].is_playing:
            turns.append(number)
            players[number].goes_on()
        elif not any(player.is_playing for player in players):
            break
    for player in players:
        if player.problem:
            raise player.problem
    return sum(one != next_one for one, next_one in itertools.pairwise(turns))


def check(players: list[Player], entries: list[Entry]) -> None:
    found = Counter((entry.what, entry.outcome, entry.who, entry.key) for entry in entries)
    assert found == sum((player.entries() for player in players), Counter())
    acts_of: dict[str, set[str]] = {}
    for entry in entries:
        acts_of.setdefault(entry.request_id, set()).add(f"{entry.who} {entry.key.partition('.')[0]}")
    assert all(len(acts) == 1 for acts in acts_of.values()), "two acts with one request id"
    assert len(acts_of) == len({act for acts in acts_of.values() for act in acts}), "one act with two request ids"


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_in_every_order_exactly_the_acts_that_were_done_have_entries(players: list[Player]) -> None:
    seen: Counter[Any] = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(scripts=SCRIPTS, schedule=SCHEDULES)
    def interleaved(scripts: list[list[Deed]], schedule: list[int]) -> None:
        newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for player, script in zip(players, scripts, strict=True):
            player.begins(script)
        turns = play(players, schedule)
        entries = list(Entry.objects.filter(pk__gt=newest))
        check(players, entries)
        seen.update(examples=1, turns=turns, entries=len(entries))
        seen.update(deed.end for script in scripts for deed in script)

    interleaved()
    # That so many were really tried, in really mixed order, and with every way to end.
    assert seen["examples"] >= EXAMPLES
    assert seen["turns"] > 5 * EXAMPLES
    assert seen["entries"] > EXAMPLES
    assert min(seen[end] for end in End) > EXAMPLES / 4
