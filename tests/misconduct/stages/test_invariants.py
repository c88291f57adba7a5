"""The invariants of the source, each both ways: what holds is refused with its provision, what is lawful is done.

Those that are about dates alone are held in tests/misconduct/test_adjustments.py (periods are shortened only by
agreement and lengthened only by a named power) and test_questions.py (the legal date starts a clock, and an e-mail has
a deemed day beside the day it was sent).
"""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import assessment
from misconduct.assessment import Level, LiveWarning
from misconduct.procedures import PersonKind
from misconduct.stages import MatterStage, NotPermitted, OfficerStage, Permitted, after, circumstances, tables
from misconduct.stages import MatterStage as M
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
    facts = f"{PERSON} special_conditions_statement=yes {said}"
    answer = asked(O.INVESTIGATING, "certify_special_conditions", facts)
    both = known == {"evidence_sufficient": "yes", "leaving_in_public_interest": "yes"}
    assert isinstance(answer, Permitted if both else NotPermitted)


def test_only_a_certificate_or_part_3a_leads_to_an_accelerated_hearing() -> None:
    assert {row.act for row in tables.TRANSITIONS if row.to is O.REFERRED_AMH} == {
        "certify_special_conditions",
        "refer_former_officer",
    }
    # Whether Part 3A does without the conditions was not read: it asks for a reason.
    former = "person_kind=officer officer_status=former case_to_answer=gross_misconduct opts_for_hearing=no"
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
    assert "decide.meeting_finding" in refused_by(asked(O.IN_PROGRESS, "decide", facts))


def test_a_former_officer_never_goes_to_a_meeting() -> None:
    facts = f"{PERSON.replace('serving', 'former')} {MEETING} case_to_answer=misconduct"
    assert refused_by(asked(O.CASE_TO_ANSWER_DECISION, "refer_to_meeting", facts)) == {
        "refer_to_meeting.serving": "reg 4(2) to (5)"
    }


# --- Conduct 3: severity is revised only before proceedings begin, and the old one is kept ----------------------------


@pytest.mark.parametrize("stage", list(O), ids=lambda stage: stage.name)
def test_severity_is_revised_only_before_the_proceedings_begin(stage: OfficerStage) -> None:
    answer = asked(stage, "revise_assessment", f"{PERSON} assessment=gross_misconduct")
    may_be = {
        *(O.INVESTIGATING, O.REPORT_SUBMITTED, O.CASE_TO_ANSWER_DECISION),
        *(O.REFERRED_MEETING, O.REFERRED_HEARING, O.REFERRED_AMH, O.RESPONSE_AWAITED, O.PRE_HEARING, O.LISTED),
    }
    if stage in may_be:
        assert isinstance(answer, Permitted)
        assert "the old is kept" in answer.act.records[0]
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
    assert refused_by(asked(M.INVESTIGATING, "withhold_update", "harm_test_ground=no")) == {
        "withhold_update.ground": "reg 11"
    }


# --- Conduct 8: who may not be appointed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "act", "facts", "guard"),
    [
        pytest.param(
            O.INVESTIGATING,
            "appoint_investigator",
            "investigator_trained=yes interested_party=yes in_management_line=no",
            "appoint_investigator.interested_party",
            id="interested-investigator",
        ),
        pytest.param(
            O.INVESTIGATING,
            "appoint_investigator",
            "investigator_trained=yes interested_party=no in_management_line=yes",
            "appoint_investigator.management_line",
            id="investigator-in-the-management-line",
        ),
        pytest.param(
            O.REFERRED_HEARING,
            "appoint_conductor",
            "form=hearing interested_party=no conductor_senior_enough=no",
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
    facts = f"{PERSON} form=meeting interested_party=no conductor_senior_enough=no"
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


# --- Complaints F1: outside Schedule 3 --------------------------------------------------------------------------------

TESTS = (
    "alleges_death_or_serious_injury",
    "alleges_crime_or_discipline",
    "alleges_article_2_or_3",
    "alleges_mandatory_referral",
    "wants_recording",
)


@pytest.mark.parametrize("said", list(itertools.product(["yes", "no", ""], repeat=len(TESTS))), ids="-".join)
def test_outside_schedule_3_only_with_every_question_answered_no(said: tuple[str, ...]) -> None:
    facts = " ".join(f"{name}={value}" for name, value in zip(TESTS, said, strict=True) if value)
    for stage, act in ((M.CONTACTED, "handle_outside_schedule_3"), (M.OUTSIDE_SCHEDULE_3, "close_outside_schedule_3")):
        answer = asked(stage, act, f"kind=complaint {facts}")
        assert isinstance(answer, Permitted if set(said) == {"no"} else NotPermitted)


def test_from_outside_into_schedule_3_and_never_back() -> None:
    assert leads_to(asked(M.OUTSIDE_SCHEDULE_3, "record_matter", "kind=complaint")) == "matter.RECORDED"
    assert tables.stages_of(act="handle_outside_schedule_3") == (M.CONTACTED,)


# --- Complaints F2: no end without a compulsory referral --------------------------------------------------------------

CLOSED = "allegations_open=no right_of_review=no review_period_over=yes review_requires_investigation=no referred=no"


@pytest.mark.parametrize("stage", tables.stages_of(act="close_matter"), ids=lambda stage: stage.name)
def test_what_must_be_referred_is_not_closed_unreferred(stage: MatterStage) -> None:
    facts = f"{CLOSED} conduct_indicated=no must_be_referred=yes referral_ground_settled=no referral_made="
    refused = refused_by(asked(stage, "close_matter", f"{facts}no"))
    assert refused == {"close_matter.referral_made": "regs 4(1) and 7(1)"}
    assert leads_to(asked(stage, "close_matter", f"{facts}yes")) == "matter.CLOSED"


def test_a_compulsory_referral_starts_its_clock_and_cannot_be_decided_away() -> None:
    answer = asked(M.RECORDED, "assess_referral", "must_be_referred=yes")
    assert isinstance(answer, Permitted)
    assert [one.key for one in answer.starts] == ["iopc_referral"]
    facts = "kind=complaint must_be_referred=yes referral_ground_settled="
    refused = refused_by(asked(M.REFERRAL_ASSESSED, "decide_not_to_refer", f"{facts}no"))
    assert refused == {"decide_not_to_refer.no_ground": "regs 4(1) and 7(1)"}
    # Two people may settle, with a reason, that the ground is not met after all.
    assert leads_to(asked(M.REFERRAL_ASSESSED, "decide_not_to_refer", f"{facts}yes")) == "matter.NOT_REFERRED"


# --- Complaints F3: forms of investigation ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["directed", "independent"])
@pytest.mark.parametrize("stage", [M.NOT_REFERRED, M.REFERRED_BACK])
def test_the_authority_investigates_only_locally_by_itself(mode: str, stage: MatterStage) -> None:
    assert refused_by(asked(stage, "investigate_matter", f"mode={mode}")) == {
        "investigate_matter.own_investigation": "Sch 3 paras 15 and 16"
    }
    assert leads_to(asked(stage, "investigate_matter", "mode=local")) == "matter.INVESTIGATING"


def test_a_form_is_decided_only_after_a_referral() -> None:
    assert set(tables.stages_of(act="decide_mode")) == {M.REFERRED, M.INVESTIGATING}
    assert reached_by("decide_mode", M.MODE_DECIDED) == {M.REFERRED}


def reached_by(act: str, to: MatterStage) -> set[object]:
    return {stage for row in tables.TRANSITIONS if row.act == act and row.to is to for stage in row.at}


def test_a_death_about_a_chief_officer_is_never_investigated_locally_nor_left() -> None:
    death = "kind=death_or_serious_injury chief_officer=yes dg_investigation_necessary="
    assert refused_by(asked(M.REFERRED, "decide_mode", f"{death}yes mode=local")) == {
        "decide_mode.chief_officer_death": "reg 10"
    }
    assert leads_to(asked(M.REFERRED, "decide_mode", f"{death}yes mode=independent")) == "matter.MODE_DECIDED"
    assert "refer_back.chief_officer_death" in refused_by(asked(M.REFERRED, "refer_back", f"{death}no"))


# --- Complaints F4: the right of review -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "offered"),
    [("none", True), ("local", True), ("directed", False), ("independent", False)],
)
def test_a_review_is_offered_only_after_handling_by_the_authority(mode: str, offered: bool) -> None:
    answer = asked(M.OUTCOME_NOTIFIED, "give_review_rights", f"right_of_review=yes mode={mode}")
    assert isinstance(answer, Permitted if offered else NotPermitted)
    if not offered:
        assert refused_by(answer) == {"give_review_rights.not_directed_or_independent": "Sch 3 para 25(1)"}


def test_no_review_outside_schedule_3_and_none_left_unsaid() -> None:
    assert M.REVIEW_WINDOW not in {row.to for row in tables.TRANSITIONS if M.OUTSIDE_SCHEDULE_3 in row.at}
    facts = "allegations_open=no must_be_referred=no right_of_review=yes"
    assert refused_by(asked(M.OUTCOME_NOTIFIED, "close_matter", facts)) == {
        "close_matter.no_right_of_review": "Sch 3 paras 6A and 25"
    }


# --- Complaints F7: withdrawal never deletes --------------------------------------------------------------------------


def test_a_withdrawn_complaint_that_was_referred_waits_for_the_director_general() -> None:
    facts = "referred=yes conduct_indicated=no allegations_open=no must_be_referred=no dg_answered="
    assert refused_by(asked(M.WITHDRAWN, "close_matter", f"{facts}no")) == {"close_matter.dg_answer": "reg 38"}
    assert leads_to(asked(M.WITHDRAWN, "close_matter", f"{facts}yes")) == "matter.CLOSED"


@pytest.mark.parametrize(
    ("facts", "guard"),
    [
        pytest.param("withdrawal_signed=no referred=no under_review=no", "signed", id="unsigned"),
        pytest.param("withdrawal_signed=yes referred=yes dg_told=no under_review=no", "dg_told", id="referred"),
        pytest.param(
            "withdrawal_signed=yes referred=no under_review=yes review_body_told=no", "review_body_told", id="review"
        ),
    ],
)
def test_a_withdrawal_is_signed_and_told(facts: str, guard: str) -> None:
    refused = refused_by(asked(M.REVIEW_OPEN, "withdraw_complaint", f"kind=complaint {facts}"))
    assert refused == {f"withdraw_complaint.{guard}": "reg 38"}


def test_a_withdrawn_complaint_may_go_on_as_a_recordable_conduct_matter() -> None:
    answer = asked(M.WITHDRAWN, "continue_as_conduct_matter", "kind=complaint conduct_indicated=yes")
    assert isinstance(answer, Permitted)
    assert answer.changes == {"kind": "recordable_conduct"}
    assert with_reason(
        asked(M.WITHDRAWN, "close_matter", "referred=no conduct_indicated=yes allegations_open=no must_be_referred=no")
    ) == {"close_matter.not_continued"}


def test_a_complaint_never_becomes_a_conduct_matter() -> None:
    refused = refused_by(asked(M.INVESTIGATING, "convert_to_conduct_matter", "kind=complaint conduct_indicated=yes"))
    assert refused == {"convert_to_conduct_matter.death_or_serious_injury": "s. 12(2)"}
    converted = asked(
        M.INVESTIGATING, "convert_to_conduct_matter", "kind=death_or_serious_injury conduct_indicated=yes"
    )
    assert leads_to(converted) == "matter.INVESTIGATING"


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
