"""A slot is a London date, also on the days when clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cases.jobs.slots import Daily
from config.schedule import JOBS

LONDON = ZoneInfo("Europe/London")
AT_FOUR = Daily(hour=4, minute=10, description="a test")


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        pytest.param("2026-11-23T04:09:59+00:00", "2026-11-22", id="a-second-before"),
        pytest.param("2026-11-23T04:10:00+00:00", "2026-11-23", id="on-the-minute"),
        pytest.param("2026-11-23T23:59:59+00:00", "2026-11-23", id="late-the-same-day"),
        pytest.param("2026-11-24T00:00:00+00:00", "2026-11-23", id="after-midnight"),
        pytest.param("2026-07-01T03:09:59+00:00", "2026-06-30", id="summer-a-second-before"),
        pytest.param("2026-07-01T03:10:00+00:00", "2026-07-01", id="summer-on-the-minute"),
        pytest.param("2026-03-29T03:09:59+00:00", "2026-03-28", id="clocks-go-forward-a-second-before"),
        pytest.param("2026-03-29T03:10:00+00:00", "2026-03-29", id="clocks-go-forward"),
        pytest.param("2026-10-25T04:09:59+00:00", "2026-10-24", id="clocks-go-back-a-second-before"),
        pytest.param("2026-10-25T04:10:00+00:00", "2026-10-25", id="clocks-go-back"),
        pytest.param("2027-01-01T00:30:00+00:00", "2026-12-31", id="year-end"),
    ],
)
def test_the_newest_slot_that_has_begun(at: str, slot: str) -> None:
    assert AT_FOUR.last_slot(at=datetime.fromisoformat(at)) == slot


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/New_York", "Pacific/Auckland"])
def test_the_zone_of_the_moment_does_not_matter(zone: str) -> None:
    moment = datetime(2026, 11, 23, 4, 10, tzinfo=LONDON).astimezone(ZoneInfo(zone))
    assert AT_FOUR.last_slot(at=moment) == "2026-11-23"


@pytest.mark.parametrize("hour", [pytest.param(hour, id=f"{hour:02d}") for hour in range(24)])
def test_nothing_is_scheduled_in_the_hour_that_may_happen_twice(hour: int) -> None:
    if hour == 1:
        with pytest.raises(ValueError, match="01:00"):
            Daily(hour=hour, minute=30, description="a test")
    else:
        assert Daily(hour=hour, minute=30, description="a test").hour == hour


def test_every_job_says_what_it_does() -> None:
    assert all(daily.description for daily in JOBS.values())
