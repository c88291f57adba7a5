"""Lists of matters: tabs, what to narrow them down by, and lists that somebody saved."""

from urllib.parse import parse_qs, urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import access
from cases.access import Reader
from cases.accounts.permissions import Permission
from cases.operations import references
from cases.queries import case_file, case_filters, case_lists
from cases.queries.case_lists import Listed
from cases.staff.acting import me
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

LAST_LIST = "last_list"
OLDER = "older-than"
LONGEST_QUERY = 1000
ONLY, LEAVE_OUT = "only", "not"
NO_SUCH = "There is no matter of this reference that you may see. Check it: it looks like CO-7QK4-M2XH-3"


class NarrowForm(forms.Form):
    """One more thing to narrow the list down by."""

    how = forms.ChoiceField(
        label="Show",
        choices=[(ONLY, "Only"), (LEAVE_OUT, "Everything but")],
        error_messages={"invalid_choice": "Choose whether to show it alone or to leave it out"},
    )
    add = forms.ChoiceField(
        label="What",
        error_messages={
            "required": "Choose what to narrow the list down by",
            "invalid_choice": "Choose what to narrow the list down by",
        },
    )

    def __init__(self, *args: object, seen: Listed, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["add"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *_choices(seen)]


class ReferenceForm(forms.Form):
    """A matter by its reference."""

    reference = forms.CharField(
        label="Reference",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": "40"}),
        error_messages={"null_characters_not_allowed": NO_SUCH},
    )


def _choices(seen: Listed) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (row.title, [(f"{name}:{value}", f"{row.title}: {said}") for value, said in row.choices(seen.tree).items()])
        for name, row in case_filters.DIMENSIONS.items()
    ]


@requires(Permission.CASES_SEE)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Mine, my units', or all that I may see; narrowed down as the address says. A reference opens its matter."""
    form = ReferenceForm(request.GET if request.GET.get("reference", "").strip() else None)
    if form.is_bound and form.is_valid():
        reference = references.read(form.cleaned_data["reference"])
        try:
            return redirect("case", reference=access.find(reader=_reader(request), reference=reference).reference)
        except access.NotThere:
            request.refusal = case_file.not_there(reference=reference)  # type: ignore[attr-defined]
            form.add_error("reference", NO_SUCH)
    return shown(request, asked=request.GET, by_reference=form)


def _reader(request: HttpRequest) -> Reader:
    return access.reader(user=me(request), on=timezone.localdate(request.at))  # type: ignore[attr-defined]


def shown(request: HttpRequest, *, asked: QueryDict, **more: object) -> HttpResponse:
    """The list that this query asks for. It is remembered, so that its matters can be gone through one by one."""
    reader = _reader(request)
    # What names no row is older than nothing: an empty page, as the end of a list is.
    older = (number_of(request.GET[OLDER]) or 0) if OLDER in request.GET else None
    seen = case_lists.page(
        asked=dict(asked.lists()), reader=reader, older_than=older, by=me(request), at=request.at  # type: ignore[attr-defined]
    )  # fmt: skip
    is_asked = "add" in request.GET
    form = NarrowForm(request.GET if is_asked else None, seen=seen)
    if is_asked and form.is_valid():
        name, _, value = form.cleaned_data["add"].partition(":")
        more_chosen = seen.chosen.adding(name=name, value=value, leave_out=form.cleaned_data["how"] == LEAVE_OUT)
        return redirect(f"{reverse('cases')}?{more_chosen.query}")
    remember(request, seen.chosen.query)
    context = {
        "by_reference": ReferenceForm(),
        "seen": seen,
        "form": form,
        "is_older": older is not None,
        "older_than": address_of(seen.older_than) if seen.older_than else "",
        "looked_to": address_of(seen.looked_to) if seen.looked_to else "",
        "kept": list(seen.chosen.pairs()),
        "here": urlencode(list(seen.chosen.pairs())),
        "looked_at": access.LOOKED_AT,
    }
    return render(request, "staff/matters/list.html", context | more)


def remember(request: HttpRequest, query: str) -> None:
    """Keeps the list just seen as what was asked, never as what was found: it is asked again each time."""
    if request.session.get(LAST_LIST) != query[:LONGEST_QUERY]:
        request.session[LAST_LIST] = query[:LONGEST_QUERY]


def last_list(request: HttpRequest) -> dict[str, list[str]] | None:
    """What the list just seen asked, or None."""
    query = request.session.get(LAST_LIST)
    return None if query is None else parse_qs(query)
