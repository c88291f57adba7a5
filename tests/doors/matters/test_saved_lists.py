"""Lists under a name and an address: one's own or a unit's, and always of what their reader may see."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import SavedView
from cases.operations import saved_views
from cases.workforce.models import Unit
from tests.doors.looking import words
from tests.factories import cases, register
from tests.factories.cases import holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def saved_by(somebody: User, query: str = "tab=all", **values: Any) -> SavedView:
    given: dict[str, Any] = {"name": "My list", "unit_id": None}
    return saved_views.save(by=somebody, query=query, **(given | values))


def test_a_list_is_saved_under_a_name_and_opened_by_its_address(browser: Client, unit: Unit) -> None:
    cases.case(unit=unit)
    cases.case(unit=unit, kind="conduct", headline="conduct")
    page = browser.get("/cases/views/", {"query": "tab=all&kind=conduct"})
    assert "All I may see; kind: Conduct matter" in words(page)
    answer = browser.post("/cases/views/", {"query": "tab=all&kind=conduct", "name": "Conduct", "unit": ""})
    shown = browser.get(answer.headers["Location"])
    assert [row.headline for row in shown.context["seen"].rows] == ["conduct"]
    assert re.search(r"<h1[^>]*>Conduct</h1>", shown.text)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"name": ""}, "Enter a name for the list", id="no-name"),
        pytest.param({"name": "n" * 81}, "The name must be 80 characters or fewer; it has 81", id="too-long"),
        pytest.param({"name": "Taken"}, "You have a saved list of this name.", id="taken"),
        pytest.param({"name": "a\0b"}, "The name must be text that can be read", id="nul"),
        pytest.param({"name": "x", "unit": "999"}, "Choose a unit from the list", id="not-my-unit"),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays_as_typed(
    browser: Client, me: User, typed: dict[str, str], said: str
) -> None:
    saved_by(me, name="Taken")
    answer = browser.post("/cases/views/", {"query": "tab=all", "unit": ""} | typed)
    assert said in words(answer)
    assert SavedView.objects.count() == 1


def test_there_are_only_so_many_of_one_person(browser: Client, me: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    saved_by(me)
    assert "Delete one" in words(browser.post("/cases/views/", {"query": "", "name": "two", "unit": ""}))


def test_a_list_of_ones_own_is_for_nobody_else(browser: Client) -> None:
    view = saved_by(user(Role.INVESTIGATOR))
    for way in ("", "change/", "delete/"):
        theirs = browser.get(f"/cases/views/{view.pk}/{way}")
        none = browser.get(f"/cases/views/{uuid.uuid4()}/{way}")
        assert theirs.status_code == none.status_code == 404


def test_a_shared_list_shows_what_its_reader_may_see(unit: Unit, me: User, browser: Client) -> None:
    colleague = holder(Role.SUPERVISOR, unit=unit)
    view = saved_by(me, unit_id=unit.pk, query="tab=all", name="Ours")
    cases.case(unit=unit, headline="ours")
    cases.case(named=(me,), headline="only mine")
    address = f"/cases/views/{view.pk}/"
    assert [r.headline for r in browser.get(address).context["seen"].rows] == ["only mine", "ours"]
    theirs = logged_in(colleague)
    assert [r.headline for r in theirs.get(address).context["seen"].rows] == ["ours"]
    assert "Ours" in words(theirs.get("/cases/"))
    assert theirs.get(f"{address}change/").status_code == 404
    assert theirs.post(f"{address}delete/").status_code == 404
    assert logged_in(holder(Role.SUPERVISOR, unit=register.unit())).get(address).status_code == 404


def test_with_me_in_a_shared_list_is_whoever_reads_it(unit: Unit, me: User) -> None:
    colleague = holder(Role.SUPERVISOR, unit=unit)
    view = saved_by(me, unit_id=unit.pk, query="tab=all&with=me")
    cases.case(unit=unit, owner=colleague, headline="theirs")
    shown = logged_in(colleague).get(f"/cases/views/{view.pk}/").context["seen"]
    assert [row.headline for row in shown.rows] == ["theirs"]


def test_a_list_is_renamed_shared_and_deleted_by_its_owner(browser: Client, me: User, unit: Unit) -> None:
    view = saved_by(me)
    browser.post(f"/cases/views/{view.pk}/change/", {"name": "Another", "unit": str(unit.pk)})
    view.refresh_from_db()
    assert (view.name, view.unit_id) == ("Another", unit.pk)
    saved_by(me, name="Taken")
    assert "You have a saved list of this name" in words(
        browser.post(f"/cases/views/{view.pk}/change/", {"name": "Taken", "unit": ""})
    )
    assert "everybody it is shared with" in words(browser.get(f"/cases/views/{view.pk}/delete/"))
    assert SavedView.objects.count() == 2
    browser.post(f"/cases/views/{view.pk}/delete/")
    assert not SavedView.objects.filter(pk=view.pk).exists()
