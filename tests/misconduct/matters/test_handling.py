"""Inside or outside Schedule 3: invariant F1, both ways, for every combination of answers."""

import re
from itertools import product

import pytest

from misconduct.authority import Grade
from misconduct.matters.answers import Answer
from misconduct.matters.handling import (
    AUTHORITY,
    ONE_WAY,
    QUESTIONS,
    WISH,
    Handling,
    RecordingReason,
    Schedule3,
    Verdict,
    handle,
    schedule_3,
)
from misconduct.refusals import NoAnswer
from tests.misconduct.matters.answering import NO, UNKNOWN, YES, every

KEYS = (
    "alleges_death_or_serious_injury",
    "alleges_crime_or_discipline",
    "alleges_article_2_or_3",
    "alleges_mandatory_referral",
)
INSIDE = [handling for handling in Handling if handling is not Handling.OUTSIDE_SCHEDULE_3]
R = RecordingReason


def test_the_four_questions() -> None:
    assert tuple(QUESTIONS) == KEYS
    assert (AUTHORITY.provision, AUTHORITY.grade) == ("Sch 3 para 2(6) to (6C)", Grade.TEXT_SEEN)


@pytest.mark.parametrize("cannot_contact", ["", "  ", "no address"], ids=["reached", "blank", "out-of-reach"])
@pytest.mark.parametrize("was_outside", [False, True], ids=["new", "was-outside"])
@pytest.mark.parametrize("chosen", [False, True], ids=["not-chosen", "chosen"])
@pytest.mark.parametrize("wish", Answer)
def test_f1_for_every_combination_of_answers(
    wish: Answer, chosen: bool, was_outside: bool, cannot_contact: str
) -> None:
    # None: left out.
    for combination in product((*Answer, None), repeat=len(KEYS)):
        answers = {key: answer for key, answer in zip(KEYS, combination, strict=True) if answer}
        assert_f1(answers, wish, chosen, was_outside, cannot_contact)


def assert_f1(answers: dict[str, Answer], wish: Answer, chosen: bool, was_outside: bool, cannot_contact: str) -> None:
    """Outside is offered only after four noes, when recording is neither wanted nor chosen."""
    test = schedule_3(
        answers=answers,
        wants_recording=wish,
        chosen=chosen,
        was_outside=was_outside,
        cannot_contact=cannot_contact,
    )
    not_wanted = wish is NO or (wish is UNKNOWN and cannot_contact == "no address")
    is_offered = all(answers.get(key) is NO for key in KEYS) and not_wanted and not chosen
    assert (test.verdict is Verdict.MAY_BE_OUTSIDE) == is_offered
    if is_offered:
        assert handle(test=test, as_=Handling.OUTSIDE_SCHEDULE_3) is Handling.OUTSIDE_SCHEDULE_3
    else:
        with pytest.raises(NoAnswer):
            handle(test=test, as_=Handling.OUTSIDE_SCHEDULE_3)
    must = YES in answers.values() or wish is YES or chosen
    assert (test.verdict is Verdict.MUST_BE_RECORDED) == must == bool(test.reasons)
    # A person may always choose the safer side.
    assert all(handle(test=test, as_=inside) is inside for inside in INSIDE)


@pytest.mark.parametrize("key", KEYS)
def test_one_yes_is_enough_and_says_which(key: str) -> None:
    test = schedule_3(answers=every(KEYS, **{key: YES}), wants_recording=NO)
    assert (test.verdict, test.reasons, test.yes) == (Verdict.MUST_BE_RECORDED, (R.NATURE_OF_ALLEGATION,), (key,))


@pytest.mark.parametrize("key", KEYS)
def test_one_open_question_holds_it_up_and_is_named(key: str) -> None:
    test = schedule_3(answers=every(KEYS, **{key: UNKNOWN}), wants_recording=NO)
    assert (test.verdict, test.unanswered, test.reasons) == (Verdict.NOT_YET, (key,), ())
    with pytest.raises(NoAnswer, match=re.escape(f"Answer first: {QUESTIONS[key]}")):
        handle(test=test, as_=Handling.OUTSIDE_SCHEDULE_3)


@pytest.mark.parametrize(
    ("wish", "chosen", "was_outside", "expected"),
    [
        pytest.param(NO, False, False, (), id="nobody-wants-it"),
        pytest.param(YES, False, False, (R.COMPLAINANT_REQUEST,), id="asked-for"),
        pytest.param(YES, False, True, (R.DISSATISFIED,), id="asked-for-after-it-was-outside"),
        pytest.param(NO, False, True, (), id="satisfied-outside"),
        pytest.param(NO, True, False, (R.AUTHORITY_CHOICE,), id="chosen"),
        pytest.param(YES, True, False, (R.COMPLAINANT_REQUEST, R.AUTHORITY_CHOICE), id="both"),
    ],
)
def test_why_it_is_recorded(
    wish: Answer, chosen: bool, was_outside: bool, expected: tuple[RecordingReason, ...]
) -> None:
    test = schedule_3(answers=every(KEYS), wants_recording=wish, chosen=chosen, was_outside=was_outside)
    assert test.reasons == expected


def test_a_complainant_whom_nobody_asked_is_asked_first() -> None:
    assert schedule_3(answers=every(KEYS), wants_recording=UNKNOWN).unanswered == (WISH,)


def test_what_must_be_recorded_still_names_the_open_questions() -> None:
    test = schedule_3(answers={KEYS[0]: YES}, wants_recording=NO)
    assert (test.verdict, test.unanswered) == (Verdict.MUST_BE_RECORDED, KEYS[1:])


def test_a_question_nobody_asks_is_refused() -> None:
    with pytest.raises(NoAnswer, match="alleges_article_2_or_3"):
        schedule_3(answers={"alleges_rudeness": YES}, wants_recording=NO)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        pytest.param(
            schedule_3(answers=every(KEYS), wants_recording=YES),
            "It must be recorded, and handled under Schedule 3: the complainant wants it recorded.",
            id="must",
        ),
        pytest.param(
            schedule_3(answers=every(KEYS), wants_recording=NO),
            "It may be handled outside Schedule 3, to resolve it to the complainant's satisfaction.",
            id="may",
        ),
        pytest.param(
            schedule_3(answers=every(KEYS), wants_recording=UNKNOWN),
            "It cannot be handled outside Schedule 3 yet. Answer first: Do they want it recorded?",
            id="not-yet",
        ),
    ],
)
def test_it_says_so_in_one_sentence(test: Schedule3, words: str) -> None:
    assert test.words == words


@pytest.mark.parametrize("before", INSIDE)
def test_nothing_goes_back_outside_without_a_reason(before: Handling) -> None:
    may = schedule_3(answers=every(KEYS), wants_recording=NO)
    outside = Handling.OUTSIDE_SCHEDULE_3
    for reason in ("", "   "):
        with pytest.raises(NoAnswer, match="unconfirmed"):
            handle(test=may, as_=outside, before=before, reason=reason)
    assert handle(test=may, as_=outside, before=before, reason="recorded in error") is outside
    assert ONE_WAY.grade is Grade.DERIVED
    must = schedule_3(answers=every(KEYS), wants_recording=YES)
    with pytest.raises(NoAnswer, match="must be recorded"):
        handle(test=must, as_=outside, before=before, reason="recorded in error")


def test_what_is_outside_may_stay_and_may_come_in() -> None:
    may = schedule_3(answers=every(KEYS), wants_recording=NO)
    outside = Handling.OUTSIDE_SCHEDULE_3
    assert handle(test=may, as_=outside, before=outside) is outside
    must = schedule_3(answers=every(KEYS), wants_recording=YES, was_outside=True)
    assert handle(test=must, as_=Handling.NOT_INVESTIGATED, before=outside) is Handling.NOT_INVESTIGATED
    with pytest.raises(NoAnswer, match="dissatisfied"):
        handle(test=must, as_=outside, before=outside)


@pytest.mark.parametrize(
    ("handling", "inside", "investigated"),
    [
        pytest.param(Handling.OUTSIDE_SCHEDULE_3, False, False, id="outside"),
        pytest.param(Handling.NOT_INVESTIGATED, True, False, id="otherwise"),
        pytest.param(Handling.INVESTIGATED, True, True, id="investigated"),
        pytest.param(Handling.SPECIAL_PROCEDURES, True, True, id="special-procedures"),
    ],
)
def test_what_a_handling_is(handling: Handling, inside: bool, investigated: bool) -> None:
    assert (handling.is_under_schedule_3, handling.is_investigated) == (inside, investigated)
