"""Where a rule comes from, and how far anybody has checked it.

Every time limit, power and saving names an Authority, so that whoever meets a date can open its provision, and see
whether the words of that provision were read or only remembered.
"""

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How far a rule was verified, from the best to the worst. The value is what people read."""

    TEXT_SEEN = "text seen"
    NEAR_TEXT = "text of a sister or predecessor provision seen"
    SECONDARY = "secondary source seen"
    DERIVED = "our arithmetic or inference from what was seen"
    MEMORY = "unconfirmed: from memory or assumed"
    LOCAL = "a local setting, not law"
    CONTESTED = "contested: sources disagree"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Grade).index(self)

    @property
    def is_confirmed(self) -> bool:
        """Whether the words of the provision itself were read. Only such a rule may count against anyone."""
        return self is Grade.TEXT_SEEN


def weakest(*grades: Grade) -> Grade:
    """The grade of something that rests on all of these."""
    return max(grades, key=lambda grade: grade.rank)


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """An Act, a set of Regulations, guidance, or a force's own setting. Only the first two are law."""

    key: str
    title: str
    citation: str = ""
    is_law: bool = True
    caveat: str = ""


@dataclass(frozen=True)
class Authority:
    """The provision that a rule comes from, and how far it was verified."""

    instrument: Instrument
    provision: str
    grade: Grade
    note: str = ""

    @property
    def cited(self) -> str:
        """As a lawyer cites it: “Police (Conduct) Regulations 2020, reg 31(1)”."""
        return f"{self.instrument.title}, {self.provision}" if self.provision else self.instrument.title


@dataclass(frozen=True, kw_only=True)
class Power:
    """A power to move a date: who holds it (any of these), when it may be used, and where it comes from.

    Holders are written as an answer names them: `investigator`, `chair`, `appropriate_authority`.
    """

    holders: tuple[str, ...]
    condition: str
    authority: Authority
