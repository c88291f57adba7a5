"""Circles of line managers: closed on a day or not, however long; and nothing goes round for ever."""

from datetime import date, timedelta

import pytest

from cases.workforce.managers import circle, in_words
from cases.workforce.timelines import Stay

DAY = timedelta(days=1)
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
Rows = dict[str, list[tuple[str, date, date | None]]]


def stay(manager: str, first: date = MAY, last: date | None = None) -> Stay:
    return Stay(first_day=first, last_day=last, unit="RA", kind="officer", manager=manager)


def found(rows: Rows, *new: Stay, of: str = "A") -> tuple[str, ...]:
    timelines = {who: tuple(stay(*each) for each in stays) for who, stays in rows.items()}
    return circle(of=of, stays=new, timelines=timelines)


@pytest.mark.parametrize(
    ("rows", "new", "path"),
    [
        pytest.param({}, [stay("B")], "", id="nobody-above"),
        pytest.param({"B": [("", MAY, None)]}, [stay("")], "", id="under-nobody"),
        pytest.param({"B": [("A", MAY, None)]}, [stay("B")], "ABA", id="two"),
        pytest.param({"B": [("C", MAY, None)], "C": [("A", MAY, None)]}, [stay("B")], "ABCA", id="three"),
        pytest.param({"B": [("C", MAY, None)], "C": [("", MAY, None)]}, [stay("B")], "", id="a-line-upwards"),
        pytest.param({"B": [("A", MAY, JUNE - DAY)]}, [stay("B", JUNE)], "", id="the-day-after"),
        pytest.param({"B": [("A", MAY, JUNE)]}, [stay("B", JUNE)], "ABA", id="on-the-last-day"),
        pytest.param({"B": [("A", JUNE, None)]}, [stay("B", MAY, JUNE - DAY)], "", id="the-day-before"),
        pytest.param({"B": [("A", JUNE, None)]}, [stay("B", MAY, JUNE)], "ABA", id="on-the-first-day"),
        pytest.param(
            {"B": [("C", MAY, JUNE - DAY)], "C": [("A", JUNE, None)]}, [stay("B")], "", id="never-all-on-one-day"
        ),
        pytest.param({"B": [("C", MAY, JUNE)], "C": [("A", JUNE, None)]}, [stay("B")], "ABCA", id="all-on-one-day"),
        pytest.param({"B": [("A", MAY, None)]}, [stay("", MAY, MAY), stay("B", JUNE)], "ABA", id="by-the-second"),
        pytest.param(
            {"B": [("X", MAY, JUNE - DAY), ("A", JUNE, None)], "X": [("", MAY, None)]},
            [stay("B")],
            "ABA",
            id="by-a-later-posting-of-the-manager",
        ),
        pytest.param(
            {"B": [("C", MAY, None)], "C": [("B", MAY, None)]}, [stay("B")], "", id="others-in-a-circle-already"
        ),
        pytest.param(
            {"B": [("C", MAY, None)], "C": [("B", MAY, JUNE), ("A", JULY, None)]},
            [stay("B")],
            "ABCA",
            id="through-others-in-a-circle",
        ),
    ],
)
def test_a_circle_counts_where_all_of_it_holds_on_one_day(rows: Rows, new: list[Stay], path: str) -> None:
    assert found(rows, *new) == tuple(path)


def test_a_long_way_up_is_walked_once() -> None:
    rows: Rows = {
        f"{step}{side}": [(f"{step + 1}L", MAY, None), (f"{step + 1}R", MAY, None)]
        for step in range(200)
        for side in "LR"
    }
    assert found(rows, stay("0L"), stay("0R")) == ()
    rows["200L"] = [("A", MAY, None)]
    assert len(found(rows, stay("0L"))) == 203


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param(("A", "B", "A"), "A under B under A", id="two"),
        pytest.param(tuple("ABCDEA"), "A under B under C under D under E under A", id="six-named"),
        pytest.param(tuple("ABCDEFA"), "A under B under C under … under F under A", id="more"),
    ],
)
def test_a_circle_in_words(path: tuple[str, ...], said: str) -> None:
    assert in_words(path) == f"line_manager_number closes a circle: {said}. Nobody manages their own manager"
