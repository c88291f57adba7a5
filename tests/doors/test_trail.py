"""What people do at the staff door and at the command line leaves its entry, and nothing else does."""

import base64
import getpass
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from cases.accounts import users
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.models import AnonymousFailures, Entry
from cases.audit.trail import Refused, Thing
from cases.operations import demo
from cases.staff.acting import me
from cases.staff.urls import urlpatterns as staff_patterns
from cases.web.gate import for_any_user
from config.urls_staff import handler403, handler500
from tests.factories.codes import code_at
from tests.factories.users import PASSWORD, logged_in, user

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)
SECRET = base64.b32encode(b"twenty bytes of secret"[:20]).decode()
NEW_PASSWORD = "three quite other words"


def said(*acts: Act) -> list[tuple[str, str, str, str]]:
    """Outcome, who, about whom or what and why, of each entry of these acts, oldest first."""
    found = Entry.objects.filter(what__in=acts).order_by("pk")
    return [(entry.outcome, entry.who, f"{entry.thing}:{entry.key}", entry.reason) for entry in found]


def counted(what: Act) -> int:
    return sum(AnonymousFailures.objects.filter(what=what).values_list("count", flat=True))


def of(somebody: User) -> str:
    return somebody.principal


def done(somebody: User, reason: str = "") -> tuple[str, str, str, str]:
    """The entry of what somebody did about themselves."""
    return ("done", of(somebody), of(somebody), reason)


def log_in(client: Client, somebody: User | str, password: str = PASSWORD, address: str = "10.1.1.1") -> None:
    email = somebody if isinstance(somebody, str) else somebody.email
    client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


# --- Logging in and out ---


def test_a_log_in_and_a_log_out() -> None:
    somebody, client = user(is_demo=True, with_second_factor=False), Client()
    log_in(client, somebody)
    client.get(reverse("home"))
    assert said(Act.LOGGED_IN, Act.LOGGED_OUT) == [done(somebody)]
    client.get(reverse("account_logout"))
    client.post(reverse("account_logout"))
    assert said(Act.LOGGED_IN, Act.LOGGED_OUT) == [done(somebody)] * 2
    client.post(reverse("account_logout"))
    assert len(said(Act.LOGGED_OUT)) == 1


def test_the_entry_of_a_request_bears_the_id_that_its_answer_shows() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    answer = Client().post(reverse("account_login"), {"login": somebody.email, "password": PASSWORD})
    assert Entry.objects.get(what=Act.LOGGED_IN).request_id == answer["X-Request-ID"]


def test_a_wrong_password_of_an_account_is_an_entry_about_it_by_nobody() -> None:
    somebody = user()
    log_in(Client(), somebody, "wrong")
    assert said(Act.LOG_IN_FAILED) == [("refused", "nobody", of(somebody), "")]
    assert counted(Act.LOG_IN_FAILED) == 0
    assert said(Act.LOGGED_IN) == []


def test_an_account_that_nobody_has_is_counted_and_named_nowhere() -> None:
    before = Entry.objects.count()
    for _ in range(3):
        log_in(Client(), "unknown@force.example", "wrong")
    assert counted(Act.LOG_IN_FAILED) == 3
    assert Entry.objects.count() == before


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_once_an_account_is_locked_tries_are_counted_and_fill_no_trail(password: str) -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(Client(), somebody, "wrong")
    assert len(said(Act.LOG_IN_FAILED)) == settings.AXES_FAILURE_LIMIT, "the one that brought the lock was tried too"
    assert counted(Act.LOG_IN_FAILED) == 0
    for _ in range(4):
        log_in(Client(), somebody, password)
    assert len(said(Act.LOG_IN_FAILED)) == settings.AXES_FAILURE_LIMIT
    assert counted(Act.LOG_IN_FAILED) == 4


def test_from_however_many_places_an_account_gets_a_hundred_entries_an_hour_and_then_a_count() -> None:
    somebody = user()
    for number in range(103):
        log_in(Client(), somebody, "wrong", f"203.0.113.{number}")
    assert len(said(Act.LOG_IN_FAILED)) == 100
    assert counted(Act.LOG_IN_FAILED) == 3


# --- Second factors ---


@pytest.fixture
def early_in_a_period() -> Iterator[None]:
    """A code lives for 30 s: no test begins just before one ends."""
    with time_machine.travel("2026-11-23 10:00:02Z"):
        yield


def with_app() -> User:
    """Somebody whose authenticator app we know."""
    made = user(with_second_factor=False)
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": secret})
    return made


def right_code(secret: str = SECRET) -> str:
    return code_at(secret=secret, seconds=time.time())


def wrong_code() -> str:
    return f"{(int(right_code()) + 1) % 1_000_000:06d}"


@pytest.mark.usefixtures("early_in_a_period")
def test_the_password_alone_is_no_log_in_and_each_wrong_code_is_an_entry_up_to_the_limit() -> None:
    somebody, client = with_app(), Client()
    log_in(client, somebody)
    for _ in range(8):
        client.post(reverse("mfa_authenticate"), {"code": wrong_code()})
    assert said(Act.SECOND_FACTOR_FAILED) == [("refused", "nobody", of(somebody), "")] * 5
    assert counted(Act.SECOND_FACTOR_FAILED) == 3
    assert said(Act.LOGGED_IN) == []


@pytest.mark.usefixtures("early_in_a_period")
def test_the_right_code_is_a_log_in() -> None:
    somebody, client = with_app(), Client()
    log_in(client, somebody)
    client.post(reverse("mfa_authenticate"), {"code": right_code()})
    assert said(Act.LOGGED_IN, Act.SECOND_FACTOR_FAILED) == [done(somebody)]


@pytest.mark.parametrize("answer", ["{}", "[", '{"id": "_", "rawId": "_", "type": "public-key", "response": {}}'])
def test_a_passkey_that_is_not_accepted_is_counted(answer: str) -> None:
    client, before = Client(), Entry.objects.count()
    client.get(reverse("mfa_login_webauthn"))
    client.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert counted(Act.SECOND_FACTOR_FAILED) == (0 if answer == "[" else 1)
    assert Entry.objects.count() == before


@pytest.mark.usefixtures("early_in_a_period")
def test_a_second_factor_from_setting_up_to_removing() -> None:
    somebody, client = user(with_second_factor=False), Client()
    elsewhere = logged_in(somebody)
    log_in(client, somebody)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    key = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": right_code(key)})
    acts = (Act.SECOND_FACTOR_ADDED, Act.RECOVERY_CODES_MADE, Act.SESSIONS_ENDED, Act.SECOND_FACTOR_REMOVED)
    made = sorted([done(somebody, "totp"), done(somebody, "recovery_codes"), done(somebody, "1 session")])
    assert sorted(said(*acts)) == made
    assert elsewhere.get(reverse("home")).status_code == 302

    client.post(reverse("mfa_generate_recovery_codes"))
    assert said(Act.RECOVERY_CODES_MADE) == [done(somebody, "recovery_codes"), done(somebody)]
    client.post(reverse("mfa_deactivate_totp"))
    assert said(Act.SECOND_FACTOR_ADDED) == [done(somebody, "totp")]
    assert done(somebody, "totp") in said(Act.SECOND_FACTOR_REMOVED)
