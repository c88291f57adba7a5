"""The staff door's one transaction a request, and the trail's entry when it is refused."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cases.accounts.permissions import Permission
from cases.accounts.roles import permitted_by
from cases.accounts.users import User
from cases.audit.actors import NOBODY, Actor
from cases.audit.trail import Refused
from cases.staff import drafts
from cases.web.acting import ActingMiddleware
from cases.web.errors import status_page
from cases.web.on_behalf import note
from cases.workforce.roles import roles_of

KEPT = "What you typed is kept: you find it in the form when you open it again."


class StaffActingMiddleware(ActingMiddleware):
    """After a refused request has been undone, says so in the trail."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers; then records the refusal, if the gate or the view left one."""
        response = super().__call__(request)
        if refusal := getattr(request, "refusal", None):
            note(refusal, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
            if getattr(request, "is_refused_whole", False) and drafts.keep_what_was_typed(request):
                return status_page(request=request, status=409, sentence=f"{refusal.sentence} {KEPT}")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is answered with its sentence. Everything else is an error, and answered as one."""
        super().process_exception(request, exception)
        if not isinstance(exception, Refused):
            return None
        request.refusal, request.is_refused_whole = exception, True  # type: ignore[attr-defined]
        return status_page(request=request, status=409, sentence=exception.sentence)


def actor_of(request: HttpRequest) -> Actor:
    """Who is logged in, or nobody."""
    return request.user if isinstance(request.user, User) else NOBODY


def permissions_of(request: HttpRequest) -> frozenset[Permission]:
    """What whoever is logged in may do today, by the roles they hold. Asked once a request."""
    if not isinstance(request.user, User):
        return frozenset()
    if not hasattr(request, "permissions"):
        roles = roles_of(user=request.user, on=timezone.localdate(request.at))  # type: ignore[attr-defined]
        request.permissions = permitted_by(roles=roles)  # type: ignore[attr-defined]
    known: frozenset[Permission] = request.permissions  # type: ignore[attr-defined]
    return known


def may(request: HttpRequest) -> dict[str, Any]:
    """For every page: `{% if "jobs.see" in may %}`. Links that lead to a refusal are not shown.

    Asked only where a page wants to know: error pages must not ask the database anything.
    """
    return {"may": SimpleLazyObject(lambda: permissions_of(request))}


def me(request: HttpRequest) -> User:
    """Who is logged in, on a page that the gate opens to nobody else."""
    return cast(User, request.user)
