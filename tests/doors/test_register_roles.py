"""Pages about roles, delegations and protected characteristics: who may, what is asked, what is refused in words."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.audit.acts import Act
from cases.workforce import roles
from cases.workforce.models import Delegation, ProtectedCharacteristics, RoleHeld
from misconduct.stages.tables import ACTS
from tests.factories.acts import AT, BY
from tests.factories.register import delegation, person, unit
from tests.factories.trail import said
from tests.factories.users import LONG_AGO, logged_in, user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = timezone.localdate()
POWER = "refer_to_hearing"


def words(answer: Any) -> str:
    """The words of the page's main part."""
    part = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)))


def boxes(name: str, day: date | None) -> dict[str, str]:
    return {f"{name}_{box}": str(getattr(day, box)) for box in ("day", "month", "year")} if day else {}


@pytest.fixture
def head() -> User:
    return user(Role.HEAD_OF_DEPARTMENT)


@pytest.fixture
def me(head: User) -> Client:
    return logged_in(head)


def held_by(somebody: User) -> RoleHeld:
    return RoleHeld.objects.get(user=somebody)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    ("page", "permission"),
    [
        ("role_give", Permission.ROLES_GIVE),
        ("role_end", Permission.ROLES_GIVE),
        ("role_holders", Permission.ROLES_REVIEW),
        ("delegations", Permission.ROLES_REVIEW),
        ("delegation_record", Permission.DELEGATIONS_KEEP),
        ("delegation_end", Permission.DELEGATIONS_KEEP),
        ("register_characteristics", Permission.CHARACTERISTICS_SEE),
    ],
)
def test_whoever_may_may_open_it(page: str, permission: Permission, role: Role | None) -> None:
    person(number="S-1")
    keys: dict[str, list[Any]] = {
        "role_end": [held_by(user(Role.AUDITOR)).pk],
        "delegation_end": [delegation(POWER, to_rank="Superintendent").pk],
        "register_characteristics": ["S-1"],
    }
    may = role is not None and permission in ABOUT[role].permissions
    answer = logged_in(user(*([role] if role else []))).get(reverse(page, args=keys.get(page, [])))
    assert answer.status_code == (200 if may else 403)


# --- Giving a role ---


def giving(**values: Any) -> dict[str, str]:
    days = {"first_day": TODAY, "last_day": None} | {k: v for k, v in values.items() if k.endswith("_day")}
    given = {"email": "", "role": "investigator", "unit": ""} | {k: v for k, v in values.items() if k not in days}
    return given | boxes("first_day", days["first_day"]) | boxes("last_day", days["last_day"])


def test_a_role_in_a_unit_is_given_to_somebody_else(me: Client, head: User) -> None:
    somebody, here = user(), unit("RA", name="Response A")
    answer = me.post(
        reverse("role_give"), giving(email=somebody.email.upper(), unit="RA", last_day=TODAY + DAY), follow=True
    )
    assert f"{somebody.name} has been given the role of Investigator." in words(answer)
    assert "Response A" in words(answer)
    held = held_by(somebody)
    assert (held.unit, held.first_day, held.last_day) == (here, TODAY, TODAY + DAY)
    assert said(Act.ROLE_GIVEN)[-1] == ("done", head.principal, f"user:{somebody.pk}", "investigator in RA")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        pytest.param({"email": ""}, "Enter the email address of whoever is given the role", id="nobody-named"),
        pytest.param(
            {"email": "nobody@force.example"}, "Enter the email address of somebody who has an account", id="no-account"
        ),
        pytest.param({"email": "a\0b"}, "Email address must be text that can be read", id="cannot-be-read"),
        pytest.param({"role": ""}, "Choose a role", id="no-role"),
        pytest.param({"role": "king"}, "Choose a role from the list", id="no-such-role"),
        pytest.param({"unit": "NOWHERE"}, "Choose a unit from the list", id="no-such-unit"),
        pytest.param({"first_day": None}, "Enter the first day", id="no-first-day"),
        pytest.param({"first_day": TODAY - DAY}, "First day must be today or later", id="a-day-that-has-been"),
        pytest.param(
            {"last_day": TODAY - DAY}, "Last day must be the same as or after the first day", id="ends-before-it-begins"
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(me: Client, wrong: dict[str, Any], sentence: str) -> None:
    somebody = user()
    answer = me.post(reverse("role_give"), giving(**({"email": somebody.email} | wrong)))
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert answer.context["form"]["email"].value() == wrong.get("email", somebody.email)
    assert not RoleHeld.objects.filter(user=somebody).exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_gives_a_role_to_themselves_nor_one_that_sees_matters_to_an_administrator(
    me: Client, head: User
) -> None:
    own = me.post(reverse("role_give"), giving(email=head.email))
    assert (own.status_code, "Nobody gives a role to themselves." in own.text) == (409, True)
    keeper = user(Role.ADMINISTRATOR)
    both = me.post(reverse("role_give"), giving(email=keeper.email))
    assert (both.status_code, "keeps the system running sees no matter" in both.text) == (409, True)
    assert [entry[:3] for entry in said(Act.ROLE_GIVEN) if entry[0] == "refused"] == [
        ("refused", head.principal, f"user:{head.pk}"),
        ("refused", head.principal, f"user:{keeper.pk}"),
    ]


def test_the_page_of_somebody_leads_to_giving_them_a_role(me: Client) -> None:
    account = user()
    person(number="S-1", user=account)
    link = re.search(r'href="(/roles/give/[^"]+)"', me.get(reverse("register_person", args=["S-1"])).text)
    assert link is not None
    assert me.get(html.unescape(link[1])).context["form"]["email"].value() == account.email


def test_what_was_typed_survives_an_expired_form(head: User) -> None:
    strict = logged_in(head, enforce_csrf_checks=True)
    note = re.search(r'name="draft_note" value="([^"]+)"', strict.get(reverse("role_give")).text)
    assert note is not None
    typed = giving(email="typed@force.example", role="supervisor", first_day=date(2027, 3, 4))
    assert strict.post(reverse("role_give"), typed | {"draft_note": note[1]}).status_code == 403
    again = strict.get(reverse("role_give"))
    form = again.context["form"]
    assert "We kept what you typed" in words(again)
    assert (form["email"].value(), form["role"].value()) == ("typed@force.example", "supervisor")
    assert 'value="2027"' in again.text


# --- Ending one ---


def test_a_role_of_somebody_else_is_ended(me: Client) -> None:
    somebody = user(Role.AUDITOR)
    page = reverse("role_end", args=[held_by(somebody).pk])
    assert f'href="{page}"' in me.get(reverse("role_holders")).text
    assert "Enter the last day" in words(me.post(page, {}))
    answer = me.post(page, boxes("last_day", TODAY), follow=True)
    assert "The end of" in words(answer)
    assert held_by(somebody).last_day == TODAY


def test_ones_own_role_offers_no_end_and_is_refused(me: Client, head: User) -> None:
    page = reverse("role_end", args=[held_by(head).pk])
    listed = me.get(reverse("role_holders"))
    assert page not in listed.text
    assert "Your own" in words(listed)
    answer = me.post(page, boxes("last_day", TODAY))
    assert (answer.status_code, "Nobody ends a role of their own." in answer.text) == (409, True)


def test_no_such_role_or_delegation_is_not_there(me: Client) -> None:
    assert me.get(reverse("role_end", args=[10**9])).status_code == 404
    assert me.get(reverse("delegation_end", args=[10**9])).status_code == 404
    assert me.get(reverse("register_characteristics", args=["nobody"])).status_code == 404


def test_an_auditor_sees_who_holds_what_and_changes_nothing() -> None:
    holder = user(Role.SUPERVISOR)
    roles.give(
        user=holder, role=Role.INVESTIGATOR, unit=unit("RA", name="Response A"), first_day=LONG_AGO, by=BY, at=AT
    )
    roles.give(user=holder, role=Role.AUDITOR, first_day=TODAY + DAY, by=BY, at=AT)
    listed = logged_in(user(Role.AUDITOR)).get(reverse("role_holders"))
    assert "Response A" in words(listed)
    assert "From a later day on" in words(listed)
    assert "Give a role" not in words(listed)
    assert "/end/" not in listed.text


def test_who_sees_matters_and_is_not_in_the_register_is_marked_for_who_can_mend_it(me: Client, head: User) -> None:
    linked, other, auditor = user(Role.INVESTIGATOR), user(Role.INVESTIGATOR), user(Role.AUDITOR)
    for each in (linked, head):
        person(user=each)
    tag = ">Not in the register<"
    page = me.get(reverse("role_holders")).text
    assert page.count(tag) == 1
    assert tag in page.partition(other.email)[2].partition("</tr>")[0]
    assert tag not in logged_in(auditor).get(reverse("role_holders")).text
    person(user=other)
    assert tag not in me.get(reverse("role_holders")).text


@pytest.mark.parametrize("page", ["role_holders", "delegations"])
def test_lists_take_the_same_queries_however_long_they_are(me: Client, page: str) -> None:
    counts = []
    me.get(reverse(page))
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            me.get(reverse(page))
        counts.append(len(asked))
        for _ in range(5):
            somebody = user()
            roles.give(user=somebody, role=Role.INVESTIGATOR, unit=unit(), first_day=LONG_AGO, by=BY, at=AT)
            delegation(POWER, to_user=somebody)
    assert counts[0] == counts[1]


# --- Delegations ---


def recording(**values: Any) -> dict[str, str]:
    days = {"first_day": TODAY, "last_day": None} | {k: v for k, v in values.items() if k.endswith("_day")}
    given = {
        "power": POWER,
        "provision": "",
        "to": "rank",
        "whom": "Superintendent",
        "document": "Scheme 7",
        "signed_by": "Chief Constable",
    } | {k: v for k, v in values.items() if k not in days}
    return given | boxes("first_day", days["first_day"]) | boxes("last_day", days["last_day"])


def test_a_delegation_is_recorded_listed_and_ended(me: Client) -> None:
    answer = me.post(reverse("delegation_record"), recording(), follow=True)
    seen = words(answer)
    for part in (
        "has been recorded",
        ACTS[POWER].title,
        "Whoever has the rank of Superintendent",
        "Scheme 7",
        "signed by Chief Constable",
    ):
        assert part in seen
    row = Delegation.objects.get()
    page = reverse("delegation_end", args=[row.pk])
    assert f'href="{page}"' in answer.text
    assert "Last day must be the same as or after its first day" in words(me.post(page, boxes("last_day", TODAY - DAY)))
    me.post(page, boxes("last_day", TODAY))
    row.refresh_from_db()
    assert row.last_day == TODAY


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        pytest.param({"power": ""}, "Choose the power", id="no-power"),
        pytest.param({"power": "be_king"}, "Choose the power from the list", id="no-such-power"),
        pytest.param({"to": ""}, "Choose to whom", id="to-nobody"),
        pytest.param({"whom": ""}, "Enter the email address, the post or the rank", id="no-name"),
        pytest.param({"to": "person"}, "Enter the email address of somebody who has an account", id="no-account"),
        pytest.param({"whom": "x" * 61}, "The rank must be 60 characters or fewer", id="a-long-rank"),
        pytest.param(
            {"document": ""}, "Enter the document in which the delegation is written", id="nothing-in-writing"
        ),
        pytest.param(
            {"document": "x" * 201}, "Document must be 200 characters or fewer; it has 201", id="a-long-document"
        ),
        pytest.param({"signed_by": ""}, "Enter who signed the document", id="not-signed"),
        pytest.param(
            {"last_day": TODAY - DAY}, "Last day must be the same as or after the first day", id="ends-before-it-begins"
        ),
    ],
)
def test_what_is_wrong_with_a_delegation_is_said(me: Client, wrong: dict[str, Any], sentence: str) -> None:
    answer = me.post(reverse("delegation_record"), recording(**wrong))
    assert sentence in words(answer)
    assert not Delegation.objects.exists()


def test_powers_are_grouped_and_named_by_title(me: Client) -> None:
    page = me.get(reverse("delegation_record")).text
    assert '<optgroup label="Referral to proceedings">' in page
    assert re.search(rf'<option value="{POWER}"\s*>{ACTS[POWER].title}</option>', page)


def test_delegations_that_are_over_are_shown_where_somebody_asks(me: Client) -> None:
    delegation(POWER, to_rank="Of old", last_day=TODAY - DAY)
    assert "Of old" not in words(me.get(reverse("delegations")))
    assert "Of old" in words(me.get(reverse("delegations"), {"all": "yes"}))


def test_an_auditor_sees_delegations_and_changes_none() -> None:
    delegation(POWER, to_rank="Superintendent")
    listed = logged_in(user(Role.AUDITOR)).get(reverse("delegations"))
    assert "Superintendent" in words(listed)
    assert "/end/" not in listed.text
    assert "Record a delegation" not in listed.text


# --- Protected characteristics ---


def test_characteristics_are_on_a_page_of_their_own_and_reading_them_is_an_entry(me: Client, head: User) -> None:
    somebody = person(surname="Private", number="S-1", unit=unit())
    ProtectedCharacteristics.objects.create(person=somebody, ethnicity="Canary words", born_on=date(1990, 5, 6))
    page = me.get(reverse("register_person", args=["S-1"]))
    for nowhere in (page, me.get(reverse("register"), {"q": "private"})):
        assert "Canary" not in nowhere.text
        assert "1990" not in nowhere.text
    address = reverse("register_characteristics", args=["S-1"])
    assert f'href="{address}"' in page.text
    seen = words(me.get(address))
    for part in ("Canary words", "6 May 1990", "Religion Not known or not said", "Alex Private"):
        assert part in seen
    assert said(Act.CHARACTERISTICS_READ) == [("done", head.principal, f"person:{somebody.pk}", "")]


def test_that_nothing_is_known_is_read_too(me: Client) -> None:
    person(number="S-1")
    assert words(me.get(reverse("register_characteristics", args=["S-1"]))).count("Not known or not said") == 7
    assert len(said(Act.CHARACTERISTICS_READ)) == 1


def test_nothing_leads_there_for_who_may_not(me: Client) -> None:
    person(number="S-1")
    page = logged_in(user(Role.INVESTIGATOR)).get(reverse("register_person", args=["S-1"])).text
    assert "characteristics" not in page
