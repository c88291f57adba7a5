"""When a periodic job is due. A slot is a Europe/London date, whatever hour its job runs at."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# That hour happens twice on one night of the year, and not at all on another.
NEVER_IN_THE_HOUR_OF = 1


@dataclass(frozen=True, kw_only=True)
class Daily:
    """Once a day at this time in London. Raises ValueError for a time between 01:00 and 02:00."""

    hour: int
    minute: int
    description: str

    def __post_init__(self) -> None:
        if self.hour == NEVER_IN_THE_HOUR_OF:
            raise ValueError("Nothing is scheduled between 01:00 and 02:00: when clocks change, that hour is in doubt.")

    def last_slot(self, *, at: datetime) -> str:
        """The newest slot that has begun: today's from its hour on, yesterday's before that. Such as `2026-11-23`."""
        local = at.astimezone(LONDON)
        has_begun = local.time() >= time(self.hour, self.minute)
        return (local.date() if has_begun else local.date() - timedelta(days=1)).isoformat()


# Jobs that no schedule starts but an act, and what each does: there is a slot for each thing that it is done to.
STARTED_BY_AN_ACT: dict[str, str] = {
    "cases.make_force": "Builds the demo force",
    "workforce.read_hr_file": "Reads a file from personnel into the register",
}
