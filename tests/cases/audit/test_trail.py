"""What an entry holds, when it may be written, and how entries are found again."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
import structlog
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cases.audit import trail
from cases.audit.actors import NOBODY, Actor, Command, Job
from cases.audit.acts import ABOUT, Act
from cases.audit.models import AnonymousFailures, Entry
from cases.audit.trail import Refused, Thing, Wanted
from cases.web.on_behalf import on_behalf_of
from tests.databases import ADMIN_URL
from tests.factories.acts import AT, BY
from tests.factories.users import user

pytestmark = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)
ABOUT_7 = Thing("matter", 7)


def record(what: Act = Act.ROLE_GIVEN, by: Actor = BY, about: Thing = ABOUT_7, reason: str = "") -> None:
    with transaction.atomic():
        trail.record(what=what, by=by, at=AT, about=about, reason=reason)


def refuse(what: Act = Act.ROLE_GIVEN, by: Actor = BY, about: Thing = ABOUT_7) -> None:
    trail.refused(what=what, by=by, at=AT, about=about)


def found(most: int = 100, **wanted: Any) -> list[Entry]:
    return trail.find(wanted=Wanted(**wanted), most=most)


def the_databases_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


@commits
def test_what_was_done_is_recorded_inside_its_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        trail.record(what=Act.ROLE_GIVEN, by=BY, at=AT, about=ABOUT_7)
    with transaction.atomic():
        trail.record(what=Act.ROLE_GIVEN, by=BY, at=AT, about=ABOUT_7)
        transaction.set_rollback(True)
    assert found() == []
    record()
    assert len(found()) == 1


@commits
def test_what_was_refused_is_recorded_outside_every_transaction_or_not_at_all() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        refuse()
    assert found() == []
    refuse()
    assert [entry.outcome for entry in found()] == ["refused"]


@pytest.mark.parametrize(
    ("by", "who"),
    [
        pytest.param(Job("housekeeping"), "job:housekeeping", id="a-job"),
        pytest.param(Command("add_user"), "command:add_user", id="a-command"),
        pytest.param(NOBODY, "nobody", id="nobody"),
    ],
)
@pytest.mark.parametrize(("write", "outcome"), [(record, "done"), (refuse, "refused")])
def test_an_entry_holds_all_it_was_given(by: Actor, who: str, write: Any, outcome: str) -> None:
    write(what=Act.SESSIONS_ENDED, by=by, about=Thing("user", 41))
    (entry,) = found()
    stored = (entry.what, entry.outcome, entry.who, entry.at, entry.thing, entry.key)
    assert stored == ("sessions.ended", outcome, who, AT, "user", "41")


def test_a_user_is_an_actor_and_a_reason_is_kept_whole() -> None:
    somebody = user()
    record(by=somebody, reason="because\nof “this” — " + "x" * 5000)
    entry = found(who=f"user:{somebody.pk}")[0]
    assert entry.reason == "because\nof “this” — " + "x" * 5000


def test_recorded_at_is_the_databases_own_whatever_the_act_says() -> None:
    before = the_databases_clock()
    with transaction.atomic():
        trail.record(what=Act.ROLE_GIVEN, by=BY, at=datetime(2001, 2, 3, tzinfo=UTC), about=ABOUT_7)
    (entry,) = found()
    assert entry.at == datetime(2001, 2, 3, tzinfo=UTC)
    assert before < entry.recorded_at < the_databases_clock()


def test_nobody_may_give_it_another() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        Entry.objects.create(what="x", outcome="done", who="x", at=AT, thing="x", key="1", recorded_at=AT)


def test_two_entries_of_one_transaction_have_each_their_own_time() -> None:
    record()
    record()
    second, first = found()
    assert second.recorded_at > first.recorded_at


@commits
def test_the_entries_of_one_command_bear_one_request_id_and_those_of_another_one_another() -> None:
    structlog.contextvars.clear_contextvars()
    for _ in range(2):
        with on_behalf_of(BY) as at:
            for _ in range(2):
                trail.record(what=Act.ROLE_GIVEN, by=BY, at=at, about=ABOUT_7)
        with pytest.raises(Refused), on_behalf_of(BY):
            raise Refused("no", what=Act.ROLE_GIVEN, about=ABOUT_7)
    ids = [entry.request_id for entry in reversed(found())]
    assert [len(each) for each in ids] == [32] * 6
    assert ids[0] == ids[1]
    assert ids[3] == ids[4]
    assert len(set(ids)) == 4
    assert "request_id" not in structlog.contextvars.get_contextvars()


@commits
def test_within_a_request_every_entry_bears_its_id() -> None:
    with structlog.contextvars.bound_contextvars(request_id="of-the-request"):
        record()
        with pytest.raises(Refused), on_behalf_of(BY):
            raise Refused("no", what=Act.ROLE_GIVEN, about=ABOUT_7)
    assert [entry.request_id for entry in found(request_id="of-the-request")] == ["of-the-request"] * 2


@commits
def test_a_refusal_undoes_the_act_and_says_why_under_its_own_name() -> None:
    @on_behalf_of(Job("nightly"))
    def act() -> None:
        record()
        raise Refused("Ask first.", what=Act.USER_ADDED, about=Thing("user", 3), reason="too early")

    with pytest.raises(Refused, match="Ask first"):
        act()
    (entry,) = found()
    assert (entry.what, entry.outcome, entry.who) == ("user.added", "refused", "job:nightly")
    assert (entry.thing, entry.key, entry.reason) == ("user", "3", "too early")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"what": ""}, id="nothing-done"),
        pytest.param({"who": ""}, id="by-no-one"),
        pytest.param({"thing": ""}, id="about-no-kind-of-thing"),
        pytest.param({"key": ""}, id="about-none-of-them"),
        pytest.param({"outcome": ""}, id="without-an-outcome"),
        pytest.param({"outcome": "maybe"}, id="with-an-outcome-of-no-kind"),
    ],
)
def test_postgresql_refuses_an_entry_that_does_not_say_all(wrong: dict[str, str]) -> None:
    right = {"what": "x", "outcome": "done", "who": "x", "thing": "x", "key": "1"}
    insert = (
        "INSERT INTO audit_entry (what, outcome, who, thing, key, at, reason, request_id)"
        " VALUES (%(what)s, %(outcome)s, %(who)s, %(thing)s, %(key)s, now(), '', '')"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, right)
        with pytest.raises(IntegrityError):
            cursor.execute(insert, right | wrong)


def test_every_act_is_said_in_words_and_fits_its_column() -> None:
    assert set(ABOUT) == set(Act)
    assert all(len(act.value) <= 60 for act in Act)
    assert len(set(ABOUT.values())) == len(Act)


# --- Finding ---


@pytest.mark.parametrize(
    ("wanted", "which"),
    [
        pytest.param({}, [4, 3, 2, 1], id="everything-newest-first"),
        pytest.param({"what": "role.given"}, [2, 1], id="what"),
        pytest.param({"outcome": "refused"}, [4, 2], id="refused"),
        pytest.param({"who": "job:one"}, [3, 1], id="who"),
        pytest.param({"thing": "user"}, [4, 3], id="a-kind-of-thing"),
        pytest.param({"thing": "user", "key": "5"}, [3], id="one-thing"),
        pytest.param({"who": "job:one", "outcome": "done", "what": "role.given"}, [1], id="all-at-once"),
        pytest.param({"who": "job:on"}, [], id="not-by-the-beginning-of-a-name"),
        pytest.param({"request_id": "none"}, [], id="no-such-request"),
    ],
)
def test_each_question_finds_what_it_asks_for(wanted: dict[str, Any], which: list[int]) -> None:
    record(by=Job("one"), about=Thing("matter", 5))
    refuse(by=Job("two"), about=Thing("matter", 5))
    record(what=Act.USER_ADDED, by=Job("one"), about=Thing("user", 5))
    refuse(what=Act.USER_ADDED, by=Job("two"), about=Thing("user", 6))
    numbers = {entry.pk: number for number, entry in enumerate(Entry.objects.order_by("pk"), start=1)}
    assert [numbers[entry.pk] for entry in found(**wanted)] == which


def test_page_after_page_shows_each_entry_once() -> None:
    for number in range(7):
        record(about=Thing("matter", number))
    seen, before = [], None
    for _ in range(3):
        page = found(most=3, before=before)
        seen.append([int(entry.key) for entry in page])
        before = page[-1].pk
    assert seen == [[6, 5, 4], [3, 2, 1], [0]]
    assert found(most=3, before=before) == []


def told_at(moments: list[datetime]) -> None:
    """Entries that the database was told of then. Nobody but the owner, with the trigger off, can make such."""
    with psycopg.connect(ADMIN_URL, dbname=connection.settings_dict["NAME"]) as link:
        link.execute("ALTER TABLE audit_entry DISABLE TRIGGER entry_stamp")
        for number, moment in enumerate(moments):
            link.execute(
                "INSERT INTO audit_entry (what, outcome, who, at, recorded_at, thing, key, reason, request_id)"
                " VALUES ('x', 'done', 'x', %s, %s, 'x', %s, '', '')",
                [AT, moment, str(number)],
            )


@commits
@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        pytest.param(date(2026, 1, 15), "2026-01-15 00:00Z", "2026-01-16 00:00Z", id="winter"),
        pytest.param(date(2026, 7, 15), "2026-07-14 23:00Z", "2026-07-15 23:00Z", id="summer"),
        pytest.param(date(2026, 3, 29), "2026-03-29 00:00Z", "2026-03-29 23:00Z", id="23-hours-in-spring"),
        pytest.param(date(2026, 10, 25), "2026-10-24 23:00Z", "2026-10-26 00:00Z", id="25-hours-in-autumn"),
    ],
)
def test_a_day_is_one_of_london(day: date, begins: str, ends: str) -> None:
    first, next_day = datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    a_moment = timedelta(microseconds=1)
    told_at([first - a_moment, first, next_day - a_moment, next_day])
    assert {entry.key for entry in found(first_day=day, last_day=day)} == {"1", "2"}
    assert {entry.key for entry in found(first_day=day)} == {"1", "2", "3"}
    assert {entry.key for entry in found(last_day=day)} == {"0", "1", "2"}


# --- Counting what people we do not know fail at ---


def counts() -> list[tuple[datetime, str, int]]:
    rows = trail.anonymous_failures(since=datetime(2000, 1, 1, tzinfo=UTC))
    return [(row.hour, row.what, row.count) for row in rows]


NINE, TEN = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (9, 10))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(["09:00"], [(NINE, 1)], id="once"),
        pytest.param(["09:00:00", "09:59:59.999999"], [(NINE, 2)], id="the-same-hour"),
        pytest.param(["09:59:59.999999", "10:00"], [(TEN, 1), (NINE, 1)], id="the-next-hour"),
        pytest.param(["09:05", "10:05", "09:30"], [(TEN, 1), (NINE, 2)], id="the-hour-before-goes-on"),
    ],
)
def test_failures_are_counted_by_the_hour(times: list[str], expected: list[tuple[datetime, int]]) -> None:
    for each in times:
        at = datetime.fromisoformat(f"2026-11-23 {each}Z")
        trail.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=at)
    assert counts() == [(hour, "log_in.failed", count) for hour, count in expected]


def test_kinds_of_failures_are_counted_apart_and_from_a_moment_on() -> None:
    for what in (Act.LOG_IN_FAILED, Act.SECOND_FACTOR_FAILED, Act.LOG_IN_FAILED):
        trail.count_anonymous_failure(what=what, at=NINE)
    trail.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=TEN)
    assert counts() == [
        (TEN, "log_in.failed", 1),
        (NINE, "log_in.failed", 2),
        (NINE, "second_factor.failed", 1),
    ]
    assert [row.hour for row in trail.anonymous_failures(since=TEN)] == [TEN]


@commits
def test_failures_at_the_same_moment_are_all_counted() -> None:
    ready, each = threading.Barrier(2), 100

    def fail() -> None:
        ready.wait()
        for _ in range(each):
            trail.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=NINE)
        connection.close()

    threads = [threading.Thread(target=fail) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts() == [(NINE, "log_in.failed", 2 * each)]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"hour": NINE, "what": "x", "count": 2}, id="the-same-hour-twice"),
        pytest.param({"hour": TEN, "what": "x", "count": 0}, id="a-count-of-none"),
        pytest.param({"hour": TEN, "what": "x", "count": -1}, id="a-count-below-none"),
    ],
)
def test_postgresql_refuses_a_count_that_cannot_be(wrong: dict[str, Any]) -> None:
    AnonymousFailures.objects.create(hour=NINE, what="x", count=1)
    with pytest.raises(IntegrityError):
        AnonymousFailures.objects.create(**wrong)
