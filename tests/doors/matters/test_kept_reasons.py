"""A reason that somebody typed into a form about sight is kept when their session ends, and they come back to it."""

import re

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.models import Case, WallDecision
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
