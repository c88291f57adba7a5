"""The staff door's answer to a form whose token has expired: what was typed is kept first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cases.staff import drafts
from cases.web.acting import acting, principal_of
from cases.web.errors import status_page


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open for too long, or its form did not come from us."""
    if not _came_from_here(request):
        return status_page(request=request, status=403, template="form_expired", kept=False)
    # The token is checked further out than where a request begins to act for somebody.
    with acting(principal=principal_of(request)):
        kept = drafts.keep_what_was_typed(request)
    return status_page(request=request, status=403, template="form_expired", kept=kept)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries in a short time."""
    return status_page(request=request, status=429)


def _came_from_here(request: HttpRequest) -> bool:
    """False when the browser says that another site sent the form: nothing of that is kept."""
    return request.headers.get("Origin", settings.OWN_URL).rstrip("/") == settings.OWN_URL.rstrip("/")
