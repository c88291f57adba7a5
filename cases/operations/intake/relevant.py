"""Which questions of severity are asked for which category when a matter is logged. All others stand under "more".

A row says for which category or sub-category a question is asked, and why it belongs there. Candour's own table: it
decides what is asked first, never what may be answered.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from misconduct.severity import FACTORS, Factor


@dataclass(frozen=True, kw_only=True)
class Row:
    """For these categories these factors, and why."""

    codes: tuple[str, ...]
    factors: tuple[str, ...]
    why: str


ROWS: tuple[Row, ...] = (
    Row(
        codes=("B4",),
        factors=("serious_unlawful_force", "minor_physical_harm", "serious_physical_harm", "death"),
        why="force was used",
    ),
    Row(
        codes=("B1", "B2", "B3", "B5"),
        factors=("vulnerable_person", "psychological_harm"),
        why="somebody was in the hands of the police",
    ),
    Row(codes=("B7", "G5"), factors=("operational_dishonesty", "concealment"), why="it is about evidence"),
    Row(
        codes=("D1", "D2", "D3", "D4"),
        factors=("data_misuse_for_gain", "targeted"),
        why="it is about information that the police hold",
    ),
    Row(codes=("C", "G4"), factors=("financial_harm",), why="it is about property or money"),
    Row(
        codes=("E",),
        factors=("minor_physical_harm", "serious_physical_harm", "death", "reckless"),
        why="it is about driving",
    ),
    Row(codes=("F",), factors=("discrimination", "targeted"), why="it is about discrimination"),
    Row(codes=("G",), factors=("corruption", "abuse_of_rank", "planned"), why="it is about abuse of position"),
    Row(
        codes=("G2", "G3", "J"),
        factors=("sexual_misconduct", "vawg_or_domestic_abuse", "vulnerable_person", "abuse_of_rank"),
        why="it is about sexual conduct",
    ),
    Row(codes=("H1", "H2", "H3"), factors=("discrimination", "in_uniform"), why="it is about how somebody behaved"),
    Row(codes=("H4",), factors=("discrimination", "targeted"), why="it is about fairness"),
    Row(
        codes=("H5",),
        factors=("vawg_or_domestic_abuse", "targeted", "psychological_harm"),
        why="it is about harassment",
    ),
    Row(
        codes=("K",),
        factors=("listed_offence", "vawg_or_domestic_abuse", "in_uniform", "public_confidence_seriously"),
        why="it is about discreditable conduct",
    ),
    Row(codes=("J1",), factors=("listed_offence",), why="it may be an offence on the list"),
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A factor, with the categories for which it is asked, and why for each."""

    factor: Factor
    asked_for: Mapping[str, str]

    def why_asked(self, *, codes: Collection[str]) -> str:
        """Why it is asked of an allegation in one of these categories; empty where it is not."""
        return next((why for code, why in self.asked_for.items() if _is_of(code, codes)), "")


def questions() -> list[Question]:
    """Every factor in the order in which they are asked, with its categories."""
    return [Question(factor=factor, asked_for=dict(_asked_for(key))) for key, factor in FACTORS.items()]


def _asked_for(key: str) -> Iterable[tuple[str, str]]:
    return ((code, row.why) for row in ROWS if key in row.factors for code in row.codes)


def _is_of(code: str, codes: Collection[str]) -> bool:
    return any(one.startswith(code) for one in codes)
