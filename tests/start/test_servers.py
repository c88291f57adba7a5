"""A real PostgreSQL and Redis: made, killed, recovered, kept private, in each mode this machine has."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.start import postgres, redis, roles
from config.start.account import Account, make_account, namespaces_work, outside_home
from config.start.django import check_database
from config.start.passwords import load_secrets
from config.start.places import ROOT, Places
from config.start.postgres import Cluster
from config.start.problems import StartProblem
from config.start.processes import Crew
from tests.start.test_guard import is_alive

# The server in a launcher of its own, so that the launcher can be killed.
LAUNCHER = """
import sys, time
from pathlib import Path
from config.start import postgres
from config.start.processes import Crew
from config.start.screen import Screen
from tests.start.test_servers import make
crew = Crew(Screen())
process = postgres.start(cluster=make(Path(sys.argv[1]), sys.argv[2]), crew=crew, settings={}, quiet=True)
print("ready", process.popen.pid, flush=True)
time.sleep(60)
"""


def modes() -> list[str]:
    if os.geteuid() != 0:
        return ["plain", "namespace"] if namespaces_work() else ["plain"]
    return ["namespace", "nobody"] if namespaces_work() else ["nobody"]


def make(private: Path, mode: str) -> Cluster:
    places = Places(root=ROOT, private=private)
    password = load_secrets(path=places.secrets)["password:postgres"]
    account = make_account(places=places, mode=mode)
    return postgres.make_cluster(places=places, account=account, password=password, programs_home=shared_home())


def shared_home() -> Path:
    """Where all tests of this run keep the one copy of the programs that `nobody` may run."""
    return outside_home(private=Path(f"tests of {os.environ['CANDOUR_TEST_RUN']}"))


@pytest.fixture(scope="module", autouse=True)
def one_run() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANDOUR_TEST_RUN", str(os.getpid()))
        yield
        shutil.rmtree(shared_home(), ignore_errors=True)


@pytest.fixture(params=modes())
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cluster(places: Places, mode: str) -> Iterator[Cluster]:
    made = make(places.private, mode)
    postgres.initialise(cluster=made, durable=False)
    yield made
    postgres.stop_old_server(cluster=made)
    shutil.rmtree(outside_home(private=places.private), ignore_errors=True)


@pytest.fixture
def started(cluster: Cluster, crew: Crew) -> Cluster:
    postgres.start(cluster=cluster, crew=crew, settings={}, quiet=True)
    return cluster


def ask(cluster: Cluster, sql: str, *, database: str = "postgres") -> str:
    done = roles.run_sql(cluster=cluster, sql=sql, database=database)
    return (done.stdout + done.stderr).strip()


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


def test_a_killed_launcher_leaves_no_server_and_loses_no_row(
    cluster: Cluster, crew: Crew, mode: str, places: Places
) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(places.private), mode]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        server = int(launcher.stdout.readline().split()[1])
        family = [server, *children(server)]
        assert ask(cluster, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42);") == ""
        launcher.send_signal(signal.SIGKILL)
        launcher.wait()
    deadline = time.monotonic() + 10
    while any(is_alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [pid for pid in family if is_alive(pid)] == []
    postgres.start(cluster=cluster, crew=crew, settings={}, quiet=True)
    assert ask(cluster, "SELECT n FROM kept") == "42"


def test_a_server_killed_outright_recovers(started: Cluster, crew: Crew) -> None:
    ask(started, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1);")
    crew.kill_all()
    crew.stop()
    postgres.start(cluster=started, crew=crew, settings={}, quiet=True)
    assert ask(started, "SELECT count(*) FROM kept") == "1"


def test_a_server_that_outlived_its_launcher_is_replaced(started: Cluster, crew: Crew) -> None:
    old = crew.processes[0]
    other = Crew(crew.screen)
    try:
        postgres.start(cluster=started, crew=other, settings={}, quiet=True)
        assert old.exit_code() == 0
        assert ask(started, "SELECT 1") == "1"
    finally:
        other.stop_in_order()


def test_a_number_that_is_now_another_programs_does_not_stop_the_start(cluster: Cluster, crew: Crew) -> None:
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{cluster.data}\n1\n5432\n{cluster.account.sockets}\n\n1 1\nready\n")
    cluster.account.give(pid_file)
    postgres.start(cluster=cluster, crew=crew, settings={}, quiet=True)
    assert ask(cluster, "SELECT 1") == "1"


def test_an_interrupted_first_start_is_done_again(cluster: Cluster, crew: Crew) -> None:
    cluster.data.rename(cluster.account.home / "data.new")
    (cluster.account.home / "data.new" / "PG_VERSION").unlink()
    assert postgres.initialise(cluster=cluster, durable=False)
    assert not postgres.initialise(cluster=cluster, durable=False)
    postgres.start(cluster=cluster, crew=crew, settings={}, quiet=True)
    assert ask(cluster, "SELECT 1") == "1"


def test_it_is_private(started: Cluster, crew: Crew) -> None:
    assert ask(started, "SHOW listen_addresses") == ""
    assert ask(started, "SHOW fsync") == "on"
    assert ask(started, "SHOW server_encoding") == "UTF8"
    assert started.account.sockets.stat().st_mode & 0o777 == 0o700
    assert started.data.stat().st_mode & 0o777 == 0o700
    hba = ask(started, "SELECT DISTINCT auth_method FROM pg_hba_file_rules")
    assert hba == "scram-sha-256"


def test_the_roles_and_the_database(started: Cluster, places: Places) -> None:
    passwords = load_passwords(places)
    for _twice in range(2):
        roles.prepare(cluster=started, passwords=passwords, secrets_path=places.secrets)
    rows = ask(
        started,
        "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles "
        "WHERE rolname LIKE 'candour%' ORDER BY 1",
    )
    assert rows.splitlines() == [f"{role}|t|f|f|f" for role in sorted(roles.ROLES)]
    assert ask(started, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'candour'") == "candour_owner"
    remark = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'candour'"
    assert ask(started, remark) == "candour: made by bin/up, demo data allowed"
    for role in roles.ROLES:
        assert privileges(started, role) == "t|f"
    ask(started, "CREATE ROLE stranger LOGIN")
    assert privileges(started, "stranger") == "f|f"
    for other in ("postgres", "template1"):
        assert ask(started, f"SELECT has_database_privilege('{roles.PORTAL}', '{other}', 'CONNECT')") == "f"


def test_the_portal_cannot_fill_the_disk_with_large_objects(started: Cluster, places: Places) -> None:
    roles.prepare(cluster=started, passwords=load_passwords(places), secrets_path=places.secrets)
    for statement in ("SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')"):
        refused = roles.run_sql(cluster=started, sql=f"SET ROLE {roles.PORTAL}; {statement};", database="candour")
        assert "permission denied for function" in refused.stderr


def privileges(cluster: Cluster, role: str) -> str:
    """Whether the role may connect, and whether a role other than the owner may make temporary tables."""
    temporary = "false" if role == roles.OWNER else f"has_database_privilege('{role}', 'candour', 'TEMPORARY')"
    return ask(cluster, f"SELECT has_database_privilege('{role}', 'candour', 'CONNECT'), {temporary}")


def load_passwords(places: Places) -> dict[str, str]:
    secrets = load_secrets(path=places.secrets)
    return {role: secrets[f"password:{role}"] for role in roles.ROLES}


def test_each_role_logs_in_with_its_own_password(started: Cluster, places: Places) -> None:
    passwords = load_passwords(places)
    roles.prepare(cluster=started, passwords=passwords, secrets_path=places.secrets)
    for role in roles.ROLES:
        address = started.address(role=role, password=passwords[role], database="candour")
        check_database(places=places, address=address, variable="DATABASE_URL")
    wrong = started.address(role=roles.PORTAL, password=passwords[roles.RUNTIME], database="candour")
    with pytest.raises(StartProblem):
        check_database(places=places, address=wrong, variable="DATABASE_URL")


def test_lost_passwords(started: Cluster, places: Places) -> None:
    secrets = json.loads(places.secrets.read_text())
    stranger = Cluster(started.programs, started.account, "another password")
    with pytest.raises(StartProblem) as found:
        roles.prepare(cluster=stranger, passwords=load_passwords(places), secrets_path=places.secrets)
    assert found.value.sentence == (
        f"The local database does not accept the passwords in {places.secrets}: bring that file back, "
        "or begin again with an empty database by bin/up --reset."
    )
    assert not any(secret in found.value.text() for secret in secrets.values())


def test_a_server_that_cannot_start(cluster: Cluster, crew: Crew) -> None:
    with pytest.raises(StartProblem) as found:
        postgres.start(cluster=cluster, crew=crew, settings={"shared_buffers": "nonsense"}, quiet=True)
    assert found.value.sentence == (
        "PostgreSQL did not start: its last lines are below, and bin/up --reset begins again with an empty database."
    )
    assert "shared_buffers" in found.value.detail


def test_a_database_that_cannot_be_reached(places: Places) -> None:
    address = "postgresql://ada:hidden-word@127.0.0.1:9/x"
    with pytest.raises(StartProblem) as found:
        check_database(places=places, address=address, variable="DATABASE_URL")
    assert re.fullmatch(
        r"The database server in DATABASE_URL cannot be reached \(.*refused.*\): start it or correct the address, "
        r"or unset DATABASE_URL to use a local one\.",
        found.value.sentence,
    )
    assert "hidden-word" not in found.value.text()


def test_redis_answers_on_a_private_socket(places: Places, crew: Crew) -> None:
    server = redis.plan_server(places=places, environ={"PATH": os.defpath}, quiet=True)
    assert server.real
    redis.start(server=server, crew=crew)
    redis.check_reachable(address=server.address)
    path = Path(server.address.removeprefix("redis+socket://").partition("?")[0])
    assert path.stat().st_mode & 0o777 == 0o700
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert server.address.endswith("?virtual_host=0")


def test_a_pretended_redis_where_there_is_no_other(places: Places, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis, "find_server", lambda *, places: None)
    server = redis.plan_server(places=places, environ={"PATH": os.defpath}, quiet=True)
    assert not server.real
    redis.start(server=server, crew=crew)
    assert re.fullmatch(r"redis://127\.0\.0\.1:\d+/0", server.address)
    redis.check_reachable(address=server.address)


def test_a_pretended_redis_runs_the_scripts_that_celery_sends(
    places: Places, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis, "find_server", lambda *, places: None)
    server = redis.plan_server(places=places, environ={"PATH": os.defpath}, quiet=True)
    redis.start(server=server, crew=crew)
    with socket.create_connection(("127.0.0.1", urlsplit(server.address).port or 0), timeout=5) as connection:
        connection.sendall(b"*3\r\n$4\r\nEVAL\r\n$8\r\nreturn 7\r\n$1\r\n0\r\n")
        assert connection.recv(16) == b":7\r\n"


def test_postgresql_of_the_system_where_the_package_has_none(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Places(root=tmp_path, private=tmp_path / ".local")
    monkeypatch.setattr(postgres, "SYSTEM_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.find_programs(places=bare) is None
    account = Account("plain", tmp_path, tmp_path)
    with pytest.raises(StartProblem) as found:
        postgres.make_cluster(places=bare, account=account, password="", programs_home=tmp_path)
    assert found.value.sentence == (
        "There is no PostgreSQL for this machine in the Python packages or on PATH: "
        "install PostgreSQL 15 or newer, or set DATABASE_URL to a server of yours."
    )
    programs = places.packages / postgres.PACKAGE
    monkeypatch.setenv("PATH", str(programs))
    assert postgres.find_programs(places=bare) == programs
    for version in ("9", "15", "16"):
        folder = tmp_path / "postgresql" / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
        (folder / "postgres").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "SYSTEM_PLACES", (str(tmp_path / "postgresql"),))
    assert postgres.find_programs(places=bare) == tmp_path / "postgresql" / "16" / "bin"


def test_a_redis_that_cannot_be_reached() -> None:
    with pytest.raises(StartProblem) as found:
        redis.check_reachable(address="redis://:hidden-word@127.0.0.1:9/0")
    assert found.value.sentence == (
        "The Redis server in REDIS_URL cannot be reached (Connection refused): start it or correct the address, "
        "or unset REDIS_URL to use a local one."
    )


@pytest.mark.parametrize("address", ["amqp://localhost", "localhost:6379", ""])
def test_an_address_that_is_no_redis(address: str) -> None:
    with pytest.raises(StartProblem) as found:
        redis.check_reachable(address=address)
    assert found.value.sentence == (
        "REDIS_URL is not an address that Candour understands: it should look like redis://localhost:6379/0."
    )
