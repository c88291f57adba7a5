"""PostgreSQL and Redis for one run: our own, or those that the caller names."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from config.start import django, postgres, redis, roles
from config.start.account import choose_mode, make_account, outside_home
from config.start.environment import (
    base_environ,
    is_for_trying_out,
    outside_databases,
)
from config.start.machine import Lock
from config.start.passwords import load_secrets
from config.start.places import Places, checkout
from config.start.postgres import Cluster
from config.start.session import Session

PRETENDED = (
    "Notice: there is no Redis on this machine, so a pretended one is used; it is good enough for looking around."
)
ONE_LOG_IN = (
    "Notice: DATABASE_URL stands in for several roles, which is for trying out only; "
    "set DATABASE_OWNER_URL and DATABASE_PORTAL_URL for real use."
)


@dataclass(frozen=True)
class Databases:
    """The addresses by purpose, and whether the database is our own."""

    addresses: Mapping[str, str]
    local: bool


def databases(*, session: Session, environ: Mapping[str, str], quiet: bool = False) -> Databases:
    """Start the local PostgreSQL, or check that the named one is there."""
    if environ.get("DATABASE_URL"):
        return _outside(session, environ)
    with session.screen.step("PostgreSQL"):
        return Databases(_local(session, quiet=quiet), local=True)


def _outside(session: Session, environ: Mapping[str, str]) -> Databases:
    addresses = outside_databases(environ=environ)
    with session.screen.step("PostgreSQL") as step:
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_PORTAL_URL"):
            if environ.get(variable):
                django.check_database(places=session.places, address=environ[variable], variable=variable)
        step.done("the one in DATABASE_URL")
    if is_for_trying_out(environ=environ):
        session.screen.say(ONE_LOG_IN)
    return Databases(addresses, local=False)


def _local(session: Session, *, quiet: bool) -> Mapping[str, str]:
    secrets = load_secrets(path=session.places.secrets)
    passwords = {role: secrets[f"password:{role}"] for role in roles.ROLES}
    cluster = open_cluster(places=session.places, password=secrets["password:postgres"])
    postgres.initialise(cluster=cluster)
    postgres.start(cluster=cluster, crew=session.crew, settings={}, quiet=quiet)
    roles.prepare(cluster=cluster, passwords=passwords, secrets_path=session.places.secrets)
    return {
        purpose: cluster.address(role=role, password=passwords[role], database=roles.DATABASE)
        for purpose, role in zip(("owner", "runtime", "portal"), roles.ROLES, strict=True)
    }


def open_cluster(*, places: Places, password: str) -> Cluster:
    """Return the cluster of these places, run as this machine permits."""
    account = make_account(places=places, mode=choose_mode())
    # All runs of a checkout share one copy of the programs, where a copy is needed at all.
    home = outside_home(private=checkout().private)
    turn = Lock(places.root / ".local" / "programs.lock")
    turn.wait()
    try:
        return postgres.make_cluster(places=places, account=account, password=password, programs_home=home)
    finally:
        turn.release()


def broker(*, session: Session, environ: Mapping[str, str], quiet: bool = False) -> str:
    """Start the local Redis, or check that the named one answers; return its address."""
    named = environ.get("REDIS_URL", "")
    with session.screen.step("Redis") as step:
        if named:
            redis.check_reachable(address=named)
            step.done("the one in REDIS_URL")
            return named
        return own_broker(session=session, quiet=quiet)


def own_broker(*, session: Session, quiet: bool = False) -> str:
    """Start a Redis of our own and return its address."""
    environ = base_environ(places=session.places, inherited=os.environ)
    server = redis.plan_server(places=session.places, environ=environ, quiet=quiet)
    redis.start(server=server, crew=session.crew)
    if not server.real:
        session.screen.say(PRETENDED)
    return server.address
