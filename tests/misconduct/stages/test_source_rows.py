"""The 32 rows of the source's table of the officer's lifecycle, each both ways: done, and refused or asked about.

`source_rows.csv` has a line for each way of a row: the stage, the act, what is known and where it leads; then what is
said instead (`form=` leaves an answer out), the guard that then stands in the way, and its provision where it refuses.
A guard without a provision there is unconfirmed: it asks for a reason.
"""

import csv
from pathlib import Path

import pytest

from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

with (Path(__file__).parent / "source_rows.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
LINES = [
    pytest.param(row, id=f"row-{row['row']}-{row['act']}-{row['instead'].split()[0].replace('=', '-')}") for row in ROWS
]


def changed(facts: str, instead: str) -> str:
    """The facts with some of them said otherwise, or left out."""
    said = dict(one.split("=") for one in (*facts.split(), *instead.split()))
    return " ".join(f"{name}={value}" for name, value in said.items() if value)


@pytest.mark.parametrize("row", LINES)
def test_it_is_done(row: dict[str, str]) -> None:
    assert leads_to(asked(f"officer.{row['at']}", row["act"], row["facts"])) == f"officer.{row['to']}"


@pytest.mark.parametrize("row", LINES)
def test_it_is_refused_or_needs_a_reason(row: dict[str, str]) -> None:
    answer = asked(f"officer.{row['at']}", row["act"], changed(row["facts"], row["instead"]))
    key = f"{row['act']}.{row['guard']}"
    if row["provision"]:
        assert refused_by(answer) == {key: row["provision"]}
    else:
        assert with_reason(answer) == {key}


def test_every_row_of_the_source_is_there() -> None:
    assert {int(row["row"]) for row in ROWS} == set(range(1, 33))
