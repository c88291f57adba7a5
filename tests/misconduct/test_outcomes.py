"""What may be imposed after which finding: the table of the source cell by cell, and what else must be so."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct import clocks
from misconduct.guards import Circumstances
from misconduct.outcomes import (
    GUARDS,
    IMPOSABLE,
    LISTINGS,
    Finding,
    Outcome,
    imposable,
    opens_vetting_review,
    stands_in_the_way,
)
from misconduct.stages.circumstances import QUESTIONS

# The source's table: form, finding, then for each outcome whether it may be imposed; `again` takes reg 42(5) or (6).
COLUMNS = (
    ("meeting", "misconduct"),
    ("hearing", "misconduct"),
    ("hearing", "gross_misconduct"),
    ("accelerated", "gross_misconduct"),
)
CELLS = {
    Outcome.WRITTEN_WARNING: ("yes", "yes", "no", "no"),
    Outcome.FINAL_WRITTEN_WARNING: ("yes", "yes", "yes", "yes"),
    Outcome.REDUCTION_IN_RANK: ("no", "again", "yes", "yes"),
    Outcome.DISMISSAL: ("no", "again", "yes", "yes"),
}
CLEAN = {
    "officer_status": "serving",
    "written_warning_at_assessment": "no",
    "final_warning_at_assessment": "no",
    "reduced_in_rank_at_assessment": "no",
    "unconnected_incidents": "no",
    "operational_impact_considered": "yes",
    "exceptional_circumstances": "yes",
}


def known(form: str, finding: str, version: str = "R3", **more: str) -> Circumstances:
    return Circumstances(known=CLEAN | {"form": form, "finding": finding} | more, version=version)


@pytest.mark.parametrize("version", ["R1", "R2", "R3"])
@pytest.mark.parametrize(
    ("outcome", "form", "finding", "cell"),
    [(outcome, *column, cell) for outcome, cells in CELLS.items() for column, cell in zip(COLUMNS, cells, strict=True)],
)
def test_the_table_of_the_source(outcome: Outcome, form: str, finding: str, cell: str, version: str) -> None:
    facts = known(form, finding, version)
    assert (outcome in imposable(facts=facts)) == (cell == "yes")
    again = facts.after({"unconnected_incidents": "yes"})
    assert (outcome in imposable(facts=again)) == (cell in {"yes", "again"})


def test_a_final_warning_at_the_assessment_opens_dismissal_for_misconduct() -> None:
    facts = known("hearing", "misconduct", final_warning_at_assessment="yes")
    assert Outcome.DISMISSAL in imposable(facts=facts)
    # Another final warning, or a written one, then asks for a reason: remembered, not read.
    for outcome in (Outcome.FINAL_WRITTEN_WARNING, Outcome.WRITTEN_WARNING):
        found = stands_in_the_way(outcome=outcome, facts=facts)
        assert found
        assert not any(one.refuses for one in found)


@pytest.mark.parametrize("outcome", [Outcome.FINAL_WRITTEN_WARNING, Outcome.REDUCTION_IN_RANK])
@pytest.mark.parametrize(("version", "asks"), [("R1", False), ("R2", False), ("R3", True), ("R4", True)])
def test_less_than_dismissal_for_gross_misconduct_is_exceptional_since_2025(
    outcome: Outcome, version: str, asks: bool
) -> None:
    facts = known("hearing", "gross_misconduct", version, exceptional_circumstances="no")
    keys = {one.key for one in stands_in_the_way(outcome=outcome, facts=facts)}
    assert keys == ({"decide.exceptional_circumstances"} if asks else set())
    assert not stands_in_the_way(outcome=outcome, facts=facts.after({"exceptional_circumstances": "yes"}))
    assert not stands_in_the_way(outcome=Outcome.DISMISSAL, facts=facts)


@pytest.mark.parametrize(
    ("outcome", "more", "key", "refuses"),
    [
        pytest.param(
            Outcome.FINAL_WRITTEN_WARNING,
            {"form": "accelerated", "final_warning_at_assessment": "yes"},
            "decide.second_final_warning_accelerated",
            True,
            id="62-3-second-final-warning",
        ),
        pytest.param(
            Outcome.REDUCTION_IN_RANK,
            {"form": "accelerated", "reduced_in_rank_at_assessment": "yes"},
            "decide.second_reduction_accelerated",
            True,
            id="62-7-reduced-already",
        ),
        pytest.param(
            Outcome.REDUCTION_IN_RANK,
            {"form": "hearing", "reduced_in_rank_at_assessment": "yes"},
            "decide.second_reduction",
            False,
            id="42-remembered",
        ),
        pytest.param(
            Outcome.REDUCTION_IN_RANK,
            {"form": "accelerated", "operational_impact_considered": "no"},
            "decide.operational_impact_accelerated",
            True,
            id="62-6-operational-impact",
        ),
        pytest.param(
            Outcome.REDUCTION_IN_RANK,
            {"form": "hearing", "operational_impact_considered": "no"},
            "decide.operational_impact",
            False,
            id="42-operational-impact-remembered",
        ),
    ],
)
def test_what_else_must_be_so(outcome: Outcome, more: dict[str, str], key: str, refuses: bool) -> None:
    found = stands_in_the_way(outcome=outcome, facts=known("hearing", "gross_misconduct").after(more))
    assert {one.key: one.refuses for one in found} == {key: refuses}


@pytest.mark.parametrize("version", ["R1", "R2", "R3", "R4"])
def test_of_a_former_officer_only_that_they_would_have_been_dismissed_or_nothing(version: str) -> None:
    for form, finding in itertools.product(("hearing", "accelerated"), ("gross_misconduct", "misconduct", "neither")):
        found = set(imposable(facts=known(form, finding, version, officer_status="former")))
        assert found <= {Outcome.WOULD_HAVE_BEEN_DISMISSED, Outcome.NO_ACTION}
        assert (Outcome.WOULD_HAVE_BEEN_DISMISSED in found) == (finding == "gross_misconduct")
    assert Outcome.WOULD_HAVE_BEEN_DISMISSED not in imposable(facts=known("hearing", "gross_misconduct", version))


@given(
    said=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(list(QUESTIONS[name].answers)) for name in (*CLEAN, "form", "finding", "outcome")
        },
    )
)
def test_a_meeting_never_dismisses_nor_reduces_rank(said: dict[str, str]) -> None:
    found = imposable(facts=Circumstances(known=said | {"form": "meeting"}))
    assert not {Outcome.DISMISSAL, Outcome.REDUCTION_IN_RANK, Outcome.WOULD_HAVE_BEEN_DISMISSED} & set(found)


def test_reflective_practice_follows_only_a_finding_of_neither() -> None:
    for form, finding in itertools.product(("meeting", "hearing"), ("gross_misconduct", "misconduct", "neither")):
        found = imposable(facts=known(form, finding))
        assert (Outcome.REFLECTIVE_PRACTICE in found) == (finding == "neither")


def test_every_outcome_has_a_row_and_every_life_a_clock() -> None:
    assert {row.outcome for row in IMPOSABLE} == set(Outcome)
    assert {row.outcome.label: row.live for row in IMPOSABLE if row.live} == {
        "written_warning": "ww_live",
        "final_written_warning": "fww_live",
    }
    assert {row.live for row in IMPOSABLE if row.live} <= clocks.LIMITS.keys()
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.name)
def test_a_duty_to_report_to_the_college_has_its_clock(listing: object) -> None:
    assert listing.clock in clocks.LIMITS  # type: ignore[attr-defined]


@pytest.mark.parametrize(("finding", "outcome"), list(itertools.product(Finding, Outcome)))
def test_misconduct_short_of_dismissal_opens_a_vetting_review(finding: Finding, outcome: Outcome) -> None:
    gone = outcome in {Outcome.DISMISSAL, Outcome.WOULD_HAVE_BEEN_DISMISSED}
    assert opens_vetting_review(finding=finding, outcome=outcome) == (finding is not Finding.NEITHER and not gone)
