"""`bin/up`: installs what is missing, starts everything on this machine, and says where it is."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from config.start import django, health, install, servers
from config.start.environment import Ports, World
from config.start.machine import (
    Lock,
    already_running,
    check_disk,
    check_folder,
    check_ports,
    free_ports,
    read_port,
)
from config.start.passwords import load_secrets
from config.start.reset import reset
from config.start.session import FAILED, Session, run

DESCRIPTION = """\
Starts Candour on this machine: installs what is missing, starts PostgreSQL, Redis and four
processes, and prints where to find the public portal and the staff door.
Everything stays inside this folder; only as root on a machine without user namespaces is
PostgreSQL kept in /var/lib/candour-*, until bin/up --reset. Ctrl-C stops everything.
"""
EPILOG = """\
variables:
  PORTAL_PORT, STAFF_PORT                   where the doors listen (8000, 8001)
  PORTAL_METRICS_PORT, STAFF_METRICS_PORT   their inner metrics (9100, 9101)
  DATABASE_URL         use this PostgreSQL instead of a local one; no demo data is loaded there
  DATABASE_OWNER_URL   the log-in of the tables' owner on that server, for migrations
  DATABASE_PORTAL_URL  the public portal's own log-in on that server
  REDIS_URL            use this Redis instead of a local one
  MAIL_*, NOTIFY_*     how the worker sends mail (files in .local/mail); see .env.example
  CLOCK_OFFSET         moves the clock that doors and jobs read, such as "15 00:00:00"
  PYTHON               the Python to use, 3.11 or newer
"""


def parse(*, arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bin/up",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="start everything on free ports, ask each process how it is, stop, exit 0 or 1",
    )
    parser.add_argument(
        "--migrate",
        action="store_true",
        help="bring the database in DATABASE_URL to this version (a local one always is)",
    )
    parser.add_argument("--reset", action="store_true", help="throw the local database and passwords away")
    parser.add_argument("--yes", action="store_true", help="do not ask before --reset")
    parser.add_argument("--timings", type=Path, metavar="FILE", help="write the time of each step as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit code."""
    options = parse(arguments=arguments)
    return run(work=lambda session: up(session=session, options=options))


def up(*, session: Session, options: argparse.Namespace) -> int:
    """Start everything, then watch over it, or check it, or throw it away."""
    places = session.places
    check_folder(places=places)
    if options.reset:
        return reset(places=places, screen=session.screen, yes=options.yes)
    lock = Lock(places.run / "lock")
    if not lock.take():
        raise already_running(lock=lock)
    ports = choose_ports(options=options)
    check_disk(places=places, first=install.is_first(places=places))
    install.everything(places=places, screen=session.screen)
    world = start(session=session, ports=ports, options=options)
    if options.timings:
        session.screen.write_timings(options.timings.absolute())
    if options.check:
        return show_report(session=session, world=world)
    lock.note([ports.address(door) for door in django.DOORS])
    greet(session=session, world=world)
    session.ready = True
    session.crew.watch()
    return FAILED


def choose_ports(*, options: argparse.Namespace) -> Ports:
    """Return the ports that the variables name, all of them free; for a check, any free ones."""
    if options.check:
        return Ports(*free_ports(count=4))
    defaults = Ports()
    named = {
        "PORTAL_PORT": defaults.portal,
        "STAFF_PORT": defaults.staff,
        "PORTAL_METRICS_PORT": defaults.portal_metrics,
        "STAFF_METRICS_PORT": defaults.staff_metrics,
    }
    chosen = {name: read_port(environ=os.environ, variable=name, default=default) for name, default in named.items()}
    check_ports(ports=chosen)
    return Ports(*chosen.values())


def start(*, session: Session, ports: Ports, options: argparse.Namespace) -> World:
    """Start the servers and the processes, and wait until both doors are ready."""
    databases = servers.databases(session=session, environ=os.environ, quiet=options.check)
    redis = servers.broker(session=session, environ=os.environ, quiet=options.check)
    secrets = load_secrets(path=session.places.secrets)
    world = World(session.places, ports, secrets, databases.addresses, redis)
    django.collect_static(world=world, screen=session.screen)
    if databases.local or options.migrate:
        django.migrate(world=world, screen=session.screen)
    else:
        django.require_migrations(world=world)
    if databases.local:
        django.load_demo(world=world, screen=session.screen)
    with session.screen.step("Portal, staff door, worker, beat"):
        django.start_all(world=world, crew=session.crew, quiet=options.check)
        health.wait_until_ready(world=world, crew=session.crew)
    session.local = databases.local
    return world


def show_report(*, session: Session, world: World) -> int:
    """Print a line for each process; return 0 if all are well."""
    lines = health.report(world=world, crew=session.crew)
    for text, _good in lines:
        session.screen.say(text)
    session.ready = all(good for _text, good in lines)
    return 0 if session.ready else FAILED


def greet(*, session: Session, world: World) -> None:
    """Say where everything is, once, calmly."""
    lines = [
        "",
        "Candour is running on this machine.",
        "",
        f"  Public portal   {world.ports.address('portal')}",
        f"  Staff door      {world.ports.address('staff')}",
        "",
    ]
    if session.local:
        logins = [f"  {line}" for line in django.list_demo(world=world).splitlines()]
        lines += ["Demo log-ins, for this machine only:", "", *logins, ""]
        lines += [django.make_force(world=world), ""]
    lines += ["Press Ctrl-C to stop everything.", ""]
    session.screen.say("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
