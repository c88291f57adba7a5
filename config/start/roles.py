"""What the local database holds before Django comes: three roles, one database, one remark.

The roles are the same as in production, so that a missing privilege shows on the first day and
not on the day of the installation.
"""

import subprocess
from collections.abc import Mapping

from config.start.postgres import Cluster
from config.start.problems import problem

DATABASE = "candour"
OWNER, RUNTIME, PORTAL = "candour_owner", "candour_runtime", "candour_portal"
ROLES = (OWNER, RUNTIME, PORTAL)
# Django reads this before it loads demo data: a database without it is never touched by demos.
REMARK = "candour: made by bin/up, demo data allowed"
REFUSED = "password authentication failed"


def prepare(*, cluster: Cluster, passwords: Mapping[str, str], secrets_path: object) -> None:
    """Bring roles, database and remark to what they should be; safe to repeat."""
    answer = run_sql(cluster=cluster, sql=script(passwords=passwords), database="postgres")
    if answer.returncode == 0:
        return
    if REFUSED in answer.stderr:
        raise problem("secrets_lost", path=secrets_path)
    raise problem("postgres_failed", detail=answer.stderr.strip())


def run_sql(*, cluster: Cluster, sql: str, database: str) -> "subprocess.CompletedProcess[str]":
    """Run statements as the superuser.

    They go in through standard input: a command line, with the passwords, is for all to read.
    """
    return subprocess.run(
        [
            str(cluster.programs / "psql"),
            *("--no-psqlrc", "--quiet", "--tuples-only", "--no-align"),
            *("--set", "ON_ERROR_STOP=1", "--username", "postgres"),
            *("--host", str(cluster.account.sockets), "--dbname", database),
        ],
        input=sql,
        env=cluster.environ() | {"PGPASSWORD": cluster.password},
        capture_output=True,
        text=True,
        check=False,
    )


def script(*, passwords: Mapping[str, str]) -> str:
    """Return the statements. Failing ones are kept out of the log: they hold passwords."""
    roles = "".join(_role(role, passwords[role]) for role in ROLES)
    return f"""\
SET log_min_error_statement = panic;
{roles}
SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
COMMENT ON DATABASE {DATABASE} IS '{REMARK}';
REVOKE CONNECT, TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {", ".join(ROLES)};
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
ALTER ROLE {PORTAL} CONNECTION LIMIT 40;
\\connect {DATABASE}
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
"""  # noqa: S608 - all names are constants


def _role(role: str, password: str) -> str:
    """Create the role if it is not there, then set all that matters about it.

    The passwords are our own, made of letters, digits, `-` and `_`: nothing to quote.
    """
    return f"""\
SELECT 'CREATE ROLE {role}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') \\gexec
ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}';
"""  # noqa: S608 - see above
