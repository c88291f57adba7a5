"""The demo force's matters: what comes in, when, about whom. Drawn by a seed, each matter for itself."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from cases.operations.demo import figures, names, units
from cases.operations.demo.people import draw
from cases.operations.demo.stories import DEATH, STORIES, Story
from cases.operations.intake import Alleged, Call, Concerned, Named, NewMatter
from misconduct.matters.handling import QUESTIONS

LONDON = ZoneInfo("Europe/London")
MATTERS = 1_200
# 94,940 complaints a year are about 800 for a force of this size (assumed by headcount): 1,200 are a year and a half.
OVER = timedelta(days=546)
# Whoever has many matters has more of the next ones too (assumed: one in twenty has eight times the chance).
OFTEN_ONE_IN, OFTEN = 20, 8
SPACE = uuid.UUID("5b0b6a52-6b0d-4f43-9a0f-2f5c8a3f7d11")
CONDUCT = "DGJK"
# What may be put right and closed during a call: of any other story it would be rare that four noes are true.
OUTSIDE = ("A", "C", "E", "L", "H1", "H3")
CORRUPTION = "GJ"
# What is alleged: the letter of each category, and the story.
Stories = list[tuple[str, Story]]
DESK = ("investigator@demo.example", "supervisor@demo.example")
SAFE = ("Any time", "Mornings only", "Do not leave a message", "By text message only", "After six")
DONE = (
    "I apologised for the delay, found out what happened and rang back the same afternoon.",
    "I explained how the decision was reached and whom to ask about it.",
    "I spoke to the team; an officer will visit this week.",
    "I explained the procedure. They remain unhappy with it.",
)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A matter, who takes it (by the e-mail of a demo user), and when; as a call, where it is dealt with at once."""

    matter: NewMatter
    call: Call | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Force:
    """What matters are drawn from: units by code, and people by number with the account of those who log in."""

    units: dict[str, int]
    people: Sequence[int]


def arrivals(*, seed: int, today: date) -> list[datetime]:
    """When each matter arrives, oldest first: on working days more than at weekends, in office hours."""
    chance = Random(f"{seed} arrivals")  # noqa: S311 - made-up matters
    days = [today - timedelta(days=back) for back in range(OVER.days, 0, -1)]
    weights = [figures.WEEKDAYS.weights[str(day.weekday())] for day in days]
    chosen = sorted(chance.choices(days, weights, k=MATTERS))
    minutes = [chance.randint(8 * 60, 17 * 60) for _ in chosen]
    return [
        datetime.combine(day, time(minute // 60, minute % 60), tzinfo=LONDON).astimezone(UTC)
        for day, minute in zip(chosen, minutes, strict=True)
    ]


def draw_arrival(*, seed: int, number: int, at: datetime, force: Force) -> Arrival:
    """One matter of this number, whatever was drawn before."""
    chance = Random(f"{seed} matter {number}")  # noqa: S311 - made-up matters
    kind = draw(chance, figures.KINDS)
    stories = _stories(chance, kind)
    outside = kind == "complaint" and draw(chance, figures.HANDLING) == "outside" and may_be_outside(stories)
    intake = uuid.uuid5(SPACE, f"{seed} {number}")
    drawn = _Drawn(kind=kind, stories=stories, outside=outside, at=at, intake=intake)
    matter = _matter(chance, drawn, force)
    by = "handler@demo.example" if outside else chance.choice(DESK)
    return Arrival(matter=matter, call=_call(chance, matter) if outside else None, by=by, at=at)


def may_be_outside(stories: Stories) -> bool:
    """Whether every allegation is of a kind that is put right and closed during a call."""
    return all((story.sub_category or category).startswith(OUTSIDE) for category, story in stories)


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    kind: str
    stories: Stories
    outside: bool
    at: datetime
    intake: uuid.UUID


def _matter(chance: Random, drawn: _Drawn, force: Force) -> NewMatter:
    day, kind = drawn.at.astimezone(LONDON).date(), drawn.kind
    stories = drawn.stories
    story, place = stories[0][1], chance.choice(names.PLACES)
    happened = day - timedelta(days=int(draw(chance, figures.LAG)))
    return NewMatter(
        intake=drawn.intake,
        kind=kind,
        channel=_channel(chance, drawn),
        headline=story.headline,
        what_happened=story.told.format(place=place),
        place=place,
        would_put_right=story.right,
        unit_id=force.units[_unit(kind, stories, outside=drawn.outside)],
        received_on=day,
        came_to_attention_on=day,
        complaint_made_on=day if kind == "complaint" else None,
        behaviour_from=happened,
        behaviour_to=happened,
        parties=_parties(chance, kind),
        allegations=tuple(
            Alleged(category=category, sub_category=one.sub_category, summary=one.summary, standards=one.standards)
            for category, one in stories
        ),
        subjects=_subjects(chance, kind, force),
        facts={} if drawn.outside else dict(story.facts),
    )


def _channel(chance: Random, drawn: _Drawn) -> str:
    if drawn.outside:
        return "phone"
    return draw(chance, figures.CHANNELS) if drawn.kind == "complaint" else "internal"


def _stories(chance: Random, kind: str) -> Stories:
    """The allegations of one matter, each of a category as often as published. Conduct is never about service."""
    if kind == "death_or_serious_injury":
        return [("L", DEATH)]
    found = [draw(chance, figures.CATEGORIES) for _ in range(int(draw(chance, figures.ALLEGATIONS)))]
    if kind != "complaint":
        found = [chance.choice(CONDUCT) for _ in found]
    # Nobody alleges the same thing twice.
    return list(dict.fromkeys((category, chance.choice(STORIES[category])) for category in found))


def _unit(kind: str, stories: Stories, *, outside: bool) -> str:
    if outside:
        return units.HANDLING
    is_corruption = kind != "complaint" and any(category in CORRUPTION for category, _ in stories)
    return units.COUNTER_CORRUPTION if is_corruption else units.INVESTIGATIONS


def _parties(chance: Random, kind: str) -> tuple[Named, ...]:
    if kind != "complaint":
        return (Named(role="reporter"),)
    name = f"{chance.choice(names.FORENAMES)} {chance.choice(names.SURNAMES)}"
    # Ofcom keeps these numbers for made-up people: nobody is called by them.
    phone = f"07700 900{chance.randint(0, 999):03d}"
    return (Named(role="complainant", name=name, phone=phone, safe_contact=chance.choice(SAFE)),)


def _subjects(chance: Random, kind: str, force: Force) -> tuple[Concerned, ...]:
    if kind == "complaint" and draw(chance, figures.IDENTIFIED) == "not":
        return (Concerned(kind=chance.choice(("unidentified", "organisation"))),)
    weights = [OFTEN if number % OFTEN_ONE_IN == 0 else 1 for number in range(len(force.people))]
    chosen = dict.fromkeys(chance.choices(force.people, weights, k=int(draw(chance, figures.OFFICERS))))
    return tuple(Concerned(kind="person", person_id=person) for person in chosen)


def _call(chance: Random, matter: NewMatter) -> Call:
    return Call(
        matter=matter,
        tests=dict.fromkeys(QUESTIONS, "no"),
        wants_recording="no",
        what_was_done=chance.choice(DONE),
        resolved=draw(chance, figures.RESOLVED) == "yes",
    )
