"""The order of the queue. It says who is looked at next, never how grave something is."""

from datetime import date

from misconduct.severity.bands import Band
from misconduct.severity.danger import Danger

# What the key compares, in this order, for whoever reads the queue.
ORDER = (
    "what could not be scored stands on top",
    f"danger now: {', '.join(one.name.lower().replace('_', ' ') for one in Danger)}",
    f"band: {', '.join(one.value for one in Band)}",
    "the worst date by which the force must act, most overdue first; without any, last",
    "vulnerable people waiting, most first",
    "who has waited longest",
    "reference, where all else is the same",
)
Key = tuple[bool, int, int, date, int, date, str]


def place_in_queue(
    *, danger: Danger, band: Band | None, force_by: date | None, vulnerable: int, since: date, reference: str
) -> Key:
    """What the queue is sorted by, least first. `band` is None where scoring failed: that stands on top of all.

    `force_by` is the worst date of the matter's duties, `vulnerable` how many vulnerable people wait for it, `since`
    the day from which it has waited. Nothing is added up, so that no lane can make good for another.
    Source: Candour's own design, no law.
    """
    return (
        band is not None,
        danger.place,
        band.place if band else 0,
        force_by or date.max,
        -vulnerable,
        since,
        reference,
    )
