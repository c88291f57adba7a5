"""How often somebody was chased, and what is late, in words."""

from datetime import date, timedelta

import pytest

from cases.queries.plan import overview, steps

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("asked", "received", "chased", "said"),
    [
        pytest.param(None, None, 0, "not asked for yet", id="not-asked"),
        pytest.param(0, None, 0, "asked today, not chased, nothing received", id="today"),
        pytest.param(1, None, 0, "asked yesterday, not chased, nothing received", id="yesterday"),
        pytest.param(12, None, 1, "asked 12 days ago, chased once, nothing received", id="once"),
        pytest.param(12, None, 2, "asked 12 days ago, chased twice, nothing received", id="twice"),
        pytest.param(12, None, 3, "asked 12 days ago, chased 3 times, nothing received", id="often"),
        pytest.param(12, 2, 1, "received on 21 November 2026", id="received"),
    ],
)
def test_where_something_stands_that_was_asked(asked: int | None, received: int | None, chased: int, said: str) -> None:
    def ago(days: int | None) -> date | None:
        return None if days is None else TODAY - timedelta(days)

    assert steps.stands(asked_on=ago(asked), received_on=ago(received), chased=chased, on=TODAY) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        pytest.param(None, "", id="no-day-set"),
        pytest.param(TODAY + timedelta(1), "", id="tomorrow"),
        pytest.param(TODAY, "", id="the-day-itself-is-not-late"),
        pytest.param(TODAY - timedelta(1), "1 day late", id="yesterday"),
        pytest.param(TODAY - timedelta(14), "14 days late", id="two-weeks"),
    ],
)
def test_how_late_something_is(due: date | None, said: str) -> None:
    assert overview.late(due_on=due, on=TODAY) == said
