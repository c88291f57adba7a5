"""Which version governs: certain, open, or not governed at all."""

from datetime import date

import pytest

from misconduct.authority import Instrument
from misconduct.instruments import (
    APP,
    APPEALS_2012,
    BLR,
    COMPLAINTS_2012,
    CONDUCT_2012,
    PATR,
    PCMR,
    PCR,
    SUPER_COMPLAINTS,
    VETTING,
)
from misconduct.refusals import NoAnswer
from misconduct.savings import SAVINGS, Act, Fact, Facts
from misconduct.sign_offs import Correction, SignOff, SignOffs
from misconduct.versions import Governed, NotGoverned, applicable, named, names


def facts(*, relates_to_earlier: bool = False, reinvestigation: bool = False, **dates: str) -> Facts:
    return Facts(
        dates={Fact[name.upper()]: date.fromisoformat(day) for name, day in dates.items()},
        relates_to_earlier=relates_to_earlier,
        reinvestigation=reinvestigation,
    )


def keys(instrument: Instrument, act: Act, known: Facts, sign_offs: SignOffs | None = None) -> list[str]:
    governed = applicable(instrument=instrument, act=act, facts=known, sign_offs=sign_offs or SignOffs())
    assert isinstance(governed, Governed)
    return [candidate.version.key for candidate in governed.candidates]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(facts(complaint_made="2020-02-01"), ["R1"], id="first-day"),
        pytest.param(facts(complaint_made="2025-05-27"), ["R1"], id="the-day-before"),
        pytest.param(facts(complaint_made="2025-05-28"), ["R3"], id="on-the-day"),
        pytest.param(facts(complaint_made="2025-05-27", act_on="2026-01-05"), ["R1"], id="handled-after"),
        pytest.param(facts(complaint_made="2025-06-10", relates_to_earlier=True), ["R1"], id="relates-to-an-earlier"),
        pytest.param(facts(complaint_made="2021-06-10", reinvestigation=True), ["R3"], id="re-investigated"),
        pytest.param(facts(complaint_made="2019-06-10", reinvestigation=True), ["R3"], id="re-investigated-after-long"),
        pytest.param(facts(came_to_attention="2025-05-28"), ["R3"], id="came-to-attention"),
        pytest.param(facts(complaint_made="2025-05-27", came_to_attention="2025-06-01"), ["R1"], id="complaint-first"),
        pytest.param(facts(act_on="2025-06-01"), ["R3", "R1"], id="start-not-given"),
        pytest.param(facts(act_on="2025-05-01"), ["R1"], id="all-before"),
    ],
)
def test_complaints(known: Facts, expected: list[str]) -> None:
    assert keys(PCMR, Act.HANDLING, known) == expected


@pytest.mark.parametrize(
    ("act", "known", "expected"),
    [
        pytest.param(Act.SUSPENSION, facts(behaviour_from="2026-07-13", act_on="2026-08-01"), ["R4"], id="all-after"),
        pytest.param(Act.SUSPENSION, facts(behaviour_from="2026-07-12", act_on="2026-07-12"), ["R1"], id="all-before"),
        pytest.param(
            Act.SUSPENSION, facts(behaviour_from="2026-07-12", act_on="2026-08-01"), ["R1", "R4"], id="old-behaviour"
        ),
        pytest.param(Act.SUSPENSION, facts(act_on="2026-08-01"), ["R4", "R1"], id="behaviour-unknown"),
        pytest.param(
            Act.SUSPENSION,
            facts(suspension_start="2026-07-12", act_on="2026-08-01"),
            ["R1", "R4"],
            id="behaviour-is-earlier-than-anything-known",
        ),
        pytest.param(
            Act.SUSPENSION,
            facts(behaviour_from="2026-07-13", came_to_attention="2026-07-01"),
            ["R4", "R1"],
            id="dates-that-disagree",
        ),
        # The chair changed with hearings convened from 7 May 2024, as far as anybody remembers.
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2023-01-10", hearing_convened="2024-05-06", act_on="2024-06-03"),
            ["R1", "R2"],
            id="convened-before",
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2023-01-10", hearing_convened="2024-05-07", act_on="2024-06-03"),
            ["R2", "R1"],
            id="convened-after-an-old-matter",
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2025-05-27", act_on="2025-09-01", hearing_convened="2025-08-01"),
            ["R2", "R3"],
            id="came-to-attention-the-day-before",
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2025-05-28", act_on="2025-09-01"),
            ["R3"],
            id="came-to-attention-on-the-day",
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(behaviour_from="2025-05-28", act_on="2025-09-01"),
            ["R3"],
            id="attention-comes-after-behaviour",
        ),
        pytest.param(
            Act.PROCEEDINGS, facts(came_to_attention="2026-08-01", act_on="2026-09-01"), ["R3"], id="hearings-in-2026"
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2023-01-10", hearing_convened="2024-05-06", panel_appointed="2024-05-07"),
            ["R1", "R2"],
            id="convening-decides-before-the-panel",
        ),
        pytest.param(
            Act.PROCEEDINGS,
            facts(came_to_attention="2025-06-10", act_on="2025-09-01", relates_to_earlier=True),
            ["R3"],
            id="relating-to-an-earlier-matter-is-a-rule-for-complaints",
        ),
        pytest.param(Act.SUSPENSION, facts(came_to_attention="2026-06-01"), ["R1", "R4"], id="act-unknown"),
        pytest.param(Act.INVESTIGATION, facts(came_to_attention="2026-08-01"), ["R3"], id="what-2026-did-not-change"),
    ],
)
def test_conduct(act: Act, known: Facts, expected: list[str]) -> None:
    assert keys(PCR, act, known) == expected


@pytest.mark.parametrize(
    ("instrument", "known", "instead"),
    [
        pytest.param(PCR, facts(came_to_attention="2020-01-31"), CONDUCT_2012, id="conduct"),
        pytest.param(PCMR, facts(complaint_made="2020-01-31"), COMPLAINTS_2012, id="complaint"),
        pytest.param(PCMR, facts(complaint_made="2020-01-31", act_on="2026-01-05"), COMPLAINTS_2012, id="handled-late"),
        pytest.param(PCR, facts(act_on="2019-05-01"), CONDUCT_2012, id="only-an-act"),
        pytest.param(PATR, facts(came_to_attention="2020-01-31"), APPEALS_2012, id="appeal"),
        pytest.param(VETTING, facts(act_on="2025-05-13"), APP, id="vetting-before-its-regulations"),
    ],
)
def test_what_began_before_is_not_governed(instrument: Instrument, known: Facts, instead: Instrument) -> None:
    answer = applicable(instrument=instrument, act=Act.HANDLING, facts=known)
    assert isinstance(answer, NotGoverned)
    assert answer.instead == instead
    assert "do not govern this" in answer.why


@pytest.mark.parametrize(
    ("instrument", "day", "expected"),
    [
        pytest.param(VETTING, "2025-05-14", ["V1"], id="vetting-first-day"),
        pytest.param(VETTING, "2026-07-12", ["V1"], id="vetting-before-the-change"),
        pytest.param(VETTING, "2026-07-13", ["V2"], id="vetting-from-the-change"),
        pytest.param(BLR, "2016-01-01", ["2017"], id="whose-beginning-was-not-read"),
        pytest.param(SUPER_COMPLAINTS, "2026-01-05", ["2018"], id="super-complaint"),
    ],
)
def test_other_instruments(instrument: Instrument, day: str, expected: list[str]) -> None:
    assert keys(instrument, Act.VETTING, facts(act_on=day)) == expected


def test_when_the_deciding_fact_is_missing_and_the_others_disagree_it_is_asked_for() -> None:
    with pytest.raises(NoAnswer, match="came_to_attention"):
        applicable(
            instrument=PCR, act=Act.HANDLING, facts=facts(behaviour_from="2019-05-01", behaviour_to="2020-03-01")
        )


def test_what_is_taken_for_granted_is_said() -> None:
    def assumed(known: Facts) -> str:
        governed = applicable(instrument=PCR, act=Act.APPEAL, facts=known)
        assert isinstance(governed, Governed)
        return governed.candidates[0].why

    assert assumed(facts(act_on="2021-06-02")) == (
        "the matter came to the attention of the appropriate authority on or after 1 Feb 2020"
    )
    assert assumed(facts(act_on="2021-06-02", came_to_attention="2021-01-04")) == ""


def test_nothing_known_is_no_question() -> None:
    with pytest.raises(NoAnswer, match="complaint_made, came_to_attention"):
        applicable(instrument=PCR, act=Act.HANDLING, facts=Facts())


def test_a_saving_that_is_signed_off_decides() -> None:
    known = facts(behaviour_from="2026-07-12", act_on="2026-08-01")
    signed = SignOff(key="saving.PCR.R4", signed_on=date(2026, 9, 1), by="A. Adviser", provision="reg 3")
    assert keys(PCR, Act.SUSPENSION, known, SignOffs(known=[signed], as_at=date(2026, 8, 31))) == ["R1", "R4"]
    assert keys(PCR, Act.SUSPENSION, known, SignOffs(known=[signed], as_at=date(2026, 9, 1))) == ["R1"]
    other = SignOff(
        key="saving.PCR.R4",
        signed_on=date(2026, 9, 2),
        by="A. Adviser",
        provision="reg 3",
        corrects=Correction(turns_on="act_on"),
    )
    assert keys(PCR, Act.SUSPENSION, known, SignOffs(known=[signed, other], as_at=date(2026, 9, 2))) == ["R4"]


def test_every_saving_has_a_key_of_its_own() -> None:
    assert len({saving.key for saving in SAVINGS}) == len(SAVINGS)


@pytest.mark.parametrize(
    ("instrument", "act", "key", "expected"),
    [
        pytest.param(PCR, Act.SUSPENSION, "R4", "R4", id="what-2026-changed"),
        pytest.param(PCR, Act.SUSPENSION, "R3", "R1", id="suspension-was-left-alone-until-then"),
        pytest.param(PCR, Act.PROCEEDINGS, "R4", "R3", id="hearings-were-left-alone-in-2026"),
        pytest.param(PCR, Act.PROCEEDINGS, "R2", "R2", id="hearings-in-2024"),
        pytest.param(PCR, Act.INVESTIGATION, "R2", "R1", id="investigations-were-left-alone-in-2024"),
        pytest.param(PCMR, Act.HANDLING, "R4", "R3", id="complaints"),
        pytest.param(PATR, Act.APPEAL, "R4", "R1", id="rules-that-did-not-change"),
        pytest.param(VETTING, Act.VETTING, "V2", "V2", id="vetting"),
    ],
)
def test_a_version_by_its_name(instrument: Instrument, act: Act, key: str, expected: str) -> None:
    version = named(instrument=instrument, act=act, key=key)
    assert version.key == expected
    assert key in names(instrument=instrument, act=act, version=version)


def test_a_version_is_called_by_every_name_that_leads_to_it() -> None:
    r3 = named(instrument=PCR, act=Act.PROCEEDINGS, key="R3")
    assert names(instrument=PCR, act=Act.PROCEEDINGS, version=r3) == {"R3", "R4"}


@pytest.mark.parametrize(
    ("instrument", "key"),
    [pytest.param(PCR, "R5", id="none-such"), pytest.param(VETTING, "R4", id="another-series")],
)
def test_an_unknown_version_is_answered_with_those_that_exist(instrument: Instrument, key: str) -> None:
    with pytest.raises(NoAnswer, match=r"Versions: [RV]1"):
        named(instrument=instrument, act=Act.VETTING, key=key)
