"""Pages of files from personnel: sending one, how far it is, what was rejected, and a way to download that."""

import csv
import html
import io
import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.jobs.models import JobRun
from cases.operations import hr_files, hr_lines
from cases.queries import register_files
from cases.workforce.hr_columns import COLUMNS, MOST_BYTES
from cases.workforce.models import HrFile
from tests.factories.acts import AT, BY
from tests.factories.hr_files import carry_on, data_of, line
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    """The words of the page's main part."""
    part = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)))


@pytest.fixture
def head() -> User:
    return user(Role.HEAD_OF_DEPARTMENT)


@pytest.fixture
def me(head: User) -> Client:
    return logged_in(head)


def send(me: Client, data: bytes, name: str = "people.csv") -> Any:
    return me.post(reverse("register_files"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def taken(*lines: dict[str, str], data: bytes = b"") -> HrFile:
    return hr_files.receive(name="people.csv", data=data or data_of(*lines), by=BY, at=AT).file


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("page", ["register_files", "register_file", "register_file_rejected"])
def test_whoever_may_read_files_may_open_it(page: str, role: Role | None) -> None:
    address = reverse(page, args=[] if page == "register_files" else [taken(line()).pk])
    may = role is not None and Permission.REGISTER_IMPORT in ABOUT[role].permissions
    client = logged_in(user(*([role] if role else [])))
    assert client.get(address).status_code == (200 if may else 403)
    assert client.get(reverse("register")).text.count("Files from personnel") == int(may)


def test_nobody_else_sends_a_file() -> None:
    answer = logged_in(user(Role.INVESTIGATOR)).post(
        reverse("register_files"), {"file": SimpleUploadedFile("a.csv", data_of(line()))}
    )
    assert (answer.status_code, HrFile.objects.count()) == (403, 0)


def test_a_file_is_sent_and_read(me: Client, head: User) -> None:
    answer = send(me, data_of(line(), line(person_number="P2", surname="")))
    assert "The file has been taken in." in answer.text
    assert "This file is being read: 0% so far." in words(answer)
    assert head.name in words(answer)
    (file,) = HrFile.objects.all()
    carry_on(file)
    seen = words(me.get(reverse("register_file", args=[file.pk])))
    for said_ in (
        "This file has been read. Of its lines 1 was rejected.",
        "3 P2 surname is empty",
        "Added 1",
        "Rejected 1",
    ):
        assert said_ in seen
    assert "Keep this page up to date" not in seen


def test_the_same_file_is_not_read_again_and_the_page_says_so(me: Client) -> None:
    send(me, data_of(line()))
    answer = send(me, data_of(line()), name="again.csv")
    assert "This very file was sent before." in answer.text
    assert HrFile.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "The file is empty.", id="empty"),
        pytest.param(b"x" * (MOST_BYTES + 1), "The file must be 5 MB or smaller.", id="too-large"),
        pytest.param("a".encode("utf-16"), "The file is UTF-16, not UTF-8.", id="utf-16"),
        pytest.param(b"\0", "The file holds characters that are no text", id="nul"),
        pytest.param(b"a,b\n1,2", "Not there: person_number, surname", id="other-columns"),
        pytest.param(data_of(line()) + b'P2,"Smi', "ends within a quoted value", id="cut-short"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(me: Client, data: bytes, sentence: str) -> None:
    answer = send(me, data)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "<title>Error: Files from personnel" in answer.text
    assert not HrFile.objects.exists()


def test_without_a_file_the_page_asks_for_one(me: Client) -> None:
    assert "Choose a file" in words(me.post(reverse("register_files")))


@pytest.mark.django_db(transaction=True)
def test_while_one_is_being_read_another_is_refused_in_words(me: Client) -> None:
    send(me, data_of(line()))
    answer = send(me, data_of(line(rank="Sergeant")))
    assert answer.status_code == 409
    assert "Another file from personnel is being read." in answer.text
    assert HrFile.objects.count() == 1
    assert [entry[0] for entry in said(Act.HR_FILE_RECEIVED)] == ["done", "refused"]


def test_the_page_names_every_column(me: Client) -> None:
    page = me.get(reverse("register_files")).text
    assert [column.name for column in COLUMNS if f"<code>{column.name}</code>" not in page] == []


def test_a_failed_reading_says_who_can_help(me: Client) -> None:
    file = taken(line())
    JobRun.objects.update(failed_at=AT)
    assert "an administrator can have it tried again" in words(me.get(reverse("register_file", args=[file.pk])))
    assert "Failed" in words(me.get(reverse("register_files")))


def test_how_far_it_is(me: Client) -> None:
    file = taken(line())
    JobRun.objects.update(done=1, total=2)
    page = me.get(reverse("register_file", args=[file.pk]), {"live": "yes"})
    assert "This file is being read: 50% so far." in words(page)
    assert 'value="50"' in page.text
    assert "This page keeps itself up to date." in words(page)


def test_rejected_lines_are_downloaded_and_no_spreadsheet_runs_them(me: Client) -> None:
    bad = ("=1+1", "@x", "＝1+1")
    data = data_of(*(line(person_number=number) for number in bad), line(person_number="P1", surname=""), line())
    file = taken(data=data)
    carry_on(file)
    answer = me.get(reverse("register_file_rejected", args=[file.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    reason = "person_number may hold letters, digits, full stops and hyphens"
    assert rows == [
        ["line", "person_number", "reason"],
        ["2", "'=1+1", reason],
        ["3", "'@x", reason],
        ["4", "'＝1+1", reason],
        ["5", "P1", "surname is empty"],
    ]


def test_rejected_lines_come_in_pages(me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_files, "PAGE", 2)
    monkeypatch.setattr(register_files.rejected, "__kwdefaults__", {"after": 0, "most": 2})
    file = taken(*(line(person_number=f"P{number}", surname="") for number in range(3)))
    carry_on(file)
    address = reverse("register_file", args=[file.pk])
    assert f'href="{address}?after=3"' in me.get(address).text
    second = words(me.get(address, {"after": "3"}))
    assert "4 P2 surname is empty" in second
    assert "P1" not in second
    assert "There are no more rejected lines." in words(me.get(address, {"after": "4"}))


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "٣"])
def test_a_changed_address_begins_at_the_beginning(me: Client, after: str) -> None:
    file = taken(line(surname=""))
    carry_on(file)
    assert "surname is empty" in words(me.get(reverse("register_file", args=[file.pk]), {"after": after}))


def test_the_page_says_how_long_what_stands_in_the_lines_is_kept_and_that_it_is_gone(me: Client) -> None:
    file = taken(line(person_number="P77"), line(person_number="P88", surname=""))
    address = reverse("register_file", args=[file.pk])
    assert "What stands in its lines" not in words(me.get(address)), "while it is being read"
    carry_on(file)
    HrFile.objects.update(finished_at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    seen = words(me.get(address))
    assert "What stands in its lines is removed after 23 December 2026. How many there were stays" in seen
    assert "P88" in seen
    gone = datetime(2026, 12, 24, 3, 20, tzinfo=UTC)
    assert hr_lines.empty(at=gone, most=10) == 2
    seen = words(me.get(address))
    assert "What stood in its lines was removed on 24 December 2026" in seen
    assert "Rejected 1" in seen
    assert "P88" not in seen
    assert "rejected.csv" not in me.get(address).text
    rows = me.get(reverse("register_file_rejected", args=[file.pk])).content.decode("utf-8-sig").splitlines()
    assert rows == ["line,person_number,reason"]


@pytest.mark.parametrize("page", ["register_file", "register_file_rejected"])
def test_no_such_file(me: Client, page: str) -> None:
    assert me.get(reverse(page, args=[uuid.uuid4()])).status_code == 404


def test_the_list_takes_the_same_queries_however_many_files_there_are(me: Client) -> None:
    taken(line())
    JobRun.objects.update(finished_at=AT)
    me.get(reverse("register_files"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            me.get(reverse("register_files"))
        counts.append(len(asked))
        for number in range(5):
            taken(line(rank=f"Rank {number}"))
            JobRun.objects.update(finished_at=AT)
    assert counts[0] == counts[1]
