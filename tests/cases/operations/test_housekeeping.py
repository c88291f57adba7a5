"""What is only kept for a while goes when its time is over, and not before."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection

from cases.operations.housekeeping import clear_what_has_expired
from cases.tasks import clear_what_has_expired as job

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 3, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "gone"),
    [
        pytest.param(-SECOND, 0, id="not-yet"),
        pytest.param(timedelta(0), 0, id="this-very-moment"),
        pytest.param(SECOND, 1, id="over"),
    ],
)
def test_each_kind_goes_when_it_is_over_and_not_before(age: timedelta, gone: int) -> None:
    Session.objects.create(session_key="s", session_data="", expire_date=AT - age)
    attempt = AccessAttempt.objects.create(username="a", ip_address="10.0.0.1", failures_since_start=1)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=AT - timedelta(days=30) - age)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cache_entry VALUES ('k', 'v', %s)", [AT - age])
    assert clear_what_has_expired(at=AT) == {"sessions": gone, "failed_log_ins": gone, "cache_entries": gone}
    assert clear_what_has_expired(at=AT) == {"sessions": 0, "failed_log_ins": 0, "cache_entries": 0}


def test_the_job_clears_by_the_databases_clock() -> None:
    Session.objects.create(session_key="s", session_data="", expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    job.run()
    assert not Session.objects.exists()
