"""How many of a thousand matters are CRITICAL: few enough that the word still means something.

The rates are per matter, four complaints to one conduct matter (assumed), drawn in two steps because what is grave
comes together: whether each factor of special weight is there; then, where any is, everything else at the second rate.
That makes more of them CRITICAL than rates drawn each by itself. Rungs of a ladder exclude one another.
"""

import csv
import random
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from misconduct.severity import FACTORS, Band
from tests.misconduct.severity.answering import SPECIAL, triaged

RATES = Path(__file__).parent / "factor_rates.csv"
MATTERS, SEED = 1000, 2026


def rates() -> dict[str, dict[str, str]]:
    with RATES.open(encoding="utf-8", newline="") as file:
        return {row["factor"]: row for row in csv.DictReader(file)}


def drawn(*, drawing: random.Random, rate: Callable[[str, bool], float]) -> set[str]:
    """The factors of one matter that are answered yes."""
    yes = {key for key in SPECIAL if drawing.random() < rate(key, False)}
    is_grave = bool(yes)
    if is_grave:
        yes |= {key for key in SPECIAL if drawing.random() < rate(key, True)}
    others = [factor for factor in FACTORS.values() if not factor.is_special]
    for _, rungs in groupby(others, key=lambda factor: factor.ladder or factor.key):
        left = drawing.random()
        for factor in sorted(rungs, key=lambda one: -one.points):
            if left < rate(factor.key, is_grave):
                yes.add(factor.key)
                break
            left -= rate(factor.key, is_grave)
    return yes


def shares(*, times: int) -> Counter[Band]:
    table, drawing = rates(), random.Random(SEED)

    def rate(key: str, is_grave: bool) -> float:
        return times * float(table[key]["rate_beside_special_weight" if is_grave else "rate"])

    return Counter(triaged(*drawn(drawing=drawing, rate=rate)).band for _ in range(MATTERS))


def in_words(found: Counter[Band]) -> str:
    return ", ".join(f"{band.value} {found[band] / MATTERS:.1%}" for band in Band if band is not Band.NOT_YET_TRIAGED)


def test_at_most_one_in_ten_is_critical(record_property: Callable[[str, object], None]) -> None:
    found = shares(times=1)
    record_property("severity", f"bands of {MATTERS} triaged matters: {in_words(found)}")
    assert found.total() == MATTERS
    assert 0 < found[Band.CRITICAL] <= MATTERS // 10


def test_at_twice_the_rates_the_share_is_printed(record_property: Callable[[str, object], None]) -> None:
    found = shares(times=2)
    record_property("severity", f"bands at twice the rates: {in_words(found)}")
    assert found[Band.CRITICAL] > shares(times=1)[Band.CRITICAL]


def test_every_factor_has_its_rates_and_where_they_are_from() -> None:
    table = rates()
    assert set(table) == set(FACTORS)
    for row in table.values():
        assert row["source"]
        assert 0 < float(row["rate"]) < 1
        assert 0 < float(row["rate_beside_special_weight"]) < 1


@pytest.mark.parametrize("column", ["rate", "rate_beside_special_weight"])
def test_the_rungs_of_a_ladder_leave_room_for_none_of_them(column: str) -> None:
    table = rates()
    for ladder in {factor.ladder for factor in FACTORS.values() if factor.ladder}:
        rungs = [key for key, factor in FACTORS.items() if factor.ladder == ladder]
        assert sum(float(table[key][column]) for key in rungs) <= 1, ladder
