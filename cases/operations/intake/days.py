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
    yield from before_it_happened(days=days)
    if days.behaviour_to and (days.behaviour_from is None or days.behaviour_to < days.behaviour_from):
        yield Mistake("behaviour_to", "The day on which it ended must be the same as or after the day it began")


def before_it_happened(*, days: Days) -> Iterator[Mistake]:
    """Nobody complains of, receives or knows of what has not begun. Each by the field of the later thing."""
    for field, day, called in (
        ("received_on", days.received_on, "The day on which it was received"),
        ("came_to_attention_on", days.came_to_attention_on, "The day on which it came to attention"),
        ("complaint_made_on", days.complaint_made_on, "The day on which the complaint was made"),
    ):
        if day and days.behaviour_from and day < days.behaviour_from:
            happened = f"{days.behaviour_from:%-d %B %Y}"
            yield Mistake(field, f"{called} must be the same as or after {happened}, when it happened or began")
