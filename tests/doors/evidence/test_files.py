"""Files of evidence on their way in and out: limits, full disks, names, and what a browser may do with them."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.jobs.kinds import Kind
from cases.jobs.models import Outbox
from cases.models import Case, EvidenceFile, EvidenceItem
from cases.operations.evidence import copies, store
from cases.staff.evidence import uploads
from tests.doors.evidence.sending import TOLD, at, of_file, of_item, uploaded
from tests.doors.looking import words
from tests.factories import cases, evidence
from tests.factories.acts import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]
MEGABYTE = 1024 * 1024
LARGEST = "The file must be 1 MB or smaller"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def on(disk: Path) -> list[str]:
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())


def adds(browser: Client, item: EvidenceItem, content: bytes, name: str = "yard.jpg") -> Any:
    return browser.post(of_item(item, "file/"), {"file": uploaded(content, name)})


# --- In ---


def test_a_file_is_kept_under_its_hash_and_goes_on_its_way(browser: Client, item: EvidenceItem, disk: Path) -> None:
    content = evidence.photo()
    digest = hashlib.sha256(content).hexdigest()
    answer = adds(browser, item, content)
    assert "The file is stored." in words(browser.get(answer.headers["Location"]))
    file = EvidenceFile.objects.get()
    assert (file.sha256, file.size, file.state, file.content_type) == (digest, len(content), "kept", "image/jpeg")
    assert on(disk) == [f"originals/{digest[:2]}/{digest[2:4]}/{digest}"]
    assert set(Outbox.objects.values_list("kind", flat=True)) == {Kind.KEEP_FILE, Kind.COPY_FILE}
    entry = Entry.objects.get(what=Act.EVIDENCE_FILE_ADDED)
    assert entry.reason == f"AB/1: {len(content)} bytes, SHA-256 {digest}"
    assert entry.case_id == item.case_id


def test_the_same_content_says_so_and_of_the_same_item_is_the_same_file(
    browser: Client, item: EvidenceItem, disk: Path
) -> None:
    other = evidence.item(case=item.case, reference="CD/2")
    for where, said in (
        (item, "The file is stored."),
        (item, "This very file is with this item already"),
        (other, "Its content is in this matter already: AB/1."),
    ):
        answer = adds(browser, where, b"the same")
        assert said in words(browser.get(answer.headers["Location"]))
    assert EvidenceFile.objects.count() == 2
    assert len(on(disk)) == 1


def test_content_in_another_matter_is_not_told(browser: Client, item: EvidenceItem) -> None:
    evidence.file(item=evidence.item(case=cases.case(unit=item.case.unit), reference="ZZ/9"), content=b"the same")
    page = words(browser.get(adds(browser, item, b"the same").headers["Location"]))
    assert "The file is stored." in page
    assert "already" not in page


@pytest.mark.parametrize(
    ("size", "status"),
    [
        pytest.param(MEGABYTE, 302, id="as-large-as-may-be"),
        pytest.param(MEGABYTE + 1, 413, id="one-byte-more"),
        pytest.param(3 * MEGABYTE // 2, 413, id="within-what-may-stand-beside-it"),
        pytest.param(MEGABYTE * 5 // 2, 413, id="declared-too-large"),
        pytest.param(MEGABYTE * 5, 413, id="declared-far-too-large"),
        pytest.param(0, 200, id="empty"),
    ],
)
def test_a_file_may_be_so_large_and_no_larger(
    browser: Client, item: EvidenceItem, disk: Path, settings: Any, size: int, status: int
) -> None:
    settings.EVIDENCE_MOST_MEGABYTES = 1
    answer = adds(browser, item, b"x" * size)
    assert answer.status_code == status
    assert EvidenceFile.objects.count() == len(on(disk)) == (status == 302)
    if status == 413:
        assert LARGEST in words(answer)
    if status == 200:
        assert "The file is empty. Choose the file itself" in words(answer)


def test_what_is_declared_is_not_believed(
    browser: Client, item: EvidenceItem, disk: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each piece counts, also where the declared length says that there is little."""
    settings.EVIDENCE_MOST_MEGABYTES = 1
    monkeypatch.setattr(uploads, "BESIDE", 100 * MEGABYTE)
    answer = adds(browser, item, b"x" * (3 * MEGABYTE))
    assert (answer.status_code, on(disk)) == (413, [])
    assert LARGEST in words(answer)


@pytest.mark.parametrize("status", [pytest.param(413, id="too-large"), pytest.param(507, id="no-room")])
def test_where_the_file_cannot_be_taken_what_was_typed_is_kept_and_nothing_is_left(
    browser: Client, case: Case, disk: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    typed = f"Typed with {status}"
    settings.EVIDENCE_MOST_MEGABYTES = 1
    if status == 507:
        real = store._made

        def full(path: Path) -> Any:
            real(path).close()
            # The kernel itself says that this device is full.
            return io.BufferedWriter(io.FileIO("/dev/full", "w"))

        monkeypatch.setattr(store, "_made", full)
    size = 3 * MEGABYTE // 2 if status == 413 else 1000
    answer = browser.post(at(case, "add/"), TOLD | {"obtained_where": typed, "file": uploaded(b"x" * size)})
    assert answer.status_code == status
    assert (uploads.NO_ROOM if status == 507 else LARGEST) in words(answer)
    assert f'value="{typed}"' in answer.text
    assert not EvidenceItem.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert on(disk) == []
    # What needs no room is recorded all the same.
    assert browser.post(at(case, "add/"), TOLD | {"file": ""}).status_code == 302
    assert EvidenceItem.objects.count() == 1


def test_what_is_wrong_beside_a_file_leaves_nothing_of_it(browser: Client, case: Case, disk: Path) -> None:
    answer = browser.post(at(case, "add/"), TOLD | {"reference": "", "file": uploaded(b"x")})
    assert "Enter the exhibit reference" in words(answer)
    assert "A file must be chosen again" in words(answer)
    assert on(disk) == []


@pytest.mark.parametrize("where", ["held", "not-theirs", "stranger"])
def test_who_may_not_send_a_file_leaves_nothing_on_the_disk(
    browser: Client, item: EvidenceItem, disk: Path, where: str
) -> None:
    if where == "held":
        Case.objects.update(is_frozen=True)
    address = of_item(evidence.item(case=cases.case()) if where == "not-theirs" else item, "file/")
    somebody = Client() if where == "stranger" else browser
    answer = somebody.post(address, {"file": uploaded(b"x" * 5000)})
    assert answer.status_code == {"held": 409, "not-theirs": 404, "stranger": 302}[where]
    assert on(disk) == []
    assert not EvidenceFile.objects.exists()


def test_only_the_field_of_the_form_is_a_file(browser: Client, item: EvidenceItem, disk: Path) -> None:
    answer = browser.post(of_item(item, "file/"), {"other": uploaded(b"x")})
    assert "Choose a file" in words(answer)
    assert on(disk) == []
    browser.post(of_item(item, "file/"), {"file": [uploaded(b"first"), uploaded(b"second")]})
    assert EvidenceFile.objects.get().size == len(b"first")


def test_half_a_file_is_none(browser: Client, item: EvidenceItem, disk: Path) -> None:
    half = b'--X\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf of it'
    answer = browser.post(of_item(item, "file/"), half, content_type="multipart/form-data; boundary=X")
    assert answer.status_code in {200, 400}
    assert on(disk) == []
    assert not EvidenceFile.objects.exists()


# --- What it is called, and what it is ---


def zip_bomb() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(20):
            made.writestr(f"{number}.bin", bytes(5 * MEGABYTE))
    return whole.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>'


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        pytest.param(b"<!DOCTYPE html><script>alert(1)</script>", "photo.jpg", "its content is text/html", id="html"),
        pytest.param(b"GIF89a/*<script>*/=1;alert(1)", "a.gif", "image/gif", id="gif-and-script"),
        pytest.param(b"%PDF-1.7\n<html><script>alert(1)", "a.pdf", "application/pdf", id="pdf-and-html"),
        pytest.param(b"<svg onload='alert(1)'/>", "a.svg", "none is made of this kind of file", id="svg"),
        pytest.param(ENTITIES, "a.svg", "none is made of this kind of file", id="entities"),
        pytest.param(zip_bomb(), "a.docx", "none is made of this kind of file", id="zip-bomb"),
        pytest.param(b"MZ\x90\0evil", "invoice.pdf.exe", "application/x-dosexec", id="a-program"),
        pytest.param(b"MZ\x90\0evil", "evil\u202efdp.exe", "evilfdp.exe", id="turned-round"),
        pytest.param(b"x", "n" * 300 + ".txt", "….txt", id="long-name"),
        pytest.param(b"x", "../../x.txt", "x.txt", id="up"),
        pytest.param(b"x", "<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt", id="markup"),
    ],
)
def test_whatever_it_is_it_goes_out_sealed_as_it_came_in(
    browser: Client, item: EvidenceItem, disk: Path, content: bytes, name: str, said: str
) -> None:
    page = browser.get(adds(browser, item, content, name).headers["Location"])
    assert said in words(page)
    assert "<img src=x" not in page.text
    file = EvidenceFile.objects.get()
    answer = browser.get(of_file(file))
    assert body(answer) == content
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert not {"\r", "\n", "\u202e"} & set(headers["Content-Disposition"])
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Length"] == str(len(content))
    assert "../" not in "".join(on(disk))


# --- Out ---


def test_each_original_that_is_taken_leaves_an_entry_with_its_purpose(browser: Client, item: EvidenceItem) -> None:
    file = evidence.file(item=item, content=b"it")
    assert body(browser.get(of_file(file))) == b"it"
    entry = Entry.objects.get(what=Act.EVIDENCE_FILE_TAKEN)
    assert (entry.reason, entry.key, entry.case_id) == ("AB/1: Working on it", str(file.pk), item.case_id)
    assert "Took the original of a file of evidence" in words(browser.get(f"/cases/{item.case.reference}/timeline/"))


def test_without_a_purpose_it_is_asked_first(item: EvidenceItem, me: Any) -> None:
    from tests.factories.users import logged_in

    file, somebody = evidence.file(item=item), logged_in(me)
    for tab in ("", "copy/"):
        assert "/purpose/" in somebody.get(of_file(file, tab)).headers["Location"]
    assert not Entry.objects.filter(what=Act.EVIDENCE_FILE_TAKEN).exists()


def test_where_the_scanner_found_something_a_reason_is_asked_and_kept(browser: Client, item: EvidenceItem) -> None:
    found = {"scan": "found", "scan_said": "Eicar-Test", "scanned_at": AT}
    file = evidence.file(item=item, content=b"it", **found)
    for page in (at(item.case), of_item(item)):
        assert "Malware found" in words(browser.get(page))
    asked = browser.get(of_file(file))
    assert "The scanner found Eicar-Test" in words(asked)
    assert "There is a problem" not in words(asked)
    assert "Enter why you need it" in words(browser.post(of_file(file), {"reason": " "}))
    assert not Entry.objects.filter(what=Act.EVIDENCE_FILE_TAKEN).exists()
    answer = browser.post(of_file(file), {"reason": "For the laboratory"})
    assert body(answer) == b"it"
    assert Entry.objects.get(what=Act.EVIDENCE_FILE_TAKEN).reason == (
        "AB/1: Working on it, although the scanner found Eicar-Test: For the laboratory"
    )


@pytest.mark.parametrize("tab", ["", "copy/"])
@pytest.mark.parametrize("way", ["changed", "gone"])
def test_what_is_not_what_was_stored_is_not_given_out(browser: Client, item: EvidenceItem, tab: str, way: str) -> None:
    file = evidence.file(item=item, content=evidence.photo())
    copies.make(file_id=file.pk)
    file.refresh_from_db()
    sha256, folder = (file.copy_sha256, store.COPIES) if tab else (file.sha256, store.ORIGINALS)
    path = store.path_of(folder=folder, sha256=sha256)
    path.chmod(0o600)
    path.unlink() if way == "gone" else path.write_bytes(b"forged")
    answer = browser.get(of_file(file, tab))
    assert answer.status_code == 409
    assert "The file is not what was stored" in words(answer)
    assert Entry.objects.filter(what=Act.EVIDENCE_FILE_DAMAGED).count() == 1
    assert not Entry.objects.filter(what__in=[Act.EVIDENCE_FILE_TAKEN, Act.EVIDENCE_COPY_SEEN]).exists()


@pytest.mark.parametrize(
    ("content", "content_type", "said"),
    [
        pytest.param(evidence.photo(), "image/jpeg", "has no camera data and no place in it", id="picture"),
        pytest.param(evidence.paper(), "application/pdf", "has no scripts, attachments or links", id="pdf"),
    ],
)
def test_a_viewing_copy_opens_in_the_browser_and_may_do_nothing(
    browser: Client, item: EvidenceItem, content: bytes, content_type: str, said: str
) -> None:
    file = evidence.file(item=item, content=content)
    assert browser.get(of_file(file, "copy/")).status_code == 404, "there is none yet"
    copies.make(file_id=file.pk)
    assert said in words(browser.get(of_item(item)))
    answer = browser.get(of_file(file, "copy/"))
    made = body(answer)
    assert made
    assert made != content
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) is (content_type == "image/jpeg")
    assert Entry.objects.get(what=Act.EVIDENCE_COPY_SEEN).reason == "AB/1: Working on it"


def test_of_a_file_in_which_something_was_found_no_copy_is_shown(browser: Client, item: EvidenceItem) -> None:
    file = evidence.file(item=item, content=evidence.photo())
    copies.make(file_id=file.pk)
    EvidenceFile.objects.update(scan="found", scan_said="Eicar-Test", scanned_at=AT)
    assert "No viewing copy: the scanner found something in it." in words(browser.get(of_item(item)))
    assert browser.get(of_file(file, "copy/")).status_code == 404


def test_the_reason_for_none_is_shown(browser: Client, item: EvidenceItem) -> None:
    file = evidence.file(item=item, content=b"\xff\xd8\xff and no more")
    copies.make(file_id=file.pk)
    assert "No viewing copy: it cannot be read" in words(browser.get(of_item(item)))


def test_a_file_that_is_arriving_says_so_and_cannot_be_taken(browser: Client, item: EvidenceItem) -> None:
    file = evidence.file(item=item, state="arriving")
    page = words(browser.get(of_item(item)))
    assert "Arriving: open this page again in a moment." in page
    assert "Save the original" not in page
    assert browser.get(of_file(file)).status_code == 404


@pytest.mark.parametrize(
    ("clamav", "values", "said"),
    [
        pytest.param("", {}, "Not scanned: no scanner is set up", id="no-scanner"),
        pytest.param("/run/clamd.sock", {}, "Not scanned yet", id="not-yet"),
        pytest.param("/run/x", {"scan": "clean", "scanned_at": AT}, "Scanned: nothing found", id="clean"),
        pytest.param("/run/x", {"scan_said": "larger than the scanner takes"}, "Not scanned: larger than", id="large"),
    ],
)
def test_whether_it_was_scanned_is_always_said(
    browser: Client, item: EvidenceItem, settings: Any, clamav: str, values: Any, said: str
) -> None:
    settings.CLAMAV = clamav
    evidence.file(item=item, **values)
    assert said in words(browser.get(of_item(item)))


def test_the_limit_of_the_settings_is_what_pages_say(browser: Client, item: EvidenceItem) -> None:
    assert f"Up to {configured.EVIDENCE_MOST_MEGABYTES:,} MB" in words(browser.get(of_item(item, "file/")))
