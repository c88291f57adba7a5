"""The case file's Celery door: each task takes ids or nothing, calls one operation and may be run again."""

from typing import Any

from celery import shared_task

from cases.jobs import heartbeat as hearts


@shared_task(name="cases.heartbeat")
def heartbeat(name: str = hearts.SCHEDULED, ref: str = "", **kwargs: Any) -> None:
    """Proves that jobs arrive: beat sends it every ten seconds, `bin/up --check` sends one of its own."""
    hearts.beat(name=name, ref=ref)
