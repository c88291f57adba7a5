"""When perishable evidence is deleted: the first day and the retention, in words, with its boundaries."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.queries.plan import deletion
from cases.queries.plan.deletion import ANY_DAY, LOCAL

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "matter", "days", "on"),
    [
        pytest.param(date(2026, 11, 3), None, 28, date(2026, 12, 1), id="its-own-first-day"),
        pytest.param(date(2026, 11, 3), date(2026, 1, 1), 28, date(2026, 12, 1), id="its-own-day-before-the-matters"),
        pytest.param(None, date(2026, 11, 3), 28, date(2026, 12, 1), id="the-first-day-of-the-matter"),
        pytest.param(None, None, 28, TODAY, id="no-day-is-known-so-today"),
        pytest.param(date(2026, 11, 23), None, 0, TODAY, id="at-any-time"),
        pytest.param(date(2026, 11, 22), None, 1, TODAY, id="one-day"),
        pytest.param(date(2026, 10, 24), None, 2, date(2026, 10, 26), id="clocks-go-back-in-between"),
        pytest.param(date(2026, 3, 28), None, 1, date(2026, 3, 29), id="clocks-go-forward"),
        pytest.param(date(2024, 2, 28), None, 1, date(2024, 2, 29), id="a-leap-day"),
        pytest.param(date(2026, 2, 28), None, 1, date(2026, 3, 1), id="no-leap-day"),
        pytest.param(date(2026, 12, 31), None, 31, date(2027, 1, 31), id="over-the-year"),
    ],
)
def test_it_is_deleted_so_many_days_after_its_first(
    first: date | None, matter: date | None, days: int, on: date
) -> None:
    found = deletion.worked_out(first_day=first, matter_from=matter, retention_days=days, today=TODAY)
    assert (found.on, found.is_known) == (on, bool(first or matter))
    said = dict(found.lines)
    assert said["Source"] == LOCAL
    assert (said["Day 0"] == ANY_DAY) is not found.is_known
    assert ("Deleted on" in said) is found.is_known


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 3650), st.integers(0, 400))
def test_a_later_first_day_is_never_deleted_earlier(first: date, days: int, later: int) -> None:
    def on(day: date) -> date:
        return deletion.worked_out(first_day=day, matter_from=None, retention_days=days, today=TODAY).on

    assert on(first + timedelta(later)) - on(first) == timedelta(later)
    assert on(first) >= first


@pytest.mark.parametrize(
    ("on", "is_known", "said", "presses"),
    [
        pytest.param(TODAY + timedelta(4), True, "is deleted on 27 November 2026", False, id="in-four-days"),
        pytest.param(TODAY + timedelta(3), True, "is deleted on 26 November 2026", True, id="in-three-days"),
        pytest.param(TODAY + timedelta(1), True, "is deleted tomorrow, 24 November 2026", True, id="tomorrow"),
        pytest.param(TODAY, True, "is deleted today, 23 November 2026", True, id="today"),
        pytest.param(
            TODAY - timedelta(1), True,
            "was due to be deleted on 22 November 2026: ask at once, it may still be there", True, id="yesterday",
        ),
        pytest.param(
            TODAY, False, "may be deleted any day: nobody has recorded when it happened", True, id="no-day-is-known"
        ),
    ],
)  # fmt: skip
def test_when_it_is_deleted_is_said_in_words(on: date, is_known: bool, said: str, presses: bool) -> None:
    assert deletion.in_words(on=on, is_known=is_known, retention_days=5, today=TODAY) == said
    assert deletion.presses(on=on, today=TODAY) is presses


@pytest.mark.parametrize("is_known", [True, False])
def test_what_may_be_deleted_at_any_time_has_no_day(is_known: bool) -> None:
    said = deletion.in_words(on=TODAY - timedelta(9), is_known=is_known, retention_days=0, today=TODAY)
    assert said == "may be deleted at any time: ask today"
