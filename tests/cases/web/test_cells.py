"""Cells of files for spreadsheets: what would be a formula is text, and what it was can be had back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.web.cells import harmless

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
BEFORE = {
    "nothing": "",
    "a-blank": " ",
    "blanks": "   ",
    "a-tab": "\t",
    "a-return": "\r",
    "a-line-end": "\n",
    "a-blank-and-a-tab": " \t",
    "a-blank-that-does-not-break": "\xa0",
    "a-wide-blank": "\u3000",
    "a-sign-without-a-width": "\u200b",
    "a-byte-order-mark": "\ufeff",
    "a-mark-of-its-own": "'",
    "two-marks": "''",
}


def cell(value: str) -> str:
    """The value as it comes out of a file that it was written to."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["1", harmless(value), "x"])
    return next(csv.reader(io.StringIO(out.getvalue(), newline="")))[1]


def typed(text: str) -> str:
    """What it was before it was written: one mark less, where it has one that it needs."""
    bare = text[1:] if text.startswith("'") else text
    return bare if harmless(bare) == text else text


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", [pytest.param(before, id=name) for name, before in BEFORE.items()])
def test_what_would_be_a_formula_is_text(before: str, sign: str) -> None:
    value = f"{before}{sign}cmd|' /C calc'!A0"
    assert cell(value) == f"'{value}"
    assert typed(cell(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="nothing"),
        pytest.param("P1", id="a-number-of-somebody"),
        pytest.param("line_manager_number = X", id="a-sign-later-on"),
        pytest.param("O’Brien-Walters", id="a-name"),
        pytest.param("'tis", id="a-mark-before-a-word"),
        pytest.param("  two blanks", id="blanks-before-a-word"),
        pytest.param("①=1", id="a-sign-behind-another"),
        pytest.param("−1", id="a-minus-that-is-no-hyphen"),
    ],
)
def test_other_text_stays_as_it_is(value: str) -> None:
    assert cell(value) == value == typed(cell(value))


@pytest.mark.parametrize("value", ["\tP1", "\rP1", "\nP1"], ids=["tab", "return", "line-end"])
def test_what_would_begin_another_cell_is_text(value: str) -> None:
    assert cell(value) == f"'{value}"
    assert typed(cell(value)) == value


@given(st.text(st.sampled_from([*"=-＝@' \t\rab\xa0"]), max_size=6))
def test_whatever_is_written_can_be_had_back(value: str) -> None:
    assert typed(cell(value)) == value
    assert harmless(typed(cell(value))) == cell(value)
