"""After logging: whoever logged it is told what comes next, and that is a look; for others it is not there."""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import words
from tests.factories import cases
from tests.factories.cases import holder, place
from tests.factories.trail import said
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return place()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.COMPLAINT_HANDLER, unit=unit)


@pytest.fixture
def browser(me: User) -> Client:
    return logged_in(me)


def done(reference: str) -> str:
    return reverse("log_done", kwargs={"reference": reference})


def test_whoever_logged_it_is_told_and_that_is_a_look(browser: Client, me: User, unit: Unit) -> None:
    case = cases.case(unit=unit, logged_by=me.principal, headline="Nobody called back")
    assert "Nobody called back" in words(browser.get(done(case.reference)))
    assert said(Act.CASE_SEEN) == [("done", me.principal, f"case:{case.reference}", "just logged it")]
    assert Entry.objects.get(what=Act.CASE_SEEN).case_id == case.pk


def test_the_limit_that_presses_most_is_said_with_its_date(browser: Client, me: User, unit: Unit) -> None:
    case = cases.case(unit=unit, logged_by=me.principal)
    assert "Due first" not in words(browser.get(done(case.reference)))
    cases.deadline(case=case, work_to=date(2099, 12, 26), title="Progress update", is_confirmed=False)
    cases.deadline(case=case, work_to=date(2100, 1, 5), title="Something later")
    shown = words(browser.get(done(case.reference)))
    assert "Due first: Progress update: work to 26 December 2099 , a date that is unconfirmed." in shown
    assert "Something later" not in shown
    assert f'/deadlines/{address_of(case.deadlines.earliest("pk").pk)}/"' in browser.get(done(case.reference)).text


def test_whoever_may_not_see_it_is_told_the_reference_only_and_has_seen_nothing(browser: Client, me: User) -> None:
    case = cases.case(unit=place(), logged_by=me.principal, headline="Nobody called back")
    shown = words(browser.get(done(case.reference)))
    assert case.reference in shown
    assert "Nobody called back" not in shown
    assert not said(Act.CASE_SEEN)


@pytest.mark.parametrize("which", ["of-a-colleague", "of-another-unit", "none-at-all"])
def test_for_anybody_else_it_is_not_there_and_that_is_a_refusal(
    browser: Client, me: User, unit: Unit, which: str
) -> None:
    made = {
        "of-a-colleague": lambda: cases.case(unit=unit, headline="Nobody called back"),
        "of-another-unit": lambda: cases.case(unit=place(), headline="Nobody called back"),
        "none-at-all": lambda: Case(reference="CO-9999-9999-7"),
    }[which]()
    answer = browser.get(done(made.reference))
    assert answer.status_code == 404
    assert "Nobody called back" not in answer.text
    assert said(Act.CASE_SEEN, Act.CASE_NOT_THERE) == [("refused", me.principal, f"case:{made.reference}", "")]
    assert Entry.objects.get(what=Act.CASE_NOT_THERE).case_id == made.pk


@pytest.mark.parametrize(
    ("known", "is_shown"),
    [
        pytest.param({}, True, id="not-assessed"),
        pytest.param({"assessment": ""}, True, id="an-empty-assessment"),
        pytest.param({"assessment": "misconduct"}, False, id="misconduct"),
        pytest.param({"assessment": "neither"}, False, id="neither"),
    ],
)
def test_the_score_is_shown_only_while_nothing_is_assessed(
    browser: Client, me: User, unit: Unit, known: dict[str, str], is_shown: bool
) -> None:
    case = cases.case(unit=unit, logged_by=me.principal)
    cases.score(case=case, band="CRITICAL")
    cases.subject(case=case).against.update(known=known)
    shown = words(browser.get(done(case.reference)))
    assert ("Severity: CRITICAL" in shown) is is_shown
    assert ("Orders the queue" in shown or "Triage today" in shown) is is_shown


def test_a_draft_key_that_is_no_reference_is_not_there(browser: Client) -> None:
    assert browser.get(done(str(uuid.uuid4()))).status_code == 404
