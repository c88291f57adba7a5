"""`manage.py run_job`: a job as at any moment, on one's own machine and nowhere else."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.test import override_settings

from cases.audit.acts import Act
from cases.jobs.models import Drill, DrillRow, JobRun
from cases.jobs.registry import BATCHES
from tests.factories.jobs import CLEAR, FLAG, run
from tests.factories.trail import said

commits = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db


def run_job(name: str, as_at: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("run_job", name, f"--as-at={as_at}")
    return capsys.readouterr().out.strip()


def late_row(due_on: date) -> DrillRow:
    drill = Drill.objects.create(pk=uuid.uuid4(), rows=1, begun_by="command:test", begun_at=Now())
    return DrillRow.objects.create(drill=drill, number=1, due_on=due_on)


@commits
def test_it_runs_to_its_end_as_at_that_moment_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    row = late_row(date(2026, 11, 23))
    assert run_job(FLAG, "2026-11-23T23:59", capsys).endswith(": 0 done")
    row.refresh_from_db()
    assert row.flagged == 0
    assert run_job(FLAG, "2026-11-24T00:00", capsys) == f"{FLAG} as at 2026-11-24T00:00:00+00:00: 1 done"
    row.refresh_from_db()
    assert (row.flagged, row.flagged_on) == (1, date(2026, 11, 24))
    assert said(Act.JOB_FINISHED)[-1] == (
        "done",
        "command:run_job",
        f"job:{FLAG} as at 2026-11-24T00:00:00+00:00",
        "1 done",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("2026-11-24T04:10", "2026-11-24T04:10", id="word-for-word"),
        pytest.param("2026-07-01T04:10", "2026-07-01T03:10Z", id="london-and-utc"),
        pytest.param("2026-07-01T04:10+01:00", "2026-06-30T23:10-04:00", id="london-and-new-york"),
    ],
)
def test_the_same_moment_again_is_the_same_run_and_says_the_same(
    first: str, second: str, capsys: pytest.CaptureFixture[str]
) -> None:
    late_row(date(2026, 1, 1))
    says = run_job(FLAG, first, capsys)
    assert says.endswith(": 1 done")
    late_row(date(2026, 1, 1))
    assert run_job(FLAG, second, capsys) == says
    assert JobRun.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        pytest.param("2026-11-24T04:10", datetime(2026, 11, 24, 4, 10, tzinfo=UTC), id="winter"),
        pytest.param("2026-07-01T04:10", datetime(2026, 7, 1, 3, 10, tzinfo=UTC), id="summer"),
        pytest.param("2026-07-01 04:10:30", datetime(2026, 7, 1, 3, 10, 30, tzinfo=UTC), id="with-a-blank"),
        pytest.param("2026-07-01T04:10Z", datetime(2026, 7, 1, 4, 10, tzinfo=UTC), id="says-another-zone"),
    ],
)
def test_a_moment_is_in_london_unless_it_says_otherwise(
    typed: str, moment: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    run_job(CLEAR, typed, capsys)
    assert JobRun.objects.get().as_at == moment


@pytest.mark.parametrize(
    ("name", "as_at", "sentence"),
    [
        pytest.param("cases.nothing", "2026-11-24T04:10", "There is no job “cases.nothing”. There are: ", id="name"),
        pytest.param(FLAG, "tomorrow", "“tomorrow” is not a moment such as 2026-11-24T04:10.", id="words"),
        pytest.param(FLAG, "2026-13-40T04:10", "“2026-13-40T04:10” is not a moment", id="no-such-day"),
        pytest.param(FLAG, "", "“” is not a moment", id="nothing"),
    ],
)
def test_what_it_cannot_do_it_says(name: str, as_at: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run_job(name, as_at, capsys)
    assert not JobRun.objects.exists()


@override_settings(CLOCK_MAY_BE_MOVED=False)
def test_production_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="refuse to run a job out of its time"):
        run_job(FLAG, "2026-11-24T04:10", capsys)
    assert not JobRun.objects.exists()


@commits
def test_while_another_run_is_under_way_it_is_refused_and_that_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    run(FLAG)
    with pytest.raises(CommandError, match="Another run of this job is under way"):
        run_job(FLAG, "2026-11-24T04:10", capsys)
    assert said(Act.JOB_RETRIED) == [
        ("refused", "command:run_job", f"job:{FLAG} as at 2026-11-24T04:10:00+00:00", "another is under way")
    ]
    assert JobRun.objects.count() == 1


@commits
def test_a_job_that_fails_is_no_success(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(BATCHES, FLAG, fails)
    with pytest.raises(CommandError, match="0 done, then failed: ZeroDivisionError"):
        run_job(FLAG, "2026-11-24T04:10", capsys)


@commits
def test_a_long_job_says_how_far_it_is_until_it_ends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = Drill.objects.create(pk=uuid.uuid4(), rows=2005, begun_by="command:test", begun_at=Now())
    day = date(2026, 11, 23) - timedelta(days=1)
    DrillRow.objects.bulk_create([DrillRow(drill=drill, number=number, due_on=day) for number in range(2005)])
    monkeypatch.setattr("cases.management.commands.run_job.SECONDS", 0.0)
    said = run_job(FLAG, "2026-11-23T04:10", capsys).splitlines()
    assert [line.partition("+00:00: ")[2] for line in said] == ["2000 done, under way", "2005 done"]
