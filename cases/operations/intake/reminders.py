"""A reminder before a complaint is closed during a call: what is often grave is looked at twice. Ours, no law."""

from collections.abc import Iterable

from cases.operations.intake.values import Alleged
from misconduct.matters.categories import find

# Categories and sub-categories of which four noes are rare. Candour's own table: it asks again and decides nothing.
LOOK_TWICE = ("B4", "F", "G", "J")
ASKED = "alleges_crime_or_discipline"
WORDS = (
    "You chose “{code} {name}”: might it, if proved, be a crime or justify disciplinary proceedings? "
    "Answer the questions again, or give a reason below. This is our own reminder, not law"
)


def asked_again(*, allegations: Iterable[Alleged]) -> str:
    """What is asked again of these allegations before four noes close the complaint; empty where nothing is."""
    codes = (one.sub_category or one.category for one in allegations)
    found = next((code for code in codes if code.startswith(LOOK_TWICE)), "")
    return WORDS.format(code=found, name=find(code=found).name) if found else ""
