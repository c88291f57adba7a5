"""Files that are sent at the same moment, by people at two doors: one is taken in, and nothing is half there."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models.functions import Now

from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.jobs.models import JobRun
from cases.jobs.registry import BATCHES
from cases.jobs.runs import Runner
from cases.operations import hr_files
from cases.web.on_behalf import on_behalf_of
from cases.workforce.models import HrFile, HrLine, Person, Posting
from tests.factories.acts import BY
from tests.factories.hr_files import data_of, line
from tests.factories.trail import said

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


def both(one: Callable[[], Any], other: Callable[[], Any]) -> list[Any]:
    """What two calls at the same moment came to: what they gave or raised."""
    gate, found = threading.Barrier(2), []

    def go(call: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            found.append(call())
        except Exception as problem:
            found.append(problem)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=go, args=[call]) for call in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def sent(data: bytes) -> Callable[[], Any]:
    def call() -> Any:
        with on_behalf_of(BY) as at:
            return hr_files.receive(name="a.csv", data=data, by=BY, at=at)

    return call


def carry_on(run_id: int) -> bool:
    return Runner(batches=BATCHES, within=lambda: on_behalf_of(BY), by=BY).carry_on(run_id=run_id, seconds=20)


@pytest.mark.parametrize("time", range(TIMES))
def test_the_same_file_sent_twice_at_once_is_one_file(time: int) -> None:
    found = both(sent(data_of(line())), sent(data_of(line())))
    assert sorted(received.is_new for received in found) == [False, True]
    assert (HrFile.objects.count(), HrLine.objects.count(), JobRun.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("time", range(TIMES))
def test_of_two_files_sent_at_once_one_is_taken_in_and_the_other_refused(time: int) -> None:
    found = both(sent(data_of(line())), sent(data_of(line(rank="Sergeant"))))
    assert [isinstance(one, Refused) for one in found].count(True) == 1, found
    assert (HrFile.objects.count(), HrLine.objects.count(), JobRun.objects.count()) == (1, 1, 1)
    assert sorted(entry[0] for entry in said(Act.HR_FILE_RECEIVED)) == ["done", "refused"]


def test_two_workers_read_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "BATCH", 7)
    lines = [line(person_number=f"P{number % 20}", posted_from=f"2026-0{1 + number // 20}-01") for number in range(100)]
    sent(data_of(*lines))()
    run = JobRun.objects.get()
    both(lambda: carry_on(run.pk), lambda: carry_on(run.pk))
    run.refresh_from_db()
    assert run.finished_at is not None
    assert (run.done, run.total) == (100, 100)
    assert (Person.objects.count(), Posting.objects.count()) == (20, 100)
    assert HrLine.objects.filter(result="added").count() == 100
    assert len(said(Act.HR_FILE_READ)) == 1


def test_a_worker_that_dies_in_the_middle_loses_and_repeats_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hr_files, "BATCH", 7)
    sent(data_of(*(line(person_number=f"P{number}") for number in range(30))))()
    run, batches = JobRun.objects.get(), 0
    real = hr_files.read_some

    class Killed(BaseException):
        pass

    def dies(**kwargs: Any) -> Any:
        nonlocal batches
        batches += 1
        step = real(**kwargs)
        if batches % 2 == 0:
            raise Killed
        return step

    monkeypatch.setattr(hr_files, "read_some", dies)
    for _ in range(40):
        try:
            carry_on(run.pk)
        except Killed:
            JobRun.objects.update(leased_until=Now())
    run.refresh_from_db()
    assert run.finished_at is not None
    assert (Posting.objects.count(), HrLine.objects.filter(result="added").count()) == (30, 30)


# --- From the command line ---


def test_a_file_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data_of(line()))
    call_command("import_hr", str(path))
    call_command("import_hr", str(path))
    file = HrFile.objects.get()
    assert capsys.readouterr().out.splitlines() == [
        f"people.csv, 1 line, has been taken in: /register/files/{file.pk}/",
        f"people.csv, 1 line, was sent before and is not read again: /register/files/{file.pk}/",
    ]
    other = tmp_path / "other.csv"
    other.write_bytes(data_of(line(rank="Sergeant")))
    with pytest.raises(CommandError, match="is being read"):
        call_command("import_hr", str(other))
    assert file.sent_by == "command:import_hr"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(None, "cannot be opened: No such file or directory", id="no-such-file"),
        pytest.param(b"\0", "characters that are no text", id="a-workbook"),
        pytest.param(b"x" * 6_000_000, "must be 5 MB or smaller", id="too-large"),
    ],
)
def test_what_the_command_refuses(data: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_hr", str(path))
