"""Files from personnel: what each line does to the register, once, whatever else is in the file."""

from datetime import date

import pytest

from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.jobs.models import JobRun
from cases.operations import hr_files
from cases.operations.hr_files import Unreadable
from cases.workforce.models import HrFile, HrLine, Person, ProtectedCharacteristics, Unit, UnitPlace
from tests.factories.acts import AT, BY
from tests.factories.hr_files import NEW, Values, carry_on, data_of, held, line, read
from tests.factories.register import person, unit
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db


# --- What a line does ---


def test_a_line_adds_somebody_their_posting_and_their_unit() -> None:
    assert read(line()) == [("added", "")]
    somebody = Person.objects.get()
    assert (somebody.number, str(somebody), somebody.sort_key, somebody.collar) == ("P1", "Jo Smith", "smith jo", "37")
    assert held() == [("P1", "RA", "Constable", date(2026, 1, 1), None, None)]
    assert Unit.objects.get().name == "Response A"


def test_a_new_unit_stands_under_the_one_that_is_named() -> None:
    read(line(), line(person_number="P2", unit_code="RA1", unit_name="Response A1") | {"unit_under": "RA"})
    placed = UnitPlace.objects.get()
    assert (placed.unit.code, placed.parent.code, placed.first_day) == ("RA1", "RA", date(2026, 1, 1))


def test_a_posting_from_a_day_on_ends_the_running_one_the_day_before() -> None:
    read(line())
    assert read(line(posted_from="01/03/2026", rank="Sergeant")) == [("added", "")]
    assert held() == [
        ("P1", "RA", "Constable", date(2026, 1, 1), date(2026, 2, 28), None),
        ("P1", "RA", "Sergeant", date(2026, 3, 1), None, None),
    ]


@pytest.mark.parametrize(
    ("second", "result"),
    [
        pytest.param({}, "same", id="nothing"),
        pytest.param({"unit_name": "Another name"}, "same", id="the-name-of-a-known-unit"),
        pytest.param({"kind": "Police officer up to chief superintendent"}, "same", id="the-kind-in-words"),
        pytest.param({"surname": "Smith-Jones"}, "changed", id="surname"),
        pytest.param({"collar": ""}, "changed", id="collar-taken-away"),
        pytest.param({"rank": "Sergeant"}, "changed", id="rank"),
        pytest.param({"unit_code": "CU"}, "changed", id="unit"),
        pytest.param({"line_manager_number": "M"}, "changed", id="line-manager"),
        pytest.param({"posted_to": "2026-03-31"}, "ended", id="last-day"),
        pytest.param({"left_on": "2026-03-31"}, "ended", id="left"),
        pytest.param({"left_on": "2026-01-01"}, "ended", id="left-on-the-first-day"),
        pytest.param({"posted_from": "2026-02-01"}, "added", id="another-posting"),
    ],
)
def test_what_a_second_line_about_somebody_comes_to(second: Values, result: str) -> None:
    unit("CU")
    person(number="M")
    read(line())
    # Other columns, so that it is another file also where it says the same.
    assert read(line(**second) | {"sex": ""}) == [(result, "")]
    assert read(line(**second) | {"gender": ""}) == [("same", "")]


def test_a_column_that_is_not_there_changes_nothing() -> None:
    read(line(posted_to="2026-12-31", left_on="2027-01-31", line_manager_number=""))
    few = {name: NEW[name] for name in ("person_number", "surname", "kind", "unit_code", "posted_from")}
    assert read(few) == [("same", "")]
    assert held() == [("P1", "RA", "Constable", date(2026, 1, 1), date(2026, 12, 31), None)]
    assert Person.objects.get().left_on == date(2027, 1, 31)
    assert read(few | {"posted_from": "2027-02-01"}) == [
        ("rejected", "posted_from is after the day on which they left, 2027-01-31")
    ]


def test_somebody_who_comes_back() -> None:
    read(line(left_on="2026-03-31"))
    assert read(line(posted_from="2026-09-01", left_on="")) == [("added", "")]
    assert [row[3:5] for row in held()] == [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 9, 1), None)]
    assert Person.objects.get().left_on is None


def test_the_last_of_several_lines_about_somebody_stands() -> None:
    assert read(line(), line(surname="Jones"), line(posted_from="2026-05-01"), line(posted_from="2025-05-01")) == [
        ("added", ""), ("changed", ""), ("added", ""), ("added", ""),
    ]  # fmt: skip
    assert Person.objects.get().surname == "Smith"
    assert [row[3] for row in held()] == [date(2025, 5, 1), date(2026, 1, 1), date(2026, 5, 1)]


def test_somebody_whose_name_has_none_of_our_letters_is_found_by_number() -> None:
    assert read(line(surname="王", forenames="")) == [("added", "")]
    assert Person.objects.get().sort_key == "p1"


# --- Accounts ---


def test_an_account_is_linked_once() -> None:
    account, other = user(email="jo@force.example"), user(email="other@force.example")
    assert read(line(account_email="JO@force.example")) == [("added", "")]
    assert Person.objects.get().user == account
    assert read(line(account_email="", rank="Sergeant")) == [("changed", "")]
    assert Person.objects.get().user == account
    linked = [(thing, reason) for _, _, thing, reason in said(Act.PERSON_LINKED)]
    assert linked == [(f"person:{Person.objects.get().pk}", f"user:{account.pk}")]
    taken = line(person_number="P2", account_email="jo@force.example")
    assert read(taken)[0][1].startswith("The account given as account_email is linked to somebody else")
    moved = line(account_email="other@force.example")
    assert read(moved) == [("rejected", "They are linked to another account than the one given as account_email")]
    assert not Person.objects.filter(user=other).exists()


def test_of_two_lines_for_one_account_the_first_has_it() -> None:
    user(email="jo@force.example")
    lines = [line(person_number=number, account_email="jo@force.example") for number in ("P1", "P2")]
    assert [result for result, _ in read(*lines)] == ["added", "rejected"]


# --- Characteristics ---


def test_characteristics_are_kept_in_their_table_and_nowhere_else() -> None:
    told = line() | {"born_on": "1990-05-06", "sex": "Female", "ethnicity": "Canary words"}
    rejected = told | {"person_number": "P2", "line_manager_number": "X"}
    assert [result for result, _ in read(told, rejected)] == ["added", "rejected"]
    kept = ProtectedCharacteristics.objects.get()
    assert (kept.born_on, kept.sex, kept.ethnicity, kept.from_file) == (
        date(1990, 5, 6), "Female", "Canary words", HrFile.objects.get(),
    )  # fmt: skip
    assert all("Canary" not in str(row.values) and "ethnicity" not in row.values for row in HrLine.objects.all())
    assert HrLine.objects.first().values["surname"] == "Smith"  # type: ignore[union-attr]
    assert read(told | {"sex": "", "post": "Response"}) == [("changed", "")]
    kept.refresh_from_db()
    assert (kept.born_on, kept.sex, kept.ethnicity) == (date(1990, 5, 6), "", "Canary words")


def test_nothing_is_kept_of_somebody_of_whom_nothing_is_said() -> None:
    read(line() | {"born_on": "", "sex": ""})
    assert not ProtectedCharacteristics.objects.exists()


# --- The same file, and others ---


def test_the_same_file_is_read_once() -> None:
    data = data_of(line())
    first = hr_files.receive(name="a.csv", data=data, by=BY, at=AT)
    again = hr_files.receive(name="b.csv", data=data, by=BY, at=AT)
    assert (first.is_new, again.is_new, again.file.pk) == (True, False, first.file.pk)
    assert JobRun.objects.count() == HrLine.objects.count() == 1
    carry_on(first.file)
    assert not hr_files.receive(name="b.csv", data=data, by=BY, at=AT).is_new
    assert JobRun.objects.count() == 1


def test_another_file_waits_until_one_has_been_read() -> None:
    first = hr_files.receive(name="a.csv", data=data_of(line()), by=BY, at=AT)
    with pytest.raises(Refused, match="Another file from personnel is being read"):
        hr_files.receive(name="b.csv", data=data_of(line(rank="Sergeant")), by=BY, at=AT)
    assert HrFile.objects.count() == 1
    carry_on(first.file)
    assert hr_files.receive(name="b.csv", data=data_of(line(rank="Sergeant")), by=BY, at=AT).is_new


def test_what_cannot_be_read_leaves_nothing() -> None:
    with pytest.raises(Unreadable):
        hr_files.receive(name="a.csv", data=b"\0", by=BY, at=AT)
    assert not HrFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("people.csv", "people.csv", id="as-it-is"),
        pytest.param("C:\\Users\\me\\people.csv", "people.csv", id="with-its-folder"),
        pytest.param("../../etc/people\n\0.csv", "people.csv", id="with-signs-that-cannot-be-seen"),
        pytest.param("x" * 300, "x" * 200, id="too-long"),
        pytest.param("/", "file", id="nothing"),
    ],
)
def test_what_a_file_is_called(name: str, kept: str) -> None:
    assert hr_files.receive(name=name, data=data_of(line()), by=BY, at=AT).file.name == kept


def test_taking_a_file_and_reading_it_are_entries_that_name_nobody() -> None:
    sender = user()
    received = hr_files.receive(name="a.csv", data=data_of(line(), line(person_number="")), by=sender, at=AT)
    carry_on(received.file)
    thing = f"hr_file:{received.file.pk}"
    assert said(Act.HR_FILE_RECEIVED, Act.HR_FILE_READ) == [
        ("done", sender.principal, thing, "2 lines"),
        ("done", BY.principal, thing, "1 added, 1 rejected"),
    ]
    received.file.refresh_from_db()
    assert received.file.finished_at is not None
    run = JobRun.objects.get()
    assert "Smith" not in f"{run.slot} {run.cursor}"
