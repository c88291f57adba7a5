"""PostgreSQL and Redis that may be killed: not those of `bin/test`, on which every other test depends."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
import redis
from psycopg import sql

from cases.operations.demo import MARK
from cases.staff.readiness import redis_address
from config.start import postgres, servers
from config.start import redis as redis_server
from config.start.account import outside_home
from config.start.environment import base_environ
from config.start.passwords import load_secrets
from config.start.places import Places
from config.start.postgres import Cluster
from config.start.processes import Crew, Process
from config.start.screen import Screen
from tests import databases, processes
from tests.databases import Clone

TEMPLATE = "template"
# Nothing survives a power cut, which nobody plays here. A killed server must still not lose what it called committed.
SETTINGS = {**postgres.THROW_AWAY, "synchronous_commit": "on"}


@dataclass(frozen=True, kw_only=True)
class Database(Clone):
    """A database on the PostgreSQL that may be killed."""

    cluster: Cluster

    def url(self, role: str) -> str:
        """The address with which `owner`, `runtime`, `portal` or `superuser` logs in."""
        if role == "superuser":
            return self.cluster.address(role="postgres", password=self.cluster.password, database=self.name)
        password = databases.password_of(role)
        return self.cluster.address(role=databases.ROLES[role], password=password, database=self.name)

    @contextmanager
    def cursor(self) -> Iterator[psycopg.Cursor[Any]]:
        """A cursor as the superuser, committing each statement."""
        with psycopg.connect(self.url("superuser"), autocommit=True) as connection, connection.cursor() as cursor:
            yield cursor


class Postgres:
    """A cluster with a migrated template that holds the demo force. One for all tests of a pytest worker."""

    def __init__(self, places: Places) -> None:
        """Makes and starts it, still without the template."""
        self.places = places
        self.crew = Crew(Screen())
        secret = load_secrets(path=places.secrets)["password:postgres"]
        self.cluster = servers.open_cluster(places=places, password=secret)
        postgres.initialise(cluster=self.cluster, durable=False)
        self.process = self._started()

    def _started(self) -> Process:
        return postgres.start(cluster=self.cluster, crew=self.crew, settings=SETTINGS, quiet=True)

    @property
    def pid(self) -> int:
        """The postmaster."""
        return self.process.popen.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.exit_code() is None

    def start(self) -> None:
        """Starts it unless it runs; what was committed is there again."""
        if not self.runs:
            self.stop()
            self.process = self._started()

    def stop(self) -> int:
        """Asks it to end, if it has not, and returns its exit code."""
        self.crew.stop(["postgres"])
        return self.process.popen.wait()

    def _database(self, name: str) -> Database:
        return Database(name=name, cluster=self.cluster)

    def make_template(self) -> None:
        """Migrates a database as the owner, and loads the demo force into it."""
        template = self._database(TEMPLATE)
        with self._database("postgres").cursor() as cursor:
            databases._make_roles(cursor)
            _create(cursor, name=TEMPLATE, like="template0")
        for role, command in (("owner", ["migrate", "--verbosity", "0"]), ("runtime", ["load_demo"])):
            env = processes.environment_of("manage", clone=template) | {"DATABASE_URL": template.url(role)}
            subprocess.run([sys.executable, "manage.py", *command], env=env, cwd=processes.ROOT, check=True)

    def clone(self, name: str) -> Database:
        """A new database like the template."""
        with self._database("postgres").cursor() as cursor:
            databases.drop(cursor, name)
            _create(cursor, name=name, like=TEMPLATE)
        return self._database(name)

    def throw_away(self) -> None:
        """Ends it and leaves no file."""
        self.stop()
        for folder in (self.places.private, self.cluster.account.sockets, outside_home(private=self.places.private)):
            shutil.rmtree(folder, ignore_errors=True)


def _create(cursor: psycopg.Cursor[Any], *, name: str, like: str) -> None:
    owner, names = sql.Identifier(databases.ROLES["owner"]), (sql.Identifier(name), sql.Identifier(like))
    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(names[0], owner, names[1]))
    cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(names[0], sql.Literal(MARK)))


class Redis:
    """A real Redis that keeps nothing: after a kill it is empty. One for each test."""

    def __init__(self, places: Places) -> None:
        """Starts it, or skips the test where there is only a pretended one."""
        self.crew = Crew(Screen())
        environ = base_environ(places=places, inherited=os.environ)
        self.server = redis_server.plan_server(places=places, environ=environ, quiet=True)
        if not self.server.real:
            sentence = "There is no real Redis on this machine, and a pretended one has faults of its own."
            (pytest.fail if os.environ.get("NOTHING_MAY_BE_SKIPPED") else pytest.skip)(sentence)
        self.process = redis_server.start(server=self.server, crew=self.crew)

    @property
    def url(self) -> str:
        """Its address, as Celery spells it."""
        return self.server.address

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.popen.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.exit_code() is None

    def start(self) -> None:
        """Starts it, empty, unless it runs."""
        if not self.runs:
            self.stop()
            self.process = redis_server.start(server=self.server, crew=self.crew)

    def stop(self) -> int:
        """Asks it to end, if it has not, and returns its exit code."""
        self.crew.stop(["redis"])
        return self.process.popen.wait()

    @contextmanager
    def client(self) -> Iterator["redis.Redis"]:
        """Somebody who looks into it."""
        client = redis.Redis.from_url(redis_address(self.url), socket_timeout=5)
        try:
            yield client
        finally:
            client.close()

    def flushall(self) -> None:
        """Empties it while it runs."""
        with self.client() as client:
            client.flushall()
