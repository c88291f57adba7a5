"""Opening a matter: it is there for them or not, they say once a session for what purpose, and each look is noted.

A page of a matter is a view that takes one: `@of_a_matter("Summary")` finds it first. Not there and not theirs are the
same answer, and leave the same sort of entry.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cases import access
from cases.access import Reader
from cases.queries import case_file, case_lists, unit_tree
from cases.queries.unit_tree import Tree
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.matters import list_views

Answer = TypeVar("Answer", bound=HttpResponseBase)
PURPOSES = "purposes"
# More matters than anybody opens in one session: the oldest purposes are asked again.
MOST_REMEMBERED = 300


class Matter(NamedTuple):
    """A matter, for the page that shows it: the row, who reads it, for what purpose."""

    case: Any
    reader: Reader
    purpose: str


def found(request: HttpRequest, reference: str) -> tuple[Any, Reader]:
    """The matter of this reference, if it is there for them. Otherwise the one 404, and an entry of a refusal."""
    reader = access.reader(user=me(request), on=timezone.localdate(request.at))  # type: ignore[attr-defined]
    try:
        return case_file.find(reader=reader, reference=reference), reader
    except access.NotThere:
        request.refusal = case_file.not_there(reference=reference)  # type: ignore[attr-defined]
        raise Http404 from None


def of_a_matter(page: str = "") -> Callable[[Callable[..., Answer]], Callable[..., Answer | HttpResponse]]:
    """A page of a matter: asks first for what purpose, where that was not said in this session. Notes each look.

    Without a name of the page nothing is noted: its view leaves an entry that says more.
    """

    def declared(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, reference: str, **kwargs: Any) -> Answer | HttpResponse:
            case, reader = found(request, reference)
            purpose = purpose_of(request, case.reference)
            if not purpose:
                return _ask_purpose(request, case.reference)
            if page and request.method != "POST":
                case_file.note_seen(case=case, page=page, purpose=purpose, by=me(request), at=request.at)  # type: ignore[attr-defined]
            return view(request, Matter(case=case, reader=reader, purpose=purpose), **kwargs)

        return wrapper

    return declared


def _ask_purpose(request: HttpRequest, reference: str) -> HttpResponse:
    """To the page that asks, and back. What was typed into a form meanwhile is kept for that form."""
    back = request.get_full_path() if request.method != "POST" else request.path
    if request.method == "POST" and not drafts.keep_what_was_typed(request):
        back = reverse("case", args=[reference])
    return redirect(f"{reverse('case_purpose', args=[reference])}?{urlencode({'next': back})}")


def purpose_of(request: HttpRequest, reference: str) -> str:
    """For what purpose they opened this matter in this session, in words; empty where they have not said."""
    said: str = request.session.get(PURPOSES, {}).get(reference, "")
    return said


def remember_purpose(request: HttpRequest, reference: str, purpose: str) -> None:
    """Keeps it for this session."""
    kept = {each: said for each, said in request.session.get(PURPOSES, {}).items() if each != reference}
    kept = dict(list(kept.items())[-(MOST_REMEMBERED - 1) :])
    request.session[PURPOSES] = kept | {reference: purpose}


def context_of(request: HttpRequest, matter: Matter, *, tab: str, tree: Tree | None = None) -> dict[str, Any]:
    """What every page of a matter shows: header, tabs, and the neighbours in the list just seen.

    Whoever needs the tree of units too hands it in: it is asked once.
    """
    asked = list_views.last_list(request)
    around = None
    if asked is not None:
        tree = tree or unit_tree.tree(on=matter.reader.on)
        around = case_lists.around(asked=asked, reader=matter.reader, tree=tree, number=matter.case.pk)
    return {
        "case": matter.case,
        "header": case_file.header(case=matter.case, on=matter.reader.on),
        "around": around,
        "list_query": request.session.get(list_views.LAST_LIST, ""),
        "tab": tab,
        "purpose": matter.purpose,
        "today": matter.reader.on,
    }
