"""Template tags and filters that every door's pages share: `{% load candour %}`."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateformat import format as in_format
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("forms/error_summary.html")
def error_summary(*shown: forms.BaseForm | str) -> dict[str, Any]:
    """Everything that is wrong with these forms, each sentence leading to its field. Nothing when nothing is wrong."""
    errors = [error for form in shown if isinstance(form, forms.BaseForm) for error in _errors_of(form)]
    return {"errors": errors}


def _errors_of(form: forms.BaseForm) -> Iterable[dict[str, str]]:
    visible = form.visible_fields()
    for name, sentences in form.errors.items():
        # What is wrong with the form as a whole leads to where mending it begins.
        bound = form[name] if name in form.fields else next(iter(visible), None)
        yield from ({"field": _place_of(bound), "sentence": str(sentence)} for sentence in sentences)


def _place_of(bound: BoundField | None) -> str:
    if bound is None or bound.is_hidden:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str = "") -> SafeString:
    """One field with its label, hint and errors; `label` and `hint` replace words that are not ours."""
    bound.label = label or bound.label
    bound.help_text = hint or bound.help_text
    return bound.as_field_group()


@register.filter
def classes(attributes: dict[str, Any], component: str) -> str:
    """The GOV.UK classes of a widget: the component's, its error form when it is invalid, and what the form adds."""
    invalid = f"{component}--error" if attributes.get("aria-invalid") else ""
    return " ".join(name for name in (component, invalid, str(attributes.get("class") or "")) if name)


@register.filter
def place(path: str, address: str) -> str:
    """Where a page stands to a menu's entry, as `aria-current` says it: `page`, `true` for one below it, or nothing."""
    if path == address:
        return "page"
    return "true" if address != "/" and path.startswith(address) else ""


@register.filter
def day(value: date | None) -> str:
    """`22 November 2026`, in London. Empty for nothing."""
    return "" if value is None else in_format(_in_london(value), "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """`22 November 2026 at 14:05`, in London. Empty for nothing."""
    return "" if value is None else in_format(_in_london(value), r"j F Y \a\t H:i")


def _in_london(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value


@register.filter
def in_fours(text: str) -> str:
    """`ABCD EFGH IJ`: long keys as a person can copy them."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
