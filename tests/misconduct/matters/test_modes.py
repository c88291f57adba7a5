"""Forms of investigation: who decides, in which steps, and that F3 holds whatever was decided before."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import modes
from misconduct.authority import Grade
from misconduct.modes import (
    STEPS,
    Decider,
    Mode,
    ModeDecision,
    ModeHistory,
    Referral,
    Step,
    allowed,
    decide,
    find,
    follow,
    nominated_investigator,
)
from misconduct.refusals import NoAnswer

DAY = date(2026, 3, 2)
EVERY = allowed(referral=Referral.REFERRED)


def decision(
    mode: Mode = Mode.LOCAL, on: date = DAY, by: str = "the Director General", why: str = "gravity"
) -> ModeDecision:
    return ModeDecision(mode=mode, decided_by=by, reason=why, on=on)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({}, STEPS["necessary"], id="nothing-answered"),
        pytest.param({"necessary": False}, Referral.REFERRED_BACK, id="not-necessary"),
        pytest.param({"necessary": True}, STEPS["local_appropriate"], id="necessary"),
        pytest.param({"necessary": True, "local_appropriate": True}, Mode.LOCAL, id="local"),
        pytest.param(
            {"necessary": True, "local_appropriate": False}, STEPS["directed_more_appropriate"], id="not-local"
        ),
        pytest.param(
            {"necessary": True, "local_appropriate": False, "directed_more_appropriate": True},
            Mode.DIRECTED,
            id="directed",
        ),
        pytest.param(
            {"necessary": True, "local_appropriate": False, "directed_more_appropriate": False},
            Mode.INDEPENDENT,
            id="independent",
        ),
        pytest.param({"directed_more_appropriate": True}, STEPS["necessary"], id="the-last-answered-first"),
        pytest.param(
            {"necessary": False, "local_appropriate": True, "directed_more_appropriate": True},
            Referral.REFERRED_BACK,
            id="the-first-answer-goes-before-the-others",
        ),
    ],
)
def test_the_steps_lead_to_a_form(answers: dict[str, bool], expected: Mode | Referral | Step) -> None:
    assert follow(answers=answers) == expected


def test_a_step_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoAnswer, match="necessary, local_appropriate, directed_more_appropriate"):
        follow(answers={"urgent": True})


def test_every_step_is_reached_and_every_form_an_end() -> None:
    after = {end for step in STEPS.values() for end in (step.yes, step.no)}
    assert after == {*Mode, Referral.REFERRED_BACK, "local_appropriate", "directed_more_appropriate"}
    assert {step.authority.provision for step in STEPS.values()} == {"Sch 3 para 15"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param(
            "supervised", "supervised investigation was repealed.*local, directed, independent", id="repealed"
        ),
        pytest.param("managed", "managed investigation became the directed", id="renamed"),
        pytest.param(" Managed ", "managed investigation became the directed", id="renamed-as-typed"),
        pytest.param("secret", "There is no form “secret”.*local, directed, independent", id="never-was"),
    ],
)
def test_forms_that_do_not_exist(name: str, words: str) -> None:
    with pytest.raises(NoAnswer, match=words):
        find(name=name)


def test_there_are_three_forms() -> None:
    assert [find(name=name) for name in ("local", "Directed", "independent ")] == [
        Mode.LOCAL,
        Mode.DIRECTED,
        Mode.INDEPENDENT,
    ]
    assert len(Mode) == 3


L, D, I = Mode.LOCAL, Mode.DIRECTED, Mode.INDEPENDENT  # noqa: E741 - the three forms by their letters
AA, DG = Decider.APPROPRIATE_AUTHORITY, Decider.DIRECTOR_GENERAL


@pytest.mark.parametrize(
    ("referral", "chief", "again", "expected"),
    [
        pytest.param(Referral.NOT_REFERRED, False, False, {L: AA}, id="not-referred"),
        pytest.param(Referral.REFERRED_BACK, False, False, {L: AA}, id="referred-back"),
        pytest.param(Referral.REFERRED, False, False, {L: DG, D: DG, I: DG}, id="referred"),
        pytest.param(Referral.NOT_REFERRED, True, False, {}, id="chief-officer-not-referred"),
        pytest.param(Referral.REFERRED, True, False, {D: DG, I: DG}, id="chief-officer-referred"),
        pytest.param(Referral.REFERRED, False, True, {D: DG, I: DG}, id="again"),
        pytest.param(Referral.NOT_REFERRED, False, True, {D: DG, I: DG}, id="again-not-referred"),
        pytest.param(Referral.REFERRED, True, True, {D: DG, I: DG}, id="again-chief-officer"),
    ],
)
def test_which_forms_are_possible_and_whose(
    referral: Referral, chief: bool, again: bool, expected: dict[Mode, Decider]
) -> None:
    possible = allowed(referral=referral, is_death_of_chief_officer=chief, is_reinvestigation=again)
    assert {one.mode: one.decider for one in possible} == expected


def test_where_the_possible_forms_come_from() -> None:
    chief = allowed(referral=Referral.REFERRED, is_death_of_chief_officer=True)
    again = allowed(referral=Referral.REFERRED, is_reinvestigation=True)
    assert {(one.authority.instrument.key, one.authority.provision) for one in chief} == {("PCMR", "reg 10")}
    assert {one.authority.provision for one in again} == {"s. 13B"}
    assert {one.authority.grade for one in (*chief, *again, *EVERY)} == {Grade.TEXT_SEEN}
    assert [one.authority.grade for one in allowed(referral=Referral.NOT_REFERRED)] == [Grade.DERIVED]


def test_the_death_of_a_chief_officer_is_not_referred_back() -> None:
    with pytest.raises(NoAnswer, match="must be investigated"):
        allowed(referral=Referral.REFERRED_BACK, is_death_of_chief_officer=True)


@given(
    referrals=st.lists(st.tuples(st.sampled_from(Referral), st.booleans(), st.sampled_from(Mode)), max_size=6),
)
def test_f3_holds_whatever_was_decided_before(referrals: list[tuple[Referral, bool, Mode]]) -> None:
    history = ModeHistory()
    for referral, chief, mode in referrals:
        try:
            possible = allowed(referral=referral, is_death_of_chief_officer=chief)
            after = decide(history=history, decision=decision(mode), possible=possible)
        except NoAnswer:
            assert chief or (referral is not Referral.REFERRED and mode is not Mode.LOCAL)
            continue
        assert after.mode is mode
        assert after.decisions[:-1] == history.decisions
        assert referral is Referral.REFERRED or (mode is Mode.LOCAL and not chief)
        assert not (chief and mode is Mode.LOCAL)
        history = after


def test_a_form_that_is_not_possible_is_refused_with_those_that_are() -> None:
    possible = allowed(referral=Referral.NOT_REFERRED)
    with pytest.raises(NoAnswer, match=r"directed investigation is not possible.*local \(decided by the appropriate"):
        decide(history=ModeHistory(), decision=decision(Mode.DIRECTED), possible=possible)
    with pytest.raises(NoAnswer, match="none until it is referred"):
        decide(history=ModeHistory(), decision=decision(), possible=())


@pytest.mark.parametrize(
    ("by", "why"),
    [
        pytest.param("", "gravity", id="nobody"),
        pytest.param(" ", "gravity", id="blank-name"),
        pytest.param("the Director General", "", id="no-reason"),
        pytest.param("the Director General", "\t", id="blank-reason"),
    ],
)
def test_a_decision_names_who_and_why(by: str, why: str) -> None:
    with pytest.raises(NoAnswer, match="give the reason"):
        decide(history=ModeHistory(), decision=decision(by=by, why=why), possible=EVERY)


@pytest.mark.parametrize(
    ("on", "is_taken"),
    [
        pytest.param(date(2026, 3, 1), False, id="the-day-before"),
        pytest.param(date(2026, 3, 2), True, id="the-same-day"),
        pytest.param(date(2026, 3, 3), True, id="the-day-after"),
    ],
)
def test_decisions_follow_one_another(on: date, is_taken: bool) -> None:
    history = decide(history=ModeHistory(), decision=decision(), possible=EVERY)
    later = decision(Mode.INDEPENDENT, on=on)
    if is_taken:
        assert decide(history=history, decision=later, possible=EVERY).decisions == (decision(), later)
    else:
        with pytest.raises(NoAnswer, match="2 March 2026"):
            decide(history=history, decision=later, possible=EVERY)


def test_no_form_was_decided() -> None:
    assert ModeHistory().mode is None


def test_who_nominates_the_investigator() -> None:
    for mode, about in product(Mode, (True, False)):
        found = nominated_investigator(mode=mode, is_about_commissioner_or_deputy=about)
        assert found == (modes.NOMINATED if (mode, about) == (Mode.INDEPENDENT, True) else None)
