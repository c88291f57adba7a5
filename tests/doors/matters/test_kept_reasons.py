"""A reason that somebody typed into a form about sight is kept when their session ends, and they come back to it."""

import re

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.models import Case, WallDecision
from cases.operations import saved_views
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.cases.operations.sight.acting import add, asked, decide, withdraw
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import holder
from tests.factories.users import user

pytestmark = pytest.mark.django_db
WHY = "Half of a reason"


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(unit=unit, named=(user(),))
    with_purpose(browser, made)
    return made


@pytest.fixture
def frozen(unit: Unit, me: User) -> WallDecision:
    officer = register.person(user=holder(Role.SUPERVISOR, unit=unit))
    question = asked(cases.case(unit=unit), officer, holder(Role.INVESTIGATOR, unit=unit))
    return decide(question, holder(Role.SUPERVISOR, unit=unit), "freeze")


def shut_out(case: Case, unit: Unit) -> int:
    """Somebody who was added in error, and is shut out still."""
    by = holder(Role.INVESTIGATOR, unit=unit)
    add(case, person := register.person(unit=unit), by)
    withdraw(case.subjects.get(person=person), by)
    return case.denials.get().pk


def test_it_is_kept_with_the_way_back(case: Case, unit: Unit, browser: Client, frozen: WallDecision) -> None:
    named = case.memberships.get()
    base = f"/cases/{case.reference}/access"
    for address, sent in (
        (f"{base}/restrict/", {"way": "restrict"}),
        (f"{base}/{address_of(named.pk)}/end/", {}),
        (f"{base}/denials/{address_of(shut_out(case, unit))}/lift/", {}),
        (f"/walls/{address_of(frozen.pk)}/end-freeze/", {}),
    ):
        note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(address).text)
        assert note, address
        away = Client().post(address, {"reason": WHY, "draft_note": note[1], **sent})
        assert "kept=1" in away.headers["Location"]
        assert address.split("/")[-2] in away.headers["Location"]
        page = browser.get(address)
        assert "We kept what you typed." in words(page)
        assert WHY in page.text
        assert browser.post(address, {"reason": WHY, **sent}).status_code == 302, address
        assert not Draft.objects.exists()


def test_a_purpose_the_day_of_a_letter_and_the_name_of_a_list_are_kept_too(
    case: Case, browser: Client, me: User
) -> None:
    letter = cases.letter(case=case)
    view = saved_views.save(name="Ours", query="tab=all", unit_id=None, by=me)
    day = {"on_day": "1", "on_month": "2", "on_year": "2026"}
    for address, way, sent, shown in (
        (f"/cases/{case.reference}/purpose/", "?next=x", {"purpose": "other", "words": "A dip sample"}, "A dip sample"),
        (f"/cases/{case.reference}/letters/{address_of(letter.pk)}/", "", {"how": "post", **day}, 'value="2026"'),
        ("/cases/views/", "?query=tab%3Dunits", {"name": "Half a name", "query": "tab=units"}, "Half a name"),
        (f"/cases/views/{view.pk}/change/", "", {"name": "Another name"}, "Another name"),
    ):
        note = re.search(r'name="draft_note" value="([^"]+)"', browser.get(address + way).text)
        assert note, address
        away = Client().post(address, {**sent, "draft_note": note[1]})
        assert "kept=1" in away.headers["Location"], address
        page = browser.get(address)
        assert "We kept what you typed." in words(page)
        assert shown in page.text, address
        assert "There is a problem" not in words(page)
    assert 'name="query" value="tab=units"' in browser.get("/cases/views/").text
    browser.post("/cases/views/", {"name": "Whole", "query": "tab=units"})
    browser.post(f"/cases/views/{view.pk}/change/", {"name": "Another name"})
    browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "other", "words": "A dip sample"})
    assert list(Draft.objects.values_list("kind", flat=True)) == ["case_letter"]
