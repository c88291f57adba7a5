"""Error pages: each helps, none asks the database, and what is hidden looks exactly like what is not there."""

import re
from typing import NoReturn
from urllib.parse import urlencode

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from cases.accounts.drafts import find
from cases.accounts.models import User
from cases.staff import drafts
from cases.staff.urls import urlpatterns as staff_patterns
from cases.web.gate import open_to_all
from config.urls_staff import handler400, handler403, handler404, handler500
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
ERRORS = {"operational": OperationalError, "interface": InterfaceError, "data": DataError, "bug": ZeroDivisionError}


@open_to_all(why="a test")
def broken(request: HttpRequest, kind: str) -> NoReturn:
    raise SuspiciousOperation if kind == "suspicious" else ERRORS[kind]


@open_to_all(why="a test")
def writes_then_fails(request: HttpRequest) -> NoReturn:
    User.objects.create_user(email="half@force.example", name="Half done", password=None)
    raise ZeroDivisionError


@open_to_all(why="a test")
def spoils_the_transaction(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return HttpResponse("never")


urlpatterns = [
    path("broken/<kind>/", broken),
    path("half/", writes_then_fails),
    path("spoilt/", spoils_the_transaction),
    *staff_patterns,
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
BROKEN = override_settings(ROOT_URLCONF="tests.doors.test_errors")


@BROKEN
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        pytest.param("operational", 503, id="the-database-does-not-answer"),
        pytest.param("interface", 503, id="the-connection-broke"),
        pytest.param("data", 500, id="a-wrong-value-is-our-bug"),
        pytest.param("bug", 500, id="a-bug"),
        pytest.param("suspicious", 400, id="something-unreadable"),
    ],
)
@pytest.mark.parametrize("known", [False, True], ids=["stranger", "user"])
def test_each_failure_has_its_page_with_the_number_that_help_asks_for(kind: str, status: int, known: bool) -> None:
    client = logged_in(user(), raise_request_exception=False) if known else Client(raise_request_exception=False)
    response = client.get(f"/broken/{kind}/")
    assert response.status_code == status
    assert response["X-Request-ID"] in response.text
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)
    assert "Traceback" not in response.text


@BROKEN
def test_a_view_that_fails_undoes_what_it_wrote() -> None:
    assert Client(raise_request_exception=False).get("/half/").status_code == 500
    assert not User.objects.filter(email="half@force.example").exists()


@BROKEN
def test_a_page_is_answered_even_when_the_transaction_is_spoilt() -> None:
    client = logged_in(user(), raise_request_exception=False)
    assert client.get("/spoilt/").status_code == 500


def test_what_is_not_there_is_one_page_for_everybody() -> None:
    somebody = logged_in(user())
    pages = [client.get(url).text for client in (Client(), somebody) for url in ("/nothing/", "/nothing/else/")]
    assert len({re.sub(r"[0-9a-f]{32}", "id", page) for page in pages}) == 1


def test_a_form_from_another_site_is_refused_and_changes_nothing() -> None:
    somebody = user()
    client = logged_in(somebody, enforce_csrf_checks=True)
    response = client.post(reverse("account_details"), {"name": "Changed"})
    assert response.status_code == 403
    somebody.refresh_from_db()
    assert somebody.name != "Changed"


@pytest.mark.parametrize("expired", ["session", "form"])
def test_what_was_typed_survives_an_expired_session_or_form(expired: str) -> None:
    somebody = user()
    client = logged_in(somebody, enforce_csrf_checks=True) if expired == "form" else Client()
    typed = {"name": "Sgt A. Rahman", drafts.FIELD: drafts.note(user=somebody, kind="account_details")}
    response = client.post(reverse("account_details"), typed)
    assert response.status_code == (302 if expired == "session" else 403)
    assert find(owner_id=somebody.pk, kind="account_details", key="") == {"name": ["Sgt A. Rahman"]}
    again = logged_in(somebody)
    assert "Sgt A. Rahman" in again.get(reverse("account_details")).text


def test_what_one_person_typed_is_never_offered_to_another() -> None:
    author, next_at_the_desk = user(), user()
    Client().post(
        reverse("account_details"),
        {"name": "Only mine", drafts.FIELD: drafts.note(user=author, kind="account_details")},
    )
    client = logged_in(next_at_the_desk)
    assert "Only mine" not in client.get(reverse("account_details")).text


@pytest.mark.parametrize("note", ["", "forged", "eyJvd25lciI6MX0:1abc:xyz"])
def test_without_a_note_of_ours_nothing_is_stored(note: str) -> None:
    somebody = user()
    Client().post(reverse("account_details"), {"name": "Planted", drafts.FIELD: note})
    assert find(owner_id=somebody.pk, kind="account_details", key="") is None


def test_a_kept_text_can_be_saved_or_discarded() -> None:
    somebody = user()
    client = logged_in(somebody)
    for send in ({"discard": "1"}, {"name": "Sgt A. Rahman"}):
        note = drafts.note(user=somebody, kind="account_details")
        Client().post(reverse("account_details"), {"name": "Typed", drafts.FIELD: note})
        client.post(reverse("account_details"), send)
        assert find(owner_id=somebody.pk, kind="account_details", key="") is None
    somebody.refresh_from_db()
    assert somebody.name == "Sgt A. Rahman"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("a\0b", "ab", id="a-byte-that-postgresql-refuses"),
        pytest.param("x" * (drafts.MOST_KEPT - 4), "x" * (drafts.MOST_KEPT - 4), id="as-long-as-may-be-with-its-name"),
        pytest.param("x" * (drafts.MOST_KEPT - 3), None, id="too-long"),
    ],
)
def test_what_is_kept_is_text_of_a_length_somebody_types(typed: str, kept: str | None) -> None:
    somebody = user()
    note = drafts.note(user=somebody, kind="account_details")
    response = Client().post(reverse("account_details"), {"name": typed, drafts.FIELD: note})
    assert response.status_code == 302
    assert ("kept=1" in response["Location"]) is (kept is not None)
    found = find(owner_id=somebody.pk, kind="account_details", key="")
    assert found == (None if kept is None else {"name": [kept]})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param({"a\0b": "x"}, {"ab": ["x"]}, id="a-name-that-postgresql-refuses"),
        pytest.param({"n" * (drafts.MOST_KEPT + 1): ""}, None, id="a-name-too-long"),
        pytest.param({f"field{n}": "" for n in range(drafts.MOST_FIELDS + 1)}, None, id="too-many-fields"),
    ],
)
def test_what_is_kept_has_the_shape_of_a_form(typed: dict[str, str], kept: dict[str, list[str]] | None) -> None:
    somebody = user()
    note = drafts.note(user=somebody, kind="account_details")
    body = urlencode(typed | {drafts.FIELD: note})
    kind = "application/x-www-form-urlencoded"
    assert Client().post(reverse("account_details"), body, content_type=kind).status_code == 302
    assert find(owner_id=somebody.pk, kind="account_details", key="") == kept


@pytest.mark.parametrize(("origin", "kept"), [("https://evil.example", False), ("null", False), (None, True)])
def test_nothing_is_kept_of_a_form_that_another_site_sent(origin: str | None, kept: bool) -> None:
    somebody = user()
    client = logged_in(somebody, enforce_csrf_checks=True)
    typed = {"name": "Planted", drafts.FIELD: drafts.note(user=somebody, kind="account_details")}
    headers = {"Origin": origin} if origin else {}
    assert client.post(reverse("account_details"), typed, headers=headers).status_code == 403
    assert (find(owner_id=somebody.pk, kind="account_details", key="") is not None) is kept


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "idna", "latin-1", "UTF-16", "unreadable"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_encoding_than_ours_is_refused_before_anything_reads_it(charset: str, method: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = Client().generic(method.upper(), reverse("account_login") + "?next=/a", b"login=x", kind)
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_our_own_encoding_may_be_named(charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert Client().post(reverse("account_login"), "login=x", content_type=kind).status_code == 200


@pytest.mark.parametrize("place", ["http://[", "//[", "http://[::1"])
@pytest.mark.parametrize("page", ["account_login", "mfa_authenticate", "mfa_reauthenticate_webauthn"])
def test_to_be_sent_on_to_no_address_is_refused(place: str, page: str) -> None:
    client = logged_in(user())
    assert client.get(reverse(page), {"next": place}).status_code == 400
    assert client.post(reverse(page), {"next": place}).status_code == 400


@pytest.mark.parametrize("name", ["\u202eHale", "DI\u200b Hale", "DI\u2066Hale"], ids=["bidi", "no-width", "isolate"])
def test_a_name_of_signs_that_cannot_be_seen_is_refused_in_words(name: str) -> None:
    response = logged_in(user()).post(reverse("account_details"), {"name": name})
    assert "signs that can be seen" in response.text
