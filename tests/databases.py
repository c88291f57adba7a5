"""Test databases: one template a run, migrated once by the owner; clones of it for every worker and every need.

Clones are how a test that commits gets a clean database again: the runtime role may not TRUNCATE, and product code has
no way around its own rules for the sake of tests.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from cases.operations.demo import MARK

ADMIN_URL = os.environ.get("TEST_DATABASE_URL", "")
# One name for the whole run: the first process chooses it, the workers it starts inherit it.
RUN = os.environ.setdefault("CANDOUR_TEST_RUN", secrets.token_hex(6))
TEMPLATE = f"candour_{RUN}_template"
ROLES = {"owner": "candour_test_owner", "runtime": "candour_test_runtime", "portal": "candour_test_portal"}
LOCK = 0x0CA4D0


@dataclass(frozen=True, kw_only=True)
class Clone:
    """A migrated database of its own, and how each role reaches it."""

    name: str

    def url(self, role: str) -> str:
        """The address with which `owner`, `runtime` or `portal` logs in."""
        admin = conninfo_to_dict(ADMIN_URL)
        host, port = quote(str(admin.get("host", "localhost")), safe=""), str(admin.get("port", ""))
        return f"postgresql://{ROLES[role]}:{password_of(role)}@/{self.name}?host={host}" + (
            f"&port={port}" if port else ""
        )


def password_of(role: str) -> str:
    """The same in every run against one server, so that runs side by side do not lock each other out."""
    return hashlib.sha256(f"{ADMIN_URL} {role}".encode()).hexdigest()[:32]


@contextmanager
def admin() -> Iterator[psycopg.Cursor[Any]]:
    """A cursor as the server's superuser, committing each statement."""
    with psycopg.connect(ADMIN_URL, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


def make_template() -> None:
    """Makes the run's template once: the first worker makes it, the others wait."""
    with admin() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cursor.fetchone() is None:
            _make_roles(cursor)
            _migrate(cursor)


def _make_roles(cursor: psycopg.Cursor[Any]) -> None:
    for role, name in ROLES.items():
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        cursor.execute(
            sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(password_of(role))
            )
        )


def _migrate(cursor: psycopg.Cursor[Any]) -> None:
    being_made = f"{TEMPLATE}_wip"
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(being_made)))
    cursor.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
            sql.Identifier(being_made), sql.Identifier(ROLES["owner"])
        )
    )
    point_django_at(name=being_made, role="owner")
    call_command("migrate", verbosity=0, interactive=False)
    connections["default"].close()
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(being_made), sql.Identifier(TEMPLATE))
    )


def make_clone(purpose: str) -> Clone:
    """A new database like the template, replacing an older one of the same purpose. Demo data is allowed in it."""
    clone = Clone(name=f"candour_{RUN}_{purpose}")
    with admin() as cursor:
        drop(cursor, clone.name)
        # Cloning needs the template to itself for a moment.
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(clone.name), sql.Identifier(ROLES["owner"]), sql.Identifier(TEMPLATE)
            )
        )
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(clone.name), sql.Literal(MARK)))
    return clone


def drop(cursor: psycopg.Cursor[Any], name: str) -> None:
    """Drops a database whoever is connected to it."""
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_all_of_this_run() -> None:
    """Leaves the server as it was: it may be one that somebody lent us."""
    with admin() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"candour_{RUN}_"])
        for (name,) in cursor.fetchall():
            drop(cursor, name)


def point_django_at(*, name: str, role: str) -> None:
    """Makes Django's default connection log in to this database as this role."""
    admin_parts = conninfo_to_dict(ADMIN_URL)
    connection = connections["default"]
    connection.close()
    connection.settings_dict |= {
        "NAME": name,
        "USER": ROLES[role],
        "PASSWORD": password_of(role),
        "HOST": str(admin_parts.get("host", "")),
        "PORT": str(admin_parts.get("port", "")),
    }
