"""The case file's tasks, from beat's question to what stands in the database."""

import inspect
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail as django_mail
from django.db.models.functions import Now
from django.test import override_settings
from django.utils import timezone

from cases import tasks
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.jobs import heartbeat as hearts
from cases.jobs import outbox, runs
from cases.jobs.models import Drill, DrillRow, Heartbeat, JobRun, Outbox
from cases.operations import drills
from cases.web.acting import acting
from tests.factories.jobs import FLAG, run, work
from tests.factories.trail import said
from tests.factories.users import user

commits = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.django_db
OURS = [task for name, task in sorted(current_app.tasks.items()) if name.startswith("cases.")]
DAY = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the worker would have been told."""
    told: list[tuple[Any, ...]] = []
    for module in (tasks, runs, outbox):
        monkeypatch.setattr(module, "wake", lambda *message: told.append(message))
    return told


def begin(rows: int) -> Drill:
    somebody = user()
    with acting(principal=somebody.principal) as at:
        return drills.begin(drill_id=uuid.uuid4(), rows=rows, by=somebody, at=at)


def late_rows(count: int) -> None:
    drill = Drill.objects.create(pk=uuid.uuid4(), rows=count, begun_by="command:test", begun_at=Now())
    yesterday = timezone.localdate() - DAY
    rows = [DrillRow(drill=drill, number=number, due_on=yesterday) for number in range(1, count + 1)]
    DrillRow.objects.bulk_create(rows)


def test_there_are_tasks() -> None:
    assert {task.name for task in OURS} == {"cases.heartbeat", "cases.tick", outbox.DRAIN, runs.CARRY_ON}


@pytest.mark.parametrize("task", [pytest.param(task, id=task.name) for task in OURS])
def test_a_task_takes_what_a_later_version_may_send(task: Any) -> None:
    kinds = [parameter.kind for parameter in inspect.signature(task.run).parameters.values()]
    assert kinds[-1] is inspect.Parameter.VAR_KEYWORD


def test_the_heart_beats_under_its_name() -> None:
    tasks.heartbeat.apply(kwargs={"name": hearts.CHECK, "ref": "abc", "of_tomorrow": 1}, throw=True)
    assert hearts.has_run(name=hearts.CHECK, ref="abc")


@commits
def test_a_tick_makes_the_runs_that_are_due_and_has_them_worked_on(woken: list[tuple[Any, ...]]) -> None:
    tasks.tick.apply(throw=True)
    made = {run.job: run.pk for run in JobRun.objects.all()}
    assert set(made) == set(settings.JOBS)
    assert sorted(woken) == sorted((runs.CARRY_ON, pk) for pk in made.values())
    woken.clear()
    tasks.tick.apply(throw=True)
    assert JobRun.objects.count() == len(settings.JOBS)
    assert sorted(woken) == sorted((runs.CARRY_ON, pk) for pk in made.values()), "nobody has taken them up yet"


@commits
def test_a_tick_leaves_alone_what_somebody_works_on_and_what_has_ended(woken: list[tuple[Any, ...]]) -> None:
    tasks.tick.apply(throw=True)
    woken.clear()
    JobRun.objects.filter(job=FLAG).update(leased_until=Now() + A_MOMENT, token=uuid.uuid4())
    JobRun.objects.exclude(job=FLAG).update(finished_at=Now())
    tasks.tick.apply(throw=True)
    assert woken == []


def nothing_due() -> None:
    work(due_at=Now() + A_MOMENT)
    work(done_at=Now())
    work(dead_at=Now())


@commits
@pytest.mark.parametrize(
    ("put", "expected"),
    [
        pytest.param(nothing_due, [], id="nothing"),
        pytest.param(lambda: work(leaves=False), [False], id="inside"),
        pytest.param(lambda: work(leaves=True), [True], id="outside"),
        pytest.param(lambda: (work(leaves=True), work(leaves=False)), [False, True], id="both"),
    ],
)
def test_a_tick_has_the_outbox_drained_when_something_is_due(
    put: Callable[[], Any], expected: list[bool], woken: list[tuple[Any, ...]]
) -> None:
    put()
    tasks.tick.apply(throw=True)
    assert [leaves for name, leaves in woken if name == outbox.DRAIN] == expected


@commits
def test_a_drill_arrives_through_the_outbox_each_row_once_and_one_mail(woken: list[tuple[Any, ...]]) -> None:
    drill = begin(250)
    assert woken == [(outbox.DRAIN, False), (outbox.DRAIN, True)]
    for _ in range(2):
        tasks.drain.apply(kwargs={"leaves": False}, throw=True)
        assert set(drill.lines.values_list("arrived", flat=True)) == {1}
        tasks.drain.apply(kwargs={"leaves": True}, throw=True)
        assert len(django_mail.outbox) == 1
    assert str(drill.pk) in str(django_mail.outbox[0].body)
    assert not Outbox.objects.filter(done_at=None).exists()
    sent = Outbox.objects.get(leaves=True)
    assert django_mail.outbox[0].extra_headers["X-Candour-Reference"] == str(sent.pk)


@commits
def test_what_was_undone_left_no_work_and_told_nobody(woken: list[tuple[Any, ...]]) -> None:
    somebody = user()

    def is_undone() -> None:
        with acting(principal=somebody.principal) as at:
            drills.begin(drill_id=uuid.uuid4(), rows=3, by=somebody, at=at)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        is_undone()
    assert woken == []
    assert not outbox.is_due(leaves=False)


@commits
def test_a_drain_that_has_not_ended_asks_to_be_called_again(
    woken: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    work(kind="of.tomorrow")
    monkeypatch.setattr(tasks, "SECONDS", 0.0)
    tasks.drain.apply(kwargs={"leaves": False}, throw=True)
    assert woken == [(outbox.DRAIN, False)]
    woken.clear()
    monkeypatch.setattr(tasks, "SECONDS", 10.0)
    tasks.drain.apply(kwargs={"leaves": False}, throw=True)
    assert woken == []


@commits
def test_the_sweep_ends_and_its_entry_says_how_many(woken: list[tuple[Any, ...]]) -> None:
    late_rows(drills.BATCH + 5)
    made = run(FLAG, as_at=Now())
    for _ in range(2):
        tasks.carry_on.apply(args=(made.pk,), throw=True)
    made.refresh_from_db()
    assert (made.done, made.total, made.finished_at is not None) == (drills.BATCH + 5, drills.BATCH + 5, True)
    assert set(DrillRow.objects.values_list("flagged", flat=True)) == {1}
    assert said(Act.JOB_FINISHED) == [("done", "job:cases.runs", f"job:{FLAG} 2026-11-23", f"{drills.BATCH + 5} done")]
    assert woken == []


@commits
def test_a_run_that_has_not_ended_asks_to_be_called_again(
    woken: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    late_rows(drills.BATCH + 5)
    made = run(FLAG, as_at=Now())
    monkeypatch.setattr(tasks, "SECONDS", 0.0)
    tasks.carry_on.apply(args=(made.pk,), throw=True)
    assert woken == [(runs.CARRY_ON, made.pk)]
    made.refresh_from_db()
    assert (made.done, made.finished_at) == (drills.BATCH, None)


@commits
def test_every_job_of_the_schedule_runs_to_its_end_on_an_empty_database(woken: list[tuple[Any, ...]]) -> None:
    tasks.tick.apply(throw=True)
    for made in JobRun.objects.all():
        tasks.carry_on.apply(args=(made.pk,), throw=True)
    assert set(JobRun.objects.values_list("problem", "done")) == {("", 0)}
    assert not JobRun.objects.filter(finished_at=None).exists()


# --- A clock that was moved -------------------------------------------------------------------------------------------


@commits
@override_settings(CLOCK_OFFSET=3 * DAY)
def test_a_moved_clock_moves_what_jobs_look_from_and_nothing_that_says_when_something_really_was(
    woken: list[tuple[Any, ...]],
) -> None:
    late_rows(1)
    tasks.tick.apply(throw=True)
    tasks.heartbeat.apply(throw=True)
    made = JobRun.objects.get(job=FLAG)
    ahead = timezone.localdate() + 3 * DAY
    assert made.slot in {ahead.isoformat(), (ahead - DAY).isoformat()}
    assert abs(made.as_at - made.began_at - 3 * DAY) < A_MOMENT
    assert abs(made.leased_until - made.began_at) < A_MOMENT
    tasks.carry_on.apply(args=(made.pk,), throw=True)
    assert DrillRow.objects.get().flagged_on in {ahead, ahead - DAY}
    entry = Entry.objects.get(what=Act.JOB_FINISHED)
    assert abs(entry.at - entry.recorded_at - 3 * DAY) < A_MOMENT
    made.refresh_from_db()
    assert made.finished_at is not None
    for really in (made.began_at, made.finished_at, made.leased_until, Heartbeat.objects.get().at, entry.recorded_at):
        assert abs(really - timezone.now()) < A_MOMENT  # noqa: TID251 - this process's own clock


@commits
@override_settings(CLOCK_OFFSET=3 * DAY)
def test_a_moved_clock_delays_no_work() -> None:
    drill = begin(3)
    assert abs(drill.begun_at - timezone.now() - 3 * DAY) < A_MOMENT  # noqa: TID251
    assert outbox.is_due(leaves=False)
    tasks.drain.apply(kwargs={"leaves": False}, throw=True)
    done = Outbox.objects.filter(leaves=False).values_list("done_at", flat=True)
    assert all(at is not None and abs(at - timezone.now()) < A_MOMENT for at in done)  # noqa: TID251
