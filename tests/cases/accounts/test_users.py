"""Users: one e-mail, whatever its capitals, is one person."""

import getpass
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client

from cases.accounts import sessions, users
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.workforce.models import RoleHeld
from tests.factories.acts import AT, BY
from tests.factories.trail import said
from tests.factories.users import logged_in, user


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["a@force.example", "A@FORCE.example", " a@Force.Example "])
def test_the_same_email_cannot_be_had_twice(again: str) -> None:
    users.add(email="a@force.example", name="A", password=None, by=BY, at=AT)
    with pytest.raises(IntegrityError, match="accounts_user_email"):
        users.add(email=again, name="B", password=None, by=BY, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "name", "constraint"),
    [
        pytest.param("A@force.example", "A", "user_email_is_lower_case", id="capitals-past-the-manager"),
        pytest.param("a@force.example", "", "user_has_a_name", id="no-name"),
    ],
)
def test_what_the_database_refuses(email: str, name: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        User(email=email, name=name).save()


@pytest.mark.django_db
def test_a_user_is_found_by_email_whatever_its_capitals() -> None:
    made = users.add(email="a@force.example", name="A", password=None, by=BY, at=AT)
    assert User.objects.get_by_natural_key(" A@Force.example") == made


@pytest.fixture
def types_passwords(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def types(*passwords: str) -> None:
        typed = iter(passwords)
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))

    return types


@pytest.mark.django_db
def test_add_user_makes_an_account_with_a_role_from_today(types_passwords: Callable[..., None]) -> None:
    types_passwords("three random words", "three random words")
    call_command("add_user", "--email", "New@force.example", "--name", "New Person", "--role", "investigator")
    made = User.objects.get(email="new@force.example")
    assert made.check_password("three random words")
    assert not made.is_demo
    assert RoleHeld.objects.get(user=made).role == Role.INVESTIGATOR


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "passwords", "refusal"),
    [
        pytest.param("not an email", [], "“not an email” is not an e-mail address.", id="not-an-email"),
        pytest.param("n@force.example", ["three random words", "other"], "The two passwords differ.", id="they-differ"),
        pytest.param("n@force.example", ["short", "short"], "at least 12 characters", id="too-short"),
        pytest.param("taken@force.example", ["three random words"] * 2, "has an account already", id="taken"),
    ],
)
def test_add_user_says_what_is_wrong_and_makes_nothing(
    types_passwords: Callable[..., None], email: str, passwords: list[str], refusal: str
) -> None:
    users.add(email="taken@force.example", name="Taken", password=None, by=BY, at=AT)
    types_passwords(*passwords)
    with pytest.raises(CommandError, match=refusal):
        call_command("add_user", "--email", email, "--name", "New", "--role", "investigator")
    assert User.objects.count() == 1


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0": "Edge on Windows",
    "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0": "Firefox on Windows",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36": "Chrome on Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36": "Chrome on Android",
    "": "Unknown browser on an unknown system",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert sessions.browser_in_words(agent) == words


@pytest.mark.django_db
def test_a_lost_second_factor_is_removed_and_every_session_ends(client: Client) -> None:
    somebody = user()
    client = logged_in(somebody)
    UserSession.objects.create(user=somebody, session_key=client.session.session_key, ip="10.0.0.1", data={})
    call_command("remove_second_factor", somebody.email.upper())
    assert not Authenticator.objects.filter(user=somebody).exists()
    assert client.get("/")["Location"].startswith("/log-in/")


@pytest.mark.django_db
def test_removing_the_second_factor_of_nobody_says_so() -> None:
    with pytest.raises(CommandError, match="Nobody with this e-mail"):
        call_command("remove_second_factor", "nobody@force.example")


@pytest.mark.django_db
def test_a_name_that_a_colleague_has_is_not_taken_and_the_entry_keeps_the_one_before() -> None:
    mine, theirs = user(), user()
    for name in (theirs.name, theirs.name.upper(), f" {theirs.name} "):
        with pytest.raises(users.NameTaken):
            users.rename(user=mine, name=name, by=mine, at=AT)
    before = mine.name
    users.rename(user=mine, name="Sgt A. Rahman", by=mine, at=AT)
    assert said(Act.USER_RENAMED) == [("done", mine.principal, f"user:{mine.pk}", f"was {before}")]
    theirs.is_active = False
    theirs.save()
    users.rename(user=mine, name=theirs.name, by=mine, at=AT)
