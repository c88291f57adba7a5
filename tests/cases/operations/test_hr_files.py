"""Files from personnel: what each line does to the register, once, whatever else is in the file."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.jobs.models import JobRun
from cases.operations import hr_files
from cases.operations.hr_files import Unreadable
from cases.workforce.models import HrFile, HrLine, Person, ProtectedCharacteristics, Unit, UnitPlace
from tests.factories.acts import AT, BY
from tests.factories.hr_files import NEW, Values, carry_on, data_of, held, line, read, read_data
from tests.factories.register import person, unit
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


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


def test_a_line_manager_may_come_later_in_the_file_and_two_may_manage_each_other() -> None:
    one, other = line(line_manager_number="P2"), line(person_number="P2", line_manager_number="P1")
    assert read(one, other) == [("added", ""), ("added", "")]
    assert [row[5] for row in held()] == ["P2", "P1"]


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


# --- Batches ---


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 6, 7])
def test_a_file_is_read_in_batches_whatever_its_length(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "BATCH", 3)
    made = [line(person_number=f"P{number}", line_manager_number=f"P{lines - 1}") for number in range(lines - 1)]
    last = line(person_number=f"P{lines - 1}")
    received = hr_files.receive(name="a.csv", data=data_of(*made, last), by=BY, at=AT)
    assert carry_on(received.file) == 2 * (lines // 3 + 1)
    assert (len(held()), received.file.lines.filter(result="added").count()) == (lines, lines)


def test_a_batch_that_is_done_again_changes_nothing() -> None:
    received = hr_files.receive(name="a.csv", data=data_of(line(), line(posted_from="2026-05-01")), by=BY, at=AT)
    carry_on(received.file)
    before = held()
    for step in (hr_files.PEOPLE, hr_files.POSTINGS):
        hr_files.read_some(cursor={"file": str(received.file.pk), "step": step, "after": 0}, by=BY, at=AT)
    assert held() == before


def queries_of(lines: list[Values], step: str) -> int:
    received = hr_files.receive(name="a.csv", data=data_of(*lines), by=BY, at=AT)
    counts = {}
    for each in (hr_files.PEOPLE, hr_files.POSTINGS):
        with CaptureQueriesContext(connection) as asked:
            hr_files.read_some(cursor={"file": str(received.file.pk), "step": each, "after": 0}, by=BY, at=AT)
        counts[each] = len(asked)
    JobRun.objects.update(finished_at=AT)
    return counts[step]


@pytest.mark.parametrize("step", [hr_files.PEOPLE, hr_files.POSTINGS])
def test_a_batch_takes_the_same_queries_however_many_lines_it_has(step: str) -> None:
    sex = {"sex": "Female"}
    read(line(person_number="M"))
    one = queries_of([line() | sex, line(person_number="M", rank="Sergeant") | sex], step)
    lines = [
        line(person_number=f"Q{number % 70}", posted_from=f"2026-0{1 + number // 70}-02", rank=f"{number}") | sex
        for number in range(200)
    ]
    lines += [line(person_number="M", rank="Inspector") | sex]
    assert queries_of(lines, step) == one


# --- Any files, one after another ---

LINES = st.builds(
    lambda who, first, length, rank, left, manager: line(
        person_number=f"P{who}",
        rank=rank,
        posted_from=str(date(2026, 1, 1) + first * DAY),
        posted_to="" if length is None else str(date(2026, 1, 1) + (first + length) * DAY),
        left_on="" if left is None else str(date(2026, 1, 1) + left * DAY),
        line_manager_number="" if manager is None else f"P{manager}",
    ),
    st.integers(0, 2),
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(-1, 8)),
    st.sampled_from(["Constable", "Sergeant"]),
    st.one_of(st.none(), st.none(), st.integers(0, 20)),
    st.one_of(st.none(), st.integers(0, 3)),
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=3), batch=st.integers(1, 4))
def test_any_files_leave_what_their_lines_would_one_by_one(files: list[list[Values]], batch: int) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(hr_files, "BATCH", batch)
        together = [result for number, lines in enumerate(files) for result, _ in read_as(number, lines)]
        at_once = held()
    with undone():
        # Whoever a file names is in the register before its postings are read.
        one_by_one = []
        for number, lines in enumerate(files):
            for who in {
                each["person_number"]
                for each in lines
                if each["posted_to"] >= each["posted_from"] or not each["posted_to"]
            }:
                if not Person.objects.filter(number=who).exists() and any(
                    _is_meant(each) for each in lines if each["person_number"] == who
                ):
                    person(number=who, surname="Smith", forenames="Jo", collar="37")
            one_by_one += [read_as(number * 100 + place, [each])[0][0] for place, each in enumerate(lines)]
        assert held() == at_once
        assert one_by_one == together
    assert_one_at_a_time(at_once)


def _is_meant(each: Values) -> bool:
    return each["line_manager_number"] != each["person_number"] and (
        not each["posted_to"] or each["posted_to"] >= each["posted_from"]
    )


def read_as(number: int, lines: list[Values]) -> list[tuple[str, str]]:
    """As a file of its own, though its lines were sent before."""
    return read_data(data_of(*lines) + b"\r\n" * (number + 1 + HrFile.objects.count() * 1000))


def assert_one_at_a_time(rows: list[Any]) -> None:
    for one, following in itertools.pairwise(rows):
        if one[0] == following[0]:
            assert one[4] is not None
            assert one[4] < following[3]
