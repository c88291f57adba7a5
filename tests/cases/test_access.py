"""Who may see a matter: principals, time, and denials that beat them all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.accounts.models import User
from cases.accounts.roles import SEES_CASES, Role
from cases.models import Case, CaseDenial, CaseReader, ReaderWhy
from cases.workforce import roles
from cases.workforce.models import Person, Posting
from tests.factories import cases
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY, holder, place
from tests.factories.users import LONG_AGO, user

pytestmark = pytest.mark.django_db


def seen_by(somebody: User) -> list[str]:
    """What they may see, asked in each of the three ways: the ways agree."""
    reader = access.reader(user=somebody, on=TODAY)
    found = list(access.visible_to(reader=reader).order_by("-pk"))
    assert list(access.newest(reader=reader, wanted=Q(), before=None, most=50)) == found
    for case in Case.objects.all():
        try:
            assert access.find(reader=reader, reference=case.reference) in found
        except access.NotThere:
            assert case not in found
    return [case.headline for case in found]


def person_of(somebody: User, **values: str) -> Person:
    number = f"P{somebody.pk}"
    return Person.objects.create(number=number, surname=somebody.name, sort_key=number, user=somebody, **values)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_the_matters_of_its_unit_only_where_it_sees_any(role: Role) -> None:
    mine, other = place(), place()
    cases.case(unit=mine, headline="mine")
    cases.case(unit=other, headline="theirs")
    assert seen_by(holder(role, unit=mine)) == (["mine"] if role in SEES_CASES else [])


def test_a_role_held_in_no_unit_opens_no_matter() -> None:
    cases.case()
    assert seen_by(user(Role.HEAD_OF_DEPARTMENT)) == []


def test_a_role_above_the_unit_opens_its_matters_and_one_below_or_beside_it_does_not() -> None:
    force = place()
    department = place(below=force)
    team, beside = place(below=department), place(below=department)
    cases.case(unit=department, headline="of the department")
    cases.case(unit=team, headline="of the team")
    assert seen_by(holder(Role.SUPERVISOR, unit=force)) == ["of the team", "of the department"]
    assert seen_by(holder(Role.SUPERVISOR, unit=department)) == ["of the team", "of the department"]
    assert seen_by(holder(Role.SUPERVISOR, unit=team)) == ["of the team"]
    assert seen_by(holder(Role.SUPERVISOR, unit=beside)) == []


@pytest.mark.parametrize(
    ("first", "last", "sees"),
    [
        pytest.param(0, None, True, id="from-its-first-day"),
        pytest.param(1, None, False, id="not-the-day-before"),
        pytest.param(-9, 0, True, id="on-its-last-day"),
        pytest.param(-9, -1, False, id="not-the-day-after"),
    ],
)
def test_a_role_opens_matters_while_it_is_held(first: int, last: int | None, sees: bool) -> None:
    unit, somebody = place(), user()
    cases.case(unit=unit, headline="it")
    roles.give(
        user=somebody,
        role=Role.INVESTIGATOR,
        unit=unit,
        first_day=TODAY + timedelta(first),
        last_day=None if last is None else TODAY + timedelta(last),
        by=BY,
        at=AT,
    )
    assert seen_by(somebody) == (["it"] if sees else [])


def test_a_restricted_matter_is_for_those_who_are_named() -> None:
    unit = place()
    named, colleague = holder(Role.INVESTIGATOR, unit=unit), holder(Role.INVESTIGATOR, unit=unit)
    cases.case(unit=unit, restricted=True, named=(named,), headline="restricted")
    assert seen_by(named) == ["restricted"]
    assert seen_by(colleague) == []


def test_somebody_named_twice_over_sees_it_once() -> None:
    unit = place()
    somebody = holder(Role.INVESTIGATOR, Role.SUPERVISOR, unit=unit)
    made = cases.case(unit=unit, named=(somebody,), headline="it")
    CaseReader.objects.create(case=made, principal=f"role:supervisor:{unit.pk}", why=ReaderWhy.ROLE)
    assert seen_by(somebody) == ["it"]


def test_a_role_in_a_unit_may_be_a_reader_by_itself() -> None:
    unit = place()
    supervisor, investigator = holder(Role.SUPERVISOR, unit=unit), holder(Role.INVESTIGATOR, unit=unit)
    made = cases.case(restricted=True, headline="for supervisors")
    CaseReader.objects.create(case=made, principal=f"role:supervisor:{unit.pk}", why=ReaderWhy.ROLE)
    assert seen_by(supervisor) == ["for supervisors"]
    assert seen_by(investigator) == []


@pytest.mark.parametrize(
    ("until", "sees"),
    [pytest.param(0, True, id="the-last-day"), pytest.param(-1, False, id="the-day-after")],
)
def test_sight_for_a_time_ends_by_its_date_alone(until: int, sees: bool) -> None:
    somebody = holder(Role.INVESTIGATOR, unit=place())
    made = cases.case(headline="it")
    CaseReader.objects.create(
        case=made, principal=somebody.principal, why=ReaderWhy.GRANT, until=TODAY + timedelta(until)
    )
    assert seen_by(somebody) == (["it"] if sees else [])


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("last_day", "holds"),
    [
        pytest.param(None, True, id="no-end"),
        pytest.param(0, True, id="the-last-day"),
        pytest.param(-1, False, id="over"),
    ],
)
def test_whoever_is_named_sees_it_only_while_they_hold_a_role_that_sees_matters(
    role: Role, last_day: int | None, holds: bool
) -> None:
    somebody = user()
    ends = None if last_day is None else TODAY + timedelta(last_day)
    roles.give(user=somebody, role=role, first_day=LONG_AGO, last_day=ends, by=BY, at=AT)
    cases.case(headline="it", named=(somebody,), restricted=True)
    assert seen_by(somebody) == (["it"] if holds and role in SEES_CASES else [])


def test_a_role_that_is_yet_to_begin_opens_nothing() -> None:
    unit, somebody = place(), user()
    tomorrow = TODAY + timedelta(1)
    roles.give(user=somebody, role=Role.INVESTIGATOR, unit=unit, first_day=tomorrow, by=BY, at=AT)
    cases.case(unit=unit, headline="it", named=(somebody,))
    assert seen_by(somebody) == []
    assert access.reader(user=somebody, on=tomorrow).sees_as


@pytest.mark.parametrize("denied_as", ["user", "person"])
def test_a_denial_beats_every_reader(denied_as: str) -> None:
    unit = place()
    somebody = holder(Role.SUPERVISOR, unit=unit)
    person = person_of(somebody)
    made = cases.case(unit=unit, named=(somebody,))
    for principal in (f"unit:{unit.pk}", f"role:supervisor:{unit.pk}", somebody.principal):
        CaseReader.objects.get_or_create(case=made, principal=principal, why=ReaderWhy.GRANT, until=TODAY)
    assert len(seen_by(somebody)) == 1
    principal = somebody.principal if denied_as == "user" else f"person:{person.pk}"
    CaseDenial.objects.create(case=made, principal=principal, why="wall")
    assert seen_by(somebody) == []


def test_whom_it_is_about_never_sees_it_nor_does_who_manages_them() -> None:
    unit = place()
    concerned, manager, colleague = (holder(Role.SUPERVISOR, unit=unit) for _ in range(3))
    managed, managing = person_of(concerned), person_of(manager)
    Posting.objects.create(person=managed, unit=unit, kind="officer", line_manager=managing, first_day=LONG_AGO)
    cases.case(unit=unit, about=(managed,), named=(concerned, manager), headline="it")
    assert seen_by(concerned) == []
    assert seen_by(manager) == []
    assert seen_by(colleague) == ["it"]


def test_who_managed_them_before_is_not_denied() -> None:
    unit = place()
    concerned, former = holder(Role.SUPERVISOR, unit=unit), holder(Role.SUPERVISOR, unit=unit)
    managed, managing = person_of(concerned), person_of(former)
    Posting.objects.create(
        person=managed,
        unit=unit,
        kind="officer",
        line_manager=managing,
        first_day=LONG_AGO,
        last_day=TODAY - timedelta(1),
    )
    cases.case(unit=unit, about=(managed,), headline="it")
    assert seen_by(former) == ["it"]


def test_being_concerned_in_one_matter_hides_no_other() -> None:
    unit = place()
    concerned = holder(Role.SUPERVISOR, unit=unit)
    cases.case(unit=unit, about=(person_of(concerned),), headline="about them")
    cases.case(unit=unit, headline="another")
    assert seen_by(concerned) == ["another"]


def test_an_account_that_is_linked_later_is_denied_from_then_on() -> None:
    unit = place()
    concerned = holder(Role.SUPERVISOR, unit=unit)
    person = Person.objects.create(number="late", surname="Late", sort_key="late")
    cases.case(unit=unit, about=(person,))
    assert len(seen_by(concerned)) == 1
    Person.objects.filter(pk=person.pk).update(user=concerned)
    assert seen_by(concerned) == []


# --- Asking for one ---


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("CO-0000-0000-0", id="no-such-matter"),
        pytest.param("", id="nothing"),
        pytest.param("\0", id="a-nul"),
        pytest.param("CO-" + "9" * 5000, id="too-long"),
        pytest.param("' OR 1=1 --", id="not-a-reference"),
    ],
)
def test_what_is_no_reference_is_not_there(asked: str) -> None:
    with pytest.raises(access.NotThere):
        access.find(reader=access.reader(user=user(), on=TODAY), reference=asked)


def test_a_reference_is_read_whatever_its_capitals_and_blanks_around_it() -> None:
    unit = place()
    made = cases.case(unit=unit)
    reader = access.reader(user=holder(Role.INVESTIGATOR, unit=unit), on=TODAY)
    assert access.find(reader=reader, reference=f"  {made.reference.lower()} ") == made
    assert access.find(reader=reader, reference=made.reference, lock=True) == made


# --- A page of a list ---


def test_newest_first_page_after_page_whatever_the_principals() -> None:
    units = [place(), place(), place()]
    somebody = user()
    for unit in units:
        roles.give(user=somebody, role=Role.INVESTIGATOR, unit=unit, first_day=LONG_AGO, by=BY, at=AT)
    made = [cases.case(unit=units[number % 3], named=(somebody,) if number % 2 else ()).pk for number in range(11)]
    reader = access.reader(user=somebody, on=TODAY)
    pages: list[int] = []
    before = None
    while page := list(access.newest(reader=reader, wanted=Q(), before=before, most=3)):
        assert len(page) <= 3
        pages += [case.pk for case in page]
        before = page[-1].pk
    assert pages == made[::-1]


def test_of_what_they_read_twice_over_no_matter_is_lost_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 6)
    somebody = holder(Role.INVESTIGATOR, unit=place())
    made = [cases.case(named=(somebody,)) for _ in range(12)]
    for case in made:
        CaseReader.objects.create(case=case, principal=somebody.principal, why=ReaderWhy.GRANT, until=TODAY)
    reader = access.reader(user=somebody, on=TODAY)
    first = list(access.newest(reader=reader, wanted=Q(), before=None, most=50))
    then = list(access.newest(reader=reader, wanted=Q(), before=first[-1].pk, most=50))
    assert [*first, *then] == made[::-1]
    assert access.counted(reader=reader, owned=Q(), others=[Q()], most=8).is_all is False
    assert access.counted(reader=reader, owned=Q(), others=[Q()], most=12).others == [12]


@pytest.mark.parametrize("own", [pytest.param(False, id="all"), pytest.param(True, id="with-them")])
@pytest.mark.parametrize("principals", [1, 2, 3])
@pytest.mark.parametrize("how_many", [0, 3, 4, 5, 8, 11])
def test_a_look_ends_at_its_last_matter_as_whatever_they_see_and_the_next_goes_on_there(
    monkeypatch: pytest.MonkeyPatch, own: bool, principals: int, how_many: int
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 4)
    somebody, units = user(), [place() for _ in range(principals)]
    for unit in units:
        roles.give(user=somebody, role=Role.INVESTIGATOR, unit=unit, first_day=LONG_AGO, by=BY, at=AT)
    made = [cases.case(unit=units[at % principals], owner=somebody).pk for at in range(how_many)]
    reader, ends, before = access.reader(user=somebody, on=TODAY), [], None
    while True:
        # Nothing is like that, so that only the look itself leads on.
        assert not access.newest(reader=reader, wanted=Q(kind="conduct"), before=before, most=50, own=own)
        asked = access.end_of_look(reader=reader, before=before, own=own)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT ({asked.text})", asked.values)
            before = cursor.fetchone()[0]
        if before is None:
            break
        ends.append(before)
    assert ends == made[::-1][3::4]


def test_what_is_wanted_is_asked_in_every_walk() -> None:
    unit = place()
    somebody = holder(Role.INVESTIGATOR, unit=unit)
    cases.case(unit=unit, kind="conduct")
    wanted = cases.case(unit=unit, named=(somebody,))
    reader = access.reader(user=somebody, on=TODAY)
    assert list(access.newest(reader=reader, wanted=Q(kind="complaint"), before=None, most=9)) == [wanted]


def test_who_they_are_to_the_tables_takes_one_question_whatever_they_hold() -> None:
    somebody = user()
    for _ in range(4):
        roles.give(user=somebody, role=Role.SUPERVISOR, unit=place(), first_day=LONG_AGO, by=BY, at=AT)
    with CaptureQueriesContext(connection) as questions:
        reader = access.reader(user=somebody, on=TODAY)
    assert len(questions) == 1
    assert len(reader.sees_as) == 1 + 4 * 2


def test_only_the_newest_are_counted_and_it_is_said_where_there_are_more() -> None:
    unit = place()
    me = holder(Role.SUPERVISOR, unit=unit)
    for kind in ("complaint", "conduct", "conduct", "complaint"):
        cases.case(unit=unit, kind=kind, owner=me)
    cases.case(kind="conduct")
    reader = access.reader(user=me, on=TODAY)
    kinds = [Q(kind="conduct"), Q(kind="complaint"), Q()]
    for most, owned, others, is_all in ((5, 4, [2, 2, 4], True), (4, 4, [2, 2, 4], True), (3, 4, [2, 2, 4], False)):
        found = access.counted(reader=reader, owned=Q(owner=me), others=kinds, most=most)
        assert (found.owned, found.others, found.is_all, found.owned_is_all) == (owned, others, is_all, is_all)
    found = access.counted(reader=reader, owned=Q(owner=me, kind="complaint"), others=kinds, most=2)
    assert (found.owned, found.others) == (1, [2, 1, 3])


def test_a_place_is_exact_only_as_far_as_was_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = place()
    me = holder(Role.SUPERVISOR, unit=unit)
    made = [cases.case(unit=unit, kind=kind) for kind in ("conduct", "complaint", "complaint", "conduct")]
    reader = access.reader(user=me, on=TODAY)
    wanted = Q(kind="conduct")
    for looked_at, expected in (
        (5, (2, True, made[3].reference)),
        (4, (2, False, made[3].reference)),
        (3, (1, False, "")),
    ):
        monkeypatch.setattr(access, "LOOKED_AT", looked_at)
        found = access.around(reader=reader, wanted=wanted, number=made[0].pk, most=500)
        assert found is not None
        assert (found.number, found.is_exact, found.newer) == expected


@pytest.mark.parametrize("own", [pytest.param(False, id="all"), pytest.param(True, id="with-them")])
def test_from_neighbour_to_neighbour_one_comes_to_the_end_or_is_told_that_it_may_be_further(
    monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 3)
    unit = place()
    me = holder(Role.SUPERVISOR, unit=unit)
    mine = [cases.case(unit=unit, owner=me if at % 5 == 0 else None) for at in range(16)][::5]
    reader, seen = access.reader(user=me, on=TODAY), []
    here = mine[-1]
    while True:
        found = access.around(reader=reader, wanted=Q(owner=me), number=here.pk, most=500, own=own)
        assert found
        seen.append(here)
        if not found.older:
            # Of those that are with them it knows; among all of them, the next one may lie beyond what was looked at.
            assert found.is_beyond is (not own)
            break
        here = Case.objects.get(reference=found.older)
    assert seen == (mine[::-1] if own else mine[-1:])
    first = access.around(reader=reader, wanted=Q(), number=mine[0].pk, most=500, own=own)
    assert first
    assert (first.older, first.is_beyond) == ("", False)
