"""The bank holidays that the product counts with, against a second opinion and against a list written by hand."""

from datetime import date

import holidays
import pytest

from cases.queries.calendars import _whole_years, england_and_wales
from tests.misconduct.calendars import HOLIDAYS, every_day


def test_they_agree_with_another_package_for_every_listed_year() -> None:
    ours = england_and_wales()
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(ours.first_year, ours.last_year + 1))
    days = every_day(date(ours.first_year, 1, 1), date(ours.last_year, 12, 31))
    weekdays = [day for day in days if day.weekday() < 5]
    assert [day for day in weekdays if (day in ours.holidays) != (day in theirs)] == []


def test_they_agree_with_the_list_written_by_hand() -> None:
    ours = england_and_wales()
    assert sorted(day for day in ours.holidays if 2024 <= day.year <= 2028) == sorted(HOLIDAYS)


def test_substitute_days_say_so() -> None:
    assert england_and_wales().holidays[date(2026, 12, 28)] == "Boxing Day (substitute)"


def test_one_off_holidays_are_there() -> None:
    assert {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)} <= set(england_and_wales().holidays)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param({2024: 8, 2025: 9, 2026: 8}, [2024, 2025, 2026], id="whole"),
        pytest.param({2024: 8, 2025: 8, 2026: 3}, [2024, 2025], id="the-last-is-listed-in-part"),
        pytest.param({2022: 8, 2024: 8, 2025: 8}, [2024, 2025], id="a-gap"),
        pytest.param({2023: 2, 2024: 8}, [2024], id="the-first-is-listed-in-part"),
    ],
)
def test_only_whole_years_are_counted_in(numbers: dict[int, int], expected: list[int]) -> None:
    listed = [date(year, 1, day) for year, number in numbers.items() for day in range(1, number + 1)]
    assert list(_whole_years(listed)) == expected
