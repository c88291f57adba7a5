"""The case file's Celery door: each task takes ids or nothing, calls one operation and may be run again."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from celery import shared_task

from cases.jobs import heartbeat as hearts
from cases.operations import housekeeping
from cases.web.acting import acting

log = structlog.get_logger("candour.jobs")


def job(name: str) -> Callable[[Callable[..., None]], Any]:
    """A Celery task that runs in one transaction, on its own behalf: PostgreSQL knows it as `job:` and its name.

    The work is handed `at`, the database's time at its start.
    """

    def declared(work: Callable[..., None]) -> Any:
        @functools.wraps(work)
        def run(*args: Any, **kwargs: Any) -> None:
            with acting(principal=f"job:{name}") as at:
                work(*args, at=at, **kwargs)

        return shared_task(name=name)(run)

    return declared


@job("cases.heartbeat")
def heartbeat(name: str = hearts.SCHEDULED, ref: str = "", **kwargs: Any) -> None:
    """Proves that jobs arrive: beat sends it every ten seconds, `bin/up --check` sends one of its own."""
    hearts.beat(name=name, ref=ref)


@job("cases.clear_what_has_expired")
def clear_what_has_expired(*, at: datetime, **kwargs: Any) -> None:
    """Nightly: expired sessions, cache rows and old failed log-ins."""
    log.info("cleared what had expired", **housekeeping.clear_what_has_expired(at=at))
