"""Referral to the IOPC: every ground both ways, that a yes never takes away a ground, and F2."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import clocks, referral
from misconduct.authority import Grade
from misconduct.matters.answers import Answer
from misconduct.matters.kinds import Kind
from misconduct.referral import GROUNDS, Requirement, Telling, Verdict, close, downgrade, late, required, tell_person
from misconduct.refusals import NoAnswer
from tests.misconduct.matters.answering import NO, UNKNOWN, YES, any_answers, every

WRITTEN = Path(__file__).parent / "grounds.csv"
MANDATORY = (
    "death_or_serious_injury",
    "serious_assault",
    "serious_sexual_offence",
    "serious_corruption",
    "aggravated_by_discrimination",
    "relevant_offence",
    "same_incident",
    "chief_officer",
    "called_in",
)
GRAVITY = "gravity_or_exceptional"
KEYS = (*MANDATORY, GRAVITY)
ASKED = (Kind.COMPLAINT, Kind.CONDUCT, Kind.RECORDABLE_CONDUCT)
DAY = date(2026, 3, 2)
UNREAD_FOR_COMPLAINTS = {"death_or_serious_injury", "chief_officer", "called_in"}


def keys(requirement: Requirement) -> tuple[str, ...]:
    return tuple(one.key for one in requirement.grounds)


def settled(
    requirement: Requirement, by: str = "A. One", second: str = "B. Two", why: str = "not grave"
) -> referral.Downgrade:
    return downgrade(requirement=requirement, decided_by=by, second=second, reason=why, on=DAY)


def test_the_code_says_what_the_written_table_says() -> None:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    coded = [
        {
            "key": ground.key,
            "kind": kind.label,
            "referral": "must" if ground.is_mandatory else "may",
            "instrument": authority.instrument.key,
            "provision": authority.provision,
            "grade": authority.grade.name,
        }
        for ground in GROUNDS.values()
        for kind, authority in ground.authorities.items()
    ]
    assert coded == written
    assert tuple(GROUNDS) == KEYS


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("key", MANDATORY)
def test_each_ground_alone_requires_referral(kind: Kind, key: str) -> None:
    found = required(kind=kind, answers=every(KEYS, **{key: YES}))
    assert (found.verdict, keys(found), found.unanswered) == (Verdict.MUST, (key,), ())
    assert found.is_confirmed == (kind is not Kind.COMPLAINT or key not in UNREAD_FOR_COMPLAINTS)
    assert found.grounds[0].is_confirmed == found.is_confirmed
    assert found.record_first == (kind is Kind.CONDUCT)
    # Whatever else is open.
    assert required(kind=kind, answers={key: YES}).verdict is Verdict.MUST


@pytest.mark.parametrize("kind", ASKED)
def test_nothing_requires_it_where_every_answer_is_no(kind: Kind) -> None:
    found = required(kind=kind, answers=every(KEYS))
    assert (found.verdict, found.grounds, found.clock, found.record_first) == (Verdict.NOTHING, (), None, False)
    assert found.power is referral.VOLUNTARY
    close(requirement=found)


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("key", KEYS)
def test_one_open_question_leaves_it_open(kind: Kind, key: str) -> None:
    found = required(kind=kind, answers=every(KEYS, **{key: UNKNOWN}))
    assert (found.verdict, found.unanswered) == (Verdict.OPEN, (key,))
    assert (found.clock, found.is_confirmed) == (None, False)


def test_gravity_allows_it_and_requires_nothing() -> None:
    found = required(kind=Kind.COMPLAINT, answers=every(KEYS, **{GRAVITY: YES}))
    assert (found.verdict, keys(found), found.clock, found.is_confirmed) == (Verdict.MAY, (GRAVITY,), None, False)
    close(requirement=found)
    # A conduct matter that meets it is recordable.
    assert required(kind=Kind.CONDUCT, answers=every(KEYS, **{GRAVITY: YES})).record_first


def test_every_death_or_serious_injury_matter_is_referred_and_that_is_unconfirmed() -> None:
    found = required(kind=Kind.DEATH_OR_SERIOUS_INJURY, answers={})
    assert (found.verdict, found.unanswered, found.is_confirmed) == (Verdict.MUST, (), False)
    assert [(one.authority.provision, one.authority.grade) for one in found.grounds] == [
        ("Sch 3 para 14C", Grade.MEMORY)
    ]
    with pytest.raises(NoAnswer, match="Nobody asks “serious_assault”"):
        required(kind=Kind.DEATH_OR_SERIOUS_INJURY, answers={"serious_assault": NO})


def test_a_super_complaint_is_not_referred() -> None:
    with pytest.raises(NoAnswer, match="linked item"):
        required(kind=Kind.SUPER_COMPLAINT, answers={})


def test_a_question_nobody_asks_is_refused() -> None:
    with pytest.raises(NoAnswer, match="serious_assault, serious_sexual_offence"):
        required(kind=Kind.COMPLAINT, answers={"rudeness": YES})


@given(kind=st.sampled_from(ASKED), answers=any_answers(KEYS), key=st.sampled_from(KEYS))
def test_a_yes_never_takes_away_a_ground(kind: Kind, answers: dict[str, Answer], key: str) -> None:
    before, after = required(kind=kind, answers=answers), required(kind=kind, answers={**answers, key: YES})
    assert set(keys(before)) <= set(keys(after))
    assert key in keys(after)
    if before.verdict is Verdict.MUST:
        assert after.verdict is Verdict.MUST
    assert not before.is_confirmed or after.is_confirmed
    assert after.power is referral.VOLUNTARY


@given(kind=st.sampled_from(ASKED), answers=any_answers(KEYS))
def test_the_verdict_follows_from_the_answers_and_f2_holds(kind: Kind, answers: dict[str, Answer]) -> None:
    found = required(kind=kind, answers=answers)
    given_answers = [answers.get(key, UNKNOWN) for key in KEYS]
    must = any(answers.get(key) is YES for key in MANDATORY)
    assert (found.verdict is Verdict.MUST) == must == (found.clock is not None)
    if not must:
        assert (found.verdict is Verdict.OPEN) == (UNKNOWN in given_answers)
        assert (found.verdict is Verdict.NOTHING) == (set(given_answers) == {NO})
    stands_in_the_way = any(answers.get(key, UNKNOWN) is not NO for key in MANDATORY)
    assert bool(found.to_settle) == stands_in_the_way
    if stands_in_the_way:
        with pytest.raises(NoAnswer, match="enter the IOPC's reference"):
            close(requirement=found)
    else:
        close(requirement=found)
    close(requirement=found, referral="2026/123456")


def test_the_clock_is_the_one_of_the_table() -> None:
    found = required(kind=Kind.COMPLAINT, answers={"serious_assault": YES})
    assert found.clock is clocks.LIMITS["iopc_referral"]
    assert found.clock.grade is Grade.MEMORY


def test_two_people_decide_that_a_ground_is_not_met_after_all() -> None:
    found = required(kind=Kind.COMPLAINT, answers=every(KEYS, serious_assault=YES, called_in=UNKNOWN))
    record = settled(found)
    assert record.grounds == ("serious_assault", "called_in")
    assert "The law makes referral mandatory where this is met: serious_assault" in record.words
    assert "Nobody may leave such a matter unreferred" in record.words
    assert record.authority.grade is Grade.LOCAL
    close(requirement=found, downgrades=[record])


def test_a_record_covers_only_the_grounds_it_was_made_about() -> None:
    first = settled(required(kind=Kind.COMPLAINT, answers=every(KEYS, serious_assault=YES)))
    later = required(kind=Kind.COMPLAINT, answers=every(KEYS, serious_assault=YES, serious_corruption=YES))
    with pytest.raises(NoAnswer, match="not met: serious_corruption"):
        close(requirement=later, downgrades=[first])


def test_what_was_not_read_is_not_said_to_be_the_law() -> None:
    record = settled(required(kind=Kind.DEATH_OR_SERIOUS_INJURY, answers={}))
    assert "Not confirmed" in record.words
    assert "The law makes" not in record.words


@pytest.mark.parametrize(
    ("by", "second", "why", "lacks"),
    [
        pytest.param("", "B. Two", "not grave", "add: who decided", id="nobody"),
        pytest.param("A. One", "", "not grave", "add: a second person.", id="no-second"),
        pytest.param("A. One", "  ", "not grave", "add: a second person.", id="blank-second"),
        pytest.param("A. One", "A. One", "not grave", "a second person who is somebody else", id="the-same"),
        pytest.param("A. One", " a.  ONE ", "not grave", "a second person who is somebody else", id="the-same-typed"),
        pytest.param("A. One", "B. Two", " ", "add: the reason", id="no-reason"),
        pytest.param("", "", "", "add: who decided, a second person, the reason", id="nothing"),
    ],
)
def test_a_record_that_lacks_something_is_refused_saying_what(by: str, second: str, why: str, lacks: str) -> None:
    found = required(kind=Kind.COMPLAINT, answers=every(KEYS, serious_assault=YES))
    with pytest.raises(NoAnswer, match=lacks):
        settled(found, by, second, why)


@pytest.mark.parametrize("answers", [every(KEYS), every(KEYS, gravity_or_exceptional=YES)], ids=["nothing", "gravity"])
def test_there_is_nothing_to_take_back_where_nothing_requires_it(answers: dict[str, Answer]) -> None:
    with pytest.raises(NoAnswer, match="nothing is to be decided"):
        settled(required(kind=Kind.COMPLAINT, answers=answers))


def test_a_late_referral_is_possible_at_any_time() -> None:
    assert not late(is_considered_already=False).needs_consent
    assert "even during an investigation" in late(is_considered_already=False).words
    again = late(is_considered_already=True)
    assert again.needs_consent
    assert "Director General's consent" in again.words
    assert again.authority.grade is Grade.SECONDARY


@pytest.mark.parametrize(
    ("might_prejudice", "expected"),
    [
        pytest.param(NO, Telling.TELL, id="no-prejudice"),
        pytest.param(YES, Telling.DO_NOT_TELL, id="prejudice"),
        pytest.param(UNKNOWN, Telling.DECIDE_FIRST, id="not-known"),
    ],
)
def test_the_person_is_told_unless_it_might_prejudice(might_prejudice: Answer, expected: Telling) -> None:
    assert tell_person(might_prejudice=might_prejudice) is expected


def test_who_may_refer_or_take_it() -> None:
    assert [(one.holders[0], one.authority.provision, one.authority.grade) for one in referral.POWERS] == [
        ("appropriate_authority", "Sch 3 para 13(2)", Grade.TEXT_SEEN),
        ("local_policing_body", "Sch 3 para 13(3)", Grade.TEXT_SEEN),
        ("director_general", "Sch 3 para 13(1)(c)", Grade.TEXT_SEEN),
        ("director_general", "Sch 3 para 13A", Grade.TEXT_SEEN),
    ]
