"""The first migration of all: who may do what inside PostgreSQL.

Three roles: the owner, who runs migrations; `runtime`, which the staff door, worker and beat log in as; `portal`, which
the public door logs in as. `runtime` reads and writes rows of every table made from now on, and later migrations take
rights away where rows may only be added. `portal` is given nothing here but the right to ask which migrations have run:
each table it may touch says so in its own migration.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations
from psycopg import sql


def make_roles(apps: Any, schema_editor: Any) -> None:
    """Makes the roles where they are missing, and grants. Raises, saying what a DBA should run, where it may not."""
    runtime, portal = settings.DATABASE_ROLES["runtime"], settings.DATABASE_ROLES["portal"]
    with schema_editor.connection.cursor() as cursor:
        for role in (runtime, portal):
            _make_if_missing(cursor=cursor, role=role)
        for statement in GRANTS:
            names = {"runtime": sql.Identifier(runtime), "portal": sql.Identifier(portal)}
            cursor.execute(sql.SQL(statement).format(**names))


def _make_if_missing(*, cursor: Any, role: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone():
        return
    cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        raise RuntimeError(
            f"The database role {role} does not exist and this log-in may not make it. Ask a database administrator to "
            f"run: CREATE ROLE {role} LOGIN PASSWORD '…'; then run the migration again."
        )
    cursor.execute(sql.SQL("CREATE ROLE {role}").format(role=sql.Identifier(role)))
    cursor.execute(sql.SQL("GRANT {role} TO CURRENT_USER").format(role=sql.Identifier(role)))


GRANTS = [
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {runtime}, {portal}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {runtime}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {runtime}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {runtime}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {runtime}",
    # Which migrations have run is the owner's to write; both doors ask it for /readyz.
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {runtime}",
    "GRANT SELECT ON django_migrations TO {portal}",
]


class Migration(migrations.Migration):
    """Runs before every other migration that makes a table."""

    initial = True
    run_before: ClassVar[list[Any]] = [
        (app, "0001_initial") for app in ("contenttypes", "sessions", "axes", "accounts", "jobs", "workforce")
    ]
    operations: ClassVar[list[Any]] = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
