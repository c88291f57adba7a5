"""Answers: the safe date where several are plausible, what else may be right, and what a proclaimed holiday moves."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from misconduct.authority import Grade
from misconduct.deadlines import Answer, is_late, last_moment, moved, work_out
from misconduct.questions import Pause, Question, ask
from misconduct.refusals import NoAnswer
from tests.misconduct.asking import answer
from tests.misconduct.calendars import ENGLAND_AND_WALES, LONG


def safe(one: Answer) -> tuple[str, ...]:
    return tuple(str(day) for day in (one.due, one.force_by, one.right_until, one.safe))


# --- Two dates --------------------------------------------------------------------------------------------------------


def test_one_certain_answer_has_one_date() -> None:
    assert safe(answer("officer_response", "2026-08-15")) == ("2026-09-07", "None", "None", "2026-09-07")


def test_a_duty_whose_version_is_open_is_done_by_the_earliest_date() -> None:
    review = answer("suspension_review", "2026-09-01")
    assert safe(review) == ("2026-11-24", "2026-09-28", "2026-11-24", "2026-09-28")
    assert [str(other.due) for other in review.others] == ["2026-11-23", "2026-09-29", "2026-09-28"]
    assert not review.may_count_against


def test_a_fact_that_decides_leaves_one_version() -> None:
    new = answer("suspension_review", "2026-09-01", ("behaviour_from", "2026-08-20"))
    assert [version.key for version in new.versions] == ["R4"]
    assert str(new.force_by) == "2026-11-23"
    old = answer("suspension_review", "2026-05-01")
    assert [version.key for version in old.versions] == ["R1"]
    assert safe(old) == ("2026-06-01", "2026-05-28", "2026-06-01", "2026-05-28")


def test_the_version_can_be_said() -> None:
    assert str(answer("suspension_review", "2026-09-01", version="R3").due) == "2026-09-29"
    assert str(answer("suspension_oral_confirm", "2026-09-01", version="R4").grade) == str(Grade.MEMORY)
    with pytest.raises(NoAnswer, match="only under R4"):
        answer("suspension_decision", "2026-08-27", version="R3")
    with pytest.raises(NoAnswer, match="no versions"):
        answer("review_decision", "2026-05-20", version="R3")


def test_a_limit_that_only_one_of_the_open_versions_has() -> None:
    decision = answer("suspension_decision", "2026-08-27")
    assert [version.key for version in decision.versions] == ["R4"]
    assert decision.absent == (
        "if a version from R1 to R3 governs (the behaviour began or the allegation arose before 13 Jul 2026)",
    )
    assert decision.way.provided == "the behaviour began or the allegation arose on or after 13 Jul 2026"
    certain = answer("suspension_decision", "2026-08-27", ("behaviour_from", "2026-07-13"))
    assert certain.absent == ()
    with pytest.raises(NoAnswer, match="only under R4"):
        answer("suspension_decision", "2026-07-01")


def test_a_right_may_be_used_until_the_latest_date() -> None:
    account = answer("rprp_account", "2025-05-02")
    assert safe(account) == ("2025-05-12", "2025-05-09", "2025-05-12", "2025-05-12")


def test_deemed_service_is_kept_apart_from_sending() -> None:
    sent = answer("officer_response", "2026-09-11", ("deemed_served_on", "2026-09-15"))
    assert safe(sent) == ("2026-10-02", "2026-10-02", "2026-10-06", "2026-10-06")
    duty = answer("misconduct_hearing", "2026-01-05", ("deemed_served_on", "2026-01-07"))
    assert safe(duty) == ("2026-05-29", "2026-05-29", "2026-06-02", "2026-05-29")
    with pytest.raises(NoAnswer, match="deemed_served_on"):
        answer("case_to_answer", "2026-01-05", ("deemed_served_on", "2026-01-07"))


def test_a_suspension_that_began_before_the_change_was_for_earlier_behaviour() -> None:
    review = answer(
        "suspension_review", "2026-06-01", ("suspension_start", "2026-06-01"), ("previous_review", "2026-08-10")
    )
    assert [version.key for version in review.versions] == ["R1"]
    assert (str(review.due), str(review.right_until)) == ("2026-09-07", "2026-11-02")


def test_notice_at_least_so_many_days_before_may_mean_clear_days() -> None:
    assert safe(answer("public_notice_hearing", "2026-06-03")) == (
        "2026-05-27",
        "2026-05-26",
        "2026-05-27",
        "2026-05-26",
    )


def test_a_boundary_is_certain_only_up_to_the_earliest_date() -> None:
    left = answer("former_B", "2025-09-30")
    assert (str(left.due), str(left.force_by)) == ("2026-09-30", "2026-09-29")


# --- What moved the date may be less certain than the limit -----------------------------------------------------------

HELD = (("sub_judice_from", "2026-04-01"), ("sub_judice_until", "2026-05-01"))


def test_a_pause_that_was_not_read_leaves_the_date_without_it() -> None:
    held = answer("prehearing", "2026-03-20", *HELD)
    assert safe(held) == ("2026-05-13", "2026-04-14", "2026-05-13", "2026-04-14")
    assert held.grade is Grade.NEAR_TEXT
    assert not held.may_count_against
    assert [other.why for other in held.others] == ["if reg 10 does not move it"]


def test_an_open_pause_that_was_not_read_leaves_the_date_without_it() -> None:
    held = answer("prehearing", "2026-03-20", HELD[0])
    assert safe(held) == ("None", "2026-04-14", "2026-04-14", "2026-04-14")


def test_so_it_does_where_the_limit_was_not_read_either() -> None:
    held = answer(
        "misconduct_hearing", "2026-01-05", ("sub_judice_from", "2026-02-02"), ("sub_judice_until", "2026-03-02")
    )
    assert safe(held) == ("2026-06-26", "2026-05-29", "2026-06-26", "2026-05-29")


def test_a_power_that_was_not_read_leaves_the_date_without_it() -> None:
    extended = answer("pat_respondent", "2026-05-15", ("extended_to", "2026-07-01"), ("extended_by", "tribunal_chair"))
    assert safe(extended) == ("2026-07-01", "2026-06-08", "2026-07-01", "2026-06-08")
    assert extended.grade is Grade.MEMORY


def test_an_agreement_that_was_not_read_is_worked_to_all_the_same() -> None:
    agreed = ("agreed_by", "appropriate_authority,officer,chair")
    shortened = answer("amh_window", "2026-06-01", ("shortened_to", "2026-06-17"), agreed)
    assert safe(shortened) == ("2026-06-17", "2026-06-17", "2026-06-22", "2026-06-17")
    assert shortened.grade is Grade.NEAR_TEXT


def test_what_is_as_uncertain_as_the_limit_raises_no_other_date() -> None:
    extended = answer("misconduct_hearing", "2026-01-05", ("extended_to", "2026-07-01"), ("extended_by", "chair"))
    assert safe(extended) == ("2026-07-01", "None", "None", "2026-07-01")


def test_a_pause_that_was_read_moves_the_date_for_certain() -> None:
    held = answer("fww_live", "2025-06-10", ("career_break_from", "2026-01-01"), ("career_break_until", "2026-01-11"))
    assert safe(held) == ("2027-06-19", "None", "None", "2027-06-19")
    assert held.grade is Grade.TEXT_SEEN


def test_how_parts_of_days_count_was_not_said() -> None:
    review = answer(
        "review_application", "2026-03-02", ("wrong_body_received", "2026-03-20"), ("forwarded", "2026-04-07")
    )
    assert safe(review) == ("2026-04-17", "2026-04-17", "2026-04-18", "2026-04-18")
    assert review.grade is Grade.TEXT_SEEN


def test_what_is_unconfirmed_does_not_count() -> None:
    assert answer("officer_response", "2026-08-15").may_count_against
    assert not answer("misconduct_hearing", "2026-01-05").may_count_against


def test_before_the_regulations() -> None:
    with pytest.raises(NoAnswer, match="predecessor is the Police"):
        answer("timeliness_reg19", "2020-01-31")


# --- Periods and live warnings ----------------------------------------------------------------------------------------


def test_a_period_and_the_duty_after_it() -> None:
    second = answer("timeliness_pcmr13", "2025-01-15", ("period", "2"))
    assert [str(day) for day in (second.counted.begins, second.due, second.arises_on)] == [
        "2026-01-15",
        "2026-07-14",
        "2026-07-15",
    ]
    assert second.wanted == second.due
    assert answer("investigation_timeliness_report", "2025-01-15", ("period", "2")).wanted == second.arises_on


@pytest.mark.parametrize(
    ("pairs", "due"),
    [
        pytest.param([], "2027-06-09", id="two-years"),
        pytest.param([("live_months", "24")], "2027-06-09", id="the-least"),
        pytest.param([("live_months", "60")], "2030-06-09", id="the-most"),
    ],
)
def test_a_final_written_warning_lives_as_long_as_the_panel_set(pairs: list[tuple[str, str]], due: str) -> None:
    assert str(answer("fww_live", "2025-06-10", *pairs).due) == due


def test_a_warning_from_a_meeting_is_remembered_only() -> None:
    read = answer("fww_live", "2025-06-10", ("given_at", "accelerated_hearing"))
    remembered = answer("fww_live", "2025-06-10", ("given_at", "meeting_or_hearing"))
    assert (read.grade, remembered.grade) == (Grade.TEXT_SEEN, Grade.MEMORY)
    assert read.due == remembered.due
    longer = answer("fww_live", "2025-06-10", ("given_at", "meeting_or_hearing"), ("live_months", "36"))
    assert (str(longer.due), longer.grade) == ("2028-06-09", Grade.MEMORY)


@pytest.mark.parametrize("months", ["23", "61", "0", "-24", "two", "²4"])
def test_a_panel_cannot_set_any_life(months: str) -> None:
    with pytest.raises(NoAnswer, match="live_months"):
        answer("fww_live", "2025-06-10", ("live_months", months))


@pytest.mark.parametrize(
    ("level", "due", "grade"),
    [
        pytest.param("RV", "2029-05-13", Grade.SECONDARY, id="RV"),
        pytest.param("MV", "2026-05-13", Grade.MEMORY, id="MV"),
        pytest.param("NPPV3", "2022-05-13", Grade.MEMORY, id="NPPV3"),
        pytest.param("CTC", "2029-05-13", Grade.MEMORY, id="CTC"),
    ],
)
def test_a_clearance_is_valid_by_its_level(level: str, due: str, grade: Grade) -> None:
    clearance = answer("vetting_expiry", "2019-05-14", ("level", level))
    assert (str(clearance.due), clearance.grade) == (due, grade)


def test_the_force_may_set_another_validity() -> None:
    clearance = answer("vetting_expiry", "2019-05-14", ("level", "RV"), ("validity_years", "7"))
    assert (str(clearance.due), clearance.grade) == ("2026-05-13", Grade.LOCAL)


# --- The last moment --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "late"),
    [
        pytest.param("2026-09-06", False, id="the-day-before"),
        pytest.param("2026-09-07", False, id="due-today-is-not-late"),
        pytest.param("2026-09-08", True, id="the-day-after"),
    ],
)
def test_what_is_late(today: str, late: bool) -> None:
    assert is_late(due=date(2026, 9, 7), today=date.fromisoformat(today)) is late


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        pytest.param("2026-09-07", "2026-09-07T23:59:59+01:00", id="summer"),
        pytest.param("2026-12-25", "2026-12-25T23:59:59+00:00", id="winter"),
        pytest.param("2026-03-29", "2026-03-29T23:59:59+01:00", id="the-day-clocks-go-forward"),
        pytest.param("2026-10-25", "2026-10-25T23:59:59+00:00", id="the-day-clocks-go-back"),
    ],
)
def test_a_limit_ends_a_second_before_midnight_in_london(due: str, moment: str) -> None:
    ends = last_moment(due=date.fromisoformat(due), london=ZoneInfo("Europe/London"))
    assert ends.isoformat() == moment


# --- A proclaimed holiday ---------------------------------------------------------------------------------------------


def test_a_proclaimed_day_moves_the_dates_that_it_lies_in() -> None:
    running: dict[str, Question] = {
        "response": ask(key="officer_response", on=date(2026, 8, 15)),
        "over before": ask(key="officer_response", on=date(2026, 7, 1)),
        "ends on the day": ask(key="witness_lists", on=date(2026, 8, 27)),
        "window": ask(key="amh_window", on=date(2026, 8, 20)),
        "notice": ask(key="public_notice_hearing", on=date(2026, 9, 4)),
        "months": ask(key="timeliness_reg19", on=date(2025, 9, 3)),
        "days": ask(key="review_application", on=date(2026, 8, 20)),
        "prompt": ask(key="reg17_notice", on=date(2026, 8, 28)),
    }
    proclaimed = ENGLAND_AND_WALES.with_holiday(day=date(2026, 9, 2), name="Proclaimed")
    changed = {
        one.name: [str(each.due or each.prompt_on) for each in (one.before, one.after) if each]
        for one in moved(running=running, before=ENGLAND_AND_WALES, after=proclaimed)
    }
    assert changed == {
        "response": ["2026-09-07", "2026-09-08"],
        "ends on the day": ["2026-09-02", "2026-09-03"],
        "window": ["2026-09-11", "2026-09-14"],
        "notice": ["2026-08-27", "2026-08-26"],
        "prompt": ["2026-09-07", "2026-09-08"],
    }


def test_a_proclaimed_day_may_move_only_the_date_to_work_to() -> None:
    running = {"notice": ask(key="public_notice_hearing", on=date(2026, 6, 3))}
    proclaimed = ENGLAND_AND_WALES.with_holiday(day=date(2026, 5, 26), name="Proclaimed")
    changed = moved(running=running, before=ENGLAND_AND_WALES, after=proclaimed)
    assert [(str(one.before.due), str(one.before.force_by)) for one in changed if one.before] == [
        ("2026-05-27", "2026-05-26")
    ]
    assert [(str(one.after.due), str(one.after.force_by)) for one in changed if one.after] == [
        ("2026-05-27", "2026-05-22")
    ]


def test_a_limit_that_has_no_answer_is_named_and_hides_no_other() -> None:
    running = {
        "beyond": ask(key="officer_response", on=date(2028, 12, 20)),
        "response": ask(key="officer_response", on=date(2026, 8, 15)),
    }
    proclaimed = ENGLAND_AND_WALES.with_holiday(day=date(2026, 9, 2), name="Proclaimed")
    changed = moved(running=running, before=ENGLAND_AND_WALES, after=proclaimed)
    assert [(one.name, bool(one.problem)) for one in changed] == [("beyond", True), ("response", False)]


def test_what_an_open_pause_leaves_moves_too() -> None:
    running = {"held": ask(key="misconduct_hearing", on=date(2026, 8, 3), pairs=[("sub_judice_from", "2026-09-01")])}
    earlier = ENGLAND_AND_WALES.with_holiday(day=date(2026, 8, 5), name="Proclaimed")
    assert [
        one.after.adjusted.left for one in moved(running=running, before=ENGLAND_AND_WALES, after=earlier) if one.after
    ]


def test_a_reminder_beyond_the_calendar_takes_nothing_from_the_law() -> None:
    notice = answer("reg17_notice", "2045-03-01")
    assert (notice.due, notice.prompt_on) == (None, None)


def test_leaving_is_no_act_under_the_regulations() -> None:
    assert str(answer("former_B", "2019-06-30").due) == "2020-06-30"


def test_a_window_with_two_readings_is_safe_within_both() -> None:
    window = answer("amh_window", "2026-06-01", ("deemed_served_on", "2026-06-03"))
    assert (str(window.opens), str(window.safe)) == ("2026-06-17", "2026-06-22")


def test_dates_that_do_not_exist_are_an_answer_in_words() -> None:
    career_break = Pause(hold="career_break", since=date(2021, 1, 1), until=date.max)
    with pytest.raises(NoAnswer, match="leaves the years"):
        work_out(question=Question(key="fww_live", on=date(2020, 6, 10), pauses=(career_break,)), calendar=LONG)


def test_a_pause_to_the_end_of_all_dates_is_an_answer_in_words() -> None:
    pause = Pause(hold="wrong_body", since=date(2026, 3, 20), until=date.max)
    with pytest.raises(NoAnswer, match="leaves the years"):
        work_out(question=Question(key="review_application", on=date(2026, 3, 2), pauses=(pause,)), calendar=LONG)


def test_no_other_calendar_moves_nothing() -> None:
    running = {"response": ask(key="officer_response", on=date(2026, 8, 15))}
    assert moved(running=running, before=ENGLAND_AND_WALES, after=ENGLAND_AND_WALES) == ()
