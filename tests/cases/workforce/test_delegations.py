"""Which delegation lets a user exercise a power on a day: by name, or by the post or rank that they hold that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.operations import delegating
from cases.operations.delegating import PERSON, POST, RANK, Mistake
from cases.queries import delegations as listed
from cases.workforce import delegations
from cases.workforce.models import Delegation
from misconduct.stages.tables import ACTS
from tests.factories.acts import AT
from tests.factories.register import delegation, person, posting, unit
from tests.factories.trail import said
from tests.factories.users import LONG_AGO, user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
DAY = timedelta(days=1)
POWER, OTHER = "refer_to_hearing", "refer_to_meeting"


@pytest.fixture
def me() -> User:
    return user()


def found(me: User, on: date = TODAY, power: str = POWER) -> list[int]:
    return [row.pk for row in delegations.in_force(power=power, user=me, on=on)]


@pytest.mark.parametrize(
    ("day", "is_in_force"),
    [
        pytest.param(TODAY - DAY, False, id="the-day-before"),
        pytest.param(TODAY, True, id="the-first-day"),
        pytest.param(TODAY + DAY, True, id="the-last-day"),
        pytest.param(TODAY + 2 * DAY, False, id="the-day-after"),
    ],
)
def test_a_delegation_is_in_force_on_its_days(me: User, day: date, is_in_force: bool) -> None:
    delegation(POWER, to_user=me, first_day=TODAY, last_day=TODAY + DAY)
    assert bool(found(me, day)) is is_in_force


def test_a_delegation_is_of_one_power_to_one_person(me: User) -> None:
    mine = delegation(POWER, to_user=me)
    delegation(POWER, to_user=user())
    delegation(OTHER, to_user=me)
    assert found(me) == [mine.pk]


@pytest.mark.parametrize(
    ("to", "holds"),
    [
        pytest.param({"to_rank": "Superintendent"}, True, id="their-rank"),
        pytest.param({"to_rank": "SUPERINTENDENT"}, True, id="whatever-its-capitals"),
        pytest.param({"to_rank": "Chief Superintendent"}, False, id="another-rank"),
        pytest.param({"to_rank": "Super"}, False, id="part-of-it"),
        pytest.param({"to_rank": "Head of Standards"}, False, id="a-post-is-no-rank"),
        pytest.param({"to_post": "Head of Standards"}, True, id="their-post"),
        pytest.param({"to_post": "Deputy head"}, False, id="another-post"),
    ],
)
def test_whoever_holds_the_post_or_rank_that_day(me: User, to: dict[str, str], holds: bool) -> None:
    somebody = person(user=me, unit=unit(), rank="Superintendent", post="Head of Standards", last_day=TODAY)
    posting(somebody, unit=unit(), rank="Inspector", post="Custody", first_day=TODAY + DAY)
    delegation(POWER, **to)  # type: ignore[arg-type]
    assert bool(found(me)) is holds
    assert not found(me, TODAY + DAY)


def test_who_has_no_post_has_none_that_is_delegated_to(me: User) -> None:
    person(user=me, unit=unit(), rank="", post="")
    delegation(POWER, to_user=user())
    assert found(me) == []


def test_several_are_named_oldest_first(me: User) -> None:
    person(user=me, unit=unit(), rank="Superintendent")
    later = delegation(POWER, to_user=me, first_day=TODAY)
    first = delegation(POWER, to_rank="Superintendent", first_day=LONG_AGO)
    assert found(me) == [first.pk, later.pk]


# --- Recording one ---


def record(by: User, **values: Any) -> Delegation:
    given: dict[str, Any] = {
        "power": POWER, "provision": "reg 3(4)", "to": RANK, "whom": "Superintendent", "first_day": TODAY,
        "last_day": None, "document": "Scheme 7", "signed_by": "Chief Constable",
    }  # fmt: skip
    return delegating.record(**(given | values), by=by, at=AT)


@pytest.mark.parametrize(
    ("to", "whom", "kept"),
    [
        pytest.param(RANK, "Superintendent", ("", "Superintendent"), id="rank"),
        pytest.param(POST, "Head of Standards", ("Head of Standards", ""), id="post"),
    ],
)
def test_a_delegation_is_recorded_as_the_document_says(me: User, to: str, whom: str, kept: tuple[str, str]) -> None:
    made = record(me, to=to, whom=whom)
    assert ((made.to_post, made.to_rank), made.to_user, made.provision) == (kept, None, "reg 3(4)")
    assert said(Act.DELEGATION_RECORDED) == [
        ("done", me.principal, f"delegation:{made.pk}", f"{POWER} to {to} {whom}")
    ]  # fmt: skip


def test_a_delegation_to_somebody_by_name(me: User) -> None:
    other = user()
    made = record(me, to=PERSON, whom=f" {other.email.upper()} ", provision="")
    assert (made.to_user, made.provision) == (other, ACTS[POWER].power.cited)
    assert found(other) == [made.pk]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"power": "be_king"}, "power", id="no-such-power"),
        pytest.param({"to": PERSON, "whom": "nobody@force.example"}, "whom", id="nobody"),
        pytest.param({"whom": "x" * 61}, "whom", id="a-long-rank"),
        pytest.param({"to": POST, "whom": "x" * 101}, "whom", id="a-long-post"),
        pytest.param({"last_day": TODAY - DAY}, "last_day", id="ends-before-it-begins"),
    ],
)
def test_a_mistake_says_in_which_field_it_is(me: User, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as mistake:
        record(me, **wrong)
    assert mistake.value.field == field
    assert not Delegation.objects.exists()


def test_nobody_records_or_ends_one_to_themselves(me: User) -> None:
    with pytest.raises(Refused, match="Nobody records a delegation to themselves"):
        record(me, to=PERSON, whom=me.email)
    mine = record(user(), to=PERSON, whom=me.email)
    with pytest.raises(Refused, match="Nobody ends a delegation to themselves"):
        delegating.end(delegation_id=mine.pk, last_day=TODAY, by=me, at=AT)


# --- Ending one ---


@pytest.mark.parametrize(
    ("has", "day", "sentence"),
    [
        pytest.param({}, TODAY, "", id="today"),
        pytest.param({}, TODAY - DAY, "", id="at-once"),
        pytest.param({}, TODAY - 2 * DAY, "yesterday, today or later", id="a-day-that-has-been"),
        pytest.param({"first_day": TODAY}, TODAY - DAY, "after its first day", id="before-it-began"),
        pytest.param({"last_day": TODAY}, TODAY, "already", id="the-same-day"),
        pytest.param({"last_day": TODAY}, TODAY + DAY, "already", id="for-longer"),
        pytest.param({"last_day": TODAY + DAY}, TODAY, "", id="sooner"),
    ],
)
def test_a_delegation_is_ended_from_now_on(me: User, has: dict[str, date], day: date, sentence: str) -> None:
    row = delegation(POWER, to_rank="Superintendent", **has)  # type: ignore[arg-type]
    if sentence:
        with pytest.raises(Mistake, match=sentence):
            delegating.end(delegation_id=row.pk, last_day=day, by=me, at=AT)
        return
    delegating.end(delegation_id=row.pk, last_day=day, by=me, at=AT)
    row.refresh_from_db()
    assert row.last_day == day
    assert said(Act.DELEGATION_ENDED) == [("done", me.principal, f"delegation:{row.pk}", f"{POWER}, after {day}")]


# --- Which there are ---


def test_every_power_of_the_list_is_one_that_a_delegate_exercises() -> None:
    keys = [key for _, acts in listed.powers() for key, _ in acts]
    assert len(keys) == len(set(keys))
    assert {"decide_matter_outcome", POWER} <= set(keys)
    assert all(any(decider.who.is_by_delegation for decider in ACTS[key].by) for key in keys)
    assert set(keys) < set(ACTS)
    assert max(map(len, ACTS)) <= 60, "as many characters as the table has for a power"


def test_delegations_are_listed_by_power_without_those_that_are_over() -> None:
    over = delegation(OTHER, to_rank="Old", last_day=TODAY - DAY)
    delegation(OTHER, to_post="Head", first_day=TODAY + DAY)
    delegation(POWER, to_user=user(), last_day=TODAY)
    seen = listed.of_today(on=TODAY)
    assert [title for title, _ in seen] == [ACTS[key].title for key in ACTS if key in {POWER, OTHER}]
    rows = {row.to: row.is_in_force for _, rows in seen for row in rows}
    assert list(rows.values()).count(True) == 1
    assert rows["Whoever holds the post of Head"] is False
    everything = [row.id for _, rows in listed.of_today(on=TODAY, everything=True) for row in rows]
    assert len(everything) == 3
    assert over.pk in everything


def test_a_power_that_this_version_does_not_know_is_listed_by_its_key() -> None:
    delegation("of_old", to_rank="Superintendent")
    assert [title for title, _ in listed.of_today(on=TODAY)] == ["of_old"]
