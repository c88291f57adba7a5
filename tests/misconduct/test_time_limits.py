"""The table of time limits is whole, hangs together, and every limit of it can be worked out."""

from datetime import date

import pytest

from misconduct import clocks
from misconduct.authority import Grade
from misconduct.clocks.aliases import ALIASES
from misconduct.clocks.limits import Side, TimeLimit
from misconduct.counting import Counting, Unit
from misconduct.deadlines import Answer, work_out
from misconduct.instruments import VERSIONS
from misconduct.questions import ask, valid_names
from misconduct.refusals import NoAnswer
from tests.misconduct.calendars import LONG

LIMITS = [pytest.param(limit, id=key) for key, limit in clocks.LIMITS.items()]
# The rows of the conduct table, of the complaints table (T01 to T13) and of the vetting table (V01 to V08).
CONDUCT = [
    "suspension_oral_confirm",
    "suspension_reps",
    "suspension_review",
    "suspension_decision",
    "reg17_notice",
    "rep_to_investigator",
    "timeliness_reg19",
    "timeliness_pcmr13",
    "case_to_answer",
    "panel_objection",
    "officer_response",
    "witness_lists",
    "lists_to_chair",
    "documents_to_chair",
    "prehearing",
    "prehearing_alternative",
    "misconduct_meeting",
    "meeting_alternative",
    "misconduct_hearing",
    "public_notice_hearing",
    "amh_window",
    "amh_response",
    "amh_public_notice",
    "outcome_report",
    "amh_outcome_report",
    "notify_officer",
    "outcome_publication",
    "meeting_appeal",
    "appeal_meeting",
    "meeting_appeal_decision_notice",
    "pat_notice",
    "pat_respondent",
    "barred_list_report",
    "advisory_list_report",
    "barred_review",
    "rprp_account",
    "rprp_pdr",
    "former_B",
    "fww_live",
    "ww_live",
]
COMPLAINTS = [
    "progress_update",
    "outcome_notification",
    "review_application",
    "timeliness_pcmr13",
    "iopc_referral",
    "review_rights_information",
    "super_complaint_acknowledgement",
    "super_complaint_response",
    "evidence_preservation",
    "review_decision",
    "recommendation_response",
    "recording_decision_2012",
    "bulletin_publication",
]
VETTING = [
    "change_of_circumstances",
    "vetting_suspension",
    "vetting_process",
    "vetting_refusal_appeal_contractor",
    "vetting_expiry",
    "vetting_annual_review",
    "vetting_grant_to_appointment",
]


def example_of(limit: TimeLimit) -> Answer:
    return work_out(question=ask(key=limit.key, on=limit.example.on, pairs=limit.example.events), calendar=LONG)


def test_every_row_of_the_tables_is_a_time_limit() -> None:
    assert len(CONDUCT) == 40
    assert len(COMPLAINTS) == 13
    # Named in the vectors besides: the panel's longest warning, and the draft report of the legally qualified person.
    besides = {"fww_live_max", "lqp_report_to_chair"}
    assert set(clocks.LIMITS) == {*CONDUCT, *COMPLAINTS, *VETTING} | besides


@pytest.mark.parametrize(
    ("key", "counting", "numbers"),
    [
        pytest.param("suspension_reps", Counting.WD_AFTER, (7,), id="suspension_reps"),
        pytest.param("panel_objection", Counting.WD_AFTER, (3,), id="panel_objection"),
        pytest.param("meeting_alternative", Counting.WD_AFTER, (5,), id="meeting_alternative"),
        pytest.param("amh_response", Counting.WD_AFTER, (7,), id="amh_response"),
        pytest.param("rprp_pdr", Counting.MONTHS_NOT_EXCEED, (12,), id="rprp_pdr"),
        pytest.param("barred_review", Counting.MONTHS_WAIT, (60,), id="barred_review"),
        pytest.param("review_rights_information", Counting.WD_AFTER, (5,), id="review_rights_information"),
        pytest.param("recommendation_response", Counting.DAYS_AFTERDAY, (28,), id="recommendation_response"),
        pytest.param("recording_decision_2012", Counting.WD_AFTER, (10,), id="recording_decision_2012"),
        pytest.param("bulletin_publication", Counting.MONTHS_NOT_EXCEED, (1,), id="bulletin_publication"),
    ],
)
def test_limits_that_no_vector_covers(key: str, counting: Counting, numbers: tuple[int, ...]) -> None:
    rule = clocks.LIMITS[key].rules[0]
    assert (rule.counting, rule.numbers) == (counting, numbers)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_hangs_together(limit: TimeLimit) -> None:
    triggers = {trigger.name for trigger in limit.triggers}
    versions = {version.key for version in VERSIONS.get(limit.instrument, ())}
    for rule in limit.rules:
        assert rule.after in {"", *triggers}
        assert set(rule.versions) <= versions
        assert len(rule.numbers) == rule.counting.arity
        assert rule.option in (limit.choice.options if limit.choice else {""})
        assert all(len(reading.numbers) == reading.counting.arity for reading in rule.readings)
        # Another reading is plausible only where the words were not read.
        assert not (rule.readings and rule.grade.is_confirmed)
    assert len(set(valid_names(limit=limit))) == len(valid_names(limit=limit))
    assert not limit.prompt or not limit.is_counted


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_can_be_worked_out(limit: TimeLimit) -> None:
    answer = example_of(limit)
    has_date = answer.due is not None or answer.earliest is not None
    assert has_date == limit.is_counted
    if answer.due and answer.way.rule.counting is not Counting.WD_BEFORE:
        assert answer.due >= limit.example.on


@pytest.mark.parametrize("limit", LIMITS)
def test_what_is_unconfirmed_never_counts_against_anyone(limit: TimeLimit) -> None:
    answer = example_of(limit)
    if answer.may_count_against:
        assert answer.grade is Grade.TEXT_SEEN
        assert answer.authority.instrument.is_law


def test_a_local_setting_is_no_law() -> None:
    local = [limit for limit in clocks.LIMITS.values() if limit.rules[0].authority.instrument.key == "LOCAL"]
    assert local
    assert not any(example_of(limit).may_count_against for limit in local)


def test_other_names_lead_to_limits_and_are_no_keys() -> None:
    assert {alias.key for alias in ALIASES.values()} <= set(clocks.LIMITS)
    assert not set(ALIASES) & set(clocks.LIMITS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("officer_respons", "officer_response", id="a-slip"),
        pytest.param("zzz", "All of them: advisory_list_report", id="nothing-near"),
        pytest.param("", "All of them", id="empty"),
    ],
)
def test_an_unknown_key_is_answered_with_those_that_exist(name: str, expected: str) -> None:
    with pytest.raises(NoAnswer, match=expected):
        clocks.find(key=name)


def test_every_counting_that_exists_is_used() -> None:
    used = {rule.counting for limit in clocks.LIMITS.values() for rule in limit.rules}
    used |= {reading.counting for limit in clocks.LIMITS.values() for rule in limit.rules for reading in rule.readings}
    assert used == set(Counting)


def test_rights_and_duties_both_exist() -> None:
    assert {limit.side for limit in clocks.LIMITS.values()} == set(Side)
    assert {rule.counting.unit for limit in clocks.LIMITS.values() for rule in limit.rules} == set(Unit)


def test_the_clock_of_an_old_complaint() -> None:
    old = work_out(question=ask(key="recording_decision_2012", on=date(2019, 4, 10)), calendar=LONG)
    assert str(old.due) == "2019-04-24"
