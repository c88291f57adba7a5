"""Drills and sweeps for tests that kill things: beginning them, and asking PostgreSQL what became of each row."""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta

from tests.faults.browser import Browser
from tests.faults.stack import Stack, eventually

FORM = "/jobs/drills/"
# Work that kills its worker: only a worker started with tests.faults.poison knows how to do it.
POISON = "test.poison"
SWEEP = "cases.flag_late_drill_rows"
# Resuming takes a lease (30 s), a tick of beat (5 s) and a moment.
RESUMED_WITHIN = 60


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of a drill's rows: how many there are, and the fewest and most times anything was done to one."""

    rows: int
    arrived: tuple[int, int]
    flagged: tuple[int, int]


def submit(browser: Browser, rows: int) -> str:
    """Sends the form and gives the receipt, which is in the address of the page that follows."""
    answer = browser.post(FORM, {"rows": str(rows), "drill_id": str(uuid.uuid4())})
    assert answer.status == 200, answer
    receipt = re.search(r"/jobs/drills/([0-9a-f-]{36})/", answer.url)
    assert receipt, answer
    return receipt[1]


def counts(stack: Stack, drill: str) -> Counts:
    """Asked of the database itself."""
    with stack.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(arrived), max(arrived), min(flagged), max(flagged)"
            " FROM jobs_drillrow WHERE drill_id = %s",
            [drill],
        )
        found = cursor.fetchone()
    assert found is not None
    return Counts(rows=found[0], arrived=(found[1], found[2]), flagged=(found[3], found[4]))


def wait_until_arrived(stack: Stack, *drills: str, rows: int, within: float = RESUMED_WITHIN) -> None:
    """Waits until every row has arrived, and fails if one arrived twice."""
    wanted = Counts(rows=rows, arrived=(1, 1), flagged=(0, 0))
    for drill in drills:
        eventually(lambda: counts(stack, drill) == wanted, within=within, saying=f"all arrived once: {wanted}")  # noqa: B023 - asked at once


def late_rows(stack: Stack, rows: int) -> str:
    """A drill whose rows were all due yesterday, put straight into the database: something long to sweep."""
    drill = str(uuid.uuid4())
    with stack.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_drill (id, rows, begun_by, begun_at) VALUES (%s, %s, 'command:test', now())",
            [drill, rows],
        )
        cursor.execute(
            "INSERT INTO jobs_drillrow (drill_id, number, due_on, arrived, flagged)"
            " SELECT %s, number, (now() AT TIME ZONE 'Europe/London')::date - 1, 1, 0"
            " FROM generate_series(1, %s) AS number",
            [drill, rows],
        )
    return drill


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """How far the newest run of the sweep is, and how many rows bear its mark, both at one moment."""

    runs: int
    done: int
    flagged: int
    finished: bool
    age: timedelta


def sweep(stack: Stack) -> Sweep:
    """Asked in one statement, so that progress and marks are of the same moment."""
    with stack.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) OVER (), done, (SELECT count(*) FROM jobs_drillrow WHERE flagged > 0),"
            " finished_at IS NOT NULL, now() - began_at FROM jobs_jobrun WHERE job = %s ORDER BY id DESC LIMIT 1",
            [SWEEP],
        )
        found = cursor.fetchone()
    return Sweep(**dict(zip(Sweep.__annotations__, found or (0, 0, 0, False, timedelta(0)), strict=True)))
