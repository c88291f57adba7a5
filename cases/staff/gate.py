"""Who may pass into the staff door, asked for each page.

Not logged in: the log-in page, and what was typed is kept. Logged in without a second factor: the page that sets one
up; with one that this session has yet to prove: the page that asks for it. Logged in without the page's permission:
403, naming the roles that have it.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from cases.accounts import devices, second_factor
from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, holders_of
from cases.accounts.second_factor import Standing
from cases.accounts.users import User
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.staff import drafts
from cases.staff.acting import permissions_of
from cases.web.gate import GateMiddleware, Rule, Who, rule_of
from cases.web.readable import is_address

# Once a session: its browser has been given the cookie by which it is known.
LONGEST = 100
DEVICE_IS_KNOWN = "device_is_known"


class NotPermitted(PermissionDenied):
    """The person is logged in, but none of their roles gives the page's permission."""

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.holders = [ABOUT[role].display_name for role in holders_of(permission=permission)]


class StaffGateMiddleware(GateMiddleware):
    """The gate of a door that knows its users."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on. A browser in which somebody has proved who they are is known from then on."""
        response = super().__call__(request)
        if account := getattr(request, "remember_as", ""):
            devices.remember(request=request, response=response, account=account)
            request.session[DEVICE_IS_KNOWN] = True
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuses a form that asks to be sent on to what is no address; then asks the page's rule."""
        if request.method == "POST" and not all(map(is_address, request.POST.getlist("next"))):
            raise BadRequest
        if rule_of(view) is None:
            page = Thing("page", getattr(request.resolver_match, "route", "") or request.path[:LONGEST])
            request.refusal = Refused("", what=Act.PAGE_REFUSED, about=page, reason="declares no permission")  # type: ignore[attr-defined]
        return super().process_view(request, view, args, kwargs)

    def answer(self, *, request: HttpRequest, rule: Rule) -> HttpResponse | None:
        """Lets the request pass (None), sends it somewhere first, or raises NotPermitted."""
        user = request.user
        if not isinstance(user, User):
            return _to_log_in(request)
        if first := _second_factor_first(request=request, user=user, rule=rule):
            return first
        if rule.who is Who.ANY_USER:
            return None
        if rule.permission in permissions_of(request):
            return None
        assert rule.permission is not None
        # As when a view refuses: whatever this request wrote is undone, and then it is recorded.
        request.view_failed = True  # type: ignore[attr-defined]
        request.refusal = _refusal(request, rule.permission)  # type: ignore[attr-defined]
        raise NotPermitted(rule.permission)


def _refusal(request: HttpRequest, permission: Permission) -> Refused:
    page = Thing("page", getattr(request.resolver_match, "view_name", "") or request.path)
    return Refused(permission.description, what=Act.PAGE_REFUSED, about=page, reason=permission.value)


def _second_factor_first(*, request: HttpRequest, user: User, rule: Rule) -> HttpResponseRedirect | None:
    standing = second_factor.standing(request=request, user=user)
    has_proved_all = standing in {Standing.PROVEN, Standing.NOT_NEEDED}
    if has_proved_all and DEVICE_IS_KNOWN not in request.session:
        request.remember_as = user.email  # type: ignore[attr-defined]
    if standing is Standing.TO_SET_UP and not rule.sets_up_second_factor:
        return redirect("mfa_index")
    if standing is Standing.TO_PROVE and not rule.proves_second_factor:
        by_code = Authenticator.Type.TOTP in second_factor.kinds_of(user=user)
        page = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
        back = request.get_full_path() if request.method == "GET" else reverse("home")
        return redirect(f"{page}?{urlencode({'next': back})}")
    return None


def _to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    kept = request.method == "POST" and drafts.keep_what_was_typed(request)
    query = {"next": request.get_full_path() if request.method == "GET" or kept else reverse("home")}
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(query | ({'kept': '1'} if kept else {}))}")
