"""What people read about the jobs: verdict, work and runs in words, and never more queries than one page needs."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from cases.jobs import heartbeat as hearts
from cases.jobs.kinds import Kind
from cases.jobs.models import Heartbeat
from cases.jobs.slots import Daily
from cases.queries import job_runs, job_work, jobs
from cases.queries.job_runs import Run
from cases.queries.job_work import NEVER_AGAIN, Work
from cases.queries.jobs import MOST_SHOWN, Overview
from cases.queries.spans import span, times
from tests.factories.acts import AT
from tests.factories.jobs import CLEAR, FLAG, dead_work, failed_run, finished_run, run, work

pytestmark = pytest.mark.django_db
SCHEDULE = {
    CLEAR: Daily(hour=3, minute=5, description="Clears things"),
    FLAG: Daily(hour=14, minute=10, description="Flags things"),
}
FIVE_MINUTES = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
STOPPED = "Jobs do not run: worker or beat has stopped, or cannot reach Redis or the database."


def overview() -> Overview:
    return jobs.overview(schedule=SCHEDULE, may_wait=FIVE_MINUTES)


def beat(age: timedelta = timedelta(0)) -> None:
    hearts.beat(name=hearts.SCHEDULED, ref="")
    Heartbeat.objects.update(at=Now() - age)


def test_a_run_that_an_act_started_says_what_it_does_to_what() -> None:
    run("workforce.read_hr_file", "file 1")
    seen = job_runs.newest_of_each(schedule=SCHEDULE)["workforce.read_hr_file"]
    assert (seen.description, seen.of) == ("Reads a file from personnel into the register", "file 1")


# --- The verdict ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "said", "is_well"),
    [
        pytest.param(None, "has never run", False, id="never"),
        pytest.param(timedelta(0), "last ran less than a minute ago", True, id="now"),
        pytest.param(timedelta(seconds=119), "last ran 1 minute ago", True, id="just-under-two-minutes"),
        pytest.param(timedelta(seconds=121), "last ran 2 minutes ago", False, id="just-over-two-minutes"),
        pytest.param(timedelta(days=2), "last ran 2 days ago", False, id="days"),
    ],
)
def test_a_heart_that_does_not_beat_is_the_first_thing_said(age: timedelta | None, said: str, is_well: bool) -> None:
    if age is not None:
        beat(age)
    seen = overview()
    assert (seen.heartbeat, seen.troubles) == (said, [] if is_well else [STOPPED])


def nothing() -> None:
    """Leaves everything as it is."""


def two_of_each() -> None:
    for number in range(2):
        dead_work()
        failed_run(job=f"job {number}")


def made_good() -> None:
    failed_run(slot="2026-11-22")
    finished_run(slot="2026-11-23")


def failed_again() -> None:
    finished_run(slot="2026-11-22")
    failed_run(slot="2026-11-23")


@pytest.mark.parametrize(
    ("before", "troubles"),
    [
        pytest.param(nothing, [], id="nothing"),
        pytest.param(dead_work, ["1 piece of work failed for good and waits for a person."], id="dead-work"),
        pytest.param(failed_run, ["1 job failed for good and waits for a person."], id="a-failed-job"),
        pytest.param(
            two_of_each,
            ["2 jobs and 2 pieces of work failed for good and wait for a person."],
            id="two-of-each-also-off-the-schedule",
        ),
        pytest.param(lambda: dead_work(given_up_at=Now()), [], id="given-up"),
        pytest.param(made_good, [], id="a-later-run-made-it-good"),
        pytest.param(failed_again, ["1 job failed for good and waits for a person."], id="the-newest-failed"),
        pytest.param(lambda: work(problem="ValueError", attempts=3), [], id="tried-again-by-itself"),
        pytest.param(lambda: run(problem="ValueError", attempts=3), [], id="a-job-tried-again-by-itself"),
        pytest.param(lambda: work(put_at=Now() - FIVE_MINUTES), [], id="five-minutes-old"),
        pytest.param(
            lambda: work(put_at=Now() - FIVE_MINUTES - SECOND),
            ["The oldest work has waited for 5 minutes: it should be done within seconds."],
            id="a-second-older",
        ),
        pytest.param(lambda: work(put_at=Now() - timedelta(days=1), done_at=Now()), [], id="old-and-done"),
    ],
)
def test_what_needs_a_person_is_counted_in_a_sentence(before: Callable[[], Any], troubles: list[str]) -> None:
    beat()
    before()
    assert overview().troubles == troubles


def test_what_needs_a_person_is_listed_with_its_reason_newest_first() -> None:
    older = dead_work(dead_at=Now() - timedelta(hours=1))
    newer = dead_work(Kind.DRILL_ROW, problem="ValueError")
    failed = failed_run(done=7)
    seen = overview()
    assert [(line.id, line.problem) for line in seen.dead] == [
        (newer.pk, "ValueError"),
        (older.pk, "MailNotSent: SMTPDataError 554"),
    ]
    assert [(line.id, line.problem) for line in seen.failed] == [(failed.pk, "IntegrityError")]


@pytest.mark.parametrize(("count", "more"), [(MOST_SHOWN, 0), (MOST_SHOWN + 1, 1)])
def test_of_much_dead_work_the_newest_is_shown_and_the_rest_counted(count: int, more: int) -> None:
    for _ in range(count):
        dead_work()
    seen = overview()
    assert (len(seen.dead), seen.more_dead) == (MOST_SHOWN, more)


def test_every_job_of_the_schedule_is_shown_with_its_newest_run() -> None:
    finished_run(FLAG, "2026-11-22")
    newest = run(FLAG, "2026-11-23")
    run("no.longer.scheduled", "2026-11-23")
    assert [(job.description, job.due, job.newest and job.newest.id) for job in overview().jobs] == [
        ("Clears things", "03:05", None),
        ("Flags things", "14:10", newest.pk),
    ]


# --- What waits -------------------------------------------------------------------------------------------------------


def test_waiting_work_is_counted_by_kind_oldest_first() -> None:
    work(put_at=AT + SECOND)
    work(put_at=AT + 2 * SECOND, problem="ValueError", attempts=2)
    work(Kind.SEND_MAIL, put_at=AT)
    work("of.tomorrow", put_at=AT + 3 * SECOND)
    work(done_at=Now())
    dead_work()
    lines, is_capped = job_work.waiting()
    assert [(line.description, line.count, line.tried_before, line.since) for line in lines] == [
        ("Sends one mail", 1, 0, AT),
        ("Marks one row of a drill as arrived", 2, 1, AT + SECOND),
        ("of.tomorrow", 1, 0, AT + 3 * SECOND),
    ]
    assert not is_capped


@pytest.mark.parametrize(("count", "is_capped"), [(2, False), (3, False), (4, True), (5, True)])
def test_beyond_so_many_nobody_counts_on(count: int, is_capped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_work, "MOST_COUNTED", 3)
    for _ in range(count):
        work()
    lines, capped = job_work.waiting()
    assert (capped, lines[0].count) == (is_capped, min(count, 4))
    assert overview().is_capped is is_capped


def test_the_overview_asks_the_same_number_of_questions_whatever_there_is() -> None:
    with CaptureQueriesContext(connection) as of_nothing:
        overview()
    beat()
    for number in range(20):
        dead_work()
        work(problem="ValueError" if number % 2 else "")
        finished_run(FLAG, f"2026-10-{number + 1:02}")
        failed_run(f"job {number}")
    run(CLEAR)
    with CaptureQueriesContext(connection) as of_everything:
        seen = overview()
    assert (len(seen.dead), len(seen.failed), seen.waiting[0].count) == (20, 20, 20)
    assert len(of_everything) == len(of_nothing) == 6


# --- One piece of work ------------------------------------------------------------------------------------------------

SUMMER_NIGHT = datetime(2026, 7, 1, 23, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "state", "said"),
    [
        pytest.param({}, "Waiting", "It waits for its turn, which came on 2 July 2026 at 00:30.", id="waits"),
        pytest.param(
            {"attempts": 1},
            "Waiting",
            "It is being done. If its worker stops, it is tried again at 00:30:07.",
            id="being-done",
        ),
        pytest.param(
            {"attempts": 2, "problem": "ValueError"},
            "Trying again",
            "It has failed, and 2 of 5 attempts have been made. The next one is due at 00:30:07.",
            id="failed-twice",
        ),
        pytest.param(
            {"problem": "ValueError"},
            "Trying again",
            "It failed, and somebody has had it tried again: that happens within seconds.",
            id="a-person-said-so",
        ),
        pytest.param(
            {"dead_at": AT, "attempts": 5, "problem": "ValueError"},
            "Failed",
            f"It was tried 5 times and failed each time. {NEVER_AGAIN}",
            id="dead",
        ),
        pytest.param(
            {"dead_at": AT, "given_up_at": SUMMER_NIGHT, "attempts": 5, "problem": "ValueError"},
            "Given up",
            "It failed for good, and was given up on 2 July 2026 at 00:30. The reason is in the trail.",
            id="given-up",
        ),
        pytest.param({"done_at": SUMMER_NIGHT}, "Done", "It was done on 2 July 2026 at 00:30.", id="done"),
    ],
)
def test_a_piece_of_work_in_words(values: dict[str, Any], state: str, said: str) -> None:
    seen = job_work.find(work_id=work(due_at=SUMMER_NIGHT, **values).pk)
    assert isinstance(seen, Work)
    assert (seen.state, seen.said, seen.is_dead) == (state, said, state == "Failed")


def test_work_that_is_not_there() -> None:
    work()
    assert job_work.find(work_id=uuid.uuid4()) is None


def test_people_see_nothing_of_what_work_is_about() -> None:
    row = work(Kind.SEND_MAIL, ids={"user": 4711, "about": "canary"}, key="canary key")
    seen = repr(job_work.find(work_id=row.pk))
    assert "4711" not in seen
    assert "canary" not in seen


# --- One run ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "state", "said"),
    [
        pytest.param({}, "Running", "0 done so far.", id="just-begun"),
        pytest.param({"done": 1234}, "Running", "1,234 done so far.", id="nobody-knows-how-much-there-is"),
        pytest.param({"done": 0, "total": 0}, "Running", "0 done so far.", id="there-is-nothing"),
        pytest.param({"done": 29_999, "total": 30_000}, "Running", "29,999 of 30,000 done (99%).", id="almost-all"),
        pytest.param({"done": 12, "total": 10}, "Running", "12 of 10 done (100%).", id="more-than-was-known"),
        pytest.param(
            {"problem": "ValueError", "attempts": 1, "leased_until": SUMMER_NIGHT},
            "Trying again",
            "0 done so far. It has failed once. It is tried again at 00:30:07.",
            id="failed-once",
        ),
        pytest.param(
            {"problem": "ValueError", "attempts": 3, "token": uuid.uuid4()},
            "Trying again",
            "0 done so far. It has failed twice and is being tried again now.",
            id="failed-twice-and-somebody-is-at-it",
        ),
        pytest.param(
            {"problem": "ValueError", "attempts": 0},
            "Trying again",
            "0 done so far. It failed, and somebody has had it tried again: that happens within seconds.",
            id="a-person-said-so",
        ),
        pytest.param(
            {"problem": "ValueError", "attempts": 5, "failed_at": AT, "done": 4, "total": 8},
            "Failed",
            f"4 of 8 done (50%). It was tried 5 times without getting any further. {NEVER_AGAIN}",
            id="failed-for-good",
        ),
        pytest.param(
            {"finished_at": SUMMER_NIGHT, "done": 8, "total": 8},
            "Finished",
            "It finished on 2 July 2026 at 00:30: 8 of 8 done (100%).",
            id="finished",
        ),
        pytest.param({"finished_at": AT, "done": 0}, "Finished", None, id="finished-and-nothing-to-do"),
    ],
)
def test_a_run_in_words(values: dict[str, Any], state: str, said: str | None) -> None:
    seen = job_runs.find(run_id=run(**values).pk, schedule=SCHEDULE)
    assert isinstance(seen, Run)
    assert (seen.state, seen.said) == (state, said or "It finished on 23 November 2026 at 09:30: 0 done.")
    assert seen.is_under_way is (state in {"Running", "Trying again"})


@pytest.mark.parametrize(
    ("job", "slot", "description", "of"),
    [
        pytest.param(FLAG, "2026-11-23", "Flags things", "23 November 2026", id="a-day"),
        pytest.param(FLAG, "as at 2026-11-24T04:10:00+00:00", "Flags things", "by hand", id="by-hand"),
        pytest.param("of.yesterday", "2026-11-23", "of.yesterday", "23 November 2026", id="no-longer-scheduled"),
    ],
)
def test_what_a_run_is_called(job: str, slot: str, description: str, of: str) -> None:
    seen = job_runs.find(run_id=run(job, slot).pk, schedule=SCHEDULE)
    assert seen is not None
    assert (seen.description, seen.of) == (description, of)


@pytest.mark.parametrize("number", [0, 1, 2**63, 10**30])
def test_a_run_that_is_not_there(number: int) -> None:
    assert job_runs.find(run_id=number, schedule=SCHEDULE) is None


def test_history_is_the_newest_runs_of_all_jobs_in_one_query() -> None:
    made = [finished_run(job, f"2026-11-{day:02}").pk for day in range(1, 4) for job in (CLEAR, FLAG)]
    with CaptureQueriesContext(connection) as asked:
        found = job_runs.newest(most=5, schedule=SCHEDULE)
    assert [seen.id for seen in found] == made[:0:-1]
    assert len(asked) == 1


# --- Spans ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=-3), "less than a minute"),
        (timedelta(0), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_a_span_is_coarse(age: timedelta, said: str) -> None:
    assert span(age) == said


@pytest.mark.parametrize(("count", "said"), [(1, "once"), (2, "twice"), (3, "3 times"), (0, "0 times")])
def test_times(count: int, said: str) -> None:
    assert times(count) == said
