"""How failed log-ins are counted, so that nobody can lock out somebody else.

Counting by account alone lets a stranger lock a colleague out; counting by network address alone lets one person lock
out an office behind one address. So a browser that has logged in as somebody before carries a signed cookie, and its
failures are counted apart from everybody else's (OWASP calls this a device cookie). Failures from browsers we do not
know are counted by account and address, and lock out only browsers we do not know.

django-axes counts by "address". A known device is given an address of its own out of fd00::/8, the private range, so
that axes needs no change.
"""

import hashlib
import secrets
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from cases.accounts.models import User

SALT = "cases.accounts.devices"
LIFETIME = 60 * 60 * 24 * 180
# Desks are shared: a browser is known for the last few people who logged in on it.
PEOPLE_REMEMBERED = 8
LONGEST_ACCOUNT = 254
NOWHERE = "::"


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail that a log-in attempt names, without regard to capitals, cut where no e-mail goes on."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return str(tried).strip().lower().replace("\0", "")[:LONGEST_ACCOUNT]


def counting_address(request: HttpRequest) -> str:
    """What failures of this request are counted under: the device if we know it for this account, else the address.

    The account is that of whoever is logged in; before log-in, the one that the form names.
    """
    user = getattr(request, "user", None)
    account = user.email if isinstance(user, User) else account_tried(request)
    return counted_under(request=request, account=account)


def counted_under(*, request: HttpRequest, account: str) -> str:
    """The same for an account that the request does not name: at the second step of a log-in."""
    device = known_device(request=request, account=account)
    return _as_address(device) if device else client_address(request)


def client_address(request: HttpRequest) -> str:
    """Where the request came from, as the outermost of our own proxies saw it (settings.TRUSTED_PROXIES of them).

    What stands further left in X-Forwarded-For was written by the visitor and is not believed. Of an IPv6 address only
    the network counts (/64): whoever has one address of it has them all.
    """
    direct = str(request.META.get("REMOTE_ADDR") or NOWHERE)
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    believed = hops[-settings.TRUSTED_PROXIES] if 0 < settings.TRUSTED_PROXIES <= len(hops) else direct
    try:
        return _network(believed.strip())
    except ValueError:
        return direct


def _network(address: str) -> str:
    parsed = ip_address(address)
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)


def known_device(*, request: HttpRequest, account: str) -> str:
    """The device's own mark, if this browser has proved to be this account's before; else nothing.

    It is forgotten when the password, the second factors or the account's being active change: a cookie that somebody
    collected before does not make their guesses count apart.
    """
    device, _, state = _devices(request).get(_mark(account), "").partition(" ") if account else ("", "", "")
    return device if device and constant_time_compare(state, _state_of(account)) else ""


def remember(*, request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Gives this browser its cookie, once somebody has proved in it who they are, by all that is asked of them.

    A browser that is known already keeps the device it has: a new one at each log-in would be a new count at each.
    """
    if known_device(request=request, account=account):
        return
    others = {mark: device for mark, device in _devices(request).items() if mark != _mark(account)}
    kept = dict(list(others.items())[-(PEOPLE_REMEMBERED - 1) :])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept | {_mark(account): f"{secrets.token_hex(16)} {_state_of(account)}"}, salt=SALT),
        max_age=LIFETIME,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )


def _state_of(account: str) -> str:
    """A keyed hash of everything whose change ends a device's being known."""
    user = User.objects.filter(email=account.strip().lower()).first()
    if user is None:
        return ""
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    parts = [user.password, str(user.is_active), *map(str, factors.order_by("pk").values_list("pk", flat=True))]
    return salted_hmac(SALT, " ".join(parts), algorithm="sha256").hexdigest()[:24]


def _devices(request: HttpRequest) -> dict[str, str]:
    """Device by account, oldest first. The cookie names nobody: each account stands there as a keyed hash."""
    try:
        found = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return dict(found)


def _mark(account: str) -> str:
    return salted_hmac(SALT, account.strip().lower(), algorithm="sha256").hexdigest()[:24]


def _as_address(device: str) -> str:
    return str(IPv6Address(b"\xfd" + hashlib.sha256(device.encode()).digest()[:15]))
