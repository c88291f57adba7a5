"""In which order the lines of a file are read: managers first, wherever they stand, and nobody in a circle."""

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

from cases.jobs.models import JobRun
from cases.operations import hr_files
from cases.queries import register_people
from cases.workforce.models import HrFile, Person, Unit
from cases.workforce.people import managers_of, with_all_above
from tests.factories.acts import AT, BY
from tests.factories.hr_files import Values, carry_on, data_of, held, line, read, read_data
from tests.factories.register import person, posting, unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDED = ("added", "")


def circle(*numbers: str) -> tuple[str, str]:
    said = f"line_manager_number closes a circle: {' under '.join(numbers)}. Nobody manages their own manager"
    return ("rejected", said)


def nobody(number: str) -> tuple[str, str]:
    return ("rejected", f"Nobody has the number {number}, given as line_manager_number")


def one(who: str, under: str = "", **values: str) -> Values:
    return line(person_number=who, line_manager_number=under, **values)


def under() -> dict[str, str | None]:
    """Under whom each is, by their newest posting."""
    return {row[0]: row[5] for row in held()}


@pytest.fixture(params=[1, 2, 500], ids=["batches-of-1", "batches-of-2", "one-batch"])
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few lines are read at once: what comes of a file is the same."""
    monkeypatch.setattr(hr_files, "BATCH", request.param)


# --- Managers who come later ---


def test_a_line_manager_may_come_later_in_the_file(batch: None) -> None:
    assert read(one("P1", "P2"), one("P2")) == [ADDED, ADDED]
    assert under() == {"P1": "P2", "P2": None}


def test_a_whole_line_of_managers_may_stand_upside_down(batch: None) -> None:
    assert read(*(one(f"P{number}", f"P{number + 1}") for number in range(5)), one("P5")) == [ADDED] * 6
    assert under() == {f"P{number}": f"P{number + 1}" for number in range(5)} | {"P5": None}


def test_lines_about_somebody_are_read_in_their_order_also_where_the_first_waits(batch: None) -> None:
    lines = [one("P1", "P2"), one("P1", surname="Married", posted_from="2026-05-01"), one("P2")]
    assert read(*lines) == [ADDED] * 3
    assert Person.objects.get(number="P1").surname == "Married"
    assert next(row[4] for row in held()) == date(2026, 4, 30)


def test_a_unit_that_a_waiting_line_adds_is_there_for_those_behind_it(batch: None) -> None:
    lines = [one("P1", "P9", unit_code="NEW", unit_name="New"), one("P2", unit_code="NEW", unit_name=""), one("P9")]
    lines.append(one("P3", unit_code="LOW", unit_name="Low") | {"unit_under": "NEW"})
    assert read(*(each | {"unit_under": each.get("unit_under", "")} for each in lines)) == [ADDED] * 4


def test_whoever_is_under_somebody_whose_own_line_is_rejected_is_rejected_too(batch: None) -> None:
    bad = one("P3", unit_code="X", unit_name="")
    results = read(one("P1", "P2"), one("P2", "P3"), bad, one("P4"))
    assert results == [
        nobody("P2"),
        nobody("P3"),
        ("rejected", "No unit has the code X. Give its unit_name to add it"),
        ADDED,
    ]
    assert set(Person.objects.values_list("number", flat=True)) == {"P4"}


def test_a_line_that_is_no_line_is_waited_for_by_nobody(batch: None) -> None:
    assert read(one("P1", "P2"), one("P2", surname="")) == [nobody("P2"), ("rejected", "surname is empty")]
    assert not Person.objects.exists()


# --- Circles ---


def test_two_who_are_known_cannot_manage_each_other(batch: None) -> None:
    read(one("P1"), one("P2"))
    changed = ("changed", "")
    assert read(one("P1", "P2"), one("P2", "P1")) == [changed, circle("P2", "P1", "P2")]
    assert under() == {"P1": "P2", "P2": None}
    assert read(one("P2", "P1", rank="Sergeant")) == [circle("P2", "P1", "P2")]
    assert under() == {"P1": "P2", "P2": None}


def test_two_who_are_new_cannot_and_neither_of_them_nor_their_unit_is_added(batch: None) -> None:
    assert read(one("P1", "P2"), one("P2", "P1")) == [circle("P1", "P2", "P1"), circle("P2", "P1", "P2")]
    assert not Person.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.parametrize("length", [3, 7])
def test_a_longer_circle_that_only_one_file_closes(length: int, batch: None) -> None:
    people = [f"P{number}" for number in range(length)]
    lines = [one(who, people[(place + 1) % length]) for place, who in enumerate(people)]
    results = read(*lines, one("Q", "P0"), one("R"))
    assert [result for result, _ in results] == ["rejected"] * (length + 1) + ["added"]
    assert all(reason.startswith("line_manager_number closes a circle: P") for _, reason in results[:length])
    assert results[length] == nobody("P0"), "merely hangs on it"
    assert set(Person.objects.values_list("number", flat=True)) == {"R"}


def test_a_longer_circle_through_people_who_are_known(batch: None) -> None:
    read(one("P1"), one("P2", "P1"), one("P3", "P2"))
    assert read(one("P1", "P3"), one("P4", "P3")) == [circle("P1", "P3", "P2", "P1"), ADDED]
    assert under() == {"P1": None, "P2": "P1", "P3": "P2", "P4": "P3"}


def test_one_who_is_new_closes_no_circle_behind_one_who_is_known(batch: None) -> None:
    read(one("P1"))
    assert read(one("P1", "P2"), one("P2", "P1")) == [circle("P1", "P2", "P1"), ADDED]


@pytest.mark.parametrize(
    ("first_day", "result"),
    [
        pytest.param("2026-06-30", "rejected", id="on-the-last-day"),
        pytest.param("2026-07-01", "added", id="the-day-after"),
    ],
)
def test_whoever_was_somebodys_manager_may_come_under_them_later(first_day: str, result: str, batch: None) -> None:
    read(one("P1"), one("P2", "P1", posted_to="2026-06-30"))
    assert read(one("P1", "P2", posted_from=first_day))[0][0] == result


def test_a_posting_that_is_made_longer_closes_a_circle_too(batch: None) -> None:
    read(one("P1"), one("P2", "P1", posted_to="2026-06-30"), one("P1", "P2", posted_from="2026-07-01"))
    before = held()
    assert read(one("P2", "P1", posted_to="2026-07-01")) == [circle("P2", "P1", "P2")]
    assert held() == before


def test_where_a_circle_stands_in_the_register_already_nothing_goes_round_for_ever() -> None:
    here = unit("RA")
    first, second = person(number="P1"), person(number="P2")
    posting(first, unit=here, line_manager=second, first_day=date(2026, 1, 1))
    posting(second, unit=here, line_manager=first, first_day=date(2026, 1, 1))
    assert managers_of(person_id=first.pk, on=date(2026, 6, 1)) == [second]
    assert with_all_above(person_ids=[first.pk]) == {first.pk, second.pk}
    assert register_people.find(number="P1", on=date(2026, 6, 1)) is not None
    assert read(one("P3", "P1"), one("P1", "P3")) == [ADDED, circle("P1", "P3", "P1")]
    assert read(one("P1", "")) == [("changed", "")], "and it can be put right"


def test_a_file_that_would_keep_a_worker_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "MOST_ROUNDS", 3)
    results = read(*(one(f"P{number}", f"P{number + 1}") for number in range(6)), one("P6"))
    assert results == [nobody(f"P{number}") for number in (1, 2, 3)] + [ADDED] * 4
    assert read(*(one(f"P{number}", f"P{number + 1}") for number in range(3))) == [ADDED] * 3, "sent again it goes on"


# --- Batches ---


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 6, 7])
def test_a_file_is_read_in_batches_whatever_its_length(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "BATCH", 3)
    made = [one(f"P{number}", f"P{lines - 1}") for number in range(lines - 1)]
    received = hr_files.receive(name="a.csv", data=data_of(*made, one(f"P{lines - 1}")), by=BY, at=AT)
    # All of them, and those that waited once more.
    rounds = [lines, lines - 1] if lines > 1 else [1]
    assert carry_on(received.file) == sum(number // 3 + 1 for number in rounds)
    assert (len(held()), received.file.lines.filter(result="added").count()) == (lines, lines)


@pytest.mark.parametrize("lines", [1, 500])
def test_nobody_waits_for_a_line_that_was_rejected_before(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "BATCH", lines)
    made = [one("P2", unit_code="X", unit_name=""), one("P3", surname=""), one("P1", "P2"), one("P4", "P3")]
    received = hr_files.receive(name="a.csv", data=data_of(*made), by=BY, at=AT)
    assert carry_on(received.file) == (5 if lines == 1 else 1), "in one round"


def test_nobody_without_a_line_manager_waits_for_a_line_without_a_number() -> None:
    received = hr_files.receive(name="a.csv", data=data_of(one("P1"), one("")), by=BY, at=AT)
    assert carry_on(received.file) == 1, "in one round"
    assert [line.result for line in received.file.lines.order_by("number")] == ["added", "rejected"]


def test_lines_with_too_few_values_count_as_read() -> None:
    received = hr_files.receive(name="a.csv", data=data_of(one("P1")) + b"P2,x\r\nP3,x\r\n", by=BY, at=AT)
    carry_on(received.file)
    run = JobRun.objects.get()
    assert (run.done, run.total) == (3, 3)


def test_a_batch_that_is_done_again_changes_nothing() -> None:
    received = hr_files.receive(name="a.csv", data=data_of(line(), line(posted_from="2026-05-01")), by=BY, at=AT)
    carry_on(received.file)
    before = held()
    hr_files.read_some(cursor=hr_files.beginning_of(file=received.file), by=BY, at=AT)
    assert held() == before


def queries_of(lines: list[Values]) -> int:
    received = hr_files.receive(name="a.csv", data=data_of(*lines), by=BY, at=AT)
    with CaptureQueriesContext(connection) as asked:
        hr_files.read_some(cursor=hr_files.beginning_of(file=received.file), by=BY, at=AT)
    JobRun.objects.update(finished_at=AT)
    return len(asked)


def test_a_batch_takes_the_same_queries_however_many_lines_it_has() -> None:
    sex = {"sex": "Female"}
    read(line(person_number="M"))
    few = [line() | sex, one("M", rank="Sergeant") | sex, one("N", "LATER") | sex, one("LATER") | sex]
    count = queries_of(few)
    lines = [
        line(person_number=f"Q{number % 70}", posted_from=f"2026-0{1 + number // 70}-02", rank=f"{number}") | sex
        for number in range(200)
    ]
    lines += [one("M", rank="Inspector") | sex, one("NN", "LATEST") | sex, one("LATEST") | sex]
    assert queries_of(lines) == count


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=3), batch=st.integers(1, 4))
def test_any_files_leave_what_their_lines_would_one_by_one(files: list[list[Values]], batch: int) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(hr_files, "BATCH", batch)
        together = [result for lines in files for result, _ in read_again(lines)]
        at_once = held()
        assert_nobody_is_half_there()
    with undone():
        assert [result for lines in files for result in one_by_one(lines)] == together
        assert held() == at_once
    assert_one_at_a_time(at_once)


def one_by_one(lines: list[Values]) -> list[str]:
    """What each line comes to as a file of its own: round by round, those under somebody who is yet to come later."""
    results: dict[int, str] = {}
    waiting, is_last = list(range(len(lines))), False
    while waiting:
        held_up: set[str] = set()
        left = []
        for place in waiting:
            who, manager = lines[place]["person_number"], lines[place]["line_manager_number"]
            to_come = {lines[other]["person_number"] for other in waiting if other not in results}
            is_there = not manager or Person.objects.filter(number=manager).exists()
            has_to = who in held_up or (not is_there and manager in to_come)
            if has_to and not is_last and makes_sense(lines[place]):
                held_up.add(who)
                left.append(place)
            else:
                results[place] = read_again([lines[place]])[0][0]
        is_last = left == waiting
        waiting = left
    return [results[place] for place in range(len(lines))]


def makes_sense(each: Values) -> bool:
    return each["line_manager_number"] != each["person_number"] and (
        not each["posted_to"] or each["posted_to"] >= each["posted_from"]
    )


def read_again(lines: list[Values]) -> list[tuple[str, str]]:
    """As a file of its own, though its lines were sent before."""
    return read_data(data_of(*lines) + b"\r\n" * (1 + HrFile.objects.count()))


def assert_nobody_is_half_there() -> None:
    assert set(Person.objects.values_list("number", flat=True)) == {row[0] for row in held()}


def assert_one_at_a_time(rows: list[Any]) -> None:
    for one_, following in itertools.pairwise(rows):
        if one_[0] == following[0]:
            assert one_[4] is not None
            assert one_[4] < following[3]
