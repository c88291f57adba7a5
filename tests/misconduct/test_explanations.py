"""What a date says about itself, to people and to programs."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from misconduct.deadlines import Answer, work_out
from misconduct.explanations import as_data, as_text, headline, skipped
from misconduct.questions import ask
from misconduct.sign_offs import SignOff, SignOffs
from tests.misconduct.calendars import LONG

RULE = "15 working days beginning with the first working day after the documents were supplied under regulation 30(1)"
EXTENDED = "Only the person conducting or chair may, in exceptional circumstances: reg 31(1), text seen"
SHORTENED = (
    "Takes the agreement of appropriate authority or originating authority, officer, chair or person conducting, and "
    "of the Director General where presenting: reg 22, text seen"
)


LONDON = ZoneInfo("Europe/London")


def answer(key: str, on: str, *pairs: tuple[str, str], sign_offs: SignOffs | None = None) -> Answer:
    question = ask(key=key, on=date.fromisoformat(on), pairs=pairs)
    return work_out(question=question, calendar=LONG, sign_offs=sign_offs or SignOffs())


@pytest.mark.parametrize(
    ("key", "on", "pairs", "expected"),
    [
        pytest.param("officer_response", "2026-08-15", [], "Officer's response: due Mon 7 Sep 2026", id="due"),
        pytest.param("amh_window", "2026-12-14", [], "from Wed 30 Dec 2026 to Thu 7 Jan 2027", id="a-window"),
        pytest.param(
            "amh_window",
            "2026-06-01",
            [("deemed_served_on", "2026-06-03")],
            "from Wed 17 Jun 2026 to Mon 22 Jun 2026, within every plausible window",
            id="a-window-with-two-readings",
        ),
        pytest.param("outcome_publication", "2026-12-02", [], "not before Wed 30 Dec 2026", id="not-before"),
        pytest.param("fww_live", "2025-06-10", [], "up to and including Wed 9 Jun 2027", id="a-life"),
        pytest.param("reg17_notice", "2026-09-14", [], "as soon as reasonably practicable", id="no-number"),
        pytest.param("change_of_circumstances", "2026-09-14", [], "promptly", id="promptly"),
        pytest.param("notify_officer", "2026-09-14", [], "as soon as practicable", id="practicable"),
        pytest.param(
            "former_B",
            "2025-09-30",
            [],
            "certainly up to and including Tue 29 Sep 2026, likeliest Wed 30 Sep 2026",
            id="a-boundary-with-two-dates",
        ),
        pytest.param("appeal_meeting", "2026-09-02", [], "no date, because the number", id="not-seen"),
        pytest.param("vetting_suspension", "2026-09-02", [], "until an act ends it", id="until-an-act"),
        pytest.param("timeliness_reg19", "2025-03-15", [], "the period ends on Sat 14 Mar 2026", id="a-period"),
        pytest.param(
            "investigation_timeliness_report", "2025-01-15", [], "a duty arises on Thu 15 Jan 2026", id="a-duty"
        ),
        pytest.param(
            "suspension_review",
            "2026-09-01",
            [],
            "act by Mon 28 Sep 2026, the earliest plausible date (likeliest: Tue 24 Nov 2026, as worked out below)",
            id="a-duty-with-two-dates",
        ),
        pytest.param(
            "rprp_account", "2025-05-02", [], "may be used until Mon 12 May 2025, the latest plausible", id="a-right"
        ),
        pytest.param(
            "misconduct_meeting",
            "2026-09-07",
            [("sub_judice_from", "2026-09-28")],
            "paused since Mon 28 Sep 2026, 6 working days left",
            id="paused",
        ),
    ],
)
def test_a_headline(key: str, on: str, pairs: list[tuple[str, str]], expected: str) -> None:
    assert expected in headline(answer(key, on, *pairs))


def test_the_panel_says_rule_source_days_and_powers() -> None:
    assert as_text(answer("officer_response", "2026-08-15")).splitlines() == [
        "Officer's response: due Mon 7 Sep 2026",
        "Ends         Mon 7 Sep 2026 at 23:59:59, Europe/London",
        "For          officer; theirs to use until the latest plausible date",
        f"Rule         {RULE}",
        "Source       Police (Conduct) Regulations 2020, reg 31(1)(a) — text seen",
        "Version      R1 to R4: the date is the same, as far as was read",
        "Day 0        Sat 15 Aug 2026 (the documents were supplied under regulation 30(1))",
        "Day 1        Mon 17 Aug 2026",
        "Skipped      4 weekends; Mon 31 Aug 2026 (Summer)",
        f"Extended     not. {EXTENDED}",
        f"Shortened    not. {SHORTENED}",
        "If missed    the chair or the person conducting manages the case",
    ]


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        pytest.param(
            "misconduct_hearing", "2026-01-05", "Unconfirmed  The words of the law were not read", id="memory"
        ),
        pytest.param(
            "barred_list_report",
            "2026-08-31",
            "Unconfirmed  The words of the limit were read or signed, but not all",
            id="a-day-off",
        ),
        pytest.param("review_decision", "2026-05-20", "Not law      This is a setting or a policy", id="local"),
        pytest.param(
            "reg17_notice", "2026-09-14", "Reminder     Mon 21 Sep 2026 (5 working days, a local", id="prompt"
        ),
        pytest.param("barred_list_report", "2026-07-16", "Day 1        Thu 16 Jul 2026 (the officer was", id="day-one"),
        pytest.param(
            "barred_list_report", "2026-08-31", "Event        Mon 31 Aug 2026 (the officer was", id="no-day-zero"
        ),
        pytest.param(
            "timeliness_reg19", "2025-03-15", "Period       1: Sat 15 Mar 2025 to Sat 14 Mar 2026", id="period"
        ),
    ],
)
def test_the_panel_says_how_far_it_may_be_relied_on(key: str, on: str, expected: str) -> None:
    assert expected in as_text(answer(key, on))


def test_what_moved_the_date_is_said() -> None:
    text = as_text(
        answer("review_application", "2026-03-02", ("wrong_body_received", "2026-03-20"), ("forwarded", "2026-04-07"))
    )
    assert "Paused       Fri 20 Mar 2026 to Tue 7 Apr 2026, 18 days held: the application was with the wrong" in text


def test_a_duty_ends_on_the_safe_date() -> None:
    assert "Ends         Mon 28 Sep 2026 at 23:59:59" in as_text(answer("suspension_review", "2026-09-01"))


def test_what_is_paused_does_not_end() -> None:
    text = as_text(answer("amh_window", "2026-06-01", ("sub_judice_from", "2026-06-08")))
    assert "Ends" not in text
    assert "Or           from Mon 15 Jun 2026 to Mon 22 Jun 2026, if reg 10 does not move it" in text


def test_that_there_may_be_no_such_limit_is_said() -> None:
    versions = "a version from R1 to R3 governs (the behaviour began or the allegation arose before 13 Jul 2026)"
    text = as_text(answer("suspension_decision", "2026-08-27"))
    assert f"Or           no such limit, if {versions}" in text


def test_a_sign_off_is_said() -> None:
    signed = SignOff(
        key="misconduct_hearing", signed_on=date(2026, 12, 1), by="A. Adviser", provision="reg 29, consolidated"
    )
    text = as_text(answer("misconduct_hearing", "2026-01-05", sign_offs=SignOffs(known=[signed])))
    assert "Signed off   by A. Adviser on Tue 1 Dec 2026, who read reg 29, consolidated" in text
    assert "Unconfirmed" not in text
    assert "reg 29 or 33 — signed off; until then: unconfirmed: from memory or assumed" in text


def test_every_day_skipped_is_there_with_its_reason() -> None:
    days = skipped(answer("prehearing_alternative", "2026-12-23"))
    assert [(str(day), why) for day, why in days] == [
        ("2026-12-25", "Christmas Day"),
        ("2026-12-26", "Saturday"),
        ("2026-12-27", "Sunday"),
        ("2026-12-28", "Boxing Day (substitute)"),
        ("2027-01-01", "New Year's Day"),
        ("2027-01-02", "Saturday"),
        ("2027-01-03", "Sunday"),
    ]


@pytest.mark.parametrize(
    ("key", "on", "pairs", "expected"),
    [
        pytest.param("witness_lists", "2026-08-31", [], [], id="the-day-of-the-event-itself-is-not-skipped"),
        pytest.param(
            "public_notice_hearing",
            "2026-05-28",
            [],
            ["2026-05-23", "2026-05-24", "2026-05-25"],
            id="counted-back",
        ),
        pytest.param(
            "misconduct_meeting",
            "2026-08-03",
            [("sub_judice_from", "2026-08-10"), ("sub_judice_until", "2026-08-12")],
            [
                *["2026-08-08", "2026-08-09", "2026-08-15", "2026-08-16", "2026-08-22", "2026-08-23"],
                *["2026-08-29", "2026-08-30", "2026-08-31"],
            ],
            id="up-to-the-date-that-a-pause-moved",
        ),
        pytest.param(
            "rep_to_investigator",
            "2026-09-14",
            [("extended_to", "2026-12-31"), ("extended_by", "investigator")],
            ["2026-09-19", "2026-09-20", "2026-09-26", "2026-09-27"],
            id="an-extension-counts-nothing",
        ),
        pytest.param("review_application", "2026-12-01", [], [], id="nothing-in-days-of-the-calendar"),
    ],
)
def test_the_days_skipped(key: str, on: str, pairs: list[tuple[str, str]], expected: list[str]) -> None:
    assert [str(day) for day, _ in skipped(answer(key, on, *pairs))] == expected


def test_programs_get_the_same() -> None:
    data = as_data(answer("suspension_review", "2026-09-01"), london=LONDON)
    assert {name: data[name] for name in ("key", "due", "force_by", "right_until", "grade", "may_count_against")} == {
        "key": "suspension_review",
        "due": "2026-11-24",
        "force_by": "2026-09-28",
        "right_until": "2026-11-24",
        "grade": "MEMORY",
        "may_count_against": False,
    }
    assert data["versions"] == ["R4"]
    assert data["ends_at"] == "2026-11-24T23:59:59+00:00"
    assert as_data(answer("appeal_meeting", "2026-09-02"), london=LONDON)["ends_at"] is None
    assert as_data(answer("officer_response", "2026-08-15"), london=LONDON)["versions"] == ["R1", "R2", "R3", "R4"]
    assert [other["due"] for other in data["others"]] == ["2026-11-23", "2026-09-29", "2026-09-28"]
    assert data["rule"]["counting"] == "WEEKS_AFTERDAY"
    prehearing = as_data(answer("prehearing", "2026-12-23", ("sub_judice_from", "2027-01-04")), london=LONDON)
    assert (prehearing["paused_since"], prehearing["left"]) == ("2027-01-04", 11)
    assert [move["kind"] for move in prehearing["moves"]] == ["paused"]
    assert [each["on"] for each in prehearing["skipped"]][:2] == ["2026-12-25", "2026-12-26"]
    assert prehearing["powers"] == {
        "extend": "only the chair may, on a condition that was not read: reg 33(10)(a), text seen",
        "shorten": SHORTENED[0].lower() + SHORTENED[1:],
        "pause": "while proceedings are held back because they would prejudice criminal proceedings: reg 10, text of a "
        "sister or predecessor provision seen",
    }
    assert data["trigger"] == {"name": "suspended", "clause": "the officer was suspended", "on": "2026-09-01"}
