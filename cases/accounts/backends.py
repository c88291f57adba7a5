"""Checks an e-mail and password. Taking as long for an unknown e-mail as for a known one is Django's own doing."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from cases.accounts.models import User


class EmailBackend(ModelBackend):
    """Logs in by e-mail. Demo users may log in only where the settings allow demo data at all."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The user, or None when the e-mail and password do not belong together."""
        return super().authenticate(request, username=kwargs.get("email", username), password=password)

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        """Whether this user may have a session at all: asked at log-in and again on every request."""
        if isinstance(user, User) and user.is_demo and not settings.DEMO_ALLOWED:
            return False
        return super().user_can_authenticate(user)
