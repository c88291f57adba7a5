"""Changing what is recorded: versions, conflicts, what is added; and a hundred races of which none is lost."""

import os
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused
from cases.models import Case, Change, Party
from cases.operations import case_changes, sight
from cases.operations.case_changes import FIELDS, Conflict
from cases.operations.intake.values import Alleged, Mistake, Named
from cases.queries import case_versions
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db
# The nightly run races longer: `RACES=10000`.
RACES = int(os.environ.get("RACES", "100"))


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


def change(case: Case, by: User, version: int = 1, **typed: Any) -> Any:
    return case_changes.change(reference=case.reference, typed=typed, version=version, by=by, at=AT)


def test_what_was_typed_is_written_with_one_version_more_and_one_entry(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    typed: dict[str, Any] = {"headline": "Another", "place": "High Street", "behaviour_from": date(2026, 11, 1)}
    assert change(case, me, **typed).fields == ("headline", "place", "behaviour_from")
    case.refresh_from_db()
    assert (case.headline, case.place, case.behaviour_from, case.version) == (
        "Another",
        "High Street",
        date(2026, 11, 1),
        2,
    )
    about = f"case:{case.reference}"
    assert said(Act.CASE_CHANGED) == [("done", me.principal, about, "headline, where, first day of it")]


def test_nothing_new_is_no_change(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    assert change(case, me, headline=case.headline).fields == ()
    assert Case.objects.get().version == 1
    assert not said(Act.CASE_CHANGED)


DAY = timedelta(days=1)
MADE = TODAY - 9 * DAY
WRONG = [
    pytest.param({"behaviour_from": TODAY + DAY}, "behaviour_from", id="happened-tomorrow"),
    pytest.param({"behaviour_from": MADE, "behaviour_to": TODAY + DAY}, "behaviour_to", id="ends-tomorrow"),
    pytest.param({"behaviour_from": MADE, "behaviour_to": MADE - DAY}, "behaviour_to", id="ends-before-it-begins"),
    pytest.param({"behaviour_to": TODAY}, "behaviour_to", id="ends-without-having-begun"),
    pytest.param({"behaviour_from": MADE + DAY}, "behaviour_from", id="happened-after-it-was-complained-of"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_days_that_cannot_be_are_refused(unit: Unit, me: User, typed: dict[str, Any], field: str) -> None:
    case = cases.case(unit=unit, complaint_made_on=MADE)
    with pytest.raises(Mistake) as mistake:
        change(case, me, **typed)
    assert mistake.value.field == field
    assert Case.objects.get().version == 1


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"behaviour_from": MADE, "behaviour_to": TODAY}, id="as-it-was-complained-of-until-today"),
        pytest.param({"behaviour_from": MADE - 99 * DAY}, id="long-ago"),
    ],
)
def test_days_that_can_be_are_taken(unit: Unit, me: User, typed: dict[str, Any]) -> None:
    case = cases.case(unit=unit, complaint_made_on=MADE)
    assert set(change(case, me, **typed).fields) == set(typed)


def test_old_days_that_cannot_be_do_not_stand_in_the_way_of_another_change(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit, behaviour_from=TODAY + DAY)
    assert change(case, me, place="Village").fields == ("place",)


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_present_one_is_a_conflict(unit: Unit, me: User, version: int) -> None:
    case = cases.case(unit=unit)
    with pytest.raises(Conflict):
        change(case, me, version=version, headline="Another")
    assert Case.objects.get().headline == case.headline


def test_a_matter_that_is_not_theirs_or_frozen_is_not_changed(unit: Unit, me: User) -> None:
    with pytest.raises(NotThere):
        change(cases.case(), me, headline="x")
    with pytest.raises(Refused):
        change(cases.case(unit=unit, is_frozen=True), me, headline="x")


def test_it_can_be_with_whoever_sees_it_and_with_nobody(unit: Unit, me: User) -> None:
    case, other = cases.case(unit=unit), holder(Role.INVESTIGATOR, unit=unit)
    change(case, me, owner_id=other.pk)
    assert Case.objects.get().owner == other
    change(case, me, version=2, owner_id=None)
    assert Case.objects.get().owner is None


@pytest.mark.parametrize("who", ["administrator", "elsewhere", "concerned"])
def test_it_is_with_nobody_who_may_not_have_it(unit: Unit, me: User, who: str) -> None:
    somebody = {
        "administrator": lambda: user(Role.ADMINISTRATOR),
        "elsewhere": lambda: holder(Role.INVESTIGATOR, unit=register.unit()),
        "concerned": lambda: holder(Role.INVESTIGATOR, unit=unit),
    }[who]()
    about = (register.person(user=somebody),) if who == "concerned" else ()
    case = cases.case(unit=unit, about=about)
    with pytest.raises(Refused) as refusal:
        change(case, me, owner_id=somebody.pk)
    assert refusal.value.sentence == sight.REFUSAL
    assert Case.objects.get().owner is None


def test_an_allegation_stands_against_everybody_whom_it_is_about(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    subjects = [cases.subject(case=case), cases.subject(case=case)]
    alleged = Alleged(category="G", sub_category="G2", summary="PC Ann Bee abused it", standards=("use_of_force",))
    made = case_changes.add_allegation(reference=case.reference, alleged=alleged, by=me, at=AT)
    assert (made.number, made.scheme, made.sub_category, made.standards) == (2, "IOPC_2020", "G2", ["use_of_force"])
    assert {each.subject for each in made.against.all()} == set(subjects)
    assert Case.objects.get().version == 2
    assert said(Act.ALLEGATION_ADDED) == [("done", me.principal, f"allegation:{made.pk}", "allegation 2, category G")]


@pytest.mark.parametrize("name", ["Ada Example", ""])
def test_a_party_is_kept_with_their_identity_apart(unit: Unit, me: User, name: str) -> None:
    case = cases.case(unit=unit)
    named = Named(role="witness", name=name)
    made = case_changes.add_party(reference=case.reference, named=named, by=me, at=AT)
    assert (made.identity.name if made.identity else "") == name
    # Who they are stands in no entry.
    assert said(Act.PARTY_ADDED) == [("done", me.principal, f"party:{made.pk}", "witness")]
    assert Case.objects.get().version == 2
    assert Party.objects.count() == 1


# --- What changed since ---


def test_a_conflict_shows_who_changed_what(unit: Unit, me: User) -> None:
    case, other = cases.case(unit=unit, place="Town"), holder(Role.INVESTIGATOR, unit=unit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('candour.acting', %s, true)", [other.principal])
    change(case, other, headline="Theirs", place="Village", owner_id=other.pk)
    case.refresh_from_db()
    typed = {name: getattr(case, name) for name in FIELDS}
    typed |= {"headline": "Mine", "place": "Town", "would_put_right": "An apology", "owner_id": None}
    found = case_versions.since(case=case, version=1, typed=typed, titles=FIELDS)
    assert found.by == [other.name]
    assert {(row.field, row.theirs, row.mine, row.theirs_changed, row.mine_changed) for row in found.rows} == {
        ("headline", "Theirs", "Mine", True, True),
        ("place", "Village", "Town", True, False),
        ("would_put_right", "", "An apology", False, True),
        ("owner_id", other.name, "Nobody", True, False),
    }
    assert [row.field for row in found.rows if row.is_open] == ["headline"]


def test_what_was_changed_and_changed_back_is_no_difference(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit, place="Town")
    change(case, me, place="Village")
    change(case, me, version=2, place="Town")
    case.refresh_from_db()
    found = case_versions.since(case=case, version=1, typed={"place": "City"}, titles=FIELDS)
    assert [(row.theirs_changed, row.mine_changed) for row in found.rows] == [(False, True)]


# --- Races ---


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_matter_at_once_exactly_one_wins_and_none_is_lost() -> None:
    unit = register.unit()
    ann, bob = holder(Role.SUPERVISOR, unit=unit), holder(Role.SUPERVISOR, unit=unit)
    case = cases.case(unit=unit)
    for number in range(RACES):
        version = number + 1
        found = race(
            *(
                partial(change, case, who, version=version, headline=f"{name} {version}")
                for who, name in ((ann, "Ann"), (bob, "Bob"))
            )
        )
        conflicts = [each for each in found if isinstance(each, Conflict)]
        assert len(conflicts) == 1, found
        winner = "Ann" if isinstance(found[1], Conflict) else "Bob"
        case.refresh_from_db()
        assert (case.headline, case.version) == (f"{winner} {version}", version + 1)
    assert Entry.objects.filter(what=Act.CASE_CHANGED).count() == RACES
    assert Change.objects.filter(case_id=case.pk, table="cases_case").count() == RACES
