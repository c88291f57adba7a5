"""Which perishable evidence is proposed, from place and time; what is recorded already is proposed no more."""

from datetime import date
from typing import Any

import pytest

from cases.models import Case, PerishableSystem
from cases.queries.plan import footage, proposals
from tests.factories import cases, plan
from tests.factories.cases import TODAY

GENERAL = {"body_worn_video", "radio", "command_and_control"}


@pytest.mark.parametrize(
    ("told", "words", "because"),
    [
        pytest.param("On the bus", ["bus"], "The matter says “bus”", id="a-word"),
        pytest.param("Two buses", ["bus"], "The matter says “buses”", id="more-than-one"),
        pytest.param("A busy road", ["bus"], "", id="part-of-a-word"),
        pytest.param("CUSTODY suite", ["custody"], "The matter says “CUSTODY”", id="in-capitals"),
        pytest.param("At the car park", ["car", "car park"], "The matter says “car park”", id="the-longer-first"),
        pytest.param("In A&E", ["a&e"], "The matter says “A&E”", id="signs"),
        pytest.param("Anything", [], proposals.ANYWHERE, id="no-words-fit-anything"),
        pytest.param("", ["bus"], "", id="nothing-told"),
    ],
)
def test_a_system_fits_where_one_of_its_words_is_said(told: str, words: list[str], because: str) -> None:
    assert proposals.because(words=words, told=told) == because


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "proposed"),
    [
        pytest.param({"place": "Custody, cell 4"}, {"custody_cctv", "door_entry"}, id="custody"),
        pytest.param({"headline": "Pushed off a bus"}, {"transport_cctv"}, id="from-the-headline"),
        pytest.param({"what_happened": "A friend filmed it"}, {"witness_phone"}, id="from-what-happened"),
        pytest.param({"place": "Market Square"}, {"council_cctv"}, id="a-square"),
        pytest.param({}, set(), id="nothing-said"),
    ],
)
def test_what_may_exist_is_proposed_from_place_and_words(values: dict[str, Any], proposed: set[str]) -> None:
    case = cases.case(**({"what_happened": "", "place": ""} | values))
    seen = footage.footage(case=case, on=TODAY)
    assert {one.key for one in seen.proposed} == GENERAL | proposed


@pytest.mark.django_db
def test_what_is_deleted_first_stands_first_and_what_is_recorded_is_proposed_no_more() -> None:
    case = cases.case(place="A bus at the station", behaviour_from=date(2026, 11, 20))
    found = footage.footage(case=case, on=TODAY).proposed
    assert found[0].key == "transport_cctv"
    assert (found[0].deletion.on, found[0].said) == (date(2026, 11, 25), "is deleted on 25 November 2026")
    assert [one.deletion.on for one in found] == sorted(one.deletion.on for one in found)
    plan.preservation(
        case=case, system=PerishableSystem.objects.get(key="transport_cctv"), state="not_needed", because="x"
    )
    assert "transport_cctv" not in {one.key for one in footage.footage(case=case, on=TODAY).proposed}


@pytest.mark.django_db
def test_a_system_that_the_force_does_not_use_is_not_proposed() -> None:
    PerishableSystem.objects.filter(key="radio").update(is_used=False)
    assert "radio" not in {one.key for one in footage.footage(case=_case(), on=TODAY).proposed}


def _case() -> Case:
    return cases.case(place="")
