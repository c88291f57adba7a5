"""The least that a Celery task can do and be counted: what the outbox is measured against."""

import redis
from celery import shared_task
from django.conf import settings

from cases.staff.readiness import redis_address

NAME = "bench.noop"
COUNTER = "bench:done"
_client = redis.Redis.from_url(redis_address(settings.REDIS_URL))


@shared_task(name=NAME)
def noop() -> None:
    """One INCR."""
    _client.incr(COUNTER)
