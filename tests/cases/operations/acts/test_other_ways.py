"""Other ways through a matter: withdrawal, a death or serious injury that becomes conduct, a revision, suspension."""

from typing import Any

import pytest

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, SubjectAllegation
from cases.operations.acts.doing import Obstructed
from cases.workforce.models import Unit
from tests.cases.operations.acts.working import against, authority, conduct_matter, do
from tests.factories import cases, register
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
def works(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


def complaint(unit: Unit, stage: str, **known: Any) -> Case:
    made = cases.case(unit=unit, stage="logged", complaint_made_on=TODAY)
    brought_to(case=made, stage=stage, **known)
    return made


# --- Withdrawal ---


def test_an_unsigned_withdrawal_is_no_withdrawal(unit: Unit, works: User) -> None:
    case = complaint(unit, "handling")
    for answers in ({}, {"withdrawal_signed": "no"}):
        with pytest.raises(Obstructed):
            do(case, "withdraw_complaint", works, answers=answers, despite="They said so on the telephone.")
    assert case.stage == "handling"


def test_a_withdrawn_complaint_ends_only_once_it_was_considered_as_conduct(
    unit: Unit, decides: User, works: User
) -> None:
    case = complaint(unit, "not_referred", must_be_referred="no")
    do(case, "withdraw_complaint", works, answers={"withdrawal_signed": "yes"})
    assert case.stage == "withdrawn"
    with pytest.raises(Obstructed) as obstructed:
        do(case, "close_matter", decides)
    assert obstructed.value.missing == {"conduct_indicated"}
    do(case, "close_matter", decides, answers={"conduct_indicated": "no"})
    assert (case.stage, case.closed_on, case.known["complaint_ended"]) == ("closed", TODAY, "yes")


def test_a_withdrawn_complaint_may_go_on_as_a_recordable_conduct_matter(unit: Unit, decides: User, works: User) -> None:
    case = complaint(unit, "not_referred", must_be_referred="no")
    do(case, "withdraw_complaint", works, answers={"withdrawal_signed": "yes"})
    do(case, "continue_as_conduct_matter", decides, answers={"conduct_indicated": "yes"})
    assert (case.kind, case.treated_as, case.stage) == ("complaint", "recordable_conduct", "recorded")
    assert "kind" not in case.known


def test_of_a_referred_one_the_director_general_decides(unit: Unit, decides: User, works: User) -> None:
    case = complaint(unit, "referred", must_be_referred="yes", referred="yes", referral_made="yes", mode="none")
    do(case, "withdraw_complaint", works, answers={"withdrawal_signed": "yes"})
    with pytest.raises(Obstructed):
        do(case, "close_matter", decides, answers={"conduct_indicated": "no", "dg_on_withdrawal": "goes_on"})
    do(case, "close_matter", decides, answers={"dg_on_withdrawal": "ends"})
    assert case.stage == "closed"


# --- Death or serious injury ---


def test_a_death_or_serious_injury_matter_is_referred_and_may_become_a_conduct_matter(
    unit: Unit, decides: User, works: User
) -> None:
    officer = register.person(unit=register.unit())
    case = cases.case(unit=unit, kind="death_or_serious_injury", stage="logged", about=(officer,))
    case.subjects.update(person_kind="officer")
    do(case, "record_matter", decides)
    do(case, "assess_referral", decides, details={"grounds": {}})
    # Nothing is asked of it: every one is referred.
    assert case.known["must_be_referred"] == "yes"
    assert case.deadlines.filter(key="iopc_referral", met_on=None).exists()
    with pytest.raises(Obstructed):
        do(case, "decide_not_to_refer", decides)
    do(case, "refer_to_iopc", decides)
    with pytest.raises(Obstructed):
        do(case, "convert_to_conduct_matter", decides, answers={"conduct_indicated": "no"})
    do(case, "convert_to_conduct_matter", decides, answers={"conduct_indicated": "yes"})
    assert (case.kind, case.treated_as, case.stage) == ("death_or_serious_injury", "recordable_conduct", "referred")
    # Now there is conduct to assess, on the track of the Police Reform Act.
    row = against(case)
    do(case, "record_allegation", works, answers={"indication": "yes"}, against=[row.pk])
    do(case, "open_assessment", decides, against=[row.pk])
    assert against(case).stage == "severity_assessment"


def test_a_complaint_is_never_converted(unit: Unit, decides: User) -> None:
    case = complaint(unit, "recorded")
    with pytest.raises(Obstructed):
        do(case, "convert_to_conduct_matter", decides, answers={"conduct_indicated": "yes"}, despite="All the same")


# --- Assessment ---


def assessed(unit: Unit, stage: str, **known: Any) -> tuple[Case, SubjectAllegation]:
    case = conduct_matter(unit)
    row = against(case)
    brought_to(case=case, stage="internal", track="internal")
    brought_to(case=case, against=row, stage=stage, assessment="misconduct", **known)
    return case, row


def test_a_revision_keeps_the_assessment_before_with_its_reasons(unit: Unit, decides: User) -> None:
    case, row = assessed(unit, "severity_assessment")
    on: Any = {"against": [row.pk]}
    do(case, "investigate", decides, answers={"assessment": "misconduct"}, reasons="One search.", **on)
    said = {"assessment": "gross_misconduct"}
    do(case, "revise_assessment", decides, answers=said, reasons="Eleven searches.", **on)
    told = list(case.decisions.filter(act__in=["investigate", "revise_assessment"]).order_by("pk"))
    assert [(one.answers["assessment"], one.reasons) for one in told] == [
        ("misconduct", "One search."),
        ("gross_misconduct", "Eleven searches."),
    ]
    assert against(case).known["assessment"] == "gross_misconduct"


def test_a_revision_after_the_decision_calls_for_another_decision(unit: Unit, decides: User) -> None:
    known = {"report_received": "yes", "case_to_answer": "misconduct"}
    case, row = assessed(unit, "case_to_answer_decision", **known)
    do(case, "revise_assessment", decides, answers={"assessment": "gross_misconduct"}, against=[row.pk])
    assert against(case).stage == "report_submitted"


def test_gross_misconduct_goes_to_no_meeting(unit: Unit, decides: User) -> None:
    known = {"report_received": "yes", "case_to_answer": "gross_misconduct", "proceedings_to_be_brought": "yes"}
    case, row = assessed(unit, "case_to_answer_decision", **known)
    with pytest.raises(Obstructed):
        do(case, "refer_to_meeting", decides, against=[row.pk], despite="It is quicker.")
    assert against(case).stage == "case_to_answer_decision"


@pytest.mark.parametrize(
    ("kind", "act", "instead"),
    [
        pytest.param("staff", "open_assessment", "policy", id="staff-are-under-contract-and-policy"),
        pytest.param("contractor", "open_assessment", "employer", id="a-contractor-has-an-employer"),
    ],
)
def test_whoever_is_under_another_procedure_is_told_what_to_use(
    unit: Unit, decides: User, kind: str, act: str, instead: str
) -> None:
    case = conduct_matter(unit)
    case.subjects.update(person_kind=kind)
    brought_to(case=case, stage="internal", track="internal")
    row = against(case)
    brought_to(case=case, against=row, stage="received")
    with pytest.raises(Obstructed) as obstructed:
        do(case, act, decides, against=[row.pk])
    assert instead in obstructed.value.instead.casefold()


# --- Suspension ---

NEEDED = {
    "redeployment_rejected": "yes",
    "investigation_may_be_prejudiced": "yes",
    "public_interest_requires_suspension": "no",
}


def test_a_suspension_is_of_the_person_whichever_allegation_it_was_begun_from(unit: Unit, decides: User) -> None:
    case, row = assessed(unit, "investigating")
    other = row.subject.against.create(case=case, allegation=cases.allegation(case=case))
    brought_to(case=case, against=other, stage="investigating", assessment="misconduct")
    do(case, "suspend", decides, answers=NEEDED, against=[row.pk, other.pk])
    row.subject.refresh_from_db()
    assert row.subject.known["suspension"] == "suspended"
    assert case.decisions.filter(act="suspend").count() == 1
    assert {one.key for one in case.deadlines.filter(met_on=None)} == {"suspension_reps", "suspension_review"}
    # Neither of them is suspended a second time.
    with pytest.raises(Obstructed):
        do(case, "suspend", decides, answers=NEEDED, against=[other.pk])
    before = case.deadlines.get(key="suspension_review")
    do(case, "review_suspension", decides, against=[row.pk])
    before.refresh_from_db()
    assert before.met_on == TODAY
    assert case.deadlines.get(key="suspension_review", met_on=None).event == "previous_review"
    do(case, "end_suspension", decides, against=[row.pk])
    assert not case.deadlines.filter(met_on=None, ended_on=None).exists()
