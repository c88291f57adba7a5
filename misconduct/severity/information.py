"""How good the information is: source, information, and what is unknown. Shown beside the score, never scored.

An allegation by an untested source is no less grave if true; scoring it lower would silence who cannot prove it.
"""

from dataclasses import dataclass
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import DESIGN

AUTHORITY = Authority(
    DESIGN,
    "information",
    Grade.SECONDARY,
    "Source and information as in the police's 3x5x2 intelligence report; its own text was not read.",
)


class Source(Enum):
    """How far the source can be relied on, by the number it is written with."""

    RELIABLE = ("1", "reliable")
    UNTESTED = ("2", "untested")
    NOT_RELIABLE = ("3", "not reliable")


class Assessment(Enum):
    """How the source knows, by the letter it is written with."""

    DIRECTLY = ("A", "known directly to the source")
    CORROBORATED = ("B", "known indirectly to the source, but corroborated")
    INDIRECTLY = ("C", "known indirectly to the source")
    NOT_KNOWN = ("D", "not known")
    SUSPECTED_FALSE = ("E", "suspected to be false")


@dataclass(frozen=True, kw_only=True)
class Information:
    """What is known about how it is known. Neither grade need have been given; `unknown` is in the writer's words."""

    source: Source | None = None
    assessment: Assessment | None = None
    unknown: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """As it is shown: “source 2 (untested), information not graded; unknown: who saw it”."""
        parts = [f"source {_said(self.source)}", f"information {_said(self.assessment)}"]
        return f"{', '.join(parts)}; unknown: {', '.join(self.unknown) or 'nothing was noted'}"


def _said(grade: Source | Assessment | None) -> str:
    return f"{grade.value[0]} ({grade.value[1]})" if grade else "not graded"
