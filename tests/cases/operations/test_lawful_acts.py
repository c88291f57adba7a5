"""Acts of the law's tables in a matter: done, refused in words, or done past an unconfirmed guard with a reason."""

from typing import Any

import pytest

from cases.accounts.models import User
from cases.audit.trail import Refused
from cases.models import Case, Decision
from cases.operations import lawful_acts
from cases.operations.lawful_acts import Doing
from misconduct.stages.who import Who
from tests.factories.acts import AT
from tests.factories.cases import TODAY, case
from tests.factories.register import delegation
from tests.factories.users import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    return user()


def do(matter: Case, act: str, by: User, capacity: Who = Who.DEPARTMENT, **values: Any) -> None:
    lawful_acts.do(case=matter, doing=Doing(act=act, by=by, capacity=capacity, on=TODAY, at=AT, **values))


def test_an_act_moves_the_stage_and_leaves_its_decision(me: User) -> None:
    matter = case(stage="logged", complaint_made_on=TODAY)
    do(matter, "contact_complainant", me, answers={"contact_possible": "yes", "views_sought": "yes"})
    assert matter.stage == "contacted"
    # What the law needs to know later is kept; who acted stands in the decision.
    assert matter.known == {"contact_possible": "yes", "views_sought": "yes"}
    made = Decision.objects.get()
    assert (made.act, made.by, made.capacity, made.stage_before, made.stage_after) == (
        "contact_complainant",
        me,
        "department",
        "logged",
        "contacted",
    )
    assert (made.provision, made.grade) == ("Police Reform Act 2002, Sch 3 para 2(6)", "TEXT_SEEN")


@pytest.mark.parametrize(
    ("stage", "act", "capacity", "says"),
    [
        pytest.param("received", "close_matter", Who.DEPARTMENT, "It is done at", id="not-at-this-stage"),
        pytest.param("logged", "contact_complainant", Who.DEPARTMENT, "Not known", id="a-question-is-open"),
        pytest.param("logged", "contact_complainant", Who.OFFICER, "the complaint handler", id="not-theirs-to-do"),
    ],
)
def test_what_the_law_does_not_permit_is_refused_in_words(
    me: User, stage: str, act: str, capacity: Who, says: str
) -> None:
    matter = case(stage=stage, complaint_made_on=TODAY)
    with pytest.raises(Refused) as refused:
        do(matter, act, me, capacity)
    assert says in refused.value.sentence
    assert refused.value.about.case_id == matter.pk
    assert matter.stage == stage
    assert not Decision.objects.exists()


def test_an_unconfirmed_guard_asks_for_a_reason_and_keeps_it(me: User) -> None:
    matter = case(stage="not_referred", complaint_made_on=TODAY, known={"conduct_indicated": "yes"})
    scheme = delegation("handle_otherwise", to_user=me)
    with pytest.raises(Refused, match="Give a reason"):
        do(matter, "handle_otherwise", me, Who.APPROPRIATE_AUTHORITY, delegation=scheme)
    do(matter, "handle_otherwise", me, Who.APPROPRIATE_AUTHORITY, delegation=scheme, reasons="The officer has died.")
    made = Decision.objects.get()
    assert (matter.stage, made.reasons, made.delegation) == ("handling", "The officer has died.", scheme)
    assert [one["guard"] for one in made.unmet] == ["handle_otherwise.no_indication"]


def test_no_delegation_no_decision(me: User) -> None:
    matter = case(stage="contacted", complaint_made_on=TODAY)
    with pytest.raises(Refused, match="Name the delegation"):
        do(matter, "record_matter", me, Who.APPROPRIATE_AUTHORITY)
    said = {"delegation": delegation("record_matter", to_user=me)}
    with pytest.raises(Refused, match="Give the reasons"):
        do(matter, "record_matter", me, Who.APPROPRIATE_AUTHORITY, **said)
    do(matter, "record_matter", me, Who.APPROPRIATE_AUTHORITY, reasons="They want it recorded.", **said)
    assert matter.stage == "recorded"


def test_what_a_matter_is_treated_as_changes_and_its_kind_does_not(me: User) -> None:
    matter = case(kind="conduct", stage="logged")
    scheme = delegation("treat_as_recordable", to_user=me)
    do(matter, "treat_as_recordable", me, Who.APPROPRIATE_AUTHORITY, delegation=scheme, reasons="It may be a crime.")
    assert (matter.kind, matter.treated_as, matter.stage) == ("conduct", "recordable_conduct", "recorded")
    assert "kind" not in matter.known
