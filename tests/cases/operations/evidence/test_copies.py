"""Viewing copies: nothing that the original carries comes along, and nothing it does harms whoever makes them."""

import hashlib
import io
import resource
import struct
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from cases.models import CopyState, EvidenceFile
from cases.operations.evidence import copies, copying, names, store
from tests.factories import cases, evidence

pytestmark = pytest.mark.django_db
# A worker must not grow by what it looks at, however large that says it is.
MOST_GROWTH = 100_000


def copied(content: bytes, **values: str) -> EvidenceFile:
    file = evidence.file(item=evidence.item(case=cases.case()), content=content, **values)
    copies.make(file_id=file.pk)
    file.refresh_from_db()
    return file


def copy_of(file: EvidenceFile) -> bytes:
    return store.path_of(folder=store.COPIES, sha256=file.copy_sha256).read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_copy_of_a_picture_has_no_place_and_no_camera_and_the_original_stays(disk: Path, kind: str) -> None:
    original = evidence.photo(kind=kind)
    assert b"CAMERAMAKER" in original
    file = copied(original)
    assert (file.copy, file.copy_type) == (CopyState.MADE, "image/jpeg")
    made = copy_of(file)
    assert hashlib.sha256(made).hexdigest() == file.copy_sha256
    with Image.open(io.BytesIO(made)) as opened:
        assert dict(opened.getexif()) == {}
        assert opened.size == (60, 40)
    for carried in (b"CAMERAMAKER", b"TAKENBYADA", b"<script>", b"Exif"):
        assert carried not in made
    assert store.path_of(folder=store.ORIGINALS, sha256=file.sha256).read_bytes() == original


def test_a_large_picture_is_made_smaller_and_what_is_seen_through_stays_so(disk: Path) -> None:
    whole = io.BytesIO()
    Image.new("RGBA", (3000, 1500), (255, 0, 0, 0)).save(whole, "PNG")
    file = copied(whole.getvalue())
    assert file.copy_type == "image/png"
    with Image.open(io.BytesIO(copy_of(file))) as opened:
        assert (opened.size, opened.mode) == ((2400, 1200), "RGBA")


def test_a_copy_of_a_pdf_has_its_pages_and_nothing_that_acts(disk: Path) -> None:
    original = evidence.paper()
    carried = (b"JavaScript", b"evil.example", b"AUTHORNAME", b"MZATTACHED")
    assert all(each in original for each in carried)
    file = copied(original)
    made = copy_of(file)
    assert file.copy_type == "application/pdf"
    assert not [each for each in carried if each in made]
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 1
        assert not set(opened.Root.keys()) & set(copying.ACTIVE)
        assert not dict(opened.attachments)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!L", len(data)) + kind + data + struct.pack("!L", zlib.crc32(kind + data))


def flood(width: int, height: int) -> bytes:
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1_000_000)) for _ in range(50)) + packer.flush()
    header = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """A PDF whose table of objects unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(200)) + packer.flush()
    body = b"%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 8 2]/Size 190000000/Root 2 0 R/Filter/FlateDecode/Length "
    start = str(len(b"%PDF-1.7\n")).encode()
    return body + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n" + start


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(flood(100_000, 100_000), id="pixel-flood"),
        pytest.param(flood(2**31 - 1, 1), id="one-long-line"),
        pytest.param(evidence.photo()[:300], id="cut-off"),
        pytest.param(b"\xff\xd8\xff" + bytes(10_000), id="no-jpeg"),
        pytest.param(b"GIF89a/*<script>*/=1;alert(1)", id="gif-and-script"),
        pytest.param(b"%PDF-1.7\n" + b"<<" * 500_000, id="deep-pdf"),
        pytest.param(b"%PDF-1.7\n<html><script>alert(1)</script>", id="pdf-and-html"),
        pytest.param(bomb(), id="pdf-bomb"),
    ],
)
def test_what_cannot_be_copied_says_why_and_takes_little(disk: Path, content: bytes) -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    file = copied(content)
    assert file.copy == CopyState.NONE
    assert file.copy_said not in {"", copies.DAMAGED, copies.NOT_THIS_KIND}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
    assert time.monotonic() - began < copies.SECONDS
    assert list((disk / "incoming").iterdir()) == []
    assert not (disk / "copies").exists()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        pytest.param("while True: pass", copies.STOPPED, id="for-ever"),
        pytest.param("import os; os.kill(os.getpid(), 9)", copies.STOPPED, id="killed"),
        pytest.param("raise SystemExit(3)", copies.UNCLEAR, id="ends-badly"),
        pytest.param("print('{not json')", copies.UNCLEAR, id="nonsense"),
        pytest.param("print('[]')", copies.UNCLEAR, id="another-shape"),
        pytest.param("print('{}')", copies.UNCLEAR, id="nothing-said"),
    ],
)
def test_whatever_the_program_does_the_worker_goes_on(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    other = tmp_path / "other.py"
    other.write_text(program)
    monkeypatch.setattr(copies, "PROGRAM", other)
    monkeypatch.setattr(copies, "SECONDS", 2)
    file = copied(evidence.photo())
    assert (file.copy, file.copy_said) == (CopyState.NONE, said)


LIMITED = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("copying", {path!r})
copying = importlib.util.module_from_spec(spec)
spec.loader.exec_module(copying)
copying.limit()
{act}
print('{{"why": "nothing stopped it"}}')
"""


@pytest.mark.parametrize(
    "act",
    [
        pytest.param("bytearray(2**30)", id="memory"),
        pytest.param("open(sys.argv[2], 'wb').write(bytes(101 * 2**20))", id="disk"),
        pytest.param("[open('/dev/null') for _ in range(100)]", id="files"),
        pytest.param("import os; assert set(os.environ) <= {'LC_CTYPE'}; 1 / 0", id="no-environment"),
    ],
)
def test_the_program_limits_itself(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    other = tmp_path / "other.py"
    other.write_text(LIMITED.format(path=copying.__file__, act=act))
    monkeypatch.setattr(copies, "PROGRAM", other)
    file = copied(evidence.photo())
    assert (file.copy, file.copy_said) == (CopyState.NONE, copies.UNCLEAR)


def test_a_locked_pdf_says_so(disk: Path) -> None:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(evidence.paper())) as opened:
        opened.save(whole, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert copied(whole.getvalue()).copy_said == "it is locked with a password"


def test_of_an_original_that_is_another_no_copy_is_made(disk: Path) -> None:
    file = evidence.file(item=evidence.item(case=cases.case()), content=evidence.photo())
    path = store.path_of(folder=store.ORIGINALS, sha256=file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"another")
    copies.make(file_id=file.pk)
    file.refresh_from_db()
    assert file.copy_said == copies.DAMAGED


def test_done_again_it_makes_none_again(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = copied(evidence.photo())
    monkeypatch.setattr(copies, "run", lambda **_: pytest.fail("made again"))
    copies.make(file_id=file.pk)
    copies.make(file_id=10**9)


@pytest.mark.parametrize("content_type", ["", names.ZIP, "text/html", "image/svg+xml", "application/x-dosexec"])
def test_of_other_kinds_none_is_made(content_type: str) -> None:
    assert copies.begin(content_type) == {"copy": "none", "copy_said": copies.NOT_THIS_KIND}
