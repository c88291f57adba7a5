"""The bands that a score falls into, in the order in which the queue takes them."""

from enum import Enum

from misconduct.severity.factors import Group

LOWEST_OF_CRITICAL, LOWEST_OF_HIGH, LOWEST_OF_MEDIUM = 70, 45, 20


class Band(Enum):
    """The bands, first in the queue first. The value is what people read."""

    CRITICAL = "CRITICAL"
    NOT_YET_TRIAGED = "not yet triaged"
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"

    @property
    def place(self) -> int:
        """0 for the first in the queue."""
        return list(Band).index(self)


# The least that each band takes; what reaches none of them is LOW.
EDGES = ((LOWEST_OF_CRITICAL, Band.CRITICAL), (LOWEST_OF_HIGH, Band.HIGH), (LOWEST_OF_MEDIUM, Band.MEDIUM))
# Any factor of special weight answered with yes makes it at least this.
FLOOR = Band.HIGH
# The most that ticks on the portal make of a score that is CRITICAL only with them.
MOST_BY_TICKS = Band.HIGH
CEILING_WITHOUT_SPECIAL = sum(group.value.cap for group in Group if group is not Group.SPECIAL_WEIGHT)


def band_of(*, points: int) -> Band:
    """The band of a number of points, before any floor."""
    return next((band for least, band in EDGES if points >= least), Band.LOW)


def first_of(*bands: Band) -> Band:
    """Whichever of these the queue takes first."""
    return min(bands, key=lambda band: band.place)
