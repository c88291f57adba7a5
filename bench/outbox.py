"""What the outbox and the trail cost.

    .venv/bin/python bench/outbox.py

Two ratios, each within this one run and with its rounds in shuffled order: how fast the outbox is drained beside bare
Celery no-ops (one INCR each) that the same worker does, and what an entry of the trail adds to a write. PostgreSQL
syncs every commit to disk, as in real use.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test"}

import django  # noqa: E402

django.setup()

from celery import current_app  # noqa: E402
from django.db import connection, connections  # noqa: E402
from psycopg.conninfo import conninfo_to_dict  # noqa: E402

from bench import noop  # noqa: E402
from cases.accounts.models import User  # noqa: E402
from cases.audit import trail  # noqa: E402
from cases.audit.acts import Act  # noqa: E402
from cases.audit.trail import Thing  # noqa: E402
from cases.operations import drills  # noqa: E402
from cases.web.acting import acting  # noqa: E402
from config.start.places import Places  # noqa: E402
from tests.faults import servers  # noqa: E402
from tests.faults.stack import Stack, eventually  # noqa: E402

ROUNDS = 7
JOBS = 1000
WRITES = 400
BAR = 1.3


@contextmanager
def installation() -> Iterator[Stack]:
    """PostgreSQL and Redis of our own, and this process logged in to them as a door is."""
    servers.SETTINGS = {"shared_buffers": "256MB", "max_wal_size": "2GB"}
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as name:
        places = Places(root=ROOT, private=Path(name))
        postgres = servers.Postgres(places)
        try:
            postgres.make_template()
            stack = Stack(
                postgres=postgres, redis=servers.Redis(places), database=postgres.clone("bench"), folder=Path(name)
            )
            point_django_at(stack)
            yield stack
            connections.close_all()
            stack.close()
            stack.redis.stop()
        finally:
            postgres.throw_away()


def point_django_at(stack: Stack) -> None:
    """Has Django and Celery use this installation."""
    parts = conninfo_to_dict(stack.url("runtime"))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection.settings_dict |= {ours: str(parts.get(theirs, "")) for ours, theirs in names.items()}
    current_app.conf.update(broker_url=stack.redis.url)


def noops(stack: Stack) -> float:
    """How many bare no-ops a second the worker does, all of them waiting when it begins."""
    with stack.redis.client() as client:
        client.delete(noop.COUNTER)
        stack.pause("worker")
        for _ in range(JOBS):
            current_app.send_task(noop.NAME)
        began = time.monotonic()
        stack.resume("worker")
        eventually(lambda: int(client.get(noop.COUNTER) or 0) >= JOBS, within=120)
        return JOBS / (time.monotonic() - began)


def outbox_rows(stack: Stack) -> float:
    """How many rows of the outbox a second the same worker does, all of them waiting when it begins."""
    stack.pause("worker")
    drill = begin(rows=JOBS)
    began = time.monotonic()
    stack.resume("worker")
    with stack.cursor() as cursor:
        eventually(lambda: arrived(cursor, drill) >= JOBS, within=120)
    return JOBS / (time.monotonic() - began)


def begin(rows: int) -> uuid.UUID:
    """Begins a drill as its page does."""
    somebody = User.objects.filter(is_demo=True).first()
    assert somebody is not None
    with acting(principal=somebody.principal) as at:
        return drills.begin(drill_id=uuid.uuid4(), rows=rows, by=somebody, at=at).pk


def arrived(cursor: object, drill: uuid.UUID) -> int:
    """How many of its rows the worker has done."""
    cursor.execute("SELECT count(*) FROM jobs_drillrow WHERE drill_id = %s AND arrived > 0", [drill])  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]


def small_write() -> None:
    """The smallest write there is: one row, one commit, and its entry."""
    somebody = User.objects.filter(is_demo=True).first()
    assert somebody is not None
    with acting(principal=somebody.principal) as at:
        User.objects.filter(pk=somebody.pk).update(name="Renamed")
        trail.record(what=Act.USER_RENAMED, by=somebody, at=at, about=Thing("user", somebody.pk))


def usual_act() -> None:
    """An act as they mostly are: rows, outgoing work, an entry, one commit."""
    begin(rows=1)


@contextmanager
def without_the_trail() -> Iterator[None]:
    """The same code, and no entry."""
    with mock.patch.object(trail, "_write", return_value=None):
        yield


def timed(act: Callable[[], None]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def cost_of_an_entry(act: Callable[[], None]) -> list[float]:
    """Per round: with the entry, over without it."""
    ratios = []
    for _ in range(WRITES):
        taken = {}
        for with_entry in random.sample([True, False], 2):
            if with_entry:
                taken[True] = timed(act)
            else:
                with without_the_trail():
                    taken[False] = timed(act)
        ratios.append(taken[True] / taken[False])
    return ratios


def interval(values: list[float]) -> tuple[float, float, float]:
    """The median, and where 95 of 100 resampled medians lie."""
    medians = sorted(statistics.median(random.choices(values, k=len(values))) for _ in range(2000))
    return statistics.median(values), medians[50], medians[-50]


def main() -> None:
    """Measures and prints. Exit code 1 when an entry surely costs more than its bar."""
    random.seed(20261123)
    with installation() as stack:
        # Its wake-ups are ours to send: beat would only add noise.
        stack.start("worker", include="bench.noop", env={"MAIL_FOLDER": str(stack.folder / "mail")})
        ratios: list[float] = []
        speeds: dict[str, list[float]] = {"no-ops": [], "outbox": []}
        for _ in range(ROUNDS):
            for name, measure in random.sample([("no-ops", noops), ("outbox", outbox_rows)], 2):
                speeds[name].append(measure(stack))
            ratios.append(speeds["outbox"][-1] / speeds["no-ops"][-1])
        for name, found in speeds.items():
            print(f"{name:<8}{statistics.median(found):>8.0f} a second  ({min(found):.0f}-{max(found):.0f})")
        print("outbox rows to bare Celery no-ops:   {:.2f}x  (95 %: {:.2f}-{:.2f})".format(*interval(ratios)))
        stack.stop("worker")
        lowest = 0.0
        for name, act in [("the smallest write", small_write), ("a usual act", usual_act)]:
            median, low, high = interval(cost_of_an_entry(act))
            print(f"{name + ' with its entry:':<37}{median:.2f}x  (95 %: {low:.2f}-{high:.2f}; bar {BAR}x)")
            lowest = max(lowest, low)
    if lowest > BAR:
        sys.exit(f"An entry costs more than {BAR}x.")


if __name__ == "__main__":
    main()
