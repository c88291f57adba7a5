"""Bytes on the disk: hashed as they arrive, kept under their hash, and nothing half or foreign left behind."""

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.operations.evidence import store
from cases.operations.evidence.store import Incoming, NoRoom
from tests.factories.evidence import incoming


def files_in(disk: Path) -> list[Path]:
    return [path for path in sorted(disk.rglob("*")) if path.is_file()]


@given(pieces=st.lists(st.binary(max_size=9000), max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_arrives_piece_by_piece_has_the_hash_of_the_whole(disk: Path, pieces: list[bytes]) -> None:
    arriving, whole = Incoming(), b"".join(pieces)
    for piece in pieces:
        arriving.write(piece)
    arriving.finish()
    assert arriving.sha256 == hashlib.sha256(whole).hexdigest()
    assert (arriving.size, arriving.head) == (len(whole), whole[: store.HEAD])
    assert store.incoming_path(arriving.token).read_bytes() == whole
    arriving.discard()


def test_it_is_kept_under_its_hash_once_and_nobody_writes_it_again(disk: Path) -> None:
    for _ in range(2):
        arrived = incoming(b"the same")
        store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)
        # Said again, it changes nothing.
        store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)
    digest = hashlib.sha256(b"the same").hexdigest()
    [only] = files_in(disk)
    assert only == disk / "originals" / digest[:2] / digest[2:4] / digest
    assert oct(only.stat().st_mode & 0o777) == "0o400"
    assert oct(disk.stat().st_mode & 0o777) == "0o700"


def test_what_is_in_neither_place_is_said(disk: Path) -> None:
    arrived = incoming(b"x")
    arrived.discard()
    with pytest.raises(FileNotFoundError):
        store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)


@pytest.mark.parametrize(
    ("change", "is_there"),
    [
        pytest.param(lambda path: None, True, id="untouched"),
        pytest.param(lambda path: path.write_bytes(b"X" + path.read_bytes()[1:]), False, id="one-byte"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-1]), False, id="cut"),
        pytest.param(lambda path: path.unlink(), False, id="gone"),
    ],
)
def test_only_what_was_stored_is_given_out(disk: Path, change: Any, is_there: bool) -> None:
    arrived = incoming(b"what was stored")
    store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)
    path = store.path_of(folder=store.ORIGINALS, sha256=arrived.sha256)
    path.chmod(0o600)
    change(path)
    opened = store.opened(folder=store.ORIGINALS, sha256=arrived.sha256)
    assert (opened is not None) is is_there
    if opened is not None:
        assert opened.read() == b"what was stored"
        opened.close()


def test_a_full_disk_is_said_and_leaves_nothing(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arriving = Incoming()
    # The kernel itself says that this device is full.
    arriving._file = io.BufferedWriter(io.FileIO("/dev/full", "w"))
    with pytest.raises(NoRoom):
        arriving.write(b"x" * 1_000_000)
    assert files_in(disk) == []
    late = Incoming()
    late._file = io.BufferedWriter(io.FileIO("/dev/full", "w"))
    late.write(b"x")
    with pytest.raises(NoRoom):
        late.finish()
    assert files_in(disk) == []


def test_what_was_left_behind_is_found_by_its_age(disk: Path) -> None:
    old, new = incoming(b"old"), incoming(b"new")
    stranger = disk / "incoming" / "notes.txt"
    stranger.write_text("x")
    for path in (store.incoming_path(old.token), stranger):
        os.utime(path, (1, 1))
    found = list(store.left_behind(older_than=timedelta(days=1)))
    assert {token for _, token in found} == {old.token, None}
    assert store.incoming_path(new.token).exists()


def test_where_nothing_arrived_yet_nothing_was_left(disk: Path) -> None:
    assert list(store.left_behind(older_than=timedelta(0))) == []
    assert list(store.names_in(store.ORIGINALS)) == []
