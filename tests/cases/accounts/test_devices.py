"""Which address or device a failed log-in is counted under."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from cases.accounts import devices

DIRECT = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        pytest.param(0, "203.0.113.9", DIRECT, id="no-proxy-of-ours-so-nobody-is-believed"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="what-our-proxy-saw"),
        pytest.param(1, "1.2.3.4, 203.0.113.9", "203.0.113.9", id="what-the-visitor-claims-is-not-believed"),
        pytest.param(2, "1.2.3.4, 203.0.113.9, 10.0.0.9", "203.0.113.9", id="two-proxies-of-ours"),
        pytest.param(2, "203.0.113.9", DIRECT, id="fewer-hops-than-proxies"),
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


@pytest.mark.parametrize(("tried", "known"), [("A@x.example", True), ("a@x.example", True), ("b@x.example", False)])
def test_a_remembered_browser_is_known_for_its_account_only(tried: str, known: bool) -> None:
    response = HttpResponse()
    devices.remember(request=RequestFactory().get("/"), response=response, account="A@x.example")
    request = RequestFactory().post("/", {"login": tried}, REMOTE_ADDR=DIRECT)
    request.COOKIES[settings.DEVICE_COOKIE_NAME] = response.cookies[settings.DEVICE_COOKIE_NAME].value
    assert devices.counting_address(request).startswith("fd") is known


@pytest.mark.parametrize(
    ("people", "known"),
    [
        pytest.param(devices.PEOPLE_REMEMBERED, True, id="as-many-as-are-remembered"),
        pytest.param(devices.PEOPLE_REMEMBERED + 1, False, id="one-more"),
    ],
)
def test_a_shared_desk_knows_the_last_few_people(people: int, known: bool) -> None:
    request = RequestFactory().get("/")
    for number in range(people):
        response = HttpResponse()
        devices.remember(request=request, response=response, account=f"person{number}@x.example")
        request.COOKIES[settings.DEVICE_COOKIE_NAME] = response.cookies[settings.DEVICE_COOKIE_NAME].value
    assert "person" not in request.COOKIES[settings.DEVICE_COOKIE_NAME]
    assert bool(devices.known_device(request=request, account="person0@x.example")) is known
    assert devices.known_device(request=request, account=f"person{people - 1}@x.example")


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
