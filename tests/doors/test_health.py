"""Health: what each check says at its boundary, and that nothing stands in its way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.test import Client, override_settings

from cases.accounts.roles import Role
from cases.jobs import heartbeat as hearts
from cases.jobs import runs
from cases.jobs.models import Heartbeat, JobRun
from cases.jobs.slots import Daily
from cases.staff import readiness
from cases.web import health
from tests.factories.jobs import dead_work, failed_run, finished_run, run, work
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def ready(client: Client | None = None) -> tuple[int, dict[str, Any]]:
    response = (client or Client()).get("/readyz")
    return response.status_code, response.json()["checks"]


def test_alive_without_a_database_a_session_or_a_known_host(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(0):
        response = Client().get("/healthz", HTTP_HOST="10.0.0.7")
    assert response.status_code == 200
    assert response.text == "ok\n"
    assert not response.cookies


@pytest.fixture(autouse=True)
def no_schedule(settings: Any) -> None:
    """Nothing is due, but where a test says so."""
    settings.JOBS = {}


SWEEP = {"sweep": Daily(hour=4, minute=10, description="a test")}


@pytest.mark.parametrize(
    ("at", "slots", "ok"),
    [
        pytest.param("2026-11-23T04:19:59+00:00", ["2026-11-22"], True, id="begun-less-than-ten-minutes-ago"),
        pytest.param("2026-11-23T04:20:00+00:00", ["2026-11-22"], False, id="ten-minutes-ago"),
        pytest.param("2026-11-23T04:20:00+00:00", ["2026-11-23"], True, id="has-run"),
        pytest.param("2026-11-23T04:20:00+00:00", [], False, id="never-ran"),
        pytest.param("2026-11-23T04:20:00+00:00", ["as at 2026-11-23T04:10:00+00:00"], False, id="only-by-hand"),
        pytest.param("2026-11-23T04:20:00+00:00", ["2026-11-24"], True, id="a-later-one"),
    ],
)
def test_a_slot_that_began_and_has_no_run_is_trouble(at: str, slots: list[str], ok: bool) -> None:
    for slot in slots:
        finished_run(job="sweep", slot=slot)
    assert runs.not_started(schedule=SWEEP, at=datetime.fromisoformat(at)) == ([] if ok else ["sweep"])


def test_a_slot_that_waits_for_an_earlier_run_is_not_late_but_a_run_of_hours_is_trouble(settings: Any) -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    settings.JOBS = SWEEP
    status, checks = ready()
    assert (status, checks["schedule"]["ok"]) == (503, False)
    assert "due and not begun: sweep" in checks["schedule"]["found"]
    run(job="sweep", slot="2020-02-01")
    assert ready()[0] == 200
    JobRun.objects.update(began_at=Now() - timedelta(hours=3, seconds=1))
    status, checks = ready()
    assert (status, checks["schedule"]["found"]) == (503, "under way for hours: sweep; see the jobs page")


def test_ready_when_everything_is_well() -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    status, checks = ready()
    assert {name: check["ok"] for name, check in checks.items()} == dict.fromkeys(
        ["database", "clocks", "migrations", "broker", "heartbeat", "work", "schedule"], True
    )
    assert status == 200


@pytest.mark.parametrize(
    ("seconds", "ok"),
    [
        pytest.param(None, False, id="never"),
        pytest.param(0, True, id="now"),
        pytest.param(119, True, id="just-under-two-minutes"),
        pytest.param(121, False, id="just-over-two-minutes"),
    ],
)
def test_a_heart_that_has_not_beaten_for_two_minutes_is_trouble(seconds: int | None, ok: bool) -> None:
    if seconds is not None:
        hearts.beat(name=hearts.SCHEDULED, ref="")
        Heartbeat.objects.update(at=Now() - timedelta(seconds=seconds))
    status, checks = ready()
    assert checks["heartbeat"]["ok"] is ok
    assert status == (200 if ok else 503)


def two_of_each() -> None:
    for number in range(2):
        dead_work()
        failed_run(job=f"job {number}")


def made_good() -> None:
    failed_run(slot="2026-11-22")
    finished_run(slot="2026-11-23")


def failed_again() -> None:
    finished_run(slot="2026-11-22")
    failed_run(slot="2026-11-23")


LATE = "the oldest work has waited for {} s; the jobs page says why"


@pytest.mark.parametrize(
    ("before", "ok", "found"),
    [
        pytest.param(lambda: None, True, "nothing waits", id="nothing"),
        pytest.param(lambda: work(done_at=Now(), put_at=Now() - HOUR), True, "nothing waits", id="done"),
        pytest.param(work, True, "the oldest has waited for 0 s", id="young"),
        pytest.param(
            lambda: work(put_at=Now() - timedelta(seconds=299)),
            True,
            "the oldest has waited for 299 s",
            id="just-under-five-minutes",
        ),
        pytest.param(
            lambda: work(put_at=Now() - timedelta(seconds=301)), False, LATE.format(301), id="just-over-five-minutes"
        ),
        pytest.param(
            lambda: (work(), work(put_at=Now() - HOUR)), False, LATE.format(3600), id="the-oldest-is-what-counts"
        ),
        pytest.param(dead_work, False, "work that failed for good: 1; see the jobs page", id="dead"),
        pytest.param(lambda: dead_work(given_up_at=Now()), True, "nothing waits", id="given-up"),
        pytest.param(failed_run, False, "jobs that failed for good: 1; see the jobs page", id="a-failed-job"),
        pytest.param(two_of_each, False, "work that failed for good: 2; see the jobs page", id="two-of-each"),
        pytest.param(made_good, True, "nothing waits", id="a-later-run-made-it-good"),
        pytest.param(failed_again, False, "jobs that failed for good: 1; see the jobs page", id="a-later-run-failed"),
        pytest.param(lambda: run(problem="ValueError"), True, "nothing waits", id="a-job-is-tried-again-by-itself"),
    ],
)
def test_work_that_waits_too_long_or_for_a_person_is_trouble(before: Callable[[], Any], ok: bool, found: str) -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    before()
    status, checks = ready()
    # Seconds pass while a test runs.
    said = checks["work"]["found"]
    assert (status, checks["work"]["ok"]) == (200 if ok else 503, ok)
    assert said in {found, *(found.replace(f"{n} s", f"{n + 1} s") for n in (0, 299, 301, 3600))}


def test_the_system_page_says_what_needs_a_person() -> None:
    client = logged_in(user(Role.ADMINISTRATOR))
    hearts.beat(name=hearts.SCHEDULED, ref="")
    assert "Every part of Candour is well." in client.get("/system/").text
    dead_work()
    page = client.get("/system/").text
    assert "Part of Candour needs a person." in page
    assert "Work that failed for good: 1; see the jobs page" in page


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_without_a_broker_not_ready() -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    status, checks = ready()
    assert (status, checks["broker"]["ok"]) == (503, False)


@pytest.mark.parametrize(
    ("seconds", "ok"),
    [
        pytest.param(-6, False, id="behind"),
        pytest.param(-4, True, id="a-little-behind"),
        pytest.param(4, True, id="a-little-ahead"),
        pytest.param(6, False, id="ahead"),
    ],
)
def test_a_clock_that_differs_by_five_seconds_is_trouble(seconds: int, ok: bool) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds)):
        assert ready()[1]["clocks"]["ok"] is ok


def test_a_missing_migration_is_trouble_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    applied = MigrationRecorder(connection).applied_migrations()
    newest = {key: row for key, row in applied.items() if key != ("jobs", "0001_initial")}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: newest)
    status, checks = ready()
    assert status == 503
    assert checks["migrations"]["found"] == "1 migrations are not applied; run manage.py migrate"


def test_a_database_that_does_not_answer_is_503_and_names_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise OperationalError("connection to server at 10.2.3.4 failed: password for candour_runtime")

    monkeypatch.setattr(health, "database", refuse)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == {"ok": False, "found": "does not answer (OperationalError)"}


@pytest.mark.parametrize(
    ("celery", "client"),
    [
        ("redis+socket:///run/r.sock?virtual_host=0", "unix:///run/r.sock?db=0"),
        ("redis+socket:///run/r.sock", "unix:///run/r.sock?"),
        ("redis://:pw@host:6379/1", "redis://:pw@host:6379/1"),
        ("rediss://host/0", "rediss://host/0"),
    ],
)
def test_the_brokers_address_in_both_spellings(celery: str, client: str) -> None:
    assert readiness.redis_address(celery) == client
