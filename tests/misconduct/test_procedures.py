"""Who is under which procedure, and what an act of the wrong one says."""

import itertools

import pytest

from misconduct.authority import Grade
from misconduct.procedures import INSTEAD, PersonKind, Procedure, procedures, standing
from misconduct.stages import NeedsReason, NotPermitted, OfficerStage, Permitted
from tests.misconduct.stages.asking import asked, refused_by, with_reason

K, P = PersonKind, Procedure
UNDER = {
    K.OFFICER: {P.CONDUCT, P.PERFORMANCE},
    K.SENIOR_OFFICER: {P.CONDUCT},
    K.PROBATIONER: {P.CONDUCT, P.REGULATION_13},
    K.SPECIAL: {P.CONDUCT, P.PERFORMANCE},
    K.SPECIAL_ON_PROBATION: {P.CONDUCT, P.REGULATION_13},
    K.STAFF: {P.POLICY},
    K.VOLUNTEER: {P.POLICY},
    K.CONTRACTOR: {P.EMPLOYER},
    K.AGENCY: {P.EMPLOYER},
    K.OTHER_FORCE: {P.HOME_FORCE},
}


@pytest.mark.parametrize(("kind", "procedure"), list(itertools.product(PersonKind, Procedure)))
def test_every_person_and_procedure(kind: PersonKind, procedure: Procedure) -> None:
    found = standing(kind=kind, procedure=procedure)
    assert found.applies == (procedure in UNDER[kind])
    assert found.authority.provision
    assert (procedure in procedures(kind=kind)) == found.applies


@pytest.mark.parametrize("kind", [K.STAFF, K.VOLUNTEER, K.CONTRACTOR, K.AGENCY], ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    ("stage", "act"),
    [
        pytest.param("RECEIVED", "open_assessment", id="severity-assessment"),
        pytest.param("officer.INVESTIGATING", "give_notice", id="regulation-17-notice"),
        pytest.param("officer.INVESTIGATING", "suspend", id="suspension"),
        pytest.param("IN_PROGRESS", "decide", id="finding"),
    ],
)
def test_who_is_no_officer_gets_no_act_of_the_conduct_regulations(stage: str, act: str, kind: PersonKind) -> None:
    stage = f"officer.{stage}" if "." not in stage else stage
    answer = asked(stage, act, f"person_kind={kind.label}")
    assert refused_by(answer) == {f"{act}.procedure": "reg 4(1)"}
    assert isinstance(answer, NotPermitted)
    assert answer.instead == INSTEAD[kind]


def test_staff_are_told_of_a_representative_and_an_internal_appeal() -> None:
    assert "representative (not a police friend)" in INSTEAD[K.STAFF]
    assert "internal appeal" in INSTEAD[K.STAFF]


@pytest.mark.parametrize(
    "kind", [K.STAFF, K.VOLUNTEER, K.CONTRACTOR, K.AGENCY, K.OTHER_FORCE], ids=lambda one: one.name
)
def test_protecting_people_comes_first_in_what_to_use_instead(kind: PersonKind) -> None:
    assert INSTEAD[kind].startswith("To protect people now: ")


@pytest.mark.parametrize(
    ("kind", "provision"),
    [
        pytest.param(K.SENIOR_OFFICER, "reg 2(2)", id="senior"),
        pytest.param(K.PROBATIONER, "reg 2(2)", id="probation"),
        pytest.param(K.STAFF, "reg 2", id="staff"),
    ],
)
def test_performance_is_not_for(kind: PersonKind, provision: str) -> None:
    facts = "assessment=neither line_manager_consulted=yes officer_status=serving version=R3 track=internal"
    answer = asked("officer.SEVERITY_ASSESSMENT", "refer_to_performance", f"person_kind={kind.label} {facts}")
    assert refused_by(answer) == {"refer_to_performance.procedure": provision}
    lawful = asked("officer.SEVERITY_ASSESSMENT", "refer_to_performance", f"person_kind=officer {facts}")
    assert isinstance(lawful, Permitted)


def test_what_was_inferred_asks_for_a_reason_only() -> None:
    facts = "person_kind=special_on_probation assessment=neither line_manager_consulted=yes track=internal"
    answer = asked("officer.SEVERITY_ASSESSMENT", "refer_to_performance", f"{facts} version=R3 officer_status=serving")
    assert with_reason(answer) == {"refer_to_performance.procedure"}
    seconded = asked(
        "officer.RECEIVED", "open_assessment", "person_kind=other_force track=internal officer_status=serving"
    )
    assert isinstance(seconded, NeedsReason)
    assert standing(kind=K.OTHER_FORCE, procedure=P.CONDUCT).authority.grade is Grade.MEMORY


@pytest.mark.parametrize("kind", [kind for kind in K if P.CONDUCT in UNDER[kind]], ids=lambda kind: kind.name)
def test_an_officer_is_not_dealt_with_under_staff_policy(kind: PersonKind) -> None:
    answer = asked("officer.RECEIVED", "investigate_under_policy", f"person_kind={kind.label}")
    assert refused_by(answer) == {"investigate_under_policy.procedure": "reg 4(1)"}


def test_nobody_knows_the_procedure_before_the_person() -> None:
    answer = asked("officer.RECEIVED", "open_assessment", "track=internal")
    assert isinstance(answer, NotPermitted)
    assert answer.obstacles[0].missing == ("person_kind",)


@pytest.mark.parametrize(
    ("version", "kind_of_answer"),
    [("R2", NotPermitted), ("R3", Permitted), ("R4", Permitted), ("", NeedsReason)],
)
def test_a_special_on_probation_is_under_regulation_13_since_2025(version: str, kind_of_answer: type) -> None:
    facts = "person_kind=special_on_probation officer_status=serving not_likely_efficient=yes same_facts_dealt_with=no"
    facts += " assessment=neither"
    said = f"{facts} version={version}" if version else facts
    assert isinstance(asked("officer.SEVERITY_ASSESSMENT", "refer_to_regulation_13", said), kind_of_answer)


PATHS = (
    (K.STAFF, ("investigate_under_policy", "call_policy_meeting", "decide_under_policy", "close_under_policy")),
    (K.VOLUNTEER, ("investigate_under_policy", "close_under_policy")),
    (K.CONTRACTOR, ("refer_to_employer", "record_employers_decision")),
    (K.AGENCY, ("refer_to_employer", "record_employers_decision")),
    (K.OTHER_FORCE, ("refer_to_home_force", "record_home_forces_decision")),
)


@pytest.mark.parametrize(("kind", "acts"), PATHS, ids=lambda value: value.name if isinstance(value, K) else "")
def test_everybody_has_a_way_from_the_allegation_to_an_end(kind: PersonKind, acts: tuple[str, ...]) -> None:
    stage: object = OfficerStage.RECEIVED
    for act in acts:
        facts = f"person_kind={kind.label} right_to_representative=yes employer_told=yes"
        answer = asked(stage, act, facts)  # type: ignore[arg-type]
        assert isinstance(answer, Permitted), act
        stage = answer.stage
    assert stage in {OfficerStage.CLOSED, OfficerStage.NO_FURTHER_ACTION}
