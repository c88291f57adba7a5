"""Answers when something is wrong: each says what happened, what to do next and what was kept."""

import sys
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from prometheus_client import Counter

log = structlog.get_logger("candour.error")
RETRY_AFTER_SECONDS = "30"
# The one thing that both doors count. It names no page: in the public door that could time a report.
FAILURES = Counter("candour_page_failures", "Pages that failed, by status", ["status"])
for _status in ("500", "503"):
    FAILURES.labels(status=_status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something we cannot read."""
    return status_page(request=request, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: logged in, but not permitted. Names the roles that are (see StaffGateMiddleware)."""
    return status_page(request=request, status=403, holders=getattr(exception, "holders", []))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of its own kind: the form's token does not match, mostly because the page was open for very long."""
    return status_page(request=request, status=403, template="form_expired")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person. The two are never told apart."""
    return status_page(request=request, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database did not answer: trying again is then the right advice.

    What was sent was most likely not saved. It may have been, if the database fell silent at the very last moment.
    """
    problem = sys.exc_info()[1]
    no_database = isinstance(problem, OperationalError | InterfaceError)
    FAILURES.labels(status="503" if no_database else "500").inc()
    if no_database:
        log.error("the database did not answer", exc_info=True)
        response = status_page(request=request, status=503)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
    log.error("a page failed", exc_info=True)
    return status_page(request=request, status=500)


def status_page(*, request: HttpRequest, status: int, template: str = "", **context: Any) -> HttpResponse:
    """An error page, with the request id that help will ask for."""
    # The page must not ask the database anything: that may be just what is broken. It shows a reference only where a
    # log line bears it: the public door writes none for a visit that went as it should.
    in_the_log = status >= 500 or not settings.IS_PORTAL
    request_id = getattr(request, "request_id", "") if in_the_log else ""
    context |= {"request_id": request_id, "is_error_page": True}
    return render(request, f"errors/{template or status}.html", context, status=status)
