"""Whole ways through a matter: from logging to a decision, each step by whose it is."""

from datetime import date
from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, Decision
from cases.operations import clocks
from cases.operations.acts.doing import Obstructed
from cases.operations.clocks import Happened
from cases.operations.intake.values import Mistake
from cases.workforce.models import Unit
from misconduct.matters.kinds import Kind
from misconduct.referral import questions
from misconduct.stages.acts import Started
from tests.cases.operations.acts.working import against, authority, conduct_matter, do, serve
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.standing import brought_to

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
    # Typing starts nothing: the notice is given by its service.
    with pytest.raises(Mistake, match="record its service first"):
        do(case, "give_notice", investigator, answers={"notice_prejudicial": "no"}, **on)
    serve(case, against(case), investigator)
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


@pytest.mark.parametrize(
    ("months", "done"),
    [
        pytest.param(11, False, id="before-the-period-has-ended"),
        pytest.param(12, True, id="on-the-day-after-the-period"),
        pytest.param(14, True, id="late"),
    ],
)
def test_delay_is_reported_once_the_period_has_ended_and_the_next_period_runs(
    unit: Unit, decides: User, months: int, done: bool
) -> None:
    came = back(TODAY, months)
    case = conduct_matter(unit, came_to_attention_on=came, received_on=came)
    row = against(case)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, against=row, stage="investigating", assessment="misconduct")
    started = Started(key="timeliness_reg19", event="came_to_attention")
    first = clocks.start(
        case=case, started=started, happened=Happened(act="record_allegation", on=came, at=AT, against=row)
    )
    said: Any = {"against": [row.pk], "answers": {"disclosure_prejudicial": "no"}}
    if not done:
        with pytest.raises(Obstructed):
            do(case, "report_delay", decides, **said)
        return
    do(case, "report_delay", decides, **said)
    first.refresh_from_db()
    second = case.deadlines.get(key="timeliness_reg19", met_on__isnull=True)
    assert (first.met_on, second.against_id, second.question["period"]) == (TODAY, row.pk, 2)
    # Six months after the first twelve, not after the day on which it was reported: due on the day after they end.
    assert second.due == back(came, -18)


def back(day: date, months: int) -> date:
    """The same day so many months earlier: all of these months have it."""
    number = day.year * 12 + day.month - 1 - months
    return day.replace(year=number // 12, month=number % 12 + 1)
