"""What a door hands over to log a matter: plain values, as a person typed and chose them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class Mistake(ValueError):
    """A value that cannot be taken, by the name of its field; the sentence says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody who complains, was affected or saw it. With every field empty but the role: they did not say who."""

    role: str
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    safe_contact: str = ""
    is_vulnerable: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Alleged:
    """One allegation: the letter of its category, its sub-category where chosen, and the Standards it may engage."""

    category: str
    summary: str
    sub_category: str = ""
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom it is about, as far as that is known: a `SubjectKind`, and the person of the register or a description.

    `allegations` are numbers from 1 in the order of the allegations; none: all of them.
    """

    kind: str
    person_id: int | None = None
    description: str = ""
    allegations: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewMatter:
    """A matter as it was logged. `intake` is made with the page: the same one again is the same matter.

    `came_to_attention_on` is the legal date of the department's knowledge; `complaint_made_on` that of a complaint.
    `facts` are answers to the severity questions (`factor: "yes" | "no" | "unknown"`, a note after a colon); what
    nobody touched is not there. `danger` is the name of a `Danger`, or empty: not asked.
    """

    intake: uuid.UUID
    kind: str
    channel: str
    headline: str
    what_happened: str
    unit_id: int
    received_on: date
    came_to_attention_on: date
    complaint_made_on: date | None = None
    behaviour_from: date | None = None
    behaviour_to: date | None = None
    place: str = ""
    would_put_right: str = ""
    parties: tuple[Named, ...] = ()
    allegations: tuple[Alleged, ...] = ()
    subjects: tuple[Concerned, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    danger: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A complaint that was dealt with during the call, or was not.

    `tests` are the four questions of Schedule 3 (`misconduct.matters.handling.QUESTIONS`: "yes" | "no" | "unknown"),
    `wants_recording` is "yes", "no" or "unknown". `resolve`: close it now, outside Schedule 3, where the law allows.
    `told`: they were told the outcome during the call. `reason`: why it may be closed although its category is one that
    is looked at twice.
    """

    matter: NewMatter
    tests: Mapping[str, str]
    wants_recording: str
    what_was_done: str = ""
    resolved: bool | None = None
    resolve: bool = True
    told: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What came of it. `is_new`: the page was not sent before. `may_see`: whoever logged it may see it.

    `closed`: it was resolved and closed in the same act. `why_open`: why it was not, in words, where that was asked.
    """

    reference: str
    is_new: bool
    may_see: bool
    closed: bool = False
    why_open: str = ""
