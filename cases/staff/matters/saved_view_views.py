"""Lists that were saved: opened, named, shared with a unit, and deleted."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.accounts.permissions import Permission
from cases.operations import saved_views
from cases.queries import case_lists, unit_tree
from cases.queries import saved_views as saved_seen
from cases.queries.saved_views import Saved
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.list_views import LONGEST_QUERY, shown
from cases.staff.typed_fields import TypedForm
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
SAVE, CHANGE = "saved_view_save", "saved_view_change"
TAKEN = "You have a saved list of this name. Enter another name"
TOO_MANY = f"You have {saved_views.MOST_VIEWS} saved lists. Delete one that you no longer use"


class SaveForm(TypedForm):
    """The name of a list, and with whom it is shared."""

    name = forms.CharField(
        label="Name of the list",
        max_length=saved_views.LONGEST_NAME,
        help_text="For example: Gross misconduct, CID.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter a name for the list",
            "max_length": f"The name must be {saved_views.LONGEST_NAME} characters or fewer; it has %(show_value)s",
            "null_characters_not_allowed": "The name must be text that can be read",
        },
    )
    unit = forms.TypedChoiceField(
        label="Share it with",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Whoever opens it sees only what they may see themselves.",
        error_messages={"invalid_choice": "Choose a unit from the list"},
    )

    def __init__(self, *args: Any, units: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Nobody: it is only for me"), *((str(pk), name) for pk, name in units.items())]


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
def save(request: HttpRequest) -> HttpResponse:
    """Saves the list that was just seen."""
    typed = kept_forms.typed(request, kind=SAVE, key="")
    # What was kept when a session ended came from a page of its own list.
    query = request.GET.get("query", "") or (typed.get("query", "") if typed else "")
    if len(query) > LONGEST_QUERY or "\0" in query:
        raise Http404
    reader, tree = _reading(request)
    form = SaveForm(typed, units=saved_seen.shareable(reader=reader, tree=tree))
    if request.method == "POST" and form.is_valid():
        try:
            view = saved_views.save(
                name=form.cleaned_data["name"], unit_id=form.cleaned_data["unit"], query=query, by=me(request)
            )
        except saved_views.NameTaken:
            form.add_error("name", TAKEN)
        except saved_views.TooMany:
            form.add_error("name", TOO_MANY)
        else:
            kept_forms.discard(request, kind=SAVE, key="")
            messages.success(request, "The list has been saved.")
            return redirect("saved_view", view_id=view.pk)
    chips = case_lists.in_words(asked=dict(QueryDict(query).lists()), tree=tree)
    context = {"query": query, "said": chips} | kept_forms.context(request, form, kind=SAVE, key="")
    return render(request, "staff/matters/view_save.html", context)


@requires(Permission.CASES_SEE)
@require_safe
def saved(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """The list as it is now, of what the reader may see."""
    view = _find(request, view_id)
    return shown(request, asked=QueryDict(view.query), saved=view)


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
def change(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """Another name, or another unit to share it with. Only for whose list it is."""
    view = _mine(request, view_id)
    reader, tree = _reading(request)
    key = str(view_id)
    form = SaveForm(
        kept_forms.typed(request, kind=CHANGE, key=key),
        initial={"name": view.name, "unit": view.unit_id},
        units=saved_seen.shareable(reader=reader, tree=tree),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved_views.change(
                view_id=view_id, name=form.cleaned_data["name"], unit_id=form.cleaned_data["unit"], by=me(request)
            )
        except saved_views.NameTaken:
            form.add_error("name", TAKEN)
        else:
            kept_forms.discard(request, kind=CHANGE, key=key)
            messages.success(request, "The list has been changed.")
            return redirect("saved_view", view_id=view_id)
    context = {"saved": view} | kept_forms.context(request, form, kind=CHANGE, key=key)
    return render(request, "staff/matters/view_change.html", context)


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
def delete(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """Asks once more, then forgets the list. The matters stay as they are."""
    view = _mine(request, view_id)
    if request.method != "POST":
        return render(request, "staff/matters/view_delete.html", {"saved": view})
    saved_views.delete(view_id=view_id, by=me(request))
    messages.success(request, "The list has been deleted.")
    return redirect("cases")


def _find(request: HttpRequest, view_id: uuid.UUID) -> Saved:
    reader, tree = _reading(request)
    found = saved_seen.find(view_id=view_id, reader=reader, tree=tree)
    if found is None:
        raise Http404
    return found


def _mine(request: HttpRequest, view_id: uuid.UUID) -> Saved:
    found = _find(request, view_id)
    if not found.is_mine:
        raise Http404
    return found


def _reading(request: HttpRequest) -> tuple[access.Reader, unit_tree.Tree]:
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    return access.reader(user=me(request), on=today), unit_tree.tree(on=today)
