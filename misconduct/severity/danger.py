"""Danger now: how soon somebody or something must be made safe. A lane of its own, never added to the score."""

from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import DESIGN

AUTHORITY = Authority(DESIGN, "danger now", Grade.LOCAL)


class Danger(Enum):
    """What a person found, first in the queue first. The value is what people read.

    *Not yet asked* stands where *not yet triaged* does among the bands: after the worst that is known, before the rest.
    """

    IMMEDIATE = "immediate: pages the rota through the conflict wall, without content"
    NOT_YET_ASKED = "not yet asked"
    SOON = "soon"
    MANAGED = "managed: a danger that somebody keeps in check"
    NONE = "none"

    @property
    def place(self) -> int:
        """0 for the first in the queue."""
        return list(Danger).index(self)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is asked before a person says how great the danger is."""

    key: str
    question: str


FACTS = (
    Fact(key="victim_safety", question="Is whoever was harmed in danger of more harm?"),
    Fact(key="colleague_safety", question="Is a colleague in danger, or whoever reported it?"),
    Fact(key="source_safety", question="Is a source in danger?"),
    Fact(key="evidence_being_lost", question="Is evidence being lost or about to be overwritten?"),
    Fact(key="access_to_victims", question="Can the officer still reach those affected, or others like them?"),
    Fact(key="access_to_systems", question="Can the officer still reach the systems or information concerned?"),
)
