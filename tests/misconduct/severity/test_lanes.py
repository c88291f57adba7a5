"""Danger, information, and the order of the queue: plain values in, a place out, nothing added up."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from misconduct.severity import (
    FACTS,
    ORDER,
    Assessment,
    Band,
    Danger,
    Information,
    Source,
    place_in_queue,
    score,
)

A_MATTER: dict[str, Any] = {
    "danger": Danger.SOON,
    "band": Band.HIGH,
    "force_by": date(2026, 9, 10),
    "vulnerable": 1,
    "since": date(2026, 9, 1),
    "reference": "M2",
}


def place(**changes: Any) -> Any:
    return place_in_queue(**(A_MATTER | changes))


# Each row: what must stand before what, all else being the opposite way round as far as what is compared later goes.
FIRST = {"force_by": date(2020, 1, 1), "vulnerable": 9, "since": date(2020, 1, 1), "reference": "A"}
LAST = {"force_by": None, "vulnerable": 0, "since": date(2026, 9, 9), "reference": "Z"}
LATER = ("danger", "band", "force_by", "vulnerable", "since", "reference")


def against(lane: str, extreme: dict[str, Any]) -> dict[str, Any]:
    """The values of everything that is compared after this lane."""
    best = {"danger": Danger.IMMEDIATE, "band": Band.CRITICAL} | FIRST
    worst = {"danger": Danger.NONE, "band": Band.LOW} | LAST
    chosen = best if extreme is FIRST else worst
    return {name: chosen[name] for name in LATER[LATER.index(lane) + 1 :]}


@pytest.mark.parametrize(
    ("lane", "before", "after"),
    [
        *(
            pytest.param("danger", first, then, id=f"{first.name}-before-{then.name}".lower())
            for first, then in [
                (Danger.IMMEDIATE, Danger.NOT_YET_ASKED),
                (Danger.NOT_YET_ASKED, Danger.SOON),
                (Danger.SOON, Danger.MANAGED),
                (Danger.MANAGED, Danger.NONE),
            ]
        ),
        *(
            pytest.param("band", first, then, id=f"{first.name}-before-{then.name}".lower())
            for first, then in [
                (Band.CRITICAL, Band.NOT_YET_TRIAGED),
                (Band.NOT_YET_TRIAGED, Band.HIGH),
                (Band.HIGH, Band.MEDIUM),
                (Band.MEDIUM, Band.LOW),
            ]
        ),
        pytest.param("force_by", date(2026, 9, 1), date(2026, 9, 2), id="more-overdue-first"),
        pytest.param("force_by", date(2026, 9, 1), None, id="without-a-date-last"),
        pytest.param("vulnerable", 2, 1, id="more-vulnerable-people-first"),
        pytest.param("vulnerable", 1, 0, id="vulnerable-before-none"),
        pytest.param("since", date(2026, 8, 1), date(2026, 8, 2), id="longest-waiting-first"),
        pytest.param("reference", "M1", "M2", id="reference-where-all-is-the-same"),
    ],
)
def test_what_is_compared_first_decides_whatever_comes_later(lane: str, before: object, after: object) -> None:
    assert place(**{lane: before}, **against(lane, LAST)) < place(**{lane: after}, **against(lane, FIRST))


@pytest.mark.parametrize("danger", list(Danger), ids=[danger.name.lower() for danger in Danger])
def test_a_failure_to_score_stands_on_top(danger: Danger) -> None:
    unscored = place(**LAST, danger=danger, band=None)
    assert unscored < place(**FIRST, danger=Danger.IMMEDIATE, band=Band.CRITICAL)


def test_among_those_that_could_not_be_scored_danger_comes_first() -> None:
    assert place(danger=Danger.IMMEDIATE, band=None) < place(danger=Danger.NONE, band=None)


def test_the_order_does_not_depend_on_arrival() -> None:
    drawn = random.Random(2026)
    matters = [
        place(
            danger=drawn.choice(list(Danger)),
            band=drawn.choice([*Band, None]),
            force_by=drawn.choice([None, date(2026, 9, 1) + timedelta(days=drawn.randrange(3))]),
            vulnerable=drawn.randrange(2),
            since=date(2026, 8, 1) + timedelta(days=drawn.randrange(3)),
            reference=f"M{number:03}",
        )
        for number in range(300)
    ]
    in_order = sorted(matters)
    for _ in range(20):
        drawn.shuffle(matters)
        assert sorted(matters) == in_order
    assert len(set(matters)) == 300


def test_the_written_order_names_every_lane() -> None:
    words = "; ".join(ORDER)
    positions = [words.index(one) for one in ("could not be scored", "danger", "band", "force must act", "vulnerable")]
    assert positions == sorted(positions)
    assert "immediate, not yet asked, soon, managed, none" in words
    assert "CRITICAL, not yet triaged, HIGH, MEDIUM, LOW" in words


def test_danger_asks_of_people_evidence_and_access() -> None:
    assert [fact.key for fact in FACTS] == [
        "victim_safety",
        "colleague_safety",
        "source_safety",
        "evidence_being_lost",
        "access_to_victims",
        "access_to_systems",
    ]
    assert all(fact.question.endswith("?") for fact in FACTS)


def test_no_lane_is_part_of_another() -> None:
    names = set(vars(score()))
    assert not {"danger", "information", "source"} & names


@pytest.mark.parametrize(
    ("information", "words"),
    [
        pytest.param(
            Information(source=Source.UNTESTED, assessment=Assessment.INDIRECTLY, unknown=("who saw it", "when")),
            "source 2 (untested), information C (known indirectly to the source); unknown: who saw it, when",
            id="graded",
        ),
        pytest.param(
            Information(),
            "source not graded, information not graded; unknown: nothing was noted",
            id="not-graded",
        ),
    ],
)
def test_information_is_shown_in_words(information: Information, words: str) -> None:
    assert information.in_words == words


def test_the_grades_are_1_to_3_and_a_to_e() -> None:
    assert "".join(one.value[0] for one in (*Source, *Assessment)) == "123ABCDE"
