"""Celery, wired. Redis only carries messages: everything that must not be lost is a row in PostgreSQL."""

import os
from typing import Any

import structlog
from celery import Celery, signals
from django.conf import settings

from config.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("candour")
app.config_from_object("config.celery_settings")
app.conf.beat_schedule = BEAT
app.conf.imports = settings.TASK_MODULES


@signals.setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """Being connected is the point: Celery then leaves logging as our settings made it."""


@signals.beat_init.connect
def beat_at_once(**kwargs: Any) -> None:
    """The first heartbeat does not wait for the schedule: a fresh start is ready ten seconds sooner."""
    app.send_task("cases.heartbeat")


@signals.task_prerun.connect
def name_the_task(task_id: str, task: Any, **kwargs: Any) -> None:
    """Every log line of a task carries its id and name, as every line of a request carries the request's."""
    structlog.contextvars.bind_contextvars(request_id=task_id, task=task.name)


@signals.task_postrun.connect
def forget_the_task(**kwargs: Any) -> None:
    """The next task starts with a clean slate."""
    structlog.contextvars.clear_contextvars()
