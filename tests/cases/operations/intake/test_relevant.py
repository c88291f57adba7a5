"""Which questions are asked for which category: each is there once, and those of special weight belong somewhere."""

import pytest

from cases.operations.intake.relevant import ROWS, questions
from misconduct.matters.categories import CATEGORIES, SUB_CATEGORIES
from misconduct.severity import FACTORS


def asked(*codes: str) -> set[str]:
    return {one.factor.key for one in questions() if one.why_asked(codes=codes)}


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        pytest.param((), set(), id="no-category-yet"),
        pytest.param(("A4",), set(), id="a-question-of-service"),
        pytest.param(
            ("B4",), {"serious_unlawful_force", "minor_physical_harm", "serious_physical_harm", "death"}, id="force"
        ),
        pytest.param(("F",), {"discrimination", "targeted"}, id="a-whole-category"),
        pytest.param(("F6",), {"discrimination", "targeted"}, id="a-sub-category-of-it"),
        pytest.param(("B",), set(), id="a-category-is-not-its-sub-categories"),
        pytest.param(("F6", "C"), {"discrimination", "targeted", "financial_harm"}, id="two"),
    ],
)
def test_what_is_asked_for_a_category(codes: tuple[str, ...], wanted: set[str]) -> None:
    assert asked(*codes) == wanted


def test_every_factor_is_there_once_in_its_order() -> None:
    assert [one.factor.key for one in questions()] == list(FACTORS)


def test_every_question_of_special_weight_is_asked_for_some_category() -> None:
    special = {key for key, factor in FACTORS.items() if factor.is_special}
    assert special <= {key for row in ROWS for key in row.factors}


def test_rows_name_only_what_there_is_and_say_why() -> None:
    for row in ROWS:
        assert all(code in CATEGORIES or code in SUB_CATEGORIES for code in row.codes)
        assert all(key in FACTORS for key in row.factors)
        assert row.why
