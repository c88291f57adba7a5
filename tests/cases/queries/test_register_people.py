"""Lists of people, somebody's page, and the tree of units: as on a day."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from cases.accounts.roles import Role
from cases.queries import register_people, register_units
from cases.queries.register_people import EVERYBODY, LEFT, SERVING, Wanted
from cases.workforce import roles
from cases.workforce.models import Person, UnitPlace
from cases.workforce.people import folded
from tests import databases
from tests.factories.acts import AT, BY
from tests.factories.register import person, posting, unit
from tests.factories.users import LONG_AGO, user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
DAY = timedelta(days=1)


def names(on: date = TODAY, **asked: str) -> list[str]:
    return [one.name for one in register_people.people(wanted=Wanted(**asked), on=on).people]


# --- The list ---


def test_everybody_who_serves_by_surname() -> None:
    for surname in ("Ó Briain", "Zed", "abel", "Öz"):
        person(surname=surname)
    person(surname="Gone", left_on=TODAY - DAY)
    assert names() == ["Alex abel", "Alex Ó Briain", "Alex Öz", "Alex Zed"]


@pytest.mark.parametrize(
    ("who", "listed"),
    [
        pytest.param(SERVING, ["Alex Lastday", "Alex Serves"], id="serving"),
        pytest.param(LEFT, ["Alex Gone"], id="left"),
        pytest.param(EVERYBODY, ["Alex Gone", "Alex Lastday", "Alex Serves"], id="everybody"),
    ],
)
def test_who_serves_and_who_has_left(who: str, listed: list[str]) -> None:
    person(surname="Serves")
    person(surname="Lastday", left_on=TODAY)
    person(surname="Gone", left_on=TODAY - DAY)
    assert names(who=who) == listed


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param("walt", ["Zoë O’Brien-Walters"], id="a-later-word-of-a-surname"),
        pytest.param("WALTERS", ["Zoë O’Brien-Walters"], id="capitals"),
        pytest.param("o'brien w", ["Zoë O’Brien-Walters"], id="the-beginning-of-the-whole-surname"),
        pytest.param("obr", ["Zoë O’Brien-Walters"], id="a-first-word"),
        pytest.param("zoe", ["Zoë O’Brien-Walters"], id="a-forename-without-its-accent"),
        pytest.param("ZOË walt", ["Zoë O’Brien-Walters"], id="words-in-any-order"),
        pytest.param("mar", ["Ann Marie Delacroix"], id="a-second-forename"),
        pytest.param("pc 12", ["Ann Marie Delacroix"], id="the-beginning-of-a-collar"),
        pytest.param("12", [], id="not-the-middle-of-a-collar"),
        pytest.param("alters", [], id="not-the-middle-of-a-word"),
    ],
)
def test_somebody_is_listed_by_the_beginning_of_any_word(text: str, listed: list[str]) -> None:
    person(surname="O’Brien-Walters", forenames="Zoë")
    person(surname="Delacroix", forenames="Ann Marie", collar="PC 1234")
    assert names(text=text) == listed


@pytest.mark.django_db(transaction=True)
def test_a_list_of_few_among_many_is_found_by_index_as_the_database_itself_would_choose() -> None:
    known = [(f"Sur{number}-Walt{number}", f"Fore{number}", number) for number in range(2000)]
    Person.objects.bulk_create(
        Person(
            number=f"N{number:06d}", surname=surname, forenames=forenames, collar=f"C{number}",
            sort_key=folded(f"{surname} {forenames}"),
        )
        for surname, forenames, number in known
    )  # fmt: skip
    database = make_conninfo(databases.ADMIN_URL, dbname=connection.settings_dict["NAME"])
    with psycopg.connect(database, autocommit=True) as owner:
        # Only who owns the table may have it looked through; without that the plan would be a guess.
        owner.execute("VACUUM ANALYZE workforce_person")
    for text, index in (
        ("walt123", "person_by_part_of_name"),
        ("sur123", "person_by_beginning_of_name"),
        ("c123", "person_by_start_of_collar"),
        ("c123", "person_by_end_of_collar"),
        ("n00012", "person_by_start_of_number"),
    ):
        with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
            assert names(text=text)
            cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert f"Bitmap Index Scan on {index}" in plan, plan
        assert "Seq Scan" not in plan, plan


def test_people_of_a_unit_and_of_those_below_it() -> None:
    top = unit("TOP")
    middle = unit("MID", under=top)
    low = unit("LOW", under=middle)
    for surname, where in (("Atop", top), ("Middling", middle), ("Lowly", low), ("Other", unit("OTH"))):
        person(surname=surname, unit=where)
    assert names(unit="MID") == ["Alex Lowly", "Alex Middling"]
    assert names(unit="TOP", text="low") == ["Alex Lowly"]
    assert names(unit="NOWHERE") == []


def test_a_unit_lists_who_is_there_now_or_was_there_last() -> None:
    here, there = unit("HERE"), unit("THERE")
    moved = person(surname="Moved", unit=here, last_day=TODAY - DAY)
    posting(moved, unit=there, first_day=TODAY)
    person(surname="Between", unit=here, last_day=TODAY - DAY)
    person(surname="Coming", unit=here, first_day=TODAY + DAY)
    assert names(unit="HERE") == ["Alex Between"]
    assert names(unit="THERE") == ["Alex Moved"]
    assert names(unit="HERE", on=TODAY + DAY) == ["Alex Between", "Alex Coming"]
    assert names(unit="HERE", on=TODAY - DAY) == ["Alex Between", "Alex Moved"]


def test_people_of_a_kind_in_a_unit() -> None:
    here = unit("HERE")
    person(surname="Member", unit=here, kind="staff")
    person(surname="Officer", unit=here)
    was = person(surname="Was", unit=here, kind="staff", last_day=TODAY - DAY)
    posting(was, unit=here, kind="officer", first_day=TODAY)
    assert names(kind="staff") == ["Alex Member"]
    assert names(kind="officer", unit="HERE") == ["Alex Officer", "Alex Was"]


def test_pages_follow_one_another_and_nobody_is_left_out_or_shown_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_people, "PAGE", 3)
    for number in range(7):
        # Two of each name: of the same name, the one who came first into the register.
        person(surname=f"Same{number // 2}", number=f"N{number}")
    seen: list[list[str]] = []
    after: str | None = ""
    while after is not None:
        page = register_people.people(wanted=Wanted(after=after), on=TODAY)
        seen += [[one.number for one in page.people]]
        after = page.next_after
    assert seen == [["N0", "N1", "N2"], ["N3", "N4", "N5"], ["N6"]]
    assert register_people.people(wanted=Wanted(after="N6"), on=TODAY).people == []


@pytest.mark.parametrize("after", ["nobody", "\0"])
def test_after_nobody_is_the_beginning(after: str) -> None:
    person(surname="One")
    assert names(after=after) == ["Alex One"]


def test_a_list_takes_the_same_queries_whatever_is_in_it() -> None:
    here, counts = unit("HERE"), []
    person(surname="Same", unit=here)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            names(unit="HERE", kind="officer", text="same")
        counts.append(len(asked))
        for _ in range(20):
            person(surname="Same", unit=here, line_manager=person(surname="Same", unit=here))
    assert counts == [4, 4]


# --- Somebody's page ---


def test_somebody_as_on_a_day() -> None:
    here, there, manager = unit("HERE", name="Here"), unit("THERE", name="There"), person(surname="Manager", number="M")
    account = user()
    roles.give(user=account, role=Role.INVESTIGATOR, unit=here, first_day=LONG_AGO, by=BY, at=AT)
    roles.give(user=account, role=Role.SUPERVISOR, first_day=TODAY + DAY, by=BY, at=AT)
    somebody = person(surname="Seen", number="S", unit=here, user=account, last_day=TODAY - DAY, line_manager=manager)
    posting(somebody, unit=there, rank="Sergeant", post="Custody sergeant", first_day=TODAY)
    seen = register_people.find(number="S", on=TODAY)
    assert seen is not None
    assert (seen.name, seen.account, seen.has_left) == ("Alex Seen", account.email, False)
    assert seen.now is not None
    assert (seen.now.rank, seen.now.post, seen.now.unit, seen.now.manager) == (
        "Sergeant", "Custody sergeant", "There", "",
    )  # fmt: skip
    assert [(row.unit_code, row.manager_number, row.last_day) for row in seen.postings] == [
        ("THERE", "", None),
        ("HERE", "M", TODAY - DAY),
    ]
    assert [(role.role, role.unit) for role in seen.roles] == [("Investigator", "Here")]


def test_somebody_between_postings_is_in_none() -> None:
    person(number="S", unit=unit(), last_day=TODAY - DAY)
    seen = register_people.find(number="S", on=TODAY)
    assert seen is not None
    assert (seen.now, len(seen.postings), seen.roles) == (None, 1, [])


@pytest.mark.parametrize("number", ["", "nobody", "s", "\0"])
def test_nobody_of_that_number(number: str) -> None:
    person(number="S")
    assert register_people.find(number=number, on=TODAY) is None


def test_a_page_takes_the_same_queries_however_long_somebody_served() -> None:
    here, account = unit(), user(Role.INVESTIGATOR)
    somebody = person(number="S", unit=here, user=account, last_day=LONG_AGO)
    counts = []
    for year in range(2):
        with CaptureQueriesContext(connection) as asked:
            register_people.find(number="S", on=TODAY)
        counts.append(len(asked))
        for month in range(1, 13):
            first = date(2021 + year, month, 1)
            posting(somebody, unit=here, first_day=first, last_day=first, line_manager=person())
    assert counts == [4, 4]


# --- The tree of units ---


def shown(on: date = TODAY) -> list[tuple[str, int, int, int]]:
    return [(row.code, row.depth, row.posted, row.below) for row in register_units.tree(on=on)]


def test_units_stand_under_one_another_and_count_who_is_posted() -> None:
    top = unit("TOP", name="Z force")
    beta, alpha = unit("B", name="Beta", under=top), unit("A", name="Alpha", under=top)
    low = unit("LOW", under=alpha)
    unit("ALONE", name="A first")
    for where in (low, low, alpha, top):
        person(unit=where)
    person(unit=beta, last_day=TODAY - DAY)
    person(unit=beta, first_day=TODAY + DAY)
    assert shown() == [("ALONE", 0, 0, 0), ("TOP", 0, 1, 4), ("A", 1, 1, 3), ("LOW", 2, 2, 2), ("B", 1, 0, 0)]


def test_a_unit_stands_where_it_stood_on_that_day() -> None:
    one, two = unit("ONE"), unit("TWO")
    mover = unit("MOVER")
    UnitPlace.objects.create(unit=mover, parent=one, first_day=LONG_AGO, last_day=TODAY - DAY)
    UnitPlace.objects.create(unit=mover, parent=two, first_day=TODAY)
    unit("OLD", last_day=TODAY - DAY)
    assert [row[:2] for row in shown(TODAY - DAY)] == [("OLD", 0), ("ONE", 0), ("MOVER", 1), ("TWO", 0)]
    assert [row[:2] for row in shown()] == [("ONE", 0), ("TWO", 0), ("MOVER", 1)]


def test_no_unit_is_left_out_where_they_stand_in_a_ring_or_under_one_that_is_gone() -> None:
    one, two, gone = unit("ONE"), unit("TWO"), unit("GONE", last_day=TODAY - DAY)
    UnitPlace.objects.create(unit=one, parent=two, first_day=LONG_AGO)
    UnitPlace.objects.create(unit=two, parent=one, first_day=LONG_AGO)
    orphan = unit("ORPHAN", under=gone)
    person(unit=two)
    person(unit=orphan)
    assert shown() == [("ORPHAN", 0, 1, 1), ("ONE", 0, 0, 1), ("TWO", 1, 1, 1)]


def test_the_tree_takes_the_same_queries_however_large_it_is() -> None:
    top = unit()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            register_units.choices(on=TODAY)
        counts.append(len(asked))
        for _ in range(10):
            person(unit=unit(under=top))
    assert counts == [3, 3]
