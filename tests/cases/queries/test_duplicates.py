"""Matters that may be the same: each likeness, what is never one, and that nothing unseen shows or counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.operations import reading
from cases.queries import duplicates
from cases.queries.duplicates import EMAIL, MOST_SHOWN, NAME, OFFICER, PHONE, PLACE, WORDS, Likely, Sought
from cases.workforce.models import Unit
from tests.factories.acts import AT
from tests.factories.cases import case, holder, party, place, subject
from tests.factories.register import person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(AT)
THAT_DAY = date(2026, 11, 1)
STORY = "The officer pushed Ada against the window of the bakery and shouted while children watched."
SAME_STORY = "Children watched while an officer shouted and pushed somebody against a bakery window."
OTHER_STORY = "Nobody answered letters about the stolen bicycle from the garage in spring."


@pytest.fixture
def unit() -> Unit:
    return place()


@pytest.fixture
def somebody(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def identified(unit: Unit, **keys: str) -> Case:
    made = case(unit=unit)
    party(case=made, **keys)
    return made


def found(by: User, **sought: Any) -> list[Likely]:
    return duplicates.likely(sought=Sought(**({"day": TODAY} | sought)), by=by, on=TODAY)


def reasons(by: User, **sought: Any) -> list[tuple[str, ...]]:
    return [one.reasons for one in found(by, **sought)]


KEYS = {"phone_key": "07700900123", "email_key": "ada@example.com", "name_key": "ada example"}
ASKED: dict[str, Any] = {
    "phones": frozenset({"07700900123"}),
    "emails": frozenset({"ada@example.com"}),
    "names": frozenset({"ada example"}),
}


@pytest.mark.parametrize(
    ("kept", "asked", "reason"),
    [
        pytest.param("phone_key", "phones", PHONE, id="telephone"),
        pytest.param("email_key", "emails", EMAIL, id="email"),
        pytest.param("name_key", "names", NAME, id="name"),
    ],
)
def test_the_same_person_is_found_again(unit: Unit, somebody: User, kept: str, asked: str, reason: str) -> None:
    made = identified(unit, **{kept: KEYS[kept]})
    answer = found(somebody, **{asked: ASKED[asked]})
    assert [(one.reference, one.reasons) for one in answer] == [(made.reference, (reason,))]
    others = {name: value for name, value in ASKED.items() if name != asked}
    assert found(somebody, **others) == []


@pytest.mark.parametrize("asked", ["phones", "emails", "names"])
def test_nothing_is_never_like_nothing(unit: Unit, somebody: User, asked: str) -> None:
    identified(unit)
    case(unit=unit, behaviour_from=None, place="", what_happened="")
    assert found(somebody, **{asked: frozenset({""})}) == []
    assert found(somebody, day=None, happened_on=None, place="", words="") == []
    assert found(somebody, happened_on=THAT_DAY, place="", words="") == []


@pytest.mark.parametrize(
    ("days", "is_found"),
    [
        pytest.param(0, True, id="the-same-day"),
        pytest.param(7, True, id="seven-days-later"),
        pytest.param(-7, True, id="seven-days-before"),
        pytest.param(8, False, id="eight-days-later"),
        pytest.param(-8, False, id="eight-days-before"),
    ],
)
@pytest.mark.parametrize("known", ["behaviour", "received"])
def test_the_same_officer_near_the_day(unit: Unit, somebody: User, days: int, is_found: bool, known: str) -> None:
    officer = person()
    then: dict[str, Any] = {"behaviour_from": THAT_DAY} if known == "behaviour" else {"received_on": THAT_DAY}
    case(unit=unit, about=(officer,), **then)
    asked = found(somebody, people=frozenset({officer.pk}), day=THAT_DAY + timedelta(days=days))
    assert [one.reasons for one in asked] == ([(OFFICER,)] if is_found else [])
    assert found(somebody, people=frozenset({person().pk}), day=THAT_DAY) == []


def test_when_it_happened_counts_before_when_it_was_received(unit: Unit, somebody: User) -> None:
    officer = person()
    case(unit=unit, about=(officer,), behaviour_from=THAT_DAY - timedelta(days=90), received_on=THAT_DAY)
    assert found(somebody, people=frozenset({officer.pk}), day=THAT_DAY) == []


@pytest.mark.parametrize(
    ("kept", "asked", "wanted"),
    [
        pytest.param({"place": "12 High Street"}, {"place": "12 High St"}, [(PLACE,)], id="a-similar-place"),
        pytest.param({"place": "HIGH STREET."}, {"place": "high street"}, [(PLACE,)], id="the-same-but-for-capitals"),
        pytest.param({"place": "Mill Lane"}, {"place": "12 High St"}, [], id="another-place"),
        pytest.param({"what_happened": STORY}, {"words": SAME_STORY}, [(WORDS,)], id="the-same-story"),
        pytest.param({"what_happened": STORY}, {"words": OTHER_STORY}, [], id="another-story"),
        pytest.param({"what_happened": STORY}, {"words": "pushed window"}, [], id="too-few-words"),
        pytest.param(
            {"what_happened": STORY, "place": "High Street"},
            {"words": SAME_STORY, "place": "High Street"},
            [(PLACE, WORDS)],
            id="both",
        ),
    ],
)
def test_the_same_day_and_something_alike(
    unit: Unit, somebody: User, kept: dict[str, Any], asked: dict[str, str], wanted: list[tuple[str, ...]]
) -> None:
    case(unit=unit, behaviour_from=THAT_DAY, **kept)
    assert reasons(somebody, happened_on=THAT_DAY, **asked) == wanted
    assert reasons(somebody, happened_on=THAT_DAY + timedelta(days=1), **asked) == []


def test_what_says_more_stands_first_and_no_more_than_five(unit: Unit, somebody: User) -> None:
    by_name = identified(unit, name_key="ada example")
    by_all = identified(unit, **KEYS)
    by_phone = identified(unit, phone_key="07700900123")
    answer = found(somebody, **ASKED)
    assert [one.reference for one in answer] == [by_all.reference, by_phone.reference, by_name.reference]
    assert answer[0].reasons == (PHONE, EMAIL, NAME)
    for _ in range(MOST_SHOWN):
        identified(unit, **KEYS)
    assert len(found(somebody, **ASKED)) == MOST_SHOWN


@pytest.mark.parametrize("how", ["another-unit", "restricted", "denied", "about-them"])
def test_what_they_may_not_see_neither_shows_nor_moves_anything(unit: Unit, somebody: User, how: str) -> None:
    seen = [identified(unit, **KEYS) for _ in range(2)]
    before = found(somebody, **ASKED)
    assert {one.reference for one in before} == {one.reference for one in seen}
    own = person(user=somebody)
    # More of them than are ever read: they must not crowd out what may be seen.
    for _ in range(3):
        hidden = case(unit=place() if how == "another-unit" else unit, restricted=how == "restricted")
        party(case=hidden, **KEYS)
        if how == "denied":
            reading.deny_concerned(case=hidden, person_id=own.pk, on=TODAY)
        if how == "about-them":
            subject(case=hidden, person=own)
            reading.deny_concerned(case=hidden, person_id=own.pk, on=TODAY)
    assert found(somebody, **ASKED) == before


def test_hidden_matters_never_crowd_out_what_may_be_seen(
    unit: Unit, somebody: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "MOST_READ", 2)
    seen = identified(unit, **KEYS)
    for _ in range(3):
        identified(place(), **KEYS)
    assert [one.reference for one in found(somebody, **ASKED)] == [seen.reference]


def test_as_many_questions_for_many_matters_as_for_one(unit: Unit, somebody: User) -> None:
    officer = person()
    asked = ASKED | {"people": frozenset({officer.pk}), "day": THAT_DAY, "happened_on": THAT_DAY, "words": STORY}

    def one_more() -> None:
        made = case(unit=unit, about=(officer,), behaviour_from=THAT_DAY, what_happened=STORY)
        party(case=made, **KEYS)

    one_more()
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert len(found(somebody, **asked)) == 1
    for _ in range(20):
        one_more()
    with CaptureQueriesContext(connection) as many:
        assert len(found(somebody, **asked)) == MOST_SHOWN
    assert len(many) == len(first) <= 6


def test_asking_about_nothing_asks_nothing(somebody: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert found(somebody) == []
    assert len(asked) == 0
