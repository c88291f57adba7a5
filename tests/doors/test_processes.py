"""Both doors, worker and beat as processes: what each answers, shares with the other, and keeps to itself."""

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern

from cases.portal.urls import urlpatterns as portal_patterns
from cases.staff.urls import urlpatterns as staff_patterns
from cases.web.gate import Who, all_pages, rule_of
from tests import processes
from tests.databases import Clone
from tests.processes import ROOT, Running, environment_of, get


@pytest.fixture(scope="module")
def doors(session_clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    folder = tmp_path_factory.mktemp("doors")
    with (
        processes.door("portal", clone=session_clone, folder=folder) as portal,
        processes.door("staff", clone=session_clone, folder=folder) as staff,
    ):
        yield {"portal": portal, "staff": staff}


def test_the_doors_share_no_address_but_their_front_page() -> None:
    portal, staff = ({str(page.pattern) for page in all_pages(urls)} for urls in (portal_patterns, staff_patterns))
    assert portal & staff == {""}


@pytest.mark.parametrize("door", ["portal", "staff"])
def test_every_answer_carries_the_headers_that_protect_a_visitor(doors: dict[str, Running], door: str) -> None:
    for path in ("/", "/not-there/"):
        _, _, headers = get(doors[door].address + path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == {"portal": "no-referrer", "staff": "same-origin"}[door]
        assert "camera=()" in headers["Permissions-Policy"]


def test_the_portal_sets_no_cookie(doors: dict[str, Running]) -> None:
    for path in ("/", "/privacy/", "/accessibility/", "/not-there/"):
        assert "Set-Cookie" not in get(doors["portal"].address + path)[2]


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in all_pages(portal_patterns)])
def test_every_page_of_the_portal_declares_that_it_is_for_everybody_and_opens(
    doors: dict[str, Running], page: URLPattern
) -> None:
    rule = rule_of(page.callback)
    assert rule is not None
    assert (rule.who, bool(rule.why)) == (Who.ALL, True)
    address = doors["portal"].address + "/" + str(page.pattern)
    assert get(address)[0] == 200
    assert get(address, data=b"a=1")[0] in {403, 405}


@pytest.mark.parametrize("path", ["/log-in/", "/roles/", "/system/", "/account/"])
def test_the_staff_doors_addresses_do_not_exist_in_the_portal(doors: dict[str, Running], path: str) -> None:
    assert get(doors["portal"].address + path)[0] == 404


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_the_portals_addresses_do_not_exist_in_the_staff_door(doors: dict[str, Running], path: str) -> None:
    assert get(doors["staff"].address + path)[0] == 404


def test_the_portal_is_ready_without_jobs_and_the_staff_door_is_not(doors: dict[str, Running]) -> None:
    assert get(doors["portal"].address + "/readyz")[0] == 200
    status, said, _ = get(doors["staff"].address + "/readyz")
    assert status == 503
    assert "no job has ever run" in said


@pytest.mark.parametrize("door", ["portal", "staff"])
def test_metrics_are_on_the_inner_address_only(doors: dict[str, Running], door: str) -> None:
    get(doors[door].address + "/log-in/")
    assert get(doors[door].address + "/metrics")[0] == 404
    status, text, _ = get(doors[door].metrics + "/metrics")
    assert status == 200
    # The portal counts no requests: their times could betray the time of a report.
    assert ("django_http_requests" in text) is (door == "staff")


def test_no_log_line_holds_an_address_an_agent_or_anything_typed(doors: dict[str, Running]) -> None:
    for running in doors.values():
        request = urllib.request.Request(
            running.address + "/not-there/?q=canary-typed",
            headers={"User-Agent": "canary-agent", "X-Forwarded-For": "198.51.100.77", "Referer": "http://canary-from"},
        )
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request)
        text = running.log.read_text()
        assert not [canary for canary in ("canary", "198.51.100.77", "127.0.0.1 ") if canary in text]


@pytest.mark.parametrize("door", ["portal", "staff"])
@pytest.mark.parametrize(
    "sent",
    [
        b"GET /report my name is Canary HTTP/1.1\r\n\r\n",
        b"CANARY\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: canary\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nBad Canary: x\r\n\r\n",
    ],
)
def test_a_request_that_cannot_be_read_is_not_repeated_in_the_log(
    doors: dict[str, Running], door: str, sent: bytes
) -> None:
    host, _, port = doors[door].address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(sent)
        answer = connection.recv(200)
    assert b" 400 " in answer
    text = doors[door].log.read_text().lower()
    assert "a request could not be read" in text
    assert "canary" not in text
    assert "127.0.0.1 " not in text
    assert "ip=" not in text


@pytest.mark.parametrize("door", ["portal", "staff"])
@pytest.mark.parametrize("charset", ["undefined", "zlib", "utf-7", "rot13", "utf-7; x=utf-8"])
def test_another_encoding_is_refused_by_a_page_of_ours(doors: dict[str, Running], door: str, charset: str) -> None:
    for data in (None, b"login=x"):
        request = urllib.request.Request(doors[door].address + "/?a=b", data=data)
        request.add_header("Content-Type", f"application/x-www-form-urlencoded; charset={charset}")
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request, timeout=10)
        with refusal.value as answer:
            assert answer.code == 400
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
            assert "We could not read what your browser sent" in answer.read().decode()


def test_the_portals_log_has_no_line_for_a_visit(doors: dict[str, Running]) -> None:
    before = doors["portal"].log.read_text()
    get(doors["portal"].address + "/")
    assert doors["portal"].log.read_text() == before


def test_the_portal_has_no_code_of_jobs_or_cases_loaded(session_clone: Clone) -> None:
    code = (
        "import sys, config.wsgi; print(sorted(m for m in sys.modules if m.split('.')[0] in ('celery', 'redis', 'axes')"
        " or m.startswith(('cases.staff', 'cases.operations', 'cases.accounts.models', 'django.contrib.auth.models'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment_of("portal", clone=session_clone, port=8000),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_job_travels_through_redis_and_beat_sends_its_own(clone: Clone, tmp_path: Path) -> None:
    celery = [str(processes.BIN / "celery"), "-A", "config.celery"]
    worker = [*celery, "worker", "--concurrency", "1"]
    beat = [*celery, "beat", "--schedule", str(tmp_path / "schedule")]
    with (
        processes.started(worker, env=environment_of("worker", clone=clone, port=1), log=tmp_path / "worker.log"),
        processes.started(beat, env=environment_of("beat", clone=clone, port=1), log=tmp_path / "beat.log"),
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", "check_jobs", "--wait", "40"],
            env=environment_of("staff", clone=clone, port=1),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout + done.stderr + (tmp_path / "worker.log").read_text()
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["worker", "ok"], ["beat", "ok"]]


def test_check_jobs_says_so_when_no_worker_runs(clone: Clone) -> None:
    env = environment_of("staff", clone=clone, port=1) | {"REDIS_URL": processes.redis_url(15)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check_jobs", "--wait", "0.5"], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "worker     FAILED  the job we sent has not run" in done.stdout
