"""The ten Standards of Professional Behaviour."""

import pytest

from misconduct.authority import Grade
from misconduct.refusals import NoAnswer
from misconduct.standards import STANDARDS, find

HEADINGS = (
    "Honesty and integrity",
    "Authority, respect and courtesy",
    "Equality and diversity",
    "Use of force",
    "Orders and instructions",
    "Duties and responsibilities",
    "Confidentiality",
    "Fitness for duty",
    "Discreditable conduct",
    "Challenging and reporting improper conduct",
)


def test_there_are_ten_in_the_order_of_the_schedule() -> None:
    assert tuple(one.title for one in STANDARDS.values()) == HEADINGS
    assert [one.number for one in STANDARDS.values()] == list(range(1, 11))


@pytest.mark.parametrize("key", STANDARDS)
def test_each_is_found_by_its_key_and_says_how_far_it_was_verified(key: str) -> None:
    standard = find(key=key)
    assert (standard.key, standard.title.lower().replace(",", "").replace(" ", "_")) == (key, key)
    assert standard.words.count(".") == 1
    assert (standard.authority.provision, standard.authority.grade) == ("reg 5 and Sch 2", Grade.SECONDARY)


def test_another_is_refused_with_the_ten() -> None:
    with pytest.raises(NoAnswer, match="honesty_and_integrity, authority_respect"):
        find(key="politeness")
