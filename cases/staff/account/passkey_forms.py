"""What a browser answers when asked for a passkey: bytes that somebody else chose, read by other people's code.

Whatever goes wrong in reading them means the same to the person: the passkey was not accepted. It must never mean a
page that fails.
"""

from typing import Any

import structlog
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

from cases.audit.acts import Act
from cases.staff.account.log_ins import failed

log = structlog.get_logger("candour.passkeys")
# A real answer has about two thousand characters.
LONGEST_ANSWER = 20_000


class AnswerField(forms.JSONField):
    """JSON of a size that a browser sends."""

    def to_python(self, value: Any) -> Any:
        """The parsed answer. Raises ValidationError for anything else, however odd."""
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise _refused()
        try:
            return super().to_python(value)
        except (ValueError, RecursionError):
            raise _refused() from None


class Answer(forms.Form):
    """A passkey's answer that is either accepted or refused."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        """What allauth makes of the answer. Every failure to read it is a refusal, and is logged with its kind."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            failed(Act.SECOND_FACTOR_FAILED, user=None)
            raise
        except Exception as problem:
            failed(Act.SECOND_FACTOR_FAILED, user=None)
            log.warning("a passkey's answer could not be read", kind=type(problem).__name__)
            raise _refused() from None


class AuthenticateForm(Answer, AuthenticateWebAuthnForm):
    """The second step of a log-in."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)


class LoginForm(Answer, LoginWebAuthnForm):
    """A log-in with a passkey alone."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)


class ConfirmForm(Answer, ReauthenticateWebAuthnForm):
    """A passkey once more, before a change to how somebody logs in."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)


class AddForm(AddWebAuthnForm):
    """A new passkey, which unless told otherwise is enough by itself."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        """The browser's answer makes a passkey. Every failure to read it is a refusal."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            raise
        except Exception as problem:
            log.warning("a new passkey's answer could not be read", kind=type(problem).__name__)
            raise _refused() from None
        return cleaned


def _refused() -> ValidationError:
    refusal: ValidationError = get_adapter().validation_error("incorrect_code")
    return refusal
