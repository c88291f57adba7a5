"""Ending a role: by somebody else, from now on, and never for longer than it was given for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.workforce import roles
from cases.workforce.models import RoleHeld, Unit
from tests.factories.acts import AT, BY
from tests.factories.register import unit
from tests.factories.trail import said
from tests.factories.users import LONG_AGO, user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
DAY = timedelta(days=1)


def given(*, first_day: date = LONG_AGO, last_day: date | None = None, where: Unit | None = None) -> RoleHeld:
    return roles.give(
        user=user(), role=Role.INVESTIGATOR, unit=where, first_day=first_day, last_day=last_day, by=BY, at=AT
    )


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(TODAY - DAY, id="at-once"),
        pytest.param(TODAY, id="today"),
        pytest.param(TODAY + 30 * DAY, id="in-a-month"),
    ],
)
def test_a_role_is_held_on_its_last_day_and_not_after(day: date) -> None:
    held = given()
    roles.end(held_id=held.pk, last_day=day, by=BY, at=AT)
    assert roles.roles_of(user=held.user, on=day) == {Role.INVESTIGATOR}
    assert roles.roles_of(user=held.user, on=day + DAY) == set()


def test_ending_is_an_entry_that_names_role_unit_and_day() -> None:
    held = given(where=unit("RA"))
    roles.end(held_id=held.pk, last_day=TODAY, by=BY, at=AT)
    assert said(Act.ROLE_ENDED) == [
        ("done", BY.principal, f"user:{held.user_id}", f"investigator in RA, after {TODAY}")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first_day", "day"),
    [
        pytest.param(TODAY, TODAY - DAY, id="begun-today-ended-at-once"),
        pytest.param(TODAY + 7 * DAY, TODAY, id="not-begun-yet"),
        pytest.param(TODAY + 7 * DAY, TODAY + 6 * DAY, id="the-day-before-it-begins"),
    ],
)
def test_what_would_end_before_it_began_was_never_held(first_day: date, day: date) -> None:
    held = given(first_day=first_day)
    roles.end(held_id=held.pk, last_day=day, by=BY, at=AT)
    assert not RoleHeld.objects.exists()
    assert len(said(Act.ROLE_ENDED)) == 1


def test_nobody_ends_a_role_of_their_own() -> None:
    held = given()
    with pytest.raises(Refused, match="Nobody ends a role of their own"):
        roles.end(held_id=held.pk, last_day=TODAY, by=held.user, at=AT)
    assert RoleHeld.objects.get().last_day is None


@pytest.mark.parametrize(
    ("last_day", "day", "sentence"),
    [
        pytest.param(None, TODAY - 2 * DAY, "not for days that have been", id="a-day-that-has-been"),
        pytest.param(TODAY, TODAY, "ends sooner", id="the-same-day"),
        pytest.param(TODAY, TODAY + DAY, "ends sooner", id="for-longer"),
        pytest.param(TODAY - 5 * DAY, TODAY, "ends sooner", id="over-already"),
    ],
)
def test_what_is_refused(last_day: date | None, day: date, sentence: str) -> None:
    held = given(last_day=last_day)
    with pytest.raises(Refused, match=sentence):
        roles.end(held_id=held.pk, last_day=day, by=BY, at=AT)
    assert RoleHeld.objects.get().last_day == last_day


def test_a_role_that_ends_later_can_be_ended_sooner() -> None:
    held = given(last_day=TODAY + 9 * DAY)
    roles.end(held_id=held.pk, last_day=TODAY, by=BY, at=AT)
    assert RoleHeld.objects.get().last_day == TODAY


@pytest.mark.parametrize(
    ("first_day", "last_day", "is_given"),
    [
        pytest.param(TODAY, TODAY, False, id="within"),
        pytest.param(TODAY - 9 * DAY, TODAY - 6 * DAY, True, id="until-the-day-before"),
        pytest.param(TODAY - 9 * DAY, TODAY - 5 * DAY, False, id="until-its-first-day"),
        pytest.param(TODAY + 5 * DAY, None, False, id="from-its-last-day-on"),
        pytest.param(TODAY + 6 * DAY, None, True, id="from-the-day-after"),
        pytest.param(TODAY - 9 * DAY, None, False, id="around-it"),
    ],
)
def test_a_role_is_given_once_for_a_day(first_day: date, last_day: date | None, is_given: bool) -> None:
    held = given(first_day=TODAY - 5 * DAY, last_day=TODAY + 5 * DAY)
    again = {"user": held.user, "role": Role.INVESTIGATOR, "first_day": first_day, "last_day": last_day}
    if is_given:
        roles.give(**again, by=BY, at=AT)  # type: ignore[arg-type]
        return
    with pytest.raises(Refused, match="They hold this role there already"):
        roles.give(**again, by=BY, at=AT)  # type: ignore[arg-type]
    # In another unit it is another thing.
    roles.give(**again, unit=unit(), by=BY, at=AT)  # type: ignore[arg-type]


def test_roles_to_come_are_listed_apart() -> None:
    now, later = given(), given(first_day=TODAY + DAY)
    assert [held.pk for held in roles.holders(on=TODAY)] == [now.pk]
    assert [held.pk for held in roles.coming(on=TODAY)] == [later.pk]
