"""What is shown while somebody types: matters that may be the same, and people of the register."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.models import Case
from cases.queries import duplicates
from cases.queries.duplicates import PHONE as PHONE_REASON
from cases.queries.duplicates import Likely
from cases.workforce.models import Unit
from tests.factories.acts import AT
from tests.factories.cases import case, holder, party, place
from tests.factories.register import person
from tests.factories.trail import said
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db

PHONE = "07700900123"


@pytest.fixture
def unit() -> Unit:
    return place()


@pytest.fixture
def handler(unit: Unit) -> User:
    return holder(Role.COMPLAINT_HANDLER, unit=unit)


@pytest.fixture
def me(handler: User) -> Client:
    return logged_in(handler)


@pytest.fixture
def known(unit: Unit) -> Case:
    made = case(unit=unit, headline="<b>Force</b>")
    party(case=made, phone_key=PHONE)
    return made


def likely(me: Client, **typed: Any) -> str:
    answer = me.post(reverse("log_likely"), typed)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"phone": "+44 7700 900123"}, id="a-call"),
        pytest.param({"parties": "2", "parties-1-phone": "07700 900 123"}, id="the-second-row-of-a-matter"),
    ],
)
def test_the_same_number_is_found_however_it_is_written(me: Client, known: Case, typed: dict[str, str]) -> None:
    shown = likely(me, **typed)
    assert known.reference in shown
    assert "Why: same telephone number." in shown
    assert 'target="_blank"' in shown
    assert "&lt;b&gt;Force&lt;/b&gt;" in shown


@pytest.mark.parametrize("typed", [{}, {"phone": ""}, {"phone": "\0"}, {"intake": "a\0b", "name": "Nobody Known"}])
def test_nothing_is_shown_for_nothing(me: Client, known: Case, typed: dict[str, str]) -> None:
    assert likely(me, **typed).strip() == ""


def test_page_two_shows_what_page_one_is_like(me: Client, known: Case) -> None:
    key = uuid.uuid4()
    typed = {"what_happened": "Again", "channel": "email", "kind": "complaint", "parties-0-phone": PHONE}
    me.post(reverse("log_matter", kwargs={"key": key}), typed | {"show": "1", "draft_writer": "tab"})
    assert known.reference in me.get(reverse("log_people", kwargs={"key": key})).text
    assert known.reference in likely(me, intake=str(key), **{"allegations-0-category": "B4"})


def test_what_they_may_not_see_is_not_there(known: Case) -> None:
    stranger = logged_in(holder(Role.COMPLAINT_HANDLER, unit=place()))
    assert likely(stranger, phone=PHONE).strip() == ""


def test_that_something_was_found_is_one_entry_a_page_and_hour_and_says_nothing_of_what_was_typed(
    me: Client, handler: User, known: Case
) -> None:
    key, other = str(uuid.uuid4()), str(uuid.uuid4())

    def entries() -> list[tuple[str, str, str, str]]:
        return said(Act.CASES_LISTED)

    likely(me, intake=key, phone="0113 496 0000")
    assert entries() == []
    for _ in range(3):
        likely(me, intake=key, phone=PHONE)
    first = ("done", handler.principal, f"likely:{key}", "1 shown: same telephone number 1")
    assert entries() == [first]
    # Another page, what is no page's key, and the page itself when it is opened: each is a look of its own.
    likely(me, intake=other, phone=PHONE)
    for sent in ("Ann Bee", "", "x" * 99):
        likely(me, intake=sent, phone=PHONE)
    assert [entry[2] for entry in entries()] == [f"likely:{key}", f"likely:{other}", "likely:no page"]
    fresh = uuid.uuid4()
    me.post(reverse("log_call", kwargs={"key": fresh}), {"phone": PHONE, "draft_writer": "tab", "show": "1"})
    assert [entry[2] for entry in entries()][3:] == [f"likely:{fresh}"]


@pytest.mark.parametrize(
    ("minutes", "entries"),
    [
        pytest.param((0, 59), 1, id="the-same-hour"),
        pytest.param((59, 60), 2, id="the-next-hour"),
        pytest.param((0, 60, 61, 119, 120), 3, id="three-hours"),
    ],
)
def test_an_hour_later_it_is_noted_again(handler: User, minutes: tuple[int, ...], entries: int) -> None:
    hour = AT.replace(minute=0, second=0, microsecond=0)
    shown = Likely(
        reference="CO-1", headline="x", kind="x", received_on=AT.date(), is_closed=False, reasons=(PHONE_REASON,)
    )
    for minute in minutes:
        at = hour + timedelta(minutes=minute)
        duplicates.note(found=[shown], key=str(uuid.UUID(int=7)), by=handler, at=at)
    assert len(said(Act.CASES_LISTED)) == entries


def test_people_are_found_as_choices_of_their_row(me: Client, unit: Unit) -> None:
    officer = person(surname="O'Testerley", unit=unit)
    found = me.post(reverse("log_find_people"), {"text": "otest", "row": "subjects-3"}).text
    assert 'name="subjects-3-person"' in found
    assert f'value="{officer.pk}"' in found
    assert "O&#x27;Testerley" in found
    nobody = me.post(reverse("log_find_people"), {"text": "<i>zz</i>", "row": "<b>"}).text
    assert "Nobody in the register fits “&lt;i&gt;zz&lt;/i&gt;”." in nobody
    assert me.post(reverse("log_find_people"), {"text": "\0", "row": "a"}).status_code == 200
    assert me.get(reverse("log_find_people")).text.strip() == ""


def test_opening_page_two_costs_the_same_for_many_people_as_for_one(me: Client, unit: Unit) -> None:
    key = uuid.uuid4()
    address = reverse("log_people", kwargs={"key": key})
    one = {"what_happened": "It", "channel": "email", "kind": "complaint", "show": "1", "draft_writer": "tab"}
    me.post(reverse("log_matter", kwargs={"key": key}), one)
    people = [person(surname=f"Manylast{number}", unit=unit) for number in range(8)]

    def opened(most: int) -> int:
        rows: dict[str, str] = {"subjects": str(most), "draft_writer": "tab"}
        for row in range(most):
            rows |= {
                f"subjects-{row}-kind": "person",
                f"subjects-{row}-search": f"Manylast{row}",
                f"subjects-{row}-person": str(people[row].pk),
            }
        me.post(address, rows)
        with CaptureQueriesContext(connection) as asked:
            shown = me.get(address).text
        assert all(str(somebody) in shown for somebody in people[:most])
        return len(asked)

    opened(1)
    assert opened(8) == opened(1)
