"""What the staff door needs besides the database: the broker, and proof that jobs arrive."""

import redis
from django.conf import settings

from cases.jobs import heartbeat as hearts
from cases.web.health import NotReady

WAIT_SECONDS = 2


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


def redis_address(celery_url: str) -> str:
    """The same address as Redis's own client writes it: Celery says `redis+socket`, the client says `unix`."""
    socket_kind = "redis+socket://"
    if not celery_url.startswith(socket_kind):
        return celery_url
    path, _, query = celery_url.removeprefix(socket_kind).partition("?")
    return f"unix://{path}?{query.replace('virtual_host=', 'db=')}"
