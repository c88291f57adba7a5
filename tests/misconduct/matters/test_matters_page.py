"""The page prints every row of every table, with its provision and how far it was verified."""

from collections.abc import Iterable, Iterator

import pytest

from misconduct import modes, referral, reviews, standards
from misconduct.authority import Authority
from misconduct.matters import appropriate_authority, categories, handling, kinds, results, withdrawal
from misconduct.rulebook.matters_page import lines

PAGE = "\n".join(lines())


def authorities() -> Iterator[Authority]:
    yield from (one.authority for one in kinds.DEFINITIONS.values())
    yield from (one.authority for one in kinds.CONVERSIONS)
    yield from (one.authority for one in appropriate_authority.ROWS.values())
    yield from (appropriate_authority.FORMER, handling.AUTHORITY, handling.LOGGED, handling.ONE_WAY)
    yield from (handling.REASONS_AUTHORITY, withdrawal.SIGNED, withdrawal.CONFIRM, withdrawal.OURS)
    yield from (one.authority for one in results.ENDINGS)
    yield from results.ACTIONS.values()
    yield from (one for ground in referral.GROUNDS.values() for one in ground.authorities.values())
    yield from (one.authority for one in referral.POWERS)
    yield from (referral.ALWAYS, referral.LATE, referral.TELL, referral.TWO_PEOPLE)
    yield from (one.authority for one in modes.STEPS.values())
    yield from (modes.OWN, modes.DEATH_OF_CHIEF, modes.AGAIN, modes.NOMINATED, modes.APPROVED, modes.HISTORY)
    yield from (one.authority for one in reviews.RIGHTS)
    yield from (one.authority for one in reviews.DUTIES)
    yield from (reviews.REG_32, reviews.APPLICATION, standards.AUTHORITY)
    yield from (categories.RULE, categories.NO_SUB_CATEGORY, categories.NUMBERS, categories.REMEMBERED)


def keys() -> Iterable[str]:
    yield from (one.label for one in (*kinds.Kind, *handling.Handling, *results.Result, *results.Action, *modes.Mode))
    yield from (*handling.QUESTIONS, *referral.GROUNDS, *modes.STEPS, *reviews.BODY_QUESTIONS, *reviews.CONTENTS)
    yield from (*standards.STANDARDS, *reviews.CLOCKS, referral.CLOCK)
    yield from (one.needs for one in kinds.CONVERSIONS)


@pytest.mark.parametrize("key", sorted(set(keys())))
def test_every_key_stands_on_the_page(key: str) -> None:
    assert f"`{key}`" in PAGE


def test_every_authority_stands_with_its_grade_and_its_note() -> None:
    for authority in authorities():
        note = f". {authority.note}" if authority.note else ""
        assert f"{authority.cited} — {authority.grade.value}{note}" in PAGE, authority.cited


def test_every_category_stands_with_how_far_name_and_number_were_verified() -> None:
    for category in categories.CATEGORIES.values():
        assert f"| {category.code} | {category.name} | text seen |" in PAGE
        for sub in category.sub_categories:
            row = f"| {sub.code} | {sub.name} | {sub.authority.grade.value} | {sub.number.grade.value} |"
            assert row in PAGE
