"""What every page's template knows about the door it belongs to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def door(request: HttpRequest) -> dict[str, Any]:
    """The door's name and whether the demo banner belongs on the page."""
    return {
        "is_portal": settings.IS_PORTAL,
        "is_demo": settings.DEMO_ALLOWED,
        "force_name": settings.FORCE_NAME,
        "public_url": settings.PUBLIC_URL,
        "layout": "portal/layout.html" if settings.IS_PORTAL else "staff/layout.html",
    }
