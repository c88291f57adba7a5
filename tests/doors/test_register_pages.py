"""Pages of the register: who may open which, and what each shows."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.staff.register.pages import urlpatterns
from cases.web.gate import all_pages, rule_of
from tests.factories.register import person, unit
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def main(answer: Any) -> str:
    """The words of the page's main part."""
    part = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)))


@pytest.fixture
def me() -> Client:
    return logged_in(user(Role.INVESTIGATOR))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("page", ["register", "register_units", "register_person"])
def test_whoever_may_look_people_up_may_open_it(page: str, role: Role | None) -> None:
    person(number="S-1")
    address = reverse(page, args=["S-1"] if page == "register_person" else [])
    may = role is not None and Permission.REGISTER_SEE in ABOUT[role].permissions
    assert logged_in(user(*([role] if role else []))).get(address).status_code == (200 if may else 403)


def test_every_page_of_the_register_declares_what_it_takes() -> None:
    assert [page.name for page in all_pages(urlpatterns) if rule_of(page.callback) is None] == []


# --- People ---


def test_a_list_shows_who_somebody_is(me: Client) -> None:
    person(surname="<b>Bold", unit=unit("RA", name="Response A"), collar="77", number="S 1/2", rank="Inspector")
    answer = me.get(reverse("register"), {"q": "bbold"})
    said = main(answer)
    for words in (
        "Alex <b>Bold",
        "Inspector",
        "Police officer up to chief superintendent",
        "Response A",
        "77",
        "S 1/2",
    ):
        assert words in said
    assert "&lt;b&gt;Bold" in answer.text
    link = re.search(r'href="(/register/people/[^"]+)"', answer.text)
    assert link is not None
    assert "Number S 1/2" in main(me.get(link[1]))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({}, "Nobody is in the register yet.", id="empty-register"),
        pytest.param({"q": "nobody"}, "Nobody in the register is like this.", id="nobody-like-this"),
        pytest.param({"q": "x" * 101}, "Name, collar or number must be 100 characters or fewer", id="too-long"),
        pytest.param({"q": "a\0b"}, "Name, collar or number must be text that can be read", id="cannot-be-read"),
        pytest.param({"unit": "NOWHERE"}, "Choose a unit from the list", id="no-such-unit"),
        pytest.param({"kind": "king"}, "Choose a kind from the list", id="no-such-kind"),
        pytest.param({"who": "x"}, "Choose who from the list", id="no-such-standing"),
        pytest.param({"after": "x" * 5000}, "Nobody is in the register yet.", id="a-changed-link"),
    ],
)
def test_what_a_list_says_where_there_is_nothing(me: Client, asked: dict[str, str], said: str) -> None:
    assert said in main(me.get(reverse("register"), asked))


def test_the_next_page_asks_the_same(me: Client) -> None:
    here = unit("R&A")
    for _ in range(51):
        person(surname="Same", unit=here)
    first = me.get(reverse("register"), {"q": "same", "unit": "R&A", "who": "everybody"})
    link = re.search(r'href="(/register/\?[^"]+)">Next page', first.text)
    assert link is not None
    second = me.get(html.unescape(link[1]))
    assert [len(page.context["page"].people) for page in (first, second)] == [50, 1]
    assert "Next page" not in second.text
    assert 'href="/register/?q=same&amp;unit=R%26A&amp;who=everybody">First page' in second.text


def test_a_full_list_takes_a_constant_number_of_queries(me: Client) -> None:
    here = unit("RA")
    person(surname="Same", unit=here)
    me.get(reverse("register"))  # from then on its browser is known
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            me.get(reverse("register"), {"q": "same", "unit": "RA"})
        counts.append(len(asked))
        for _ in range(40):
            person(surname="Same", unit=here)
    assert counts[0] == counts[1]


# --- One person ---


def test_what_a_page_says_of_somebody(me: Client) -> None:
    manager = person(surname="Manager", number="M-1")
    account = user(Role.AUDITOR)
    person(
        surname="Seen", number="S-1", unit=unit("RA", name="Response A"), user=account, line_manager=manager,
        post="Response driver", left_on=TODAY + DAY,
    )  # fmt: skip
    answer = me.get(reverse("register_person", args=["S-1"]))
    said = main(answer)
    for words in (
        "Alex Seen",
        "Response driver",
        "Response A",
        "Alex Manager",
        account.email,
        "Auditor, from",
        "Yes, until",
    ):
        assert words in said
    assert 'href="/register/people/M-1/"' in answer.text


def test_nobody_of_that_number_is_not_there(me: Client) -> None:
    assert me.get("/register/people/nobody/").status_code == 404
    assert me.get("/register/people/%00/").status_code == 404


# --- Units ---


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({}, "Response A", id="today"),
        pytest.param(
            {"on_day": "1", "on_month": "1", "on_year": "2019"},
            "No unit is in the register for 1 January 2019",
            id="before",
        ),
        pytest.param(
            {"on_day": "31", "on_month": "2", "on_year": "2026"}, "As on must be a real date", id="no-such-day"
        ),
    ],
)
def test_units_as_on_a_day(me: Client, asked: dict[str, str], said: str) -> None:
    unit("RA", name="Response A")
    assert said in main(me.get(reverse("register_units"), asked))
