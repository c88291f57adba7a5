"""The auditor's pages: every question that can be asked of the trail, and every link that follows."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
import structlog
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import User
from cases.accounts.permissions import Permission
from cases.accounts.roles import Role
from cases.audit import trail
from cases.audit.actors import NOBODY, Actor, Job
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Thing
from cases.queries.trail import PAGE, Line
from cases.staff.urls import urlpatterns
from cases.web.gate import all_pages, rule_of
from tests.databases import ADMIN_URL
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


def record(by: Actor, about: Thing, *, what: Act = Act.ROLE_GIVEN, reason: str = "") -> None:
    trail.record(what=what, by=by, at=now(), about=about, reason=reason)


@pytest.fixture
def auditor() -> User:
    return user(Role.AUDITOR)


@pytest.fixture
def me(auditor: User) -> Iterator[Client]:
    client = logged_in(auditor)
    # What a test records by itself belongs to no request.
    with structlog.contextvars.bound_contextvars(request_id=""):
        yield client


def opened(me: Client, **asked: Any) -> HttpResponse:
    answer = me.get(reverse("trail"), asked)
    assert answer.status_code == 200
    return answer  # type: ignore[return-value]


def lines(answer: Any) -> list[Line]:
    found: list[Line] = answer.context["page"].lines
    return found


def links(answer: Any) -> list[str]:
    """Every link of the page that asks something of the trail."""
    return [html.unescape(found) for found in re.findall(r'href="(/trail/\?[^"]+)"', answer.text)]


def shown(answer: Any) -> str:
    """The words of the page's main part, without its form."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    words = re.sub(r"<form.*?</form>|<[^>]+>", " ", main, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", words))


def is_open(answer: Any) -> bool:
    """Whether the form stands open."""
    return re.search(r"<details[^>]* open>", answer.text) is not None


# --- Who may ---


def test_every_page_of_the_trail_asks_for_its_permission_and_offers_nothing_but_reading(me: Client) -> None:
    pages = [page for page in all_pages(urlpatterns) if "trail" in f"{page.pattern} {page.name}"]
    assert {page.name for page in pages} == {"trail", "trail_strangers"}
    for page in pages:
        assert rule_of(page.callback).permission is Permission.TRAIL_READ  # type: ignore[union-attr]
        for method in ("post", "put", "patch", "delete"):
            assert getattr(me, method)(reverse(str(page.name))).status_code == 405


@pytest.mark.parametrize("address", ["/api/trail/", "/api/audit/", "/trail/1/", "/trail.json"])
def test_there_is_no_other_way_to_it(me: Client, address: str) -> None:
    assert me.get(address).status_code == 404


@pytest.mark.parametrize("role", [None, *Role])
def test_the_front_page_leads_there_whoever_may_read_it(role: Role | None) -> None:
    page = logged_in(user(*([role] if role else []))).get(reverse("home")).text
    assert ('href="/trail/"' in page) is (role is Role.AUDITOR)


def test_reading_leaves_an_entry_and_the_page_says_so(me: Client, auditor: User) -> None:
    assert "Reading the trail leaves an entry too." in shown(opened(me, who="nobody"))
    me.get(reverse("trail_strangers"))
    read = Entry.objects.filter(what=Act.TRAIL_READ).order_by("pk")
    assert [(entry.who, entry.key, entry.reason) for entry in read] == [
        (auditor.principal, "entries", "who=nobody"),
        (auditor.principal, "strangers", ""),
    ]


def test_an_invalid_question_reads_nothing(me: Client) -> None:
    assert "<table" not in opened(me, who="nobody@force.example").text
    assert not Entry.objects.filter(what=Act.TRAIL_READ).exists()


# --- What a line shows ---


def test_a_line_says_when_what_who_about_whom_and_why_in_words(me: Client) -> None:
    one, other = user(), user()
    trail.record(
        what=Act.ROLE_GIVEN, by=one, at=datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC), about=Thing("user", other.pk),
        reason="<b>because</b>",
    )  # fmt: skip
    answer = opened(me, what="role.given", who=one.principal)
    said = shown(answer)
    for words in ("1 July 2026, 23:30:05 BST", "Gave a role", one.name, other.name, "The database was told on"):
        assert words in said
    assert "&lt;b&gt;because&lt;/b&gt;" in answer.text


def test_the_databases_time_is_not_repeated_for_an_act_of_a_moment_ago(me: Client) -> None:
    record(Job("x"), Thing("matter", 1))
    assert "The database was told on" not in shown(opened(me, who="job:x"))


def test_a_refusal_is_marked_in_words(me: Client) -> None:
    record(Job("x"), Thing("matter", 1))
    assert "Refused" not in shown(opened(me, who="job:x"))
    trail.refused(what=Act.ROLE_GIVEN, by=Job("x"), at=now(), about=Thing("matter", 1))
    assert shown(opened(me, who="job:x")).count("Refused") == 1


# --- Questions ---


@pytest.fixture
def known(me: Client) -> dict[str, User]:
    """Entries of two people and of nobody, about each other."""
    people = {"ann": user(email="ann@force.example"), "bob": user(email="bob@force.example")}
    for somebody in people.values():
        record(somebody, Thing("matter", 7), what=Act.USER_RENAMED)
    record(people["ann"], Thing("user", people["bob"].pk))
    trail.refused(what=Act.LOG_IN_FAILED, by=NOBODY, at=now(), about=Thing("user", people["bob"].pk))
    return people


EVER = {f"first_day_{box}": value for box, value in (("day", "1"), ("month", "2"), ("year", "2026"))}
TO_COME = {f"first_day_{box}": value for box, value in (("day", "1"), ("month", "2"), ("year", "2199"))}
LONG_AGO = {name.replace("first", "last"): value for name, value in EVER.items()}
RENAMED, GAVE, FAILED = "Changed a name", "Gave a role", "Log-in with a wrong password"


@pytest.mark.parametrize(
    ("asked", "found", "said"),
    [
        pytest.param({"what": "user.renamed"}, [RENAMED] * 2, "that say “Changed a name”", id="what"),
        pytest.param({"who": "Ann@force.example", "what": "role.given"}, [GAVE], "of Person", id="who-by-email"),
        pytest.param({"who": "nobody"}, [FAILED], "of Nobody we know (nobody)", id="who-as-the-trail-writes-it"),
        pytest.param({"refused": "on"}, [FAILED], "of what was refused or failed", id="refused"),
        pytest.param({"thing": "matter", "key": "7"}, [RENAMED] * 2, "about matter 7", id="an-object"),
        pytest.param({"thing": "matter"}, [RENAMED] * 2, "about matter", id="a-kind-of-object"),
        pytest.param({"who": "nobody", **EVER}, [FAILED], "from 1 February 2026", id="from-a-day-on"),
        pytest.param(TO_COME, [], "from 1 February 2199", id="from-a-day-to-come"),
        pytest.param(LONG_AGO, [], "until 1 February 2026", id="until-a-day-long-ago"),
        pytest.param({"request_id": "0123456789abcdef"}, [], "of the request 01234567", id="a-request"),
        pytest.param({"what": "user.renamed", "who": "job:x"}, [], "that say “Changed a name”, of job x", id="both"),
    ],
)
@pytest.mark.usefixtures("known")
def test_each_question_is_answered_and_said_in_words(
    me: Client, asked: dict[str, str], found: list[str], said: str
) -> None:
    answer = opened(me, **asked)
    assert [line.what for line in lines(answer)] == found
    assert "Only entries" in shown(answer)
    assert said in shown(answer)
    assert ("No entry that you may see is like this" in shown(answer)) is (found == [])
    assert is_open(answer) is (found == []), "what was found comes first; where nothing was, asking otherwise does"


def test_without_a_question_everything_is_shown_and_the_form_stays_shut(me: Client) -> None:
    answer = opened(me)
    assert "Only entries" not in shown(answer)
    assert not is_open(answer)
    assert len(lines(answer)) == Entry.objects.exclude(what=Act.TRAIL_READ).count()


def test_a_person_is_named_in_what_is_followed(me: Client, known: dict[str, User]) -> None:
    ann, bob = known["ann"], known["bob"]
    assert f"Only entries of {ann.name} ({ann.principal})" in shown(opened(me, who=ann.principal))
    assert f"Only entries about {bob.name}." in shown(opened(me, thing="user", key=bob.pk))


@pytest.mark.usefixtures("known")
def test_every_link_of_every_line_leads_to_the_entries_that_share_it(me: Client) -> None:
    page = opened(me, who="nobody")
    assert len(lines(page)) == 1
    line = lines(page)[0]
    by_what = {"who": ("principal", 1), "thing": ("thing", 2)}
    for link in links(page):
        name = link.partition("?")[2].partition("=")[0]
        attribute, least = by_what[name]
        found = lines(me.get(link))
        assert len(found) >= least
        assert {getattr(each, attribute) for each in found} == {getattr(line, attribute)}
        if name == "thing":
            assert {each.key for each in found} == {line.key}
    assert len(links(page)) == 2


def test_a_request_is_followed_by_its_id(me: Client) -> None:
    somebody = user(is_demo=True, with_second_factor=False)
    answer = Client().post(reverse("account_login"), {"login": somebody.email, "password": "wrong"})
    request_id = answer["X-Request-ID"]
    page = opened(me, what="log_in.failed")
    assert f"<code>{request_id[:8]}</code>" in page.text
    link = next(link for link in links(page) if "request_id=" in link)
    assert {line.request_id for line in lines(me.get(link))} == {request_id}


def test_what_is_in_an_entry_breaks_no_link(me: Client) -> None:
    odd = "a&b=c d/é\"<'%"
    record(Job("odd"), Thing("matter", odd))
    page = opened(me, thing="matter")
    for link in links(page):
        assert [line.key for line in lines(me.get(link))] == [odd], link


# --- Page after page ---


def test_older_entries_are_a_link_that_keeps_the_question(me: Client) -> None:
    for number in range(PAGE + 2):
        record(Job("x"), Thing("matter", number))
        record(Job("y"), Thing("matter", number))
    first = opened(me, who="job:x", **EVER)
    assert [line.key for line in lines(first)] == [str(number) for number in range(PAGE + 1, 1, -1)]
    older = next(link for link in links(first) if "before=" in link)
    second = me.get(older)
    assert [line.key for line in lines(second)] == ["1", "0"]
    assert "from 1 February 2026" in shown(second)
    assert not [link for link in links(second) if "before=" in link]
    newest = next(link for link in links(second) if link.endswith("2026"))
    assert [line.key for line in lines(me.get(newest))] == [line.key for line in lines(first)]


def test_before_the_oldest_there_is_nothing_and_the_page_says_so(me: Client) -> None:
    assert "There are no older entries." in shown(opened(me, before=1))


def test_fifty_lines_take_as_many_questions_as_one(me: Client) -> None:
    taken = []
    for thing, how_many in (("one", 1), ("fifty", PAGE)):
        for _ in range(how_many):
            record(user(), Thing(thing, 1))
        opened(me)
        with CaptureQueriesContext(connection) as questions:
            assert len(lines(opened(me, thing=thing))) == how_many
        taken.append(len(questions))
    assert taken[0] == taken[1]


# --- What people we do not know failed at ---


def test_strangers_failures_are_counted_by_the_hour_with_a_length_for_each(me: Client) -> None:
    at = now()
    for moment, how_often in ((at, 1), (at - timedelta(days=1), 4), (at - timedelta(days=8), 9)):
        for _ in range(how_often):
            trail.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=moment)
    answer = me.get(reverse("trail_strangers"))
    assert [row.count for row in answer.context["counted"].rows] == [1, 4]
    assert re.findall(r'<rect width="(\d+)"', answer.text) == ["52", "200"]
    assert "style=" not in answer.text.partition("<main")[2]
    said = shown(answer)
    assert "Each number is how many failures of that kind there were within that hour." in said
    assert "Log-in with a wrong password" in said


def test_one_failure_among_very_many_still_has_a_length_one_can_see(me: Client) -> None:
    trail.count_anonymous_failure(what=Act.LOG_IN_FAILED, at=now())
    with connection.cursor() as cursor:
        hour = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
        insert = "INSERT INTO audit_anonymousfailures (hour, what, count) VALUES (%s, 'second_factor.failed', 1000000)"
        cursor.execute(insert, [hour])
    answer = me.get(reverse("trail_strangers"))
    assert re.findall(r'<rect width="(\d+)"', answer.text) == ["2", "200"]


def test_where_there_were_none_the_page_says_in_which_days(me: Client) -> None:
    said = shown(me.get(reverse("trail_strangers")))
    assert "There were none from" in said
    assert "Each number" not in said


# --- A day is one of London ---


def day(which: str, *boxes: str) -> dict[str, str]:
    return {f"{which}_{name}": box for name, box in zip(("day", "month", "year"), boxes, strict=True)}


@pytest.mark.django_db(transaction=True)
def test_the_page_asks_for_days_of_london() -> None:
    me = logged_in(user(Role.AUDITOR))
    with psycopg.connect(ADMIN_URL, dbname=connection.settings_dict["NAME"]) as link:
        link.execute("ALTER TABLE audit_entry DISABLE TRIGGER entry_stamp")
        for key, told in (
            ("before", "2026-07-14 22:59:59Z"),
            ("first", "2026-07-14 23:00Z"),
            ("last", "2026-07-15 22:59Z"),
        ):
            link.execute(
                "INSERT INTO audit_entry (what, outcome, who, at, recorded_at, thing, key, reason, request_id)"
                " VALUES ('log_in', 'done', 'user:1', %s, %s, 'user', %s, '', '')",
                [told, told, key],
            )
    asked = day("first_day", "15", "7", "2026") | day("last_day", "15", "7", "2026")
    answer = opened(me, **asked)
    assert [line.key for line in lines(answer)] == ["last", "first"]
    assert "15 July 2026, 00:00:00 BST" in shown(answer)
