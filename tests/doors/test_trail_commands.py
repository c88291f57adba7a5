"""What somebody does at the command line leaves its entry, by the command's name."""

import base64
import getpass

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.operations import demo
from tests.factories.trail import said
from tests.factories.users import PASSWORD, user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "three quite other words"
SECRET = base64.b32encode(b"twenty bytes of secret"[:20]).decode()


@pytest.fixture
def typed_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: NEW_PASSWORD)


@pytest.mark.usefixtures("typed_password")
def test_making_an_account_at_the_command_line() -> None:
    call_command("add_user", email="new@force.example", name="New Person", role="auditor")
    made = User.objects.get(email="new@force.example")
    assert said(Act.USER_ADDED, Act.ROLE_GIVEN) == [
        ("done", "command:add_user", made.principal, ""),
        ("done", "command:add_user", made.principal, "auditor"),
    ]
    with pytest.raises(CommandError):
        call_command("add_user", email="NEW@force.example", name="Once More", role="auditor")
    assert len(said(Act.USER_ADDED, Act.ROLE_GIVEN)) == 2


@pytest.mark.usefixtures("typed_password")
def test_setting_a_password_at_the_command_line() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    Client().post(reverse("account_login"), {"login": somebody.email, "password": PASSWORD})
    call_command("set_password", somebody.email)
    assert said(Act.PASSWORD_CHANGED, Act.SESSIONS_ENDED) == [
        ("done", "command:set_password", somebody.principal, ""),
        ("done", "command:set_password", somebody.principal, "1 session"),
    ]
    with pytest.raises(CommandError):
        call_command("set_password", "unknown@force.example")
    assert len(said(Act.PASSWORD_CHANGED)) == 1


def test_removing_and_renewing_second_factors_at_the_command_line() -> None:
    somebody = user(with_second_factor=False)
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=somebody, type=Authenticator.Type.TOTP, data={"secret": secret})
    call_command("renew_second_factors")
    assert said(Act.SECOND_FACTORS_RENEWED) == [
        ("done", "command:renew_second_factors", "secret_key:present", "1 renewed, 0 cannot be read")
    ]
    call_command("remove_second_factor", somebody.email)
    assert said(Act.SECOND_FACTOR_REMOVED) == [
        ("done", "command:remove_second_factor", somebody.principal, "all of them")
    ]


def test_loading_the_demo_force_is_an_entry_for_each_person_and_role_and_a_second_time_none() -> None:
    for _ in range(2):
        call_command("load_demo")
    added, given = said(Act.USER_ADDED), said(Act.ROLE_GIVEN)
    assert {who for _, who, _, _ in added + given} == {"command:load_demo"}
    assert len(added) == len(given) == len(demo.DEMO_USERS)
    assert {reason.partition(" in ")[0] for *_, reason in given} == set(Role)
