"""Fields and widgets of the pages on which a matter is logged: every error says what to do, nothing is cut unseen."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.utils import ErrorDict

from misconduct.matters.categories import CATEGORIES

UNREADABLE = "{} must be text that can be read"
YES_NO_UNKNOWN = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
YES_NO = [("yes", "Yes"), ("no", "No")]
LONGEST_NARRATIVE = 100_000


class TypedForm(forms.Form):
    """A form that always shows what was typed, from a draft or a request; what is wrong is said only when asked."""

    def without_errors(self) -> Self:
        """The same form, of which nothing has been asked yet."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        return self

    def said(self, name: str) -> str:
        """What was typed into one field, without its outer blanks; empty where it is not valid."""
        return str(self.cleaned_data.get(name) or "").strip()


class InlineRadios(forms.RadioSelect):
    """Answers side by side: one stop of the keyboard, the arrows choose."""

    template_name = "staff/log/inline_radios.html"


def line(label: str, *, longest: int, hint: str = "", required: str = "", **attributes: str) -> forms.CharField:
    """One line of text."""
    return _text(label, longest, hint, required, forms.TextInput(attrs={"autocomplete": "off", **attributes}))


def lines(
    label: str, *, rows: int = 3, hint: str = "", required: str = "", longest: int = LONGEST_NARRATIVE
) -> forms.CharField:  # fmt: skip
    """A box of text."""
    return _text(label, longest, hint, required, forms.Textarea(attrs={"rows": rows}))


def _text(label: str, longest: int, hint: str, required: str, widget: forms.Widget) -> forms.CharField:
    # Not max_length: a browser would then cut what is pasted, and say nothing.
    too_long = MaxLengthValidator(longest, f"{label} must be {longest:,} characters or fewer; it has %(show_value)s")
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        validators=[too_long],
        widget=widget,
        error_messages={"required": required, "null_characters_not_allowed": UNREADABLE.format(label)},
    )


def email(label: str = "Email address") -> forms.EmailField:
    """An email address, where there is one."""
    return forms.EmailField(
        label=label,
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "email"}),
        error_messages={
            "invalid": "Enter an email address like name@example.com, or leave it empty",
            "max_length": "Enter an email address of 254 characters or fewer",
            "null_characters_not_allowed": UNREADABLE.format(label),
        },
    )


def answer(
    label: str, *, choices: list[tuple[str, str]] = YES_NO_UNKNOWN, hint: str = "", required: str = ""
) -> forms.ChoiceField:
    """A question, answered side by side. None is chosen beforehand: what nobody touched is no answer."""
    return choice(label, choices=choices, hint=hint, required=required, widget=InlineRadios())


def choice(
    label: str,
    *,
    choices: list[Any],
    hint: str = "",
    required: str = "",
    widget: forms.Widget | None = None,
) -> forms.ChoiceField:
    """One of several."""
    sentence = required or f"Choose {label[:1].lower()}{label[1:]} from the list"
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=bool(required),
        widget=widget or forms.Select(),
        error_messages={"required": sentence, "invalid_choice": sentence},
    )


def categories() -> list[Any]:
    """The national categories with their sub-categories, as one list: `B4 Use of force`."""
    grouped: list[Any] = [("", "Choose a category")]
    for code, category in CATEGORIES.items():
        subs = [(sub.code, f"{sub.code} {sub.name}") for sub in category.sub_categories]
        whole = (code, f"{code} {category.name}" + (", not specified further" if subs else ""))
        grouped.append((f"{code} {category.name}", [*subs, whole]))
    return grouped


def not_before(form: forms.Form, *, first: str, last: str, sentence: str) -> None:
    """An error at the last day where it lies before the first."""
    begun, ended = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begun and ended and ended < begun:
        form.add_error(last, ValidationError(sentence))
