"""`/healthz`: this process answers. `/readyz`: everything it needs answers too.

Answered before anything else, so that neither the host name, a session nor a broken database stands in the way.
"""

import functools
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.module_loading import import_string

log = structlog.get_logger("candour.health")

ALIVE, READY = ADDRESSES = ("/healthz", "/readyz")
Check = Callable[[], str]
# Deadlines are counted by the database's clock; a machine that disagrees by this much must not serve.
CLOCKS_MAY_DIFFER_BY = timedelta(seconds=5)


class NotReady(Exception):
    """A check failed. The message says what is wrong, for the person on call."""


def database() -> str:
    """Whether the database answers."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return f"answered in {round((time.monotonic() - began) * 1000)} ms"


def clocks() -> str:
    """Whether this machine's clock and the database's agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        difference = abs(datetime.now(UTC) - cursor.fetchone()[0])
    if difference >= CLOCKS_MAY_DIFFER_BY:
        raise NotReady(f"this machine and the database differ by {difference.total_seconds():.0f} s; set the clock")
    return f"differ by {difference.total_seconds():.1f} s"


def migrations() -> str:
    """Whether the database has the shape this code expects."""
    if waiting := _migrations_in_the_code() - set(MigrationRecorder(connection).applied_migrations()):
        raise NotReady(f"{len(waiting)} migrations are not applied; run manage.py migrate")
    return "all applied"


@functools.cache
def _migrations_in_the_code() -> frozenset[tuple[str, str]]:
    # Read from disk once a process: the code does not change under it.
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def report() -> dict[str, tuple[bool, str]]:
    """Each of this door's checks (settings.READINESS) by name: whether it passed, and what it found."""
    return {name: _outcome(name=name, check=import_string(path)) for name, path in settings.READINESS.items()}


def _outcome(*, name: str, check: Check) -> tuple[bool, str]:
    try:
        return True, check()
    except NotReady as problem:
        return False, str(problem)
    except (Error, OSError) as problem:
        log.warning("not ready", check=name, problem=type(problem).__name__)
        return False, f"does not answer ({type(problem).__name__})"


class HealthMiddleware:
    """Answers the two health addresses and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """200 when well, 503 when not. The words are for people; the status is for machines."""
        if request.path == ALIVE:
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == READY:
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        found = report()
        ready = all(passed for passed, _ in found.values())
        body = {"ready": ready, "checks": {name: {"ok": ok, "found": said} for name, (ok, said) in found.items()}}
        return JsonResponse(body, status=200 if ready else 503)
