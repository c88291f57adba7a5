"""Fields and manners that the forms about roles and delegations share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from cases.accounts import drafts as stored_drafts
from cases.operations.role_giving import Mistake
from cases.staff import drafts
from cases.staff.acting import me
from cases.web.fields import DayField


def text(label: str, *, longest: int, required: str = "", **kwargs: Any) -> forms.CharField:
    """A line of text, with its messages in words."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=longest,
        error_messages={
            "required": required,
            "max_length": f"{label} must be {longest} characters or fewer; it has %(show_value)s",
            "null_characters_not_allowed": f"{label} must be text that can be read",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        **kwargs,
    )


class EndForm(forms.Form):
    """The last day of something that is held until further notice or for longer."""

    last_day = DayField(label="Last day", help_text="Still held on this day. Yesterday: it ends at once.")


def answered(  # noqa: PLR0913 - a form's page is these things
    request: HttpRequest,
    *,
    form_of: Callable[..., forms.Form],
    act: Callable[[forms.Form], None],
    kind: str,
    page: str,
    then: str,
    context: dict[str, Any],
    key: str = "",
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Shows a form, or does what it says and goes on. A mistake is shown in the form; nothing typed is lost."""
    mine = {"kind": kind, "key": key}
    if request.POST.get("discard"):
        stored_drafts.discard(owner_id=me(request).pk, **mine)
        return redirect(request.path)
    kept = drafts.kept(user=me(request), **mine)
    form = form_of(request.POST if request.method == "POST" else None, initial=(initial or {}) | _dated(kept or {}))
    if request.method == "POST" and form.is_valid() and _is_done(form, act):
        stored_drafts.discard(owner_id=me(request).pk, **mine)
        return redirect(then)
    note = drafts.note(user=me(request), **mine)
    return render(
        request,
        page,
        context | {"form": form, "draft_note": note, "is_kept": kept is not None, "then": resolve_url(then)},
    )


def _is_done(form: forms.Form, act: Callable[[forms.Form], None]) -> bool:
    try:
        act(form)
    except Mistake as mistake:
        form.add_error(mistake.field, mistake.sentence)
        return False
    return True


def _dated(kept: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the three boxes of each date put together again."""
    boxes = {
        name: [kept.get(f"{name}_{box}", "") for box in ("day", "month", "year")] for name in ("first_day", "last_day")
    }
    return kept | {name: typed for name, typed in boxes.items() if any(typed)}
