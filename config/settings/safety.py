"""What production refuses to start with. A table, so that adding a danger is adding a row."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

Settings = Mapping[str, Any]
SHORTEST_KEY = 50
ENCRYPTED = {"require", "verify-ca", "verify-full"}
# Words that stand in examples and demos; no generated key contains them.
NOT_A_SECRET = ("insecure", "change-me", "changeme", "only-for-tests", "example", "secret")


def _a_key_is_weak(settings: Settings) -> bool:
    return any(
        _is_weak(str(key)) for key in [settings.get("SECRET_KEY", ""), *settings.get("SECRET_KEY_FALLBACKS", [])]
    )


def _is_weak(key: str) -> bool:
    too_plain = len(set(key)) < 10 or any(word in key.lower() for word in NOT_A_SECRET)
    return len(key) < SHORTEST_KEY or too_plain


def _logs_in_as_another_role(settings: Settings) -> bool:
    own = {"portal": "portal", "staff": "runtime", "worker": "runtime", "beat": "runtime"}.get(settings["PROCESS"])
    return own is not None and _database(settings)["USER"] != settings["DATABASE_ROLES"][own]


def _database_in_the_clear(settings: Settings) -> bool:
    database = _database(settings)
    return not _is_here(database["HOST"]) and database["OPTIONS"].get("sslmode") not in ENCRYPTED


def _redis_in_the_clear(settings: Settings) -> bool:
    address = urlsplit(settings.get("REDIS_URL", ""))
    return address.scheme == "redis" and not _is_here(address.hostname or "")


def _mail_that_nobody_reads(settings: Settings) -> bool:
    way = settings.get("MAIL_BY", "")
    return way in {"file", "console"} or (way == "" and settings["PROCESS"] == "worker")


def _mail_in_the_clear(settings: Settings) -> bool:
    encrypted = settings.get("EMAIL_USE_TLS") or settings.get("EMAIL_USE_SSL")
    return settings.get("MAIL_BY") == "smtp" and not encrypted and not _is_here(settings["EMAIL_HOST"])


def _notify_in_the_clear(settings: Settings) -> bool:
    address = urlsplit(settings.get("NOTIFY_URL", ""))
    return settings.get("MAIL_BY") == "notify" and address.scheme != "https" and not _is_here(address.hostname or "")


def _evidence_in_the_checkout(settings: Settings) -> bool:
    # The next release would be installed over it.
    root = settings.get("EVIDENCE_ROOT", "")
    return settings["PROCESS"] in {"staff", "worker"} and bool(root) and Path(root).is_relative_to(settings["BASE_DIR"])


def _database(settings: Settings) -> Settings:
    database: Settings = settings["DATABASES"]["default"]
    return database


def _is_here(host: str) -> bool:
    return host in {"", "localhost", "127.0.0.1", "::1"} or host.startswith("/")


DANGERS: list[tuple[Callable[[Settings], bool], str]] = [
    (lambda s: bool(s.get("DEBUG")), "DEBUG is on. Remove it: production never runs with DEBUG."),
    (
        _a_key_is_weak,
        f"SECRET_KEY or a fallback of it is a default or too weak. Use {SHORTEST_KEY} or more random characters.",
    ),
    (
        lambda s: not all(str(s.get(name, "")).startswith("https://") for name in ("PUBLIC_URL", "STAFF_URL")),
        "PUBLIC_URL and STAFF_URL must begin with https://.",
    ),
    (
        lambda s: urlsplit(s.get("PUBLIC_URL", "")).hostname == urlsplit(s.get("STAFF_URL", "")).hostname,
        "PUBLIC_URL and STAFF_URL have the same host name: browsers would mix up the two doors' cookies.",
    ),
    (
        _logs_in_as_another_role,
        "DATABASE_URL does not log in as this process's own role: candour_portal, or for all others candour_runtime.",
    ),
    (
        _database_in_the_clear,
        "DATABASE_URL goes to another host without TLS: add ?sslmode=verify-full, or require at the least.",
    ),
    (_redis_in_the_clear, "REDIS_URL goes to another host without TLS: use rediss://."),
    (
        _mail_that_nobody_reads,
        "MAIL_BY is not smtp or notify: a mail that goes to a file or a screen is a mail that nobody reads.",
    ),
    (_mail_in_the_clear, "MAIL_HOST is another host and mail goes there without TLS: set MAIL_TLS to starttls or tls."),
    (_notify_in_the_clear, "NOTIFY_URL must begin with https://."),
    (
        _evidence_in_the_checkout,
        "EVIDENCE_ROOT is not set, or lies in Candour's own folder: evidence needs a place of its own, backed up.",
    ),
    (
        lambda s: not s.get("SESSION_COOKIE_SECURE"),
        "SESSION_COOKIE_SECURE is off: log-in cookies would travel in the clear.",
    ),
    (lambda s: not s.get("CSRF_COOKIE_SECURE"), "CSRF_COOKIE_SECURE is off: form cookies would travel in the clear."),
    (lambda s: bool(s.get("DEMO_ALLOWED")), "DEMO_ALLOWED is on: demo users have no second factor."),
    (lambda s: not s.get("SECOND_FACTOR_REQUIRED"), "SECOND_FACTOR_REQUIRED is off."),
    (lambda s: bool(s.get("CLOCK_OFFSET")), "CLOCK_OFFSET is set: everything would happen, and be dated, too early."),
    (lambda s: "*" in s.get("ALLOWED_HOSTS", []), "ALLOWED_HOSTS allows any host."),
]


def dangers_in(*, settings: Settings) -> list[str]:
    """Every sentence whose danger is present, in table order."""
    return [sentence for is_present, sentence in DANGERS if is_present(settings)]


def refuse_unless_safe(*, settings: Settings) -> None:
    """Raises ImproperlyConfigured naming everything that is wrong, not only the first."""
    if found := dangers_in(settings=settings):
        raise ImproperlyConfigured("Production will not start like this:\n" + "\n".join(f"- {s}" for s in found))
