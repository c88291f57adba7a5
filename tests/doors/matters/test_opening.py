"""Opening a matter: a purpose first, each look noted; what is not there and what is not theirs are alike."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
TABS = ["", "people/", "evidence/", "deadlines/", "timeline/", "access/"]


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


# --- Purpose ---


@pytest.mark.parametrize("tab", TABS)
def test_without_a_purpose_there_is_no_page_and_afterwards_one_is_where_one_was_going(
    browser: Client, unit: Unit, tab: str
) -> None:
    case = cases.case(unit=unit)
    address = f"/cases/{case.reference}/{tab}"
    asked = browser.get(address, follow=True)
    assert asked.redirect_chain[-1][0].startswith(f"/cases/{case.reference}/purpose/?next=")
    assert case.headline not in asked.text
    assert not Entry.objects.filter(what=Act.CASE_SEEN).exists()
    field = re.search(r'name="next" value="([^"]+)"', asked.text)
    assert field
    back = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "audit", "next": html.unescape(field[1])})
    assert back.headers["Location"] == address
    assert browser.get(address).status_code == 200


def test_each_look_is_an_entry_with_purpose_and_page(browser: Client, unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    with_purpose(browser, case, "supervising")
    for tab in TABS:
        browser.get(f"/cases/{case.reference}/{tab}")
    seen = Entry.objects.filter(what=Act.CASE_SEEN).order_by("pk")
    assert {(entry.who, entry.case_id, entry.key) for entry in seen} == {(me.principal, case.pk, case.reference)}
    pages = ["summary", "allegations and people", "evidence", "deadlines", "timeline", "access"]
    assert [entry.reason for entry in seen] == [f"Supervising whoever works on it ({page})" for page in pages]


def test_the_purpose_is_asked_of_each_matter_and_in_each_session(browser: Client, unit: Unit, me: User) -> None:
    one, other = cases.case(unit=unit), cases.case(unit=unit)
    with_purpose(browser, one)
    assert browser.get(f"/cases/{other.reference}/").status_code == 302
    assert logged_in(me).get(f"/cases/{one.reference}/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({}, "Choose why you open this matter", id="nothing"),
        pytest.param({"purpose": "curiosity"}, "Choose why you open this matter", id="none-of-ours"),
        pytest.param({"purpose": "other", "words": " "}, "Enter what you open it for", id="other-without-words"),
        pytest.param({"purpose": "other", "words": "w" * 201}, "in 200 characters or fewer; it has 201", id="too-long"),
        pytest.param({"purpose": "other", "words": "a\0"}, "must be text that can be read", id="nul"),
    ],
)
def test_a_purpose_must_be_said(browser: Client, unit: Unit, sent: dict[str, str], said: str) -> None:
    case = cases.case(unit=unit)
    answer = browser.post(f"/cases/{case.reference}/purpose/", sent)
    assert said in words(answer)
    assert browser.get(f"/cases/{case.reference}/").status_code == 302


def test_something_else_is_kept_in_its_words(browser: Client, unit: Unit) -> None:
    case = cases.case(unit=unit)
    browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "other", "words": "MG6B request"})
    browser.get(f"/cases/{case.reference}/")
    assert Entry.objects.get(what=Act.CASE_SEEN).reason == "Something else: MG6B request (summary)"


@pytest.mark.parametrize("who", ["owner", "logger", "named", "neither"])
def test_working_on_it_is_chosen_already_for_those_who_do(unit: Unit, me: User, browser: Client, who: str) -> None:
    given: dict[str, Any] = {"owner": {"owner": me}, "logger": {"logged_by": me.principal}, "named": {"named": (me,)}}
    case = cases.case(unit=unit, **given.get(who, {}))
    page = browser.get(f"/cases/{case.reference}/purpose/").text
    assert (re.search(r'value="working"[^>]*checked', page) is not None) is (who != "neither")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/trail/", "/cases/CO-0000-0000-0/"])
def test_the_way_back_is_only_ever_to_this_matter(browser: Client, unit: Unit, elsewhere: str) -> None:
    case = cases.case(unit=unit)
    answer = browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "working", "next": elsewhere})
    assert answer.headers["Location"] == f"/cases/{case.reference}/"


# --- Not there, or not theirs ---


def normalised(answer: Any) -> bytes:
    return re.sub(rb"[0-9a-f]{32}", b"", answer.content)


ADDRESSES = [
    *TABS, "purpose/", "edit/", "severity/", "deadlines/1/", "letters/1/", "people/add-subject/", "people/add-party/",
    "people/add-allegation/", "access/name/", "access/give/", "access/restrict/", "access/1/end/", "edit/open/",
    "people/party/1/", "people/allegation/1/", "evidence/add/", "evidence/schedule/", "evidence/1/", "evidence/1/mark/",
    "evidence/1/correct/", "evidence/1/file/", "evidence/1/custody/", "evidence/files/1/", "evidence/files/1/copy/",
]  # fmt: skip


@pytest.mark.parametrize("tab", ADDRESSES)
def test_a_matter_that_is_not_theirs_answers_as_one_that_is_not_there(tab: str, unit: Unit) -> None:
    me = holder(Role.SUPERVISOR, unit=unit)
    browser, hidden = logged_in(me), cases.case()
    for method in ("get", "post"):
        theirs = getattr(browser, method)(f"/cases/{hidden.reference}/{tab}")
        if theirs.status_code == 405:
            continue
        with CaptureQueriesContext(connection) as of_theirs:
            theirs = getattr(browser, method)(f"/cases/{hidden.reference}/{tab}")
        with CaptureQueriesContext(connection) as of_none:
            none = getattr(browser, method)(f"/cases/CO-9999-9999-9/{tab}")
        assert theirs.status_code == none.status_code == 404
        assert normalised(theirs) == normalised(none)
        assert dict(theirs.headers).keys() == dict(none.headers).keys()
        assert len(of_theirs) == len(of_none)


def test_asking_for_it_leaves_an_entry_that_only_those_find_who_may_see_it(browser: Client, me: User) -> None:
    hidden = cases.case()
    for reference in (hidden.reference, "co-9999-9999-9"):
        browser.get(f"/cases/{reference}/")
    found = Entry.objects.filter(what=Act.CASE_NOT_THERE).order_by("pk")
    assert [(e.who, e.key, e.case_id, e.outcome) for e in found] == [
        (me.principal, hidden.reference, hidden.pk, "refused"),
        (me.principal, "CO-9999-9999-9", None, "refused"),
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.VETTING_OFFICER, Role.AUDITOR])
def test_who_sees_no_matters_is_refused_by_the_page_itself(role: Role, unit: Unit) -> None:
    case = cases.case(unit=unit)
    browser = logged_in(user(role))
    for tab in ADDRESSES:
        assert browser.get(f"/cases/{case.reference}/{tab}").status_code in {403, 405}
