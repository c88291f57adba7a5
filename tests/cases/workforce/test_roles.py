"""Roles are held from a first day to a last, both included."""

from datetime import date

import pytest
from django.db import IntegrityError

from cases.accounts.roles import ABOUT, Role, permitted_by
from cases.workforce import roles
from cases.workforce.models import RoleHeld
from tests.factories.acts import AT, BY
from tests.factories.users import user

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 27)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "holds"),
    [
        pytest.param(date(2026, 3, 1), False, id="the-day-before"),
        pytest.param(FIRST, True, id="the-first-day"),
        pytest.param(LAST, True, id="the-last-day"),
        pytest.param(date(2026, 3, 28), False, id="the-day-after"),
    ],
)
def test_a_role_is_held_on_its_days(day: date, holds: bool) -> None:
    somebody = user()
    roles.give(user=somebody, role=Role.INVESTIGATOR, first_day=FIRST, last_day=LAST, by=BY, at=AT)
    assert roles.roles_of(user=somebody, on=day) == (frozenset({Role.INVESTIGATOR}) if holds else frozenset())


@pytest.mark.django_db
def test_without_a_last_day_a_role_is_held_until_further_notice() -> None:
    somebody = user()
    roles.give(user=somebody, role=Role.AUDITOR, first_day=FIRST, by=BY, at=AT)
    assert roles.roles_of(user=somebody, on=date(2099, 1, 1)) == {Role.AUDITOR}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "first_day", "last_day", "constraint"),
    [
        pytest.param("investigator", LAST, FIRST, "role_held_ends_after_it_begins", id="ends-before-it-begins"),
        pytest.param("king", FIRST, None, "role_held_is_a_known_role", id="no-such-role"),
        pytest.param("auditor", FIRST, None, "role_held_once_in_a_unit_at_a_time", id="held-already"),
    ],
)
def test_what_the_database_refuses(role: str, first_day: date, last_day: date | None, constraint: str) -> None:
    somebody = user(Role.AUDITOR)
    with pytest.raises(IntegrityError, match=constraint):
        RoleHeld.objects.create(user=somebody, role=role, first_day=first_day, last_day=last_day)


@pytest.mark.parametrize("role", Role)
def test_every_role_says_in_plain_english_what_it_is_and_who_may_hold_it(role: Role) -> None:
    about = ABOUT[role]
    assert all(text and text[0].isupper() for text in (about.display_name, about.description, about.who_may_hold_it))
    assert about.description.endswith(".")
    assert about.who_may_hold_it.endswith(".")


def test_roles_together_permit_what_each_permits() -> None:
    both = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
    assert permitted_by(roles=both) == ABOUT[Role.AUDITOR].permissions | ABOUT[Role.ADMINISTRATOR].permissions
    assert permitted_by(roles=frozenset()) == frozenset()
