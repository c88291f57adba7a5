"""The staff door's first pages: home, the roles and who may do what, and whether everything is running."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, SEES_CASES, Role
from cases.web import health
from cases.web.gate import for_any_user, requires
from cases.workforce.roles import coming, holders, roles_of


@for_any_user
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What I may do here."""
    mine = roles_of(user=request.user, on=timezone.localdate(request.at))  # type: ignore[arg-type, attr-defined]
    return render(request, "staff/home.html", {"roles": [ABOUT[role] for role in Role if role in mine]})


@for_any_user
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role in plain English: what it is for, who may hold it, what it permits."""
    return render(request, "staff/roles.html", {"roles": list(ABOUT.values())})


@requires(Permission.ROLES_REVIEW)
@require_safe
def role_holders(request: HttpRequest) -> HttpResponse:
    """Who holds which role today."""
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    context = {"rows": holders(on=today), "coming": coming(on=today), "today": today, "sees_cases": SEES_CASES}
    return render(request, "staff/role_holders.html", context)


@requires(Permission.SYSTEM_HEALTH)
@require_safe
def system_health(request: HttpRequest) -> HttpResponse:
    """Whether every part is running, in words."""
    checks = [{"name": name, "ok": ok, "found": found} for name, (ok, found) in health.report().items()]
    return render(request, "staff/system_health.html", {"checks": checks, "all_well": all(c["ok"] for c in checks)})
