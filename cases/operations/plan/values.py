"""What a door hands over to write the plan: plain values, as a person typed and chose them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from cases.accounts.users import User


@dataclass(frozen=True, kw_only=True)
class Said:
    """In which matter, by whom and when. `added_with` is the key of a form that adds, `version` what a change is of."""

    reference: str
    by: User
    at: datetime
    added_with: uuid.UUID | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Point:
    """What must be shown, of which allegation, and the Standard it goes to; or why it is no longer to be shown."""

    allegation_id: int
    text: str
    standard: str = ""
    dropped_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of enquiry; `point_ids` are the points it goes to."""

    what: str
    why: str = ""
    owner_id: int | None = None
    due_on: date | None = None
    point_ids: tuple[int, ...] = ()
    state: str = "to_do"
    result: str = ""
    not_pursued_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """An interview, a statement or a request: with a party, with a subject, or with a body in words."""

    kind: str
    about: str
    party_id: int | None = None
    subject_id: int | None = None
    body: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    adjustments: tuple[str, ...] = ()
    other_needs: str = ""
    outcome: str = ""
    not_needed_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Perishable:
    """Evidence that is deleted unless it is asked for, and how that stands. `system` is the key of one, or empty."""

    system: str
    name: str
    holder: str
    retention_days: int
    contact: str = ""
    place: str = ""
    camera: str = ""
    first_day: date | None = None
    first_time: time | None = None
    last_day: date | None = None
    last_time: time | None = None
    state: str = "proposed"
    asked_on: date | None = None
    means: str = ""
    answer: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the policy log; `corrects` is the number of the entry that it puts right."""

    decided: str
    why: str
    decided_on: date
    options: str = ""
    corrects: int | None = None


@dataclass(frozen=True, kw_only=True)
class Made:
    """Representations as they were received, and what came of them."""

    subject_id: int
    received_on: date
    made_by: str
    how: str
    text: str
    considered_on: date | None = None
    came_of_it: str = ""
