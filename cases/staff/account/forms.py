"""The staff door's own forms, and the words of allauth's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from cases.accounts import devices
from cases.accounts.users import User
from cases.audit.acts import Act
from cases.staff.account import limits
from cases.staff.account.log_ins import failed

LOCKED = (
    "There have been too many wrong passwords for this account from a browser we do not know. "
    "Wait 15 minutes, at most an hour, or log in with a passkey or from a browser you have used before."
)
LOCKED_HERE = (
    "There have been too many wrong passwords for this account from this browser. "
    "Wait 15 minutes, or log in with a passkey."
)
LONG = "Enter an email address of 254 characters or fewer"
TOO_MANY_CODES = "There have been too many wrong codes. Wait 5 minutes, at most an hour, or use a passkey."
CODES = "6 digits from your authenticator app, or one of your recovery codes."
WRONG = "The email address and password do not match. Check both and try again."


class LoginForm(AllauthLoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", label="Email address", required="Enter your email address", autocomplete="username")
        _word(self, "password", label="Password", required="Enter your password")
        self.fields["login"].validators.append(MaxLengthValidator(254, LONG))

    def clean(self) -> dict[str, Any]:
        """The e-mail and password belong together, and there have not been too many failures."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as problem:
            too_many = problem.code == "too_many_login_attempts" or getattr(self.request, "axes_locked_out", False)
            raise ValidationError(self._locked() if too_many else WRONG) from None
        return cleaned

    def _locked(self) -> str:
        known = devices.known_device(request=self.request, account=devices.account_tried(self.request))
        return LOCKED_HERE if known else LOCKED


class ChangePasswordForm(AllauthChangePasswordForm):
    """The present password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", label="Present password", required="Enter your present password")
        _word(self, "password1", label="New password", required="Enter a new password")
        _word(self, "password2", label="New password again", required="Enter the new password again")
        self.fields["password1"].help_text = "At least 12 characters. Three random words are easy to remember."

    def clean_oldpassword(self) -> str:
        """The present password is right. A wrong one leaves an entry, as at log-in."""
        try:
            password: str = super().clean_oldpassword()
        except ValidationError:
            failed(Act.LOG_IN_FAILED, user=self.user)
            raise
        return password


class ReauthenticateForm(AllauthReauthenticateForm):
    """The password once more, before a change to how somebody logs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", label="Password", required="Enter your password")

    def clean_password(self) -> str:
        """The password is right, and there have not been too many wrong ones."""
        try:
            password: str = super().clean_password()
        except ValidationError:
            if getattr(context.request, "axes_locked_out", False):
                raise ValidationError(LOCKED_HERE) from None
            raise
        return password


class CountedCode(forms.Form):
    """A code that is counted by device, so that nobody who knows a password can lock its owner out."""

    user: User

    def clean_code(self) -> str:
        """The code is right, and there have not been too many wrong ones."""
        request, account = context.request, self.user.email
        if not limits.code_may_be_tried(request=request, account=account):
            failed(Act.SECOND_FACTOR_FAILED, user=None)
            raise ValidationError(TOO_MANY_CODES)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            failed(Act.SECOND_FACTOR_FAILED, user=self.user)
            raise
        limits.forget_codes(request=request, account=account)
        return code


class CodeForm(CountedCode, AllauthCodeForm):
    """The second factor at log-in: a code from an app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", label="Code", required="Enter a code", autocomplete="one-time-code")
        self.fields["code"].help_text = CODES


class ConfirmCodeForm(CountedCode, AllauthConfirmCodeForm):
    """A code once more, before a change to how somebody logs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", label="Code", required="Enter a code", autocomplete="one-time-code")
        self.fields["code"].help_text = CODES


class ActivateCodeForm(AllauthActivateForm):
    """The first code from a new authenticator app proves that it is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", label="Code from the app", required="Enter the code", autocomplete="one-time-code")
        self.fields["code"].help_text = "6 digits, for example 123456."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


def readable(name: str) -> None:
    """Raises ValidationError for signs that nobody sees or that turn writing round: names are told apart by eye."""
    if not name.isprintable():
        raise ValidationError("Your name must be signs that can be seen: type it again instead of pasting it")


class DetailsForm(forms.Form):
    """How colleagues see somebody."""

    name = forms.CharField(
        label="Your name",
        help_text="As colleagues should see it, for example Sgt A. Rahman.",
        max_length=150,
        error_messages={
            "required": "Enter your name",
            "max_length": "Your name must be 150 characters or fewer; it has %(show_value)s",
        },
        validators=[readable],
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )


def _word(form: forms.Form, field: str, *, label: str, required: str, autocomplete: str = "") -> None:
    """Gives a field of somebody else's form our label and messages, and no placeholder (they vanish as you type)."""
    form.fields[field].label = label
    form.fields[field].error_messages["required"] = required
    attributes = form.fields[field].widget.attrs
    attributes.pop("placeholder", None)
    if autocomplete:
        attributes["autocomplete"] = autocomplete
