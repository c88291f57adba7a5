"""A drill begins once and whole; its rows arrive, and are flagged when they are late, once."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection

from cases.accounts.models import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.models import Drill, DrillRow, Heartbeat, Outbox
from cases.operations import drills, mail
from cases.operations.drills import BATCH
from cases.web.acting import acting
from tests.factories.acts import AT, BY
from tests.factories.trail import said
from tests.factories.users import user

pytestmark = pytest.mark.django_db
ID = uuid.UUID("0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a")
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def begin(rows: int = 3, *, by: User | None = None, at: datetime = AT, drill_id: uuid.UUID = ID) -> Drill:
    return drills.begin(drill_id=drill_id, rows=rows, by=by or user(), at=at)


def late_rows(count: int, *, due_on: date = TODAY - DAY) -> Drill:
    """A drill with rows that are due on that day."""
    made = Drill.objects.create(pk=uuid.uuid4(), rows=count, begun_by=BY.principal, begun_at=AT)
    rows = [DrillRow(drill=made, number=number, due_on=due_on) for number in range(1, count + 1)]
    DrillRow.objects.bulk_create(rows)
    return made


def sweep(*, at: datetime = AT, cursor: int | None = None) -> Any:
    return drills.flag_late(cursor=cursor, by=BY, at=at)


def flags() -> set[tuple[int, date | None]]:
    return set(DrillRow.objects.values_list("flagged", "flagged_on"))


# --- Beginning --------------------------------------------------------------------------------------------------------


def test_rows_work_mail_and_entry_are_left_together() -> None:
    somebody = user()
    begin(3, by=somebody)
    rows = DrillRow.objects.order_by("number")
    assert [(row.number, row.due_on, row.arrived, row.flagged) for row in rows] == [
        (number, TODAY, 0, 0) for number in (1, 2, 3)
    ]
    work = Outbox.objects.filter(kind=Kind.DRILL_ROW)
    assert sorted(piece.ids["row"] for piece in work) == [row.pk for row in rows]
    assert Outbox.objects.get(kind=Kind.SEND_MAIL).ids == {
        "mail": "drill_begun",
        "user": somebody.pk,
        "about": str(ID),
    }
    assert said(Act.DRILL_BEGUN) == [("done", somebody.principal, f"drill:{ID}", "3 rows")]


@pytest.mark.parametrize("where", [(trail, "record"), (mail, "queue"), (outbox, "put_many")])
def test_what_fails_at_the_end_leaves_nothing_at_all(where: tuple[Any, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**kwargs: Any) -> None:
        raise ZeroDivisionError

    somebody = user()
    before = Entry.objects.count()
    monkeypatch.setattr(*where, lambda *args, **kwargs: fails())
    with pytest.raises(ZeroDivisionError):
        begin(by=somebody)
    assert [model.objects.count() for model in (Drill, DrillRow, Outbox)] == [0, 0, 0]
    assert Entry.objects.count() == before


def test_the_same_id_again_is_the_same_drill() -> None:
    somebody, other = user(), user()
    begin(3, by=somebody)
    assert begin(500, by=other).rows == 3
    assert (Drill.objects.count(), DrillRow.objects.count(), Outbox.objects.count()) == (1, 3, 4)
    assert len(said(Act.DRILL_BEGUN)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_begin_one_drill() -> None:
    somebody, first_is_in, go_on = user(), threading.Event(), threading.Event()
    found: list[Drill | BaseException] = []

    def first() -> None:
        with acting(principal=somebody.principal) as at:
            found.append(begin(3, by=somebody, at=at))
            first_is_in.set()
            go_on.wait(30)
        connection.close()

    def second() -> None:
        first_is_in.wait(30)
        try:
            with acting(principal=somebody.principal) as at:
                found.append(begin(3, by=somebody, at=at))
        except IntegrityError as problem:
            found.append(problem)
        connection.close()

    threads = [threading.Thread(target=target) for target in (first, second)]
    for thread in threads:
        thread.start()
    try:
        _until_somebody_waits()
    finally:
        go_on.set()
        for thread in threads:
            thread.join(30)
    assert [one.pk if isinstance(one, Drill) else one for one in found] == [ID, ID]
    assert (DrillRow.objects.count(), Outbox.objects.count()) == (3, 4)


def _until_somebody_waits() -> None:
    """The second click has reached the row that the first has not yet committed."""
    with connection.cursor() as cursor:
        for _ in range(3000):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
            threading.Event().wait(0.01)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize(
    ("at", "due_on"),
    [
        pytest.param("2026-07-01T22:59:59+00:00", date(2026, 7, 1), id="before-midnight-in-summer"),
        pytest.param("2026-07-01T23:30:00+00:00", date(2026, 7, 2), id="after-midnight-in-summer"),
        pytest.param("2026-11-23T23:30:00+00:00", date(2026, 11, 23), id="before-midnight-in-winter"),
    ],
)
def test_rows_are_due_on_the_day_in_london(at: str, due_on: date) -> None:
    begin(1, at=datetime.fromisoformat(at))
    assert DrillRow.objects.get().due_on == due_on


# --- Arriving ---------------------------------------------------------------------------------------------------------


def test_a_row_counts_every_arrival_and_so_would_show_a_second() -> None:
    begin(2)
    one, other = DrillRow.objects.order_by("number")
    drills.arrive(row_id=one.pk)
    assert DrillRow.objects.get(pk=one.pk).arrived == 1
    drills.arrive(row_id=one.pk)
    assert DrillRow.objects.get(pk=one.pk).arrived == 2
    assert DrillRow.objects.get(pk=other.pk).arrived == 0


def test_a_row_whose_drill_was_removed_arrives_nowhere() -> None:
    drills.arrive(row_id=4711)
    assert not DrillRow.objects.exists()


# --- Being late -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "flagged"),
    [
        pytest.param(TODAY - 30 * DAY, 1, id="a-month-ago"),
        pytest.param(TODAY - DAY, 1, id="yesterday"),
        pytest.param(TODAY, 0, id="today"),
        pytest.param(TODAY + DAY, 0, id="tomorrow"),
    ],
)
def test_what_was_due_before_today_is_flagged_once(due_on: date, flagged: int) -> None:
    late_rows(2, due_on=due_on)
    step = sweep()
    assert (step.done, step.total, step.finished) == (2 * flagged, 2 * flagged, True)
    assert flags() == ({(1, TODAY)} if flagged else {(0, None)})
    again = sweep()
    assert (again.done, again.total, again.finished) == (0, 0, True)
    assert flags() == ({(1, TODAY)} if flagged else {(0, None)})


@pytest.mark.parametrize(
    ("at", "flagged_on"),
    [
        pytest.param("2026-07-02T22:59:59+00:00", None, id="the-day-has-not-ended-in-london"),
        pytest.param("2026-07-02T23:00:00+00:00", date(2026, 7, 3), id="midnight-in-london"),
        pytest.param("2026-07-02T23:30:00+00:00", date(2026, 7, 3), id="half-past-midnight-in-london"),
    ],
)
def test_a_day_ends_at_midnight_in_london(at: str, flagged_on: date | None) -> None:
    late_rows(1, due_on=date(2026, 7, 2))
    sweep(at=datetime.fromisoformat(at).astimezone(UTC))
    assert DrillRow.objects.get().flagged_on == flagged_on


@pytest.mark.parametrize(
    ("count", "batches"),
    [
        pytest.param(BATCH - 1, [BATCH - 1], id="one-less-than-a-batch"),
        pytest.param(BATCH, [BATCH, 0], id="a-batch"),
        pytest.param(BATCH + 1, [BATCH, 1], id="one-more-than-a-batch"),
        pytest.param(2 * BATCH + 7, [BATCH, BATCH, 7], id="two-batches-and-a-bit"),
    ],
)
def test_many_are_flagged_in_batches_each_going_on_where_the_last_one_stopped(count: int, batches: list[int]) -> None:
    late_rows(count)
    steps = [sweep()]
    assert steps[0].total == count, "people see from the first batch on how much there is"
    while not steps[-1].finished:
        steps.append(sweep(cursor=steps[-1].cursor))
        assert len(steps) < 5
    assert [step.done for step in steps] == batches
    assert {step.total for step in steps[1:]} <= {None}
    assert flags() == {(1, TODAY)}


def test_a_batch_begins_behind_its_cursor() -> None:
    late_rows(3)
    first = DrillRow.objects.order_by("pk")[0]
    assert sweep(cursor=first.pk).done == 2
    first.refresh_from_db()
    assert first.flagged == 0


# --- What cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"number": 1}, id="the-same-row-twice"),
        pytest.param({"flagged_on": TODAY}, id="flagged-on-the-day-that-it-is-due"),
        pytest.param({"flagged_on": TODAY - DAY}, id="flagged-before-it-is-due"),
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(wrong: dict[str, Any]) -> None:
    made = late_rows(1, due_on=TODAY)
    with pytest.raises(IntegrityError):
        DrillRow.objects.create(**{"drill": made, "number": 2, "due_on": TODAY} | wrong)


def test_the_database_refuses_a_drill_without_rows() -> None:
    with pytest.raises(IntegrityError):
        Drill.objects.create(pk=ID, rows=0, begun_by=BY.principal, begun_at=AT)


def test_the_database_refuses_a_heartbeat_of_nobody() -> None:
    with pytest.raises(IntegrityError):
        Heartbeat.objects.create(name="")
