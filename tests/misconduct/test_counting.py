"""Each way of counting, at its boundaries: the event's own day, the end of a month, leap days."""

from datetime import date

import pytest

from misconduct.counting import Counted, Counting, Counts, Unit
from misconduct.refusals import NoAnswer
from misconduct.working_days import BeyondCalendar
from tests.misconduct.calendars import ENGLAND_AND_WALES, every_day


def count(counting: Counting, event: str, *numbers: int, period: int = 1) -> Counted:
    asked = Counts(event=date.fromisoformat(event), numbers=numbers, period=period, calendar=ENGLAND_AND_WALES)
    return counting.count(asked=asked)


@pytest.mark.parametrize(
    ("counting", "event", "numbers", "day_one", "due"),
    [
        pytest.param(Counting.WD_AFTER, "2026-09-14", (1,), "2026-09-15", "2026-09-15", id="wd-after"),
        pytest.param(Counting.WD_FROM, "2026-09-14", (1,), "2026-09-14", "2026-09-14", id="wd-from"),
        pytest.param(
            Counting.DAYS_AFTER, "2026-12-24", (1,), "2026-12-25", "2026-12-25", id="the-day-after-is-christmas"
        ),
        pytest.param(
            Counting.DAYS_AFTERDAY, "2026-03-02", (28,), "2026-03-03", "2026-03-30", id="28-days-from-the-day-after"
        ),
        pytest.param(Counting.DAYS_FROM, "2026-03-02", (28,), "2026-03-02", "2026-03-29", id="28-days-from-the-day"),
        pytest.param(Counting.WEEKS_AFTER, "2026-08-03", (4,), "2026-08-04", "2026-08-31", id="ends-on-a-bank-holiday"),
        pytest.param(Counting.WEEKS_AFTERDAY, "2026-05-20", (4,), "2026-05-21", "2026-06-17", id="weeks-after-day"),
        pytest.param(
            Counting.WEEKS_AFTERWD, "2026-05-01", (4,), "2026-05-05", "2026-06-01", id="weeks-after-working-day"
        ),
        pytest.param(Counting.WEEKS_FROM, "2026-05-20", (4,), "2026-05-20", "2026-06-16", id="weeks-from-day"),
        pytest.param(Counting.MONTHS, "2025-03-15", (12,), "2025-03-15", "2026-03-14", id="a-year"),
        pytest.param(Counting.MONTHS, "2024-02-29", (12,), "2024-02-29", "2025-02-28", id="leap-day-to-no-leap-day"),
        pytest.param(Counting.MONTHS, "2024-02-29", (48,), "2024-02-29", "2028-02-28", id="leap-day-to-leap-day"),
        pytest.param(Counting.MONTHS, "2024-03-01", (12,), "2024-03-01", "2025-02-28", id="ends-in-february"),
        pytest.param(Counting.MONTHS, "2024-08-31", (6,), "2024-08-31", "2025-02-28", id="no-31-february"),
        pytest.param(Counting.MONTHS, "2025-08-30", (6,), "2025-08-30", "2026-02-28", id="no-30-february"),
        pytest.param(Counting.MONTHS, "2025-12-31", (1,), "2025-12-31", "2026-01-30", id="over-the-end-of-the-year"),
        pytest.param(Counting.MONTHS_NOT_EXCEED, "2025-09-30", (12,), "2025-10-01", "2026-09-30", id="within-a-year"),
        pytest.param(
            Counting.MONTHS_NOT_EXCEED, "2024-02-29", (12,), "2024-03-01", "2025-02-28", id="within-from-leap-day"
        ),
        pytest.param(Counting.MONTHS_NOT_EXCEED, "2026-01-31", (1,), "2026-02-01", "2026-02-28", id="within-a-month"),
    ],
)
def test_a_last_day(counting: Counting, event: str, numbers: tuple[int, ...], day_one: str, due: str) -> None:
    counted = count(counting, event, *numbers)
    assert (str(counted.day_one), str(counted.due)) == (day_one, due)


def test_a_window_has_two_dates() -> None:
    counted = count(Counting.WD_WINDOW, "2026-12-14", 10, 15)
    assert [str(day) for day in (counted.day_one, counted.earliest, counted.due)] == [
        "2026-12-15",
        "2026-12-30",
        "2027-01-07",
    ]


def test_clear_days_leave_out_both_ends() -> None:
    assert str(count(Counting.WD_BEFORE, "2026-06-03", 5).due) == "2026-05-27"
    assert str(count(Counting.WD_BEFORE_CLEAR, "2026-06-03", 5).due) == "2026-05-26"


def test_something_kept_for_28_days_may_go_on_the_29th() -> None:
    counted = count(Counting.DAYS_KEEP, "2026-12-02", 28)
    assert (counted.due, str(counted.earliest)) == (None, "2026-12-30")


def test_waiting_ends_on_the_corresponding_day() -> None:
    counted = count(Counting.MONTHS_WAIT, "2026-07-16", 60)
    assert (counted.due, str(counted.earliest)) == (None, "2031-07-16")


@pytest.mark.parametrize("counting", [Counting.PROMPTLY, Counting.UNTIL_EVENT, Counting.NOT_SEEN])
def test_where_there_is_no_number_there_is_no_date(counting: Counting) -> None:
    assert count(counting, "2026-07-16") == Counted()


NEEDS_THE_CALENDAR = [one for one in Counting if one.unit is Unit.WORKING_DAYS or one is Counting.WEEKS_AFTERWD]


@pytest.mark.parametrize("counting", [one for one in Counting if one not in NEEDS_THE_CALENDAR])
def test_days_weeks_and_months_are_counted_past_the_calendar(counting: Counting) -> None:
    count(counting, "2035-05-05", *(12, 6)[: counting.arity])


@pytest.mark.parametrize("counting", NEEDS_THE_CALENDAR)
def test_working_days_are_not(counting: Counting) -> None:
    with pytest.raises(BeyondCalendar):
        count(counting, "2035-05-05", *(12, 6)[: counting.arity])


@pytest.mark.parametrize("counting", [one for one in Counting if one.unit is not Unit.NOTHING])
def test_dates_that_do_not_exist_are_an_answer_in_words(counting: Counting) -> None:
    with pytest.raises(NoAnswer, match="years"):
        count(counting, "9999-12-31", *(12, 6)[: counting.arity], period=2)


@pytest.mark.parametrize("counting", list(Counting))
def test_every_way_of_counting_says_where_day_zero_is(counting: Counting) -> None:
    assert counting.value.day_zero
    assert "{event}" in counting.value.words


@pytest.mark.parametrize(
    ("counting", "numbers", "words"),
    [
        pytest.param(Counting.DAYS_AFTER, (1,), "within 1 day of the day on which it was", id="one-day"),
        pytest.param(Counting.DAYS_AFTER, (11,), "within 11 days of the day on which it was", id="eleven-days"),
        pytest.param(Counting.MONTHS, (24,), "2 years beginning with the day on which it was", id="years"),
        pytest.param(Counting.MONTHS, (18,), "18 months beginning with the day on which it was", id="months"),
        pytest.param(Counting.MONTHS, (12,), "12 months beginning with the day on which it was", id="twelve-months"),
    ],
)
def test_rules_in_words(counting: Counting, numbers: tuple[int, ...], words: str) -> None:
    assert counting.in_words(numbers=numbers, event="it was") == words


def test_periods_tile_time_for_every_start_in_four_years() -> None:
    for start in every_day(date(2024, 1, 1), date(2027, 12, 31)):
        covered = start.toordinal()
        for period in range(1, 8):
            counted = Counting.MONTHS_CHAIN.count(
                asked=Counts(event=start, numbers=(12, 6), period=period, calendar=ENGLAND_AND_WALES)
            )
            assert counted.begins is not None
            assert counted.due is not None
            assert counted.begins.toordinal() == covered, (start, period)
            assert counted.due >= counted.begins
            covered = counted.due.toordinal() + 1
