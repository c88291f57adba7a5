"""Work leaves with its act or not at all, is done once inside PostgreSQL, and is dead in the end, never lost."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Now

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused
from cases.jobs import outbox
from cases.jobs.drain import SENDING_LOCK, STOPPED, Drain
from cases.jobs.kinds import ABOUT, LONGEST_WAIT, Kind, wait_after
from cases.jobs.models import Heartbeat, Outbox
from cases.jobs.registry import HANDLERS, Explained
from cases.web.on_behalf import on_behalf_of
from tests.factories.acts import AT, BY
from tests.factories.users import user

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = Kind.DRILL_ROW, Kind.SEND_MAIL


def put(*keys: str, kind: Kind = INSIDE) -> None:
    with transaction.atomic():
        outbox.put_many(kind=kind, work=[(key, {"row": number}) for number, key in enumerate(keys)])


def drain(handler: Callable[..., None], *, leaves: bool = False, kind: Kind = INSIDE) -> Any:
    draining = Drain(leaves=leaves, handlers={kind: handler}, within=partial(on_behalf_of, BY), by=BY)
    return draining.run(seconds=5)


def now_due() -> None:
    Outbox.objects.filter(done_at=None).update(due_at=Now() - timedelta(seconds=1))


def mark(*, ref: str, **kwargs: Any) -> None:
    Heartbeat.objects.create(name=ref)


def fails(**kwargs: Any) -> None:
    raise ValueError("Mr Canary lives in Acacia Avenue")


def one() -> Outbox:
    return Outbox.objects.get()


def test_every_kind_has_a_handler_and_says_what_it_is() -> None:
    assert set(HANDLERS) == set(ABOUT) == set(Kind)
    assert all(about.description for about in ABOUT.values())


def test_work_is_left_with_its_act_or_not_at_all() -> None:
    def fails_afterwards() -> None:
        with transaction.atomic():
            outbox.put(kind=INSIDE, key="undone", ids={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_afterwards()
    assert not Outbox.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_work_cannot_be_left_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        outbox.put(kind=INSIDE, key="a", ids={})


@pytest.mark.parametrize(
    ("ids", "taken"),
    [
        pytest.param({"row": 12}, True, id="a-number"),
        pytest.param({"row": str(uuid.uuid4())}, True, id="a-uuid"),
        pytest.param({"row": "x" * 100}, True, id="100-characters"),
        pytest.param({"row": "x" * 101}, False, id="101-characters"),
        pytest.param({"row": ["PC", "Smith"]}, False, id="a-list"),
        pytest.param({"row": {"name": "Smith"}}, False, id="more-inside"),
        pytest.param({"row": None}, False, id="nothing"),
        pytest.param({"PC Smith": 1}, False, id="words-as-a-name"),
        pytest.param({"row": "Jos\u00e9"}, False, id="letters-of-a-name"),
        pytest.param({"row": "PC Smith"}, False, id="words"),
        pytest.param({"row": "two\nlines"}, False, id="lines"),
    ],
)
def test_the_outbox_takes_ids_and_never_text(ids: dict[str, Any], taken: bool) -> None:
    if taken:
        outbox.put(kind=INSIDE, key="a", ids=ids)
        assert one().ids == ids
    else:
        with pytest.raises(ValueError, match="never text"):
            outbox.put(kind=INSIDE, key="a", ids=ids)


@pytest.mark.parametrize("key", ["", "PC Smith", "x" * 101, "two\nlines"])
def test_a_key_is_no_text_either(key: str) -> None:
    with pytest.raises(ValueError, match="never text"):
        outbox.put(kind=INSIDE, key=key, ids={})


def test_the_same_work_put_twice_is_one_piece_of_work() -> None:
    put("a")
    put("a", "b")
    assert Outbox.objects.count() == 2
    assert drain(mark).done == 2
    put("a")
    assert drain(mark).done == 0


def test_work_is_done_once_in_batches_larger_than_one() -> None:
    put(*(f"row:{number}" for number in range(250)))
    drained = drain(mark)
    assert (drained.done, drained.failed, drained.more) == (250, 0, False)
    assert Heartbeat.objects.count() == 250
    assert not outbox.is_due(leaves=False)


def test_a_piece_that_fails_undoes_its_own_effects_and_nobody_elses() -> None:
    def fails_for_one(*, ref: str, ids: dict[str, int], **kwargs: Any) -> None:
        Heartbeat.objects.create(name=ref)
        if ids["row"] == 1:
            raise ValueError

    put("a", "b", "c")
    assert drain(fails_for_one).done == 2
    assert Heartbeat.objects.count() == 2
    failed = Outbox.objects.get(key="b")
    assert (failed.attempts, failed.problem, failed.done_at, failed.dead_at) == (1, "ValueError", None, None)


def test_only_the_kind_of_a_failure_is_kept_unless_its_words_are_ours() -> None:
    put("a")
    drain(fails)
    assert one().problem == "ValueError"

    def explains(**kwargs: Any) -> None:
        raise Explained("the server said 503")

    now_due()
    drain(explains)
    assert one().problem == "Explained: the server said 503"


def test_what_fails_waits_longer_each_time_and_is_dead_in_the_end() -> None:
    put("a")
    for attempt in range(1, ABOUT[INSIDE].most_attempts):
        drain(fails)
        with connection.cursor() as cursor:
            cursor.execute("SELECT due_at - now() FROM jobs_outbox")
            waits = cursor.fetchone()[0]
        first = ABOUT[INSIDE].first_wait
        assert abs(waits - wait_after(attempts=attempt, first=first)) < timedelta(seconds=2)
        assert not outbox.is_due(leaves=False)
        now_due()
    assert one().dead_at is None
    drain(fails)
    work = one()
    assert (work.attempts, work.dead_at is not None) == (5, True)
    entry = Entry.objects.get(what=Act.WORK_FAILED)
    assert (entry.key, entry.reason, entry.who) == (str(work.pk), "ValueError", BY.principal)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 5), (1, 5), (2, 10), (3, 20), (10, 2560), (11, 3600), (60, 3600), (60_000, 3600)],
)
def test_waits_double_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert wait_after(attempts=attempts, first=timedelta(seconds=5)) == timedelta(seconds=seconds) <= LONGEST_WAIT


def test_a_worker_that_dies_leaves_its_claim_counted_and_the_work_is_found_again() -> None:
    put("a", "b")

    class Killed(BaseException):
        pass

    def dies(**kwargs: Any) -> None:
        raise Killed

    with pytest.raises(Killed):
        drain(dies)
    assert set(Outbox.objects.values_list("attempts", flat=True)) == {1}
    assert drain(mark).done == 0  # the claim holds for the length of a lease
    now_due()
    assert drain(mark).done == 2


def test_work_that_kills_its_worker_again_and_again_is_dead_and_takes_nothing_with_it() -> None:
    put("poison", "b", "c")

    class Killed(BaseException):
        pass

    def kills(*, ids: dict[str, int], ref: str, **kwargs: Any) -> None:
        if ids["row"] == 0:
            raise Killed
        mark(ref=ref)

    for _ in range(12):
        try:
            drain(kills)
        except Killed:
            now_due()
    poison = Outbox.objects.get(key="poison")
    assert (poison.attempts, poison.problem) == (5, STOPPED)
    assert poison.dead_at is not None
    assert Heartbeat.objects.count() == 2
    assert set(Outbox.objects.exclude(key="poison").values_list("dead_at", flat=True)) == {None}


def test_work_of_an_unknown_kind_waits_for_a_version_that_knows_it() -> None:
    put("a")
    Outbox.objects.update(kind="not.yet")
    for _ in range(10):
        drain(mark)
        now_due()
    assert (one().attempts, one().dead_at, one().done_at) == (0, None, None)
    drained = Drain(leaves=False, handlers={"not.yet": mark}, within=partial(on_behalf_of, BY), by=BY).run(seconds=5)
    assert drained.done == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_is_nobodys_failure_and_nothing_is_half_done() -> None:
    def cut_off(*, ref: str, ids: dict[str, int], **kwargs: Any) -> None:
        mark(ref=ref)
        if ids["row"] == 1:
            connection.connection.close()

    put("a", "b", "c")
    with pytest.raises((OperationalError, InterfaceError)):
        drain(cut_off)
    assert set(Outbox.objects.values_list("attempts", "problem", "done_at")) == {(1, "", None)}
    assert not Heartbeat.objects.exists()
    now_due()
    assert drain(mark).done == 3


def test_a_statement_that_the_database_ends_is_that_pieces_own_failure() -> None:
    def too_long(*, ids: dict[str, int], ref: str, **kwargs: Any) -> None:
        mark(ref=ref)
        if ids["row"] == 1:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)")

    put("a", "b", "c")
    assert drain(too_long).done == 2
    assert Outbox.objects.get(key="b").problem == "OperationalError"


def test_mail_that_went_out_is_done_whoever_has_claimed_it_meanwhile() -> None:
    put("a", "b", kind=OUTSIDE)
    sent: list[str] = []

    def sends(*, ref: str, **kwargs: Any) -> None:
        sent.append(ref)  # and so slowly that it was taken for lost
        Outbox.objects.filter(pk=ref).update(claim=uuid.uuid4(), dead_at=Now())

    assert drain(sends, leaves=True, kind=OUTSIDE).done == 2
    now_due()
    drain(sends, leaves=True, kind=OUTSIDE)
    assert len(sent) == 2
    assert set(Outbox.objects.values_list("dead_at", flat=True)) == {None}


def test_mail_is_sent_again_under_the_same_id_when_its_worker_died_before_noting_it() -> None:
    put("a", kind=OUTSIDE)
    sent: list[str] = []

    class Killed(BaseException):
        pass

    def sends_and_dies(*, ref: str, **kwargs: Any) -> None:
        sent.append(ref)
        if len(sent) == 1:
            raise Killed

    with pytest.raises(Killed):
        drain(sends_and_dies, leaves=True, kind=OUTSIDE)
    assert drain(sends_and_dies, leaves=True, kind=OUTSIDE).done == 0  # nobody sends what may still be under way
    now_due()
    assert drain(sends_and_dies, leaves=True, kind=OUTSIDE).done == 1
    assert sent == [str(one().pk)] * 2


@pytest.mark.django_db(transaction=True)
def test_one_worker_at_a_time_sends_and_work_inside_does_not_wait_for_it(django_db_setup: None) -> None:
    put("mail", kind=OUTSIDE)
    put("inside")
    with psycopg.connect(**_as_somebody_else()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [SENDING_LOCK])
        assert drain(mark, leaves=True, kind=OUTSIDE).done == 0
        assert drain(mark).done == 1
        # Given back here: a server may take its time to notice that a connection has gone.
        other.execute("SELECT pg_advisory_unlock(%s)", [SENDING_LOCK])
    assert drain(mark, leaves=True, kind=OUTSIDE).done == 1
    assert drain(mark, leaves=True, kind=OUTSIDE).done == 0


def _as_somebody_else() -> dict[str, Any]:
    wanted = ("dbname", "user", "password", "host", "port")
    return {name: value for name, value in connection.get_connection_params().items() if name in wanted}


@pytest.mark.django_db(transaction=True)
def test_two_who_drain_at_the_same_time_do_everything_once() -> None:
    put(*(f"row:{number}" for number in range(600)))
    failures: list[BaseException] = []

    def somebody() -> None:
        try:
            drain(mark)
        except BaseException as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=somebody) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Heartbeat.objects.count() == 600
    assert set(Outbox.objects.values_list("attempts", "problem")) == {(1, "")}, "nobody skips what they claimed"


def test_the_two_sorts_do_not_wait_for_each_other() -> None:
    put("inside")
    put("outside", kind=OUTSIDE)
    assert drain(mark).done == 1
    assert drain(mark, leaves=True, kind=OUTSIDE).done == 1


def dead() -> Outbox:
    put("a")
    Outbox.objects.update(dead_at=Now(), attempts=5, problem="ValueError")
    return one()


def test_dead_work_is_tried_again_by_a_person() -> None:
    somebody = user()
    outbox.retry(work_id=dead().pk, by=somebody, at=AT)
    assert drain(mark).done == 1
    assert Entry.objects.get(what=Act.WORK_RETRIED).who == somebody.principal


def test_dead_work_is_given_up_for_a_reason_and_stays_on_record() -> None:
    work = dead()
    outbox.give_up(work_id=work.pk, reason="the address no longer exists", by=user(), at=AT)
    assert one().given_up_at is not None
    assert drain(mark).done == 0
    assert Entry.objects.get(what=Act.WORK_GIVEN_UP).reason == "the address no longer exists"


def alive(work: Outbox, by: User) -> None:
    Outbox.objects.update(dead_at=None)


def done(work: Outbox, by: User) -> None:
    Outbox.objects.update(dead_at=None, done_at=Now())


def given_up(work: Outbox, by: User) -> None:
    outbox.give_up(work_id=work.pk, reason="why", by=by, at=AT)


@pytest.mark.parametrize("before", [alive, done, given_up])
def test_what_is_not_dead_is_neither_retried_nor_given_up(before: Callable[[Outbox, User], None]) -> None:
    work, somebody = dead(), user()
    before(work, somebody)
    with pytest.raises(Refused):
        outbox.retry(work_id=work.pk, by=somebody, at=AT)
    with pytest.raises(Refused):
        outbox.give_up(work_id=work.pk, reason="again", by=somebody, at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kind": ""}, id="no-kind"),
        pytest.param({"key": ""}, id="no-key"),
        pytest.param({"done_at": AT, "dead_at": AT}, id="done-and-dead"),
        pytest.param({"given_up_at": AT}, id="given-up-but-not-dead"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        Outbox.objects.create(**{"kind": "k", "key": "a", "leaves": False, "most_attempts": 5} | wrong)


def test_done_work_is_forgotten_after_thirty_days_and_not_before() -> None:
    put("old", "new", "waiting")
    Outbox.objects.filter(key="old").update(done_at=AT - timedelta(days=30, seconds=1))
    Outbox.objects.filter(key="new").update(done_at=AT - timedelta(days=30))
    assert outbox.forget_done(at=AT, most=10) == 1
    assert set(Outbox.objects.values_list("key", flat=True)) == {"new", "waiting"}
