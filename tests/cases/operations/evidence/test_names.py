"""What a file is called, made safe to show; what it is, by its content; and where the two differ."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.operations.evidence import names
from tests.factories.evidence import paper, photo


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        pytest.param("yard.jpg", "yard.jpg", id="plain"),
        pytest.param("../../etc/passwd", "passwd", id="up"),
        pytest.param("C:\\Users\\ada\\yard.jpg", "yard.jpg", id="a-windows-path"),
        pytest.param("yard\0.jpg", "yard.jpg", id="nul"),
        pytest.param("evil\u202egpj.exe", "evilgpj.exe", id="turned-round"),
        pytest.param("a\u2066b\u2069c\u200b.pdf", "abc.pdf", id="isolates-and-no-width"),
        pytest.param("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf", id="line-end"),
        pytest.param("\x1b[31mred.txt", "[31mred.txt", id="ansi"),
        pytest.param("  two   words .txt ", "two words .txt", id="blanks"),
        pytest.param("", names.NAMELESS, id="nothing"),
        pytest.param("..", names.NAMELESS, id="dots"),
        pytest.param("\u202e\0", names.NAMELESS, id="nothing-seen"),
        pytest.param("/", names.NAMELESS, id="a-folder"),
        pytest.param("invoice.pdf.exe", "invoice.pdf.exe", id="two-endings"),
        pytest.param("Cafe\u0301.jpg", "Café.jpg", id="composed"),
        pytest.param("صورة.jpg", "صورة.jpg", id="arabic"),
    ],
)
def test_a_name_is_made_safe_to_show(given_name: str, shown: str) -> None:
    assert names.safe(given_name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert names.safe("n" * 149 + "x") == "n" * 149 + "x"
    made = names.safe("n" * 300 + ".jpg")
    assert (len(made), made[-5:]) == (150, "….jpg")
    assert len(names.safe("n" * 300)) == 150
    assert len(names.safe("n" * 300 + "." + "e" * 200)) == 150


@given(st.text(max_size=400))
def test_whatever_it_is_called_it_is_short_seen_and_no_path(given_name: str) -> None:
    made = names.safe(given_name)
    assert 0 < len(made) <= names.LONGEST_NAME
    assert not {"/", "\\"} & set(made)
    assert all(unicodedata.category(sign) not in names.UNSEEN for sign in made)


def zipped(name: str = "a.txt") -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr(name, "x")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "known"),
    [
        pytest.param(photo(), names.JPEG, id="jpeg"),
        pytest.param(photo(kind="PNG"), names.PNG, id="png"),
        pytest.param(photo(kind="WEBP"), names.WEBP, id="webp"),
        pytest.param(paper(), names.PDF, id="pdf"),
        pytest.param(b"GIF89a/*<script>*/=1;alert(1)", names.GIF, id="gif-and-script"),
        pytest.param(b"<!DOCTYPE html><script>alert(1)</script>", "text/html", id="html"),
        pytest.param(b"  <HTML>", "text/html", id="html-in-capitals"),
        pytest.param(b"<?xml version='1.0'?><svg onload='alert(1)'/>", "image/svg+xml", id="svg"),
        pytest.param(zipped(), names.ZIP, id="zip"),
        pytest.param(b"MZ\x90\0", "application/x-dosexec", id="a-program"),
        pytest.param(b"", "", id="nothing"),
        pytest.param(b"Dear Ada", "", id="text"),
    ],
)
def test_what_it_is_follows_from_its_content(content: bytes, known: str) -> None:
    assert names.type_of(content[:8192]) == known


@given(st.binary(max_size=600))
def test_any_bytes_are_something_or_not_known(content: bytes) -> None:
    assert len(names.type_of(content)) <= 100


@pytest.mark.parametrize(
    ("name", "content_type", "differs"),
    [
        pytest.param("a.jpg", names.JPEG, False, id="agrees"),
        pytest.param("A.JPEG", names.JPEG, False, id="in-capitals"),
        pytest.param("a.jpg", "text/html", True, id="html-as-jpg"),
        pytest.param("a.jpg", "", True, id="nothing-we-know-as-jpg"),
        pytest.param("a.pdf", "application/x-dosexec", True, id="a-program-as-pdf"),
        pytest.param("a.docx", names.ZIP, False, id="a-docx-is-a-zip"),
        pytest.param("a.txt", "", False, id="text-has-no-sign"),
        pytest.param("a.txt", "application/x-dosexec", True, id="a-program-as-text"),
        pytest.param("a.mp4", "video/mp4", False, id="film"),
        pytest.param("a.unheard", "text/html", False, id="an-ending-that-says-nothing"),
        pytest.param("noending", names.JPEG, False, id="no-ending"),
    ],
)
def test_where_name_and_content_differ_it_is_said(name: str, content_type: str, differs: bool) -> None:
    assert bool(names.mismatch(name=name, content_type=content_type)) is differs
