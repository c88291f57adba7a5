"""Categories that words speak of: the word is the reason, and the table holds only codes that there are."""

import pytest

from cases.operations.intake.suggestions import WORDS, suggest
from misconduct.matters.categories import CATEGORIES, SUB_CATEGORIES


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("He PUNCHED my son.", [("B4", "punched")], id="capitals"),
        pytest.param("They pushed me and swore.", [("B4", "pushed"), ("H1", "swore")], id="two-in-the-table-s-order"),
        pytest.param("Nobody came for three hours.", [("A1", "nobody came")], id="two-words"),
        pytest.param("A racist remark about my race.", [("F6", "racist")], id="one-suggestion-a-category"),
        pytest.param("PC Smith hit me.", [("B4", "hit")], id="hit"),
        pytest.param("He headbutted him and held his throat.", [("B4", "headbutted")], id="headbutted"),
        pytest.param("She slapped me, then he choked me", [("B4", "slapped")], id="the-first-word-of-several"),
        pytest.param("White lines, and a whistle", [], id="not-hit-within-a-word"),
        pytest.param("A reinforced door", [], id="no-word-within-a-word"),
        pytest.param("", [], id="nothing"),
        pytest.param("Lorem ipsum", [], id="no-such-word"),
    ],
)
def test_the_word_that_was_found_is_the_reason(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.code, one.word) for one in suggest(text=text)] == wanted


def test_no_more_than_asked_for() -> None:
    text = "punched, arrested, in custody, swore, slow"
    assert [one.code for one in suggest(text=text, most=2)] == ["B4", "B3"]
    assert len(suggest(text=text, most=9)) == 5


def test_every_row_is_a_category_and_no_beginning_stands_twice() -> None:
    assert all(code in CATEGORIES or code in SUB_CATEGORIES for code, _ in WORDS)
    beginnings = [beginning for _, row in WORDS for beginning in row]
    assert len(beginnings) == len(set(beginnings))
    assert all(beginning == beginning.casefold() for beginning in beginnings)
