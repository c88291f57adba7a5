"""In which proportions the demo force is built: published figures with their source, and what is only assumed.

Nothing here is a figure of a force that exists, and nothing is worked out from anybody's record.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_IOPC_24 = "IOPC, police complaints statistics 2023/24"
_IOPC_25 = "IOPC, police complaints statistics 2024/25"
_TABLE_6 = "IOPC, police complaints statistics 2024/25, table 6, Metropolitan Police: allegations logged"
_MET_FOI = "Metropolitan Police, answer under the Freedom of Information Act: cases and the officers in them"
_CHICAGO = "Civilian complaints of Chicago 2001 to 2014, as published: measured arrivals"
ASSUMED = "assumed"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A proportion or a table of weights, and where it comes from."""

    called: str
    weights: Mapping[str, float]
    source: str


CATEGORIES = Figure(
    called="allegations by national category",
    weights={
        "A": 15453, "B": 4058, "C": 480, "D": 313, "E": 177, "F": 646, "G": 80, "H": 1003, "J": 62, "K": 135, "L": 383,
    },
    source=_TABLE_6,
)  # fmt: skip
HANDLING = Figure(
    called="complaints recorded under Schedule 3, and others",
    weights={"recorded": 32_172, "outside": 94_940 - 32_172},
    source=_IOPC_25,
)
ALLEGATIONS = Figure(
    # 151,538 allegations in 85,458 cases are 1.77 a case; how they are spread is assumed to give that mean.
    called="allegations in a case",
    weights={"1": 0.52, "2": 0.28, "3": 0.13, "4": 0.07},
    source=f"{_IOPC_24}: the mean; its spread is {ASSUMED}",
)
OFFICERS = Figure(
    called="identified officers in a case that has any",
    weights={"1": 13314, "2": 6128, "3": 2265, "4": 1316},
    source=_MET_FOI,
)
IDENTIFIED = Figure(
    called="cases with an identified officer",
    weights={"identified": 31_271 - 6_602, "not": 6_602},
    source=_MET_FOI,
)
KINDS = Figure(
    called="kinds of matter",
    weights={"complaint": 0.90, "conduct": 0.06, "recordable_conduct": 0.03, "death_or_serious_injury": 0.01},
    source=ASSUMED,
)
WEEKDAYS = Figure(
    called="arrivals by day of the week, Monday first",
    weights={"0": 1.13, "1": 1.17, "2": 1.16, "3": 1.13, "4": 1.10, "5": 0.67, "6": 0.63},
    source=_CHICAGO,
)
LAG = Figure(
    called="days from what happened to the complaint",
    # Measured: the same day 47 in 100, median 1 day, 90 in 100 within 22 days.
    weights={"0": 0.47, "1": 0.14, "3": 0.15, "10": 0.08, "22": 0.07, "60": 0.06, "150": 0.03},
    source=_CHICAGO,
)
CHANNELS = Figure(
    called="how matters come",
    weights={"phone": 0.45, "email": 0.33, "letter": 0.08, "in_person": 0.09, "other_force": 0.05},
    source=ASSUMED,
)
RESOLVED = Figure(
    called="complaints dealt with during the call that were resolved", weights={"yes": 0.8, "no": 0.2}, source=ASSUMED
)
WORKFORCE = Figure(
    called="who serves with the force",
    weights={
        "officer": 0.56, "probationer": 0.06, "special": 0.03, "special_on_probation": 0.01, "staff": 0.29,
        "volunteer": 0.02, "contractor": 0.02, "agency": 0.01,
    },
    source=ASSUMED,
)  # fmt: skip
SEX = Figure(called="sex, as personnel holds it", weights={"Female": 0.4, "Male": 0.6}, source=ASSUMED)
ETHNICITY = Figure(
    called="ethnicity, as personnel holds it",
    weights={"White": 0.86, "Asian": 0.05, "Black": 0.03, "Mixed": 0.03, "Other": 0.01, "": 0.02},
    source=ASSUMED,
)
LEAVERS = Figure(called="people in the register who have left", weights={"left": 0.06, "serving": 0.94}, source=ASSUMED)
ALL = [value for value in list(globals().values()) if isinstance(value, Figure)]


def figures_in_words() -> list[str]:
    """Each figure with its shares in a hundred, and its source."""
    lines = []
    for figure in ALL:
        whole = sum(figure.weights.values())
        shares = ", ".join(f"{name} {100 * weight / whole:.1f}" for name, weight in figure.weights.items())
        lines += [f"{figure.called}, in a hundred: {shares}", f"    source: {figure.source}"]
    return lines
