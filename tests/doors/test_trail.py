"""What people do at the staff door leaves its entry, and nothing else does."""

import base64
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from cases.accounts import users
from cases.accounts.models import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused, Thing
from cases.staff.acting import me
from cases.staff.urls import urlpatterns as staff_patterns
from cases.web.gate import for_any_user
from config.urls_staff import handler403, handler500
from tests.factories.codes import code_at
from tests.factories.trail import counted, said
from tests.factories.users import PASSWORD, logged_in, user

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)
SECRET = base64.b32encode(b"twenty bytes of secret"[:20]).decode()
NEW_PASSWORD = "three quite other words"


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
    assert said(Act.SECOND_FACTOR_ADDED) == [done(somebody, "totp")], "using one is not adding one"


# What a browser could send, and no key of anybody's.
NO_PASSKEY = (
    '{"id": "_", "rawId": "_", "type": "public-key", "response": {"clientDataJSON": "_", "authenticatorData": "_",'
    ' "signature": "_"}}'
)


@pytest.mark.parametrize("page", ["mfa_login_webauthn", "mfa_authenticate"])
@pytest.mark.parametrize("answer", [NO_PASSKEY, '{"id": 1}'])
def test_a_passkey_that_is_not_accepted_is_counted(page: str, answer: str) -> None:
    client, somebody = Client(), with_app()
    if page == "mfa_authenticate":
        log_in(client, somebody)
    client.post(reverse(page), {"credential": answer})
    assert counted(Act.SECOND_FACTOR_FAILED) == 1
    assert said(Act.SECOND_FACTOR_FAILED, Act.LOGGED_IN) == []


@commits
@pytest.mark.usefixtures("early_in_a_period")
def test_a_second_factor_from_setting_up_to_removing() -> None:
    somebody, client = user(with_second_factor=False), Client()
    elsewhere = Client()
    for browser in (elsewhere, client):
        log_in(browser, somebody)
    elsewhere.get(reverse("home"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    key = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": right_code(key)})
    assert said(Act.SECOND_FACTOR_ADDED) == [done(somebody, "totp")]
    assert said(Act.RECOVERY_CODES_MADE) == [done(somebody)]
    assert said(Act.SESSIONS_ENDED) == [done(somebody, "1 session")]
    client.post(reverse("mfa_generate_recovery_codes"))
    assert said(Act.RECOVERY_CODES_MADE) == [done(somebody)] * 2
    client.post(reverse("mfa_deactivate_totp"))
    assert said(Act.SECOND_FACTOR_REMOVED) == [done(somebody, "totp"), done(somebody, "recovery_codes")]


@commits
@pytest.mark.usefixtures("early_in_a_period")
def test_without_its_entry_no_second_factor_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = user(with_second_factor=False)
    client = Client(raise_request_exception=False)
    log_in(client, somebody)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))

    def fail(**kwargs: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(trail, "record", fail)
        code = right_code(client.session["mfa.totp.secret"])
        assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 500
    assert not Authenticator.objects.filter(user=somebody).exists()


# --- What people do to their accounts ---


def test_a_password_that_is_changed() -> None:
    somebody = user()
    client = logged_in(somebody)
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_change_password"), typed | {"password2": "something different"})
    assert said(Act.PASSWORD_CHANGED) == []
    client.post(reverse("account_change_password"), typed)
    assert said(Act.PASSWORD_CHANGED) == [done(somebody)]
    assert PASSWORD not in str(list(Entry.objects.values()))
    assert NEW_PASSWORD not in str(list(Entry.objects.values()))


def test_a_password_is_not_changed_when_its_entry_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = user()

    def fails(**kwargs: Any) -> None:
        raise OperationalError

    client = logged_in(somebody, raise_request_exception=False)
    monkeypatch.setattr(trail, "record", fails)
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(reverse("account_change_password"), typed).status_code == 503
    somebody.refresh_from_db()
    assert somebody.check_password(PASSWORD)


def test_a_wrong_present_password_is_an_entry() -> None:
    somebody = user()
    typed = {"oldpassword": "not this one", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    logged_in(somebody).post(reverse("account_change_password"), typed)
    assert len(said(Act.LOG_IN_FAILED)) == 1


def test_a_name_that_is_changed() -> None:
    somebody = user()
    before = somebody.name
    client = logged_in(somebody)
    client.post(reverse("account_details"), {"name": ""})
    assert said(Act.USER_RENAMED) == []
    client.post(reverse("account_details"), {"name": "Another Name"})
    assert said(Act.USER_RENAMED) == [("done", somebody.principal, f"user:{somebody.pk}", f"was {before}")]


def test_sessions_that_are_ended() -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    here, *others = (Client() for _ in range(4))
    for client in (here, *others):
        log_in(client, somebody)
    one = UserSession.objects.get(session_key=others[0].session.session_key)
    for chosen in (one.pk, one.pk, "others", "others"):
        here.post(reverse("account_sessions"), {"session": chosen})
    assert said(Act.SESSIONS_ENDED) == [done(somebody, "1 session"), done(somebody, "2 sessions")]


# --- Pages that refuse, and pages that fail ---


@for_any_user
def refuses(request: HttpRequest) -> HttpResponse:
    at = request.at  # type: ignore[attr-defined]
    users.rename(user=me(request), name="Half Done", by=me(request), at=at)
    raise Refused("Ask your supervisor first.", what=Act.ROLE_GIVEN, about=Thing("matter", 7), reason="a conflict")


@for_any_user
def fails(request: HttpRequest) -> HttpResponse:
    users.rename(user=me(request), name="Half Done", by=me(request), at=request.at)  # type: ignore[attr-defined]
    raise ZeroDivisionError


@for_any_user
def answers_that_it_failed(request: HttpRequest) -> HttpResponse:
    users.rename(user=me(request), name="Half Done", by=me(request), at=request.at)  # type: ignore[attr-defined]
    return HttpResponse("not now", status=503)


urlpatterns = [
    path("refuses/", refuses),
    path("fails/", fails),
    path("answers-that-it-failed/", answers_that_it_failed),
    *staff_patterns,
]
__all__ = ["handler403", "handler500", "urlpatterns"]
with_pages_of_ours = override_settings(ROOT_URLCONF="tests.doors.test_trail")


def statements(questions: CaptureQueriesContext) -> list[str]:
    """How each transaction began and ended, and when an entry was written in it."""
    kinds = {"BEGIN": "BEGIN", "COMMIT": "COMMIT", "ROLLBACK": "ROLLBACK", "INSERT INTO audit_entry": "ENTRY"}
    said = (next((kind for begin, kind in kinds.items() if one["sql"].startswith(begin)), "") for one in questions)
    return [kind for kind in said if kind]


@commits
def test_a_page_refused_for_want_of_a_permission_is_an_entry_in_a_transaction_of_its_own() -> None:
    somebody = user()
    client = logged_in(somebody)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(reverse("system_health"))
    assert answer.status_code == 403
    assert said(Act.PAGE_REFUSED) == [("refused", of(somebody), "page:system_health", "system.health")]
    assert statements(questions) == ["BEGIN", "ROLLBACK", "BEGIN", "ENTRY", "COMMIT"]


def test_whoever_must_log_in_first_leaves_no_entry() -> None:
    before = Entry.objects.count()
    assert Client().get(reverse("system_health")).status_code == 302
    assert Client().get("/not/there/").status_code == 404
    assert Entry.objects.count() == before


@commits
@with_pages_of_ours
def test_a_refusal_is_answered_with_its_sentence_undoes_everything_and_leaves_one_entry() -> None:
    somebody = user()
    client = logged_in(somebody)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as questions:
        answer = client.get("/refuses/")
    assert answer.status_code == 409
    assert "Ask your supervisor first." in answer.text
    assert User.objects.get(pk=somebody.pk).name == somebody.name
    assert said(Act.USER_RENAMED) == []
    assert said(Act.ROLE_GIVEN)[-1] == ("refused", of(somebody), "matter:7", "a conflict")
    assert len(said(Act.ROLE_GIVEN)) == 1
    assert statements(questions) == ["BEGIN", "ENTRY", "ROLLBACK", "BEGIN", "ENTRY", "COMMIT"]


@commits
@with_pages_of_ours
@pytest.mark.parametrize(("page", "status"), [("/fails/", 500), ("/answers-that-it-failed/", 503)])
def test_a_page_that_fails_leaves_neither_its_act_nor_an_entry(page: str, status: int) -> None:
    somebody = user()
    client = logged_in(somebody, raise_request_exception=False)
    before = Entry.objects.count()
    assert client.get(page).status_code == status
    assert User.objects.get(pk=somebody.pk).name == somebody.name
    assert Entry.objects.count() == before
