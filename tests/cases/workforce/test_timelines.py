"""A posting from a day on ends the one that runs the day before, and no day ever belongs to two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.workforce.timelines import DAY, DoesNotFit, Stay, Timeline, placed

D = date(2026, 1, 1)


def stay(first: int, last: int | None = None, unit: str = "A", **values: str) -> Stay:
    return Stay(
        first_day=D + first * DAY,
        last_day=None if last is None else D + last * DAY,
        unit=unit,
        kind="officer",
        **values,
    )


def spans(row: Timeline) -> list[tuple[int, int | None, str]]:
    return [((s.first_day - D).days, None if s.last_day is None else (s.last_day - D).days, s.unit) for s in row]


@pytest.mark.parametrize(
    ("stays", "new", "left", "row"),
    [
        pytest.param([], stay(1), None, [(1, None, "A")], id="the-first"),
        pytest.param(
            [stay(1)], stay(5, unit="B"), None, [(1, 4, "A"), (5, None, "B")], id="ends-what-runs-the-day-before"
        ),
        pytest.param([stay(1, 9)], stay(5, 6, "B"), None, [(1, 4, "A"), (5, 6, "B")], id="also-what-had-a-last-day"),
        pytest.param([stay(1, 4)], stay(5, unit="B"), None, [(1, 4, "A"), (5, None, "B")], id="nothing-to-end"),
        pytest.param(
            [stay(1, 5)], stay(5, unit="B"), None, [(1, 4, "A"), (5, None, "B")], id="its-last-day-is-our-first"
        ),
        pytest.param([stay(1, 2)], stay(5, unit="B"), None, [(1, 2, "A"), (5, None, "B")], id="a-gap-stays"),
        pytest.param([stay(5)], stay(1, unit="B"), None, [(1, 4, "B"), (5, None, "A")], id="before-a-later-one"),
        pytest.param([stay(5)], stay(1, 4, "B"), None, [(1, 4, "B"), (5, None, "A")], id="until-the-day-before-it"),
        pytest.param([stay(5)], stay(4, unit="B"), None, [(4, 4, "B"), (5, None, "A")], id="of-one-day"),
        pytest.param([stay(1)], stay(1, unit="B"), None, [(1, None, "B")], id="in-place-of-the-same-day"),
        pytest.param([stay(1)], stay(1, 3), None, [(1, 3, "A")], id="ended"),
        pytest.param([stay(1, 3)], stay(1), None, [(1, None, "A")], id="opened-again"),
        pytest.param([stay(1, 3), stay(6)], stay(1), None, [(1, 5, "A"), (6, None, "A")], id="opened-until-the-next"),
        pytest.param([], stay(1), 7, [(1, 7, "A")], id="until-they-left"),
        pytest.param([stay(1, 3)], stay(5), 5, [(1, 3, "A"), (5, 5, "A")], id="on-the-day-they-left"),
        pytest.param([stay(1, 3), stay(5)], stay(1, 3), 7, [(1, 3, "A"), (5, 7, "A")], id="leaving-ends-another"),
    ],
)
def test_where_a_posting_belongs(
    stays: list[Stay], new: Stay, left: int | None, row: list[tuple[int, int, str]]
) -> None:
    left_on = None if left is None else D + left * DAY
    found = placed(stays=stays, new=new, left_on=left_on)
    assert spans(found) == row
    assert placed(stays=found, new=new, left_on=left_on) == found


@pytest.mark.parametrize(
    ("stays", "new", "left", "said"),
    [
        pytest.param(
            [stay(5)],
            stay(1, 5),
            None,
            "posted_to is not before their next posting, which begins on 2026-01-06",
            id="covers-the-next",
        ),
        pytest.param(
            [], stay(8), 7, "posted_from is after the day on which they left, 2026-01-08", id="begins-after-they-left"
        ),
        pytest.param([], stay(1, 8), 7, "posted_to is after the day on which they left", id="ends-after-they-left"),
        pytest.param(
            [stay(8)],
            stay(1),
            6,
            "left_on is before a posting of theirs, which begins on 2026-01-09",
            id="another-begins-later",
        ),
    ],
)
def test_what_does_not_fit(stays: list[Stay], new: Stay, left: int | None, said: str) -> None:
    with pytest.raises(DoesNotFit, match=said):
        placed(stays=stays, new=new, left_on=None if left is None else D + left * DAY)


NEW = st.builds(
    lambda first, length, unit: stay(first, None if length is None else first + length, unit),
    st.integers(0, 30),
    st.one_of(st.none(), st.integers(0, 15)),
    st.sampled_from("ABC"),
)
FAR = 60


def days(row: Timeline) -> dict[int, str]:
    """Which unit each day belongs to. Fails where one belongs to two."""
    found: dict[int, str] = {}
    for first, last, unit in spans(row):
        for day in range(first, FAR if last is None else last + 1):
            assert day not in found, row
            found[day] = unit
    return found


@given(st.lists(NEW, max_size=12))
def test_of_any_postings_no_day_belongs_to_two_and_each_is_as_the_last_word_on_it(news: list[Stay]) -> None:
    row: Timeline = ()
    told: dict[int, str] = {}
    for new in news:
        first = (new.first_day - D).days
        later = [(s.first_day - D).days for s in row if s.first_day > new.first_day]
        until = min(later, default=FAR)
        last = until - 1 if new.last_day is None else (new.last_day - D).days
        try:
            row = placed(stays=row, new=new)
        except DoesNotFit:
            assert last >= until
            continue
        assert last < until
        # Day by day: nothing before it changes, nothing from the next posting on, and between them it alone stands.
        told = {day: unit for day, unit in told.items() if day < first or day >= until}
        told |= dict.fromkeys(range(first, last + 1), new.unit)
        assert days(row) == told
        assert [s.first_day for s in row] == sorted({s.first_day for s in row})


@given(st.lists(NEW, max_size=8), NEW, st.integers(0, 40))
def test_nobody_is_posted_beyond_the_day_they_left(news: list[Stay], last_word: Stay, left: int) -> None:
    row: Timeline = ()
    for new in news:
        try:
            row = placed(stays=row, new=new)
        except DoesNotFit:
            continue
    left_on = D + timedelta(days=left)
    try:
        row = placed(stays=row, new=last_word, left_on=left_on)
    except DoesNotFit:
        return
    assert all(s.last_day is not None and s.last_day <= left_on for s in row)
