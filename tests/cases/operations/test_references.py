"""References: random, and a slip of the finger is noticed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.operations import references
from cases.operations.references import ALPHABET, LENGTH, PREFIXES, check, make

BODIES = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)
SHAPE = re.compile(r"(CO|CM|DS)-([0-9A-HJKMNP-TV-Z]{4})-([0-9A-HJKMNP-TV-Z]{4})-([0-9A-HJKMNP-TV-Z])")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PREFIXES)
def test_a_reference_says_its_kind_and_bears_its_check(kind: str) -> None:
    made = {make(kind=kind) for _ in range(50)}
    assert len(made) == 50
    for reference in made:
        shape = SHAPE.fullmatch(reference)
        assert shape
        assert shape[1] == PREFIXES[kind]
        assert check(shape[2] + shape[3]) == shape[4]


@given(body=BODIES, place=st.integers(0, LENGTH - 1), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, other: str) -> None:
    slipped = body[:place] + other + body[place + 1 :]
    assert (check(slipped) == check(body)) is (slipped == body)


@given(body=BODIES, place=st.integers(0, LENGTH - 2))
def test_two_swapped_characters_are_noticed_but_for_the_first_and_the_last(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    unnoticed = {body[place], body[place + 1]} == {ALPHABET[0], ALPHABET[-1]}
    assert (check(swapped) == check(body)) is (swapped == body or unnoticed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("CM-7QK4-M2XH-3", "CM-7QK4-M2XH-3", id="as-it-is"),
        pytest.param(" cm7qk4m2xh3 ", "CM-7QK4-M2XH-3", id="small-and-without-hyphens"),
        pytest.param("CO 1O0I 2L3D 4", "CO-1001-213D-4", id="letters-that-are-read-as-figures"),
        pytest.param("c0 7qk4 m2xh 3", "CO-7QK4-M2XH-3", id="a-figure-that-is-read-as-a-letter"),
        pytest.param("XX-7QK4-M2XH-3", "XX-7QK4-M2XH-3", id="no-kind-of-ours"),
        pytest.param("co-12", "CO-12", id="too-short"),
        pytest.param("CM-7QK4-M2XH-33", "CM-7QK4-M2XH-33", id="too-long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_reference_is_read_however_it_was_typed(typed: str, read: str) -> None:
    assert references.read(typed) == read
