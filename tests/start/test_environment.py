"""Which process gets which variables. This is what keeps the public door apart from the rest."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from config.start.environment import (
    TABLE,
    Ports,
    World,
    base_environ,
    is_for_trying_out,
    make_environ,
    outside_databases,
    with_role,
)
from config.start.passwords import KEYS
from config.start.places import Places
from config.start.problems import StartProblem

SHELL = {
    "PATH": "/usr/bin",
    "HOME": "/home/ada",
    "LC_ALL": "C.UTF-8",
    "LANG": "en_GB.UTF-8",
    "TZ": "Europe/London",
    "TMPDIR": "/var/tmp",
    "DATABASE_URL": "postgresql://the-shell",
    "DATABASE_OWNER_URL": "postgresql://the-shell",
    "REDIS_URL": "redis://the-shell",
    "SECRET_KEY": "the-shell's",
    "DEBUG": "1",
    "PYTHONPATH": "/elsewhere",
    "API_TOKEN": "not ours to pass on",
    "CLOCK_OFFSET": "15 00:00:00",
    "MAIL_BY": "notify",
    "MAIL_PASSWORD": "password of the mail",
    "NOTIFY_API_KEY": "key of the mail",
    "MAILCHECK": "60",
}
ALWAYS = {
    *("PATH", "HOME", "LC_ALL", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV", "PYTHONUNBUFFERED"),
    *("DJANGO_SETTINGS_MODULE", "CANDOUR_PROCESS", "SECRET_KEY", "DATABASE_URL", "STATIC_ROOT"),
    *("PUBLIC_URL", "STAFF_URL"),
}
DOOR = {"BIND", "PROMETHEUS_MULTIPROC_DIR"}
CLOCK = {"CLOCK_OFFSET"}
MAIL = {"MAIL_BY", "MAIL_FOLDER", "MAIL_PASSWORD", "NOTIFY_API_KEY"}
EXPECTED = {
    "portal": ("portal", "portal-dsn", ALWAYS | DOOR | CLOCK),
    "staff": ("staff", "runtime-dsn", ALWAYS | DOOR | CLOCK | {"REDIS_URL", "EVIDENCE_ROOT"}),
    "worker": ("worker", "runtime-dsn", ALWAYS | CLOCK | MAIL | {"REDIS_URL", "EVIDENCE_ROOT"}),
    "beat": ("beat", "runtime-dsn", ALWAYS | CLOCK | {"REDIS_URL"}),
    "migrate": ("manage", "owner-dsn", ALWAYS),
    "manage": ("manage", "runtime-dsn", ALWAYS | CLOCK | {"EVIDENCE_ROOT"}),
}


@pytest.fixture
def world() -> World:
    return World(
        places=Places(root=Path("/c"), private=Path("/c/.local")),
        ports=Ports(portal=8100, staff=8101, portal_metrics=9200, staff_metrics=9201),
        secrets={f"key:{name}": f"key of {name}" for name in KEYS},
        databases={name: f"{name}-dsn" for name in ("owner", "runtime", "portal")},
        redis="redis-address",
    )


def test_the_table_is_complete() -> None:
    assert set(TABLE) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_process_gets_exactly_its_own(world: World, name: str) -> None:
    process, database, names = EXPECTED[name]
    environ = make_environ(world=world, name=name, inherited=SHELL)
    assert set(environ) == names
    assert environ["CANDOUR_PROCESS"] == process
    assert environ["DATABASE_URL"] == database
    assert environ["SECRET_KEY"] == f"key of {process}"
    assert environ["PUBLIC_URL"] == "http://localhost:8100"
    assert environ["STAFF_URL"] == "http://localhost:8101"


def test_the_portal_sees_nothing_of_the_staff_or_of_the_shell(world: World) -> None:
    seen = " ".join(make_environ(world=world, name="portal", inherited=SHELL).values())
    for secret in (
        "redis",
        "runtime-dsn",
        "owner-dsn",
        "key of staff",
        "key of worker",
        "the-shell",
        "not ours",
        "of the mail",
    ):
        assert secret not in seen


@pytest.mark.parametrize(
    ("shell", "given"),
    [
        pytest.param({}, {"MAIL_FOLDER": "/c/.local/mail"}, id="nothing-said"),
        pytest.param({"MAIL": "/var/mail/ada"}, {"MAIL_FOLDER": "/c/.local/mail"}, id="a-log-in-shells-letter-box"),
        pytest.param({"MAIL_BY": "smtp"}, {"MAIL_FOLDER": "/c/.local/mail", "MAIL_BY": "smtp"}, id="a-way"),
        pytest.param({"MAIL_FOLDER": "/elsewhere"}, {"MAIL_FOLDER": "/elsewhere"}, id="another-folder"),
    ],
)
def test_the_caller_may_say_how_mail_leaves(world: World, shell: dict[str, str], given: dict[str, str]) -> None:
    environ = make_environ(world=world, name="worker", inherited=shell)
    assert {name: value for name, value in environ.items() if name.startswith("MAIL")} == given


def test_no_two_processes_share_a_key(world: World) -> None:
    keys = {make_environ(world=world, name=name, inherited={})["SECRET_KEY"] for name in TABLE}
    assert len(keys) == len({needs.process for needs in TABLE.values()})


def test_each_door_listens_on_this_machine_only(world: World) -> None:
    portal, staff = (make_environ(world=world, name=name, inherited={}) for name in ("portal", "staff"))
    assert portal["BIND"] == "127.0.0.1:8100,127.0.0.1:9200"
    assert staff["BIND"] == "127.0.0.1:8101,127.0.0.1:9201"
    assert portal["PROMETHEUS_MULTIPROC_DIR"] != staff["PROMETHEUS_MULTIPROC_DIR"]


def test_our_programs_come_first_on_the_path(world: World) -> None:
    assert base_environ(places=world.places, inherited={"PATH": "/usr/bin"})["PATH"] == "/c/.venv/bin:/usr/bin"
    assert base_environ(places=world.places, inherited={})["PATH"].startswith("/c/.venv/bin:")


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgresql://u:p@h/d", "-c role=candour_portal"),
        ("postgresql://u:p@h/d?sslmode=require", "-c role=candour_portal"),
        ("postgresql:///d?host=/a/b&options=-c%20work_mem%3D8MB", "-c work_mem=8MB -c role=candour_portal"),
    ],
)
def test_one_log_in_takes_on_a_role(address: str, options: str) -> None:
    changed = with_role(address=address, role="candour_portal")
    before, after = (parse_qs(urlsplit(one).query) for one in (address, changed))
    assert after.pop("options") == [options]
    before.pop("options", None)
    assert after == before
    assert "+" not in changed, "libpq reads %20 as a space and + as a plus"


def test_outside_databases() -> None:
    url, owner, portal = "postgresql://a@h/d", "postgresql://o@h/d", "postgres://p@h/d"
    one = outside_databases(environ={"DATABASE_URL": url})
    assert one["owner"] == url
    assert "candour_runtime" in one["runtime"]
    assert "candour_portal" in one["portal"]
    all_three = {"DATABASE_URL": url, "DATABASE_OWNER_URL": owner, "DATABASE_PORTAL_URL": portal}
    assert outside_databases(environ=all_three) == {"owner": owner, "runtime": url, "portal": portal}
    assert is_for_trying_out(environ={"DATABASE_URL": url, "DATABASE_OWNER_URL": owner})
    assert not is_for_trying_out(environ=all_three)


def test_an_address_of_something_else() -> None:
    with pytest.raises(StartProblem) as found:
        outside_databases(environ={"DATABASE_URL": "mysql://u@h/d"})
    assert found.value.sentence == (
        "DATABASE_URL is not an address that Candour understands: "
        "it should look like postgresql://user:password@localhost:5432/candour."
    )
