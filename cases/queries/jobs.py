"""How the jobs are at a glance, for people: what runs, what waits, and what needs a person."""

from dataclasses import dataclass
from datetime import timedelta

from cases.jobs import heartbeat as hearts
from cases.jobs import outbox
from cases.queries import job_runs, job_work
from cases.queries.job_runs import Run, Schedule
from cases.queries.job_work import Waiting, Work
from cases.queries.spans import span

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """One periodic job: when it is due each day in London, and its newest run."""

    description: str
    due: str
    newest: Run | None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole of the jobs page. Troubles are whole sentences; there are none when all is well."""

    troubles: list[str]
    heartbeat: str
    waiting: list[Waiting]
    is_capped: bool
    dead: list[Work]
    more_dead: int
    failed: list[Run]
    jobs: list[Scheduled]


def overview(*, schedule: Schedule, may_wait: timedelta) -> Overview:
    """Everything at a glance. The same number of queries whatever waits or failed."""
    beat, oldest, count = hearts.age(name=hearts.SCHEDULED), outbox.oldest_waiting(), outbox.count_dead()
    dead, (waiting, is_capped) = job_work.dead(most=MOST_SHOWN), job_work.waiting()
    newest = job_runs.newest_of_each(schedule=schedule)
    failed = [run for run in newest.values() if run.failed_at]
    troubles = [_of_the_heart(beat), _in_need(pieces=count, jobs=len(failed)), _of_the_oldest(oldest, may_wait)]
    return Overview(
        troubles=[sentence for sentence in troubles if sentence],
        heartbeat="has never run" if beat is None else f"last ran {span(beat)} ago",
        waiting=waiting,
        is_capped=is_capped,
        dead=dead,
        more_dead=max(count - len(dead), 0),
        failed=failed,
        jobs=[
            Scheduled(description=daily.description, due=f"{daily.hour:02}:{daily.minute:02}", newest=newest.get(job))
            for job, daily in schedule.items()
        ],
    )


def _of_the_heart(beat: timedelta | None) -> str:
    if beat is not None and beat <= hearts.TOO_OLD:
        return ""
    return "Jobs do not run: worker or beat has stopped, or cannot reach Redis or the database."


def _in_need(*, pieces: int, jobs: int) -> str:
    """Such as `1 job and 2 pieces of work failed for good and wait for a person.`"""
    counted = [
        f"{count:,} {one if count == 1 else many}"
        for count, one, many in ((jobs, "job", "jobs"), (pieces, "piece of work", "pieces of work"))
        if count
    ]
    wait = "waits" if jobs + pieces == 1 else "wait"
    return f"{' and '.join(counted)} failed for good and {wait} for a person." if counted else ""


def _of_the_oldest(oldest: timedelta | None, may_wait: timedelta) -> str:
    if oldest is None or oldest <= may_wait:
        return ""
    return f"The oldest work has waited for {span(oldest)}: it should be done within seconds."
