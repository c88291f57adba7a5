"""The case file's Celery door: each task takes ids or nothing, calls one operation and may be run again."""

import functools
from collections.abc import Callable
from typing import Any

from celery import shared_task

from cases.jobs import heartbeat as hearts
from cases.web.acting import acting


def job(name: str) -> Callable[[Callable[..., None]], Any]:
    """A Celery task that runs in one transaction, on its own behalf: PostgreSQL knows it as `job:` and its name."""

    def declared(work: Callable[..., None]) -> Any:
        @functools.wraps(work)
        def run(*args: Any, **kwargs: Any) -> None:
            with acting(principal=f"job:{name}"):
                work(*args, **kwargs)

        return shared_task(name=name)(run)

    return declared


@job("cases.heartbeat")
def heartbeat(name: str = hearts.SCHEDULED, ref: str = "", **kwargs: Any) -> None:
    """Proves that jobs arrive: beat sends it every ten seconds, `bin/up --check` sends one of its own."""
    hearts.beat(name=name, ref=ref)
