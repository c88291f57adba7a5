"""Nobody changes or removes an entry: asked of PostgreSQL itself, statement by statement, with each guard alone too."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from tests import databases
from tests.cases.audit.statements import ADD, BY_RIGHTS, COUNT, DOWNWARDS, IN_VAIN, ON_ROWS, ON_THE_GUARDS, WITH_A_TIME
from tests.conftest import WORKER
from tests.databases import ADMIN_URL, ROLES, Clone

Link = psycopg.Connection[Any]
DENIED = "InsufficientPrivilege"


def made(purpose: str) -> Clone:
    clone = databases.make_clone(f"{WORKER}_{purpose}")
    with psycopg.connect(clone.url("runtime")) as link:
        for _ in range(3):
            link.execute(ADD)
        link.execute(COUNT)
    return clone


def as_superuser(clone: Clone) -> Link:
    return psycopg.connect(ADMIN_URL, dbname=clone.name)


@pytest.fixture(scope="module")
def guarded(django_db_setup: None) -> Clone:
    """As migrated."""
    return made("guarded")


@pytest.fixture(scope="module")
def by_rights_alone(django_db_setup: None) -> Clone:
    """As if somebody had dropped the triggers."""
    clone = made("by_rights")
    with psycopg.connect(clone.url("owner")) as link:
        for table in ("audit_entry", "audit_anonymousfailures"):
            link.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(table)))
    return clone


@pytest.fixture(scope="module")
def by_triggers_alone(django_db_setup: None) -> Clone:
    """As if somebody had granted the runtime role every row."""
    clone = made("by_triggers")
    with psycopg.connect(clone.url("owner")) as link:
        link.execute(
            sql.SQL(
                "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON audit_entry, audit_anonymousfailures TO {}"
            ).format(sql.Identifier(ROLES["runtime"]))
        )
    return clone


DIGESTS = """
SELECT md5(string_agg(row_to_json(e)::text, ';' ORDER BY id)), count(*), max(id) FROM public.audit_entry e;
SELECT md5(string_agg(row_to_json(f)::text, ';' ORDER BY id)), count(*) FROM public.audit_anonymousfailures f;

-- A sequence set back would give the numbers of old entries again.
SELECT last_value FROM public.audit_entry_id_seq;

-- What guards them: triggers and whether they are on, functions, owners and rights, columns, constraints.
SELECT array_agg(concat(pg_get_triggerdef(oid), tgenabled) ORDER BY tgname) FROM pg_trigger
    WHERE tgrelid IN ('public.audit_entry'::regclass, 'public.audit_anonymousfailures'::regclass);
SELECT array_agg(pg_get_functiondef(oid) ORDER BY proname) FROM pg_proc
    WHERE proname LIKE 'audit%' AND pronamespace = 'public'::regnamespace;
SELECT array_agg(concat(relname, relowner, relacl, relhasrules, relrowsecurity, relkind) ORDER BY relname)
    FROM pg_class WHERE relname LIKE 'audit%' AND relnamespace = 'public'::regnamespace;
SELECT array_agg(concat(attrelid, attname, attacl, atttypid) ORDER BY attrelid, attnum) FROM pg_attribute
    WHERE attrelid IN ('public.audit_entry'::regclass, 'public.audit_anonymousfailures'::regclass);
SELECT array_agg(pg_get_constraintdef(oid) ORDER BY conname) FROM pg_constraint
    WHERE conrelid IN ('public.audit_entry'::regclass, 'public.audit_anonymousfailures'::regclass)
"""


def digest(clone: Clone) -> list[Any]:
    with as_superuser(clone) as link:
        return [link.execute(question).fetchone() for question in DIGESTS.split(";\n")]


def attempt(link: Link, statement: str) -> str:
    """`allowed`, and then it is kept; or the name of PostgreSQL's refusal."""
    try:
        with link.transaction():
            link.execute(statement)
    except errors.Error as refusal:
        return type(refusal).__name__
    return "allowed"


@pytest.fixture
def unchanged(request: pytest.FixtureRequest) -> Iterator[Clone]:
    """The clone that a test names; whatever the test does, every entry and every guard is afterwards as before."""
    clone: Clone = request.getfixturevalue(request.param)
    before = digest(clone)
    yield clone
    assert digest(clone) == before


def each(*statements: str) -> Any:
    return pytest.mark.parametrize("statement", [pytest.param(one, id=one[:70]) for one in statements])


def on(clone: str) -> Any:
    return pytest.mark.parametrize("unchanged", [clone], indirect=True)


@each(*ON_ROWS, *DOWNWARDS, *BY_RIGHTS, *ON_THE_GUARDS)
@on("guarded")
def test_the_runtime_role_changes_nothing(unchanged: Clone, statement: str) -> None:
    with psycopg.connect(unchanged.url("runtime"), autocommit=True) as link:
        assert attempt(link, statement) == DENIED


@each(*IN_VAIN)
@on("guarded")
def test_what_it_may_try_does_nothing(unchanged: Clone, statement: str) -> None:
    with psycopg.connect(unchanged.url("runtime"), autocommit=True) as link:
        assert attempt(link, statement) == "allowed"


@each(*ON_ROWS, *BY_RIGHTS, *ON_THE_GUARDS)
@on("by_rights_alone")
def test_what_it_has_no_right_to_would_be_enough(unchanged: Clone, statement: str) -> None:
    with psycopg.connect(unchanged.url("runtime"), autocommit=True) as link:
        assert attempt(link, statement) == DENIED


@each(*ON_ROWS, *DOWNWARDS)
@on("by_triggers_alone")
def test_the_triggers_alone_would_be_enough(unchanged: Clone, statement: str) -> None:
    with psycopg.connect(unchanged.url("runtime"), autocommit=True) as link:
        assert attempt(link, statement) == DENIED


@each(*ON_ROWS, *DOWNWARDS)
@on("guarded")
def test_the_owner_changes_no_entry_either(unchanged: Clone, statement: str) -> None:
    with psycopg.connect(unchanged.url("owner"), autocommit=True) as link:
        assert attempt(link, statement) == DENIED


@each(*ON_ROWS, *DOWNWARDS)
@pytest.mark.parametrize("role", [None, "owner"])
@on("guarded")
def test_a_session_that_pretends_to_be_a_replica_changes_none(
    unchanged: Clone, role: str | None, statement: str
) -> None:
    with psycopg.connect(ADMIN_URL, dbname=unchanged.name, autocommit=True) as link:
        link.execute("SET session_replication_role = replica")
        if role:
            link.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(ROLES[role])))
        assert attempt(link, statement) == DENIED


@pytest.mark.parametrize(
    "trick",
    [
        pytest.param("SELECT 1", id="no-trick"),
        pytest.param("SET TIME ZONE 'Pacific/Kiritimati'", id="another-time-zone"),
        pytest.param(
            "CREATE FUNCTION pg_temp.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
            " $$SELECT '2001-02-03'::timestamptz$$; SET search_path = pg_temp, public, pg_catalog",
            id="another-clock-first-in-the-path",
        ),
        pytest.param(
            "CREATE FUNCTION pg_temp.audit_stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
            " SET search_path = pg_temp, public",
            id="another-stamp-first-in-the-path",
        ),
        pytest.param(
            "CREATE TEMP TABLE audit_entry (LIKE public.audit_entry); SET search_path = pg_temp, public",
            id="another-table-first-in-the-path",
        ),
    ],
)
def test_the_databases_time_is_its_own_whatever_the_session_says(clone: Clone, trick: str) -> None:
    with psycopg.connect(clone.url("runtime"), autocommit=True) as link:
        link.execute(trick)
        link.execute(ADD)
    with as_superuser(clone) as link:
        row = link.execute("SELECT recorded_at, clock_timestamp() FROM public.audit_entry").fetchone()
    assert row is not None
    assert abs((row[1] - row[0]).total_seconds()) < 10
    assert row[0] > datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("role", ["origin", "replica"])
def test_a_time_that_is_named_all_the_same_does_not_count(clone: Clone, role: str) -> None:
    with as_superuser(clone) as link:
        link.execute(sql.SQL("SET session_replication_role = {}").format(sql.Identifier(role)))
        link.execute(WITH_A_TIME)
        row = link.execute("SELECT recorded_at > now() - interval '1 minute' FROM audit_entry").fetchone()
    assert row == (True,)


def test_what_the_runtime_role_may_do_is_this_and_no_more(guarded: Clone) -> None:
    with psycopg.connect(guarded.url("runtime")) as link:
        tables = link.execute(
            "SELECT c.relname, p FROM pg_class c, unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE',"
            "'REFERENCES','TRIGGER']) p WHERE relname IN ('audit_entry', 'audit_anonymousfailures')"
            " AND has_table_privilege(c.oid, p) ORDER BY 1, 2"
        ).fetchall()
        columns = link.execute(
            "SELECT c.relname, p, array_agg(a.attname::text ORDER BY attnum) FROM pg_class c JOIN pg_attribute a ON"
            " attrelid = c.oid AND attnum > 0, unnest(ARRAY['INSERT','UPDATE']) p WHERE"
            " relname IN ('audit_entry', 'audit_anonymousfailures')"
            " AND has_column_privilege(c.oid, a.attnum, p) GROUP BY 1, 2 ORDER BY 1, 2"
        ).fetchall()
    assert tables == [("audit_anonymousfailures", "SELECT"), ("audit_entry", "SELECT")]
    assert columns == [
        ("audit_anonymousfailures", "INSERT", ["hour", "what", "count"]),
        ("audit_anonymousfailures", "UPDATE", ["count"]),
        (
            "audit_entry",
            "INSERT",
            ["what", "outcome", "who", "at", "thing", "key", "reason", "request_id", "case_id"],
        ),
    ]


def test_the_digest_sees_what_it_is_there_to_see(clone: Clone) -> None:
    with psycopg.connect(clone.url("runtime")) as link:
        link.execute(ADD)
        link.execute(COUNT)
    seen = [digest(clone)]
    for change in (
        "ALTER TABLE audit_entry DISABLE TRIGGER entry_only_grows",
        "UPDATE audit_entry SET reason = 'nothing happened'",
        "ALTER TABLE audit_entry ENABLE TRIGGER entry_only_grows",
        "GRANT UPDATE ON audit_entry TO PUBLIC",
        "CREATE OR REPLACE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SELECT setval('audit_entry_id_seq', 7)",
        "UPDATE audit_anonymousfailures SET count = count + 1",
    ):
        with psycopg.connect(clone.url("owner")) as link:
            link.execute(change)
        seen.append(digest(clone))
    assert all(before != after for before, after in pairwise(seen))
