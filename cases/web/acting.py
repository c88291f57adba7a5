"""Every request and task happens on somebody's behalf, and the database knows whose.

`acting(principal)` opens a transaction and tells PostgreSQL, for that transaction only, on whose behalf it is.
Row-level rules can then be added without touching a query, and a connection that is used again tells nothing of the
last person.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

SETTING = "candour.acting"
NOBODY = "nobody"
View = TypeVar("View", bound=Callable[..., Any])


@contextmanager
def acting(*, principal: str) -> Iterator[datetime]:
    """A transaction on this principal's behalf. Gives the database's time at its start: the `at` of every act in it.

    On a developer's machine that time may be moved (settings.CLOCK_OFFSET), for doors and jobs alike.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('{SETTING}', %s, true), now()", [principal])
        now: datetime = cursor.fetchone()[1]
        offset: timedelta = settings.CLOCK_OFFSET
        yield now + offset


def principal_of(request: HttpRequest) -> str:
    """`user:12` for somebody logged in, `nobody` otherwise."""
    user = getattr(request, "user", None)
    return str(user.principal) if user is not None and user.is_authenticated else NOBODY


def keeps_each_write(view: View) -> View:
    """Marks a page whose writes must outlive its failure: one that counts wrong passwords or codes.

    Inside one transaction an error page would undo the count, and an attacker who can make a wrong guess fail could
    then guess for ever. Such a page runs without one: each write is its own.
    """

    @functools.wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    wrapper.keeps_each_write = True  # type: ignore[attr-defined]
    return wrapper  # type: ignore[return-value]


class ActingMiddleware:
    """One transaction a request. A view that fails undoes it; its error page is answered all the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request inside `acting`; the view finds the database's time in `request.at`."""
        if _keeps_each_write(request):
            with acting(principal=principal_of(request)) as at:
                request.at = at  # type: ignore[attr-defined]
            return self.get_response(request)
        with acting(principal=principal_of(request)) as at:
            request.at = at  # type: ignore[attr-defined]
            response = self.get_response(request)
            if getattr(request, "view_failed", False) or response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Remembers that the view raised, whatever answer is made of that."""
        request.view_failed = True  # type: ignore[attr-defined]
        return None


def _keeps_each_write(request: HttpRequest) -> bool:
    try:
        return bool(getattr(resolve(request.path_info).func, "keeps_each_write", False))
    except Resolver404:
        return False
