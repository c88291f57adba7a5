"""The public door's pages. Nothing here knows a user, a session or a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.web.gate import open_to_all

PUBLIC = open_to_all(why="The public door is for everybody.")


@PUBLIC
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this service is, and what to do in an emergency."""
    return render(request, "portal/home.html")


@PUBLIC
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this service is, and how to ask for it in another form."""
    return render(request, "portal/accessibility.html")


@PUBLIC
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this service keeps about a visitor."""
    return render(request, "portal/privacy.html")
