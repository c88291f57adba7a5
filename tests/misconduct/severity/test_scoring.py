"""From answers to points and a band: caps, ladders, special weight, the floor, ticks, and what is refused."""

from collections.abc import Callable
from itertools import chain, combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.refusals import NoAnswer
from misconduct.severity import CEILING_WITHOUT_SPECIAL, FACTORS, VERSION, Answer, Band, Group, Said, Triage, score
from tests.misconduct.severity.answering import SPECIAL, answer, answers, any_answers, any_triaged, triaged

PLAIN = [key for key in FACTORS if key not in SPECIAL]
BANDS = (Band.CRITICAL, Band.NOT_YET_TRIAGED, Band.HIGH, Band.MEDIUM, Band.LOW)


# --- Points -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "points"),
    [
        pytest.param([], 0, id="nothing"),
        *(pytest.param([key], factor.points, id=f"{key}-alone") for key, factor in FACTORS.items()),
        pytest.param(["negligent", "reckless", "intentional", "planned"], 12, id="only-the-worst-state-of-mind"),
        pytest.param(["minor_physical_harm", "death"], 20, id="only-the-worst-physical-harm"),
        pytest.param(["public_confidence", "public_confidence_seriously"], 8, id="confidence-once"),
        pytest.param(["planned", "abuse_of_rank"], 20, id="culpability-below-its-cap"),
        pytest.param(["planned", "abuse_of_rank", "targeted"], 25, id="culpability-capped"),
        pytest.param(["death", "psychological_harm"], 25, id="harm-capped"),
        pytest.param(["retaliation", "ignored_advice"], 10, id="aggravating-capped"),
        pytest.param(["retaliation", "in_uniform"], 10, id="aggravating-just-at-its-cap"),
        pytest.param(["corruption", "listed_offence"], 38, id="the-second-of-30-counts-8"),
        pytest.param(["corruption", "discrimination"], 37, id="the-second-of-25-counts-7"),
        pytest.param(["corruption", "data_misuse_for_gain"], 35, id="the-second-of-20-counts-5"),
        pytest.param(["data_misuse_for_gain", "discrimination"], 30, id="the-highest-is-in-full-whichever-comes-first"),
        pytest.param(["corruption", "data_misuse_for_gain", "serious_unlawful_force"], 40, id="special-at-its-cap"),
        pytest.param(SPECIAL, 40, id="special-capped"),
        pytest.param(PLAIN, 60, id="everything-without-special-weight"),
        pytest.param(list(FACTORS), 100, id="everything"),
    ],
)
def test_points(yes: list[str], points: int) -> None:
    scored = triaged(*yes)
    assert (scored.low, scored.high) == (points, points)


def test_what_is_not_known_counts_at_the_high_end_only() -> None:
    scored = triaged("intentional", unknown=["planned", "death"])
    assert (scored.low, scored.high) == (10, 32)


def test_what_nobody_touched_counts_as_not_known() -> None:
    assert (score().low, score().high) == (0, 100)
    left_alone = score(answers=[one for one in answers(yes=["intentional"]) if one.factor != "death"])
    assert (left_alone.low, left_alone.high) == (10, 30)
    assert [factor.key for factor in left_alone.untouched] == ["death"]


def test_without_special_weight_the_ceiling_is_sixty_and_never_critical() -> None:
    assert CEILING_WITHOUT_SPECIAL == 60
    assert triaged(*PLAIN).band is Band.HIGH


@given(any_answers())
def test_the_parts_sum_to_both_ends(given_: dict[str, Answer]) -> None:
    scored = score(answers=given_.values())
    assert sum(part.low for part in scored.parts) == scored.low
    assert sum(part.high for part in scored.parts) == scored.high
    assert 0 <= scored.low <= scored.high <= 100
    for group in Group:
        of_it = [part for part in scored.parts if part.group is group]
        assert max(sum(part.low for part in of_it), sum(part.high for part in of_it)) <= group.value.cap
        assert all(part.factor.group is group for part in of_it if part.factor)


def test_a_cap_is_a_part_of_its_own() -> None:
    parts = triaged("planned", "abuse_of_rank", "targeted", "concealment").parts
    assert [(part.factor and part.factor.key, part.low, part.high) for part in parts] == [
        ("planned", 12, 12),
        ("abuse_of_rank", 8, 8),
        ("targeted", 6, 6),
        ("concealment", 6, 6),
        (None, -7, -7),
    ]


def test_of_two_that_weigh_the_same_what_is_sure_counts_in_full() -> None:
    parts = triaged("corruption", unknown=["sexual_misconduct"]).parts
    points = {part.factor.key: (part.low, part.high) for part in parts if part.factor}
    assert points == {"sexual_misconduct": (0, 8), "corruption": (30, 30)}


def test_a_scoring_keeps_what_it_was_made_from() -> None:
    given_ = [answer("death", Said.NO), answer("corruption"), answer("planned", Said.UNKNOWN)]
    scored = score(answers=given_)
    assert scored.version == VERSION
    assert set(scored.answers) == set(given_)
    assert {one.author for one in scored.answers} == {"A. Caseworker"}
    assert [factor.key for factor in scored.said(Said.UNKNOWN)] == ["planned"]


@given(any_answers(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing(given_: dict[str, Answer], order: Random) -> None:
    shuffled = list(given_.values())
    order.shuffle(shuffled)
    assert score(answers=shuffled) == score(answers=given_.values())


@given(any_answers(), st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_nothing_that_is_written_changes_a_score(given_: dict[str, Answer], note: str, author: str) -> None:
    rewritten = [
        Answer(factor=one.factor, said=one.said, author=author, note=note, is_tick=one.is_tick)
        for one in given_.values()
    ]
    before, after = score(answers=given_.values()), score(answers=rewritten)
    assert (before.parts, before.band, before.band_of_high) == (after.parts, after.band, after.band_of_high)


# --- Yes never lowers, no never raises --------------------------------------------------------------------------------


def places(given_: dict[str, Answer]) -> tuple[int, int, int, int]:
    """Both ends and both bands, greater for graver."""
    scored = score(answers=given_.values())
    return scored.low, scored.high, -BANDS.index(scored.band), -BANDS.index(scored.band_of_high)


def changed(given_: dict[str, Answer], key: str, said: Said | None) -> dict[str, Answer]:
    others = {factor: one for factor, one in given_.items() if factor != key}
    return others if said is None else others | {key: answer(key, said)}


@given(any_triaged(), st.sampled_from(list(FACTORS)))
def test_once_triaged_yes_never_lowers_and_no_never_raises(given_: dict[str, Answer], key: str) -> None:
    no, unknown, yes = (places(changed(given_, key, said)) for said in (Said.NO, Said.UNKNOWN, Said.YES))
    assert all(low <= middle <= high for low, middle, high in zip(no, unknown, yes, strict=True))
    if key not in SPECIAL:
        assert places(changed(given_, key, None)) == unknown


@given(any_answers(), st.sampled_from(list(FACTORS)))
def test_before_triage_neither_end_moves_the_wrong_way(given_: dict[str, Answer], key: str) -> None:
    states = [places(changed(given_, key, said))[:2] for said in (Said.NO, Said.UNKNOWN, None, Said.YES)]
    assert states[1] == states[2]
    assert all(before[end] <= after[end] for before, after in pairwise(states) for end in range(2))


@given(any_triaged(), st.sampled_from(PLAIN))
def test_a_tick_stands_between_not_known_and_a_person_s_yes(given_: dict[str, Answer], key: str) -> None:
    tick = places(changed(given_, key, None) | {key: answer(key, is_tick=True)})
    unknown, yes = places(changed(given_, key, Said.UNKNOWN)), places(changed(given_, key, Said.YES))
    assert all(low <= middle <= high for low, middle, high in zip(unknown, tick, yes, strict=True))


# --- Bands ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "points", "band"),
    [
        pytest.param(["negligent", "psychological_harm", "vulnerable_person"], 19, Band.LOW, id="19-is-LOW"),
        pytest.param(["planned", "psychological_harm"], 20, Band.MEDIUM, id="20-is-MEDIUM"),
        pytest.param(["planned", "abuse_of_rank", "death", "financial_harm"], 44, Band.MEDIUM, id="44-is-MEDIUM"),
        pytest.param(["planned", "abuse_of_rank", "death", "several_victims"], 45, Band.HIGH, id="45-is-HIGH"),
        pytest.param(
            ["corruption", "intentional", "death", "several_victims", "ignored_advice"], 69, Band.HIGH, id="69-is-HIGH"
        ),
        pytest.param(
            ["corruption", "intentional", "targeted", "death", "financial_harm"], 70, Band.CRITICAL, id="70-is-CRITICAL"
        ),
    ],
)
def test_bands_at_their_edges(yes: list[str], points: int, band: Band) -> None:
    scored = triaged(*yes)
    assert (scored.low, scored.band, scored.band_of_high) == (points, band, band)


@pytest.mark.parametrize("key", SPECIAL)
def test_special_weight_alone_is_at_least_high_and_stays_as_many_points(key: str) -> None:
    scored = triaged(key)
    assert scored.band is Band.HIGH
    assert scored.low == FACTORS[key].points < 45
    assert [(part.factor, part.low) for part in scored.parts] == [(FACTORS[key], FACTORS[key].points)]
    assert scored.floor == (FACTORS[key],)
    assert scored.is_raised


def test_a_floor_that_points_reach_by_themselves_raises_nothing() -> None:
    scored = triaged("corruption", "intentional", "several_victims")
    assert (scored.low, scored.band, scored.is_raised) == (45, Band.HIGH, False)


def test_the_floor_never_lowers() -> None:
    scored = triaged("corruption", "planned", "abuse_of_rank", "targeted", "death")
    assert (scored.low, scored.band) == (75, Band.CRITICAL)


def test_special_weight_not_known_is_no_floor_but_one_for_the_high_end() -> None:
    scored = triaged(unknown=["serious_unlawful_force"])
    assert (scored.low, scored.high, scored.band, scored.band_of_high) == (0, 20, Band.LOW, Band.HIGH)


def test_bands_stand_in_the_order_of_the_queue() -> None:
    assert tuple(Band) == BANDS
    assert [band.place for band in BANDS] == [0, 1, 2, 3, 4]


def contexts(without: str) -> list[tuple[str, ...]]:
    others = [key for key in FACTORS if key != without]
    return list(chain.from_iterable(combinations(others, number) for number in range(4)))


@pytest.mark.parametrize("key", list(FACTORS))
def test_no_factor_is_without_effect_on_some_band(key: str) -> None:
    assert any(triaged(*others).band is not triaged(*others, key).band for others in contexts(key)), key


# --- Not yet triaged, and ticks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SPECIAL)
@pytest.mark.parametrize("yes", [pytest.param([], id="nothing-yes"), pytest.param(list(FACTORS), id="all-others-yes")])
def test_one_question_of_special_weight_left_alone_leaves_it_not_yet_triaged(key: str, yes: list[str]) -> None:
    scored = score(answers=[one for one in answers(yes=yes) if one.factor != key])
    assert scored.band is Band.NOT_YET_TRIAGED


def test_not_known_chosen_by_a_person_is_an_answer() -> None:
    scored = triaged(unknown=SPECIAL)
    assert (scored.band, scored.band_of_high, scored.triage) == (Band.LOW, Band.HIGH, Triage.DONE)


def test_questions_without_special_weight_may_be_left_alone() -> None:
    assert score(answers=[answer(key, Said.NO) for key in SPECIAL]).band is Band.LOW


@pytest.mark.parametrize(
    ("given_", "triage"),
    [
        pytest.param([], Triage.NEXT_WORKING_DAY, id="nobody-answered"),
        pytest.param([answer("death")], Triage.NEXT_WORKING_DAY, id="no-special-weight"),
        pytest.param([answer("corruption", Said.UNKNOWN)], Triage.NEXT_WORKING_DAY, id="not-known"),
        pytest.param([answer("corruption")], Triage.SAME_DAY, id="special-weight"),
        pytest.param([answer("corruption", is_tick=True)], Triage.SAME_DAY, id="special-weight-ticked"),
        pytest.param(answers(yes=["corruption"]), Triage.DONE, id="all-answered"),
    ],
)
def test_when_triage_is_due(given_: list[Answer], triage: Triage) -> None:
    assert score(answers=given_).triage is triage


@pytest.mark.parametrize(
    ("triage", "words"),
    [(Triage.SAME_DAY, "the same day"), (Triage.NEXT_WORKING_DAY, "within one working day")],
    ids=["same-day", "next-working-day"],
)
def test_triage_is_said_in_words(triage: Triage, words: str) -> None:
    assert words in triage.value
    assert "by a person" in triage.value


def ticked(*keys: str) -> list[Answer]:
    return [answer(key, is_tick=True) for key in keys]


def test_a_portal_where_everything_is_ticked_is_not_critical() -> None:
    scored = score(answers=ticked(*FACTORS))
    assert (scored.low, scored.high, scored.band) == (100, 100, Band.NOT_YET_TRIAGED)
    assert scored.ticks == (), "Nothing is held down to HIGH where not yet triaged stands above it."


@pytest.mark.parametrize("key", SPECIAL)
def test_a_tick_answers_no_question_of_special_weight(key: str) -> None:
    others = [one for one in answers() if one.factor != key]
    assert score(answers=[*others, *ticked(key)]).band is Band.NOT_YET_TRIAGED


def test_ticks_beside_a_person_s_answers_stop_at_high_until_a_person_answers() -> None:
    persons = [one for one in answers(yes=["corruption", "planned", "death"]) if one.factor != "abuse_of_rank"]
    by_tick = score(answers=[*persons, *ticked("abuse_of_rank")])
    by_person = score(answers=[*persons, answer("abuse_of_rank")])
    assert (by_tick.low, by_tick.band, [factor.key for factor in by_tick.ticks]) == (70, Band.HIGH, ["abuse_of_rank"])
    assert (by_person.low, by_person.band, by_person.ticks) == (70, Band.CRITICAL, ())


def test_a_tick_that_critical_does_not_need_holds_nothing_down() -> None:
    yes = ["corruption", "planned", "abuse_of_rank", "death"]
    persons = [one for one in answers(yes=yes) if one.factor != "in_uniform"]
    scored = score(answers=[*persons, *ticked("in_uniform")])
    assert (scored.low, scored.band, scored.ticks) == (72, Band.CRITICAL, ())


def test_a_tick_counts_in_a_band_below_critical() -> None:
    persons = [one for one in answers(yes=["planned"]) if one.factor != "psychological_harm"]
    assert score(answers=[*persons, *ticked("psychological_harm")]).band is Band.MEDIUM


@given(any_triaged())
def test_taking_ticks_away_leaves_critical_critical(given_: dict[str, Answer]) -> None:
    if score(answers=given_.values()).band is Band.CRITICAL:
        assert score(answers=[one for one in given_.values() if not one.is_tick]).band is Band.CRITICAL


# --- Refused ----------------------------------------------------------------------------------------------------------


def test_yes_to_public_confidence_needs_a_reason_and_no_does_not() -> None:
    for key in ("public_confidence", "public_confidence_seriously"):
        assert score(answers=[Answer(factor=key, said=Said.NO, author="A. Caseworker")]).low == 0
        with pytest.raises(NoAnswer, match=f"“{key}” with yes needs a reason"):
            score(answers=[Answer(factor=key, said=Said.YES, author="A. Caseworker", note="  ")])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: [answer("intention")], "no factor “intention”. Nearest: intentional", id="unknown-factor"),
        pytest.param(lambda: [answer("qqqq")], "All of them: negligent, reckless", id="nothing-like-it"),
        pytest.param(lambda: [answer("death"), answer("death")], "“death” is answered twice", id="twice"),
        pytest.param(lambda: [answer("death"), *ticked("death")], "takes the place of a tick", id="person-and-tick"),
        pytest.param(lambda: [Answer(factor="death", said=Said.NO, author=" ")], "give the author", id="anonymous"),
        pytest.param(
            lambda: [answer("death", Said.NO, is_tick=True)], "a tick says yes and nothing else", id="ticked-no"
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(make: Callable[[], list[Answer]], message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        score(answers=make())
