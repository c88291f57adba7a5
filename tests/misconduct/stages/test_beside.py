"""What runs beside the stages: suspension, a hold for criminal proceedings, leaving the force."""

import pytest

from misconduct.procedures import PersonKind
from misconduct.stages import NotPermitted, OfficerStage, Permitted, tables
from misconduct.stages import OfficerStage as O
from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no suspension=none"


# --- Beside the stages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [O.RECEIVED, O.INVESTIGATING, O.LISTED, O.IN_PROGRESS, O.APPEAL_PAT])
def test_suspension_runs_beside_any_stage(stage: OfficerStage) -> None:
    facts = f"{PERSON} redeployment_rejected=yes public_interest_requires_suspension=yes"
    answer = asked(stage, "suspend", facts)
    assert isinstance(answer, Permitted)
    assert (answer.stage, answer.changes) == (stage, {"suspension": "suspended"})
    assert "suspend.row" in refused_by(
        asked(stage, "suspend", facts.replace("suspension=none", "suspension=suspended"))
    )


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
