"""Scanning: a real conversation over a socket, whatever the scanner says, and nothing refused without one."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.jobs.kinds import Kind
from cases.jobs.models import Outbox
from cases.models import EvidenceFile
from cases.operations.evidence import files, scanning
from cases.operations.evidence.scanning import ScannerFailed
from tests.factories import cases, evidence
from tests.factories.acts import AT, BY

pytestmark = pytest.mark.django_db
CONTENT = b"what is scanned " * 50_000


@contextmanager
def scanner(folder: Path, answer: bytes, *, reads: bool = True, tcp: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """One conversation of ClamAV's daemon: what it is told, and what it answers."""
    heard: list[bytes] = []
    server = socket.socket(socket.AF_INET if tcp else socket.AF_UNIX)
    server.bind(("127.0.0.1", 0) if tcp else str(folder / "clamd.sock"))
    server.listen()

    def talk() -> None:
        link, _ = server.accept()
        with link:
            while reads and not b"".join(heard).endswith(b"\0\0\0\0"):
                piece = link.recv(65536)
                if not piece:
                    break
                heard.append(piece)
            # Whoever asked may have gone.
            with suppress(OSError):
                link.sendall(answer)

    talking = threading.Thread(target=talk, daemon=True)
    talking.start()
    yield f"127.0.0.1:{server.getsockname()[1]}" if tcp else str(folder / "clamd.sock"), heard
    talking.join(timeout=5)
    server.close()


def file_of(**values: Any) -> EvidenceFile:
    return evidence.file(item=evidence.item(case=cases.case(), reference="AB/1"), content=CONTENT, **values)


@pytest.mark.parametrize(
    ("answer", "scan", "said"),
    [
        pytest.param(b"stream: OK\0", "clean", "", id="nothing"),
        pytest.param(b"stream: Eicar-Test-Signature FOUND\0", "found", "Eicar-Test-Signature", id="something"),
        pytest.param(b"stream: \x1b[31mX\r\nY FOUND\0", "found", "[31mXY", id="a-name-that-plays-tricks"),
        pytest.param(b"INSTREAM size limit exceeded. ERROR\0", "not_scanned", scanning.TOO_LARGE, id="too-large"),
    ],
)
def test_what_the_scanner_says_is_noted(
    disk: Path, tmp_path: Path, settings: Any, answer: bytes, scan: str, said: str
) -> None:
    file = file_of()
    with scanner(tmp_path, answer) as (settings.CLAMAV, heard):
        scanning.scan(file_id=file.pk, by=BY, at=AT)
    whole = b"".join(heard)
    assert whole.startswith(b"zINSTREAM\0")
    assert len(whole) > len(CONTENT)
    file.refresh_from_db()
    assert (file.scan, file.scan_said) == (scan, said)
    assert (file.scanned_at is None) is (scan == "not_scanned")
    assert Entry.objects.filter(what=Act.EVIDENCE_FILE_SCANNED, reason__startswith="AB/1: ").count() == 1


def test_a_scanner_that_takes_too_long_is_not_waited_for(
    disk: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of()
    monkeypatch.setattr(scanning, "IN_ALL", -1)
    with scanner(tmp_path, b"") as (settings.CLAMAV, _):
        scanning.scan(file_id=file.pk, by=BY, at=AT)
    file.refresh_from_db()
    assert (file.scan, file.scan_said) == ("not_scanned", scanning.TOO_SLOW)


def test_it_may_listen_at_an_address(disk: Path, tmp_path: Path, settings: Any) -> None:
    file = file_of()
    with scanner(tmp_path, b"stream: OK\0", tcp=True) as (settings.CLAMAV, _):
        scanning.scan(file_id=file.pk, by=BY, at=AT)
    file.refresh_from_db()
    assert file.scan == "clean"


@pytest.mark.parametrize(
    ("answer", "reads"),
    [
        pytest.param(b"", True, id="hangs-up"),
        pytest.param(b"what?\0", True, id="nonsense"),
        pytest.param(b"", False, id="hears-nothing"),
    ],
)
def test_a_scanner_that_fails_is_asked_again(
    disk: Path, tmp_path: Path, settings: Any, answer: bytes, reads: bool
) -> None:
    file = file_of()
    with (
        scanner(tmp_path, answer, reads=reads) as (settings.CLAMAV, _),
        pytest.raises((ScannerFailed, OSError)),
    ):
        scanning.scan(file_id=file.pk, by=BY, at=AT)
    file.refresh_from_db()
    assert file.scan == "not_scanned"


def test_a_scanner_that_is_not_there_is_an_error_of_the_work(disk: Path, tmp_path: Path, settings: Any) -> None:
    settings.CLAMAV = str(tmp_path / "nobody.sock")
    with pytest.raises(OSError, match="No such file"):
        scanning.scan(file_id=file_of().pk, by=BY, at=AT)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"scan": "clean", "scanned_at": AT}, id="scanned"),
        pytest.param({"scan": "found", "scanned_at": AT}, id="found"),
        pytest.param({"state": "arriving"}, id="arriving"),
    ],
)
def test_nobody_is_asked_again_of_what_was_scanned(disk: Path, settings: Any, values: Any) -> None:
    settings.CLAMAV = "/nowhere/clamd.sock"
    scanning.scan(file_id=file_of(**values).pk, by=BY, at=AT)


@pytest.mark.parametrize(
    ("clamav", "kinds"),
    [
        pytest.param("", {Kind.COPY_FILE}, id="no-scanner"),
        pytest.param("/run/clamd.sock", {Kind.COPY_FILE, Kind.SCAN_FILE}, id="a-scanner"),
    ],
)
def test_work_for_a_scanner_is_left_where_there_is_one(disk: Path, settings: Any, clamav: str, kinds: set[str]) -> None:
    settings.CLAMAV = clamav
    arrived = evidence.incoming(evidence.photo())
    file = evidence.file(
        item=evidence.item(case=cases.case()), state="arriving", sha256=arrived.sha256, arrives_as=arrived.token
    )
    for _ in range(2):
        files.keep(file_id=file.pk)
    assert sorted(Outbox.objects.values_list("kind", flat=True)) == sorted(kinds)


def test_what_came_before_there_was_a_scanner_is_scanned_when_there_is_one(disk: Path, settings: Any) -> None:
    wanted: Callable[[], int] = Outbox.objects.filter(kind=Kind.SCAN_FILE).count
    item = evidence.item(case=cases.case())
    evidence.file(item=item)
    evidence.file(item=item, scan="clean", scanned_at=AT)
    evidence.file(item=item, scan_said=scanning.TOO_LARGE)
    files.tidy()
    assert wanted() == 0
    settings.CLAMAV = "/run/clamd.sock"
    for _ in range(2):
        files.tidy()
    assert wanted() == 1
