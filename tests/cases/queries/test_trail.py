"""What an auditor reads of the trail: names for numbers, words for acts, and that it was read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.accounts.models import User
from cases.audit import trail as kept
from cases.audit.actors import NOBODY, Actor, Command, Job
from cases.audit.acts import Act
from cases.audit.trail import Thing, Wanted
from cases.queries import trail
from cases.queries.trail import Line, Page
from tests.factories.users import user

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def record(by: Actor, about: Thing, *, at: datetime | None = None) -> None:
    kept.record(what=Act.ROLE_GIVEN, by=by, at=at or now(), about=about)


def read(by: User, **wanted: Any) -> Page:
    return trail.entries(wanted=Wanted(**wanted), by=by, at=now())


def newest(by: User) -> Line:
    return read(by, what=Act.ROLE_GIVEN).lines[0]


@pytest.mark.parametrize(
    ("by", "who"),
    [
        pytest.param(NOBODY, "Nobody we know", id="nobody"),
        pytest.param(Job("outbox.drain"), "job outbox.drain", id="a-job"),
        pytest.param(Command("add_user"), "command add user", id="a-command"),
    ],
)
def test_who_is_no_user_is_said_in_words(by: Actor, who: str) -> None:
    record(by, Thing("matter", 7))
    assert newest(user()).who == who


def test_users_are_called_by_their_names_on_both_sides() -> None:
    one, other, auditor = user(), user(), user()
    record(one, Thing("user", other.pk))
    line = newest(auditor)
    assert (line.who, line.principal) == (one.name, f"user:{one.pk}")
    assert (line.about, line.thing, line.key) == (other.name, "user", str(other.pk))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        pytest.param(Thing("user", 999_999_999), "user 999999999", id="a-user-who-is-gone"),
        pytest.param(Thing("user", "9" * 90), f"user {'9' * 90}", id="a-number-that-is-none"),
        pytest.param(Thing("user", "x"), "user x", id="no-number-at-all"),
        pytest.param(Thing("page", "system_health"), "page system health", id="a-page"),
        pytest.param(Thing("file", "a:b"), "file a:b", id="a-colon-in-the-key"),
    ],
)
def test_what_has_no_name_is_said_by_its_kind_and_key(about: Thing, said: str) -> None:
    record(Job("x"), about)
    assert newest(user()).about == said


def test_an_act_that_this_version_does_not_know_is_shown_by_its_stored_name() -> None:
    kept.record(what="of.later", by=Job("x"), at=now(), about=Thing("x", 1))  # type: ignore[arg-type]
    assert read(user(), what="of.later").lines[0].what == "of.later"


@pytest.mark.parametrize(
    ("apart", "differ"),
    [
        pytest.param(timedelta(seconds=50), False, id="a-moment"),
        pytest.param(timedelta(seconds=61), True, id="more-than-a-minute"),
        pytest.param(timedelta(days=-3), True, id="an-act-that-lies-ahead"),
    ],
)
def test_both_times_are_shown_when_they_are_far_apart(apart: timedelta, differ: bool) -> None:
    record(Job("x"), Thing("matter", 7), at=now() - apart)
    assert newest(user()).times_differ is differ


def test_reading_leaves_an_entry_that_says_what_was_asked() -> None:
    auditor = user()
    read(auditor, who="user:5", first_day=date(2026, 3, 27), before=10**12)
    trail.counted(by=auditor, at=now())
    of_strangers, of_entries = read(auditor, what=Act.TRAIL_READ).lines
    assert (of_entries.principal, of_entries.about) == (auditor.principal, "trail entries")
    assert of_entries.reason == "who=user:5, first_day=2026-03-27, before=1000000000000"
    assert (of_strangers.principal, of_strangers.about) == (auditor.principal, "trail strangers")


def test_what_is_followed_has_a_name_even_where_nothing_is_found() -> None:
    somebody = user()
    page = read(user(), who=somebody.principal, thing="user", key=str(somebody.pk), what=Act.DRILL_BEGUN)
    assert (page.lines, page.who, page.about) == ([], somebody.name, somebody.name)


@pytest.mark.parametrize(("extra", "is_more"), [(-1, False), (0, False), (1, True)])
def test_a_full_page_says_whether_there_is_more(extra: int, is_more: bool) -> None:
    for number in range(trail.PAGE + extra):
        record(Job("x"), Thing("matter", number))
    page = read(user(), thing="matter")
    assert len(page.lines) == min(trail.PAGE, trail.PAGE + extra)
    assert page.older_than == (page.lines[-1].number if is_more else None)
    if is_more:
        assert [line.key for line in read(user(), thing="matter", before=page.older_than).lines] == ["0"]


def test_fifty_entries_take_as_many_questions_as_one() -> None:
    auditor, people = user(), [user() for _ in range(trail.PAGE)]
    taken = []
    for thing, how_many in (("one", 1), ("fifty", trail.PAGE)):
        for person in people[:how_many]:
            record(person, Thing(thing, person.pk))
        with CaptureQueriesContext(
            connection,
        ) as questions:
            assert len(read(auditor, thing=thing).lines) == how_many
        taken.append(len(questions))
    assert taken[0] == taken[1]


def test_the_last_seven_days_are_counted_and_whole_hours() -> None:
    at = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    first = datetime(2026, 11, 16, 14, tzinfo=UTC)
    for moment in (first - timedelta(minutes=1), first, at, at):
        kept.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=moment)
    found = trail.counted(by=user(), at=at)
    assert (found.since, found.until) == (first, at)
    assert [(row.begins, row.ends, row.count) for row in found.rows] == [
        (at.replace(minute=0), at.replace(hour=15, minute=0), 2),
        (first, first + timedelta(hours=1), 1),
    ]
    assert {row.what for row in found.rows} == {"Log-in with a wrong password"}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("user:12", True),
        ("nobody", True),
        ("job:a.b", True),
        ("", False),
        ("Rao", False),
        (":", False),
        ("user:", False),
        ("command:add_user", True),
        ("user:12 PC Smith", False),
        ("x:12", False),
        ("job:words and more", False),
    ],
)
def test_what_the_trail_could_have_written(text: str, is_one: bool) -> None:
    assert trail.is_principal(text) is is_one


def test_an_email_leads_to_its_owner_whatever_its_capitals() -> None:
    somebody = user(email="a.rahman@force.example")
    assert trail.principal_of(email=" A.Rahman@FORCE.example") == somebody.principal
    assert trail.principal_of(email="nobody@force.example") is None
