"""The page of somebody whose account is linked wrongly: asking, confirming, refusing, and who sees none of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.accounts.models import Draft, User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.operations import relinking
from cases.workforce.models import Person, Relinking
from tests.doors.looking import words
from tests.factories.acts import AT
from tests.factories.register import person
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db
LINK = "This account belongs to somebody else"


@pytest.fixture
def head() -> User:
    return user(Role.HEAD_OF_DEPARTMENT)


@pytest.fixture
def me(head: User) -> Client:
    return logged_in(head)


@pytest.fixture
def account() -> User:
    """Linked to S-1 by mistake; it belongs to S-2."""
    made = user(Role.HEAD_OF_DEPARTMENT)
    person(surname="Wrong", number="S-1", user=made)
    person(surname="Right", number="S-2")
    return made


def page(number: str = "S-1") -> str:
    return reverse("register_person", args=[number])


def asking(number: str = "S-1") -> str:
    return reverse("register_relink", args=[number])


def asked(by: User, to: str = "S-2") -> Relinking:
    return relinking.ask(number="S-1", to=to, by=by, at=AT)


def answer(row: Relinking, how: str) -> str:
    return reverse(f"register_relink_{how}", args=[row.pk])


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("what", ["ask", "confirm", "refuse"])
def test_whoever_may_give_roles_may_do_it_and_nobody_else(
    account: User, head: User, what: str, role: Role | None
) -> None:
    may = role is not None and Permission.ROLES_GIVE in ABOUT[role].permissions
    browser = logged_in(user(*([role] if role else [])))
    if what == "ask":
        assert browser.get(asking()).status_code == (200 if may else 403)
        return
    row = asked(head)
    assert browser.post(answer(row, what)).status_code == (302 if may else 403)
    row.refresh_from_db()
    assert (row.decided_by is not None) is may


def test_it_is_asked_on_one_page_and_confirmed_by_somebody_else_on_that_of_the_person(
    account: User, head: User, me: Client
) -> None:
    assert f'href="{asking()}">{LINK}' in me.get(page()).text
    seen = me.post(asking(), {"to": "S-2"}, follow=True)
    said = words(seen)
    assert "It has been asked." in said
    assert f"{head.name} asked on" in said
    assert "that this account be linked to Alex Right , number S-2." in said
    assert "You asked for it: somebody else who may give roles confirms or refuses it." in said
    assert "Confirm" not in said
    assert LINK not in said
    second = logged_in(user(Role.HEAD_OF_DEPARTMENT))
    there = second.get(page()).text
    row = Relinking.objects.get()
    for how in ("confirm", "refuse"):
        assert f'formaction="{answer(row, how)}"' in there
    done = second.post(answer(row, "confirm"), follow=True)
    assert "The account has been linked as was asked." in words(done)
    assert "not linked to an account yet" in words(done)
    assert account.email in words(me.get(page("S-2")))


def test_refused_nothing_changes_and_the_page_says_so(account: User, head: User) -> None:
    row = asked(head)
    done = logged_in(user(Role.HEAD_OF_DEPARTMENT)).post(answer(row, "refuse"), follow=True)
    assert "It has been refused. Nothing has changed." in words(done)
    assert account.email in words(done)
    assert "asked on" not in words(done)


def test_to_nobody_is_said_in_words(account: User, head: User) -> None:
    asked(head, to="")
    assert "that this account be linked to nobody." in words(logged_in(user(Role.HEAD_OF_DEPARTMENT)).get(page()))


def test_whoever_holds_the_account_is_offered_nothing_and_refused(account: User, head: User) -> None:
    mine = logged_in(account)
    assert LINK not in mine.get(page()).text
    row = asked(head)
    said = words(mine.get(page()))
    assert "It is your own account: others confirm or refuse it." in said
    assert "formaction" not in mine.get(page()).text
    for address, data in ((asking(), {"to": "S-2"}), (answer(row, "confirm"), {}), (answer(row, "refuse"), {})):
        refused = mine.post(address, data)
        assert (refused.status_code, relinking.OWN in refused.text) == (409, True)
    assert Person.objects.get(number="S-1").user == account


@pytest.mark.parametrize("role", [role for role in Role if Permission.REGISTER_SEE in ABOUT[role].permissions])
def test_it_is_shown_to_whoever_may_give_roles_and_nobody_else(account: User, head: User, role: Role) -> None:
    asked(head)
    said = words(logged_in(user(role)).get(page()))
    assert ("asked on" in said) is (Permission.ROLES_GIVE in ABOUT[role].permissions)


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        pytest.param("S-9", "Enter the person number of somebody in the register", id="no-such-number"),
        pytest.param("S-1", "the account is linked to this person now", id="the-same"),
        pytest.param("S-3", "They are linked to an account already.", id="linked"),
        pytest.param("x" * 41, "must be 40 characters or fewer; it has 41", id="too-long"),
        pytest.param("a\0b", "must be text that can be read", id="unreadable"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(account: User, me: Client, to: str, sentence: str) -> None:
    person(number="S-3", user=user())
    seen = me.post(asking(), {"to": to})
    assert seen.status_code == 200
    assert words(seen).count(sentence) == 2, "in the summary and at the field"
    assert seen.context["form"]["to"].value() == to
    assert not Relinking.objects.exists()


def test_what_was_kept_is_offered_again(account: User, head: User, me: Client) -> None:
    Draft.objects.create(owner=head, kind="register_relink", key="S-1", body={"to": ["S-2"]})
    seen = me.get(asking())
    assert "We kept what you typed" in words(seen)
    assert seen.context["form"]["to"].value() == "S-2"


@pytest.mark.parametrize("number", ["nobody", "S-2"])
def test_there_is_nothing_to_ask_where_there_is_no_account(account: User, me: Client, number: str) -> None:
    assert me.get(asking(number)).status_code == 404
    assert me.post(asking(number), {"to": "S-1"}).status_code == 404
    assert LINK not in me.get(page("S-2")).text


@pytest.mark.parametrize("how", ["confirm", "refuse"])
def test_the_address_alone_decides_nothing(account: User, head: User, me: Client, how: str) -> None:
    row = asked(user(Role.HEAD_OF_DEPARTMENT))
    assert me.get(answer(row, how))["Location"] == page()
    row.refresh_from_db()
    assert row.decided_by is None
    for method in (me.get, me.post):
        assert method(reverse(f"register_relink_{how}", args=[10**9])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_was_decided_already_is_said(me: Client) -> None:
    first, second = user(Role.HEAD_OF_DEPARTMENT), user(Role.HEAD_OF_DEPARTMENT)
    person(number="S-1", user=user())
    row = relinking.ask(number="S-1", to="", by=first, at=AT)
    relinking.decide(relinking_id=row.pk, confirm=False, by=second, at=AT)
    refused = me.post(answer(row, "confirm"))
    assert (refused.status_code, relinking.DECIDED in refused.text) == (409, True)


def test_the_page_takes_the_same_queries_whatever_was_asked_before(account: User, head: User, me: Client) -> None:
    me.get(page())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            me.get(page())
        counts.append(len(queries))
        for _ in range(3):
            row = asked(head)
            relinking.decide(relinking_id=row.pk, confirm=False, by=user(), at=AT)
    asked(head)
    with CaptureQueriesContext(connection) as queries:
        me.get(page())
    assert {*counts, len(queries)} == {counts[0]}
