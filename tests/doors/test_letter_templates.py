"""The page of letter templates: fields, an example, downloads, and a new version that is looked at first."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from cases.accounts.permissions import Permission
from cases.accounts.roles import Role, holders_of
from cases.models import LetterTemplate
from cases.queries.letters.kinds import KINDS
from tests.doors.looking import words
from tests.factories.users import logged_in, user
from tests.factories.words import rebuilt, word

pytestmark = pytest.mark.django_db
PAGE = "/letters/templates/acknowledgement/"


@pytest.fixture
def browser() -> Client:
    return logged_in(user(Role.HEAD_OF_DEPARTMENT))


def send(browser: Client, data: bytes, *, over: str = "1", said: str = "Our number") -> Any:
    return browser.post(PAGE, {"file": SimpleUploadedFile("x.docx", data), "changed": said, "over": over})


def test_only_the_head_of_department_changes_what_every_letter_says() -> None:
    assert holders_of(permission=Permission.LETTERS_TEMPLATES) == [Role.HEAD_OF_DEPARTMENT]


def test_every_kind_is_listed_with_its_fields_and_an_example(browser: Client) -> None:
    listed = words(browser.get("/letters/templates/"))
    for kind in KINDS.values():
        assert kind.title in listed
        page = browser.get(f"/letters/templates/{kind.key}/")
        for field in kind.fields:
            assert f"{{{{ {field.name} }}}}" in page.text
            assert field.about in words(page)
        assert "Ada Example" in words(page)
    assert "Unconfirmed: regulation 17" in words(browser.get("/letters/templates/notice_of_investigation/"))


def test_a_version_is_downloaded_changed_and_sent_back(browser: Client) -> None:
    answer = browser.get(f"{PAGE}1/")
    document = Document(io.BytesIO(answer.content))
    document.add_paragraph("Telephone 101")
    made = io.BytesIO()
    document.save(made)
    assert send(browser, made.getvalue()).status_code == 302
    page = words(browser.get(PAGE))
    assert re.search(r"Version 2 In use Our number", page)
    assert "Telephone 101" in page
    example = browser.get(f"{PAGE}example/")
    assert any("Telephone 101" in one.text for one in Document(io.BytesIO(example.content)).paragraphs)
    assert browser.get(f"{PAGE}1/").content == answer.content
    assert browser.get(f"{PAGE}3/").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(word("{{ adressee_name }}"), "do not have: adressee_name", id="misspelt"),
        pytest.param(word("{{ ''.__class__ }}"), "stands only the name of a field", id="escape"),
        pytest.param(b"text", "This is no Word file", id="no-word-file"),
        pytest.param(rebuilt(word("x"), {"word/vbaProject.bin": b"x"}), "macros", id="macros"),
        pytest.param(b"", "The file is empty", id="empty"),
        pytest.param(b"x" * (5 * 1024 * 1024 + 1), "must be 5 MB or smaller", id="large"),
    ],
)
def test_what_is_no_template_is_refused_with_a_sentence(browser: Client, data: bytes, said: str) -> None:
    answer = send(browser, data)
    assert said in words(answer)
    assert "Our number" in answer.text
    assert LetterTemplate.objects.filter(kind="acknowledgement").count() == 1


def test_nothing_chosen_and_nothing_said(browser: Client) -> None:
    answer = words(browser.post(PAGE, {"over": "1"}))
    for said in ("Choose the Word file", "Enter what you changed"):
        assert said in answer


def test_of_two_at_once_the_second_is_told(browser: Client) -> None:
    send(browser, word("{{ reference }}"))
    answer = send(browser, word("{{ greeting }}"))
    assert "Somebody else has sent a new version meanwhile" in words(answer)
    # A second click on the same file changes nothing.
    assert send(browser, word("{{ greeting }}"), over="2").status_code == 302
    assert LetterTemplate.objects.filter(kind="acknowledgement").count() == 3


@pytest.mark.parametrize("over", ["", "x", "-1", "9" * 30])
def test_a_form_that_says_no_version_is_taken_as_of_the_newest_or_refused(browser: Client, over: str) -> None:
    assert send(browser, word("{{ reference }}"), over=over).status_code in {200, 302}


@pytest.mark.parametrize("rest", ["nothing/", "nothing/1/", "nothing/example/"])
def test_another_kind_is_not_there(browser: Client, rest: str) -> None:
    assert browser.get(f"/letters/templates/{rest}").status_code == 404
