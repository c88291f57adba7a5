"""Days of waiting and active days: intervals that overlap count once, and the two always make up the period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.queries.beside import waiting
from cases.queries.beside.waiting import Span

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(30)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def spans(*pairs: tuple[int, int | None]) -> list[Span]:
    return [Span(day(first), None if last is None else day(last)) for first, last in pairs]


@pytest.mark.parametrize(
    ("held", "days"),
    [
        pytest.param(spans(), 0, id="nothing-held"),
        pytest.param(spans((5, 10)), 5, id="one"),
        pytest.param(spans((5, 5)), 0, id="same-day-waits-for-none"),
        pytest.param(spans((5, None)), 25, id="open-end-until-today"),
        pytest.param(spans((30, None)), 0, id="begun-today"),
        pytest.param(spans((5, 10), (8, 12)), 7, id="two-overlap"),
        pytest.param(spans((5, 20), (8, 12)), 15, id="one-within-another"),
        pytest.param(spans((5, 10), (10, 12)), 7, id="touching"),
        pytest.param(spans((5, 10), (11, 12)), 6, id="a-day-between"),
        pytest.param(spans((8, None), (5, 10)), 25, id="overlapping-an-open-one-in-any-order"),
        pytest.param(spans((-5, 3)), 3, id="from-before-it-was-received"),
        pytest.param(spans((28, 40)), 2, id="beyond-the-end"),
        pytest.param(spans((-5, -1), (40, None)), 0, id="outside"),
        pytest.param(spans((0, 30)), 30, id="all-of-it"),
    ],
)
def test_days_of_waiting(held: list[Span], days: int) -> None:
    share = waiting.share(spans=held, first=FIRST, last=LAST)
    assert (share.waiting, share.active, share.total) == (days, 30 - days, 30)


def test_a_matter_received_today_has_no_days() -> None:
    share = waiting.share(spans=spans((0, None)), first=FIRST, last=FIRST)
    assert (share.waiting, share.active, share.total) == (0, 0, 0)


some_days = st.integers(-10, 45)
some_spans = st.lists(
    st.tuples(some_days, st.none() | st.integers(0, 20)).map(
        lambda pair: Span(day(pair[0]), None if pair[1] is None else day(pair[0] + pair[1]))
    )
)


@given(some_spans)
def test_it_is_the_number_of_nights_that_any_interval_covers(held: list[Span]) -> None:
    nights = [day(number) for number in range(30)]
    covered = sum(
        any(one.first <= night and (one.last is None or night < one.last) for one in held) for night in nights
    )
    share = waiting.share(spans=held, first=FIRST, last=LAST)
    assert share.waiting == covered
    assert share.waiting + share.active == share.total
