"""What Celery is told, and that nobody loosens it: each line was measured to lose or repeat work without it."""

from datetime import timedelta

import pytest
from django.conf import settings

from cases.jobs import outbox, runs
from cases.jobs.drain import BATCH_SECONDS, LEASE
from cases.tasks import SECONDS
from config.celery import app
from config.schedule import BEAT, JOBS


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("task_time_limit", 90),
        ("task_soft_time_limit", 60),
        ("task_ignore_result", True),
        ("accept_content", ["json"]),
        ("timezone", "Europe/London"),
    ],
)
def test_a_setting_that_keeps_work_from_being_lost(setting: str, value: object) -> None:
    assert getattr(app.conf, setting) == value


def test_a_lost_message_comes_back_soon_and_never_while_its_task_may_still_run() -> None:
    options = app.conf.broker_transport_options
    assert options["unacked_restore_throttle"] == 1
    assert options["visibility_timeout"] == 120
    assert app.conf.task_time_limit < options["visibility_timeout"]


def test_a_batch_fits_into_a_lease_and_a_task_into_its_limit() -> None:
    assert timedelta(seconds=30) == LEASE
    assert BATCH_SECONDS < 10 < LEASE.total_seconds()
    # The last batch may begin just before the time is over.
    assert app.conf.task_soft_time_limit > SECONDS + 10


def test_beat_asks_often_enough_to_resume_within_a_minute() -> None:
    assert BEAT["tick"]["schedule"] <= timedelta(seconds=10)
    assert LEASE + BEAT["tick"]["schedule"] < timedelta(seconds=60)


def test_everything_that_is_sent_is_known() -> None:
    app.loader.import_default_modules()
    sent = {entry["task"] for entry in BEAT.values()} | {outbox.DRAIN, runs.CARRY_ON}
    assert sent <= set(app.tasks)
    assert settings.JOBS is JOBS


def test_messages_of_beat_go_stale_rather_than_pile_up() -> None:
    assert all(60 < entry["options"]["expires"] <= 600 for entry in BEAT.values())
