"""What somebody wrote becomes a question, or is refused in words that say what would be valid."""

from datetime import date

import pytest

from misconduct import clocks
from misconduct.clocks.limits import TimeLimit
from misconduct.deadlines import work_out
from misconduct.questions import Question, ask, valid_names
from misconduct.refusals import NoAnswer
from tests.misconduct.calendars import LONG


@pytest.mark.parametrize(
    ("key", "pairs", "message"),
    [
        pytest.param(
            "officer_response",
            [("documents_suplied", "2026-08-15")],
            "What can be said: documents_supplied",
            id="misspelt",
        ),
        pytest.param("officer_response", [], "counted from an event.*documents_supplied", id="no-event"),
        pytest.param("officer_response", [("documents_supplied", "2026-02-30")], "is no date", id="impossible-date"),
        pytest.param("officer_response", [("documents_supplied", "20260815")], "is no date", id="another-form"),
        pytest.param("officer_response", [("documents_supplied", "2026-W33-6")], "is no date", id="a-week-date"),
        pytest.param("officer_response", [("documents_supplied", "1066-10-14")], "from 1900 to 2999", id="long-ago"),
        pytest.param(
            "timeliness_reg19",
            [("came_to_attention", "2026-08-15"), ("period", "0000000003")],
            "whole number",
            id="zeros",
        ),
        pytest.param("officer_response", [("reinvestigation", "yes")], "What can be said", id="a-rule-for-complaints"),
        pytest.param(
            "suspension_review",
            [("suspended", "2026-06-01"), ("suspension_start", "2026-06-02")],
            "is 2026-06-01 already",
            id="two-starts",
        ),
        pytest.param("officer_response", [("documents_supplied", "15/08/2026")], "YYYY-MM-DD", id="day-first"),
        pytest.param(
            "officer_response",
            [("documents_supplied", "2026-08-15"), ("documents_supplied", "2026-08-16")],
            "given 2 times",
            id="twice",
        ),
        pytest.param(
            "officer_response", [("documents_supplied", "2026-08-15"), ("period", "2")], "period", id="no-chain"
        ),
        pytest.param(
            "timeliness_reg19", [("came_to_attention", "2026-08-15"), ("period", "0")], "1 to 100", id="period-0"
        ),
        pytest.param(
            "timeliness_reg19", [("came_to_attention", "2026-08-15"), ("period", "101")], "1 to 100", id="period-101"
        ),
        pytest.param(
            "timeliness_reg19", [("came_to_attention", "2026-08-15"), ("period", "x")], "whole number", id="period-x"
        ),
        pytest.param(
            "progress_update",
            [("start_of_handling", "2026-06-01"), ("last_notification", "2026-05-31")],
            "cannot be earlier",
            id="the-wrong-way-round",
        ),
        pytest.param(
            "vetting_expiry", [("granted", "2019-05-14")], "give level.*RV, MV.*validity_years", id="no-choice"
        ),
        pytest.param("vetting_expiry", [("granted", "2019-05-14"), ("level", "XX")], "no “XX”", id="another-choice"),
        pytest.param(
            "progress_update",
            [("start_of_handling", "2026-06-01"), ("reinvestigation", "perhaps")],
            "yes or no",
            id="neither-yes-nor-no",
        ),
        pytest.param(
            "suspension_review",
            [("suspended", "2026-06-01"), ("behaviour_from", "2026-05-02"), ("behaviour_to", "2026-05-01")],
            "behaviour_to",
            id="behaviour-the-wrong-way-round",
        ),
        pytest.param(
            "officer_response",
            [("documents_supplied", "2026-06-03"), ("deemed_served_on", "2026-06-02")],
            "cannot be earlier than documents_supplied",
            id="deemed-before-it-was-sent",
        ),
        pytest.param(
            "amh_window",
            [("notice_given", "2026-06-01"), ("replaced", "2026-06-05"), ("deemed_served_on", "2026-06-08")],
            "not the giving of a document",
            id="deemed-service-of-no-document",
        ),
        pytest.param(
            "misconduct_meeting",
            [("documents_supplied", "2026-06-01"), ("agreed_by", "officer")],
            "give shortened_to",
            id="agreed-to-what",
        ),
    ],
)
def test_what_does_not_belong_is_refused(key: str, pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(NoAnswer, match=message):
        ask(key=key, pairs=pairs)


def test_the_event_may_be_given_by_its_name_or_as_the_date() -> None:
    day = date(2026, 8, 15)
    by_name = ask(key="officer_response", pairs=[("documents_supplied", "2026-08-15")])
    assert ask(key="officer_response", on=day) == by_name
    ask(key="officer_response", on=day, pairs=[("documents_supplied", "2026-08-15")])
    with pytest.raises(NoAnswer, match="given twice"):
        ask(key="officer_response", on=day, pairs=[("documents_supplied", "2026-08-16")])


def test_the_later_event_starts_the_clock_again() -> None:
    question = ask(key="progress_update", on=date(2026, 6, 1), pairs=[("last_notification", "2026-06-17")])
    assert (question.after, question.on) == ("last_notification", date(2026, 6, 17))


def test_a_name_that_means_a_version_means_no_other() -> None:
    with pytest.raises(NoAnswer, match="means version R3 already"):
        ask(key="suspension_review_pre2026", on=date(2026, 5, 1), version="R4")


def test_a_name_may_say_which_event_is_meant() -> None:
    question = ask(key="suspension_review_pre2026_next", on=date(2026, 5, 20))
    assert (question.after, question.version) == ("previous_review", "R3")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(Question(key="officer_response", on=date(2026, 8, 15), after="suspended"), id="another-event"),
        pytest.param(Question(key="officer_response", on=date(2026, 8, 15), period=2), id="no-chain"),
        pytest.param(Question(key="timeliness_reg19", on=date(2026, 8, 15), period=0), id="period-0"),
        pytest.param(Question(key="officer_response", on=date(2026, 8, 15), setting=3), id="no-setting"),
        pytest.param(Question(key="fww_live", on=date(2026, 8, 15), setting=61), id="out-of-bounds"),
        pytest.param(Question(key="officer_response", on=date(2026, 8, 15), option="RV"), id="no-choice"),
        pytest.param(Question(key="vetting_expiry", on=date(2026, 8, 15)), id="a-choice-missing"),
    ],
)
def test_a_question_made_by_a_program_is_checked_as_well(question: Question) -> None:
    with pytest.raises(NoAnswer):
        work_out(question=question, calendar=LONG)


@pytest.mark.parametrize("limit", [pytest.param(limit, id=key) for key, limit in clocks.LIMITS.items()])
def test_a_refusal_names_every_event_of_the_limit(limit: TimeLimit) -> None:
    with pytest.raises(NoAnswer) as refused:
        ask(key=limit.key, on=limit.example.on, pairs=[("no_such_event", "2026-01-01")])
    assert all(name in str(refused.value) for name in valid_names(limit=limit))
