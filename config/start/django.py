"""How Django is called: the commands that end, and the four processes that stay."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from config.start.commands import run_step
from config.start.environment import World, make_environ, metrics_folder
from config.start.install import (
    is_stamped,
    stamp_text,
    static_sources,
    write_stamp,
)
from config.start.places import Places, private_folder
from config.start.problems import problem
from config.start.processes import Crew, Process, Program
from config.start.screen import Screen

DOORS = ("portal", "staff")
# Celery warns of running as root, which in a container is what it is.
WARNINGS = ("-W", "ignore:You're running the worker with superuser privileges:UserWarning")
CELERY = (*WARNINGS, "-m", "celery", "-A", "config.celery", "--quiet")
REACH = """
import os, sys, psycopg
try:
    psycopg.connect(os.environ["ADDRESS"], connect_timeout=5).close()
except (psycopg.Error, ValueError) as error:
    sys.exit(" ".join(str(error).split()) or "no answer")
"""


def manage(world: World, title: str, *arguments: str, name: str = "manage") -> str:
    """Run a command of manage.py with the environment that the table calls `name`."""
    command = [str(world.places.python), "manage.py", *arguments]
    environ = make_environ(world=world, name=name, inherited=os.environ)
    return run_step(places=world.places, title=title, command=command, environ=environ)


def collect_static(*, world: World, screen: Screen) -> None:
    """Collect the static files, unless nothing of them changed."""
    places = world.places
    stamp = places.root / ".local" / "static.stamp"
    text = stamp_text([*static_sources(places=places), places.root / "requirements.txt"])
    with screen.step("Static files") as step:
        if places.static.is_dir() and is_stamped(stamp=stamp, text=text):
            step.done("already there")
            return
        manage(world, "Static files", "collectstatic", "--noinput", "--clear")
        write_stamp(stamp=stamp, text=text)


def migrate(*, world: World, screen: Screen) -> None:
    """Bring the database to this version, as the owner of the tables."""
    with screen.step("Database migrations"):
        manage(world, "Database migrations", "migrate", "--noinput", name="migrate")


def require_migrations(*, world: World) -> None:
    """Raise if somebody else's database lacks migrations: changing it is theirs to decide."""
    command = [str(world.places.python), "manage.py", "migrate", "--check"]
    environ = make_environ(world=world, name="migrate", inherited=os.environ)
    asked = subprocess.run(command, env=environ, cwd=world.places.root, capture_output=True, text=True, check=False)
    if asked.returncode != 0 and "Traceback" not in asked.stderr:
        raise problem("migrations_missing")
    if asked.returncode != 0:
        manage(world, "Database migrations", "migrate", "--check", name="migrate")


def load_demo(*, world: World, screen: Screen) -> None:
    """Load the demo people and cases. Django refuses any database but the one we made."""
    with screen.step("Demo data"):
        manage(world, "Demo data", "load_demo")


def make_force(*, world: World) -> str:
    """Leave the demo force to be built by the worker, and return where that can be watched."""
    return manage(world, "Demo force", "make_force").strip()


def list_demo(*, world: World) -> str:
    """Return the demo log-ins as Django lists them."""
    return manage(world, "Demo log-ins", "load_demo", "--list").strip()


def check_database(*, places: Places, address: str, variable: str) -> None:
    """Raise unless the database server at this address lets us in."""
    asked = subprocess.run(
        [str(places.python), "-c", REACH],
        env={"PATH": os.defpath, "ADDRESS": address},
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode != 0:
        reason = asked.stderr.strip().splitlines() or ["no answer"]
        raise problem("database_unreachable", variable=variable, reason=reason[-1].rstrip("."))


def door(*, world: World, name: str, quiet: bool) -> Program:
    """Describe a door. SIGQUIT makes gunicorn leave at once when the launcher was killed."""
    folder = Path(metrics_folder(places=world.places, door=name))
    shutil.rmtree(folder, ignore_errors=True)
    private_folder(path=folder)
    arguments = ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
    return _program(world, name, arguments, quiet=quiet)


def worker(*, world: World, quiet: bool) -> Program:
    """Describe the process that does the jobs."""
    arguments = ["worker", "--concurrency", "2", "--loglevel", "info"]
    program = _program(world, "worker", [*CELERY, *arguments], quiet=quiet)
    # Asked to leave while Redis is gone as well, it would wait for Redis for ever. Its children
    # end with it, and a job that was cut off is still a row in PostgreSQL.
    return replace(program, orphaned=signal.SIGKILL)


def beat(*, world: World, quiet: bool) -> Program:
    """Describe the process that hands out the jobs that are due."""
    schedule = str(world.places.run / "beat-schedule")
    arguments = ["beat", "--schedule", schedule, "--pidfile=", "--loglevel", "info"]
    return _program(world, "beat", [*CELERY, *arguments], quiet=quiet)


def _program(world: World, name: str, arguments: list[str], *, quiet: bool) -> Program:
    environ: Mapping[str, str] = make_environ(world=world, name=name, inherited=os.environ)
    command = [str(world.places.python), *arguments]
    orphaned = signal.SIGQUIT
    return Program(name, command, environ, world.places.root, orphaned=orphaned, quiet=quiet)


def start_all(*, world: World, crew: Crew, quiet: bool = False) -> list[Process]:
    """Start the two doors, the worker and beat."""
    programs = [door(world=world, name=name, quiet=quiet) for name in DOORS]
    programs += [worker(world=world, quiet=quiet), beat(world=world, quiet=quiet)]
    return [crew.start(program) for program in programs]
