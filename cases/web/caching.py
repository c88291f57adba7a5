"""Nothing but static files may be kept by a browser or anything between: pages hold what only one person may see."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStoreMiddleware:
    """Marks every page as not to be stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with Cache-Control: no-store. Static files are answered further out and are cached for long."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
