"""What must be referred to the IOPC by what was logged already: that clock runs from the first page on."""

from datetime import timedelta
from typing import Any

import pytest

from cases.accounts.roles import Role
from cases.models import Case, Deadline
from cases.operations import case_changes, corrections, intake
from cases.operations.intake import Alleged
from cases.queries import logged as queries
from tests.factories.acts import AT
from tests.factories.cases import holder, place
from tests.factories.matters import ALL_NO, TODAY, call, new_matter
from tests.factories.standing import brought_to

pytestmark = pytest.mark.django_db
EARLIER = TODAY - timedelta(days=3)
PURPOSE = (Alleged(category="G", sub_category="G2", summary="A relationship with a victim"),)
EMOTIONAL = (Alleged(category="G", sub_category="G3", summary="Messages to a victim"),)
RUDE = (Alleged(category="H", sub_category="H1", summary="Swore"),)
DAYS = {"complaint_made_on": EARLIER, "received_on": EARLIER, "came_to_attention_on": EARLIER}


def running(case: Case) -> list[Deadline]:
    return list(Deadline.objects.filter(case=case, key="iopc_referral", met_on__isnull=True, ended_on__isnull=True))


def logged(**values: Any) -> Case:
    unit = place()
    answer = intake.log(matter=new_matter(unit, **(DAYS | values)), by=holder(Role.INVESTIGATOR, unit=unit), at=AT)
    return Case.objects.get(reference=answer.reference)


@pytest.mark.parametrize("kind", ["complaint", "conduct", "recordable_conduct"])
@pytest.mark.parametrize(
    ("values", "runs"),
    [
        pytest.param({"facts": {"death": "yes"}}, True, id="a-death"),
        pytest.param({"facts": {"serious_physical_harm": "yes:broken jaw"}}, True, id="a-serious-injury-with-a-note"),
        pytest.param({"facts": {"death": "no", "serious_physical_harm": "unknown"}}, False, id="no-and-not-known"),
        pytest.param({"facts": {"minor_physical_harm": "yes"}}, False, id="hurt-slightly"),
        pytest.param({"facts": {"corruption": "yes"}}, False, id="corruption-is-not-serious-corruption-by-itself"),
        pytest.param({"allegations": PURPOSE}, True, id="abuse-of-position-for-a-sexual-purpose"),
        pytest.param({"allegations": EMOTIONAL}, True, id="to-pursue-an-improper-emotional-relationship"),
        pytest.param({"allegations": RUDE + PURPOSE}, True, id="as-one-of-two"),
        pytest.param({"allegations": RUDE}, False, id="rude"),
        pytest.param({}, False, id="nothing-said"),
    ],
)
def test_what_was_logged_starts_it_on_the_day_of_attention(kind: str, values: dict[str, Any], runs: bool) -> None:
    days = {} if kind == "complaint" else {"complaint_made_on": None}
    case = logged(kind=kind, **(days | values))
    found = [(row.event_on, row.work_to, row.may_count_against) for row in running(case)]
    # From memory: it reminds and sorts, and never counts as missed.
    assert found == ([(EARLIER, EARLIER + timedelta(days=1), False)] if runs else [])


def test_it_is_what_is_due_first_for_whoever_logged_it_whatever_comes_next() -> None:
    unit = place()
    me = holder(Role.INVESTIGATOR, unit=unit)
    made = intake.log(matter=new_matter(unit, facts={"death": "yes"}), by=me, at=AT)
    seen = queries.seen(reference=made.reference, by=me, on=TODAY)
    assert seen.due_first
    assert (seen.due_first.title, seen.due_first.due) == (
        "Referral to the Independent Office for Police Conduct",
        "due tomorrow",
    )


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        pytest.param({"resolve": False}, True, id="left-open"),
        pytest.param({"reason": "It was the wrong category, as they said"}, False, id="closed-for-a-reason"),
    ],
)
def test_of_a_call_a_category_speaks_only_where_it_was_not_closed_after_a_second_look(
    values: dict[str, Any], runs: bool
) -> None:
    unit = place()
    told = call(unit, tests=ALL_NO, matter={"allegations": PURPOSE}, **values)
    answer = intake.log_and_resolve(call=told, by=holder(Role.COMPLAINT_HANDLER, unit=unit), at=AT)
    assert answer.closed is not runs
    assert bool(running(Case.objects.get(reference=answer.reference))) is runs


@pytest.mark.parametrize(("sub_category", "runs"), [("G2", True), ("G3", True), ("G4", False), ("", False)])
@pytest.mark.parametrize("kind", ["complaint", "conduct", "recordable_conduct"])
@pytest.mark.parametrize("way", ["added", "corrected"])
def test_an_allegation_that_came_later_starts_it_on_the_day_on_which_it_was_recorded(
    kind: str, sub_category: str, runs: bool, way: str
) -> None:
    days = {} if kind == "complaint" else {"complaint_made_on": None}
    case = logged(kind=kind, allegations=RUDE, **days)
    told = Alleged(category="G", sub_category=sub_category, summary="A relationship with a witness")
    said: dict[str, Any] = {"reference": case.reference, "alleged": told, "at": AT}
    by = holder(Role.INVESTIGATOR, unit=case.unit)
    if way == "added":
        case_changes.add_allegation(**said, by=by)
    else:
        allegation_id = case.allegations.get().pk
        corrections.correct_allegation(**said, by=by, allegation_id=allegation_id, version=case.version)
    assert [(row.event_on, row.work_to) for row in running(case)] == ([(TODAY, TODAY + timedelta(1))] if runs else [])


def test_one_that_runs_already_goes_on_from_its_own_day() -> None:
    case = logged(kind="death_or_serious_injury", complaint_made_on=None)
    told = Alleged(category="G", sub_category="G2", summary="A relationship with a witness")
    by = holder(Role.INVESTIGATOR, unit=case.unit)
    case_changes.add_allegation(reference=case.reference, alleged=told, by=by, at=AT)
    assert [row.event_on for row in running(case)] == [EARLIER]


@pytest.mark.parametrize("way", ["referred", "closed", "another-word"])
def test_a_correction_starts_nothing_where_it_was_referred_is_closed_or_is_of_a_word(way: str) -> None:
    case = logged(allegations=RUDE if way == "closed" else PURPOSE)
    referral = Deadline.objects.filter(case=case, key="iopc_referral")
    if way == "closed":
        brought_to(case=case, stage="closed")
    elif way == "referred":
        referral.update(met_on=TODAY)
    else:
        referral.update(ended_on=TODAY)
    told = Alleged(category="G", sub_category="G3" if way == "referred" else "G2", summary="Other words")
    by = holder(Role.INVESTIGATOR, unit=case.unit)
    said: dict[str, Any] = {"allegation_id": case.allegations.get().pk, "version": case.version, "by": by, "at": AT}
    assert corrections.correct_allegation(reference=case.reference, alleged=told, **said).fields
    assert running(case) == []
