"""Answers: the safe date where several are plausible, what else may be right, and what a proclaimed holiday moves."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from misconduct.authority import Authority, Grade, Power
from misconduct.counting import Counting
from misconduct.deadlines import Answer, is_late, last_moment, moved, work_out
from misconduct.instruments import PCR
from misconduct.questions import Pause, Question, ask
from misconduct.refusals import NoAnswer
from misconduct.sign_offs import Correction, SignOff, SignOffs
from tests.misconduct.calendars import ENGLAND_AND_WALES, LONG


def answer(key: str, on: str, *pairs: tuple[str, str], version: str = "", sign_offs: SignOffs | None = None) -> Answer:
    question = ask(key=key, on=date.fromisoformat(on), version=version, pairs=pairs)
    return work_out(question=question, calendar=LONG, sign_offs=sign_offs or SignOffs())


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
    assert decision.absent == ("if R1 to R3 governs (the behaviour began before 13 Jul 2026)",)
    assert decision.way.provided == "the behaviour began on or after 13 Jul 2026"
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


def test_no_other_calendar_moves_nothing() -> None:
    running = {"response": ask(key="officer_response", on=date(2026, 8, 15))}
    assert moved(running=running, before=ENGLAND_AND_WALES, after=ENGLAND_AND_WALES) == ()


# --- Sign-offs --------------------------------------------------------------------------------------------------------


def sign_off(
    key: str,
    day: str,
    corrects: Correction | None = None,
    versions: tuple[str, ...] = (),
    after: str = "",
    option: str = "",
) -> SignOff:
    return SignOff(
        key=key,
        signed_on=date.fromisoformat(day),
        by="A. Adviser",
        provision="consolidated text",
        corrects=corrects,
        versions=versions,
        after=after,
        option=option,
    )


def as_at(day: str, *signed: SignOff) -> SignOffs:
    return SignOffs(known=signed, as_at=date.fromisoformat(day))


def test_a_confirmed_rule_may_count_from_its_date_on() -> None:
    signed = sign_off("misconduct_hearing", "2026-12-01")
    before = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-11-30", signed))
    assert not before.may_count_against
    after = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-01", signed))
    assert after.may_count_against
    assert after.due == before.due
    assert after.way.sign_off == signed


def test_what_an_adviser_signed_is_graded_by_the_number_alone() -> None:
    given = as_at("2026-12-01", sign_off("barred_list_report", "2026-12-01"), sign_off("rprp_account", "2026-12-01"))
    assert answer("barred_list_report", "2026-08-31", sign_offs=given).grade is Grade.TEXT_SEEN
    assert answer("rprp_account", "2025-05-02", sign_offs=given).grade is Grade.SECONDARY


def test_a_version_that_changes_the_date_brings_its_savings_grade_along() -> None:
    given = as_at("2026-12-01", sign_off("officer_response", "2026-12-01", Correction(numbers=(20,)), ("R3",)))
    response = answer("officer_response", "2026-08-15", sign_offs=given)
    assert (str(response.due), str(response.force_by)) == ("2026-09-14", "2026-09-07")
    assert response.grade is Grade.SECONDARY
    # Signed, and yet another version may govern.
    assert not response.may_count_against


def test_a_choice_that_nobody_made_is_said() -> None:
    assert answer("fww_live", "2025-06-10").assumed == "given_at=accelerated_hearing"
    assert answer("fww_live", "2025-06-10", ("given_at", "accelerated_hearing")).assumed == ""


def test_a_corrected_rule_is_counted_as_corrected_and_has_no_other_reading() -> None:
    correction = Correction(counting=Counting.WEEKS_FROM, numbers=(8,))
    corrected = sign_off("suspension_review", "2026-12-01", correction, ("R4",), after="suspended")
    review = answer("suspension_review", "2026-09-01", version="R4", sign_offs=as_at("2026-12-01", corrected))
    assert (str(review.due), review.others, review.force_by) == ("2026-10-26", (), None)


def test_a_number_set_in_the_matter_stands_beside_a_sign_off() -> None:
    row = sign_off("fww_live", "2026-12-01", Correction(numbers=(20,)), option="accelerated_hearing")
    signed = as_at("2026-12-01", row)
    assert answer("fww_live", "2025-06-10", sign_offs=signed).way.rule.numbers == (20,)
    assert answer("fww_live", "2025-06-10", ("live_months", "36"), sign_offs=signed).way.rule.numbers == (36,)


def test_the_last_sign_off_wins() -> None:
    signed = [
        sign_off("misconduct_hearing", "2026-12-03", Correction(numbers=(30,))),
        sign_off("misconduct_hearing", "2026-12-01", Correction(numbers=(60,))),
        sign_off("misconduct_hearing", "2026-12-05", Correction(numbers=(90,))),
    ]
    hearing = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-04", *signed))
    assert hearing.way.rule.numbers == (30,)
    again = [*signed, sign_off("misconduct_hearing", "2026-12-03", Correction(numbers=(31,)))]
    hearing = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-04", *again))
    assert hearing.way.rule.numbers == (31,)


def test_a_sign_off_for_one_version_leaves_the_others_alone() -> None:
    signed = sign_off("suspension_review", "2026-12-01", Correction(numbers=(10,)), ("R4",), after="suspended")
    given = as_at("2026-12-01", signed)
    assert answer("suspension_review", "2026-09-01", version="R4", sign_offs=given).way.rule.numbers == (10,)
    assert answer("suspension_review", "2026-09-01", version="R3", sign_offs=given).way.rule.numbers == (4,)


def test_a_sign_off_holds_by_every_name_of_the_version() -> None:
    # 2026 changed nothing about hearings: what is signed for R4 is the rule of R3.
    given = as_at("2026-12-01", sign_off("misconduct_hearing", "2026-12-01", Correction(numbers=(30,)), ("R4",)))
    for version in ("R3", "R4"):
        hearing = answer("misconduct_hearing", "2026-09-01", version=version, sign_offs=given)
        assert hearing.way.rule.numbers == (30,)
    hearing = answer("misconduct_hearing", "2026-09-01", version="R2", sign_offs=given)
    assert hearing.way.rule.numbers == (100,)


def test_a_power_that_the_adviser_read_may_be_used() -> None:
    power = Power(
        holders=("chief_officer",), condition="where needed", authority=Authority(PCR, "reg 11", Grade.TEXT_SEEN)
    )
    signed = sign_off("suspension_review", "2026-12-01", Correction(extension=power), ("R4",), after="suspended")
    said = (("extended_to", "2026-12-31"), ("extended_by", "chief_officer"))
    with pytest.raises(NoAnswer, match="No power"):
        answer("suspension_review", "2026-09-01", *said, version="R4")
    given = as_at("2026-12-01", signed)
    extended = answer("suspension_review", "2026-09-01", *said, version="R4", sign_offs=given)
    assert str(extended.due) == "2026-12-31"
    assert extended.limit.extension == power
    # Only the power was read: how the twelve weeks are counted is as open as before.
    assert not extended.may_count_against
    assert answer("suspension_review", "2026-09-01", version="R4", sign_offs=given).others
    # Under the version that has no such power the limit stays as it is.
    open_version = answer("suspension_review", "2026-09-01", *said, sign_offs=given)
    assert (str(open_version.due), str(open_version.force_by)) == ("2026-12-31", "2026-09-28")


def test_a_number_that_was_not_seen_can_be_given() -> None:
    correction = Correction(counting=Counting.WD_AFTER, numbers=(10,))
    signed = as_at("2026-12-01", sign_off("appeal_meeting", "2026-12-01", correction))
    assert str(answer("appeal_meeting", "2026-09-02", sign_offs=signed).due) == "2026-09-16"


@pytest.mark.parametrize(
    ("key", "on", "pairs"),
    [
        pytest.param("recommendation_response", "2026-03-02", [("recommended_in", "learning")], id="two-options"),
        pytest.param("suspension_review", "2026-05-01", [], id="two-events-and-versions"),
    ],
)
def test_a_sign_off_says_which_row_was_read(key: str, on: str, pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(NoAnswer, match="fits several rows"):
        answer(key, on, *pairs, sign_offs=as_at("2026-12-01", sign_off(key, "2026-12-01")))


def test_a_sign_off_of_one_row_leaves_the_others_alone() -> None:
    row = sign_off("recommendation_response", "2026-12-01", Correction(numbers=(30,)), option="review")
    given = as_at("2026-12-01", row)
    response = answer("recommendation_response", "2026-03-02", ("recommended_in", "learning"), sign_offs=given)
    assert (response.way.rule.numbers, response.way.sign_off) == ((56,), None)


def test_a_version_that_nobody_signed_keeps_a_date_from_counting() -> None:
    signed = sign_off("misconduct_hearing", "2026-12-01", versions=("R3",))
    open_version = answer("misconduct_hearing", "2026-01-05", sign_offs=as_at("2026-12-01", signed))
    assert (open_version.others, open_version.may_count_against) == ((), False)
    known = ("came_to_attention", "2025-08-01")
    certain = answer("misconduct_hearing", "2026-01-05", known, sign_offs=as_at("2026-12-01", signed))
    assert certain.may_count_against


def test_a_signed_limit_that_may_not_exist_does_not_count() -> None:
    given = as_at("2026-12-01", sign_off("lqp_report_to_chair", "2026-12-01"))
    perhaps = answer("lqp_report_to_chair", "2025-06-02", sign_offs=given)
    assert (perhaps.others, bool(perhaps.absent), perhaps.may_count_against) == ((), True, False)
    known = (("came_to_attention", "2025-05-28"), ("hearing_convened", "2025-05-28"))
    assert answer("lqp_report_to_chair", "2025-06-02", *known, sign_offs=given).may_count_against


def test_a_signed_limit_that_an_unread_power_moved_does_not_count() -> None:
    given = as_at("2026-12-01", sign_off("misconduct_hearing", "2026-12-01"))
    extended = (("extended_to", "2026-07-01"), ("extended_by", "chair"))
    moved_date = answer("misconduct_hearing", "2026-01-05", *extended, sign_offs=given)
    assert (str(moved_date.force_by), moved_date.may_count_against) == ("2026-05-29", False)


@pytest.mark.parametrize(
    ("key", "on", "pairs"),
    [
        pytest.param("fww_live", "2025-06-10", [("given_at", "accelerated_hearing")], id="a-life"),
        pytest.param("barred_list_report", "2015-01-05", [], id="before-the-instrument-as-we-remember-it"),
        pytest.param("officer_response", "2021-06-01", [], id="what-is-taken-for-granted"),
        pytest.param("evidence_preservation", "2026-06-01", [], id="no-date"),
        pytest.param("suspension_decision", "2026-08-27", [], id="perhaps-no-such-limit"),
        pytest.param("barred_list_report", "2026-08-31", [], id="a-day-off"),
        pytest.param(
            "review_application",
            "2026-03-02",
            [("wrong_body_received", "2026-03-20"), ("forwarded", "2026-04-07")],
            id="two-readings-of-a-pause",
        ),
    ],
)
def test_what_never_counts(key: str, on: str, pairs: list[tuple[str, str]]) -> None:
    assert not answer(key, on, *pairs).may_count_against


@pytest.mark.parametrize(
    "correction",
    [
        pytest.param(Correction(numbers=(15, 10)), id="closes-before-it-opens"),
        pytest.param(Correction(counting=Counting.MONTHS_CHAIN, numbers=(12, 6)), id="a-chain-of-a-window"),
    ],
)
def test_a_correction_that_makes_no_sense(correction: Correction) -> None:
    with pytest.raises(NoAnswer, match="The sign-off of"):
        answer(
            "amh_window", "2026-06-01", sign_offs=as_at("2026-12-01", sign_off("amh_window", "2026-12-01", correction))
        )


def test_a_correction_that_does_not_fit_is_refused() -> None:
    signed = as_at("2026-12-01", sign_off("amh_window", "2026-12-01", Correction(numbers=(10,))))
    with pytest.raises(NoAnswer, match="gives 1 numbers; WD_WINDOW takes 2"):
        answer("amh_window", "2026-06-01", sign_offs=signed)


@pytest.mark.parametrize(("by", "provision"), [("", "reg 29"), ("A. Adviser", " ")])
def test_nobody_signs_off_anonymously_or_unread(by: str, provision: str) -> None:
    with pytest.raises(ValueError, match="who signed and which provision"):
        SignOff(key="misconduct_hearing", signed_on=date(2026, 12, 1), by=by, provision=provision)


def test_a_sign_off_makes_no_setting_law() -> None:
    signed = as_at("2026-12-01", sign_off("review_decision", "2026-12-01"))
    assert not answer("review_decision", "2026-05-20", sign_offs=signed).may_count_against
