"""Every page of the staff door, for everybody: what is not declared is refused, and a refusal helps."""

import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, path, reverse
from django.urls.converters import IntConverter, PathConverter, SlugConverter, StringConverter, UUIDConverter

from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role, holders_of
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.staff.urls import urlpatterns as staff_patterns
from cases.web.gate import Rule, Who, all_pages, rule_of
from cases.web.row_addresses import RowConverter
from tests.factories.users import MOST_ROLES, logged_in, user

pytestmark = pytest.mark.django_db

PAGES = list(all_pages(staff_patterns))
# A page about one thing is asked for one that does not exist.
SAMPLES: dict[type, Any] = {
    IntConverter: 1,
    RowConverter: 1,
    UUIDConverter: uuid.UUID("0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a"),
    SlugConverter: "record_matter",
    StringConverter: "CO-0000-0000-0",
    PathConverter: "nobody",
}
# Pages that begin something: their key is made with the link, and there is nothing of it yet.
BEGIN = {"log_call": 200, "log_matter": 200, "log_people": 302}


def name_of(page: URLPattern) -> str:
    assert page.name is not None
    return page.name


def rule(page: URLPattern) -> Rule:
    found = rule_of(page.callback)
    assert found is not None, f"{page.name} declares no permission"
    return found


def address(page: URLPattern) -> str:
    samples = {name: SAMPLES[type(converter)] for name, converter in page.pattern.converters.items()}
    return reverse(name_of(page), kwargs=samples)


def is_about_one_thing(page: URLPattern) -> bool:
    return bool(page.pattern.converters)


def each(*kinds: Who) -> list[Any]:
    return [pytest.param(page, id=name_of(page)) for page in PAGES if rule(page).who in kinds]


@pytest.mark.parametrize("page", [pytest.param(p, id=name_of(p)) for p in PAGES])
def test_every_page_declares_who_may_open_it(page: URLPattern) -> None:
    assert rule(page).who is not Who.ALL or rule(page).why


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", each(Who.ANY_USER, Who.PERMITTED))
def test_a_stranger_is_sent_to_log_in(page: URLPattern, method: str) -> None:
    response = getattr(Client(), method)(address(page))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("page", each(Who.PERMITTED))
def test_a_page_opens_for_the_roles_that_permit_it_and_no_other(page: URLPattern, role: Role | None) -> None:
    client = logged_in(user(*([role] if role else [])))
    response = client.get(address(page))
    permission = rule(page).permission
    assert permission is not None
    if role in holders_of(permission=permission):
        assert response.status_code == BEGIN.get(name_of(page), 404 if is_about_one_thing(page) else 200)
    else:
        assert response.status_code == 403
        for holder in holders_of(permission=permission):
            assert ABOUT[holder].display_name in response.text


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("page", each(Who.PERMITTED))
def test_what_is_sent_to_a_page_is_taken_from_the_roles_that_permit_it_and_no_other(
    page: URLPattern, role: Role | None
) -> None:
    """An empty form: whoever may send it is told what lacks, or that the thing is not there; nothing breaks."""
    client = logged_in(user(*([role] if role else [])))
    response = client.post(address(page))
    permission = rule(page).permission
    assert permission is not None
    if role in holders_of(permission=permission):
        assert response.status_code in (
            {404, 405, *BEGIN.values()} if is_about_one_thing(page) else {200, 302, 400, 405}
        )
    else:
        assert response.status_code == 403
        [refused] = Entry.objects.exclude(outcome="done").values_list("outcome", flat=True)
        assert refused == "refused"


@pytest.mark.parametrize("page", each(Who.ANY_USER))
def test_a_page_for_any_user_opens_without_a_role(page: URLPattern) -> None:
    client = logged_in(user())
    # 404: the page is about one passkey, and this person has none of that number. 302: asks for the password first.
    assert client.get(address(page)).status_code in {200, 302, 404}


@pytest.mark.parametrize("page", each(Who.ANY_USER, Who.PERMITTED))
def test_without_a_second_factor_only_the_pages_that_set_one_up_open(page: URLPattern) -> None:
    response = logged_in(user(*MOST_ROLES, with_second_factor=False)).get(address(page))
    sent_to_set_up = response.status_code == 302 and response["Location"] == reverse("mfa_index")
    assert sent_to_set_up is not rule(page).sets_up_second_factor


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", each(Who.ANY_USER, Who.PERMITTED))
def test_a_session_that_has_not_proved_the_second_factor_opens_only_the_pages_that_ask_for_it(
    page: URLPattern, method: str
) -> None:
    client = Client()
    client.force_login(user(*MOST_ROLES))
    response = getattr(client, method)(address(page))
    sent_to_prove = response.status_code == 302 and response["Location"].startswith(
        reverse("mfa_reauthenticate") + "?next="
    )
    assert sent_to_prove is not rule(page).proves_second_factor


def test_who_has_only_a_passkey_is_asked_for_the_passkey() -> None:
    somebody = user(with_second_factor=False)
    Authenticator.objects.create(user=somebody, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    client = Client()
    client.force_login(somebody)
    assert client.get("/")["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_the_pages_open_to_half_a_log_in_are_these_and_no_more() -> None:
    assert {name_of(page) for page in PAGES if rule(page).proves_second_factor} == {
        "account_logout",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
    assert {name_of(page) for page in PAGES if rule(page).sets_up_second_factor} == {
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_add_webauthn",
    }


@pytest.mark.parametrize("page", each(Who.ANY_USER, Who.PERMITTED))
def test_a_user_who_was_deactivated_is_a_stranger_at_once(page: URLPattern) -> None:
    somebody = user(*MOST_ROLES)
    client = logged_in(somebody)
    somebody.is_active = False
    somebody.save()
    assert client.get(address(page))["Location"].startswith(reverse("account_login"))


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("should never be seen")


urlpatterns = [path("undeclared/", undeclared), *staff_patterns]
handler403 = "cases.web.errors.forbidden"


@override_settings(ROOT_URLCONF="tests.doors.test_staff_gate")
def test_a_page_that_declares_nothing_is_refused_to_everybody() -> None:
    client = logged_in(user(*MOST_ROLES))
    for visitor in (Client(), client):
        response = visitor.get("/undeclared/")
        assert response.status_code == 403
        assert "should never be seen" not in response.text
    refused = Entry.objects.filter(what=Act.PAGE_REFUSED, key="undeclared/", reason="declares no permission")
    assert refused.count() == 2


def test_sign_up_does_not_exist() -> None:
    assert Client().get("/signup/").status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404


def test_demo_users_need_no_second_factor_only_where_demo_is_allowed() -> None:
    client = logged_in(user(is_demo=True, with_second_factor=False))
    assert client.get(reverse("home")).status_code == 200
    with override_settings(DEMO_ALLOWED=False):
        assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_every_permission_is_held_by_some_role_and_asked_by_some_page() -> None:
    asked = {rule(page).permission for page in PAGES} - {None}
    assert asked == set(Permission)
    assert all(holders_of(permission=permission) for permission in Permission)


def test_a_passkey_of_somebody_else_is_not_there() -> None:
    mine, theirs = user(), user()
    passkey = Authenticator.objects.create(user=theirs, type=Authenticator.Type.WEBAUTHN, data={"name": "theirs"})
    client = logged_in(mine)
    for number in (passkey.pk, passkey.pk + 1000):
        response = client.get(reverse("mfa_edit_webauthn", kwargs={"pk": number}))
        assert response.status_code in {302, 404}
    assert client.post(reverse("mfa_remove_webauthn", kwargs={"pk": passkey.pk})).status_code != 200
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
