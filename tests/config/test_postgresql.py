"""The database backend: a server that says nothing is given up in time, and what follows is quick and honest."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connections, transaction

from config.postgresql.base import NOT_ASKED_AGAIN_FOR_SECONDS, DatabaseWrapper
from config.postgresql.connection import Connection
from config.settings import environment
from config.settings.environment import LIMITS, Process
from tests.databases import ADMIN_URL

ALIAS = "silent"
LIMIT = 0.4
# A wait that should take LIMIT: psycopg looks up every 0.1 s, and the machine may be busy.
SOON = LIMIT + 1.5
SILENCE = "SELECT pg_sleep(4)"
# Notices are sent at once: the server needs longer than LIMIT, but is never silent for as long.
SLOW_BUT_STEADY = "DO $$ BEGIN FOR i IN 1..8 LOOP PERFORM pg_sleep(0.1); RAISE NOTICE 'alive'; END LOOP; END $$"
SLOW_COMMIT = """
    CREATE TEMPORARY TABLE slow (n int);
    CREATE FUNCTION pg_temp.sleep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(4); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER sleeps AFTER INSERT ON slow INITIALLY DEFERRED FOR EACH ROW
        EXECUTE FUNCTION pg_temp.sleep();
"""


@contextmanager
def takes(*, least: float = 0, most: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert least <= time.monotonic() - began <= most


@pytest.fixture
def raw() -> Iterator[Connection]:
    with Connection.connect(ADMIN_URL, autocommit=True) as connection:
        connection.answer_within = LIMIT
        yield connection


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """A database of Django's with a short limit; not the default one, which the tests' own transactions use."""
    wrapper = connections["default"].copy(alias=ALIAS)
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.settings_dict |= environment.database(url=ADMIN_URL, process=Process.STAFF)
    wrapper.settings_dict["OPTIONS"]["answer_within"] = LIMIT
    connections[ALIAS] = wrapper
    with django_db_blocker.unblock():
        yield wrapper
        wrapper.close()
    del connections[ALIAS]


def ask(database: DatabaseWrapper, statement: str) -> Any:
    with database.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def server_process(database: DatabaseWrapper) -> int:
    return int(ask(database, "SELECT pg_backend_pid()"))


def test_a_silent_server_is_given_up_and_the_connection_closed(raw: Connection) -> None:
    with takes(least=LIMIT, most=SOON), pytest.raises(psycopg.OperationalError, match=r"said nothing for 0\.4 s"):
        raw.execute(SILENCE)
    assert raw.closed
    with takes(most=1), pytest.raises(psycopg.OperationalError, match="the connection is closed"):
        raw.execute("SELECT 1")


def test_a_server_that_says_something_now_and_then_is_heard_out(raw: Connection) -> None:
    with takes(least=2 * LIMIT, most=8):
        raw.execute(SLOW_BUT_STEADY)
    assert raw.execute("SELECT 1").fetchone() == (1,)


def test_without_a_limit_it_waits(raw: Connection) -> None:
    raw.answer_within = 0
    with raw.in_a_hurry(answer_within=LIMIT), takes(least=1, most=8):
        raw.execute("SELECT pg_sleep(1)")


def test_an_error_of_the_server_is_the_servers_own(raw: Connection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        raw.execute("SELECT 1/0")
    assert not raw.closed


def many(connection: Connection) -> None:
    connection.cursor().executemany("SELECT pg_sleep(%s)", [(0,), (4,), (0,)])


def in_steps(connection: Connection) -> None:
    with connection.transaction(), connection.cursor("steps") as cursor:
        cursor.execute("SELECT n, pg_sleep(CASE WHEN n > 1 THEN 4 ELSE 0 END) FROM generate_series(1, 3) AS n")
        cursor.fetchmany(1)
        cursor.fetchmany(1)


def streamed(connection: Connection) -> None:
    list(connection.cursor().stream(SILENCE))


def copied(connection: Connection) -> None:
    with connection.cursor().copy("COPY (SELECT pg_sleep(4)) TO STDOUT") as copy:
        list(copy)


def pipelined(connection: Connection) -> None:
    with connection.pipeline():
        connection.execute(SILENCE)
        connection.execute("SELECT 1").fetchone()


@pytest.mark.parametrize("way", [many, in_steps, streamed, copied, pipelined])
def test_every_way_to_ask_has_the_limit(raw: Connection, way: Callable[[Connection], None]) -> None:
    with takes(least=LIMIT, most=SOON), pytest.raises(psycopg.OperationalError):
        way(raw)
    assert raw.closed


def test_a_request_that_lost_its_connection_fails_fast_and_the_next_one_has_a_new_one(
    database: DatabaseWrapper,
) -> None:
    before = server_process(database)
    with takes(least=LIMIT, most=SOON), pytest.raises(OperationalError, match="said nothing"):
        ask(database, SILENCE)
    for _again in range(3):
        with takes(most=1), pytest.raises((OperationalError, InterfaceError)):
            ask(database, "SELECT 1")
    database.close_if_unusable_or_obsolete()  # what Django does between two requests
    assert server_process(database) != before


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("caught", [False, True], ids=["falls-through", "caught-half-way"])
def test_leaving_a_transaction_neither_waits_nor_connects_nor_hides_the_error(
    database: DatabaseWrapper, depth: int, caught: bool
) -> None:
    def inside(depth: int) -> None:
        with transaction.atomic(using=ALIAS):
            if depth > 1:
                inside(depth - 1)
            elif caught:
                with pytest.raises(OperationalError):
                    ask(database, SILENCE)
                ask(database, "SELECT 1")
            else:
                ask(database, SILENCE)

    before = server_process(database)
    with takes(least=LIMIT, most=SOON), pytest.raises(OperationalError):
        inside(depth)
    assert database.connection is None
    assert database.get_autocommit()
    with transaction.atomic(using=ALIAS):
        assert server_process(database) != before


def test_a_commit_without_an_answer_is_an_error_and_runs_nothing_that_waited_for_it(
    database: DatabaseWrapper,
) -> None:
    done: list[str] = []
    with database.cursor() as cursor:
        cursor.execute(SLOW_COMMIT)

    def insert() -> None:
        with transaction.atomic(using=ALIAS), database.cursor() as cursor:
            cursor.execute("INSERT INTO slow VALUES (1)")
            transaction.on_commit(lambda: done.append("told"), using=ALIAS)

    with takes(least=LIMIT, most=SOON), pytest.raises(OperationalError, match="said nothing"):
        insert()
    assert ask(database, "SELECT 1") == 1
    assert not done


@pytest.mark.parametrize("process", list(Process))
def test_each_process_has_its_limits_and_ours_comes_last(database: DatabaseWrapper, process: Process) -> None:
    database.settings_dict |= environment.database(url=ADMIN_URL, process=process)
    limits = LIMITS[process]
    for name, seconds in [
        ("statement_timeout", limits.statement),
        ("lock_timeout", limits.lock),
        ("idle_in_transaction_session_timeout", limits.idle_in_transaction),
    ]:
        shown = ask(database, f"SELECT extract(epoch FROM current_setting('{name}')::interval)")
        assert shown == seconds
    assert database.connection.answer_within == limits.answer
    assert (limits.statement < limits.answer) or limits.statement == limits.answer == 0
    assert limits.lock > 0


def test_a_server_that_accepts_but_never_answers_is_asked_once_not_by_everything_in_a_request(
    database: DatabaseWrapper,
) -> None:
    usual = dict(database.settings_dict)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"postgresql://u:p@127.0.0.1:{mute.getsockname()[1]}/x?connect_timeout=2"
        database.settings_dict |= environment.database(url=url, process=Process.STAFF)
        with takes(least=2, most=4), pytest.raises(OperationalError, match="timeout expired"):
            ask(database, "SELECT 1")
        for _elsewhere in range(3):
            with takes(most=1), pytest.raises(OperationalError, match="not asked again so soon"):
                ask(database, "SELECT 1")
    database.settings_dict |= usual
    time.sleep(NOT_ASKED_AGAIN_FOR_SECONDS)
    assert ask(database, "SELECT 1") == 1
