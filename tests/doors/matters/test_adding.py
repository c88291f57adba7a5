"""What is added to a matter: allegations, parties, and whom it is about."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Subject, WallDecision
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(
        unit=unit, place="Town", behaviour_from=TODAY - timedelta(1), complaint_made_on=TODAY - timedelta(1)
    )
    with_purpose(browser, made)
    return made


def test_an_allegation_and_a_party_are_added(browser: Client, case: Case) -> None:
    sent = {"category": "B4", "summary": "", "standards": ["use_of_force"]}
    assert browser.post(f"/cases/{case.reference}/people/add-allegation/", sent).status_code == 302
    assert [a.sub_category for a in case.allegations.order_by("number")] == ["", "B4"]
    sent = {"role": "witness", "name": "Bea Example", "phone": "07700 900123"}
    assert browser.post(f"/cases/{case.reference}/people/add-party/", sent).status_code == 302
    assert case.parties.get().identity.name == "Bea Example"  # type: ignore[union-attr]
    assert Case.objects.get(pk=case.pk).version == 3


@pytest.mark.parametrize(
    ("way", "sent", "said"),
    [
        pytest.param("allegation", {"summary": "Typed"}, "Choose a category", id="no-category"),
        pytest.param("party", {"name": "Typed"}, "Choose what they are to the matter", id="no-role"),
        pytest.param("subject", {"search": "Typed"}, "Choose whom it is about", id="no-kind"),
        pytest.param(
            "subject", {"kind": "person", "search": "Typed"}, "Choose somebody from the register", id="nobody"
        ),
        pytest.param("subject", {"kind": "partly_known"}, "Describe what is known of them", id="not-described"),
    ],
)
def test_what_cannot_be_added_is_said(browser: Client, case: Case, way: str, sent: dict[str, str], said: str) -> None:
    address = f"/cases/{case.reference}/people/add-{way}/"
    assert "There is a problem" not in words(browser.get(address))
    answer = browser.post(address, sent)
    assert said in words(answer)
    assert "Typed" in answer.text or "search" not in sent
    assert Case.objects.get(pk=case.pk).version == 1


def test_somebody_is_found_in_the_register_and_added(browser: Client, case: Case, unit: Unit) -> None:
    person = register.person(surname="Breck", unit=unit)
    address = f"/cases/{case.reference}/people/add-subject/"
    page = browser.post(address, {"kind": "person", "search": "Breck", "find": "1"})
    assert f'value="{person.pk}"' in page.text
    assert "There is a problem" not in words(page)
    assert not Subject.objects.exists()
    answer = browser.post(address, {"kind": "person", "search": "Breck", "person": str(person.pk)})
    assert answer.headers["Location"] == f"/cases/{case.reference}/people/"
    assert Subject.objects.get().person == person
    again = browser.post(address, {"kind": "person", "search": "Breck", "person": str(person.pk)})
    assert "The matter is about this person already" in words(again)


def test_where_somebody_would_lose_sight_the_page_says_who_and_nothing_is_saved(
    browser: Client, case: Case, unit: Unit
) -> None:
    officer = holder(Role.INVESTIGATOR, unit=unit)
    person = register.person(surname="Breck", user=officer)
    answer = browser.post(
        f"/cases/{case.reference}/people/add-subject/", {"kind": "person", "search": "Breck", "person": str(person.pk)}
    )
    said = words(answer)
    assert f"{officer.name}: It is about them" in said
    assert "Nobody has been added, and nothing in the matter has changed." in said
    assert not Subject.objects.exists()
    assert WallDecision.objects.count() == 1
