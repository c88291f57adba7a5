"""A form by which something is added to a matter bears a key: sent twice, also after going back, it adds once."""

import re
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.workforce.models import Person, Unit
from tests.doors.looking import words
from tests.factories import register
from tests.factories.cases import holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def person(unit: Unit) -> Person:
    return register.person(surname="Breck", unit=unit)


ADDED = [
    pytest.param(("party", "parties"), {"role": "witness", "name": "Ada"}, {"name": "Bea"}, id="party"),
    pytest.param(("allegation", "allegations"), {"category": "H", "summary": "Ada"}, {"summary": "Bea"}, id="alleged"),
    pytest.param(
        ("subject", "subjects"), {"kind": "partly_known", "description": "Ada"}, {"description": "Bea"}, id="subject"
    ),
]  # fmt: skip


def key_of(page: Any) -> str:
    found = re.search(r'name="added_with" value="([0-9a-f-]{36})" autocomplete="off"', page.text)
    assert found
    return found[1]


@pytest.mark.parametrize(("what", "sent", "other"), ADDED)
def test_a_form_sent_twice_adds_once_and_with_something_else_asks_first(
    browser: Client, case: Case, what: tuple[str, str], sent: dict[str, str], other: dict[str, str]
) -> None:
    way, rows = what
    address = f"/cases/{case.reference}/people/add-{way}/"
    before, key = getattr(case, rows).count(), key_of(browser.get(address))
    assert key != key_of(browser.get(address)), "each that is shown has its own"
    for _ in range(2):
        assert browser.post(address, sent | {"added_with": key}).status_code == 302
    assert getattr(case, rows).count() == before + 1
    again = browser.post(address, sent | other | {"added_with": key})
    assert "This form was sent once already, and what it said then has been added." in words(again)
    assert next(iter(other.values())) in again.text
    assert getattr(case, rows).count() == before + 1
    assert key_of(again) != key
    assert browser.post(address, sent | other | {"added_with": key_of(again)}).status_code == 302
    assert getattr(case, rows).count() == before + 2


@pytest.mark.parametrize("key", ["", "x", "\0", "a" * 500])
def test_what_is_no_key_of_ours_is_none(browser: Client, case: Case, key: str) -> None:
    address = f"/cases/{case.reference}/people/add-party/"
    for _ in range(2):
        assert browser.post(address, {"role": "witness", "added_with": key}).status_code == 302
    assert case.parties.count() == 2


def test_a_form_that_is_shown_again_is_the_same_form(browser: Client, case: Case, person: Person) -> None:
    address = f"/cases/{case.reference}/people/add-subject/"
    key = key_of(browser.get(address))
    for sent in ({"kind": "person", "search": "Breck", "find": "1"}, {"kind": "person", "search": "Breck"}):
        assert key_of(browser.post(address, sent | {"added_with": key})) == key
    note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(address).text)
    assert note
    Client().post(address, {"search": "Half", "added_with": key, "draft_note": note[1]})
    assert key_of(browser.get(address)) == key, "what was kept at a time-out too"


def test_the_link_to_a_form_says_which_form_so_that_back_it_is_the_same_one(browser: Client, case: Case) -> None:
    tab = browser.get(f"/cases/{case.reference}/people/").text
    link = re.search(r'href="(/cases/[^"]+/people/add-party/\?added_with=([0-9a-f-]{36}))"', tab)
    assert link
    sent = {"role": "witness", "name": "Ada"}
    for _ in range(2):
        assert key_of(browser.get(link[1])) == link[2]
        assert browser.post(link[1], sent | {"added_with": link[2]}).status_code == 302
    assert case.parties.count() == 1
    other = browser.post(link[1], sent | {"name": "Bea", "added_with": link[2]})
    assert key_of(other) != link[2], "spent, whatever the address says"
