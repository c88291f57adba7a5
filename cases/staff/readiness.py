"""What the staff door needs besides the database: the broker, and proof that jobs arrive."""

from datetime import timedelta

import redis
from django.conf import settings

from cases.audit.actors import NOBODY
from cases.jobs import heartbeat as hearts
from cases.jobs import outbox, runs
from cases.web.acting import acting
from cases.web.health import NotReady

WAIT_SECONDS = 2
# Work is drained within seconds; a few retries are no news.
OLDEST_MAY_WAIT = timedelta(minutes=5)


def broker() -> str:
    """Whether Redis answers."""
    client = redis.Redis.from_url(
        redis_address(settings.REDIS_URL), socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS
    )
    try:
        client.ping()
    except redis.RedisError as problem:
        raise NotReady(f"does not answer ({type(problem).__name__})") from None
    finally:
        client.close()
    return "answered"


def heartbeat() -> str:
    """Whether a scheduled job has run lately: beat, Redis, a worker and PostgreSQL are then all connected."""
    age = hearts.age(name=hearts.SCHEDULED)
    if age is None:
        raise NotReady("no job has ever run; are worker and beat running?")
    if age > hearts.TOO_OLD:
        raise NotReady(f"the last job ran {age.total_seconds():.0f} s ago; are worker and beat running?")
    return f"last job ran {max(age.total_seconds(), 0):.0f} s ago"


def work() -> str:
    """Whether work that was left gets done: nothing waits for long, and nothing waits for a person."""
    if dead := outbox.count_dead():
        raise NotReady(f"work that failed for good: {dead}; see the jobs page")
    if failed := runs.failed_jobs():
        raise NotReady(f"jobs that failed for good: {len(failed)}; see the jobs page")
    age = outbox.oldest_waiting()
    if age is not None and age > OLDEST_MAY_WAIT:
        raise NotReady(f"the oldest work has waited for {age.total_seconds():.0f} s; the jobs page says why")
    return "nothing waits" if age is None else f"the oldest has waited for {max(age.total_seconds(), 0):.0f} s"


def schedule() -> str:
    """Whether periodic jobs begin and end: a heartbeat alone does not show that the schedule is asked."""
    with acting(principal=NOBODY.principal) as at:
        late = runs.not_started(schedule=settings.JOBS, at=at)
    if late:
        raise NotReady(f"due and not begun: {', '.join(late)}; do the clocks of worker and beat agree?")
    if stuck := runs.stuck():
        raise NotReady(f"under way for hours: {', '.join(stuck)}; see the jobs page")
    return "every job that was due has begun"


def redis_address(celery_url: str) -> str:
    """The same address as Redis's own client writes it: Celery says `redis+socket`, the client says `unix`."""
    socket_kind = "redis+socket://"
    if not celery_url.startswith(socket_kind):
        return celery_url
    path, _, query = celery_url.removeprefix(socket_kind).partition("?")
    return f"unix://{path}?{query.replace('virtual_host=', 'db=')}"
