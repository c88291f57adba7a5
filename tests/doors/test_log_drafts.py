"""What was typed and not sent: saved by itself, never overwritten by another tab, given up only by its owner."""

import html
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts import drafts
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.staff import drafts as staff_drafts
from cases.staff.log.log_drafts import CALL, EVERY, MATTER, PEOPLE
from tests.factories.cases import holder, place
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler() -> User:
    return holder(Role.COMPLAINT_HANDLER, unit=place())


@pytest.fixture
def me(handler: User) -> Client:
    return logged_in(handler)


@pytest.fixture
def key() -> uuid.UUID:
    return uuid.uuid4()


def door(kind: str, key: uuid.UUID) -> str:
    return reverse(f"log_draft_{kind}", kwargs={"key": key})


def page(key: uuid.UUID, name: str = "log_call") -> str:
    return reverse(name, kwargs={"key": key})


def keeps(me: Client, key: uuid.UUID, said: str, *, version: int = 0, tab: str = "one", kind: str = "call") -> Any:
    # A title that is not filled in yet is sent as well: the draft is then called by what happened.
    typed = {"headline": "", "what_happened": said, "draft_version": version, "draft_writer": tab, "intake": key}
    return me.post(door(kind, key), typed)


def stored(handler: User, key: uuid.UUID, kind: str = CALL) -> str | None:
    kept = drafts.stored(owner_id=handler.pk, kind=kind, key=str(key))
    return kept.body["what_happened"][0] if kept else None


def test_a_page_saves_itself_and_is_as_it_was_when_opened_again(me: Client, handler: User, key: uuid.UUID) -> None:
    first = keeps(me, key, "A").json()
    second = keeps(me, key, "Ab", version=first["version"]).json()
    assert (first["version"], second["version"]) == (1, 2)
    assert stored(handler, key) == "Ab"
    opened = me.get(page(key))
    assert ">\nAb</textarea>" in opened.text
    assert f"Draft saved at {second['saved_at']}." in opened.text
    assert 'name="draft_version" value="2"' in " ".join(opened.text.split())
    assert "There is a problem" not in opened.text


def test_another_tab_never_overwrites_and_nothing_it_typed_is_lost(me: Client, handler: User, key: uuid.UUID) -> None:
    keeps(me, key, "First", tab="one")
    answer = keeps(me, key, "Second", tab="two")
    assert answer.status_code == 409
    assert answer.json().keys() == {"changed_at"}
    assert stored(handler, key) == "First"
    assert drafts.aside(owner_id=handler.pk, kind=CALL, key=str(key)) is not None
    # A crash now: whoever opens the page again sees both.
    opened = html.unescape(me.get(page(key)).text)
    assert "Changed in another tab" in opened
    assert ">\nSecond</textarea>" in opened
    assert '<td class="govuk-table__cell" data-label="In the other tab">First</td>' in opened


def test_a_tab_is_never_in_conflict_with_itself(me: Client, handler: User, key: uuid.UUID) -> None:
    keeps(me, key, "A")
    # The answer never arrived: it knows of no version.
    assert keeps(me, key, "Ab").json()["version"] == 2
    assert stored(handler, key) == "Ab"


def test_the_same_text_from_two_tabs_is_no_conflict(me: Client, key: uuid.UUID) -> None:
    keeps(me, key, "Same", tab="one")
    assert keeps(me, key, "Same", tab="two").json()["version"] == 1


@pytest.mark.parametrize(("choice", "left"), [("here", "Mine"), ("there", "Theirs")])
def test_the_person_chooses_which_goes_on(me: Client, handler: User, key: uuid.UUID, choice: str, left: str) -> None:
    keeps(me, key, "Theirs", tab="one")
    typed = {"headline": "", "what_happened": "Mine", "category": "A3", "draft_version": "0", "draft_writer": "two"}
    shown = me.post(page(key), {**typed, "leave_open": "1"})
    assert "Changed in another tab" in shown.text
    version, there = shown.context["desk"].version, shown.context["desk"].there_is
    sent = {**typed, "draft_version": version, "there_is": there, "choice": choice}
    after = me.post(page(key), sent, follow=True)
    assert "Changed in another tab" not in after.text
    assert f">\n{left}</textarea>" in after.text
    assert stored(handler, key) == left
    assert drafts.aside(owner_id=handler.pk, kind=CALL, key=str(key)) is None


@pytest.mark.parametrize(("choice", "left"), [("here", "Newest"), ("there", "Stale")])
def test_what_a_stale_tab_put_aside_is_chosen_about_before_anything_is_sent(
    me: Client, handler: User, key: uuid.UUID, choice: str, left: str
) -> None:
    keeps(me, key, "Newest", tab="one")
    keeps(me, key, "Stale", tab="two")
    typed = {"headline": "", "what_happened": "Newest", "draft_version": "1", "draft_writer": "one"}
    shown = me.post(page(key), {**typed, "leave_open": "1"})
    assert "Changed in another tab" in shown.text
    sent = {**typed, "there_is": shown.context["desk"].there_is, "choice": choice}
    assert f">\n{left}</textarea>" in me.post(page(key), sent, follow=True).text
    assert stored(handler, key) == left


def test_a_time_out_keeps_it_under_the_same_rules(handler: User, key: uuid.UUID) -> None:
    note = staff_drafts.note(user=handler, kind=CALL, key=str(key))
    typed = {"draft_note": note, "draft_version": "0"}
    nobody = Client()
    answer = nobody.post(page(key), {**typed, "what_happened": "First", "draft_writer": "one", "close": "1"})
    assert "kept=1" in answer["Location"]
    nobody.post(door("call", key), {**typed, "what_happened": "Second", "draft_writer": "two"})
    assert stored(handler, key) == "First"
    opened = logged_in(handler).get(page(key)).text
    assert "Changed in another tab" in opened
    assert ">\nSecond</textarea>" in opened


def test_a_draft_of_one_person_is_never_another_s(me: Client, key: uuid.UUID) -> None:
    keeps(me, key, "Mine alone")
    other = logged_in(holder(Role.COMPLAINT_HANDLER, unit=place()))
    assert "Mine alone" not in other.get(page(key)).text
    assert "Mine alone" not in other.get(reverse("log")).text
    assert other.get(door("call", key)).status_code == 404
    other.post(door("call", key), {"discard": "1"})
    assert "Mine alone" in me.get(page(key)).text


def test_unfinished_pages_are_listed_resumed_and_discarded_after_a_question(
    me: Client, handler: User, key: uuid.UUID
) -> None:
    matter = uuid.uuid4()
    keeps(me, key, "A call about a bicycle")
    keeps(me, matter, "A matter about a van", kind="matter")
    keeps(me, matter, "page two", kind="people")
    listed = me.get(reverse("log"))
    assert [(one.name, one.said) for one in listed.context["unfinished"]] == [
        ("A matter", "A matter about a van"),
        ("A call", "A call about a bicycle"),
    ]
    assert page(key) in listed.text
    asked = me.get(door("matter", matter))
    assert "Discard this draft?" in asked.text
    assert stored(handler, matter, PEOPLE) == "page two"
    me.post(door("matter", matter), {"discard": "1"})
    assert [one.kind for one in drafts.newest(owner_id=handler.pk, kinds=EVERY)] == [CALL]
    assert stored(handler, matter, MATTER) is None


def test_a_late_save_after_it_was_sent_is_told_so_and_lists_nothing(me: Client, handler: User, key: uuid.UUID) -> None:
    typed = {
        "what_happened": "It rang off.",
        "category": "L",
        "about-kind": "organisation",
        "draft_writer": "one",
        "leave_open": "1",
    }
    sent = me.post(page(key), typed)
    late = keeps(me, key, "typed meanwhile")
    assert late.status_code == 410
    assert late.json()["address"] == sent["Location"]
    drafts.keep(owner_id=handler.pk, kind=CALL, key=str(key), body={"what_happened": ["left over"]})
    assert me.get(reverse("log")).context["unfinished"] == []


def test_more_than_a_page_can_keep_is_said_and_shown(me: Client, handler: User, key: uuid.UUID) -> None:
    long = "x" * (staff_drafts.MOST_KEPT + 1)
    answer = me.post(page(key), {"what_happened": long, "draft_writer": "one", "leave_open": "1"})
    assert "This is more text than one page can keep." in answer.text
    assert long in answer.text
    assert stored(handler, key) is None


def test_a_key_that_is_none_is_passed_over(me: Client, handler: User) -> None:
    drafts.keep(owner_id=handler.pk, kind=CALL, key="not a key", body={})
    assert me.get(reverse("log")).context["unfinished"] == []


def test_a_page_that_is_too_long_does_not_save_itself_and_what_stood_there_stands(
    me: Client, handler: User, key: uuid.UUID
) -> None:
    keeps(me, key, "Short")
    answer = keeps(me, key, "x" * (staff_drafts.MOST_KEPT + 1), version=1)
    assert answer.status_code == 413
    assert "more text than one page can keep" in answer.json()["problem"]
    assert stored(handler, key) == "Short"


@pytest.mark.parametrize("rows", ["\0", "parties\0", "what", "what_happened", "draft_writer", "nothing"])
@pytest.mark.parametrize("name", ["log_call", "log_matter", "log_people"])
def test_another_row_of_what_has_no_rows_changes_nothing_that_was_typed(
    me: Client, handler: User, key: uuid.UUID, name: str, rows: str
) -> None:
    answer = me.post(page(key, name), {"what": "as typed", "what_happened": "as typed", "add": rows})
    # The second page of a matter without a first sends back to the first.
    assert answer.status_code == (302 if name == "log_people" else 200)
    kept = [draft.body for draft in handler.drafts.all()]
    assert all(body.get("what_happened", ["as typed"]) == ["as typed"] for body in kept)
    assert all(body.get("what", ["as typed"]) == ["as typed"] for body in kept)


@pytest.mark.parametrize("reference", ["\0", "CO-0000-0000-0\0"])
def test_a_reference_that_cannot_be_one_is_not_there(me: Client, reference: str) -> None:
    assert me.get(reverse("log_done", args=[reference])).status_code == 404
