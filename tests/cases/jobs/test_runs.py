"""A slot's run happens once, whoever asks and however often; what was interrupted goes on where it stopped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models.functions import Now

from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused
from cases.jobs import runs
from cases.jobs.drain import STOPPED
from cases.jobs.models import Heartbeat, JobRun
from cases.jobs.registry import BATCHES, Step
from cases.jobs.runs import MOST_ATTEMPTS, Runner
from cases.jobs.slots import STARTED_BY_AN_ACT, Daily
from cases.web.on_behalf import on_behalf_of
from config.schedule import JOBS
from tests.factories.acts import AT, BY
from tests.factories.users import user

pytestmark = pytest.mark.django_db
SCHEDULE = {"sweep": Daily(hour=4, minute=10, description="a test")}
MORNING = datetime(2026, 11, 23, 4, 10, tzinfo=UTC)


def start(at: datetime = MORNING) -> int:
    runs.start_due(schedule=SCHEDULE, at=at)
    return JobRun.objects.latest("pk").pk


def carry_on(run_id: int, batch: Callable[..., Step], seconds: float = 5) -> bool:
    return Runner(batches={"sweep": batch}, within=partial(on_behalf_of, BY), by=BY).carry_on(
        run_id=run_id, seconds=seconds
    )


def ten_of_thirty(*, cursor: int | None, **kwargs: Any) -> Step:
    reached = (cursor or 0) + 10
    Heartbeat.objects.create(name=f"up to {reached}")
    return Step(cursor=reached, done=10, finished=reached == 30, total=30)


def fails(**kwargs: Any) -> Step:
    Heartbeat.objects.create(name="undone")
    raise ValueError("Mr Canary")


def lapse() -> None:
    JobRun.objects.update(leased_until=Now() - timedelta(seconds=1))


def one() -> JobRun:
    return JobRun.objects.get()


def test_every_job_has_batches_and_every_batch_is_on_the_schedule_or_started_by_an_act() -> None:
    assert set(JOBS) | set(STARTED_BY_AN_ACT) == set(BATCHES)
    assert not set(JOBS) & set(STARTED_BY_AN_ACT)


def test_a_slot_is_run_once_however_often_it_is_asked_for() -> None:
    assert runs.start_due(schedule=SCHEDULE, at=MORNING) == 1
    assert runs.start_due(schedule=SCHEDULE, at=MORNING + timedelta(hours=19)) == 0
    carry_on(one().pk, ten_of_thirty)
    assert runs.start_due(schedule=SCHEDULE, at=MORNING + timedelta(hours=19)) == 0
    carry_on(one().pk, ten_of_thirty)
    assert Heartbeat.objects.count() == 3


@pytest.mark.parametrize(
    ("away", "slots"),
    [
        pytest.param(timedelta(hours=23, minutes=59), ["2026-11-23"], id="not-yet-a-day"),
        pytest.param(timedelta(hours=24), ["2026-11-23", "2026-11-24"], id="a-day"),
        pytest.param(timedelta(hours=26), ["2026-11-23", "2026-11-24"], id="26-hours"),
        pytest.param(timedelta(days=9), ["2026-11-23", "2026-12-02"], id="nine-days-are-caught-up-once"),
    ],
)
def test_of_missed_slots_the_newest_is_caught_up_once(away: timedelta, slots: list[str]) -> None:
    carry_on(start(), ten_of_thirty)
    for minutes in range(3):
        runs.start_due(schedule=SCHEDULE, at=MORNING + away + timedelta(seconds=minutes))
        Heartbeat.objects.all().delete()
        carry_on(JobRun.objects.latest("pk").pk, ten_of_thirty)
    assert list(JobRun.objects.order_by("pk").values_list("slot", flat=True)) == slots


def test_the_next_slot_waits_while_a_run_is_under_way() -> None:
    start()
    runs.start_due(schedule=SCHEDULE, at=MORNING + timedelta(days=1))
    assert JobRun.objects.count() == 1
    carry_on(one().pk, ten_of_thirty)
    runs.start_due(schedule=SCHEDULE, at=MORNING + timedelta(days=1))
    assert JobRun.objects.count() == 2


def test_progress_is_kept_and_the_end_is_an_entry() -> None:
    assert carry_on(start(), ten_of_thirty) is False
    run = one()
    assert (run.done, run.total, run.cursor, run.attempts) == (30, 30, 30, 0)
    assert run.finished_at is not None
    entry = Entry.objects.get(what=Act.JOB_FINISHED)
    assert (entry.key, entry.reason) == ("sweep 2026-11-23", "30 done")


def test_a_long_job_lets_go_after_its_time_and_goes_on_where_it_stopped() -> None:
    run_id = start()
    assert carry_on(run_id, ten_of_thirty, seconds=0) is True
    assert (one().done, one().finished_at) == (10, None)
    assert carry_on(run_id, ten_of_thirty, seconds=0) is True
    assert carry_on(run_id, ten_of_thirty, seconds=0) is False
    assert one().finished_at is not None


def test_every_batch_of_a_run_looks_at_things_from_the_same_moment() -> None:
    seen = []

    def remembers(*, at: datetime, cursor: int | None, **kwargs: Any) -> Step:
        seen.append(at)
        return Step(cursor=1, done=0, finished=cursor is not None)

    run_id = start()
    carry_on(run_id, remembers, seconds=0)
    carry_on(run_id, remembers)
    assert seen == [MORNING, MORNING]


def test_nobody_works_on_a_run_that_somebody_else_works_on() -> None:
    run_id = start()
    JobRun.objects.update(leased_until=Now() + timedelta(seconds=20))
    assert carry_on(run_id, ten_of_thirty) is False
    assert not Heartbeat.objects.exists()
    assert runs.resume_idle() == []
    lapse()
    assert runs.resume_idle() == [run_id]
    carry_on(run_id, ten_of_thirty)
    assert one().finished_at is not None


def test_a_batch_whose_lease_was_lost_meanwhile_is_undone() -> None:
    def too_slow(*, cursor: Any, **kwargs: Any) -> Step:
        Heartbeat.objects.create(name="too slow")
        JobRun.objects.update(token=None)  # as when somebody else takes the lease
        return Step(cursor=99, done=99, finished=True)

    run_id = start()
    assert carry_on(run_id, too_slow) is False
    assert not Heartbeat.objects.exists()
    assert (one().done, one().cursor, one().finished_at) == (0, None, None)


def test_what_fails_is_tried_again_and_fails_for_good_in_the_end() -> None:
    run_id = start()
    for attempt in range(1, MOST_ATTEMPTS):
        carry_on(run_id, fails)
        assert (one().attempts, one().problem, one().failed_at) == (attempt, "ValueError", None)
        assert carry_on(run_id, ten_of_thirty) is False  # it waits before it is tried again
        lapse()
    carry_on(run_id, fails)
    assert one().failed_at is not None
    assert Entry.objects.get(what=Act.JOB_FAILED).reason == "ValueError"
    lapse()
    assert carry_on(run_id, ten_of_thirty) is False
    assert not Heartbeat.objects.exists()


def test_a_run_that_kills_its_worker_again_and_again_fails_for_good() -> None:
    class Killed(BaseException):
        pass

    def kills(**kwargs: Any) -> Step:
        raise Killed

    run_id = start()
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            carry_on(run_id, kills)
        lapse()
    assert carry_on(run_id, kills) is False
    assert (one().problem, one().failed_at is not None) == (STOPPED, True)


def test_progress_starts_the_count_of_attempts_again() -> None:
    run_id = start()
    for _ in range(MOST_ATTEMPTS - 1):
        carry_on(run_id, fails)
        lapse()
    carry_on(run_id, ten_of_thirty, seconds=0)
    assert (one().attempts, one().problem) == (0, "")


def test_a_job_that_this_version_does_not_know_waits_for_one_that_does() -> None:
    run_id = start()
    JobRun.objects.update(job="not.yet")
    assert carry_on(run_id, ten_of_thirty) is False
    assert (one().attempts, one().problem, one().failed_at) == (0, "", None)


def test_a_run_that_an_act_starts_begins_at_its_cursor_and_a_worker_is_woken(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[Any] = []
    monkeypatch.setattr(runs, "wake", lambda *message: woken.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        run_id = runs.start_with(job="sweep", slot="file 1", cursor=20, at=AT)
        assert runs.start_with(job="sweep", slot="file 1", cursor=0, at=AT) == run_id
    assert {*woken} == {(runs.CARRY_ON, run_id)}
    carry_on(run_id, ten_of_thirty)
    assert (one().as_at, one().slot, one().done) == (AT, "file 1", 10)


def test_a_run_that_an_act_starts_is_refused_while_another_is_under_way() -> None:
    runs.start_with(job="sweep", slot="file 1", cursor=None, at=AT)
    with pytest.raises(Refused, match="under way"):
        runs.start_with(job="sweep", slot="file 2", cursor=None, at=AT)
    runs.start_with(job="other", slot="file 2", cursor=None, at=AT)
    JobRun.objects.update(finished_at=Now())
    assert runs.start_with(job="sweep", slot="file 2", cursor=None, at=AT)


def failed_run() -> int:
    run_id = start()
    JobRun.objects.update(failed_at=Now(), problem="ValueError", attempts=5)
    return run_id


def test_a_failed_run_goes_on_where_it_stopped_when_a_person_says_so() -> None:
    run_id = start()
    carry_on(run_id, ten_of_thirty, seconds=0)
    JobRun.objects.update(failed_at=Now())
    runs.retry(run_id=run_id, by=user(), at=AT)
    carry_on(run_id, ten_of_thirty)
    assert (one().done, Heartbeat.objects.count()) == (30, 3)
    assert Entry.objects.filter(what=Act.JOB_RETRIED).count() == 1


def test_only_a_failed_run_is_retried_and_not_beside_another() -> None:
    run_id = failed_run()
    other = start(MORNING + timedelta(days=1))
    with pytest.raises(Refused, match="under way"):
        runs.retry(run_id=run_id, by=user(), at=AT)
    with pytest.raises(Refused, match="has not failed"):
        runs.retry(run_id=other, by=user(), at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"job": ""}, id="no-job"),
        pytest.param({"slot": ""}, id="no-slot"),
        pytest.param({"finished_at": AT, "failed_at": AT}, id="finished-and-failed"),
        pytest.param({"slot": "2026-11-22"}, id="two-at-a-time"),
        pytest.param({"slot": "2026-11-23", "finished_at": AT}, id="the-same-slot-twice"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    start()
    with pytest.raises(IntegrityError):
        JobRun.objects.create(**{"job": "sweep", "slot": "x", "as_at": AT} | wrong)
