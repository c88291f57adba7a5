"""Which files from personnel can be read, and in which words the others are refused."""

import random
from pathlib import Path

import pytest

from cases.workforce.hr_columns import COLUMNS, MOST_BYTES, MOST_LINES, REQUIRED
from cases.workforce.hr_text import Unreadable, rows_of

ROOT = Path(__file__).resolve().parents[3]
HEAD = b"person_number,surname,kind,unit_code,posted_from"
LINE = b"1,Smith,officer,RA,2026-01-01"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "The file is empty", id="empty"),
        pytest.param(b"\n\n", "The file is empty", id="blank-lines"),
        pytest.param(b"\xef\xbb\xbf", "The file is empty", id="nothing-but-a-mark"),
        pytest.param(HEAD, "no lines below the names", id="only-the-columns"),
        pytest.param(HEAD + b"\n,,,,\n  \n", "no lines below the names", id="only-blank-lines"),
        pytest.param(b"x" * (MOST_BYTES + 1), "must be 5 MB or smaller", id="too-large"),
        pytest.param("person_number".encode("utf-16"), "UTF-16", id="utf-16"),
        pytest.param("person_number".encode("utf-16-be"), "no text", id="utf-16-without-its-mark"),
        pytest.param(b"PK\x03\x04\0\0", "it may be a workbook", id="a-workbook"),
        pytest.param(HEAD + b"\n" + LINE + b"\0", "no text", id="nul"),
        pytest.param(
            HEAD + b"\n" + LINE + b"\n2,M\xfcller,officer,RA,2026-01-01", "line 3 has a character", id="latin-1"
        ),
        pytest.param(HEAD.replace(b",", b";") + b"\n1;2", "semicolons", id="semicolons"),
        pytest.param(b"person_number,surname\n1,2", "Not there: kind, unit_code, posted_from", id="columns-missing"),
        pytest.param(HEAD + b",ni_number\n" + LINE + b",x", "none of ours: “ni_number”", id="a-column-of-theirs"),
        pytest.param(HEAD + b",\n" + LINE + b",", "none of ours: “”", id="a-column-without-a-name"),
        pytest.param(HEAD + b",Surname\n" + LINE + b",x", "Twice or more: surname", id="a-column-twice"),
        pytest.param(HEAD + b"\n" + LINE + b'\n2,"Smith', "cut short", id="ends-in-a-quoted-value"),
        pytest.param(HEAD + b'\n1,"Smi"th,officer', "quotation mark", id="a-quotation-mark-within"),
        pytest.param(HEAD + b'\n1,"' + b"x" * 200_000 + b'"', "far too long", id="a-value-without-end"),
    ],
)
def test_what_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        rows_of(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HEAD + b"\n" + LINE, id="as-it-should-be"),
        pytest.param(HEAD + b"\n" + LINE + b"\n", id="with-an-end-of-line"),
        pytest.param(b"\xef\xbb\xbf" + HEAD + b"\r\n" + LINE + b"\r\n", id="as-excel-writes-it"),
        pytest.param(HEAD + b"\r" + LINE, id="as-old-macs-wrote-it"),
        pytest.param(HEAD.upper().replace(b"_", b" ") + b"\n" + LINE, id="columns-in-capitals-with-blanks"),
        pytest.param(HEAD + b"\n" + LINE.replace(b",", b" , "), id="blanks-around-values"),
        pytest.param(HEAD + b"\n" + LINE.replace(b"Smith", b'"Smith"'), id="in-quotation-marks"),
    ],
)
def test_what_can_be_read(data: bytes) -> None:
    (row,) = rows_of(data)
    assert row.values == dict(zip(REQUIRED, ("1", "Smith", "officer", "RA", "2026-01-01"), strict=True))
    assert (row.number, row.reason) == (2, "")


def test_lines_bear_the_number_that_an_editor_shows() -> None:
    rows = rows_of(HEAD + b'\n1,"Smi\nth",officer,RA,2026-01-01\n\n' + LINE + b"\n2,3\n" + LINE + b",6\n")
    assert [(row.number, row.reason) for row in rows] == [
        (2, ""),
        (5, ""),
        (6, "This line has 2 values; the first line names 5 columns"),
        (7, "This line has 6 values; the first line names 5 columns"),
    ]
    assert (rows[0].values["surname"], rows[2].values) == ("Smi\nth", {})


@pytest.mark.parametrize(
    ("more", "is_read"), [pytest.param(0, True, id="the-most"), pytest.param(1, False, id="one-more")]
)
def test_a_file_has_at_most_so_many_lines(more: int, is_read: bool) -> None:
    data = HEAD + (b"\n" + LINE) * (MOST_LINES + more)
    if is_read:
        assert len(rows_of(data)) == MOST_LINES
    else:
        with pytest.raises(Unreadable, match=r"has 50,001 lines; it may have 50,000"):
            rows_of(data)


def test_a_file_cut_short_anywhere_is_read_in_part_or_refused_in_words() -> None:
    whole = HEAD + b"\n" + '9,"O’Brien, ""Zoë""",officer,RA,2026-01-01\n'.encode() * 3
    for length in range(len(whole)):
        try:
            rows = rows_of(whole[:length])
        except Unreadable:
            continue
        assert all(row.reason or set(row.values) == set(REQUIRED) for row in rows)


def test_rubbish_is_refused_in_words() -> None:
    chance = random.Random(7)  # the same rubbish each time
    for _ in range(500):
        with pytest.raises(Unreadable):
            rows_of(chance.randbytes(chance.randrange(200)))


def test_the_document_names_every_column() -> None:
    said = (ROOT / "docs" / "hr-import.md").read_text(encoding="utf-8")
    assert [column.name for column in COLUMNS if f"| `{column.name}` |" not in said] == []
