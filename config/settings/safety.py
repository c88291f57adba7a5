"""What production refuses to start with. A table, so that adding a danger is adding a row."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Settings = Mapping[str, Any]
SHORTEST_KEY = 50
# Words that stand in examples and demos; no generated key contains them.
NOT_A_SECRET = ("insecure", "change-me", "changeme", "only-for-tests", "example", "secret")


def _key_is_weak(settings: Settings) -> bool:
    key = str(settings.get("SECRET_KEY", ""))
    too_plain = len(set(key)) < 10 or any(word in key.lower() for word in NOT_A_SECRET)
    return len(key) < SHORTEST_KEY or too_plain


DANGERS: list[tuple[Callable[[Settings], bool], str]] = [
    (lambda s: bool(s.get("DEBUG")), "DEBUG is on. Remove it: production never runs with DEBUG."),
    (
        _key_is_weak,
        f"SECRET_KEY is a default or too weak. Use {SHORTEST_KEY} or more random characters, others for each process.",
    ),
    (
        lambda s: not str(s.get("OWN_URL", "")).startswith("https://"),
        "PUBLIC_URL and STAFF_URL must begin with https://.",
    ),
    (
        lambda s: not s.get("SESSION_COOKIE_SECURE"),
        "SESSION_COOKIE_SECURE is off: log-in cookies would travel in the clear.",
    ),
    (lambda s: not s.get("CSRF_COOKIE_SECURE"), "CSRF_COOKIE_SECURE is off: form cookies would travel in the clear."),
    (lambda s: bool(s.get("DEMO_ALLOWED")), "DEMO_ALLOWED is on: demo users have no second factor."),
    (lambda s: not s.get("SECOND_FACTOR_REQUIRED"), "SECOND_FACTOR_REQUIRED is off."),
    (lambda s: "*" in s.get("ALLOWED_HOSTS", []), "ALLOWED_HOSTS allows any host."),
]


def dangers_in(*, settings: Settings) -> list[str]:
    """Every sentence whose danger is present, in table order."""
    return [sentence for is_present, sentence in DANGERS if is_present(settings)]


def refuse_unless_safe(*, settings: Settings) -> None:
    """Raises ImproperlyConfigured naming everything that is wrong, not only the first."""
    if found := dangers_in(settings=settings):
        raise ImproperlyConfigured("Production will not start like this:\n" + "\n".join(f"- {s}" for s in found))
