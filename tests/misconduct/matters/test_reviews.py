"""The right of review (F4), which body decides, and what an application holds."""

from itertools import product

import pytest
from hypothesis import given

from misconduct import clocks, reviews
from misconduct.authority import Grade
from misconduct.matters.answers import Answer
from misconduct.matters.handling import Handling
from misconduct.modes import Mode
from misconduct.refusals import NoAnswer
from misconduct.reviews import BODY_QUESTIONS, CONTENTS, Body, Right, missing, review_body, right_of_review
from tests.misconduct.matters.answering import NO, UNKNOWN, YES, any_answers, every

KEYS = (
    "about_senior_officer",
    "cannot_rule_out_proceedings_or_rights",
    "referred_or_must_be",
    "treated_as_referred",
    "same_incident",
    "part_within",
)
H = Handling
FORMS: tuple[Mode | None, ...] = (None, *Mode)


@pytest.mark.parametrize(
    ("handling", "mode", "expected"),
    [
        pytest.param(H.OUTSIDE_SCHEDULE_3, None, reviews.OUTSIDE, id="outside"),
        pytest.param(H.NOT_INVESTIGATED, None, reviews.HANDLED, id="otherwise-than-by-investigation"),
        pytest.param(H.INVESTIGATED, Mode.LOCAL, reviews.INVESTIGATED, id="local"),
        pytest.param(H.SPECIAL_PROCEDURES, Mode.LOCAL, reviews.INVESTIGATED, id="local-special-procedures"),
        pytest.param(H.INVESTIGATED, Mode.DIRECTED, reviews.DIRECTED, id="directed"),
        pytest.param(H.SPECIAL_PROCEDURES, Mode.INDEPENDENT, reviews.DIRECTED, id="independent"),
    ],
)
def test_when_there_is_a_right_of_review(handling: Handling, mode: Mode | None, expected: Right) -> None:
    found = right_of_review(handling=handling, mode=mode)
    assert found == expected
    assert found.clocks == (reviews.CLOCKS if found.is_given else ())


@pytest.mark.parametrize(
    ("handling", "mode"),
    [pytest.param(h, m, id=f"{h.label}-{m.label if m else 'no-form'}") for h, m in product(Handling, FORMS)],
)
def test_f4_under_schedule_3_and_not_directed_or_independent(handling: Handling, mode: Mode | None) -> None:
    if handling.is_investigated == (mode is None):
        with pytest.raises(NoAnswer, match="Say the form"):
            right_of_review(handling=handling, mode=mode)
    else:
        expected = handling is not H.OUTSIDE_SCHEDULE_3 and mode not in {Mode.DIRECTED, Mode.INDEPENDENT}
        assert right_of_review(handling=handling, mode=mode).is_given == expected


def test_only_the_complainant_has_it() -> None:
    found = right_of_review(handling=H.NOT_INVESTIGATED, mode=None, is_complainant=False)
    assert found == reviews.NOT_COMPLAINANT
    assert not found.is_given


def test_none_after_a_special_report() -> None:
    found = right_of_review(handling=H.INVESTIGATED, mode=Mode.LOCAL, is_special_report=True)
    assert found == reviews.SPECIAL_REPORT
    assert not found.is_given


def test_no_second_review_and_that_is_unconfirmed() -> None:
    found = right_of_review(handling=H.NOT_INVESTIGATED, mode=None, is_reviewed=True)
    assert (found, found.authority.grade) == (reviews.SECOND, Grade.MEMORY)
    assert not found.is_given


def test_how_far_each_was_verified() -> None:
    assert {one.why: one.authority.grade for one in reviews.RIGHTS} == {
        reviews.HANDLED.why: Grade.DERIVED,
        reviews.INVESTIGATED.why: Grade.TEXT_SEEN,
        reviews.NOT_COMPLAINANT.why: Grade.TEXT_SEEN,
        reviews.OUTSIDE.why: Grade.TEXT_SEEN,
        reviews.DIRECTED.why: Grade.TEXT_SEEN,
        reviews.SPECIAL_REPORT.why: Grade.TEXT_SEEN,
        reviews.SECOND.why: Grade.MEMORY,
    }


def test_its_clocks_exist() -> None:
    assert reviews.CLOCKS == ("review_application", "review_rights_information", "review_decision")
    assert set(reviews.CLOCKS) <= set(clocks.LIMITS)


@given(answers=any_answers(KEYS))
def test_the_iopc_reviews_where_any_answer_is_yes(answers: dict[str, Answer]) -> None:
    found = review_body(answers=answers)
    assert (found.body is Body.IOPC) == (YES in answers.values())
    assert (found.body is Body.LOCAL_POLICING_BODY) == all(answers.get(key) is NO for key in KEYS)
    assert set(found.yes) == {key for key, answer in answers.items() if answer is YES}
    assert set(found.unanswered) == {key for key in KEYS if answers.get(key, UNKNOWN) is UNKNOWN}


@pytest.mark.parametrize("key", KEYS)
def test_one_yes_takes_the_whole_of_it_to_the_iopc(key: str) -> None:
    found = review_body(answers=every(KEYS, **{key: YES}))
    assert found.words == f"The IOPC reviews the whole of it, because of: {key}."


@pytest.mark.parametrize("key", KEYS)
def test_one_open_question_leaves_the_body_open(key: str) -> None:
    found = review_body(answers=every(KEYS, **{key: UNKNOWN}))
    assert (found.body, found.words) == (None, f"Who reviews is not known yet. Answer first: {key}.")


def test_otherwise_the_local_policing_body() -> None:
    assert review_body(answers=every(KEYS)).words.startswith("The local policing body reviews it")
    assert (tuple(BODY_QUESTIONS), reviews.REG_32.grade) == (KEYS, Grade.TEXT_SEEN)


def test_a_question_nobody_asks_is_refused() -> None:
    with pytest.raises(NoAnswer, match="about_senior_officer, cannot_rule_out"):
        review_body(answers={"about_anybody": YES})


@pytest.mark.parametrize("key", CONTENTS)
def test_what_an_application_lacks_is_named(key: str) -> None:
    assert missing(given=set(CONTENTS) - {key}) == (key,)


def test_an_application_that_lacks_nothing_or_everything() -> None:
    contents = ("in_writing", "details", "date_made", "appropriate_authority", "date_informed")
    assert missing(given=contents) == ()
    assert missing(given=()) == contents
    # The review body may waive it, and the words themselves were not read: it refuses nothing.
    assert reviews.APPLICATION.grade is Grade.NEAR_TEXT
    with pytest.raises(NoAnswer, match="It holds: in_writing, details"):
        missing(given=("a_fee",))
