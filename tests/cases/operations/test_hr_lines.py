"""What stands in the lines of a file from personnel goes some time after they were read; how many there were stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.operations import housekeeping, hr_files, hr_lines
from cases.queries import register_files
from cases.workforce.models import HrFile, HrLine, Person
from tests.factories.acts import AT, BY
from tests.factories.hr_files import data_of, line

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, 20, tzinfo=UTC)
MONTH, SECOND = timedelta(days=30), timedelta(seconds=1)
CANARY = ("Smith", "P1", "P2", "P9", "Response")


def file(*, age: timedelta | None, name: str = "") -> HrFile:
    """A file of four lines, two of them rejected, that was read a month ago and so much more; None: not yet."""
    lines = data_of(line(), line(person_number="P2", line_manager_number="P9"), line(rank="Sergeant"))
    made = hr_files.take_in(name="a.csv", data=lines + f"P3,{name}\r\n".encode(), by=BY, at=AT).file
    if age is not None:
        cursor, finished = hr_files.beginning_of(file=made), False
        while not finished:
            step = hr_files.read_some(cursor=cursor, by=BY, at=AT)
            cursor, finished = step.cursor, step.finished
        HrFile.objects.filter(pk=made.pk).update(finished_at=NOW - MONTH - age)
    return made


def stands_in(of: HrFile) -> str:
    return " ".join(f"{each.values} {each.reason}" for each in of.lines.all())


@pytest.mark.parametrize(
    ("age", "emptied"),
    [
        pytest.param(None, 0, id="not-read-yet"),
        pytest.param(-SECOND, 0, id="not-yet"),
        pytest.param(timedelta(0), 0, id="this-very-moment"),
        pytest.param(SECOND, 4, id="over"),
    ],
)
def test_it_goes_when_its_time_is_over_and_not_before(age: timedelta | None, emptied: int) -> None:
    made = file(age=age)
    assert hr_lines.empty(at=NOW, most=100) == emptied
    assert any(word in stands_in(made) for word in CANARY) is (emptied == 0)
    made.refresh_from_db()
    assert made.emptied_at == (NOW if emptied else None)
    assert hr_lines.empty(at=NOW, most=100) == 0


def test_how_many_lines_there_were_and_what_they_came_to_stays() -> None:
    made = file(age=SECOND)
    before = register_files.find(file_id=made.pk)
    hr_lines.empty(at=NOW, most=100)
    after = register_files.find(file_id=made.pk)
    assert before is not None
    assert after is not None
    assert (after.lines, after.counts, after.rejected) == (before.lines, before.counts, 2)
    assert {(each.result == "rejected", each.reason) for each in made.lines.all()} == {
        (True, hr_lines.GONE),
        (False, ""),
    }
    assert Person.objects.filter(number="P1").exists(), "the register itself is another matter"


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        pytest.param(9, [8, 0], id="less-than-a-batch"),
        pytest.param(8, [8, 0], id="a-batch"),
        pytest.param(3, [3, 3, 2, 0], id="batches"),
    ],
)
def test_what_is_much_goes_in_batches_and_a_file_is_emptied_with_its_last_line(most: int, steps: list[int]) -> None:
    made = [file(age=SECOND, name=name) for name in ("one", "two")]
    assert [hr_lines.empty(at=NOW, most=most) for _ in steps] == steps
    assert not HrLine.objects.exclude(values={}).exists()
    assert not HrFile.objects.filter(emptied_at__isnull=True).exists()
    assert len(made) == HrFile.objects.count()


def test_the_job_that_clears_up_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 3)
    file(age=SECOND)
    steps = [housekeeping.clear_what_has_expired(cursor=None, by=BY, at=NOW) for _ in range(3)]
    assert [(step.done, step.finished) for step in steps] == [(3, False), (1, True), (0, True)]


def test_a_file_that_was_emptied_is_not_read_again() -> None:
    made = file(age=SECOND)
    hr_lines.empty(at=NOW, most=100)
    assert hr_files.read_some(cursor=hr_files.beginning_of(file=made), by=BY, at=AT).finished
    assert Person.objects.count() == 1


def test_a_file_is_not_emptied_before_it_was_read() -> None:
    made = file(age=None)
    with pytest.raises(IntegrityError, match="hr_file_is_emptied_once_it_was_read"), transaction.atomic():
        HrFile.objects.filter(pk=made.pk).update(emptied_at=NOW)
