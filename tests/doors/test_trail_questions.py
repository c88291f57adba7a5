"""What is wrong with a question to the trail is said where it is; nothing typed is lost; no address breaks a page."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.accounts.roles import Role
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Client:
    return logged_in(user(Role.AUDITOR))


def opened(me: Client, **asked: Any) -> HttpResponse:
    answer = me.get(reverse("trail"), asked)
    assert answer.status_code == 200
    return answer  # type: ignore[return-value]


def day(which: str, *boxes: str) -> dict[str, str]:
    return {f"{which}_{name}": box for name, box in zip(("day", "month", "year"), boxes, strict=True)}


NOT_WHOLE = "This address has been cut short or changed."


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        pytest.param({"who": "gone@force.example"}, "id_who", "Nobody with this email address", id="unknown-email"),
        pytest.param({"who": "Rao"}, "id_who", "Enter an email address, or who as", id="a-mere-name"),
        pytest.param({"who": "\0"}, "id_who", "Who must be text that can be read", id="nul"),
        pytest.param({"who": "user:1\0"}, "id_who", "Who must be text that can be read", id="nul-within"),
        pytest.param({"who": "x:" + "y" * 253}, "id_who", "Who must be 254 characters or fewer", id="too-long"),
        pytest.param({"what": "no.such.act"}, "id_what", "Choose what from the list", id="no-such-act"),
        pytest.param({"what": "\0"}, "id_what", "Choose what from the list", id="nul-for-an-act"),
        pytest.param(day("first_day", "abc", "2", "2026"), "id_first_day_0", "First day must be a real date", id="abc"),
        pytest.param(
            day("first_day", "30", "2", "2026"), "id_first_day_0", "First day must be a real", id="30-february"
        ),
        pytest.param(
            day("first_day", "29", "2", "2026"), "id_first_day_0", "First day must be a real", id="no-leap-year"
        ),
        pytest.param(day("first_day", "", "2", "2026"), "id_first_day_0", "First day must include a day", id="no-day"),
        pytest.param(
            day("first_day", "1", "", ""), "id_first_day_0", "First day must include a month and a year", id="day-only"
        ),
        pytest.param(
            day("last_day", "1", "2", "26"), "id_last_day_0", "Last day must have a year between", id="year-26"
        ),
        pytest.param(day("last_day", "31", "12", "9999"), "id_last_day_0", "Last day must have a year", id="year-9999"),
        pytest.param(
            day("last_day", "1", "1", "1\0"), "id_last_day_0", "Last day must have a year", id="nul-for-a-year"
        ),
        pytest.param(
            day("last_day", "9" * 5000, "1", "2026"), "id_last_day_0", "Last day must be a real date", id="5000-digits"
        ),
        pytest.param(
            day("first_day", "2", "2", "2026") | day("last_day", "1", "2", "2026"),
            "id_last_day_0",
            "Last day must be the same as or after the first day",
            id="the-wrong-way-round",
        ),
        pytest.param({"before": "9" * 20}, "id_what", NOT_WHOLE, id="a-number-beyond-all"),
        pytest.param({"before": "9" * 5000}, "id_what", NOT_WHOLE, id="a-number-of-5000-digits"),
        pytest.param({"before": "-1"}, "id_what", NOT_WHOLE, id="a-number-below-all"),
        pytest.param({"before": "x"}, "id_what", NOT_WHOLE, id="no-number"),
        pytest.param({"thing": "user", "key": "k" * 1000}, "id_what", NOT_WHOLE, id="a-key-of-1000"),
        pytest.param({"thing": "user", "key": "\0"}, "id_what", NOT_WHOLE, id="nul-for-a-key"),
        pytest.param({"thing": "t" * 41}, "id_what", NOT_WHOLE, id="a-kind-too-long"),
        pytest.param({"request_id": "\0", "before": "x"}, "id_what", NOT_WHOLE, id="two-wrong-at-once"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_above(me: Client, asked: dict[str, str], field: str, said: str) -> None:
    answer = opened(me, **asked)
    assert "<title>Error: The trail" in answer.text
    summary, _, rest = answer.text.partition("<h1")
    assert re.search(rf'<a href="#{field}">{re.escape(said)}', summary)
    assert f'id="{field}"' in rest
    assert f"Error:</span> {said}" in rest
    assert answer.text.count(f"Error:</span> {said}") == 1
    assert "No entries are shown until" in answer.text
    assert re.search(r"<details[^>]* open>", answer.text)


def test_nothing_typed_is_lost_to_an_error(me: Client) -> None:
    asked = {"what": "role.given", "who": "Rao", "refused": "on", "thing": "user", "key": "5", "before": "77"}
    answer = opened(me, **asked, **day("first_day", "31", "2", "2026"))
    text = answer.text
    assert re.search(r'<option value="role.given"[^>]* selected', text)
    for name, value in (("who", "Rao"), ("first_day_day", "31"), ("first_day_month", "2"), ("first_day_year", "2026")):
        assert re.search(rf'name="{name}"[^>]* value="{value}"', text), name
    assert re.search(r'name="refused"[^>]* checked', text)
    for name, value in (("thing", "user"), ("key", "5")):
        assert f'type="hidden" name="{name}" value="{value}"' in text
    assert 'name="before"' not in text, "another question begins with the newest entries"


def test_what_is_wrong_with_a_link_is_not_carried_on(me: Client) -> None:
    text = opened(me, thing="user", key="k" * 1000).text
    assert 'name="thing" value="user"' in text
    assert 'name="key"' not in text


@pytest.mark.parametrize(
    "query",
    [
        "unknown=1&who=",
        "first_day_0=abc",
        "what=role.given&what=user.added",
        "who=%ff%fe",
        "who=%F0%9F%92%A9%3A1",
        "thing=%27%3B+DROP+TABLE+audit_entry%3B--",
        urlencode({"who": "<script>alert(1)</script>:1"}),
        "refused=" + "x" * 5000,
        "&&&=&=1",
        "before=",
        "before=%D9%A1%D9%A2",
    ],
)
def test_an_odd_address_breaks_nothing(me: Client, query: str) -> None:
    answer = me.get(f"{reverse('trail')}?{query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
