"""The one way a form of this room is shown and sent: kept at a time-out, added once, never over what is newer."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.access import NotThere
from cases.audit.trail import Refused
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake import Mistake
from cases.queries import case_file
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.matters import conflicts, once
from cases.staff.matters.opening import Matter
from cases.staff.typed_fields import TypedForm

FORM_METHODS = ["GET", "HEAD", "POST"]
OVERTAKEN = (
    "The matter was changed after you opened this form, and nothing of yours has been saved. "
    "Look at what it says now, and send it again if it is still right"
)


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form: its kind of draft and whose it is, how it is made, what saves it, and what its page says.

    `adds`: what is sent adds something, once a page; otherwise it is written over what is recorded, at `version`, and
    where that was changed meanwhile, `now` is shown: what is recorded now, label by label.
    """

    kind: str
    key: str
    form: Callable[[Any], TypedForm]
    save: Callable[[Any, dict[str, Any]], object]
    title: str
    button: str
    back: str
    done: str
    adds: bool = True
    version: int = 0
    now: Callable[[], Sequence[tuple[str, str]]] = tuple
    version_now: Callable[[], int] | None = None
    told: tuple[str, ...] = ()


def answer(request: HttpRequest, matter: Matter, page: FormPage) -> HttpResponse:
    """The form, or where it leads once it is saved. Raises Http404 for what is not there."""
    draft = {"kind": page.kind, "key": f"{matter.case.reference} {page.key}".strip()}
    if request.POST.get("discard"):
        kept_forms.discard(request, **draft)
        return redirect(request.get_full_path())
    data = kept_forms.typed(request, **draft)
    form = page.form(data)
    version = conflicts.number(str(form.data.get("version", ""))) if form.is_bound else page.version
    context: dict[str, Any] = {"case": matter.case, "page": page}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            page.save(form, _said(request, matter, page, version))
        except NotThere:
            raise Http404 from None
        except (Conflict, SentAlready, Mistake, Refused) as problem:
            status = _wrong(request, form, problem)
            if isinstance(problem, Conflict):
                version, context["now"] = _version_now(matter, page), page.now()
        else:
            kept_forms.discard(request, **draft)
            messages.success(request, page.done)
            return redirect(page.back)
    if page.adds:
        context["added_with"] = _key(request, form)
    else:
        context["version"] = version
    context |= kept_forms.context(request, form, **draft)
    return render(request, "staff/beside/form.html", context, status=status)


def _said(request: HttpRequest, matter: Matter, page: FormPage, version: int) -> dict[str, Any]:
    said = {"reference": matter.case.reference, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
    return said | ({"added_with": once.sent(request.POST)} if page.adds else {"version": version})


def _wrong(request: HttpRequest, form: TypedForm, problem: Exception) -> int:
    """Says on the form what is wrong; gives the status of the answer."""
    if isinstance(problem, Conflict):
        form.add_error(None, OVERTAKEN)
        return 409
    if isinstance(problem, SentAlready):
        form.add_error(None, once.SENT_ALREADY)
        return 200
    if isinstance(problem, Mistake):
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        return 200
    assert isinstance(problem, Refused)
    # Of a matter that is held: what was typed waits until it is no longer.
    form.add_error(None, problem.sentence)
    request.refusal = problem  # type: ignore[attr-defined]
    drafts.keep_what_was_typed(request)
    return 409


def _version_now(matter: Matter, page: FormPage) -> int:
    if page.version_now is not None:
        return page.version_now()
    found: int = case_file.find(reader=matter.reader, reference=matter.case.reference).version
    return found


def _key(request: HttpRequest, form: TypedForm) -> uuid.UUID:
    is_spent = form.is_bound and request.method == "POST" and once.SENT_ALREADY in form.non_field_errors()
    return once.shown(form.data, request.GET, is_spent=is_spent)
