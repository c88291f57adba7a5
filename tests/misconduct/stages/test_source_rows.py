"""The 32 rows of the source's table of the officer's lifecycle, each both ways: done, and refused or asked about."""

from dataclasses import dataclass

import pytest

from tests.misconduct.stages.asking import asked, leads_to, refused_by, with_reason

PERSON = "person_kind=officer officer_status=serving track=internal version=R3 sub_judice=no"
FORMER = PERSON.replace("serving", "former")
CASE = f"{PERSON} assessment=misconduct final_warning_at_assessment=no reduced_in_rank_within_look_back=no"
TO_MEETING = f"{CASE} case_to_answer=misconduct proceedings_to_be_brought=yes"
NO_CASE = f"{CASE} case_to_answer=none line_manager_consulted=yes practice_requiring_improvement=yes"
BOTH = "evidence_sufficient=yes leaving_in_public_interest=yes"
CERTIFIED = f"{PERSON} {BOTH}"
NEITHER = f"{PERSON} assessment=neither line_manager_consulted=yes practice_requiring_improvement=yes"
HEARING = f"{PERSON} form=hearing"
GROSS = f"{HEARING} finding=gross_misconduct both_sides_heard=yes"
APPEAL = f"{PERSON} form=meeting appeal_ground=yes within_time=yes misconduct_admitted=no"


@dataclass(frozen=True)
class Row:
    number: int
    at: str
    act: str
    facts: str
    to: str
    # What is said instead, the guard that then stands in the way, and its provision where it refuses.
    instead: str
    guard: str
    provision: str = ""


ROWS = (
    Row(1, "NOTHING", "record_allegation", "indication=yes", "RECEIVED", "indication=no", "indication", "reg 4(1)"),
    Row(
        2,
        "RECEIVED",
        "open_assessment",
        f"{PERSON} referral_considered=yes",
        "SEVERITY_ASSESSMENT",
        "track=",
        "one_track",
        "reg 13",
    ),
    Row(
        2,
        "RECEIVED",
        "open_assessment",
        f"{PERSON} track=police_reform_act referral_considered=yes",
        "SEVERITY_ASSESSMENT",
        "referral_considered=no",
        "referral_considered",
        "regs 4 and 7",
    ),
    Row(
        3,
        "SEVERITY_ASSESSMENT",
        "investigate",
        f"{PERSON} assessment=gross_misconduct",
        "INVESTIGATING",
        "assessment=neither",
        "assessed",
        "reg 14(1) and (5)",
    ),
    Row(
        4,
        "SEVERITY_ASSESSMENT",
        "refer_to_reflective_practice",
        NEITHER,
        "REFLECTIVE_PRACTICE",
        "line_manager_consulted=no",
        "line_manager",
        "reg 14(2) and (3)",
    ),
    Row(
        5,
        "SEVERITY_ASSESSMENT",
        "refer_to_performance",
        NEITHER,
        "PERFORMANCE",
        "assessment=misconduct",
        "neither",
        "reg 14(2)",
    ),
    Row(
        5,
        "SEVERITY_ASSESSMENT",
        "refer_to_vetting",
        NEITHER,
        "VETTING_REFERRAL",
        "version=R2",
        "version",
        "reg 14(2), (3) and (7), as amended by SI 2025/558 reg 9",
    ),
    Row(
        5,
        "SEVERITY_ASSESSMENT",
        "take_no_further_action",
        f"{PERSON} assessment=neither",
        "NO_FURTHER_ACTION",
        "assessment=misconduct",
        "neither",
        "reg 14(2)",
    ),
    Row(
        6,
        "INVESTIGATING",
        "revise_assessment",
        f"{PERSON} track=police_reform_act mode=local assessment=misconduct authority_consulted=yes",
        "INVESTIGATING",
        "authority_consulted=no",
        "authority_consulted",
        "reg 19(4)",
    ),
    Row(
        7,
        "INVESTIGATING",
        "appoint_investigator",
        f"{PERSON} investigator_trained=yes interested_party=no in_management_line=no",
        "INVESTIGATING",
        "in_management_line=yes",
        "management_line",
    ),
    Row(
        8,
        "INVESTIGATING",
        "give_notice",
        f"{PERSON} assessment=misconduct investigator_appointed=yes notice_prejudicial=no",
        "INVESTIGATING",
        "notice_prejudicial=yes",
        "not_prejudicial",
    ),
    Row(
        9,
        "INVESTIGATING",
        "receive_statement",
        f"{PERSON} notice_given=yes within_time=yes",
        "INVESTIGATING",
        "within_time=no",
        "within_time",
    ),
    Row(
        10,
        "INVESTIGATING",
        "report_delay",
        f"{PERSON} period_elapsed=yes disclosure_prejudicial=no",
        "INVESTIGATING",
        "disclosure_prejudicial=yes",
        "not_prejudicial",
        "reg 19",
    ),
    Row(
        11,
        "INVESTIGATING",
        "submit_report",
        f"{PERSON} notice_given=yes",
        "REPORT_SUBMITTED",
        "notice_given=no",
        "notice_given",
    ),
    Row(
        12,
        "INVESTIGATING",
        "report_neither",
        f"{PERSON} new_evidence=yes",
        "SEVERITY_ASSESSMENT",
        "new_evidence=no",
        "new_evidence",
        "reg 21(4)",
    ),
    Row(
        13,
        "INVESTIGATING",
        "report_special_conditions",
        PERSON,
        "INVESTIGATING",
        "by=officer",
        "decider",
        "reg 21(3)",
    ),
    Row(
        14,
        "REPORT_SUBMITTED",
        "determine_case_to_answer",
        f"{PERSON} report_received=yes case_to_answer=misconduct",
        "CASE_TO_ANSWER_DECISION",
        "report_received=no",
        "report",
        "reg 23(1)",
    ),
    Row(
        15,
        "CASE_TO_ANSWER_DECISION",
        "refer_to_hearing",
        f"{PERSON} case_to_answer=gross_misconduct",
        "REFERRED_HEARING",
        "sub_judice=yes",
        "sub_judice",
    ),
    Row(
        16,
        "CASE_TO_ANSWER_DECISION",
        "refer_to_hearing",
        f"{CASE} case_to_answer=misconduct final_warning_at_assessment=yes heard_with_gross_misconduct=no",
        "REFERRED_HEARING",
        "final_warning_at_assessment=no",
        "hearing_level",
    ),
    Row(
        16,
        "CASE_TO_ANSWER_DECISION",
        "refer_to_hearing",
        f"{CASE} case_to_answer=misconduct reduced_in_rank_within_look_back=yes heard_with_gross_misconduct=no",
        "REFERRED_HEARING",
        "reduced_in_rank_within_look_back=no",
        "hearing_level",
    ),
    Row(
        17,
        "CASE_TO_ANSWER_DECISION",
        "refer_to_meeting",
        TO_MEETING,
        "REFERRED_MEETING",
        "case_to_answer=gross_misconduct",
        "misconduct_only",
        "regs 23 and 28(1)",
    ),
    Row(
        17,
        "CASE_TO_ANSWER_DECISION",
        "refer_to_meeting",
        TO_MEETING,
        "REFERRED_MEETING",
        "final_warning_at_assessment=yes",
        "no_hearing_due",
    ),
    Row(
        18,
        "CASE_TO_ANSWER_DECISION",
        "record_no_case",
        NO_CASE,
        "NO_CASE_TO_ANSWER",
        "case_to_answer=misconduct",
        "none",
        "reg 23(1)",
    ),
    *(
        Row(
            18,
            "CASE_TO_ANSWER_DECISION",
            act,
            f"{NO_CASE} proceedings_to_be_brought=yes",
            to,
            "case_to_answer=misconduct",
            "no_proceedings",
        )
        for act, to in (
            ("refer_to_reflective_practice", "REFLECTIVE_PRACTICE"),
            ("refer_to_performance", "PERFORMANCE"),
            ("refer_to_vetting", "VETTING_REFERRAL"),
            ("take_no_further_action", "NO_FURTHER_ACTION"),
        )
    ),
    Row(
        19,
        "INVESTIGATING",
        "certify_special_conditions",
        f"{CERTIFIED} special_conditions_statement=yes",
        "REFERRED_AMH",
        "evidence_sufficient=no",
        "evidence",
        "Sch 3 para 20A; Police (Conduct) Regulations 2020, reg 49",
    ),
    Row(
        19,
        "CASE_TO_ANSWER_DECISION",
        "certify_special_conditions",
        f"{CERTIFIED} track=police_reform_act mode=directed dg_decision=none case_to_answer=gross_misconduct",
        "REFERRED_AMH",
        "dg_decision=hearing",
        "dg_other_form",
        "reg 26, as amended by SI 2025/558",
    ),
    Row(
        19,
        "CASE_TO_ANSWER_DECISION",
        "certify_special_conditions",
        f"{CERTIFIED} track=police_reform_act mode=local dg_decision=none case_to_answer=gross_misconduct",
        "REFERRED_AMH",
        "version=R2",
        "after_report",
    ),
    Row(
        20,
        "REFERRED_HEARING",
        "begin_hold",
        f"{HEARING} prejudices_criminal_proceedings=yes prosecutor_consulted=yes",
        "REFERRED_HEARING",
        "prosecutor_consulted=no",
        "prosecutor",
    ),
    Row(
        20,
        "REFERRED_HEARING",
        "end_hold",
        f"{HEARING} sub_judice=yes",
        "REFERRED_HEARING",
        "sub_judice=no",
        "row",
        "reg 10",
    ),
    *(
        Row(
            21,
            at,
            "give_referral_notice",
            f"{PERSON} form={form} documents_supplied=yes",
            "RESPONSE_AWAITED",
            "documents_supplied=no",
            "documents",
            "regs 30(1) and 51(1)",
        )
        for at, form in (
            ("REFERRED_MEETING", "meeting"),
            ("REFERRED_HEARING", "hearing"),
            ("REFERRED_AMH", "accelerated"),
        )
    ),
    Row(
        22,
        "RESPONSE_AWAITED",
        "receive_response",
        f"{HEARING} within_time=yes",
        "PRE_HEARING",
        "within_time=no",
        "within_time",
    ),
    Row(
        22,
        "RESPONSE_AWAITED",
        "receive_response",
        f"{PERSON} form=meeting within_time=yes",
        "LISTED",
        "form=",
        "row",
        "regs 31 and 54",
    ),
    Row(
        22,
        "RESPONSE_AWAITED",
        "receive_response",
        f"{PERSON} form=accelerated",
        "LISTED",
        "by=chair",
        "decider",
        "regs 31 and 54",
    ),
    Row(
        22,
        "RESPONSE_AWAITED",
        "go_on_without_response",
        f"{HEARING} period_elapsed=yes",
        "PRE_HEARING",
        "period_elapsed=no",
        "period",
    ),
    Row(
        22,
        "PRE_HEARING",
        "list_proceedings",
        f"{HEARING} lists_and_documents_sent=yes",
        "LISTED",
        "lists_and_documents_sent=no",
        "sent",
    ),
    Row(
        23,
        "LISTED",
        "begin_proceedings",
        f"{HEARING} conductor_appointed=yes rights_explained=yes",
        "IN_PROGRESS",
        "rights_explained=no",
        "rights",
        "reg 41(2) and (5)",
    ),
    Row(
        24,
        "IN_PROGRESS",
        "adjourn",
        f"{HEARING} necessary_or_expedient=yes only_for_a_witness=no",
        "ADJOURNED",
        "only_for_a_witness=yes exceptional_for_witness=no",
        "not_for_a_witness",
        "reg 41(4)",
    ),
    Row(24, "ADJOURNED", "resume", HEARING, "IN_PROGRESS", "sub_judice=yes", "sub_judice"),
    Row(
        25,
        "IN_PROGRESS",
        "decide",
        f"{GROSS} outcome=dismissal",
        "DECIDED",
        "both_sides_heard=no",
        "both_sides",
        "reg 42",
    ),
    Row(
        25,
        "IN_PROGRESS",
        "decide",
        f"{GROSS} outcome=final_written_warning exceptional_circumstances=yes final_warning_at_assessment=no",
        "DECIDED",
        "exceptional_circumstances=no",
        "exceptional_circumstances",
    ),
    Row(
        26,
        "DECIDED",
        "notify_outcome",
        f"{HEARING} report_received=yes",
        "OUTCOME_NOTIFIED",
        "report_received=no",
        "report",
        "regs 43(1) and 63(1)",
    ),
    Row(
        26,
        "DECIDED",
        "report_for_barred_list",
        f"{HEARING} outcome=dismissal",
        "DECIDED",
        "outcome=written_warning",
        "dismissed",
        "reg 3(1)",
    ),
    Row(27, "OUTCOME_NOTIFIED", "appeal_to_meeting", APPEAL, "APPEAL_MEETING", "appeal_ground=no", "ground"),
    Row(
        27,
        "OUTCOME_NOTIFIED",
        "appeal_to_meeting",
        f"{APPEAL} misconduct_admitted=yes appeal_against_finding=no",
        "APPEAL_MEETING",
        "appeal_against_finding=yes",
        "admitted",
    ),
    Row(
        28,
        "OUTCOME_NOTIFIED",
        "appeal_to_tribunal",
        f"{HEARING} within_time=yes",
        "APPEAL_PAT",
        "form=meeting",
        "hearing",
        "reg 43(3)",
    ),
    Row(
        28,
        "OUTCOME_NOTIFIED",
        "appeal_to_tribunal",
        f"{PERSON} person_kind=senior_officer form=meeting within_time=yes",
        "APPEAL_PAT",
        "person_kind=officer",
        "hearing",
        "reg 43(3)",
    ),
    Row(29, "APPEAL_MEETING", "determine_appeal", APPEAL, "CLOSED", "by=officer", "decider", "reg 47"),
    Row(29, "APPEAL_PAT", "determine_tribunal_appeal", HEARING, "CLOSED", "by=officer", "decider"),
    Row(
        30,
        "LISTED",
        "withdraw_proceedings",
        f"{HEARING} track=police_reform_act mode=independent dg_consents=yes",
        "WITHDRAWN",
        "dg_consents=no",
        "dg_consent",
    ),
    Row(
        31,
        "INVESTIGATING",
        "record_leaving",
        PERSON,
        "INVESTIGATING",
        "officer_status=former",
        "row",
        "reg 4(2) to (5)",
    ),
    Row(
        31,
        "INVESTIGATING",
        "end_for_former_officer",
        f"{FORMER} assessment=misconduct within_regulation_4=yes",
        "CLOSED",
        "assessment=gross_misconduct",
        "not_gross",
        "reg 4(2) to (5)",
    ),
    Row(
        31,
        "CASE_TO_ANSWER_DECISION",
        "refer_former_officer",
        f"{FORMER} {BOTH} case_to_answer=gross_misconduct opts_for_hearing=no full_hearing_necessary=no",
        "REFERRED_AMH",
        "opts_for_hearing=yes",
        "no_full_hearing",
        "Part 3A (SI 2025/558 Sch para 3)",
    ),
    Row(
        32,
        "REFLECTIVE_PRACTICE",
        "complete_review",
        f"{PERSON} discussion_held=yes",
        "CLOSED",
        "discussion_held=no",
        "discussion",
        "regs 66 to 70",
    ),
)


def changed(facts: str, instead: str) -> str:
    """The facts with some of them said otherwise; `form=` leaves one out."""
    said = dict(one.split("=") for one in (*facts.split(), *instead.split()))
    return " ".join(f"{name}={value}" for name, value in said.items() if value)


def last(facts: str) -> str:
    """Of two answers to one question the last, so that a row may start from what another says."""
    return changed(facts, "")


IDS = [f"row-{row.number}-{row.act}-{row.instead.split()[0].replace('=', '-')}" for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_it_is_done(row: Row) -> None:
    assert leads_to(asked(f"officer.{row.at}", row.act, last(row.facts))) == f"officer.{row.to}"


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_it_is_refused_or_needs_a_reason(row: Row) -> None:
    answer = asked(f"officer.{row.at}", row.act, changed(row.facts, row.instead))
    key = f"{row.act}.{row.guard}"
    if row.provision:
        assert refused_by(answer) == {key: row.provision}
    else:
        assert with_reason(answer) == {key}


def test_every_row_of_the_source_is_there() -> None:
    assert {row.number for row in ROWS} == set(range(1, 33))
