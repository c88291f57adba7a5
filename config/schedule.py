"""Every periodic job, on this one page. Local times are Europe/London; nothing is scheduled between 01:00 and 02:00."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    # Proof that beat, Redis, a worker and PostgreSQL are connected. Stale after two minutes: see /readyz.
    "heartbeat": {"task": "cases.heartbeat", "schedule": timedelta(seconds=10), "options": {"expires": 60}},
    # Sessions, cache rows and failed log-ins whose time is over.
    "clear-what-has-expired": {"task": "cases.clear_what_has_expired", "schedule": crontab(hour="3", minute="20")},
}
