"""What an answer holds beside the stage: what is open, who decides, under which power, and what it starts."""

import pytest

from misconduct.stages import NeedsReason, NotPermitted, OfficerStage, Permitted, tables
from misconduct.stages.who import Who
from tests.misconduct.stages.asking import asked, refused_by

OFFICER = "person_kind=officer officer_status=serving version=R3"
NEITHER = "person_kind=officer officer_status=serving track=internal assessment=neither line_manager_consulted=yes"
ASSESSMENT = "officer.SEVERITY_ASSESSMENT"


@pytest.mark.parametrize(
    ("dates", "kind", "only_if"),
    [
        pytest.param("version=R3", Permitted, (), id="it-has-the-row"),
        pytest.param("version=R1", NotPermitted, (), id="it-has-none"),
        pytest.param("", NeedsReason, ("R1", "R2"), id="not-known-which-governs"),
        pytest.param("came_to_attention=2025-03-03 act_on=2026-11-24", NeedsReason, ("R1", "R2"), id="saving-not-read"),
        pytest.param("came_to_attention=2025-06-02", Permitted, (), id="all-since"),
    ],
)
def test_a_row_of_some_versions(dates: str, kind: type, only_if: tuple[str, ...]) -> None:
    answer = asked(ASSESSMENT, "refer_to_vetting", f"{NEITHER} {dates}")
    assert isinstance(answer, kind)
    if isinstance(answer, NeedsReason):
        assert [one.only_if for one in answer.obstacles] == [only_if]


def test_what_began_before_the_regulations_is_refused_and_says_what_governed() -> None:
    answer = asked(ASSESSMENT, "investigate", f"{NEITHER} came_to_attention=2019-12-01")
    assert "investigate.governed" in refused_by(answer)
    assert isinstance(answer, NotPermitted)
    assert "Police (Conduct) Regulations 2012" in answer.obstacles[0].guard.why


@pytest.mark.parametrize(("said", "starts"), [("", True), ("yes", True), ("no", False)])
def test_a_clock_that_may_start_is_named_until_it_is_known_not_to(said: str, starts: bool) -> None:
    known = f"under_criminal_investigation={said}" if said else ""
    answer = asked(ASSESSMENT, "investigate", f"{OFFICER} track=internal assessment=gross_misconduct {known}")
    assert isinstance(answer, Permitted)
    assert ("suspension_decision" in [one.key for one in answer.starts]) == starts


def test_the_wrong_decider_is_told_whose_it_is_and_under_which_provision() -> None:
    facts = f"{OFFICER} track=police_reform_act mode=local assessment=misconduct"
    answer = asked(ASSESSMENT, "investigate", f"{facts} by=appropriate_authority")
    assert refused_by(answer) == {"investigate.decider": "reg 16"}
    assert isinstance(answer, NotPermitted)
    assert answer.obstacles[0].guard.why == "It is for the investigator."
    assert isinstance(asked(ASSESSMENT, "investigate", f"{facts} by=investigator"), Permitted)


def test_what_nobody_has_the_power_to_do_is_not_permitted() -> None:
    facts = f"{OFFICER} track=police_reform_act mode=none period_elapsed=yes disclosure_prejudicial=no"
    assert "report_delay.decider" in refused_by(asked("officer.INVESTIGATING", "report_delay", facts))


def test_an_act_of_the_wrong_procedure_that_only_needs_a_reason_says_what_to_use_instead_too() -> None:
    facts = "person_kind=other_force officer_status=serving track=internal version=R3"
    answer = asked("officer.RECEIVED", "open_assessment", facts)
    assert isinstance(answer, NeedsReason)
    assert "the officer's own force" in answer.instead


@pytest.mark.parametrize("who", list(Who), ids=lambda who: who.name)
def test_whose_decisions_name_a_delegation(who: Who) -> None:
    delegated = {Who.APPROPRIATE_AUTHORITY, Who.CHIEF_OFFICER, Who.LOCAL_POLICING_BODY}
    assert who.is_by_delegation == (who in delegated)


def test_what_begins_again_begins_anew() -> None:
    facts = "person_kind=officer version=R3 form=accelerated finding=neither report_received=yes sub_judice=no"
    answer = asked("officer.IN_PROGRESS", "return_to_authority", facts)
    assert isinstance(answer, Permitted)
    assert answer.stage is OfficerStage.REPORT_SUBMITTED
    assert {"conductor_appointed", "documents_supplied", "special_conditions_statement"} <= answer.changes.keys()
    assert set(answer.changes.values()) == {"no"}


# --- The only ways ----------------------------------------------------------------------------------------------------


def reached_without(*acts: str) -> set[object]:
    reached: set[object] = set()
    todo: list[object] = [OfficerStage.NOTHING]
    while todo:
        stage = todo.pop()
        if stage not in reached:
            reached.add(stage)
            todo += [row.to for row in tables.TRANSITIONS if stage in row.at and row.to and row.act not in acts]
    return reached


@pytest.mark.parametrize(
    ("acts", "never"),
    [
        pytest.param(
            ("open_assessment", "take_up_again"), OfficerStage.INVESTIGATING, id="no-investigation-unassessed"
        ),
        pytest.param(("investigate", "take_up_again"), OfficerStage.DECIDED, id="no-finding-uninvestigated"),
        # The others lead to a decision only where the report is there.
        pytest.param(
            ("submit_report", "revise_assessment", "return_to_authority", "take_up_again"),
            OfficerStage.CASE_TO_ANSWER_DECISION,
            id="no-case-to-answer-unreported",
        ),
        pytest.param(
            ("determine_case_to_answer", "certify_special_conditions"),
            OfficerStage.DECIDED,
            id="no-finding-without-case-or-certificate",
        ),
        pytest.param(("give_referral_notice",), OfficerStage.DECIDED, id="no-finding-without-notice-of-the-referral"),
        pytest.param(("begin_proceedings",), OfficerStage.DECIDED, id="no-finding-without-proceedings"),
        pytest.param(("decide", "take_up_again"), OfficerStage.OUTCOME_NOTIFIED, id="no-outcome-undecided"),
    ],
)
def test_there_is_no_way_round(acts: tuple[str, ...], never: OfficerStage) -> None:
    """What was ended and is taken up again had its assessment, or its outcome, before."""
    assert never in reached_without()
    assert never not in reached_without(*acts)


@pytest.mark.parametrize(
    ("stage", "facts", "provision"),
    [
        ("officer.SEVERITY_ASSESSMENT", "", "reg 14(2) to (4) and (7)"),
        ("officer.CASE_TO_ANSWER_DECISION", "case_to_answer=none", "reg 23"),
        ("officer.OUTCOME_NOTIFIED", "outcome=reflective_practice", "reg 42(1)(b)"),
    ],
)
def test_the_power_is_that_of_the_stage(stage: str, facts: str, provision: str) -> None:
    said = f"{NEITHER} practice_requiring_improvement=yes version=R3 {facts}"
    answer = asked(stage, "refer_to_reflective_practice", said)
    assert isinstance(answer, Permitted)
    assert answer.power.provision == provision
