"""The pages on which somebody is named, given sight, walled off; and what each says to whom."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from cases.accounts.models import Draft, User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.models import Case, Membership
from cases.operations.sight import REFUSAL
from cases.web.row_addresses import address_of
from cases.workforce.models import Unit
from tests.doors.looking import with_purpose, words
from tests.factories import cases, register
from tests.factories.cases import TODAY, holder
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.SUPERVISOR, unit=unit)


def colleague() -> User:
    return holder(Role.INVESTIGATOR, unit=register.unit())


# --- The tab ---


def test_the_tab_says_who_may_see_it_and_why(browser: Client, case: Case, unit: Unit) -> None:
    named = colleague()
    browser.post(f"/cases/{case.reference}/access/name/", {"who": named.pk, "reason": "Interviews"})
    said = words(browser.get(f"/cases/{case.reference}/access/"))
    for expected in (
        "Everybody who holds a role that sees matters in Standards",
        named.name,
        "Interviews",
        "Further notice",
    ):
        assert expected in said, expected


def test_a_role_in_a_unit_is_named_as_such(browser: Client, case: Case, unit: Unit) -> None:
    case.readers.create(principal=f"role:supervisor:{unit.pk}", why="role")
    assert "Supervisor in Standards" in words(browser.get(f"/cases/{case.reference}/access/"))


def test_who_must_not_see_it_is_only_for_those_who_keep_the_access(unit: Unit, browser: Client) -> None:
    person = register.person(surname="Concerned")
    made = cases.case(unit=unit, about=(person,))
    made.denials.create(principal=user().principal, why="wall")
    with_purpose(browser, made)
    said = words(browser.get(f"/cases/{made.reference}/access/"))
    assert "Alex Concerned: It is about them" in said
    assert ": Decided" in said
    for role in (Role.INVESTIGATOR, Role.APPROPRIATE_AUTHORITY):
        other = logged_in(holder(role, unit=unit))
        with_purpose(other, made)
        page = other.get(f"/cases/{made.reference}/access/")
        assert "Who must not see it" not in words(page)
        assert "Concerned" not in words(page)
        assert "access/name/" not in page.text


def test_what_has_ended_stands_apart(browser: Client, case: Case, me: User) -> None:
    given = colleague()
    Membership.objects.create(
        case=case, user=given, why="grant", reason="Audit", first_day=TODAY - timedelta(9),
        last_day=TODAY - timedelta(1), given_by=me.principal,
    )  # fmt: skip
    seen = browser.get(f"/cases/{case.reference}/access/").context["seen"]
    assert (seen.members, [member.name for member in seen.former]) == ([], [given.name])


# --- Naming and giving ---


def test_everybody_with_an_account_in_use_stands_in_the_list(browser: Client, case: Case) -> None:
    administrator, out_of_use = user(Role.ADMINISTRATOR), user()
    User.objects.filter(pk=out_of_use.pk).update(is_active=False)
    for way in ("name", "give"):
        page = browser.get(f"/cases/{case.reference}/access/{way}/").text
        assert f'<option value="{administrator.pk}"' in page
        assert f'<option value="{out_of_use.pk}"' not in page


def test_a_refusal_stands_beside_the_field_with_what_was_typed_and_in_the_trail(
    browser: Client, case: Case, unit: Unit
) -> None:
    concerned = holder(Role.INVESTIGATOR, unit=unit)
    case.denials.create(principal=concerned.principal, why="wall")
    pages = []
    for whom in (user(Role.ADMINISTRATOR), concerned):
        answer = browser.post(f"/cases/{case.reference}/access/name/", {"who": whom.pk, "reason": "Typed"})
        assert answer.status_code == 200
        pages.append(re.sub(r"[0-9a-zA-Z_:-]{60,}", "", answer.text.replace(" selected", "")))
    assert REFUSAL in html.unescape(pages[0])
    assert "Typed" in pages[0]
    assert pages[0] == pages[1]
    refused = Entry.objects.filter(what=Act.MEMBER_NAMED)
    assert {(e.outcome, e.thing, e.key, e.reason) for e in refused} == {("refused", "case", case.reference, "")}
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("way", "sent", "said"),
    [
        pytest.param("name", {"reason": "x"}, "Choose who", id="nobody"),
        pytest.param("name", {"who": "{who}"}, "Enter the reason", id="no-reason"),
        pytest.param("name", {"who": "{who}", "reason": "r" * 501}, "500 characters or fewer; it has 501", id="long"),
        pytest.param("name", {"who": "{who}", "reason": "a\0"}, "must be text that can be read", id="nul"),
        pytest.param("give", {"who": "{who}", "reason": "x"}, "Enter the last day", id="no-day"),
        pytest.param(
            "give",
            {"who": "{who}", "reason": "x", "until_day": "22", "until_month": "11", "until_year": "2026"},
            "Last day must be today or later, and at most 90 days from today",
            id="yesterday",
        ),
    ],
)
def test_what_is_missing_is_said(browser: Client, case: Case, way: str, sent: dict[str, str], said: str) -> None:
    whom = colleague()
    typed = {name: value.format(who=whom.pk) for name, value in sent.items()}
    assert said in words(browser.post(f"/cases/{case.reference}/access/{way}/", typed))
    assert not Membership.objects.exists()


def test_sight_is_given_until_a_day(browser: Client, case: Case) -> None:
    whom = colleague()
    sent = {"who": whom.pk, "reason": "Dip sample", "until_day": "30", "until_month": "11", "until_year": "2026"}
    assert browser.post(f"/cases/{case.reference}/access/give/", sent).status_code == 302
    theirs = logged_in(whom)
    assert theirs.get(f"/cases/{case.reference}/").status_code == 302
    assert "30 November 2026" in words(browser.get(f"/cases/{case.reference}/access/"))


def test_what_was_typed_survives_a_time_out(browser: Client, case: Case, me: User) -> None:
    whom = colleague()
    body = {"who": [str(whom.pk)], "until_day": ["30"], "until_month": [""], "until_year": [""], "reason": ["Typed"]}
    Draft.objects.create(owner=me, kind="case_give", key=case.reference, body=body)
    page = browser.get(f"/cases/{case.reference}/access/give/")
    assert "Typed" in page.text
    assert re.search(r'value="30"', page.text)
    assert "There is a problem" not in words(page)


def test_ending_asks_for_the_reason_and_sent_twice_it_ended_once(browser: Client, case: Case) -> None:
    whom = colleague()
    browser.post(f"/cases/{case.reference}/access/name/", {"who": whom.pk, "reason": "Interviews"})
    made = Membership.objects.get()
    address = f"/cases/{case.reference}/access/{address_of(made.pk)}/end/"
    assert f"End this for {whom.name}" in words(browser.get(address))
    assert "Enter the reason" in words(browser.post(address, {"reason": " "}))
    for way in (browser.post, browser.post, browser.get):
        answer = way(address, {"reason": "Has left"})
        assert answer.headers["Location"] == f"/cases/{case.reference}/access/"
        assert "That has ended." in words(browser.get(answer.headers["Location"]))
    assert Entry.objects.filter(what=Act.SIGHT_ENDED).count() == 1
    assert browser.get(f"/cases/{case.reference}/access/{address_of(made.pk + 1)}/end/").status_code == 404


def test_restricted_and_opened_again(browser: Client, case: Case) -> None:
    address = f"/cases/{case.reference}/access/restrict/"
    assert "You, and whoever it is with, are named from then on." in words(browser.get(address))
    assert "Enter the reason" in words(browser.post(address, {"reason": "", "way": "restrict"}))
    browser.post(address, {"reason": "Covert", "way": "restrict"})
    assert "only those who are named below may see it, and the heads of its department" in words(
        browser.get(f"/cases/{case.reference}/access/")
    )
    assert "Standards, or above it, will see it" in words(browser.get(address))
    for way in ("", "toggle"):
        assert "Open this page again: it did not say what to do" in words(
            browser.post(address, {"reason": "x", "way": way})
        )
    browser.post(address, {"reason": "No longer", "way": "open"})
    assert not Case.objects.get(pk=case.pk).is_restricted


@pytest.mark.parametrize("way", ["restrict", "open"])
def test_what_a_page_offered_is_done_and_never_turned_back_by_who_reads_the_same_page(
    browser: Client, case: Case, unit: Unit, way: str
) -> None:
    address, is_restricted = f"/cases/{case.reference}/access/restrict/", way == "restrict"
    if not is_restricted:
        browser.post(address, {"reason": "Covert", "way": "restrict"})
    other = logged_in(holder(Role.HEAD_OF_DEPARTMENT, unit=unit))
    with_purpose(other, case)
    for somebody in (browser, other):
        offered = re.search(r'name="way" value="(\w+)"', somebody.get(address).text)
        assert offered
        assert offered[1] == way
    for somebody in (browser, other, other):
        assert somebody.post(address, {"reason": "Because", "way": way}).status_code == 302
        assert Case.objects.get(pk=case.pk).is_restricted is is_restricted


def test_how_many_would_lose_sight_of_it_is_said_by_role_and_unit_and_without_names(
    browser: Client, unit: Unit, case: Case, me: User
) -> None:
    force = register.unit(name="Force")
    lose = [holder(Role.INVESTIGATOR, unit=unit), holder(Role.INVESTIGATOR, Role.SUPERVISOR, unit=unit)]
    owner, named, given, over, denied, concerned = (holder(Role.INVESTIGATOR, unit=unit) for _ in range(6))
    out_of_use, sees_none = holder(Role.INVESTIGATOR, unit=unit), holder(Role.AUDITOR, unit=unit)
    Case.objects.filter(pk=case.pk).update(owner=owner)
    User.objects.filter(pk=out_of_use.pk).update(is_active=False)
    case.readers.create(principal=named.principal, why="member")
    case.readers.create(principal=given.principal, why="grant", until=TODAY)
    case.readers.create(principal=over.principal, why="grant", until=TODAY - timedelta(1))
    case.denials.create(principal=denied.principal, why="wall")
    case.denials.create(principal=f"person:{register.person(user=concerned).pk}", why="concerned")
    case.readers.create(principal=f"role:head_of_department:{force.pk}", why="role")
    head = holder(Role.HEAD_OF_DEPARTMENT, unit=unit)
    holder(Role.INVESTIGATOR, unit=force)
    page = browser.get(f"/cases/{case.reference}/access/restrict/")
    said = words(page)
    # Whoever answers for the department goes on seeing that it is there.
    assert "Head of department" not in said
    for expected in (
        "3 people lose sight of it",
        "Investigator in Standards: 3",
        "Supervisor in Standards: 1",
    ):
        assert expected in said
    assert not [each for each in (*lose, owner, head, sees_none) if each.name in said]
    browser.post(f"/cases/{case.reference}/access/restrict/", {"reason": "Covert", "way": "restrict"})
    for each, sees in ((lose[0], False), (over, False), (head, True), (owner, True), (named, True), (given, True)):
        assert (logged_in(each).get(f"/cases/{case.reference}/").status_code == 302) is sees


def test_where_nobody_would_lose_sight_of_it_that_is_said(browser: Client, case: Case) -> None:
    assert "Nobody loses sight of it who has it now." in words(browser.get(f"/cases/{case.reference}/access/restrict/"))


@pytest.mark.parametrize("way", ["name", "give", "restrict", "1/end"])
@pytest.mark.parametrize("role", [role for role in Role if Permission.ACCESS_MANAGE not in ABOUT[role].permissions])
def test_only_those_who_keep_the_access_change_it(role: Role, way: str, unit: Unit) -> None:
    made = cases.case(unit=unit)
    somebody = user(Role.ADMINISTRATOR) if role is Role.ADMINISTRATOR else holder(role, unit=unit)
    for method in ("get", "post"):
        assert getattr(logged_in(somebody), method)(f"/cases/{made.reference}/access/{way}/").status_code == 403
