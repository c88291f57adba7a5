"""What Django and allauth say of log-ins, codes and passwords, as entries of the trail.

They say it by signals; these are the only ones we listen to. A failure about an account that exists is an entry, as
far as the limits let anybody try at all. Passkeys, which cannot be guessed and have no limit, and everything else that
nobody we know fails at, are counted by the hour: else a stranger could fill the trail.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from cases.accounts import devices
from cases.accounts.users import User, about
from cases.audit import trail
from cases.audit.actors import NOBODY
from cases.audit.acts import Act
from cases.web.acting import acting
from cases.web.on_behalf import on_behalf_of


@receiver(user_logged_in)
def logged_in(*, user: User, **kwargs: Any) -> None:
    """Somebody is in."""
    _done(Act.LOGGED_IN, user)


@receiver(user_logged_out)
def logged_out(*, user: User | None, **kwargs: Any) -> None:
    """Somebody left. None: their session had ended before."""
    if user is not None:
        _done(Act.LOGGED_OUT, user)


@receiver(post_save, sender=Authenticator)
def added_second_factor(*, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Somebody set up a factor, or got codes that stand in for one.

    allauth says so itself only once that is committed: the entry would then not be kept together with the act.
    """
    if created:
        codes = instance.type == Authenticator.Type.RECOVERY_CODES
        what = Act.RECOVERY_CODES_MADE if codes else Act.SECOND_FACTOR_ADDED
        _done(what, instance.user, reason="" if codes else str(instance.type))


@receiver(authenticator_removed)
def removed_second_factor(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Somebody removed one of their own."""
    _done(Act.SECOND_FACTOR_REMOVED, user, reason=str(authenticator.type))


def _done(what: Act, user: User, reason: str = "") -> None:
    with on_behalf_of(user) as at:
        trail.record(what=what, by=user, at=at, about=about(user), reason=reason)


@receiver(user_login_failed)
def log_in_failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A password that is not right, or one that was not even tried because there had been too many."""
    if request is None:
        return
    account = devices.account_tried(request, credentials)
    user = User.objects.filter(email=account).first() if _was_tried(request) else None
    failed(Act.LOG_IN_FAILED, user=user)


def _was_tried(request: HttpRequest) -> bool:
    """Whether the password was looked at. django-axes calls the try that brings the lock locked too, but counts it."""
    is_locked = getattr(request, "axes_locked_out", False)
    return not is_locked or getattr(request, "axes_failures_since_start", None) is not None


def failed(what: Act, *, user: User | None) -> None:
    """Somebody who has not proved who they are failed: at this account, or (None) at nothing that we know."""
    with acting(principal=NOBODY.principal) as at:
        if user is None:
            trail.count_anonymous_failure(what=what, at=at)
    if user is not None:
        trail.refused(what=what, by=NOBODY, at=at, about=about(user))
