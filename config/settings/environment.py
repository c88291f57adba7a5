"""Reads this process's environment and says in words what is missing or does not belong.

Every process gets only its own variables: `.env.example` explains them line by line.
"""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class Process(StrEnum):
    """What this process is. Named by CANDOUR_PROCESS."""

    PORTAL = "portal"
    STAFF = "staff"
    WORKER = "worker"
    BEAT = "beat"
    MANAGE = "manage"


# The public door must not be able to reach anything but its own tables, whatever happens inside it.
NOT_FOR_THE_PORTAL = (
    "REDIS_URL",
    "CELERY_BROKER_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_RUNTIME_URL",
    "TEST_DATABASE_URL",
    "PGUSER",
    "PGPASSWORD",
    "PGPASSFILE",
    "PGSERVICE",
    "PGSERVICEFILE",
)


def required(*, name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The variable's value. Raises ImproperlyConfigured, naming it, when it is missing or empty."""
    if value := environ.get(name, "").strip():
        return value
    raise ImproperlyConfigured(f"Set {name}: see .env.example for what it means. (bin/up sets it for you.)")


def optional(*, name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The variable's value, or nothing."""
    return environ.get(name, "").strip()


def whole_number(*, name: str, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """The variable as a number from 0. Raises ImproperlyConfigured, naming it, when it is something else."""
    value = optional(name=name, environ=environ) or str(default)
    if value.isdecimal():
        return int(value)
    raise ImproperlyConfigured(f"{name} is “{value}”; it must be a whole number.")


def process(*, environ: Mapping[str, str] = os.environ) -> Process:
    """Which process this is. Raises ImproperlyConfigured for a name that is not one."""
    name = required(name="CANDOUR_PROCESS", environ=environ)
    try:
        return Process(name)
    except ValueError:
        names = ", ".join(Process)
        raise ImproperlyConfigured(f"CANDOUR_PROCESS is “{name}”; it must be one of {names}.") from None


def refuse_what_the_portal_must_not_see(*, environ: Mapping[str, str] = os.environ) -> None:
    """The public door refuses to start when it is handed a way to anything but its own tables."""
    if seen := [name for name in NOT_FOR_THE_PORTAL if environ.get(name)]:
        raise ImproperlyConfigured(
            f"The public portal can see {', '.join(seen)}. It must not: start it with its own environment only."
        )


def database(*, url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address, read by libpq's own rules (so `?host=/socket/dir` works).

    Raises ImproperlyConfigured, without repeating the address (it holds a password), when it is not one.
    """
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError:
        raise ImproperlyConfigured(
            "DATABASE_URL is not a PostgreSQL address such as postgresql://user:password@host:5432/candour."
        ) from None
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    settings = {ours: str(parts.pop(theirs, "")) for ours, theirs in names.items()}
    # A slow statement, a lock or an absent server ends in a 503. (A server that is frozen whole cannot end its own
    # statements: that needs a limit on our side of the connection.)
    limits = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    parts["options"] = f"{limits} {parts.get('options', '')}".strip()
    parts.setdefault("connect_timeout", 3)
    parts.setdefault("tcp_user_timeout", 10_000)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
        **settings,
    }


def host_of(*, url: str) -> str:
    """The host name in a door's address. Raises ImproperlyConfigured when the address is not one."""
    host = urlsplit(url).hostname
    if not host:
        raise ImproperlyConfigured(f"“{url}” is not an address such as https://candour.example.police.uk.")
    return host
