"""The staff door's one transaction a request, and the trail's entry when it is refused."""

from typing import cast

from django.http import HttpRequest, HttpResponse

from cases.accounts.users import User
from cases.audit.actors import NOBODY, Actor
from cases.audit.trail import Refused
from cases.web.acting import ActingMiddleware
from cases.web.errors import status_page
from cases.web.on_behalf import note


class StaffActingMiddleware(ActingMiddleware):
    """After a refused request has been undone, says so in the trail."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers; then records the refusal, if the gate or the view left one."""
        response = super().__call__(request)
        if refusal := getattr(request, "refusal", None):
            note(refusal, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is answered with its sentence. Everything else is an error, and answered as one."""
        super().process_exception(request, exception)
        if not isinstance(exception, Refused):
            return None
        request.refusal = exception  # type: ignore[attr-defined]
        return status_page(request=request, status=409, sentence=exception.sentence)


def actor_of(request: HttpRequest) -> Actor:
    """Who is logged in, or nobody."""
    return request.user if isinstance(request.user, User) else NOBODY


def me(request: HttpRequest) -> User:
    """Who is logged in, on a page that the gate opens to nobody else."""
    return cast(User, request.user)
