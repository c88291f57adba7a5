"""Within a request and a job, PostgreSQL knows on whose behalf it works, and the act's time is its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cases.accounts import users
from cases.accounts.models import User
from cases.audit.actors import Job
from cases.staff import urls
from cases.staff.account.pages import PAGES
from cases.web.acting import SETTING, keeps_each_write
from cases.web.gate import all_pages, open_to_all
from cases.web.on_behalf import on_behalf_of
from config.urls_staff import handler500
from tests.factories.acts import AT, BY
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


def told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return str(cursor.fetchone()[0])


@open_to_all(why="a test")
def whose(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{told()} {request.at.isoformat()}")  # type: ignore[attr-defined]


@open_to_all(why="a test")
def counts_and_fails(request: HttpRequest) -> HttpResponse:
    users.add(email="counted@force.example", name="Counted", password=None, by=BY, at=AT)
    raise ZeroDivisionError


urlpatterns = [
    path("whose/", whose),
    path("counts/", keeps_each_write(counts_and_fails)),
    path("undoes/", open_to_all(why="a test")(counts_and_fails)),
    *urls.urlpatterns,
]
__all__ = ["handler500", "urlpatterns"]


@override_settings(ROOT_URLCONF="tests.cases.web.test_acting")
def test_a_request_acts_for_who_is_logged_in_at_the_databases_time() -> None:
    client, somebody = Client(), user()
    assert client.get("/whose/").text.startswith("nobody ")
    client = logged_in(somebody)
    principal, at = client.get("/whose/").text.split()
    assert principal == f"user:{somebody.pk}"
    assert abs(datetime.fromisoformat(at) - datetime.now(UTC)) < timedelta(minutes=1)


@override_settings(ROOT_URLCONF="tests.cases.web.test_acting")
@pytest.mark.parametrize(("address", "stays"), [("/counts/", True), ("/undoes/", False)])
def test_what_counts_tries_outlives_a_page_that_fails_and_nothing_else_does(address: str, stays: bool) -> None:
    assert Client(raise_request_exception=False).get(address).status_code == 500
    assert User.objects.filter(email="counted@force.example").exists() is stays


def test_every_page_where_something_can_be_guessed_keeps_its_count() -> None:
    kept = {page.name for page in PAGES if page.counts_tries}
    assert kept == {
        "account_login",
        "account_change_password",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
    marked = [page for page in all_pages(urls.urlpatterns) if getattr(page.callback, "keeps_each_write", False)]
    # Files are compared with their hash without a transaction that is open meanwhile.
    assert kept | {"evidence_original", "evidence_copy"} == {page.name for page in marked}


def test_a_job_acts_for_itself() -> None:
    with on_behalf_of(Job("test.whose")) as at:
        assert told() == "job:test.whose"
        assert abs(at - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("offset", [timedelta(0), timedelta(days=15), timedelta(hours=-3)])
def test_the_clock_can_be_moved_for_looking_ahead(offset: timedelta) -> None:
    with override_settings(CLOCK_OFFSET=offset), on_behalf_of(Job("test.later")) as at:
        assert abs(at - datetime.now(UTC) - offset) < timedelta(minutes=1)
