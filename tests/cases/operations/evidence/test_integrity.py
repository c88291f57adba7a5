"""Rows without a file, files without a row, content that is another: found both ways, and never touched."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.models import EvidenceFile
from cases.operations.evidence import copies, integrity, store
from tests.factories import cases, evidence
from tests.factories.acts import AT


@pytest.fixture
def file(disk: Path) -> EvidenceFile:
    """One that has a viewing copy."""
    made = evidence.file(item=evidence.item(case=cases.case()), content=evidence.photo())
    copies.make(file_id=made.pk)
    made.refresh_from_db()
    return made


def original(file: EvidenceFile) -> Path:
    return store.path_of(folder=store.ORIGINALS, sha256=file.sha256)


def copy(file: EvidenceFile) -> Path:
    return store.path_of(folder=store.COPIES, sha256=file.copy_sha256)


def spoil(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"another")


def stray(file: EvidenceFile) -> None:
    arrived = evidence.incoming(b"nobody's")
    store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)


def misplaced(file: EvidenceFile) -> None:
    (original(file).parent / "notes.txt").write_text("x")


def late(file: EvidenceFile) -> None:
    evidence.file(item=file.item, state="arriving", added_at=AT - timedelta(hours=2))
    stray_of_it = EvidenceFile.objects.latest("pk")
    original(stray_of_it).unlink()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "found"),
    [
        pytest.param(lambda file: None, [], id="all-well"),
        pytest.param(lambda file: original(file).unlink(), ["original is missing"], id="row-without-file"),
        pytest.param(lambda file: copy(file).unlink(), ["viewing copy is missing"], id="copy-gone"),
        pytest.param(lambda file: spoil(original(file)), ["original is not what was stored"], id="changed"),
        pytest.param(lambda file: spoil(copy(file)), ["viewing copy is not what was stored"], id="copy-changed"),
        pytest.param(stray, ["original that belongs to no row"], id="file-without-row"),
        pytest.param(misplaced, ["original that belongs to no row"], id="a-file-in-the-wrong-place"),
        pytest.param(late, ["has been arriving for more than an hour"], id="arriving-for-long"),
    ],
)
def test_everything_that_is_wrong_is_found_and_nothing_is_touched(
    file: EvidenceFile, disk: Path, act: object, found: list[str]
) -> None:
    assert callable(act)
    act(file)
    before = {path: path.read_bytes() for path in disk.rglob("*") if path.is_file()}
    assert [one.what for one in integrity.check(at=AT)] == found
    assert {path: path.read_bytes() for path in disk.rglob("*") if path.is_file()} == before
    assert EvidenceFile.objects.filter(pk=file.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_says_so_and_ends_accordingly(file: EvidenceFile) -> None:
    out = StringIO()
    call_command("check_integrity", stdout=out)
    assert "Every file of evidence is there" in out.getvalue()
    original(file).unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="1 found"):
        call_command("check_integrity", stdout=out)
    assert file.case.reference in out.getvalue()
    assert file.sha256 in out.getvalue()
