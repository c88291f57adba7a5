"""Reads this process's environment and says in words what is missing or does not belong.

Every process gets only its own variables: `.env.example` explains them line by line.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.dateparse import parse_duration
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class Process(StrEnum):
    """What this process is. Named by CANDOUR_PROCESS."""

    PORTAL = "portal"
    STAFF = "staff"
    WORKER = "worker"
    BEAT = "beat"
    MANAGE = "manage"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long a process lets the database keep it waiting, in seconds. 0 is for ever.

    PostgreSQL keeps the first three; a slow statement, a lock or a forgotten transaction ends by them. `answer` is kept
    on our side (config/postgresql) and is the longest: it ends what a server that is frozen whole cannot end.
    """

    statement: int
    lock: int
    idle_in_transaction: int
    answer: int


# Somebody waits at a door. Nobody waits for a job, which is repeated. Migrations are long, and must not queue for a
# lock behind which every other process would then queue.
_DOOR = Limits(statement=5, lock=3, idle_in_transaction=20, answer=7)
_JOBS = Limits(statement=10, lock=5, idle_in_transaction=20, answer=15)
LIMITS: Mapping[Process, Limits] = {
    Process.PORTAL: _DOOR,
    Process.STAFF: _DOOR,
    Process.WORKER: _JOBS,
    Process.BEAT: _JOBS,
    Process.MANAGE: Limits(statement=0, lock=5, idle_in_transaction=60, answer=0),
}

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
    "MAIL_PASSWORD",
    "NOTIFY_API_KEY",
    "EVIDENCE_ROOT",
    "CLAMAV",
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


def duration(*, name: str, environ: Mapping[str, str] = os.environ) -> timedelta:
    """The variable as a length of time, such as `15 00:00:00`; nothing means none. Raises ImproperlyConfigured."""
    value = optional(name=name, environ=environ)
    parsed = parse_duration(value) if value else timedelta(0)
    if parsed is None:
        raise ImproperlyConfigured(f"{name} is “{value}”; it must be a length of time such as 15 00:00:00 (15 days).")
    return parsed


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


def database(*, url: str, process: Process) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address, read by libpq's own rules (so `?host=/socket/dir` works).

    They hold the process's own limits: whatever the database does, somebody at a door gets an answer, if only a 503.

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
    limits = LIMITS[process]
    parts["options"] = f"{_kept_by_the_server(limits)} {parts.get('options', '')}".strip()
    parts["answer_within"] = limits.answer
    parts.setdefault("connect_timeout", 3)
    parts.setdefault("tcp_user_timeout", 10_000)
    return {
        "ENGINE": "config.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
        **settings,
    }


def _kept_by_the_server(limits: Limits) -> str:
    seconds = {
        "statement_timeout": limits.statement,
        "lock_timeout": limits.lock,
        "idle_in_transaction_session_timeout": limits.idle_in_transaction,
    }
    return " ".join(f"-c {name}={value}s" for name, value in seconds.items())


def host_of(*, url: str) -> str:
    """The host name in a door's address. Raises ImproperlyConfigured when the address is not one."""
    host = urlsplit(url).hostname
    if not host:
        raise ImproperlyConfigured(f"“{url}” is not an address such as https://candour.example.police.uk.")
    return host
