"""Which days of a matter cannot be, whoever typed them and wherever: when it is logged, and when it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.operations.intake.values import Mistake


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of a matter, as far as they are known."""

    received_on: date
    complaint_made_on: date | None
    came_to_attention_on: date | None
    behaviour_from: date | None
    behaviour_to: date | None


def impossible(*, days: Days, today: date) -> Iterator[Mistake]:
    """What cannot be: a day that lies ahead, and a day before what it follows. Each by its field."""
    for field, day, called in (
        ("received_on", days.received_on, "The day on which it was received"),
        ("came_to_attention_on", days.came_to_attention_on, "The day on which it came to attention"),
        ("complaint_made_on", days.complaint_made_on, "The day on which the complaint was made"),
        ("behaviour_from", days.behaviour_from, "The day on which it happened"),
        ("behaviour_to", days.behaviour_to, "The day on which it ended"),
    ):
        if day and day > today:
            yield Mistake(field, f"{called} must be today or earlier")
    if days.complaint_made_on and days.complaint_made_on > days.received_on:
        yield Mistake("complaint_made_on", "The complaint cannot be made after the day on which it was received")
    if days.behaviour_to and (days.behaviour_from is None or days.behaviour_to < days.behaviour_from):
        yield Mistake("behaviour_to", "The day on which it ended must be the same as or after the day it began")
