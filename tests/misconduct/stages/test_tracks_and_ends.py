"""What belongs to which track, who stands in the way of whom, and that everything has an end and nothing lapses."""

import pytest

from misconduct.stages import FINAL, NotPermitted, OfficerStage, Permitted, tables
from misconduct.stages import OfficerStage as O
from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no suspension=none"
MEETING = "proceedings_to_be_brought=yes final_warning_at_assessment=no reduced_in_rank_within_look_back=no"


# --- Row 3 and regulation 13: what is serious is investigated first, and Part 3 is for one track only -----------------


@pytest.mark.parametrize(
    ("level", "kind"), [("gross_misconduct", NotPermitted), ("misconduct", NotPermitted), ("neither", Permitted)]
)
def test_a_probationers_misconduct_is_investigated_before_regulation_13(level: str, kind: type) -> None:
    ready = "person_kind=probationer officer_status=serving not_likely_efficient=yes same_facts_dealt_with=no"
    facts = f"{ready} assessment={level} version=R3"
    answer = asked(O.SEVERITY_ASSESSMENT, "refer_to_regulation_13", facts)
    assert isinstance(answer, kind)
    if isinstance(answer, NotPermitted):
        assert refused_by(answer) == {"refer_to_regulation_13.must_be_investigated": "reg 14(1) and (5)"}


@pytest.mark.parametrize(
    ("act", "refuses"),
    [
        ("take_no_further_action", True),
        ("refer_to_reflective_practice", False),
        ("refer_to_performance", False),
        ("refer_to_vetting", False),
    ],
)
def test_the_choices_of_part_3_are_not_for_an_investigation_under_the_police_reform_act(
    act: str, refuses: bool
) -> None:
    facts = f"{PERSON} assessment=neither line_manager_consulted=yes practice_requiring_improvement=yes"
    assert isinstance(asked(O.SEVERITY_ASSESSMENT, act, facts), Permitted)
    investigated = facts.replace("track=internal", "track=police_reform_act mode=independent")
    answer = asked(O.SEVERITY_ASSESSMENT, act, investigated)
    if refuses:
        assert refused_by(answer) == {f"{act}.internal": "reg 13"}
    else:
        assert with_reason(answer) == {f"{act}.internal"}
    # What is handled otherwise than by investigation keeps them.
    otherwise = investigated.replace("mode=independent", "mode=none")
    assert isinstance(asked(O.SEVERITY_ASSESSMENT, act, otherwise), Permitted)
    left = asked(O.SEVERITY_ASSESSMENT, "leave_special_procedure", investigated)
    assert leads_to(left) == "officer.NO_FURTHER_ACTION"


@pytest.mark.parametrize(("stage", "act"), [(O.RECEIVED, "open_assessment"), (O.SEVERITY_ASSESSMENT, "investigate")])
def test_what_has_a_form_of_investigation_is_on_the_track_of_the_act(stage: OfficerStage, act: str) -> None:
    facts = f"{PERSON} assessment=misconduct mode=local"
    assert f"{act}.track_of_investigation" in refused_by(asked(stage, act, facts))
    other = facts.replace("track=internal", "track=police_reform_act referral_considered=yes")
    assert isinstance(asked(stage, act, other), Permitted)
    assert isinstance(asked(stage, act, facts.replace("mode=local", "")), Permitted)


@pytest.mark.parametrize(
    ("stage", "act", "facts"),
    [
        pytest.param(O.REFERRED_MEETING, "give_referral_notice", "documents_supplied=yes", id="notice"),
        pytest.param(O.LISTED, "begin_proceedings", "conductor_appointed=yes rights_explained=yes", id="begin"),
        pytest.param(O.ADJOURNED, "resume", "", id="resume"),
        pytest.param(O.IN_PROGRESS, "decide", "finding=misconduct outcome=no_action both_sides_heard=yes", id="decide"),
    ],
)
def test_a_case_of_gross_misconduct_is_stopped_at_any_step_of_a_meeting(
    stage: OfficerStage, act: str, facts: str
) -> None:
    said = f"{PERSON} form=meeting case_to_answer=gross_misconduct {facts}"
    assert refused_by(asked(stage, act, said)) == {f"{act}.meeting_level": "regs 23 and 28(1)"}


@pytest.mark.parametrize("act", ["appoint_conductor", "replace_conductor"])
def test_whoever_replaces_is_as_fit_as_whoever_was_appointed(act: str) -> None:
    facts = f"{PERSON} form=meeting conductor_interested=no conductor_senior_enough="
    assert refused_by(asked(O.LISTED, act, f"{facts}no")) == {f"{act}.rank_for_meeting": "reg 28(3)"}
    assert isinstance(asked(O.LISTED, act, f"{facts}yes"), Permitted)


def test_nobody_begins_a_meeting_who_is_known_not_to_be_fit() -> None:
    facts = f"{PERSON} form=meeting case_to_answer=misconduct conductor_appointed=yes rights_explained=yes"
    assert isinstance(asked(O.LISTED, "begin_proceedings", facts), Permitted)
    junior = asked(O.LISTED, "begin_proceedings", f"{facts} conductor_senior_enough=no")
    assert refused_by(junior) == {"begin_proceedings.rank_for_meeting": "reg 28(3)"}
    interested = asked(O.LISTED, "begin_proceedings", f"{facts} conductor_interested=yes")
    assert with_reason(interested) == {"begin_proceedings.no_interest"}


@pytest.mark.parametrize(
    ("then", "kind", "key"),
    [
        ("reflective_practice", "former", "serving"),
        ("performance", "former", "serving"),
        ("vetting", "former", "serving"),
        ("performance", "probationer", "under_performance"),
        ("performance", "senior_officer", "under_performance"),
    ],
)
def test_a_withdrawal_of_proceedings_opens_no_other_door(then: str, kind: str, key: str) -> None:
    who = PERSON.replace("serving", "former") if kind == "former" else PERSON.replace("=officer", f"={kind}")
    answer = asked(O.LISTED, "withdraw_proceedings", f"{who} withdrawn_to={then}")
    assert set(refused_by(answer)) == {f"withdraw_proceedings.{key}"}
    assert isinstance(asked(O.LISTED, "withdraw_proceedings", f"{PERSON} withdrawn_to={then}"), Permitted)


def test_a_withdrawn_complaint_ends_the_allegation_unless_it_is_gone_on_with() -> None:
    for stage in (O.RECEIVED, O.INVESTIGATING, O.CASE_TO_ANSWER_DECISION):
        ended = asked(stage, "end_on_withdrawal", f"{PERSON} complaint_ended=yes")
        assert leads_to(ended) == "officer.NO_FURTHER_ACTION"
        assert with_reason(asked(stage, "end_on_withdrawal", f"{PERSON} complaint_ended=no")) == {
            "end_on_withdrawal.complaint_ended"
        }


def test_a_former_officer_in_reflective_practice_has_an_end() -> None:
    former = PERSON.replace("serving", "former")
    said = f"{former} assessment=gross_misconduct case_to_answer=misconduct within_regulation_4=yes"
    assert leads_to(asked(O.REFLECTIVE_PRACTICE, "end_for_former_officer", said)) == "officer.CLOSED"


@pytest.mark.parametrize(
    ("act", "provision"),
    [
        ("investigate", "reg 16"),
        ("appoint_investigator", "Sch 3 paras 16, 18 and 19"),
        ("give_notice", "regs 16 to 22"),
        ("submit_report", "regs 16 to 22"),
        ("report_special_conditions", "Sch 3 para 20A"),
        ("report_delay", "reg 13"),
    ],
)
def test_the_power_that_a_delegation_must_cover_depends_on_the_track(act: str, provision: str) -> None:
    facts = {
        "investigate": "assessment=misconduct",
        "appoint_investigator": "investigator_trained=yes investigator_interested=no in_management_line=no",
        "give_notice": "assessment=misconduct investigator_appointed=yes notice_prejudicial=no",
        "submit_report": "notice_given=yes",
        "report_special_conditions": "",
        "report_delay": "period_elapsed=yes disclosure_prejudicial=no",
    }[act]
    stage = tables.stages_of(act=act)[0]
    powers = {}
    for track in ("internal", "police_reform_act mode=local"):
        answer = asked(stage, act, f"{PERSON.replace('track=internal', f'track={track}')} {facts}")
        assert isinstance(answer, Permitted)
        powers[track] = answer.power
    assert powers["internal"].instrument.key == "PCR"
    assert powers["police_reform_act mode=local"].provision == provision


@pytest.mark.parametrize(
    ("act", "facts", "agrees"),
    [
        pytest.param("refer_to_meeting", f"{MEETING} case_to_answer=misconduct", "meeting", id="meeting"),
        pytest.param("refer_to_hearing", "case_to_answer=gross_misconduct", "hearing", id="hearing"),
        pytest.param("record_no_case", "case_to_answer=none", "none", id="no-case"),
        pytest.param("take_no_further_action", "case_to_answer=none", "none", id="no-action"),
    ],
)
def test_what_the_director_general_decided_stands_in_the_way_of_anything_else(
    act: str, facts: str, agrees: str
) -> None:
    said = f"{PERSON.replace('track=internal', 'track=police_reform_act mode=independent')} {facts}"
    assert isinstance(asked(O.CASE_TO_ANSWER_DECISION, act, f"{said} dg_decision={agrees}"), Permitted)
    other = "accelerated"
    assert with_reason(asked(O.CASE_TO_ANSWER_DECISION, act, f"{said} dg_decision={other}")) == {f"{act}.dg_form"}


# --- The College, late applications, death ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "act"),
    [
        (O.OUTCOME_NOTIFIED, "close_allegation"),
        (O.APPEAL_PAT, "determine_tribunal_appeal"),
        (O.APPEAL_MEETING, "determine_appeal"),
    ],
)
def test_nothing_ends_with_a_dismissal_unreported(stage: OfficerStage, act: str) -> None:
    facts = f"{PERSON} outcome=dismissal appeal_period_over=yes reported_to_college="
    assert refused_by(asked(stage, act, f"{facts}no")) == {f"{act}.college": "reg 3(1)"}
    assert leads_to(asked(stage, act, f"{facts}yes")) == "officer.CLOSED"
    assert isinstance(asked(O.CLOSED, "report_for_barred_list", f"{PERSON} outcome=dismissal"), Permitted)


@pytest.mark.parametrize(
    ("stage", "why", "to"),
    [
        (O.CLOSED, "late_application", "officer.OUTCOME_NOTIFIED"),
        (O.CLOSED, "direction report_received=no", "officer.SEVERITY_ASSESSMENT"),
        (O.NO_CASE_TO_ANSWER, "direction report_received=yes", "officer.REPORT_SUBMITTED"),
    ],
)
def test_nothing_lapses_by_itself(stage: OfficerStage, why: str, to: str) -> None:
    assert leads_to(asked(stage, "take_up_again", f"{PERSON} taken_up_for={why}")) == to
    assert "take_up_again.row" in refused_by(asked(stage, "take_up_again", PERSON))


@pytest.mark.parametrize(
    ("kind", "why", "to"),
    [
        ("staff", "late_application", "officer.POLICY_APPEAL"),
        ("volunteer", "direction", "officer.POLICY_INVESTIGATION"),
        ("agency", "direction", "officer.WITH_EMPLOYER"),
        ("other_force", "direction", "officer.WITH_HOME_FORCE"),
    ],
)
def test_nothing_lapses_for_anybody(kind: str, why: str, to: str) -> None:
    assert leads_to(asked(O.CLOSED, "take_up_again", f"person_kind={kind} taken_up_for={why}")) == to


@pytest.mark.parametrize(
    "stage", [stage for stage in O if stage not in FINAL and stage is not O.NOTHING], ids=lambda one: one.name
)
def test_the_matter_of_somebody_who_died_ends_at_any_stage(stage: OfficerStage) -> None:
    for kind in ("officer", "staff", "probationer"):
        assert leads_to(asked(stage, "end_on_death", f"person_kind={kind}")) == "officer.CLOSED"
    assert not tables.ACTS["end_on_death"].starts
