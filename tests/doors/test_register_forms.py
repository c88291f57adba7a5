"""Forms about roles and delegations: each with its own button and way out, and what was kept is discarded."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.accounts.models import Draft, User
from cases.accounts.roles import Role
from cases.web.row_addresses import address_of
from tests.factories.register import delegation
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
FORMS = [
    pytest.param("role_give", "Give the role", "role_holders", id="giving-a-role"),
    pytest.param("role_end", "End the role", "role_holders", id="ending-a-role"),
    pytest.param("delegation_record", "Record the delegation", "delegations", id="recording-a-delegation"),
    pytest.param("delegation_end", "End the delegation", "delegations", id="ending-a-delegation"),
]


@pytest.fixture
def head() -> User:
    return user(Role.HEAD_OF_DEPARTMENT)


@pytest.fixture
def me(head: User) -> Client:
    return logged_in(head)


def key_of(page: str) -> int | None:
    """What the page is about, made for it."""
    if page == "role_end":
        return user(Role.AUDITOR).roles_held.get().pk
    return delegation("refer_to_hearing", to_rank="Superintendent").pk if page == "delegation_end" else None


@pytest.mark.parametrize(("page", "button", "then"), FORMS)
def test_each_has_its_own_button_and_way_out(me: Client, page: str, button: str, then: str) -> None:
    key = key_of(page)
    seen = me.get(reverse(page, args=[key] if key else [])).text
    assert seen.count('name="draft_note"') == 1
    assert f">{button}</button>" in seen
    assert f'href="{reverse(then)}">Cancel</a>' in seen
    assert ">Discard</button>" not in seen


@pytest.mark.parametrize(("page", "button", "then"), FORMS)
def test_what_was_kept_is_said_and_discarded(me: Client, head: User, page: str, button: str, then: str) -> None:
    key = key_of(page)
    address = reverse(page, args=[key] if key else [])
    Draft.objects.create(owner=head, kind=page, key=address_of(key) if key else "", body={"last_day_year": ["2027"]})
    seen = me.get(address).text
    assert "We kept what you typed" in seen
    assert 'name="discard" value="1">Discard</button>' in seen
    assert ">Cancel</a>" not in seen
    assert me.post(address, {"discard": "1"})["Location"] == address
    assert not Draft.objects.exists()
