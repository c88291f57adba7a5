"""Pauses, extensions and agreements: what moves a date, by how much, and who may."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import clocks
from misconduct.clocks.limits import TimeLimit
from misconduct.counting import Unit
from misconduct.deadlines import Answer, work_out
from misconduct.questions import Extension, Pause, Question, ask
from misconduct.refusals import NoAnswer
from tests.misconduct.calendars import ENGLAND_AND_WALES, LONG, days


def answer(key: str, on: str, *pairs: tuple[str, str]) -> Answer:
    return work_out(question=ask(key=key, on=date.fromisoformat(on), pairs=pairs), calendar=ENGLAND_AND_WALES)


# --- Pauses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "due"),
    [
        # 20 working days from Mon 7 Sep 2026 end on Mon 5 Oct 2026.
        pytest.param([], "2026-10-05", id="not-paused"),
        pytest.param([("from", "2026-09-14"), ("until", "2026-09-14")], "2026-10-05", id="resumed-the-same-day"),
        pytest.param([("from", "2026-09-14"), ("until", "2026-09-15")], "2026-10-06", id="one-working-day"),
        pytest.param([("from", "2026-09-18"), ("until", "2026-09-21")], "2026-10-06", id="friday-to-monday"),
        pytest.param([("from", "2026-09-19"), ("until", "2026-09-21")], "2026-10-05", id="a-weekend-holds-nothing"),
        pytest.param([("from", "2026-10-05"), ("until", "2026-10-06")], "2026-10-06", id="on-the-last-day"),
        pytest.param([("from", "2026-10-06"), ("until", "2026-10-20")], "2026-10-05", id="after-the-last-day"),
        pytest.param([("from", "2026-09-01"), ("until", "2026-09-09")], "2026-10-06", id="began-before-the-event"),
        pytest.param([("from", "2026-08-01"), ("until", "2026-09-01")], "2026-10-05", id="over-before-the-event"),
        pytest.param(
            [("from", "2026-09-14"), ("until", "2026-09-16"), ("from", "2026-09-21"), ("until", "2026-09-22")],
            "2026-10-08",
            id="twice",
        ),
        pytest.param(
            [("from", "2026-09-14"), ("until", "2026-09-16"), ("from", "2026-09-15"), ("until", "2026-09-17")],
            "2026-10-08",
            id="that-overlap-hold-no-day-twice",
        ),
        pytest.param(
            [("from", "2026-09-14"), ("until", "2026-09-18"), ("from", "2026-09-15"), ("until", "2026-09-16")],
            "2026-10-09",
            id="one-within-another",
        ),
        pytest.param([("from", "2026-10-01"), ("until", "2027-01-04")], "2027-01-06", id="over-christmas"),
        pytest.param(
            [
                *[("from", "2026-09-14"), ("until", "2026-09-18")],
                *[("from", "2026-09-15"), ("until", "2026-09-16")],
                *[("from", "2026-09-17"), ("until", "2026-09-22")],
            ],
            "2026-10-13",
            id="three-of-which-one-is-within-another",
        ),
    ],
)
def test_a_pause_in_working_days(pairs: list[tuple[str, str]], due: str) -> None:
    said = [(f"sub_judice_{name}", day) for name, day in pairs]
    assert str(answer("misconduct_meeting", "2026-09-07", *said).due) == due


def test_a_pause_in_days_of_the_calendar() -> None:
    plain = answer("fww_live", "2025-06-10")
    held = answer("fww_live", "2025-06-10", ("career_break_from", "2026-01-01"), ("career_break_until", "2026-07-01"))
    assert (str(plain.due), str(held.due)) == ("2027-06-09", "2027-12-07")
    assert held.adjusted.moves[0].days == 181


def test_an_open_pause_has_no_date_and_says_what_is_left() -> None:
    open_pause = answer("misconduct_meeting", "2026-09-07", ("sub_judice_from", "2026-09-28"))
    assert (open_pause.due, open_pause.adjusted.paused_since) == (None, date(2026, 9, 28))
    assert open_pause.adjusted.left == 6
    resumed = answer(
        "misconduct_meeting", "2026-09-07", ("sub_judice_from", "2026-09-28"), ("sub_judice_until", "2026-11-02")
    )
    assert resumed.due == ENGLAND_AND_WALES.starting(day=date(2026, 11, 2), days=6)


def test_an_open_pause_that_began_before_the_event_leaves_everything() -> None:
    held = answer("misconduct_meeting", "2026-09-07", ("sub_judice_from", "2026-08-03"))
    assert (held.due, held.adjusted.left) == (None, 20)


def test_both_dates_of_a_window_move() -> None:
    held = answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-08"), ("sub_judice_until", "2026-06-10"))
    assert (str(held.earliest), str(held.due)) == ("2026-06-17", "2026-06-24")
    late = answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-17"), ("sub_judice_until", "2026-06-19"))
    assert (str(late.earliest), str(late.due)) == ("2026-06-15", "2026-06-24")
    on_the_day = answer(
        "amh_window", "2026-06-01", ("sub_judice_from", "2026-06-15"), ("sub_judice_until", "2026-06-16")
    )
    assert (str(on_the_day.earliest), str(on_the_day.due)) == ("2026-06-16", "2026-06-23")


def test_the_timeliness_periods_are_never_held() -> None:
    with pytest.raises(NoAnswer, match="sub_judice_from"):
        answer("timeliness_reg19", "2026-01-05", ("sub_judice_from", "2026-02-02"))


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        pytest.param([("from", "2026-09-16"), ("until", "2026-09-15")], "cannot end", id="ends-before-it-begins"),
        pytest.param([("until", "2026-09-15")], "without sub_judice_from", id="ends-without-beginning"),
    ],
)
def test_pauses_that_cannot_be(pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        answer("misconduct_meeting", "2026-09-07", *[(f"sub_judice_{name}", day) for name, day in pairs])


def test_a_pause_on_another_ground_is_refused() -> None:
    paused = Question(key="fww_live", on=date(2025, 6, 10), pauses=(Pause(hold="sub_judice", since=date(2026, 1, 1)),))
    with pytest.raises(NoAnswer, match="career_break"):
        work_out(question=paused, calendar=LONG)


HELD = [limit for limit in clocks.LIMITS.values() if limit.holds]


@given(
    limit=st.sampled_from(HELD),
    event=days(date(2024, 2, 1), date(2026, 2, 1)),
    began=st.integers(1, 400),
    length=st.integers(0, 120),
)
def test_a_pause_and_resume_moves_a_date_by_exactly_the_days_held(
    limit: TimeLimit, event: date, began: int, length: int
) -> None:
    trigger = limit.triggers[0].name
    since = event + timedelta(days=began)
    until = since + timedelta(days=length)
    pause = Pause(hold=limit.holds[0].name, since=since, until=until)
    plain, paused = (
        work_out(question=Question(key=limit.key, on=event, after=trigger, version="R3", pauses=pauses), calendar=LONG)
        for pauses in ((), (pause,))
    )
    assert plain.due is not None
    assert paused.due is not None
    begun_in_time = since <= plain.due
    if plain.way.rule.counting.unit is Unit.WORKING_DAYS:
        held = sum(not LONG.why_not(day=since + timedelta(days=number)) for number in range(length))
        assert LONG.count(first=plain.due, end=paused.due) == (held if begun_in_time else 0)
        assert LONG.why_not(day=paused.due) == ""
    else:
        assert (paused.due - plain.due).days == (length if begun_in_time else 0)


# --- Extensions -------------------------------------------------------------------------------------------------------


def test_an_extension_by_whoever_has_the_power() -> None:
    extended = answer(
        "rep_to_investigator", "2026-09-14", ("extended_to", "2026-10-12"), ("extended_by", "investigator")
    )
    assert str(extended.due) == "2026-10-12"
    assert extended.adjusted.moves[0].kind == "extended"


@pytest.mark.parametrize(
    ("key", "pairs", "message"),
    [
        pytest.param(
            "rep_to_investigator",
            [("extended_to", "2026-10-12"), ("extended_by", "chair")],
            "extended by investigator .*not chair",
            id="by-somebody-else",
        ),
        pytest.param("rep_to_investigator", [("extended_to", "2026-10-12")], "extended_by must say", id="by-nobody"),
        pytest.param(
            "rep_to_investigator",
            [("extended_to", "2026-09-28"), ("extended_by", "investigator")],
            "does not extend",
            id="to-the-last-day-itself",
        ),
        pytest.param("rep_to_investigator", [("extended_by", "investigator")], "give extended_to", id="to-no-date"),
        pytest.param(
            "barred_list_report", [("extended_to", "2026-10-12"), ("extended_by", "chair")], "No power", id="no-power"
        ),
        pytest.param(
            "timeliness_reg19", [("extended_to", "2027-12-01"), ("extended_by", "chair")], "No power", id="period"
        ),
    ],
)
def test_extensions_that_nobody_has_the_power_for(key: str, pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        answer(key, "2026-09-14", *pairs)


def test_pauses_and_extensions_are_taken_in_the_order_in_which_they_happened() -> None:
    paused = (("sub_judice_from", "2026-09-14"), ("sub_judice_until", "2026-09-16"))
    extended = (("extended_to", "2026-10-30"), ("extended_by", "person_conducting"))
    first = answer("misconduct_meeting", "2026-09-07", *paused, *extended, ("extended_on", "2026-09-10"))
    assert str(first.due) == "2026-11-03"
    last = answer("misconduct_meeting", "2026-09-07", *paused, *extended, ("extended_on", "2026-09-21"))
    assert str(last.due) == "2026-10-30"
    assert [move.kind for move in last.adjusted.moves] == ["paused", "extended"]


def test_a_second_extension_goes_on_from_the_first() -> None:
    question = Question(
        key="rep_to_investigator",
        on=date(2026, 9, 14),
        extensions=(
            Extension(until=date(2026, 10, 5), by="investigator", granted_on=date(2026, 9, 21)),
            Extension(until=date(2026, 10, 12), by="investigator", granted_on=date(2026, 10, 1)),
        ),
    )
    assert work_out(question=question, calendar=LONG).due == date(2026, 10, 12)


def test_a_pause_that_begins_when_the_date_is_extended_does_not_move_the_new_date() -> None:
    both = answer(
        "misconduct_meeting",
        "2026-09-07",
        ("sub_judice_from", "2026-09-14"),
        ("sub_judice_until", "2026-09-16"),
        ("extended_to", "2026-10-30"),
        ("extended_by", "person_conducting"),
        ("extended_on", "2026-09-14"),
    )
    assert str(both.due) == "2026-10-30"


def test_an_extension_need_only_extend_the_likeliest_date() -> None:
    # Deemed service on the 16th would make the 30th the last day already.
    extended = answer(
        "rep_to_investigator",
        "2026-09-14",
        ("deemed_served_on", "2026-09-16"),
        ("extended_to", "2026-09-29"),
        ("extended_by", "investigator"),
    )
    # And where that is so, the extension takes no day away.
    assert (str(extended.due), str(extended.right_until)) == ("2026-09-29", "2026-09-30")


def test_what_is_paused_is_resumed_before_it_is_extended() -> None:
    with pytest.raises(NoAnswer, match="resumed"):
        answer(
            "misconduct_meeting",
            "2026-09-07",
            ("sub_judice_from", "2026-09-14"),
            ("extended_to", "2026-10-30"),
            ("extended_by", "person_conducting"),
            ("extended_on", "2026-09-15"),
        )


# --- Shortening -------------------------------------------------------------------------------------------------------

EVERYBODY = "appropriate_authority,officer,chair"


@pytest.mark.parametrize(
    "agreed_by",
    [
        pytest.param(EVERYBODY, id="authority-officer-chair"),
        pytest.param("originating_authority, officer, person_conducting", id="in-their-places"),
        pytest.param(f"{EVERYBODY},director_general", id="with-the-director-general"),
    ],
)
def test_a_period_is_shortened_by_everybody_together(agreed_by: str) -> None:
    shortened = answer("misconduct_meeting", "2026-09-07", ("shortened_to", "2026-09-21"), ("agreed_by", agreed_by))
    assert str(shortened.due) == "2026-09-21"


@pytest.mark.parametrize(
    ("key", "pairs", "message"),
    [
        pytest.param(
            "misconduct_meeting",
            [("agreed_by", "officer,chair")],
            "agreement of appropriate_authority",
            id="one-missing",
        ),
        pytest.param("misconduct_meeting", [], "agreement of appropriate_authority", id="nobody"),
        pytest.param("misconduct_meeting", [("agreed_by", f"{EVERYBODY},friend")], "friend.*no say", id="a-stranger"),
        pytest.param("barred_list_report", [("agreed_by", EVERYBODY)], "No power to shorten", id="no-power"),
    ],
)
def test_a_period_that_nobody_may_shorten_so(key: str, pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        answer(key, "2026-09-07", ("shortened_to", "2026-09-21"), *pairs)


def test_an_agreement_is_taken_in_its_turn() -> None:
    agreed = (("shortened_to", "2026-09-21"), ("agreed_by", EVERYBODY), ("agreed_on", "2026-09-10"))
    paused = (("sub_judice_from", "2026-09-14"), ("sub_judice_until", "2026-09-16"))
    assert str(answer("misconduct_meeting", "2026-09-07", *agreed, *paused).due) == "2026-09-23"
    with pytest.raises(NoAnswer, match="resumed"):
        answer("misconduct_meeting", "2026-09-07", *agreed[:2], ("agreed_on", "2026-09-15"), paused[0])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param([("extended_to", "2026-10-30"), ("extended_by", "person_conducting")], id="extended"),
        pytest.param([("shortened_to", "2026-09-21"), ("agreed_by", EVERYBODY)], id="shortened"),
    ],
)
def test_beside_a_pause_the_day_of_a_change_must_be_said(changed: list[tuple[str, str]]) -> None:
    with pytest.raises(NoAnswer, match="say on which day"):
        answer("misconduct_meeting", "2026-09-07", ("sub_judice_from", "2026-09-14"), *changed)


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        pytest.param([("from", "2026-10-06"), ("until", "2026-10-20")], "after the last day", id="after-the-last-day"),
        pytest.param([("from", "2026-10-06")], "after the last day", id="open-after-the-last-day"),
        pytest.param([("from", "2026-09-14"), ("from", "2026-09-16")], "no date to move", id="within-an-open-one"),
    ],
)
def test_a_pause_that_moves_nothing_is_said(pairs: list[tuple[str, str]], why: str) -> None:
    paused = answer("misconduct_meeting", "2026-09-07", *[(f"sub_judice_{name}", day) for name, day in pairs])
    assert why in paused.adjusted.moves[-1].words


def test_an_open_pause_leaves_a_window_no_dates() -> None:
    early = answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-08"))
    assert (early.earliest, early.due, early.adjusted.left) == (None, None, 11)
    on_the_day = answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-15"))
    assert (on_the_day.earliest, on_the_day.due) == (None, None)
    late = answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-17"))
    assert (str(late.earliest), late.due) == ("2026-06-15", None)


def test_an_open_pause_is_counted_to_the_last_day_of_the_calendar() -> None:
    held = answer("misconduct_meeting", "2028-11-29", ("sub_judice_from", "2028-12-27"))
    assert (held.counted.due, held.adjusted.left) == (date(2028, 12, 29), 3)


@pytest.mark.parametrize(
    ("name", "day"),
    [pytest.param("extended_on", "2026-09-06", id="extended"), pytest.param("agreed_on", "2026-09-06", id="agreed")],
)
def test_nothing_is_changed_before_the_event(name: str, day: str) -> None:
    changed = {
        "extended_on": [("extended_to", "2026-10-30"), ("extended_by", "person_conducting")],
        "agreed_on": [("shortened_to", "2026-09-21"), ("agreed_by", EVERYBODY)],
    }
    with pytest.raises(NoAnswer, match=f"{name} cannot be earlier"):
        answer("misconduct_meeting", "2026-09-07", *changed[name], (name, day))


def test_a_window_that_is_shortened_opens_no_later_than_it_closes() -> None:
    shortened = answer("amh_window", "2026-06-01", ("shortened_to", "2026-06-10"), ("agreed_by", EVERYBODY))
    assert (str(shortened.earliest), str(shortened.due)) == ("2026-06-10", "2026-06-10")


@pytest.mark.parametrize("to", ["2026-10-05", "2026-12-01", "2026-09-07"])
def test_a_date_that_shortens_nothing(to: str) -> None:
    with pytest.raises(NoAnswer, match="does not shorten"):
        answer("misconduct_meeting", "2026-09-07", ("shortened_to", to), ("agreed_by", EVERYBODY))
