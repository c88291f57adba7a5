"""Demo data goes only where both the settings and the database itself say that it may."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connections
from django.test import override_settings
from psycopg import sql

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.operations import demo
from cases.workforce.models import RoleHeld
from config.start import roles as launcher
from tests import databases
from tests.factories.acts import BY

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_loads_somebody_for_every_role_and_a_second_time_nobody() -> None:
    assert demo.load(by=BY, at=AT) == len(demo.DEMO_USERS)
    assert set(RoleHeld.objects.values_list("role", flat=True)) == set(Role)
    assert demo.load(by=BY, at=AT) == 0
    assert User.objects.filter(is_demo=True).count() == len(demo.DEMO_USERS)


def test_every_demo_user_is_marked_and_can_log_in_with_the_printed_password() -> None:
    demo.load(by=BY, at=AT)
    assert all(user.is_demo and user.check_password(demo.PASSWORD) for user in User.objects.all())
    printed = "\n".join(demo.log_ins())
    assert all(re.search(re.escape(person.email), printed) for person in demo.DEMO_USERS)
    assert demo.PASSWORD in printed


@override_settings(DEMO_ALLOWED=False)
def test_refused_where_the_settings_do_not_allow_it() -> None:
    with pytest.raises(demo.NotADemoDatabase, match="refuse to load"):
        demo.load(by=BY, at=AT)
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("comment", [None, "somebody's real database"])
def test_refused_for_a_database_that_bin_up_did_not_make(comment: str | None) -> None:
    name = connections["default"].settings_dict["NAME"]
    with databases.admin() as cursor:
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
        cursor.execute(statement.format(sql.Identifier(name), sql.Literal(comment)))
    with pytest.raises(demo.NotADemoDatabase, match="not made by bin/up"):
        demo.load(by=BY, at=AT)
    assert not User.objects.exists()


def test_the_launcher_leaves_the_mark_that_is_looked_for() -> None:
    assert launcher.REMARK == demo.MARK


@override_settings(DEMO_ALLOWED=False)
def test_log_ins_are_not_even_listed_where_demo_is_not_allowed() -> None:
    with pytest.raises(demo.NotADemoDatabase):
        demo.log_ins()
