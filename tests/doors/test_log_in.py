"""Logging in: who may, how failures are counted, and that nobody can lock out somebody else."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.test import Client, override_settings
from django.urls import reverse

from cases.staff.account.forms import LOCKED, LOCKED_HERE, WRONG
from tests.factories.users import PASSWORD, logged_in, user

pytestmark = pytest.mark.django_db

OFFICE, ELSEWHERE = "10.1.1.1", "203.0.113.9"


def log_in(client: Client, *, email: str, password: str = PASSWORD, address: str = OFFICE) -> str:
    """What the log-in page says, or `in` when it let us in."""
    response = client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)
    if response.status_code == 302:
        return "in"
    return next((said for said in (LOCKED, LOCKED_HERE, WRONG) if said in response.text), response.text)


def fail(client: Client, *, email: str, times: int, address: str = OFFICE) -> None:
    for _ in range(times):
        log_in(client, email=email, password="wrong", address=address)


@pytest.mark.parametrize("typed", ["a.rahman@force.example", "A.Rahman@FORCE.example", "  a.rahman@force.example "])
def test_the_capitals_of_an_email_do_not_matter(typed: str) -> None:
    user(email="A.Rahman@Force.example", is_demo=True, with_second_factor=False)
    assert log_in(Client(), email=typed) == "in"


@pytest.mark.parametrize("email", ["known@force.example", "unknown@force.example"])
def test_a_wrong_password_and_an_unknown_email_are_told_the_same(email: str) -> None:
    user(email="known@force.example")
    assert log_in(Client(), email=email, password="wrong") == WRONG


@pytest.mark.parametrize("email", ["known@force.example", "unknown@force.example"])
def test_too_many_failures_lock_known_and_unknown_accounts_alike(email: str) -> None:
    user(email="known@force.example")
    fail(Client(), email=email, times=settings.AXES_FAILURE_LIMIT - 1)
    assert log_in(Client(), email=email, password="wrong") == LOCKED


@pytest.mark.parametrize(
    ("failures", "then"),
    [
        pytest.param(settings.AXES_FAILURE_LIMIT - 1, "in", id="one-short-of-the-limit"),
        pytest.param(settings.AXES_FAILURE_LIMIT, LOCKED, id="at-the-limit"),
    ],
)
def test_the_right_password_after_failures(failures: int, then: str) -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    fail(Client(), email=somebody.email, times=failures)
    assert log_in(Client(), email=somebody.email) == then


@pytest.mark.parametrize(
    ("minutes", "then"), [pytest.param(14, LOCKED, id="14-minutes"), pytest.param(16, "in", id="16-minutes")]
)
def test_a_lock_ends_after_fifteen_minutes(minutes: int, then: str) -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        fail(Client(), email=somebody.email, times=settings.AXES_FAILURE_LIMIT)
        clock.shift(timedelta(minutes=minutes))
        assert log_in(Client(), email=somebody.email) == then


def test_a_colleague_behind_the_same_address_cannot_lock_out_somebody_who_logged_in_before() -> None:
    victim = user(is_demo=True, with_second_factor=False)
    own_browser = Client()
    assert log_in(own_browser, email=victim.email) == "in"
    own_browser.post(reverse("account_logout"))
    fail(Client(), email=victim.email, times=3 * settings.AXES_FAILURE_LIMIT)
    assert log_in(Client(), email=victim.email) == LOCKED
    assert log_in(own_browser, email=victim.email) == "in"


def test_a_stranger_elsewhere_cannot_lock_out_a_new_browser_in_the_office() -> None:
    victim = user(is_demo=True, with_second_factor=False)
    fail(Client(), email=victim.email, times=3 * settings.AXES_FAILURE_LIMIT, address=ELSEWHERE)
    assert log_in(Client(), email=victim.email, address=OFFICE) == "in"


def test_a_known_browser_gets_no_more_guesses_than_an_unknown_one() -> None:
    victim = user(is_demo=True, with_second_factor=False)
    stolen = Client()
    assert log_in(stolen, email=victim.email) == "in"
    stolen.post(reverse("account_logout"))
    fail(stolen, email=victim.email, times=settings.AXES_FAILURE_LIMIT)
    assert log_in(stolen, email=victim.email) == LOCKED_HERE


def test_a_browser_known_for_one_account_is_not_known_for_another() -> None:
    mine, theirs = (user(is_demo=True, with_second_factor=False) for _ in range(2))
    attacker = Client()
    assert log_in(attacker, email=mine.email) == "in"
    attacker.post(reverse("account_logout"))
    fail(attacker, email=theirs.email, times=settings.AXES_FAILURE_LIMIT)
    assert set(AccessAttempt.objects.filter(username=theirs.email).values_list("ip_address", flat=True)) == {OFFICE}


def test_an_attempt_leaves_no_password_behind() -> None:
    log_in(Client(), email="somebody@force.example", password="my real password elsewhere")
    assert "my real password elsewhere" not in str(list(AccessAttempt.objects.values()))


def test_passwords_are_stored_as_argon2id() -> None:
    assert identify_hasher(user().password).algorithm == "argon2"
    assert user().password.startswith("argon2$argon2id$")


@override_settings(DEMO_ALLOWED=False)
def test_demo_users_cannot_log_in_where_demo_is_not_allowed() -> None:
    assert log_in(Client(), email=user(is_demo=True).email) == WRONG


def test_the_session_is_a_row_in_postgresql_and_changes_at_log_in() -> None:
    client = Client()
    client.get(reverse("account_login"))
    before = client.session.session_key
    somebody = user(is_demo=True, with_second_factor=False)
    assert log_in(client, email=somebody.email) == "in"
    assert client.session.session_key != before
    assert UserSession.objects.filter(user=somebody, session_key=client.session.session_key).exists()


def test_logging_out_asks_first_and_then_ends_the_session() -> None:
    somebody = user()
    client = logged_in(somebody)
    client.get(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_log_in_sends_nobody_to_another_site(elsewhere: str) -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    response = Client().post(
        f"{reverse('account_login')}", {"login": somebody.email, "password": PASSWORD, "next": elsewhere}
    )
    assert response["Location"] == reverse("home")


def test_own_sessions_are_listed_and_ended_and_nobody_elses() -> None:
    victim, other = user(is_demo=True, with_second_factor=False), user(is_demo=True, with_second_factor=False)
    here, there, stranger = Client(), Client(), Client()
    assert log_in(here, email=victim.email) == log_in(there, email=victim.email) == "in"
    assert log_in(stranger, email=other.email) == "in"
    theirs = UserSession.objects.get(session_key=there.session.session_key)
    stranger.post(reverse("account_sessions"), {"session": theirs.pk})
    assert there.get(reverse("home")).status_code == 200
    here.post(reverse("account_sessions"), {"session": theirs.pk})
    assert there.get(reverse("home")).status_code == 302
    assert here.get(reverse("home")).status_code == 200


def test_ending_all_other_sessions_keeps_this_one() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    here, *others = (Client() for _ in range(4))
    assert [log_in(client, email=somebody.email) for client in (here, *others)] == ["in"] * 4
    here.post(reverse("account_sessions"), {"session": "others"})
    assert here.get(reverse("home")).status_code == 200
    assert [client.get(reverse("home")).status_code for client in others] == [302] * 3


def test_a_whole_office_may_log_in_within_a_minute() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    for number in range(40):
        log_in(Client(), email=f"colleague{number}@force.example", password="wrong")
    assert log_in(Client(), email=somebody.email) == "in"


def test_passwords_cannot_be_guessed_from_many_places_and_the_owners_browser_still_gets_in() -> None:
    victim = user(is_demo=True, with_second_factor=False)
    own_browser = Client()
    assert log_in(own_browser, email=victim.email) == "in"
    own_browser.post(reverse("account_logout"))
    for number in range(100):
        assert log_in(Client(), email=victim.email, password="wrong", address=f"203.0.113.{number}") == WRONG
    assert log_in(Client(), email=victim.email, password="wrong", address=ELSEWHERE) == LOCKED
    assert log_in(own_browser, email=victim.email) == "in"


@pytest.mark.parametrize("email", [f"{'x' * 300}@force.example", "a\0b@force.example"])
def test_an_email_that_cannot_be_one_is_a_clear_error(email: str) -> None:
    response = Client().post(reverse("account_login"), {"login": email, "password": "x"})
    assert response.status_code == 200
    assert "govuk-error-summary" in response.text


@pytest.mark.parametrize("session", ["9" * 5000, "-1", "\u0661", "x", ""])
def test_a_session_number_that_is_none_ends_nothing(session: str) -> None:
    client = logged_in(user())
    assert client.post(reverse("account_sessions"), {"session": session}).status_code == 302
    assert client.get(reverse("home")).status_code == 200
