"""What people read about drills, and that it takes one query."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.jobs.models import Drill, DrillRow
from cases.queries import drills
from cases.queries.drills import MOST_SHOWN, DrillSeen
from tests.factories.acts import AT
from tests.factories.users import user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def drill(*rows: dict[str, Any], begun_by: str = "command:test", **values: Any) -> Drill:
    """A drill with these rows."""
    made = Drill.objects.create(id=uuid.uuid4(), rows=len(rows), begun_by=begun_by, **({"begun_at": AT} | values))
    for number, row in enumerate(rows, start=1):
        DrillRow.objects.create(drill=made, number=number, **({"due_on": TODAY} | row))
    return made


def seen(made: Drill) -> DrillSeen:
    found = drills.find(drill_id=made.pk, today=TODAY)
    assert found is not None
    return found


def test_each_number_counts_the_rows_that_it_says() -> None:
    drill({"arrived": 2, "due_on": TODAY - DAY})  # another drill's rows are in no number of this one
    found = seen(
        drill(
            {},
            {"arrived": 1},
            {"arrived": 2},
            {"arrived": 1, "due_on": TODAY - DAY},
            {"due_on": TODAY - DAY, "flagged": 1, "flagged_on": TODAY},
            {"due_on": TODAY - DAY, "flagged": 2, "flagged_on": TODAY},
        )
    )
    assert (found.rows, found.arrived, found.late, found.flagged, found.twice) == (6, 3, 3, 2, 2)


@pytest.mark.parametrize(
    ("arrivals", "percent", "said"),
    [
        pytest.param([0, 0], 0, "0 of 2 rows have arrived so far.", id="none"),
        pytest.param([1, 1, 0], 66, "2 of 3 rows have arrived so far.", id="some"),
        pytest.param([1] * 3, 100, "3 of 3 rows have arrived, each once.", id="all"),
        pytest.param(
            [1, 2, 0],
            66,
            "1 row was dealt with more than once. That must never happen: tell the people who run Candour.",
            id="one-twice",
        ),
        pytest.param(
            [2, 2],
            100,
            "2 rows were dealt with more than once. That must never happen: tell the people who run Candour.",
            id="all-twice",
        ),
    ],
)
def test_how_far_it_is_in_a_sentence(arrivals: list[int], percent: int, said: str) -> None:
    found = seen(drill(*({"arrived": count} for count in arrivals)))
    assert (found.percent, found.said) == (percent, said)


def test_who_began_it_is_called_by_name() -> None:
    somebody = user()
    assert seen(drill({}, begun_by=somebody.principal)).begun_by == somebody.name
    assert seen(drill({}, begun_by="command:test")).begun_by == "command:test"


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN + 2])
def test_the_newest_are_listed_first_in_one_query(count: int) -> None:
    made = [drill({}, {"arrived": 1}, begun_at=AT + timedelta(minutes=number)).pk for number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        found = drills.newest(today=TODAY)
    assert [one.id for one in found] == made[::-1][:MOST_SHOWN]
    assert {(one.rows, one.arrived) for one in found} == ({(2, 1)} if count else set())
    assert len(asked) == 1


def test_one_that_is_not_there() -> None:
    drill({})
    assert drills.find(drill_id=uuid.uuid4(), today=TODAY) is None
