"""The second factor: proved by every session, counted by device, readable only with its key."""

import base64
import time
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from cases.accounts import users
from cases.accounts.models import User
from cases.staff.account.forms import LOCKED_HERE, TOO_MANY_CODES
from tests.factories.acts import AT, BY
from tests.factories.codes import code_at
from tests.factories.users import PASSWORD, logged_in, user

pytestmark = pytest.mark.django_db
SECRET = base64.b32encode(b"twenty bytes of secret"[:20]).decode()
OFFICE, ELSEWHERE = "10.1.1.1", "203.0.113.9"


@pytest.fixture(autouse=True)
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


def password_step(client: Client, somebody: User, address: str = OFFICE) -> str:
    response = client.post(
        reverse("account_login"), {"login": somebody.email, "password": PASSWORD}, REMOTE_ADDR=address
    )
    return str(response["Location"])


def code_step(client: Client, code: str, address: str = OFFICE) -> str:
    """`in`, or what the page says."""
    response = client.post(reverse("mfa_authenticate"), {"code": code}, REMOTE_ADDR=address)
    return "in" if response.status_code == 302 else response.text


def right_code() -> str:
    return code_at(secret=SECRET, seconds=time.time())


def wrong_code() -> str:
    return f"{(int(right_code()) + 1) % 1_000_000:06d}"


def test_the_password_alone_opens_nothing() -> None:
    client, somebody = Client(), with_app()
    assert password_step(client, somebody) == reverse("mfa_authenticate")
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_the_code_opens_the_door_once() -> None:
    somebody, code = with_app(), right_code()
    for client, outcome in ((Client(), True), (Client(), False)):
        password_step(client, somebody)
        assert (code_step(client, code) == "in") is outcome
        assert (client.get(reverse("home")).status_code == 200) is outcome


@pytest.mark.django_db(transaction=True)
def test_a_session_begun_with_the_password_alone_ends_when_the_owner_sets_up_a_second_factor() -> None:
    somebody = user(with_second_factor=False)
    attacker, owner = Client(), Client()
    for client in (attacker, owner):
        assert password_step(client, somebody) == reverse("home")
        assert client.get(reverse("home"))["Location"] == reverse("mfa_index")
    owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    owner.get(reverse("mfa_activate_totp"))
    key = owner.session["mfa.totp.secret"]
    owner.post(reverse("mfa_activate_totp"), {"code": code_at(secret=key, seconds=time.time())})
    assert owner.get(reverse("home")).status_code == 200
    assert attacker.get(reverse("home"))["Location"].startswith(reverse("account_login"))
    assert attacker.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.filter(user=somebody, type=Authenticator.Type.TOTP).exists()


def test_a_password_does_not_confirm_for_somebody_with_a_second_factor() -> None:
    client = logged_in(with_app())
    for response in (
        client.get(reverse("account_reauthenticate")),
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD}),
    ):
        assert response["Location"] == reverse("mfa_reauthenticate")
    assert client.get(reverse("mfa_deactivate_totp"))["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_session_that_has_not_proved_it_proves_it_and_goes_on() -> None:
    client, somebody = Client(), with_app()
    client.force_login(somebody)
    asked = client.get("/roles/")["Location"]
    assert asked == f"{reverse('mfa_reauthenticate')}?next=%2Froles%2F"
    assert client.post(asked, {"code": wrong_code()}).status_code == 200
    assert client.get("/roles/").status_code == 302
    client.post(asked, {"code": right_code()})
    assert client.get("/roles/").status_code == 200


def test_a_thief_of_the_password_cannot_keep_the_owner_out_of_the_code_step() -> None:
    somebody = with_app()
    own_browser = Client()
    password_step(own_browser, somebody)
    assert code_step(own_browser, right_code()) == "in"
    own_browser.post(reverse("account_logout"))
    for address in (OFFICE, ELSEWHERE):
        for _ in range(4):
            thief = Client()
            password_step(thief, somebody, address)
            for _ in range(6):
                code_step(thief, wrong_code(), address)
    thief = Client()
    password_step(thief, somebody)
    assert TOO_MANY_CODES in code_step(thief, wrong_code())
    password_step(own_browser, somebody)
    assert TOO_MANY_CODES not in code_step(own_browser, wrong_code())


def test_codes_cannot_be_guessed_from_many_places_either() -> None:
    somebody = with_app()
    said = []
    for number in range(8):
        thief = Client()
        password_step(thief, somebody, f"203.0.113.{number}")
        said += [code_step(thief, wrong_code(), f"203.0.113.{number}") for _ in range(5)]
    assert [TOO_MANY_CODES in text for text in said] == [False] * 30 + [True] * 10


def test_a_secret_is_renewed_under_a_new_key_and_then_the_old_one_may_go() -> None:
    somebody = with_app()
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert users.renew_second_factors(by=BY, at=AT) == (1, 0)
        assert users.renew_second_factors(by=BY, at=AT) == (1, 0)
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[]):
        stored = Authenticator.objects.get(user=somebody).data["secret"]
        assert get_adapter().decrypt(stored) == SECRET
    assert SECRET not in stored


@override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[])
def test_without_its_key_a_second_factor_lets_nobody_in_and_breaks_nothing() -> None:
    with override_settings(SECRET_KEY="only-for-tests"):
        somebody = with_app()
    client = Client()
    password_step(client, somebody)
    assert "The code is not right" in code_step(client, right_code())
    with pytest.raises(CommandError, match="1 secrets cannot be read"):
        call_command("renew_second_factors")


def test_a_browser_is_not_known_before_the_second_factor_is_proved() -> None:
    somebody, client = user(with_second_factor=False), Client()
    password_step(client, somebody)
    client.get(reverse("home"))
    client.get(reverse("mfa_index"))
    assert settings.DEVICE_COOKIE_NAME not in client.cookies
    proved = logged_in(with_app())
    proved.get(reverse("home"))
    assert settings.DEVICE_COOKIE_NAME in proved.cookies


def test_a_stranger_at_the_same_address_does_not_keep_the_owner_from_confirming() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    owner = Client()
    password_step(owner, somebody)
    owner.get(reverse("home"))
    for _ in range(20):
        Client().post(reverse("account_login"), {"login": somebody.email, "password": "wrong"}, REMOTE_ADDR=OFFICE)
    for _ in range(12):
        owner.post(reverse("account_reauthenticate"), {"password": ""}, REMOTE_ADDR=OFFICE)
    confirmed = owner.post(reverse("account_reauthenticate"), {"password": PASSWORD}, REMOTE_ADDR=OFFICE)
    assert confirmed.status_code == 302


def test_wrong_passwords_at_the_confirm_page_are_counted_and_say_so() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    owner = Client()
    password_step(owner, somebody)
    owner.get(reverse("home"))
    said = [owner.post(reverse("account_reauthenticate"), {"password": "wrong"}).text for _ in range(9)]
    assert "This is not your password" in said[0]
    assert LOCKED_HERE in said[-1]


ODD_ANSWERS = {
    "deep": "[" * 15_000,
    "long": '"' + "x" * 30_000 + '"',
    "digits": "9" * 5000,
    "not json": "{",
    "a number": "1",
    "a list": "[]",
    "empty": "{}",
    "wrong kinds": '{"id": 1, "rawId": [], "response": {"clientDataJSON": 1}, "type": null}',
    "no bytes": '{"id": "_", "rawId": "_", "type": "public-key", "response": {"clientDataJSON": "_", '
    '"authenticatorData": "_", "signature": "_", "attestationObject": "_"}}',
}


@pytest.mark.parametrize("odd", ODD_ANSWERS.values(), ids=list(ODD_ANSWERS))
def test_an_odd_answer_for_a_passkey_is_refused_and_breaks_nothing(odd: str) -> None:
    half, whole = Client(), logged_in(with_app())
    password_step(half, with_app())
    for client, page in (
        (Client(), "mfa_login_webauthn"),
        (half, "mfa_authenticate"),
        (whole, "mfa_reauthenticate_webauthn"),
        (whole, "mfa_add_webauthn"),
    ):
        client.get(reverse(page))
        response = client.post(reverse(page), {"credential": odd, "name": "key"})
        assert response.status_code in {200, 302}, page
        assert half.get(reverse("home")).status_code == 302
