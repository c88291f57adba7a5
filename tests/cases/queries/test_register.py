"""Somebody is found by the beginning of a surname, any part of a name, collar or number; and nobody is ever hidden."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.queries import register
from cases.workforce.models import Person, Posting
from cases.workforce.people import folded
from tests.factories.acts import AT
from tests.factories.register import person, posting, unit
from tests.factories.users import LONG_AGO

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
DAY = timedelta(days=1)
MANY = 500


def found(text: str, most: int = 10) -> list[str]:
    return [picked.name for picked in register.pick(text=text, on=TODAY, most=most)]


@pytest.fixture
def people() -> None:
    here = unit("RA", name="Response A")
    person(surname="O’Brien-Smith", forenames="Zoë Anne", number="P/1a", collar="1234", unit=here, rank="Sergeant")
    person(surname="Smith", forenames="John", number="500", collar="37a")
    person(surname="Smithson", forenames="Ann", number="501", collar="3700")
    person(surname="van der Berg", forenames="Jo", number="12345", collar="")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("smith", ["John Smith", "Ann Smithson", "Zoë Anne O’Brien-Smith"], id="surnames-that-begin-first"),
        pytest.param("SMITHS", ["Ann Smithson"], id="capitals-do-not-matter"),
        pytest.param("zoe", ["Zoë Anne O’Brien-Smith"], id="accents-do-not-matter"),
        pytest.param("o'brien smith", ["Zoë Anne O’Brien-Smith"], id="punctuation-does-not-matter"),
        pytest.param("smith jo", ["John Smith"], id="surname-and-part-of-a-forename"),
        pytest.param("john smith", ["John Smith"], id="forename-first"),
        pytest.param("berg", ["Jo van der Berg"], id="a-later-part-of-a-surname"),
        pytest.param("van der", ["Jo van der Berg"], id="a-surname-of-several-words"),
        pytest.param("j", [], id="one-letter-is-only-the-beginning-of-a-surname"),
        pytest.param("v", ["Jo van der Berg"], id="one-letter"),
        pytest.param("37A", ["John Smith"], id="collar"),
        pytest.param("37", ["John Smith", "Ann Smithson"], id="beginning-of-a-collar"),
        pytest.param("00", ["Ann Smithson"], id="end-of-a-collar"),
        pytest.param("234", ["Zoë Anne O’Brien-Smith"], id="end-of-a-collar-of-three"),
        pytest.param("smithson 00", ["Ann Smithson"], id="a-name-and-the-end-of-a-collar"),
        pytest.param("37 ann", ["Ann Smithson"], id="the-beginning-of-a-collar-and-a-name"),
        pytest.param("smith 99", [], id="a-name-and-another-collar"),
        pytest.param("smith 37 00", [], id="two-collars"),
        pytest.param("4", [], id="one-character-is-no-end-of-a-collar"),
        pytest.param("23", [], id="not-the-middle-of-a-collar"),
        pytest.param("7A", ["John Smith"], id="end-of-a-collar-whatever-its-capitals"),
        pytest.param("p/1", ["Zoë Anne O’Brien-Smith"], id="beginning-of-a-number"),
        pytest.param("1234", ["Zoë Anne O’Brien-Smith", "Jo van der Berg"], id="a-collar-that-is-it-first"),
        pytest.param("mith", [], id="not-from-the-middle-of-a-word"),
        pytest.param("smith zz", [], id="every-word-counts"),
        pytest.param("", [], id="nothing-typed"),
        pytest.param("  ", [], id="blanks"),
        pytest.param("\0", [], id="nothing-that-can-be-read"),
        pytest.param("%", [], id="no-pattern"),
        pytest.param("_mith", [], id="no-pattern-either"),
        pytest.param("' | ! & : * \\", [], id="no-question-of-the-databases-own"),
        pytest.param("smith & !john", ["John Smith"], id="signs-are-no-words"),
        pytest.param("王", [], id="letters-that-names-are-not-folded-to"),
    ],
)
def test_somebody_is_found(people: None, text: str, names: list[str]) -> None:
    assert found(text) == names


def test_at_most_so_many_are_listed(people: None) -> None:
    assert found("smith", most=2) == ["John Smith", "Ann Smithson"]


def test_a_choice_says_who_somebody_is_and_was_last() -> None:
    one, other = unit("RA", name="Response A"), unit("CU", name="Custody")
    somebody = person(surname="Post", unit=one, collar="77", last_day=TODAY - DAY)
    posting(somebody, unit=other, rank="Sergeant", kind="special", first_day=TODAY + DAY)
    shown = register.pick(text="post", on=TODAY)[0]
    assert (shown.rank, shown.unit, shown.kind, shown.has_left) == (
        "Constable", "Response A", "police officer up to chief superintendent", False,
    )  # fmt: skip
    assert shown.said == "Constable Alex Post, collar 77, Response A"
    later = register.pick(text="post", on=TODAY + DAY)[0]
    assert (later.rank, later.unit, later.kind) == ("Sergeant", "Custody", "special constable")


def test_somebody_who_never_was_posted_is_listed_too() -> None:
    person(surname="New")
    assert [picked.said for picked in register.pick(text="new", on=TODAY)] == ["Alex New, no unit yet"]


@pytest.mark.parametrize(
    ("day", "left"),
    [
        pytest.param(TODAY - DAY, False, id="the-day-before"),
        pytest.param(TODAY, False, id="their-last-day"),
        pytest.param(TODAY + DAY, True, id="the-day-after"),
    ],
)
def test_who_has_left_is_listed_and_said_to_have(day: date, left: bool) -> None:
    person(surname="Leaver", unit=unit(), left_on=TODAY)
    shown = register.pick(text="leaver", on=day)[0]
    assert (shown.has_left, shown.said.endswith("(has left)")) == (left, left)


def test_people_are_found_by_their_ids_by_name() -> None:
    second, first = person(surname="Zed"), person(surname="Abel")
    assert [one.id for one in register.by_ids(ids=[second.pk, first.pk, 0], on=TODAY)] == [first.pk, second.pk]


def test_the_number_of_queries_is_the_same_for_any_number_of_people() -> None:
    here = unit()
    person(surname="Same", unit=here)
    with CaptureQueriesContext(connection) as one:
        found("same")
    for _ in range(8):
        person(surname="Same", unit=here, line_manager=person(surname="Manager", unit=here))
    with CaptureQueriesContext(connection) as many:
        assert len(found("same")) == 9
    assert (len(one), len(many)) == (2, 2)


@pytest.fixture
def many() -> None:
    """Some hundred people, all different."""
    names = [f"Sur{number % 997:03d}x{number}" for number in range(MANY)]
    people = [
        Person(
            number=f"N{number:06d}", surname=name, sort_key=folded(f"{name} Fore{number}"), forenames=f"Fore{number}",
            collar=f"C{number}",
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    Person.objects.bulk_create(people)
    here = unit()
    made = [Posting(person=one, unit=here, kind="officer", first_day=LONG_AGO) for one in people]
    Posting.objects.bulk_create(made)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sur123", id="beginning-of-a-surname"),
        pytest.param("fore432", id="beginning-of-a-forename"),
        pytest.param("sur123 fore", id="two-words"),
        pytest.param("c432", id="collar"),
        pytest.param("n00043", id="beginning-of-a-number"),
    ],
)
def test_nobody_is_found_by_reading_everybody(many: None, text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert register.pick(text=text, on=TODAY)
    for query in asked.captured_queries:
        plan = planned(query["sql"])
        assert "Seq Scan on workforce_person" not in plan, plan
        assert "Seq Scan on workforce_posting" not in plan, plan


def planned(sql: str) -> str:
    """How the database would go about it where it reads a whole table only if nothing else is possible."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + sql)
        return "\n".join(line for (line,) in cursor.fetchall())
