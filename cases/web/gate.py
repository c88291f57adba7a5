"""Deny by default: a page that does not say who may open it is refused.

A view says so with `@open_to_all(why=...)`, `@for_any_user` (and its variants for the pages of the second factor) or
`@requires(Permission.X)`. Views of other people's packages are wrapped with the same in one table of addresses
(`cases/staff/account_pages.py`).
"""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from cases.accounts.permissions import Permission

log = structlog.get_logger("candour.gate")
View = TypeVar("View", bound=Callable[..., Any])


class Who(Enum):
    """The three kinds of rule."""

    ALL = "everybody"
    ANY_USER = "everybody who is logged in"
    PERMITTED = "everybody with the permission"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may open a page, and why, where that needs saying."""

    who: Who
    permission: Permission | None = None
    why: str = ""
    # Pages that set up a second factor are open to somebody who has none; pages that prove it, to a session that has
    # yet to. Every other page waits for both.
    sets_up_second_factor: bool = False
    proves_second_factor: bool = False


def open_to_all(*, why: str) -> Callable[[View], View]:
    """Anybody may open this page. `why` is for the reader of the code and of the table of pages."""
    return _declare(Rule(who=Who.ALL, why=why))


def for_any_user(view: View) -> View:
    """Anybody who is logged in may open this page: it shows only what is their own."""
    return _declare(Rule(who=Who.ANY_USER))(view)


def for_any_user_to_set_up_second_factor(view: View) -> View:
    """Also open to somebody logged in who has no second factor yet: the pages by which they get one."""
    return _declare(Rule(who=Who.ANY_USER, sets_up_second_factor=True))(view)


def for_any_user_to_prove_second_factor(view: View) -> View:
    """Also open to a session that has yet to prove its second factor: the pages by which it does."""
    return _declare(Rule(who=Who.ANY_USER, proves_second_factor=True))(view)


def for_anybody_half_logged_in(view: View) -> View:
    """Open to every session that belongs to somebody, whatever it has yet to do: log-out."""
    return _declare(Rule(who=Who.ANY_USER, sets_up_second_factor=True, proves_second_factor=True))(view)


def requires(permission: Permission) -> Callable[[View], View]:
    """Only somebody whose roles give this permission may open this page."""
    return _declare(Rule(who=Who.PERMITTED, permission=permission))


def _declare(rule: Rule) -> Callable[[View], View]:
    def declared(view: View) -> View:
        @functools.wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        wrapper.gate_rule = rule  # type: ignore[attr-defined]
        return wrapper  # type: ignore[return-value]

    return declared


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """What a view declares, or None when it declares nothing."""
    rule = getattr(view, "gate_rule", None)
    return rule if isinstance(rule, Rule) else None


def all_pages(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every page of a door, however deeply its addresses are nested."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from all_pages(pattern.url_patterns)
        else:
            yield pattern


class GateMiddleware:
    """Asks the page's rule before the view runs. This one knows no users: whatever is not open to all is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on; the asking happens once the page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lets the request pass (None), or answers it."""
        rule = rule_of(view)
        if rule is None:
            route = getattr(request.resolver_match, "route", "")
            log.error("a page declares no permission and was refused", route=route)
            raise PermissionDenied
        return None if rule.who is Who.ALL else self.answer(request=request, rule=rule)

    def answer(self, *, request: HttpRequest, rule: Rule) -> HttpResponse | None:
        """Whether a page that is not open to all may be opened by this request."""
        raise PermissionDenied
