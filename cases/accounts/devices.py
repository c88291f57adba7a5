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
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "candour_device"
SALT = "cases.accounts.devices"
LIFETIME = 60 * 60 * 24 * 180
NOWHERE = "::"


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail that a log-in attempt names, without regard to capitals."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return str(tried).strip().lower()


def counting_address(request: HttpRequest) -> str:
    """What failures of this request are counted under: the device if we know it for this account, else the address."""
    device = _device_known_for(request=request, account=account_tried(request))
    return _as_address(device) if device else client_address(request)


def client_address(request: HttpRequest) -> str:
    """Where the request came from, as the outermost of our own proxies saw it (settings.TRUSTED_PROXIES of them).

    What stands further left in X-Forwarded-For was written by the visitor and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR") or NOWHERE)
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(hops):
        return direct
    try:
        return str(ip_address(hops[-settings.TRUSTED_PROXIES].strip()))
    except ValueError:
        return direct


def remember(*, request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Gives this browser its cookie, after a log-in that succeeded."""
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(
        COOKIE,
        signing.dumps({"a": account.lower(), "d": secrets.token_hex(16)}, salt=SALT),
        max_age=LIFETIME,
        secure=secure,
        httponly=True,
        samesite="Strict",
    )


def _device_known_for(*, request: HttpRequest, account: str) -> str:
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return ""
    return str(known["d"]) if account and known.get("a") == account else ""


def _as_address(device: str) -> str:
    return str(IPv6Address(b"\xfd" + hashlib.sha256(device.encode()).digest()[:15]))
