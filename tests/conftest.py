"""What every test may rely on: a real PostgreSQL, logged in to as the runtime role."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

import cases.tasks  # noqa: F401 - so that handlers and batches are declared
import config.celery  # noqa: F401 - so that what tests send goes to the tests' own Redis
from tests import databases
from tests.databases import Clone

pytest_plugins = ["tests.report", "tests.factories.evidence_places"]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "only")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's own: this worker's clone, as the runtime role."""
    if not databases.ADMIN_URL:
        pytest.fail("No test database: run the tests with bin/test, or set TEST_DATABASE_URL.", pytrace=False)
    with django_db_blocker.unblock():
        databases.make_template()
        _fresh_clone()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


def _fresh_clone() -> None:
    connections["default"].close()
    clone = databases.make_clone(WORKER)
    databases.point_django_at(name=clone.name, role="runtime")


def _start_again(self: TransactionTestCase) -> None:
    """After a test that commits: a new clone. The runtime role may not TRUNCATE, as Django would."""
    _fresh_clone()


TransactionTestCase._fixture_teardown = _start_again  # type: ignore[attr-defined]


@pytest.fixture
def clone(django_db_setup: None, request: pytest.FixtureRequest, django_db_blocker: Any) -> Clone:
    """A migrated database of the test's own, for processes that the test starts."""
    return databases.make_clone(f"{WORKER}_own")


@pytest.fixture(scope="session")
def session_clone(django_db_setup: None) -> Clone:
    """A migrated database for processes that serve many tests of this worker."""
    return databases.make_clone(f"{WORKER}_doors")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last one out puts the lights off: workers have ended when the controller gets here."""
    if databases.ADMIN_URL and not hasattr(session.config, "workerinput"):
        databases.drop_all_of_this_run()
