"""What is only kept for a while goes when its time is over, and not before."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection

from cases.accounts.models import Draft, User
from cases.jobs.models import Drill, DrillRow, Outbox
from cases.jobs.registry import Step
from cases.operations import housekeeping
from tests.factories.acts import BY
from tests.factories.jobs import dead_work, work
from tests.factories.users import user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 3, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MONTH = timedelta(days=30)


def clear(*, at: datetime = AT) -> Step:
    return housekeeping.clear_what_has_expired(cursor=None, by=BY, at=at)


def session(age: timedelta, name: str = "s") -> None:
    """Ended so long ago."""
    Session.objects.create(session_key=name, session_data="", expire_date=AT - age)


def failed_log_in(age: timedelta, name: str = "a") -> None:
    attempt = AccessAttempt.objects.create(username=name, ip_address="10.0.0.1", failures_since_start=1)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=AT - MONTH - age)


def cache_row(age: timedelta, name: str = "k") -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cache_entry VALUES (%s, 'v', %s)", [name, AT - age])


def done_work(age: timedelta, name: str = "w") -> None:
    work(key=name, done_at=AT - MONTH - age)


def drill(age: timedelta) -> Drill:
    made = Drill.objects.create(pk=uuid.uuid4(), rows=2, begun_by=BY.principal, begun_at=AT - MONTH - age)
    for number in (1, 2):
        DrillRow.objects.create(drill=made, number=number, due_on=AT.date())
    return made


def draft(age: timedelta, name: str = "d") -> None:
    """Last saved so long ago."""
    owner = User.objects.first() or user()
    made = Draft.objects.create(owner=owner, kind="log_call", key=name, body={})
    Draft.objects.filter(pk=made.pk).update(saved_at=AT - MONTH - age)


def left() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entry")
        cached = cursor.fetchone()[0]
    models = (Session, AccessAttempt, Outbox, Draft, Drill, DrillRow)
    return [cached, *(model._default_manager.count() for model in models)]


@pytest.mark.parametrize(
    ("age", "gone"),
    [
        pytest.param(-SECOND, False, id="not-yet"),
        pytest.param(timedelta(0), False, id="this-very-moment"),
        pytest.param(SECOND, True, id="over"),
    ],
)
def test_each_kind_goes_when_it_is_over_and_not_before(age: timedelta, gone: bool) -> None:
    for make in (session, failed_log_in, cache_row, done_work, draft, drill):
        make(age)
    step = clear()
    assert (step.done, step.finished) == (6 if gone else 0, True)
    assert left() == ([0] * 7 if gone else [1, 1, 1, 1, 1, 1, 2])
    assert clear().done == 0


def test_work_goes_only_when_it_was_done() -> None:
    long_ago = AT - 2 * MONTH
    kept = [
        work(put_at=long_ago, due_at=long_ago),
        dead_work(put_at=long_ago, dead_at=long_ago),
        dead_work(put_at=long_ago, dead_at=long_ago, given_up_at=long_ago),
    ]
    work(put_at=long_ago, done_at=long_ago)
    assert clear().done == 1
    assert set(Outbox.objects.values_list("pk", flat=True)) == {row.pk for row in kept}


@pytest.mark.parametrize("make", [session, failed_log_in, cache_row, done_work, draft])
@pytest.mark.parametrize(
    ("count", "steps"),
    [
        pytest.param(2, [(2, True)], id="less-than-a-batch"),
        pytest.param(3, [(3, False), (0, True)], id="a-batch"),
        pytest.param(7, [(3, False), (3, False), (1, True)], id="batches"),
    ],
)
def test_what_is_much_goes_in_batches(
    make: Callable[..., None], count: int, steps: list[tuple[int, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 3)
    for number in range(count):
        make(SECOND, f"number {number}")
    assert [(step.done, step.finished) for step in (clear() for _ in steps)] == steps


def test_drills_go_a_few_at_a_time_with_all_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "DRILLS_AT_ONCE", 2)
    for _ in range(3):
        drill(SECOND)
    assert [(step.done, step.finished) for step in (clear(), clear())] == [(2, False), (1, True)]
    assert not DrillRow.objects.exists()
