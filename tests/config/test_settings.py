"""Settings: each process is given only what is its own, and production refuses what is unsafe, in words."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import environment, safety
from config.settings.environment import Process

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "b7Qw9zLk3mXv8RtYp2NcHs5DfGj6KaUe4WiOxBqZlMnVrTyPdS"
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": KEY,
    "DATABASE_URL": "postgresql://candour_runtime:p@127.0.0.1/x",
    "PUBLIC_URL": "https://report.force.example",
    "STAFF_URL": "https://candour.force.example",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "CANDOUR_PROCESS": "staff",
    "EVIDENCE_ROOT": "/srv/candour/evidence",
}
FAR = "postgresql://candour_runtime@db.example/x"
PORTAL = {
    **SAFE,
    "CANDOUR_PROCESS": "portal",
    "REDIS_URL": "",
    "EVIDENCE_ROOT": "",
    "DATABASE_URL": "postgresql://candour_portal:p@127.0.0.1/x",
}

WORKER = {**SAFE, "CANDOUR_PROCESS": "worker"}
SMTP = {"MAIL_BY": "smtp", "MAIL_FROM": "candour@force.example", "MAIL_HOST": "mail.force.example"}


def start(changes: dict[str, str], base: dict[str, str] = SAFE) -> str:
    """What a process with this environment says: `started`, or the last line of its refusal."""
    environ = {"PATH": os.environ["PATH"], **base, **changes}
    code = "import django; django.setup(); print('started')"
    done = subprocess.run([sys.executable, "-c", code], env=environ, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or done.stderr.partition("ImproperlyConfigured: ")[2].strip()


@pytest.mark.parametrize("base", [SAFE, PORTAL], ids=["staff", "portal"])
def test_production_starts_with_a_safe_environment(base: dict[str, str]) -> None:
    assert start({}, base) == "started"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"DEBUG": "1"}, "DEBUG is on", id="debug"),
        pytest.param({"SECRET_KEY": "change-me"}, "is a default or too weak", id="default-key"),
        pytest.param({"SECRET_KEY": "a" * 80}, "is a default or too weak", id="one-letter-key"),
        pytest.param({"SECRET_KEY": KEY[:49]}, "is a default or too weak", id="short-key"),
        pytest.param({"SECRET_KEY": ""}, "Set SECRET_KEY", id="no-key"),
        pytest.param({"EVIDENCE_ROOT": ""}, "EVIDENCE_ROOT is not set", id="evidence-nowhere"),
        pytest.param({"EVIDENCE_ROOT": str(ROOT / "x")}, "EVIDENCE_ROOT is not set", id="evidence-in-the-checkout"),
        pytest.param({"STAFF_URL": "http://candour.force.example"}, "must begin with https://", id="plain-http"),
        pytest.param({"SECRET_KEY_FALLBACKS": "insecure"}, "is a default or too weak", id="weak-fallback"),
        pytest.param({"PUBLIC_URL": "http://report.force.example"}, "must begin with https://", id="plain-http-there"),
        pytest.param({"PUBLIC_URL": SAFE["STAFF_URL"]}, "have the same host name", id="one-host-for-both-doors"),
        pytest.param({"DATABASE_URL": "postgresql://candour_owner@/x"}, "own role", id="as-the-owner"),
        pytest.param({"DATABASE_URL": "postgresql://candour_portal@/x"}, "own role", id="as-the-portal"),
        pytest.param(
            {"DATABASE_URL": "postgresql://candour_runtime@db.example/x"},
            "DATABASE_URL goes",
            id="database-in-the-clear",
        ),
        pytest.param({"REDIS_URL": "redis://redis.example/0"}, "REDIS_URL goes", id="redis-in-the-clear"),
        pytest.param({"DATABASE_URL": ""}, "Set DATABASE_URL", id="no-database"),
        pytest.param({"DATABASE_URL": "mysql://x"}, "not a PostgreSQL address", id="another-database"),
        pytest.param({"REDIS_URL": ""}, "Set REDIS_URL", id="no-redis"),
        pytest.param(WORKER, "MAIL_BY is not smtp or notify", id="a-worker-without-mail"),
        pytest.param(WORKER | {"MAIL_BY": "file"}, "MAIL_BY is not smtp or notify", id="mail-that-nobody-reads"),
        pytest.param(WORKER | {"MAIL_BY": "notify"}, "Set NOTIFY_API_KEY", id="notify-without-a-key"),
        pytest.param(WORKER | SMTP | {"MAIL_TLS": "none"}, "MAIL_HOST is another host", id="mail-in-the-clear"),
        pytest.param({"CLOCK_OFFSET": "15 00:00:00"}, "CLOCK_OFFSET is set", id="a-moved-clock"),
        pytest.param({"TRUSTED_PROXIES": "one"}, "must be a whole number", id="not-a-number"),
        pytest.param({"CANDOUR_PROCESS": "king"}, "must be one of portal, staff", id="no-such-process"),
        pytest.param({"CANDOUR_PROCESS": ""}, "Set CANDOUR_PROCESS", id="no-process"),
    ],
)
def test_production_refuses_and_says_what_is_wrong(changes: dict[str, str], said: str) -> None:
    assert said in start(changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"DATABASE_URL": "postgresql://candour_runtime@db.example/x?sslmode=verify-full"},
        {"DATABASE_URL": "postgresql://candour_runtime@/x?host=/run/postgresql"},
        {"REDIS_URL": "rediss://redis.example/0"},
        {"REDIS_URL": "redis+socket:///run/redis.sock"},
        {"CANDOUR_PROCESS": "manage", "DATABASE_URL": "postgresql://candour_owner@/x", "REDIS_URL": ""},
        WORKER | SMTP,
        WORKER | SMTP | {"MAIL_TLS": "none", "MAIL_HOST": "localhost"},
    ],
)
def test_production_starts_with_other_safe_environments(changes: dict[str, str]) -> None:
    assert start(changes) == "started"


def test_production_names_everything_that_is_wrong_at_once() -> None:
    said = start({"DEBUG": "1", "SECRET_KEY": "x", "STAFF_URL": "http://a.example"})
    assert said.count("\n- ") == 3


@pytest.mark.parametrize("seen", environment.NOT_FOR_THE_PORTAL)
def test_the_portal_refuses_to_start_when_it_can_see_more_than_its_own(seen: str) -> None:
    said = start({seen: "anything"}, PORTAL)
    assert said.startswith(f"The public portal can see {seen}. It must not")


SAFE_SETTINGS = {
    "DEBUG": False,
    "SECRET_KEY": KEY,
    "PUBLIC_URL": "https://x.example",
    "STAFF_URL": "https://y.example",
    "PROCESS": "staff",
    "DATABASES": {"default": environment.database(url="postgresql://candour_runtime@/x", process=Process.STAFF)},
    "DATABASE_ROLES": {"runtime": "candour_runtime", "portal": "candour_portal"},
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "DEMO_ALLOWED": False,
    "SECOND_FACTOR_REQUIRED": True,
    "ALLOWED_HOSTS": ["x.example"],
    # Harmless until MAIL_BY chooses one of them.
    "EMAIL_HOST": "mail.example",
    "NOTIFY_URL": "http://notify.example",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("SECRET_KEY", ""),
        ("PUBLIC_URL", "http://x.example"),
        ("PUBLIC_URL", "https://y.example"),
        ("PROCESS", "portal"),
        ("REDIS_URL", "redis://z.example"),
        ("SESSION_COOKIE_SECURE", False),
        ("CSRF_COOKIE_SECURE", False),
        ("DEMO_ALLOWED", True),
        ("SECOND_FACTOR_REQUIRED", False),
        ("ALLOWED_HOSTS", ["*"]),
        ("CLOCK_OFFSET", timedelta(days=15)),
        ("MAIL_BY", "file"),
        ("MAIL_BY", "console"),
        ("MAIL_BY", "smtp"),
        ("MAIL_BY", "notify"),
        ("PROCESS", "worker"),
    ],
)
def test_each_danger_by_itself_is_enough(name: str, value: object) -> None:
    assert safety.dangers_in(settings=SAFE_SETTINGS) == []
    assert len(safety.dangers_in(settings={**SAFE_SETTINGS, name: value})) == 1


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("postgresql://u:p@db.example:5433/candour", "db.example", "candour"),
        ("postgresql://u:p@/candour?host=/run/socket", "/run/socket", "candour"),
        ("postgresql://u:p@%2Frun%2Fsocket/candour", "/run/socket", "candour"),
        ("host=db.example dbname=candour user=u", "db.example", "candour"),
    ],
)
def test_a_database_address_is_read_as_postgresql_itself_reads_it(url: str, host: str, name: str) -> None:
    found = environment.database(url=url, process=Process.STAFF)
    assert (found["HOST"], found["NAME"], found["USER"]) == (host, name, "u")


def test_options_of_the_address_are_kept_beside_our_limits() -> None:
    url = "postgresql://u@h/n?options=-c%20role%3Dcandour_portal&sslmode=require"
    found = environment.database(url=url, process=Process.STAFF)
    assert found["OPTIONS"]["options"].endswith("-c role=candour_portal")
    assert "statement_timeout" in found["OPTIONS"]["options"]
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_wrong_database_address_is_not_repeated_because_it_holds_a_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.database(url="postgres:/user:hunter2@host", process=Process.STAFF)
    assert "hunter2" not in str(refusal.value)


def test_every_process_has_a_name_the_settings_know() -> None:
    assert {environment.process(environ={"CANDOUR_PROCESS": name}) for name in Process} == set(Process)


def test_the_example_explains_every_variable_that_is_read() -> None:
    wiring = [*(ROOT / "config").glob("*.py"), *(ROOT / "config" / "settings").glob("*.py")]
    text = "".join(file.read_text() for file in wiring if file.name != "test.py")
    read = set(re.findall(r'(?:name=|environ\[|environ\.get\()"([A-Z_]{4,})"', text))
    # Set by config/gunicorn.py from BIND, and by whoever calls WSGI.
    read -= {"METRICS_PORT", "SERVER_PORT", "CONTENT_TYPE"}
    explained = set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert {"SECRET_KEY", "DATABASE_URL", "BIND", "DEBUG"} <= read
    assert read <= explained


@pytest.mark.parametrize(
    ("bind", "accepted"),
    [
        pytest.param("127.0.0.1:8001", True, id="one-address"),
        pytest.param("127.0.0.1:8001,127.0.0.1:9101", True, id="a-second-for-metrics"),
        pytest.param("unix:/run/door.sock", True, id="a-socket-alone"),
        pytest.param("unix:/run/door.sock,127.0.0.1:9101", False, id="a-socket-would-believe-the-host-header"),
        pytest.param("127.0.0.1:9101,10.0.0.1:9101", False, id="the-same-port-twice"),
    ],
)
def test_metrics_need_a_port_of_their_own(bind: str, accepted: bool) -> None:
    code = [sys.executable, "-c", "import config.gunicorn"]
    done = subprocess.run(code, env={"BIND": bind}, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode == 0) is accepted
    assert ("BIND with a second address" in done.stderr) is not accepted
