"""What every form of evidence does when it is sent: saves once, says what is wrong, loses nothing that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.audit.trail import Refused
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake import Mistake
from cases.staff import drafts, kept_forms
from cases.staff.evidence import uploads
from cases.staff.matters import once
from cases.staff.matters.opening import Matter
from cases.staff.typed_fields import TypedForm
from cases.web.row_addresses import address_of

OVERTAKEN = (
    "Somebody changed this item after you opened the form, and nothing of yours has been saved. "
    "Compare it with what is recorded now, and send it again to save it over that"
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One form: its kind of draft (and page), its template, the item it is about, and what saves it.

    `save` gives the sentence that is shown then, and the item to whose page it goes on.
    """

    kind: str
    template: str
    save: Callable[[Any], tuple[str, int]]
    item_id: int = 0
    context: Mapping[str, Any] = field(default_factory=dict)
    # What is recorded now, and in which version, where somebody else was quicker.
    now: Callable[[], Mapping[str, Any]] = dict


def typed(request: HttpRequest, matter: Matter, *, kind: str, item_id: int = 0) -> Any:
    """What the form is filled in with."""
    return kept_forms.typed(request, **_draft(matter, kind, item_id))


def answer(request: HttpRequest, matter: Matter, form: TypedForm, page: Page) -> HttpResponse:
    """Saves it and goes on, or shows the form: as recorded, as it was kept, or as it was sent with what is wrong."""
    draft = _draft(matter, page.kind, page.item_id)
    if request.POST.get("discard"):
        kept_forms.discard(request, **draft)
        return redirect(request.path)
    problem, status = uploads.problem_of(request)
    context: dict[str, Any] = {"case": matter.case, **page.context}
    if request.method == "POST" and problem:
        _say(form, uploads.FIELD, problem)
    elif request.method == "POST" and form.is_valid():
        done = _saved(request, form, page, context)
        if done is not None:
            sentence, item_id = done
            kept_forms.discard(request, **draft)
            messages.success(request, sentence)
            return redirect("evidence_item", matter.case.reference, item_id)
    is_spent = form.is_bound and once.SENT_ALREADY in form.non_field_errors()
    context |= kept_forms.context(request, form, **draft)
    context["added_with"] = once.shown(form.data, request.GET, is_spent=is_spent)
    if request.method == "POST" and form.non_field_errors():
        status = 409
    return render(request, f"staff/evidence/{page.template}.html", context, status=status)


def _saved(request: HttpRequest, form: TypedForm, page: Page, context: dict[str, Any]) -> tuple[str, int] | None:
    """What came of it; None where the form says what is wrong, and the context what is recorded now."""
    try:
        return page.save(form)
    except Mistake as mistake:
        form.add_error(mistake.field if mistake.field in form.fields else None, mistake.sentence)
    except SentAlready:
        form.add_error(None, once.SENT_ALREADY)
    except Conflict:
        form.add_error(None, OVERTAKEN)
        context |= page.now()
    except Refused as refusal:
        # Of a matter that is held: what was typed waits until it is no longer.
        form.add_error(None, refusal.sentence)
        request.refusal = refusal  # type: ignore[attr-defined]
        drafts.keep_what_was_typed(request)
    return None


def _say(form: TypedForm, name: str, sentence: str) -> None:
    """This of a field, and nothing else."""
    form.errors.pop(name, None)
    form.add_error(name, sentence)


def _draft(matter: Matter, kind: str, item_id: int) -> dict[str, str]:
    key = matter.case.reference
    return {"kind": kind, "key": f"{key} {address_of(item_id)}" if item_id else key}
