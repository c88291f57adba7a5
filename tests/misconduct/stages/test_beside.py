"""What runs beside the stages: suspension, a hold for criminal proceedings, leaving the force."""

import pytest

from misconduct.procedures import PersonKind
from misconduct.stages import NotPermitted, OfficerStage, Permitted, tables
from misconduct.stages import OfficerStage as O
from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no suspension=none"


# --- Beside the stages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [O.RECEIVED, O.INVESTIGATING, O.LISTED, O.IN_PROGRESS, O.ADJOURNED])
def test_suspension_runs_beside_any_stage(stage: OfficerStage) -> None:
    facts = f"{PERSON} redeployment_rejected=yes public_interest_requires_suspension=yes"
    answer = asked(stage, "suspend", facts)
    assert isinstance(answer, Permitted)
    assert (answer.stage, answer.changes) == (stage, {"suspension": "suspended"})
    already = facts.replace("suspension=none", "suspension=suspended")
    assert with_reason(asked(stage, "suspend", already)) == {"suspend.not_suspended"}


@pytest.mark.parametrize("stage", [O.DECIDED, O.OUTCOME_NOTIFIED, O.APPEAL_PAT, O.CLOSED], ids=lambda one: one.name)
def test_nobody_is_suspended_once_proceedings_are_decided_but_a_suspension_is_ended(stage: OfficerStage) -> None:
    assert "suspend.stage" in refused_by(asked(stage, "suspend", PERSON))
    suspended = PERSON.replace("suspension=none", "suspension=suspended")
    assert isinstance(asked(stage, "end_suspension", suspended), Permitted)
    assert isinstance(asked(stage, "review_suspension", suspended), Permitted)


def test_what_is_not_known_stops_no_suspension() -> None:
    """An imported matter may lack whether somebody is suspended: people are protected first."""
    facts = "person_kind=officer version=R4 public_interest_requires_suspension=yes"
    assert with_reason(asked(O.INVESTIGATING, "suspend", facts)) == {"suspend.not_suspended", "suspend.serving"}


@pytest.mark.parametrize("kind", list(PersonKind), ids=lambda kind: kind.name)
def test_anybodys_access_can_be_restricted_at_once(kind: PersonKind) -> None:
    assert isinstance(asked(O.RECEIVED, "restrict", f"person_kind={kind.label}"), Permitted)


@pytest.mark.parametrize("act", ["investigate", "revise_assessment", "record_criminal_investigation"])
def test_a_decision_on_suspension_is_due_once_both_are_in_place(act: str) -> None:
    facts = f"{PERSON} under_criminal_investigation=yes report_received=no assessment="
    stage = O.SEVERITY_ASSESSMENT if act == "investigate" else O.INVESTIGATING
    for level, due in (("gross_misconduct", True), ("misconduct", False)):
        answer = asked(stage, act, f"{facts}{level}")
        assert isinstance(answer, Permitted)
        assert ("suspension_decision" in [one.key for one in answer.starts]) == due


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param("version=R3 redeployment_rejected=no", {"suspend.redeployment"}, id="R3-redeployment-first"),
        pytest.param("version=R4 redeployment_rejected=no", set(), id="R4-a-duty"),
    ],
)
def test_redeployment_comes_first_until_2026(facts: str, expected: set[str]) -> None:
    base = PERSON.replace("version=R3 ", "")
    answer = asked(O.INVESTIGATING, "suspend", f"{base} public_interest_requires_suspension=yes {facts}")
    assert isinstance(answer, NotPermitted if expected else Permitted)
    assert expected == (set(refused_by(answer)) if expected else set())


@pytest.mark.parametrize(
    ("version", "reasons"),
    [
        pytest.param("R3", set(), id="R3-a-discretion"),
        pytest.param(
            "R4",
            {"decide_not_to_suspend.no_condition_2026", "decide_not_to_suspend.listed_offence"},
            id="R4-a-duty-and-a-contested-presumption",
        ),
    ],
)
def test_not_suspending_is_a_decision_with_reasons(version: str, reasons: set[str]) -> None:
    facts = f"{PERSON.replace('R3', version)} listed_offence=charge exceptional_not_to_suspend=no"
    answer = asked(
        O.INVESTIGATING,
        "decide_not_to_suspend",
        f"{facts} investigation_may_be_prejudiced=yes public_interest_requires_suspension=yes",
    )
    assert (with_reason(answer) if reasons else leads_to(answer)) == (reasons or "officer.INVESTIGATING")


def test_a_hold_stops_the_hearing_and_not_the_investigation() -> None:
    held = PERSON.replace("sub_judice=no", "sub_judice=yes")
    ready = f"{held} form=hearing conductor_appointed=yes rights_explained=yes"
    assert with_reason(asked(O.LISTED, "begin_proceedings", ready)) == {"begin_proceedings.sub_judice"}
    assert leads_to(asked(O.INVESTIGATING, "submit_report", f"{held} notice_given=yes")) == "officer.REPORT_SUBMITTED"
    hold = tables.ACTS["begin_hold"]
    assert not {"timeliness_reg19", "timeliness_pcmr13"} & set(hold.stops)


@pytest.mark.parametrize("kind", [kind for kind in PersonKind if kind.name != "OFFICER"], ids=lambda kind: kind.name)
def test_everybody_can_leave_and_every_matter_of_a_leaver_has_an_end(kind: PersonKind) -> None:
    for stage in (O.RECEIVED, O.POLICY_MEETING, O.REG13_NOTICE_GIVEN, O.WITH_EMPLOYER):
        answer = asked(stage, "record_leaving", f"person_kind={kind.label} officer_status=serving version=R3")
        assert isinstance(answer, Permitted)
        assert answer.changes == {"officer_status": "former"}
