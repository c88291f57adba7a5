"""Gives each request an id that its log lines carry and that an error page shows, so that help can find them.

The staff door logs one line a request: route, result, time taken, user number. The public door logs none, because the
time of a request could betray the time of a report. Neither ever logs an address, an agent or anything typed.
"""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cases.web import health

log = structlog.get_logger("candour.request")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Outermost: everything inside happens under one request id."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request with its id in the X-Request-ID header."""
        request_id = uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if not settings.IS_PORTAL:
            self._log(request=request, response=response, began=began)
        return response

    def _log(self, *, request: HttpRequest, response: HttpResponse, began: float) -> None:
        match = getattr(request, "resolver_match", None)
        if match is None and (response.status_code < 400 or request.path in health.ADDRESSES):
            return  # static files and health: nothing to follow up
        log.info(
            "answered",
            method=request.method,
            route=(match.view_name or match.route) if match else "unknown address",
            status=response.status_code,
            ms=round((time.monotonic() - began) * 1000),
            # Only if already asked: asking now could ask the very database that is the reason for a 503.
            user=getattr(getattr(request, "_cached_user", None), "pk", None),
        )
