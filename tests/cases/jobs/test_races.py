"""Two at once: a failed run is retried at the very moment at which the next slot begins."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from cases.audit.trail import Refused
from cases.jobs import runs
from cases.jobs.models import JobRun
from cases.jobs.slots import Daily
from tests.factories.acts import AT, BY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
SCHEDULE = {"sweep": Daily(hour=4, minute=10, description="a test")}
MORNING = datetime(2026, 11, 23, 4, 10, tzinfo=UTC)
RACES = 40


def test_a_retry_beside_a_beginning_slot_is_done_or_refused_and_never_an_error() -> None:
    outcomes = []
    for day in range(RACES):
        JobRun.objects.all().delete()
        failed = JobRun.objects.create(job="sweep", slot="2020-02-01", as_at=MORNING, failed_at=Now())
        both = threading.Barrier(2)

        def begin(day: int = day, both: threading.Barrier = both) -> None:
            both.wait()
            runs.start_due(schedule=SCHEDULE, at=MORNING + timedelta(days=day))
            connection.close()

        beside = threading.Thread(target=begin)
        beside.start()
        both.wait()
        try:
            runs.retry(run_id=failed.pk, by=BY, at=AT)
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        beside.join()
        assert JobRun.objects.filter(finished_at=None, failed_at=None).count() == 1
    assert set(outcomes) <= {"done", "refused"}
