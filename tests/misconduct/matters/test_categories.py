"""The national categories: the code says what was written from the source page, and F8 holds."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.authority import Grade
from misconduct.matters.categories import (
    CATEGORIES,
    NOT_SPECIFIED,
    NUMBERS,
    RULE,
    SCHEME,
    SUB_CATEGORIES,
    Category,
    SubCategory,
    check,
    find,
)
from misconduct.refusals import NoAnswer

WRITTEN = Path(__file__).parent / "categories.csv"


def row_of(one: Category | SubCategory) -> dict[str, str]:
    number = one.number.grade.name if isinstance(one, SubCategory) else ""
    return {"code": one.code, "name": one.name, "name_grade": one.authority.grade.name, "number_grade": number}


def test_the_code_says_what_the_written_table_says() -> None:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    coded = []
    for category in CATEGORIES.values():
        coded += [row_of(category), *(row_of(sub) for sub in category.sub_categories)]
    assert coded == written


def test_there_are_eleven_and_no_i() -> None:
    assert "".join(CATEGORIES) == "ABCDEFGHJKL"
    assert [code for code, one in CATEGORIES.items() if not one.sub_categories] == ["C", "E", "K", "L"]
    assert (NUMBERS.grade, RULE.grade) == (Grade.MEMORY, Grade.SECONDARY)


@given(category=st.sampled_from(sorted(CATEGORIES)), sub_category=st.sampled_from(sorted(SUB_CATEGORIES)))
def test_a_sub_category_belongs_to_its_category(category: str, sub_category: str) -> None:
    if sub_category[0] == category:
        found = check(category=category, sub_category=sub_category)
        assert (found.category.code, found.sub_category, found.flag) == (category, SUB_CATEGORIES[sub_category], "")
        assert SUB_CATEGORIES[sub_category].category == category
    else:
        with pytest.raises(NoAnswer, match=f"no sub-category of {category}"):
            check(category=category, sub_category=sub_category)


@pytest.mark.parametrize("code", sorted(CATEGORIES))
def test_none_may_be_recorded_and_is_flagged_where_there_are_some(code: str) -> None:
    found = check(category=code)
    assert (found.sub_category, found.scheme) == (None, SCHEME)
    assert found.flag == ("" if code in {"C", "E", "K", "L"} else NOT_SPECIFIED)


@pytest.mark.parametrize(
    "category",
    [
        pytest.param("", id="none"),
        pytest.param("I", id="the-letter-left-out"),
        pytest.param("A, B", id="two"),
        pytest.param("A1", id="a-sub-category"),
        pytest.param("U", id="of-the-scheme-before-2020"),
        pytest.param("a", id="lower-case"),
    ],
)
def test_an_allegation_has_exactly_one_category(category: str) -> None:
    with pytest.raises(NoAnswer, match="exactly one of: A Delivery of duties and service, B "):
        check(category=category)


@pytest.mark.parametrize(
    ("category", "sub_category", "valid"),
    [
        pytest.param("A", "A5", "A4 General level of service", id="beyond-the-last"),
        pytest.param("C", "C1", "It has: none", id="of-one-that-has-none"),
        pytest.param("F", "F0", "F10 Other", id="zero"),
    ],
)
def test_a_sub_category_that_does_not_exist_is_answered_with_those_that_do(
    category: str, sub_category: str, valid: str
) -> None:
    with pytest.raises(NoAnswer, match=valid):
        check(category=category, sub_category=sub_category)


def test_schemes_are_not_mixed() -> None:
    with pytest.raises(NoAnswer, match="schemes are not mixed"):
        check(category="A", scheme="IOPC_2012")


@pytest.mark.parametrize(
    ("code", "name"),
    [pytest.param("B4", "Use of force", id="sub-category"), pytest.param("K", "Discreditable conduct", id="category")],
)
def test_a_code_is_found(code: str, name: str) -> None:
    assert find(code=code).name == name


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        pytest.param("A9", "Category A has: A1, A2, A3, A4", id="sub-category"),
        pytest.param("K1", "Category K has: none", id="of-one-that-has-none"),
        pytest.param("Z", "The categories are: A, B, C", id="category"),
        pytest.param("", "The categories are: A, B, C", id="empty"),
    ],
)
def test_a_code_that_does_not_exist_is_answered_with_those_that_do(code: str, valid: str) -> None:
    with pytest.raises(NoAnswer, match=valid):
        find(code=code)
