"""How allauth behaves in this door: no sign-up, our counting of failures, secrets of second factors encrypted."""

import base64
import hashlib
import secrets
from typing import Any, ClassVar

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest

from cases.accounts import devices
from cases.accounts.users import User, about
from cases.audit import trail
from cases.audit.acts import Act
from cases.staff.account import limits
from cases.staff.account.log_ins import failed
from cases.web.on_behalf import on_behalf_of

log = structlog.get_logger("candour.second_factor")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the force, never by visitors."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "enter_current_password": "This is not your present password. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "too_many_login_attempts": "There have been too many wrong tries. Wait an hour and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `manage.py add_user` makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses when browsers that we do not know have tried too many passwords for this account.

        In place of allauth's own count, which is by e-mail alone: with that, anybody could lock anybody out.
        """
        account = devices.account_tried(request, credentials)
        if not limits.password_may_be_tried(request=request, account=account):
            failed(Act.LOG_IN_FAILED, user=None)
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the failure; django-axes has counted it by device already."""
        limits.count_wrong_password(request=request, account=devices.account_tried(request, credentials))

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the user's password: asked again before a change to how they log in.

        A wrong one counts as at log-in, by device.
        """
        return authenticate(self.request, email=user.email, password=password) == user

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How somebody confirms that it is them. A password is not enough for who has a second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_password = [method for method in methods if method["id"] == "reauthenticate"]
        return [method for method in methods if method not in by_password] or by_password

    def set_password(self, user: User, password: str) -> None:
        """Somebody changes their own password: the change and its entry are kept together."""
        with on_behalf_of(user) as at:
            super().set_password(user, password)
            trail.record(what=Act.PASSWORD_CHANGED, by=user, at=at, about=about(user))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends nothing: mail leaves only through the outbox."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the shared secrets of second factors unreadable in a stolen copy of the database."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right, or has been used already. Wait for the next one and try again.",
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """What a new passkey is called until its owner renames it."""
        return "Passkey"

    def encrypt(self, text: str) -> str:
        """The text under a key derived from this door's SECRET_KEY."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again, also when SECRET_KEY has changed and the old one is among SECRET_KEY_FALLBACKS.

        Without its key a secret is replaced by a random one: no code fits that, so nobody gets in by it.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor cannot be read: its SECRET_KEY is gone; see the runbook")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def renewed(self, encrypted_text: str) -> str:
        """The same secret under the present SECRET_KEY. Raises InvalidToken when the key it was made with is gone."""
        return _box().rotate(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Sends nothing: mail leaves only through the outbox."""


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=32, person=b"candour-2factor").digest()
