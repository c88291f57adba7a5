"""The invariants of the source, each both ways: what holds is refused with its provision, what is lawful is done.

Those that are about dates alone are held in tests/misconduct/test_adjustments.py (periods are shortened only by
agreement and lengthened only by a named power) and test_questions.py (the legal date starts a clock, and an e-mail has
a deemed day beside the day it was sent).
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import assessment
from misconduct.assessment import Level, LiveWarning
from misconduct.stages import MatterStage as M
from misconduct.stages import NotPermitted, OfficerStage, Permitted, after, circumstances, tables
from misconduct.stages import OfficerStage as O
from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no suspension=none"


# --- Conduct 1: the order of notice, report, case to answer and proceedings -------------------------------------------


@pytest.mark.parametrize("stage", [O.RECEIVED, O.SEVERITY_ASSESSMENT])
def test_no_notice_before_the_severity_assessment(stage: OfficerStage) -> None:
    facts = f"{PERSON} assessment=misconduct investigator_appointed=yes notice_prejudicial=no"
    assert refused_by(asked(stage, "give_notice", facts)) == {"give_notice.stage": "reg 17"}
    assert leads_to(asked(O.INVESTIGATING, "give_notice", facts)) == "officer.INVESTIGATING"


@pytest.mark.parametrize("stage", [O.RECEIVED, O.SEVERITY_ASSESSMENT, O.INVESTIGATING])
def test_no_case_to_answer_without_a_report(stage: OfficerStage) -> None:
    facts = f"{PERSON} case_to_answer=misconduct report_received=yes"
    assert refused_by(asked(stage, "determine_case_to_answer", facts)) == {
        "determine_case_to_answer.stage": "reg 23(1) and (2)"
    }
    assert leads_to(asked(O.REPORT_SUBMITTED, "determine_case_to_answer", facts)) == "officer.CASE_TO_ANSWER_DECISION"


@pytest.mark.parametrize("act", ["refer_to_meeting", "refer_to_hearing"])
def test_no_meeting_or_hearing_without_a_case_to_answer(act: str) -> None:
    for stage in set(O) - {O.CASE_TO_ANSWER_DECISION}:
        assert f"{act}.stage" in refused_by(asked(stage, act, f"{PERSON} case_to_answer=gross_misconduct"))
    assert set(tables.stages_of(act=act)) == {O.CASE_TO_ANSWER_DECISION}


@given(
    known=st.fixed_dictionaries(
        {},
        optional={
            "evidence_sufficient": st.sampled_from(["yes", "no"]),
            "leaving_in_public_interest": st.sampled_from(["yes", "no"]),
        },
    )
)
def test_no_accelerated_hearing_without_a_certificate_naming_both_conditions(known: dict[str, str]) -> None:
    said = " ".join(f"{name}={value}" for name, value in known.items())
    facts = f"{PERSON} assessment=gross_misconduct notice_given=yes special_conditions_statement=yes {said}"
    answer = asked(O.INVESTIGATING, "certify_special_conditions", facts)
    both = known == {"evidence_sufficient": "yes", "leaving_in_public_interest": "yes"}
    assert isinstance(answer, Permitted if both else NotPermitted)


def test_only_a_certificate_or_part_3a_leads_to_an_accelerated_hearing() -> None:
    assert {row.act for row in tables.TRANSITIONS if row.to is O.REFERRED_AMH} == {
        "certify_special_conditions",
        "refer_former_officer",
    }
    # Whether Part 3A does without the conditions was not read: it asks for a reason.
    former = (
        "person_kind=officer officer_status=former track=internal case_to_answer=gross_misconduct opts_for_hearing=no"
    )
    rest = "full_hearing_necessary=no evidence_sufficient=yes leaving_in_public_interest=no sub_judice=no version=R3"
    answer = asked(O.CASE_TO_ANSWER_DECISION, "refer_former_officer", f"{former} {rest}")
    assert with_reason(answer) == {"refer_former_officer.both_conditions"}


# --- Conduct 2: gross misconduct and former officers never go to a meeting --------------------------------------------

MEETING = "proceedings_to_be_brought=yes final_warning_at_assessment=no reduced_in_rank_within_look_back=no"


@pytest.mark.parametrize("version", ["R1", "R2", "R3", "R4"])
def test_gross_misconduct_never_goes_to_a_meeting(version: str) -> None:
    facts = f"{PERSON.replace('R3', version)} {MEETING} case_to_answer="
    refused = refused_by(asked(O.CASE_TO_ANSWER_DECISION, "refer_to_meeting", f"{facts}gross_misconduct"))
    assert refused == {"refer_to_meeting.misconduct_only": "regs 23 and 28(1)"}
    lawful = asked(O.CASE_TO_ANSWER_DECISION, "refer_to_meeting", f"{facts}misconduct")
    assert leads_to(lawful) == "officer.REFERRED_MEETING"


def test_a_meeting_cannot_find_gross_misconduct() -> None:
    facts = f"{PERSON} form=meeting finding=gross_misconduct outcome=dismissal both_sides_heard=yes"
    answer = asked(O.IN_PROGRESS, "decide", facts)
    assert isinstance(answer, NotPermitted)
    assert {"decide.meeting_finding", "decide.dismissal_after_finding"} <= {one.key for one in answer.obstacles}
    nothing = asked(O.IN_PROGRESS, "decide", facts.replace("outcome=dismissal", "outcome=written_warning"))
    assert "decide.written_warning_after_finding" in refused_by(nothing)


@pytest.mark.parametrize(
    ("stage", "act", "facts"),
    [
        pytest.param(O.REFERRED_MEETING, "give_referral_notice", "documents_supplied=yes", id="notice"),
        pytest.param(O.LISTED, "begin_proceedings", "conductor_appointed=yes rights_explained=yes", id="begin"),
        pytest.param(O.ADJOURNED, "resume", "", id="resume"),
        pytest.param(O.IN_PROGRESS, "decide", "finding=misconduct outcome=no_action both_sides_heard=yes", id="decide"),
    ],
)
def test_who_leaves_after_the_referral_does_not_stay_before_a_meeting(
    stage: OfficerStage, act: str, facts: str
) -> None:
    said = f"{PERSON} form=meeting case_to_answer=misconduct {facts}"
    assert isinstance(asked(stage, act, said), Permitted)
    former = said.replace("serving", "former")
    assert refused_by(asked(stage, act, former)) == {f"{act}.meeting_serving": "reg 4(2) to (5)"}
    assert leads_to(asked(stage, "end_for_former_officer", f"{former} within_regulation_4=yes")) == "officer.CLOSED"


def test_a_former_officer_never_goes_to_a_meeting() -> None:
    facts = f"{PERSON.replace('serving', 'former')} {MEETING} case_to_answer=misconduct"
    assert refused_by(asked(O.CASE_TO_ANSWER_DECISION, "refer_to_meeting", facts)) == {
        "refer_to_meeting.serving": "reg 4(2) to (5)"
    }


# --- Conduct 3: severity is revised only before proceedings begin, and the old one is kept ----------------------------


@pytest.mark.parametrize("stage", list(O), ids=lambda stage: stage.name)
def test_severity_is_revised_only_before_the_proceedings_begin(stage: OfficerStage) -> None:
    answer = asked(stage, "revise_assessment", f"{PERSON} assessment=gross_misconduct report_received=yes")
    may_be = {
        *(O.INVESTIGATING, O.REPORT_SUBMITTED, O.CASE_TO_ANSWER_DECISION),
        *(O.REFERRED_MEETING, O.REFERRED_HEARING, O.REFERRED_AMH, O.RESPONSE_AWAITED, O.PRE_HEARING, O.LISTED),
    }
    if stage in may_be:
        assert isinstance(answer, Permitted)
        assert "the old is kept" in answer.act.records[0]
        # After the decision on a case to answer it is decided again, so that no form outlives its level.
        assert answer.stage in {stage, O.REPORT_SUBMITTED}
        assert (answer.stage is stage) == (stage in {O.INVESTIGATING, O.REPORT_SUBMITTED})
    else:
        assert refused_by(answer) == {"revise_assessment.stage": "reg 14(6)"}


# --- Conduct 4: warnings count on the day of the severity assessment --------------------------------------------------


@pytest.mark.parametrize(
    ("notified", "last", "counts"),
    [
        pytest.param(date(2024, 6, 10), date(2025, 6, 9), False, id="expired-the-day-before"),
        pytest.param(date(2023, 6, 11), date(2025, 6, 10), True, id="its-last-day"),
        pytest.param(date(2025, 6, 10), date(2027, 6, 9), True, id="notified-that-day"),
        pytest.param(date(2025, 6, 11), date(2027, 6, 10), False, id="notified-the-day-after"),
        pytest.param(date(2024, 1, 1), date(2025, 12, 31), True, id="expires-before-the-hearing-and-still-counts"),
    ],
)
def test_a_warning_counts_when_live_on_the_day_of_the_assessment(notified: date, last: date, counts: bool) -> None:
    warning = LiveWarning(is_final=True, notified_on=notified, last_day=last)
    record = assessment.record_on(assessed_on=date(2025, 6, 10), warnings=[warning])
    facts = {"person_kind": "officer", "officer_status": "serving", "sub_judice": "no", "case_to_answer": "misconduct"}
    facts |= {"track": "internal", "version": "R3", "heard_with_gross_misconduct": "no"} | record
    answer = after(stage=O.CASE_TO_ANSWER_DECISION, act="refer_to_hearing", facts=circumstances(pairs=facts.items()))
    assert isinstance(answer, Permitted) == counts


# --- Conduct 6: what is withheld carries its ground -------------------------------------------------------------------


def test_what_is_withheld_carries_its_ground() -> None:
    assert refused_by(asked(O.INVESTIGATING, "withhold_from_officer", f"{PERSON} harm_test_ground=no")) == {
        "withhold_from_officer.ground": "reg 6"
    }
    withheld = asked(O.INVESTIGATING, "withhold_from_officer", f"{PERSON} harm_test_ground=yes")
    assert leads_to(withheld) == "officer.INVESTIGATING"
    # The complainant's is remembered as like the Director General's: it asks for a reason.
    update = asked(M.INVESTIGATING, "withhold_update", "withholding_ground=no")
    assert with_reason(update) == {"withhold_update.ground"}


# --- Conduct 8: who may not be appointed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "act", "facts", "guard"),
    [
        pytest.param(
            O.INVESTIGATING,
            "appoint_investigator",
            "investigator_trained=yes investigator_interested=yes in_management_line=no",
            "appoint_investigator.interested_party",
            id="interested-investigator",
        ),
        pytest.param(
            O.INVESTIGATING,
            "appoint_investigator",
            "investigator_trained=yes investigator_interested=no in_management_line=yes",
            "appoint_investigator.management_line",
            id="investigator-in-the-management-line",
        ),
        pytest.param(
            O.REFERRED_HEARING,
            "appoint_conductor",
            "form=hearing conductor_interested=no conductor_senior_enough=no",
            "appoint_conductor.standing_of_chair",
            id="junior-chair",
        ),
    ],
)
def test_an_unconfirmed_bar_to_an_appointment_asks_for_a_reason(
    stage: OfficerStage, act: str, facts: str, guard: str
) -> None:
    assert with_reason(asked(stage, act, f"{PERSON} {facts}")) == {guard}


def test_a_junior_never_conducts_a_meeting() -> None:
    facts = f"{PERSON} form=meeting conductor_interested=no conductor_senior_enough=no"
    assert refused_by(asked(O.REFERRED_MEETING, "appoint_conductor", facts)) == {
        "appoint_conductor.rank_for_meeting": "reg 28(3)"
    }


# --- Conduct 9: decisions are human -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "decided"),
    [
        pytest.param("investigate", {"assessment"}, id="severity"),
        pytest.param("determine_case_to_answer", {"case_to_answer"}, id="case-to-answer"),
        pytest.param("decide", {"finding", "outcome"}, id="outcome"),
    ],
)
def test_no_act_sets_what_people_decide(act: str, decided: set[str]) -> None:
    """It is handed in by whoever decides: no act answers it, and without it nothing happens."""
    assert not any(decided & one.sets.keys() for one in tables.ACTS.values())
    stage = tables.stages_of(act=act)[0]
    answer = asked(stage, act, f"{PERSON} report_received=yes both_sides_heard=yes form=hearing")
    assert isinstance(answer, NotPermitted)
    assert decided <= {fact for one in answer.obstacles for fact in one.missing}


def test_the_level_is_the_highest_of_what_people_assessed() -> None:
    assert (
        assessment.highest(levels=[Level.NEITHER, Level.GROSS_MISCONDUCT, Level.MISCONDUCT]) is Level.GROSS_MISCONDUCT
    )
