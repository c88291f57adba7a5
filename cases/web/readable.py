"""Refuses, before anything else reads it, a request whose text could not be told from bytes or from nonsense.

A browser sends our forms as UTF-8 and nothing else. Python knows about a hundred other encodings, among them some that
decode into text that no database takes: whoever may choose one can make pages fail on purpose.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from cases.web.errors import bad_request

READABLE = {"", "utf-8"}


class ReadableMiddleware:
    """400 for a request in another encoding than UTF-8, or one that asks to be sent on to what is no address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on what can be read."""
        if (request.content_params or {}).get("charset", "").lower() not in READABLE:
            request.encoding = "utf-8"
            return bad_request(request)
        return self.get_response(request) if all(map(is_address, request.GET.getlist("next"))) else bad_request(request)


def is_address(text: str) -> bool:
    """Whether this can be read as an address at all; whether it is one of ours is asked elsewhere."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
