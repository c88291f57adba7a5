"""What a page of a list of matters costs, and whether that depends on how many matters there are.

    .venv/bin/python bench/pages.py [--rows 100000 1000000]

P1: the list's time over the sum of its bare parts (a view that does nothing, the same rows through the ORM, the same
template with the same values), in shuffled rounds. P2: the same page at the larger number over the smaller, for the
first page, the deepest, and each filter. P5: no question of the page counts without a limit.
"""

import argparse
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test"}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment  # noqa: E402
from psycopg.conninfo import conninfo_to_dict  # noqa: E402

from bench import matters  # noqa: E402
from cases import access  # noqa: E402
from cases.accounts.models import User  # noqa: E402
from cases.models import Case  # noqa: E402
from cases.queries import case_lists  # noqa: E402
from cases.web.row_addresses import address_of  # noqa: E402
from config.start.places import Places  # noqa: E402
from tests.factories.users import logged_in  # noqa: E402
from tests.faults import servers  # noqa: E402
from tests.faults.servers import Database  # noqa: E402

ROUNDS, TURNS, EACH = 100, 5, 8
TODAY = date(2026, 11, 24)
P1, P2, MOST_QUERIES = 2.0, 1.25, 8
# Of a page this quick, the clock's own noise is a large part.
LIST = "/cases/?tab=all"
FILTERS = {
    "first page": "",
    "kind": "&kind=death_or_serious_injury",
    "not kind": "&not-kind=complaint",
    "open": "&state=open",
    "with nobody": "&with=nobody",
    "with me": "&with=me",
    "category": "&category=J",
    "severity": "&severity=CRITICAL",
    "late": "&deadline=late",
    "three": "&state=open&category=B&not-severity=LOW",
    "hardly any": "&state=open&category=L&severity=CRITICAL&kind=death_or_serious_injury&with=nobody",
    "mine": "&tab=mine",
}


def point_django_at(database: Database) -> None:
    """Has Django use this database, as a door does."""
    parts = dict(part.split("=", 1) for part in _parts(database.url("runtime")))
    connections.close_all()
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection.settings_dict |= {ours: parts.get(theirs, "") for ours, theirs in names.items()}


def _parts(url: str) -> list[str]:
    return [f"{name}={value}" for name, value in conninfo_to_dict(url).items()]


def timed(act: Callable[[], Any]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def interval(values: list[float]) -> tuple[float, float, float]:
    """The median, and where 95 of 100 resampled medians lie."""
    medians = sorted(statistics.median(random.choices(values, k=len(values))) for _ in range(2000))
    return statistics.median(values), medians[50], medians[-50]


def opened(client: Client, address: str) -> Any:
    """The page; anything but a page is an error."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer


def deepest(somebody: User) -> str:
    """The address of the last page that this reader has."""
    reader = access.reader(user=somebody, on=TODAY)
    last = access.visible_to(reader=reader).order_by("pk").values_list("pk", flat=True)[case_lists.PAGE + 1]
    return f"{LIST}&older-than={address_of(last)}"


def nothing(request: HttpRequest) -> HttpResponse:
    """A view that does nothing."""
    return HttpResponse("nothing")


def against_its_parts(client: Client, somebody: User) -> list[float]:
    """Per round: the page, over a bare view, the same rows through the ORM and the same template."""
    setup_test_environment(debug=False)
    answer = opened(client, LIST)
    # What tests listen to at every template would be measured with the page.
    teardown_test_environment()
    settings.ALLOWED_HOSTS = ["testserver"]
    values, request = answer.context[0].flatten(), RequestFactory().get(LIST)
    reader = access.reader(user=somebody, on=TODAY)
    numbers = list(access.visible_to(reader=reader).order_by("-pk").values_list("pk", flat=True)[: case_lists.PAGE])
    found = Case.objects.filter(pk__in=numbers).order_by("-pk")
    parts: dict[str, Callable[[], Any]] = {
        "page": lambda: opened(client, LIST),
        "view": lambda: nothing(request),
        "rows": lambda: case_lists.rows_of(found.all(), on=TODAY),
        "template": lambda: render_to_string("staff/matters/list.html", values),
    }
    ratios = []
    for _ in range(ROUNDS):
        taken = {name: timed(parts[name]) for name in random.sample(list(parts), len(parts))}
        ratios.append(taken["page"] / (taken["view"] + taken["rows"] + taken["template"]))
    return ratios


def questions(client: Client, address: str) -> tuple[int, list[str]]:
    """How many questions a page asks, and those that count without a limit."""
    opened(client, address)
    with CaptureQueriesContext(connection) as asked:
        opened(client, address)
    unbounded = [one["sql"] for one in asked if "COUNT(" in one["sql"].upper() and "LIMIT" not in one["sql"].upper()]
    # Beginning and ending the transaction asks nothing.
    return sum(one["sql"] not in {"BEGIN", "COMMIT"} for one in asked), unbounded


def main() -> None:
    """Measures and prints. Exit code 1 when a bar is surely missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs=2, default=[100_000, 1_000_000])
    sizes = parser.parse_args().rows
    random.seed(20261124)
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.CRITICAL)
    servers.SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "4GB", "work_mem": "16MB", "fsync": "off"}
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as name:
        postgres = servers.Postgres(Places(root=ROOT, private=Path(name)))
        try:
            postgres.make_template()
            missed = measured(postgres, sizes)
        finally:
            connections.close_all()
            postgres.throw_away()
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


def measured(postgres: servers.Postgres, sizes: list[int]) -> list[str]:
    """Makes both databases, measures, prints, and says which bars are surely missed."""
    made: dict[int, tuple[Database, dict[str, User]]] = {}
    for rows in sizes:
        database = postgres.clone(f"bench_{rows}")
        point_django_at(database)
        with database.cursor() as cursor:
            began = time.perf_counter()
            made[rows] = database, matters.make(cursor=cursor, rows=rows)
            print(f"{rows:,} matters made in {time.perf_counter() - began:.0f} s")
            cursor.execute("VACUUM ANALYZE")
            # What was just made is written now, and not while a page is measured.
            cursor.execute("CHECKPOINT")
    missed: list[str] = []
    for reader in ("all", "one unit", "20 scattered"):
        missed += flatness(made, sizes, reader)
    for rows in sizes:
        database, readers = made[rows]
        point_django_at(database)
        for reader, somebody in readers.items():
            client = logged_in(somebody)
            median, low, high = interval(against_its_parts(client, somebody))
            print(f"P1 {rows:>9,} {reader:<13} {median:5.2f}x  (95 %: {low:.2f}-{high:.2f}; bar {P1}x)")
            missed += [f"P1 {rows} {reader}"] if low > P1 else []
    return missed


def flatness(made: dict[int, tuple[Database, dict[str, User]]], sizes: list[int], reader: str) -> list[str]:
    """P2 and P5 for one reader: every page at both sizes, turn and turn about."""
    missed: list[str] = []
    taken: dict[tuple[str, int], list[float]] = {}
    for turn in range(TURNS):
        for rows in random.sample(sizes, 2):
            database, readers = made[rows]
            point_django_at(database)
            client = logged_in(readers[reader])
            pages = {called: LIST + query for called, query in FILTERS.items()}
            if reader != "20 scattered":
                pages["deepest page"] = deepest(readers[reader])
            for called, address in pages.items():
                if turn == 0:
                    asked, unbounded = questions(client, address)
                    missed += [f"{called}, {reader}: {asked} questions"] if asked > MOST_QUERIES else []
                    missed += [f"P5 {called}, {reader}"] if unbounded else []
                opened(client, address)
                act = partial(opened, client, address)
                taken.setdefault((called, rows), []).extend(timed(act) for _ in range(EACH))
    small, large = sizes
    for called in dict.fromkeys(name for name, _ in taken):
        one, other = taken[called, small], taken[called, large]
        per_turn = [
            statistics.median(other[at : at + EACH]) / statistics.median(one[at : at + EACH])
            for at in range(0, len(one), EACH)
        ]
        median, low, high = interval(per_turn)
        milliseconds = f"{statistics.median(one) * 1000:6.1f} -> {statistics.median(other) * 1000:6.1f} ms"
        print(f"P2 {reader:<13} {called:<13} {median:5.2f}x  (95 %: {low:.2f}-{high:.2f}; bar {P2}x)  {milliseconds}")
        missed += [f"P2 {called}, {reader}"] if low > P2 else []
    return missed


if __name__ == "__main__":
    main()
