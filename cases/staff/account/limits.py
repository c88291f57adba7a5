"""How many wrong passwords and codes are allowed. Known devices are counted by themselves: nobody locks out another.

The numbers stand in settings.ACCOUNT_RATE_LIMITS. Wrong passwords from one device are counted by django-axes; here is
what remains: codes of the second factor, and everything that unknown browsers try on one account together.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

from cases.accounts import devices


def password_may_be_tried(*, request: HttpRequest, account: str) -> bool:
    """Whether a browser that we do not know may try a password for this account. A known one always may, by axes."""
    if devices.known_device(request=request, account=account):
        return True
    return bool(ratelimit.consume(request, action="passwords_of_strangers", key=account, dry_run=True))


def count_wrong_password(*, request: HttpRequest, account: str) -> None:
    """One more wrong password, counted for unknown browsers together."""
    if not devices.known_device(request=request, account=account):
        ratelimit.consume(request, action="passwords_of_strangers", key=account)


def code_may_be_tried(*, request: HttpRequest, account: str) -> bool:
    """Counts one code and says whether it may be tried at all."""
    own = devices.counted_under(request=request, account=account)
    if not ratelimit.consume(request, action="codes_of_a_device", key=f"{account} {own}"):
        return False
    if devices.known_device(request=request, account=account):
        return True
    return bool(ratelimit.consume(request, action="codes_of_strangers", key=account))


def forget_codes(*, request: HttpRequest, account: str) -> None:
    """After a right code this device starts again."""
    own = devices.counted_under(request=request, account=account)
    ratelimit.clear(request, action="codes_of_a_device", key=f"{account} {own}")
