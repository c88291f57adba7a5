"""The servers that may be killed: made once for each pytest worker. Everything else is new for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.start.places import ROOT, Places
from tests.faults.servers import Postgres, Redis
from tests.faults.stack import Stack

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a `fault`."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.fault)


@pytest.fixture(scope="session")
def places_of_faults(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A private folder of this pytest worker's own."""
    return Places(root=ROOT, private=tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="session")
def killable_postgres(places_of_faults: Places) -> Iterator[Postgres]:
    """A PostgreSQL of our own: bin/test's serves all other tests."""
    made = Postgres(places_of_faults)
    try:
        made.make_template()
        yield made
    finally:
        made.throw_away()


@pytest.fixture
def killable_redis(places_of_faults: Places) -> Iterator[Redis]:
    """A Redis of our own, empty."""
    made = Redis(places_of_faults)
    yield made
    made.stop()


@pytest.fixture
def stack(killable_postgres: Postgres, killable_redis: Redis, tmp_path: Path) -> Iterator[Stack]:
    """A whole installation: a fresh database, an empty Redis, and whatever the test starts. All of it ends with it."""
    killable_postgres.start()
    database = killable_postgres.clone("faults")
    made = Stack(postgres=killable_postgres, redis=killable_redis, database=database, folder=tmp_path)
    try:
        yield made
    finally:
        made.close()
