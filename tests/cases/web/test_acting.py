"""Within a request and a job, PostgreSQL knows on whose behalf it works, and the act's time is its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cases.tasks import job
from cases.web.acting import SETTING
from cases.web.gate import open_to_all
from config.urls_staff import handler500
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


def told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return str(cursor.fetchone()[0])


@open_to_all(why="a test")
def whose(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{told()} {request.at.isoformat()}")  # type: ignore[attr-defined]


urlpatterns = [path("whose/", whose)]
__all__ = ["handler500", "urlpatterns"]


@override_settings(ROOT_URLCONF="tests.cases.web.test_acting")
def test_a_request_acts_for_who_is_logged_in_at_the_databases_time() -> None:
    client, somebody = Client(), user()
    assert client.get("/whose/").text.startswith("nobody ")
    client = logged_in(somebody)
    principal, at = client.get("/whose/").text.split()
    assert principal == f"user:{somebody.pk}"
    assert abs(datetime.fromisoformat(at) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_job_acts_for_itself() -> None:
    seen = []

    def work(*, at: datetime) -> None:
        seen.append(told())
        assert abs(at - datetime.now(UTC)) < timedelta(minutes=1)

    job("test.whose")(work).run()
    assert seen == ["job:test.whose"]
