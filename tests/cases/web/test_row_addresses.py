"""An address names a row and tells nobody how many there are."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cases.web.row_addresses import LARGEST, RowConverter, address_of, number_of

numbers = st.integers(min_value=1, max_value=LARGEST)


@given(number=numbers)
def test_what_is_written_is_read_again(number: int) -> None:
    address = address_of(number)
    assert RowConverter().to_python(RowConverter().to_url(number)) == number
    assert len(address) == 22
    assert str(number) not in address or len(str(number)) < 4


@given(one=numbers, other=numbers)
def test_each_row_has_one_address_and_no_two_share_one(one: int, other: int) -> None:
    assert (address_of(one) == address_of(other)) == (one == other)


def test_neighbours_have_nothing_in_common() -> None:
    first = [address_of(number) for number in range(1, 200)]
    assert sorted(first) != first
    assert len({address[:4] for address in first}) == len(first)
    assert len({address[-4:] for address in first}) == len(first)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1", id="a-number"),
        pytest.param("0", id="nought"),
        pytest.param("A" * 22, id="as-long-and-none-of-ours"),
        pytest.param(address_of(5)[:-1], id="one-short"),
        pytest.param(address_of(5) + "A", id="one-more"),
        pytest.param(address_of(5) + "==", id="padded"),
        pytest.param(address_of(5).swapcase(), id="other-capitals"),
        pytest.param("é" * 22, id="no-letters-of-ours"),
        pytest.param("9" * 4000, id="very-long"),
        pytest.param("a b", id="a-space"),
    ],
)
def test_what_names_no_row_is_the_row_that_nobody_has(typed: str) -> None:
    assert number_of(typed) is None
    assert RowConverter().to_python(typed) == 0


@given(typed=st.text(max_size=30))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    number = number_of(typed)
    assert number is None or address_of(number) == typed


def test_another_secret_writes_other_addresses() -> None:
    ours = address_of(7)
    with override_settings(SECRET_KEY="another secret"):
        assert address_of(7) != ours
        assert number_of(ours) is None
