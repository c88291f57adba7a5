"""Whole ways through a matter: from logging to a decision, each step by whose it is."""

from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Decision
from cases.workforce.models import Unit
from misconduct.matters.kinds import Kind
from misconduct.referral import questions
from tests.cases.operations.acts.working import against, authority, conduct_matter, do
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return cases.place()


@pytest.fixture
def decides(unit: Unit) -> User:
    return authority(unit)


@pytest.fixture
def investigator(unit: Unit) -> User:
    made = holder(Role.INVESTIGATOR, unit=unit)
    register.person(user=made)
    return made


def running(case: Case) -> set[tuple[str, bool]]:
    rows = case.deadlines.filter(met_on__isnull=True, ended_on__isnull=True)
    return {(row.key, row.against_id is not None) for row in rows}


def grounds(kind: str, **said: str) -> dict[str, dict[str, str]]:
    return {"grounds": {one.key: "no" for one in questions(kind=Kind[kind.upper()])} | said}


def test_a_conduct_matter_is_assessed_investigated_and_referred_to_a_hearing(
    unit: Unit, decides: User, investigator: User
) -> None:
    case = conduct_matter(unit)
    do(case, "deal_with_internally", decides, details=grounds("conduct"))
    assert (case.stage, case.known["track"], case.known["must_be_referred"]) == ("internal", "internal", "no")
    on: Any = {"against": [against(case).pk]}
    do(case, "record_allegation", investigator, answers={"indication": "yes"}, **on)
    do(case, "open_assessment", decides, **on)
    do(case, "investigate", decides, answers={"assessment": "gross_misconduct"}, **on)
    assert running(case) == {("timeliness_reg19", True)}
    checked = {"investigator_trained": "yes", "investigator_interested": "no"}
    do(case, "appoint_investigator", decides, answers=checked, details={"investigator": investigator.pk}, **on)
    assert ("reg17_notice", True) in running(case)
    do(case, "give_notice", investigator, answers={"notice_prejudicial": "no"}, **on)
    assert ("reg17_notice", True) not in running(case)
    assert ("rep_to_investigator", True) in running(case)
    do(case, "receive_statement", investigator, answers={"statement_in_time": "yes"}, **on)
    do(case, "submit_report", investigator, **on)
    assert running(case) == {("case_to_answer", True)}
    said = {"case_to_answer": "gross_misconduct", "proceedings_to_be_brought": "yes"}
    do(case, "determine_case_to_answer", decides, answers=said, **on)
    do(case, "refer_to_hearing", decides, **on)
    row = against(case)
    assert (row.stage, row.investigator) == ("referred_hearing", investigator)
    assert row.known == {
        "indication": "yes",
        "sub_judice": "no",
        "notice_given": "yes",
        "assessment": "gross_misconduct",
        "investigator_appointed": "yes",
        "report_received": "yes",
        "form": "hearing",
        **said,
    }
    by_delegation = Decision.objects.filter(capacity="appropriate_authority")
    assert by_delegation.count() == 6
    assert all(one.delegation and one.reasons and one.provision for one in by_delegation)


def test_a_complaint_is_contacted_recorded_referred_investigated_and_closed(
    unit: Unit, decides: User, investigator: User
) -> None:
    case = cases.case(unit=unit, stage="logged", complaint_made_on=TODAY, owner=investigator)
    contacted = {"contact_possible": "yes", "views_sought": "yes"}
    do(case, "contact_complainant", investigator, capacity="department", answers=contacted)
    do(case, "record_matter", decides)
    do(case, "assess_referral", decides, details=grounds("complaint", serious_assault="yes"))
    assert (case.stage, case.known["must_be_referred"]) == ("referral_assessed", "yes")
    assert ("iopc_referral", False) in running(case)
    do(case, "refer_to_iopc", decides, details={"iopc_reference": "2026/000123"})
    referral = case.deadlines.get(key="iopc_referral")
    assert (case.stage, referral.met_on) == ("referred", TODAY)
    necessary = {"dg_investigation_necessary": "yes"}
    do(case, "decide_mode", investigator, answers=necessary | {"mode": "local"})
    do(case, "investigate_matter", decides)
    assert (case.stage, case.handling) == ("investigating", "investigated")
    # The form of investigation is decided again, and both decisions stay.
    do(case, "decide_mode", investigator, answers=necessary | {"mode": "directed"})
    assert [one.answers["mode"] for one in case.decisions.filter(act="decide_mode").order_by("pk")] == [
        "local",
        "directed",
    ]
    do(case, "decide_matter_outcome", decides)
    do(case, "notify_matter_outcome", decides)
    do(case, "close_matter", decides, answers={"right_of_review": "no"})
    assert (case.stage, case.closed_on) == ("closed", TODAY)
    assert running(case) == set()
