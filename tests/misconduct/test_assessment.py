"""The severity assessment: levels, what may follow, the record on its day, and former officers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import assessment
from misconduct.assessment import CONDITIONS, WAYS, Left, Level, LiveWarning
from misconduct.deadlines import work_out
from misconduct.questions import ask
from misconduct.refusals import NoAnswer
from misconduct.stages import tables
from misconduct.stages.circumstances import QUESTIONS
from tests.misconduct.calendars import LONG


@given(levels=st.lists(st.sampled_from(Level), min_size=1))
def test_the_officers_level_is_the_highest(levels: list[Level]) -> None:
    found = assessment.highest(levels=levels)
    assert found in levels
    if Level.GROSS_MISCONDUCT in levels:
        assert found is Level.GROSS_MISCONDUCT
    elif Level.MISCONDUCT in levels:
        assert found is Level.MISCONDUCT


def test_without_an_assessment_there_is_no_level() -> None:
    with pytest.raises(NoAnswer, match="no level yet"):
        assessment.highest(levels=[])


@pytest.mark.parametrize(
    ("level", "acts"),
    [
        (Level.GROSS_MISCONDUCT, ["investigate"]),
        (Level.MISCONDUCT, ["investigate"]),
        (
            Level.NEITHER,
            [
                "refer_to_reflective_practice",
                "refer_to_performance",
                "refer_to_vetting",
                "take_no_further_action",
                "refer_to_regulation_13",
            ],
        ),
    ],
)
def test_what_may_follow_each_level(level: Level, acts: list[str]) -> None:
    assert [way.act for way in assessment.may_follow(level=level)] == acts


def test_the_ways_are_the_rows_of_the_stages() -> None:
    for way in WAYS:
        rows = [row for row in tables.TRANSITIONS if row.act == way.act]
        at = [row for row in rows if "SEVERITY_ASSESSMENT" in {stage.name for stage in row.at}]
        assert [row.versions for row in at] == [way.versions], way.act


def test_the_record_answers_questions_of_the_stages() -> None:
    record = assessment.record_on(assessed_on=date(2025, 6, 10))
    assert set(record) <= set(QUESTIONS)
    assert set(record.values()) == {"no"}


@pytest.mark.parametrize(
    ("reduced_on", "ever", "within"),
    [
        pytest.param(date(2023, 12, 9), "yes", "no", id="more-than-18-months"),
        pytest.param(date(2023, 12, 10), "yes", "no", id="exactly-18-months"),
        pytest.param(date(2023, 12, 11), "yes", "yes", id="a-day-less"),
        pytest.param(date(2025, 6, 10), "yes", "yes", id="that-day"),
        pytest.param(date(2025, 6, 11), "no", "no", id="the-day-after"),
    ],
)
def test_a_reduction_in_rank_looks_back_from_the_assessment(reduced_on: date, ever: str, within: str) -> None:
    record = assessment.record_on(assessed_on=date(2025, 6, 10), reduced_on=[reduced_on])
    assert record["reduced_in_rank_at_assessment"] == ever
    assert record["reduced_in_rank_within_look_back"] == within


def test_the_look_back_from_the_end_of_a_longer_month() -> None:
    # 31 August 2023 and 18 months is the last day of February 2025, which is outside.
    for assessed_on, within in ((date(2025, 2, 27), "yes"), (date(2025, 2, 28), "no")):
        record = assessment.record_on(assessed_on=assessed_on, reduced_on=[date(2023, 8, 31)])
        assert record["reduced_in_rank_within_look_back"] == within


def test_a_written_warning_is_no_final_one() -> None:
    warning = LiveWarning(is_final=False, notified_on=date(2025, 1, 1), last_day=date(2026, 6, 30))
    record = assessment.record_on(assessed_on=date(2025, 6, 10), warnings=[warning])
    assert record["written_warning_at_assessment"] == "yes"
    assert record["final_warning_at_assessment"] == "no"


@pytest.mark.parametrize(
    ("attention", "condition"),
    [
        pytest.param("2025-09-29", Left.A, id="before-leaving"),
        pytest.param("2025-09-30", Left.A, id="on-the-day-of-leaving"),
        pytest.param("2025-10-01", Left.B, id="the-day-after"),
        pytest.param("2026-09-30", Left.B, id="twelve-months"),
        pytest.param("2026-10-01", Left.C, id="a-day-more"),
    ],
)
def test_which_condition_keeps_a_former_officer_within_the_regulations(attention: str, condition: Left) -> None:
    left_on = date(2025, 9, 30)
    last = work_out(question=ask(key="former_B", on=left_on), calendar=LONG).wanted
    assert last is not None
    found = assessment.condition(left_on=left_on, came_to_attention=date.fromisoformat(attention), last_day_of_b=last)
    assert found is condition
    assert found in CONDITIONS


@given(days=st.integers(min_value=-800, max_value=800))
def test_conditions_never_go_back_as_attention_comes_later(days: int) -> None:
    left_on, last = date(2025, 9, 30), date(2026, 9, 30)
    order = [Left.A, Left.B, Left.C]
    first, later = (
        assessment.condition(left_on=left_on, came_to_attention=left_on + timedelta(days=more), last_day_of_b=last)
        for more in (days, days + 1)
    )
    assert order.index(first) <= order.index(later)
