"""`bin/test`: runs the tests against a PostgreSQL and a Redis that exist only for this run.

Each run has a folder of its own, `.local/test-<number>`, so several can go on at the same time.
The folder is removed at the end; if the run was killed, the next one removes it.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from config.start import install, postgres, servers
from config.start.account import outside_home
from config.start.environment import OUTSIDE_SERVERS
from config.start.machine import Lock, check_disk, check_folder
from config.start.passwords import load_secrets
from config.start.places import ROOT, Places, private_folder, socket_folder
from config.start.processes import Program
from config.start.reset import throw_away_cluster
from config.start.session import Session, run

FOLDERS = "test-*"
# Every worker has its own database and its own connections, and the tests of races open several.
SETTINGS = {**postgres.THROW_AWAY, "max_connections": "200"}


def main(arguments: Sequence[str]) -> int:
    """Run the tests and return pytest's exit code."""
    local = ROOT / ".local"
    places = Places(root=ROOT, private=local / f"test-{os.getpid()}")
    return run(work=lambda session: test(session=session, arguments=arguments), places=places)


def test(*, session: Session, arguments: Sequence[str]) -> int:
    """Install, start the servers, run pytest, clear up."""
    places = session.places
    check_folder(places=places)
    check_disk(places=places, first=install.is_first(places=places))
    lock = claim_folder(places=places)
    try:
        install.everything(places=places, screen=session.screen, names=install.DEVELOPING)
        environ = make_environ(session=session)
        return run_pytest(session=session, environ=environ, arguments=arguments)
    finally:
        session.stop()
        throw_away(places=places)
        lock.release()


def claim_folder(*, places: Places) -> Lock:
    """Clear up after killed runs, then make this run's folder and hold it.

    One run at a time does this: a folder that is made but not yet held would look abandoned.
    """
    local = private_folder(path=places.root / ".local")
    turn = Lock(local / "test.lock")
    turn.wait()
    clear_up_after_killed_runs(local=local)
    lock = Lock(places.private / "lock")
    lock.take()
    turn.release()
    return lock


def make_environ(*, session: Session) -> dict[str, str]:
    """Return pytest's environment: the caller's, but never the caller's servers."""
    environ = {name: value for name, value in os.environ.items() if name not in OUTSIDE_SERVERS}
    database = environ.get("TEST_DATABASE_URL") or start_database(session=session)
    with session.screen.step("Redis"):
        redis = servers.own_broker(session=session, quiet=True)
    programs = f"{session.places.venv / 'bin'}{os.pathsep}{environ.get('PATH', os.defpath)}"
    return environ | {
        "PATH": programs,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE_URL": database,
        "TEST_REDIS_URL": redis,
    }


def start_database(*, session: Session) -> str:
    """Start a PostgreSQL that is quick and forgets; return the superuser's address."""
    places = session.places
    password = load_secrets(path=places.secrets)["password:postgres"]
    with session.screen.step("PostgreSQL"):
        cluster = servers.open_cluster(places=places, password=password)
        postgres.initialise(cluster=cluster, durable=False)
        postgres.start(cluster=cluster, crew=session.crew, settings=SETTINGS, quiet=True)
    return cluster.address(role="postgres", password=password, database="postgres")


def run_pytest(*, session: Session, environ: dict[str, str], arguments: Sequence[str]) -> int:
    """Run pytest on this very terminal and return its exit code."""
    command = [str(session.places.python), "-m", "pytest", *spread(arguments=arguments), "-rs", *arguments]
    program = Program("pytest", command, environ, session.places.root)
    code = session.crew.run_on_terminal(program)
    session.ready = True
    return code


def spread(*, arguments: Sequence[str]) -> list[str]:
    """Return the option that spreads the tests over the cores, unless the caller decided."""
    text = " ".join(arguments)
    decided = any(one.startswith(("-n", "--numprocesses")) for one in arguments)
    return [] if decided or "no:xdist" in text else ["-n", str(os.cpu_count() or 1)]


def clear_up_after_killed_runs(*, local: Path) -> None:
    """Remove the folders of runs that no longer live: nobody holds their lock."""
    for folder in local.glob(FOLDERS):
        lock = Lock(folder / "lock")
        if lock.take():
            throw_away(places=Places(root=local.parent, private=folder))
            lock.release()


def throw_away(*, places: Places) -> None:
    """Remove all of a run: its database wherever that is, its sockets, its folder."""
    if not places.private.exists():
        return
    sockets = socket_folder(preferred=places.run)
    for home in (places.postgres, outside_home(private=places.private)):
        throw_away_cluster(home=home, sockets=sockets)
    for folder in (sockets, places.private):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
