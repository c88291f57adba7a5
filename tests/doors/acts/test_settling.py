"""Two people settle that no ground of compulsory referral is met: one asks, and another decides."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, GroundsNotMet
from cases.workforce.models import Unit
from tests.cases.operations.acts.working import do
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to
from tests.factories.users import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def second(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def case(unit: Unit, browser: Client) -> Case:
    made = cases.case(unit=unit, stage="recorded", complaint_made_on=TODAY)
    brought_to(case=made, stage="referral_assessed", must_be_referred="yes")
    cases.deadline(case=made, work_to=TODAY, key="iopc_referral")
    with_purpose(browser, made)
    return made


def page(browser: Client, case: Case, **values: Any) -> Any:
    return browser.post(f"/cases/{case.reference}/referral/", values)


def test_two_people_settle_it_and_then_it_need_not_be_referred(
    browser: Client, case: Case, me: User, second: User
) -> None:
    assert page(browser, case, reason="The injury was a graze.").status_code == 302
    theirs = logged_in(second)
    with_purpose(theirs, case)
    assert "The injury was a graze." in words(theirs.get(f"/cases/{case.reference}/referral/"))
    register.delegation("decide_not_to_refer", to_user=second)
    assert page(theirs, case, agree="yes", because="The hospital says so.").status_code == 302
    case.refresh_from_db()
    assert case.known["referral_ground_settled"] == "yes"
    assert case.deadlines.get(key="iopc_referral").ended_on == TODAY
    do(case, "decide_not_to_refer", second)
    assert case.stage == "not_referred"


def test_without_the_second_it_stays_to_be_referred(browser: Client, case: Case, me: User) -> None:
    page(browser, case, reason="The injury was a graze.")
    answer = page(browser, case, agree="yes", because="I think so.")
    assert answer.status_code == 409
    assert "You asked this yourself" in words(answer)
    case.refresh_from_db()
    assert "referral_ground_settled" not in case.known
    assert case.deadlines.get(key="iopc_referral").ended_on is None


def test_a_second_who_does_not_agree_leaves_it_to_be_referred(browser: Client, case: Case, second: User) -> None:
    page(browser, case, reason="The injury was a graze.")
    theirs = logged_in(second)
    with_purpose(theirs, case)
    page(theirs, case, agree="no", because="A fracture was found.")
    case.refresh_from_db()
    assert "referral_ground_settled" not in case.known
    assert case.deadlines.get(key="iopc_referral").ended_on is None
    # It may be asked again.
    assert page(browser, case, reason="The fracture was older.").status_code == 302


@pytest.mark.parametrize("values", [{"reason": " "}, {}])
def test_a_reason_is_needed(browser: Client, case: Case, values: dict[str, str]) -> None:
    assert "Enter why no ground is met" in words(page(browser, case, **values))
    assert not GroundsNotMet.objects.exists()


def test_grounds_that_are_answered_again_are_open_again(browser: Client, case: Case, second: User) -> None:
    page(browser, case, reason="The injury was a graze.")
    theirs = logged_in(second)
    with_purpose(theirs, case)
    page(theirs, case, agree="yes", because="The hospital says so.")
    register.delegation("decide_not_to_refer", to_user=second)
    do(case, "decide_not_to_refer", second)
    register.delegation("assess_referral", to_user=second)
    do(case, "assess_referral", second, details={"grounds": {"serious_assault": "yes"}})
    assert "referral_ground_settled" not in case.known


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"reason": ""}, id="no-reason"),
        pytest.param({"grounds": []}, id="no-ground"),
        pytest.param({"second": "me", "decided_at": AT, "agreed": True}, id="alone"),
        pytest.param({"decided_at": AT, "agreed": True}, id="decided-by-nobody"),
    ],
)
def test_postgresql_wants_two_people_and_a_reason(case: Case, me: User, values: dict[str, Any]) -> None:
    given = {"reason": "x", "grounds": ["serious_assault"], "asked_by": me, "asked_at": AT} | values
    if given.get("second") == "me":
        given["second"] = me
    with pytest.raises(IntegrityError), transaction.atomic():
        GroundsNotMet.objects.create(case=case, **given)
