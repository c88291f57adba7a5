"""The letter that asks a holder to keep evidence: plain text of plain values.

It says what to keep, where and when. Never who is accused or who complained, and not what kind of matter it is:
whoever keeps the footage may work beside them. So it bears the matter's reference without the letters of its kind.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.queries.plan.deletion import in_full

LONDON = ZoneInfo("Europe/London")
SHORTEST_NAME = 3
TEXT = """\
{force}
{today}
Our reference: {reference}

{holder}

Please keep: {name}

{what}

Please keep it as it is, with its sound where there is any, from the moment you read this, even if it would \
otherwise be deleted. Please tell us:

1. whether you have it, and from when to when;
2. on which day it would have been deleted;
3. that it is now kept, or if it is lost, since when and why;
4. how we can collect it, and whether the clock of the system was right.

Please answer as soon as you can, and do not speak about this request to anybody who need not know of it.

{by}
{force}
"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for. Days and times as the system shows them."""

    name: str
    holder: str
    contact: str
    place: str
    camera: str
    first_day: date | None
    first_time: time | None
    last_day: date | None
    last_time: time | None


def written(*, asked: Asked, reference: str, number: int, force: str, by: str, today: date) -> str:
    """The letter."""
    what = [
        *([f"Place: {asked.place}"] if asked.place else []),
        f"From: {_moment(asked.first_day, asked.first_time)}",
        f"To: {_moment(asked.last_day or asked.first_day, asked.last_time)}",
        *([f"Camera, vehicle or device: {asked.camera}"] if asked.camera else []),
        *_clocks(asked),
    ]
    return TEXT.format(
        force=force,
        today=in_full(today),
        reference=outside_reference(reference=reference, number=number),
        holder="\n".join(filter(None, (asked.holder, asked.contact))),
        name=asked.name,
        what="\n".join(what),
        by=by,
    )


def outside_reference(*, reference: str, number: int) -> str:
    """By what an answer is found again: the reference without its kind, and the number of the request."""
    return f"{reference.partition('-')[2]}/{number}"


def clocks_changed(*, first: date | None, last: date | None) -> list[date]:
    """The days from first to last on which clocks are put forward or back."""
    if first is None:
        return []
    last = min(last or first, first + timedelta(days=366))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if _offset(day) != _offset(day + timedelta(days=1))]


def names_in(*, texts: Iterable[str], names: Iterable[str]) -> str:
    """The first name, or part of one, that one of these texts holds as a word; empty where none does."""
    words = {word for text in texts for word in _words(text)}
    parts = [part for name in names for part in _words(name) if len(part) >= SHORTEST_NAME]
    return next((part for part in parts if part in words), "")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # A name that belongs to something, as in "Frost's office", is that name; and so is half of a double one.
    found = re.findall(r"[^\W_']+(?:'[^\W_']+)*", bare.replace("’", "'"))
    return [word.removesuffix("'s") for word in found]


def _offset(day: date) -> timedelta | None:
    return datetime.combine(day, time.min, tzinfo=LONDON).utcoffset()


def _clocks(asked: Asked) -> list[str]:
    changed = clocks_changed(first=asked.first_day, last=asked.last_day)
    return [
        f"Clocks were changed on {in_full(day)}: please keep that whole night, whichever time the system shows."
        for day in changed
    ]


def _moment(day: date | None, at: time | None) -> str:
    if day is None:
        return "not known yet: please keep whatever you still have, and call us"
    return f"{in_full(day)}, {at:%H:%M}" if at else f"{in_full(day)}, the whole day"
