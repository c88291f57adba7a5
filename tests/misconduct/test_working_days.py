"""Working days: a table that a person can check, a second opinion on ten thousand cases, and what must always hold."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from misconduct.counting import Counting, Counts
from misconduct.working_days import BeyondCalendar, Calendar, weekends_between
from tests.misconduct.calendars import ENGLAND_AND_WALES, calendar, days, holiday_lists


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        pytest.param("2026-09-14", 1, "2026-09-15", id="the-next-day"),
        pytest.param("2026-09-18", 1, "2026-09-21", id="over-a-weekend"),
        pytest.param("2026-09-19", 1, "2026-09-21", id="from-a-saturday"),
        pytest.param("2026-09-20", 1, "2026-09-21", id="from-a-sunday"),
        pytest.param("2026-08-28", 1, "2026-09-01", id="over-a-bank-holiday"),
        pytest.param("2026-08-31", 1, "2026-09-01", id="from-a-bank-holiday"),
        pytest.param("2026-12-24", 1, "2026-12-29", id="over-christmas-and-a-substitute-day"),
        pytest.param("2026-12-31", 1, "2027-01-04", id="over-the-end-of-the-year"),
        # The table in which two published algorithms disagree about a complaint received on a weekend.
        pytest.param("2024-05-31", 20, "2024-06-28", id="twenty-from-a-friday"),
        pytest.param("2024-06-01", 20, "2024-06-28", id="twenty-from-a-saturday"),
        pytest.param("2024-06-02", 20, "2024-06-28", id="twenty-from-a-sunday"),
        pytest.param("2024-06-03", 20, "2024-07-01", id="twenty-from-a-monday"),
    ],
)
def test_counting_on(day: str, number: int, expected: str) -> None:
    assert ENGLAND_AND_WALES.after(day=on(day), days=number) == on(expected)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        pytest.param("2026-07-16", 1, "2026-07-16", id="the-day-itself-counts"),
        pytest.param("2026-07-16", 5, "2026-07-22", id="five"),
        pytest.param("2026-08-31", 1, "2026-09-01", id="a-day-off-does-not"),
    ],
)
def test_counting_from_the_day_itself(day: str, number: int, expected: str) -> None:
    assert ENGLAND_AND_WALES.starting(day=on(day), days=number) == on(expected)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        pytest.param("2026-06-03", 1, "2026-06-02", id="the-day-before"),
        pytest.param("2026-06-03", 5, "2026-05-27", id="over-a-weekend"),
        pytest.param("2026-05-26", 1, "2026-05-22", id="over-a-bank-holiday"),
        pytest.param("2026-05-25", 1, "2026-05-22", id="from-a-bank-holiday"),
    ],
)
def test_counting_back(day: str, number: int, expected: str) -> None:
    assert ENGLAND_AND_WALES.before(day=on(day), days=number) == on(expected)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        pytest.param("2026-09-14", "", id="a-monday"),
        pytest.param("2026-09-19", "Saturday", id="a-saturday"),
        pytest.param("2026-09-20", "Sunday", id="a-sunday"),
        pytest.param("2026-12-28", "Boxing Day (substitute)", id="a-substitute-day"),
    ],
)
def test_why_a_day_is_off(day: str, why: str) -> None:
    assert ENGLAND_AND_WALES.why_not(day=on(day)) == why


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("2026-08-16", "2026-09-07", 4, id="begins-on-a-sunday"),
        pytest.param("2026-08-17", "2026-08-21", 0, id="a-working-week"),
        pytest.param("2026-08-17", "2026-08-22", 1, id="ends-on-a-saturday"),
        pytest.param("2026-08-22", "2026-08-22", 1, id="one-saturday"),
        pytest.param("2026-08-23", "2026-08-23", 1, id="one-sunday"),
        pytest.param("2026-08-22", "2026-08-21", 0, id="nothing"),
    ],
)
def test_weekends_between(first: str, last: str, expected: int) -> None:
    assert weekends_between(first=on(first), last=on(last)) == expected


@given(days(on("2024-01-01"), on("2026-12-31")), st.integers(0, 400))
def test_weekends_are_those_that_a_walk_meets(first: date, length: int) -> None:
    walked = [first + timedelta(days=number) for number in range(length + 1)]
    weekends = {day - timedelta(days=day.weekday()) for day in walked if day.weekday() >= 5}
    assert weekends_between(first=first, last=walked[-1]) == len(weekends)


# --- A second opinion -------------------------------------------------------------------------------------------------

CASES = st.tuples(days(on("2024-06-01"), on("2027-06-30")), st.integers(1, 250), holiday_lists)


@settings(max_examples=10_000)
@given(CASES)
def test_counting_agrees_with_numpy(case: tuple[date, int, frozenset[date]]) -> None:
    day, number, holidays = case
    ours = calendar(holidays)
    theirs = np.busdaycalendar(holidays=sorted(holidays))
    assert ours.after(day=day, days=number) == np.busday_offset(day, number, roll="preceding", busdaycal=theirs).item()
    assert (
        ours.starting(day=day, days=number)
        == np.busday_offset(day, number - 1, roll="forward", busdaycal=theirs).item()
    )
    assert ours.before(day=day, days=number) == np.busday_offset(day, -number, roll="forward", busdaycal=theirs).item()
    end = day + timedelta(days=number)
    assert ours.count(first=day, end=end) == np.busday_count(day, end, busdaycal=theirs)


# --- What must always hold --------------------------------------------------------------------------------------------

FORWARD = [Counting.WD_AFTER, Counting.WD_FROM, Counting.WEEKS_AFTERWD]


@given(CASES, days(on("2024-01-01"), on("2028-12-31")), st.sampled_from(FORWARD))
def test_a_holiday_more_makes_no_forward_count_earlier(
    case: tuple[date, int, frozenset[date]], proclaimed: date, counting: Counting
) -> None:
    day, number, holidays = case
    weeks = min(number, 50)
    before = calendar(holidays)
    after = before.with_holiday(day=proclaimed, name="proclaimed")
    asked = [Counts(event=day, numbers=(weeks,), period=1, calendar=each) for each in (before, after)]
    was, now = (counting.count(asked=each).due for each in asked)
    assert was is not None
    assert now is not None
    assert now >= was


@given(CASES, days(on("2024-01-01"), on("2028-12-31")))
def test_a_holiday_more_makes_no_count_back_later(case: tuple[date, int, frozenset[date]], proclaimed: date) -> None:
    day, number, holidays = case
    assume(number <= 60)
    before = calendar(holidays)
    after = before.with_holiday(day=proclaimed, name="proclaimed")
    assert after.before(day=day, days=number) <= before.before(day=day, days=number)


@given(CASES)
def test_counting_on_and_back_return(case: tuple[date, int, frozenset[date]]) -> None:
    day, number, holidays = case
    ours = calendar(holidays)
    assume(number <= 100 and not ours.why_not(day=day))
    assert ours.before(day=ours.after(day=day, days=number), days=number) == day


# --- Beyond the list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2023-12-29", id="before-its-first-year"),
        pytest.param("2028-12-29", id="counts-past-its-last-day"),
        pytest.param("2029-01-02", id="after-its-last-year"),
    ],
)
def test_a_calendar_refuses_to_count_outside_its_years(day: str) -> None:
    with pytest.raises(BeyondCalendar, match="from 2024 to 2028"):
        ENGLAND_AND_WALES.after(day=on(day), days=1)


@pytest.mark.parametrize("day", ["2023-12-31", "2029-01-01"])
def test_it_says_nothing_about_days_outside_its_years(day: str) -> None:
    with pytest.raises(BeyondCalendar):
        ENGLAND_AND_WALES.why_not(day=on(day))
    with pytest.raises(BeyondCalendar):
        ENGLAND_AND_WALES.count(first=on("2026-01-01"), end=on(day))
    with pytest.raises(BeyondCalendar):
        ENGLAND_AND_WALES.count(first=on(day), end=on("2026-01-01"))


@pytest.mark.parametrize("day", ["2024-01-01", "2028-12-31"])
def test_it_knows_the_first_and_the_last_day_of_its_years(day: str) -> None:
    assert ENGLAND_AND_WALES.why_not(day=on(day))


def test_counting_back_stops_at_the_first_year() -> None:
    assert ENGLAND_AND_WALES.before(day=on("2024-01-03"), days=1) == on("2024-01-02")
    with pytest.raises(BeyondCalendar):
        ENGLAND_AND_WALES.before(day=on("2024-01-03"), days=2)


def test_the_last_working_day_of_the_last_year_can_still_be_reached() -> None:
    assert ENGLAND_AND_WALES.after(day=on("2028-12-28"), days=1) == on("2028-12-29")


@pytest.mark.parametrize(
    ("holidays", "first", "last"),
    [
        pytest.param({on("2029-01-01"): "New Year's Day"}, 2024, 2028, id="a-holiday-outside"),
        pytest.param({}, 2028, 2024, id="backwards"),
        pytest.param({}, 2024, 9999, id="no-day-after"),
    ],
)
def test_no_calendar_like_this(holidays: dict[date, str], first: int, last: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        Calendar(holidays, first, last)
