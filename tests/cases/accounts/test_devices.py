"""Which address or device a failed log-in is counted under."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from cases.accounts import devices
from cases.accounts.models import User
from tests.factories.users import user

DIRECT = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        pytest.param(0, "203.0.113.9", DIRECT, id="no-proxy-of-ours-so-nobody-is-believed"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="what-our-proxy-saw"),
        pytest.param(1, "1.2.3.4, 203.0.113.9", "203.0.113.9", id="what-the-visitor-claims-is-not-believed"),
        pytest.param(2, "1.2.3.4, 203.0.113.9, 10.0.0.9", "203.0.113.9", id="two-proxies-of-ours"),
        pytest.param(2, "203.0.113.9", DIRECT, id="fewer-hops-than-proxies"),
        pytest.param(1, "::ffff:203.0.113.9", "203.0.113.9", id="ipv4-in-ipv6-clothing"),
        pytest.param(1, "", DIRECT, id="no-header"),
        pytest.param(1, "somewhere", DIRECT, id="not-an-address"),
        pytest.param(1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", id="of-ipv6-the-network"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(proxies: int, forwarded: str, counted: str) -> None:
    request = RequestFactory().post("/", {"login": "a@x.example"}, REMOTE_ADDR=DIRECT)
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    with override_settings(TRUSTED_PROXIES=proxies):
        assert devices.counting_address(request) == counted


def browser_of(*people: User) -> HttpRequest:
    """A request from a browser in which these people have logged in, one after the other."""
    request = RequestFactory().get("/", REMOTE_ADDR=DIRECT)
    for person in people:
        response = HttpResponse()
        devices.remember(request=request, response=response, account=person.email)
        request.COOKIES[settings.DEVICE_COOKIE_NAME] = response.cookies[settings.DEVICE_COOKIE_NAME].value
    return request


def is_known(request: HttpRequest, person: User) -> bool:
    return bool(devices.known_device(request=request, account=person.email))


@pytest.mark.django_db
def test_a_remembered_browser_is_known_for_its_account_only_whatever_the_capitals() -> None:
    mine, other = user(email="a@x.example"), user()
    request = browser_of(mine)
    assert is_known(request, mine)
    assert devices.known_device(request=request, account="A@X.example")
    assert not is_known(request, other)
    assert devices.counted_under(request=request, account=mine.email).startswith("fd")
    assert devices.counted_under(request=request, account=other.email) == DIRECT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("people", "known"),
    [
        pytest.param(devices.PEOPLE_REMEMBERED, True, id="as-many-as-are-remembered"),
        pytest.param(devices.PEOPLE_REMEMBERED + 1, False, id="one-more"),
    ],
)
def test_a_shared_desk_knows_the_last_few_people(people: int, known: bool) -> None:
    everybody = [user() for _ in range(people)]
    request = browser_of(*everybody)
    assert is_known(request, everybody[0]) is known
    assert is_known(request, everybody[-1])
    assert not any(person.email in request.COOKIES[settings.DEVICE_COOKIE_NAME] for person in everybody)


@pytest.mark.django_db
def test_a_known_browser_keeps_its_device() -> None:
    somebody = user()
    request, response = browser_of(somebody), HttpResponse()
    devices.remember(request=request, response=response, account=somebody.email)
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["password", "another factor", "factors removed", "deactivated"])
def test_a_browser_is_forgotten_when_how_somebody_logs_in_changes(change: str) -> None:
    somebody = user()
    request = browser_of(somebody)
    if change == "password":
        somebody.set_password("three other random words")
    elif change == "another factor":
        Authenticator.objects.create(user=somebody, type=Authenticator.Type.WEBAUTHN, data={})
    elif change == "factors removed":
        Authenticator.objects.filter(user=somebody).delete()
    somebody.is_active = change != "deactivated"
    somebody.save()
    assert not is_known(request, somebody)


@pytest.mark.parametrize("tried", ["x" * 400, "a\0b@x.example"])
def test_an_account_that_cannot_be_one_is_still_counted(tried: str) -> None:
    account = devices.account_tried(RequestFactory().post("/", {"login": tried}))
    assert account
    assert len(account) <= devices.LONGEST_ACCOUNT
    assert "\0" not in account


@given(cookie=st.text(max_size=300), account=st.text(max_size=60))
def test_no_cookie_but_one_of_ours_makes_a_device_known(cookie: str, account: str) -> None:
    request = RequestFactory().post("/", {"login": account}, REMOTE_ADDR="10.0.0.1")
    request.COOKIES[settings.DEVICE_COOKIE_NAME] = cookie
    assert devices.counting_address(request) == "10.0.0.1"
