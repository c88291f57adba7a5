"""Guards: what is known decides, what is not known is open, and only what was read refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.authority import Authority, Grade
from misconduct.guards import ALWAYS, Circumstances, Guard, Truth, either, having, obstacles, truth
from misconduct.instruments import BLR, DESIGN, PCMR, PCR, POLICE_REGULATIONS
from misconduct.savings import Act as ActKind
from misconduct.savings import Fact, Facts
from misconduct.sign_offs import SignOff, SignOffs
from misconduct.stages import circumstances


def guard(grade: Grade = Grade.TEXT_SEEN, **details: object) -> Guard:
    return Guard(
        **{  # type: ignore[arg-type]
            "name": "g",
            "needs": having(a="yes"),
            "why": "It needs a.",
            "authority": Authority(PCR, "reg 1", grade),
            **details,
        }
    )


def found(one: Guard, facts: Circumstances) -> list[tuple[tuple[str, ...], bool]]:
    seen = obstacles(guards=(one,), act="act", kind=ActKind.ASSESSMENT, facts=facts)
    return [(obstacle.missing, obstacle.refuses) for obstacle in seen]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({"a": "yes"}, [], id="met"),
        pytest.param({"a": "no"}, [((), True)], id="refused"),
        pytest.param({}, [(("a",), True)], id="open"),
    ],
)
def test_what_was_read_refuses(known: dict[str, str], expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert found(guard(), Circumstances(known=known)) == expected


@pytest.mark.parametrize("grade", [grade for grade in Grade if grade is not Grade.TEXT_SEEN])
def test_anything_less_asks_for_a_reason(grade: Grade) -> None:
    assert found(guard(grade), Circumstances(known={"a": "no"})) == [((), False)]
    assert found(guard(grade), Circumstances()) == [(("a",), False)]


def signed(grade: Grade, key: str = "act.g") -> list[tuple[tuple[str, ...], bool]]:
    sign_off = SignOff(key=key, signed_on=date(2026, 11, 2), by="A. Adviser", provision="reg 1")
    return found(guard(grade), Circumstances(known={"a": "no"}, sign_offs=SignOffs(known=[sign_off])))


def test_a_sign_off_makes_it_refuse_except_a_setting_of_ours() -> None:
    assert signed(Grade.MEMORY) == [((), True)]
    assert signed(Grade.MEMORY, key="act.other") == [((), False)]
    assert signed(Grade.LOCAL) == [((), False)]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({"b": "no", "a": "no"}, [], id="does-not-apply"),
        pytest.param({"b": "yes", "a": "no"}, [((), True)], id="applies"),
        pytest.param({"a": "no"}, [(("b",), True)], id="not-known-whether-it-applies"),
        pytest.param({}, [(("b", "a"), True)], id="nothing-known"),
        pytest.param({"a": "yes"}, [], id="met-whether-or-not"),
    ],
)
def test_a_guard_of_some_cases(known: dict[str, str], expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert found(guard(where=having(b="yes")), Circumstances(known=known)) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        pytest.param("R3", [((), True)], id="under-it"),
        pytest.param("R2", [], id="under-another"),
        pytest.param("", [((), False)], id="not-known-which-governs"),
    ],
)
def test_a_guard_of_one_version(version: str, expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert found(guard(versions=("R3",)), Circumstances(known={"a": "no"}, version=version)) == expected


def test_what_has_no_versions_of_its_own_follows_the_conduct_regulations() -> None:
    ours = guard(versions=("R3",), authority=Authority(DESIGN, "x", Grade.TEXT_SEEN))
    assert found(ours, Circumstances(known={"a": "no"}, version="R2")) == []
    assert found(ours, Circumstances(known={"a": "no"}, version="R3")) == [((), True)]


@pytest.mark.parametrize(
    ("day", "done", "expected"),
    [
        pytest.param("2025-05-27", "2025-05-27", ["R1"], id="all-before"),
        pytest.param("2025-05-28", "2025-05-28", ["R3"], id="all-since"),
        pytest.param("2025-05-27", "2026-11-24", ["R1", "R3"], id="across-an-unread-saving"),
        pytest.param("2025-05-27", "", ["R1", "R3"], id="the-act-may-come-after-it"),
        pytest.param("2025-05-28", "", ["R3"], id="nothing-can-come-before-it"),
    ],
)
def test_dates_say_which_version_governs(day: str, done: str, expected: list[str]) -> None:
    dates = {Fact.CAME_TO_ATTENTION: date.fromisoformat(day)} | (
        {Fact.ACT_ON: date.fromisoformat(done)} if done else {}
    )
    facts = Circumstances(dates=Facts(dates=dates))
    candidates = facts.candidates(instrument=PCR, kind=ActKind.ASSESSMENT)
    assert sorted(min(candidate) for candidate in candidates) == expected


def test_a_version_of_another_series_says_nothing_here() -> None:
    facts = Circumstances(version="V1")
    assert len(facts.candidates(instrument=PCR, kind=ActKind.ASSESSMENT)) > 1
    assert facts.not_governed(instrument=BLR, kind=ActKind.OUTCOME) is None


ANSWERS = st.fixed_dictionaries({}, optional={name: st.sampled_from(["yes", "no"]) for name in "abc"})
CONDITIONS = st.sampled_from(
    [ALWAYS, having(a="yes"), having(a="yes", b="no"), either(having(a="yes"), having(b="yes", c=("yes", "no")))]
)


@given(conditions=CONDITIONS, known=ANSWERS, name=st.sampled_from("abc"), said=st.sampled_from(["yes", "no"]))
def test_what_is_certain_stays_so_whatever_else_becomes_known(
    conditions: tuple[tuple[object, ...], ...], known: dict[str, str], name: str, said: str
) -> None:
    before = truth(conditions, known)  # type: ignore[arg-type]
    after = truth(conditions, {name: said, **known})  # type: ignore[arg-type]
    assert before in {after, Truth.OPEN}


def test_what_stood_at_the_time_of_a_version_of_another_instrument() -> None:
    for key, expected in (("R2", "2003"), ("R3", "R3"), ("R4", "R3")):
        found = Circumstances(version=key).candidates(instrument=POLICE_REGULATIONS, kind=ActKind.ASSESSMENT)
        assert found == (frozenset({expected}),)


def candidates(version: str = "", **dates: str) -> int:
    known = {Fact[name.upper()]: date.fromisoformat(day) for name, day in dates.items()}
    facts = Circumstances(version=version, dates=Facts(dates=known))
    return len(facts.candidates(instrument=PCR, kind=ActKind.ASSESSMENT))


def test_dates_before_an_instrument_began_leave_no_version() -> None:
    assert candidates(came_to_attention="2019-12-01") == 0
    facts = Circumstances(dates=Facts(dates={Fact.CAME_TO_ATTENTION: date(2019, 12, 1)}))
    refusal = facts.not_governed(instrument=PCR, kind=ActKind.ASSESSMENT)
    assert refusal is not None
    assert "1 Feb 2020" in refusal.why


def test_a_version_that_is_named_governs_whatever_the_dates() -> None:
    facts = Circumstances(version="R3", dates=Facts(dates={Fact.CAME_TO_ATTENTION: date(2019, 12, 1)}))
    assert facts.not_governed(instrument=PCR, kind=ActKind.ASSESSMENT) is None
    assert len(facts.candidates(instrument=PCR, kind=ActKind.ASSESSMENT)) == 1


def test_dates_that_do_not_decide_leave_every_version() -> None:
    # On both sides of the day the Regulations began, and the fact that decides is not among them.
    assert candidates(behaviour_from="2019-06-01", act_on="2020-06-01") == candidates() == 2


@pytest.mark.parametrize(("said", "version"), [("yes", "R3"), ("no", "R1")])
def test_a_reinvestigation_takes_the_new_law_of_complaints(said: str, version: str) -> None:
    facts = circumstances(pairs=[("complaint_made", "2024-01-08"), ("act_on", "2026-11-24"), ("reinvestigation", said)])
    assert [version in found for found in facts.candidates(instrument=PCMR, kind=ActKind.HANDLING)] == [True]


@pytest.mark.parametrize(("said", "version"), [("yes", "R1"), ("no", "R3")])
def test_what_relates_to_an_earlier_matter_keeps_the_old_law(said: str, version: str) -> None:
    facts = circumstances(
        pairs=[("complaint_made", "2025-06-02"), ("act_on", "2026-11-24"), ("relates_to_earlier", said)]
    )
    assert [version in found for found in facts.candidates(instrument=PCMR, kind=ActKind.HANDLING)] == [True]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({"b": "yes", "a": "no"}, [((), True)], id="known-to-be-against-it"),
        pytest.param({"b": "yes"}, [], id="not-known"),
        pytest.param({"a": "no"}, [], id="not-known-whether-it-applies"),
    ],
)
def test_a_guard_that_does_not_ask(known: dict[str, str], expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert found(guard(where=having(b="yes"), asks=False), Circumstances(known=known)) == expected
