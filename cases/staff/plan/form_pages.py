"""What every form of the plan does: it is kept at a time-out, adds once, and overwrites nothing unseen.

A page says which form, how it is filled in, what saves it and where it leads back to; everything else is here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.access import NotThere
from cases.audit.trail import Refused
from cases.operations import sight
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake import Mistake
from cases.operations.plan.values import Said
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.matters import conflicts, once
from cases.staff.matters.opening import Matter
from cases.staff.plan.forms import PlanForm

FORM_METHODS = ["GET", "HEAD", "POST"]
OVERTAKEN = (
    "This was changed after you opened the form, and nothing of yours has been saved. "
    "Compare it with what is recorded now, and send it again to save it over that"
)


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form: the name of its address (and kind of draft), its words, how it is filled in and what saves it.

    `recorded` gives what is recorded now, and its version; asked again where somebody else was faster. `refused_at` is
    the field of whoever is refused.
    """

    kind: str
    key: str = ""
    title: str
    button: str = "Save"
    intro: tuple[str, ...] = ()
    form: Callable[..., PlanForm]
    recorded: Callable[[], tuple[Mapping[str, Any], int]]
    save: Callable[[PlanForm, Said], Any]
    done: str = "It has been saved."
    back: str = "case_plan"
    refused_at: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)


def answer(request: HttpRequest, matter: Matter, page: FormPage) -> HttpResponse:
    """Saves it, or shows the form: as recorded, as it was kept, or as it was sent with what is wrong."""
    try:
        return _answer(request, matter, page)
    except NotThere:
        raise Http404 from None


def _answer(request: HttpRequest, matter: Matter, page: FormPage) -> HttpResponse:
    draft = {"kind": page.kind, "key": f"{matter.case.reference} {page.key}".strip()}
    if request.POST.get("discard"):
        kept_forms.discard(request, **draft)
        return redirect(request.get_full_path())
    recorded, newest = page.recorded()
    form = page.form(kept_forms.typed(request, **draft), initial=recorded)
    # What was kept goes on from the version that it was filled in from.
    version = conflicts.number(str(form.data.get("version", ""))) if form.is_bound else newest
    context: dict[str, Any] = {"case": matter.case, "page": page, "version": version}
    if request.method == "POST" and form.is_valid():
        if _saved(request, matter, page, form, version):
            kept_forms.discard(request, **draft)
            messages.success(request, page.done)
            return redirect(page.back, reference=matter.case.reference)
        if OVERTAKEN in form.non_field_errors():
            context |= _recorded_now(page, form)
    is_spent = form.is_bound and once.SENT_ALREADY in form.non_field_errors() and request.method == "POST"
    context["added_with"] = once.shown(form.data, request.GET, is_spent=is_spent)
    context |= {**kept_forms.context(request, form, **draft), **page.shown}
    status = 409 if request.method == "POST" and form.non_field_errors() else 200
    return render(request, "staff/plan/form.html", context, status=status)


def _saved(request: HttpRequest, matter: Matter, page: FormPage, form: PlanForm, version: int) -> bool:
    said = Said(
        reference=matter.case.reference,
        by=me(request),
        at=request.at,  # type: ignore[attr-defined]
        added_with=once.sent(request.POST),
        version=version,
    )
    try:
        page.save(form, said)
    except Conflict:
        form.add_error(None, OVERTAKEN)
    except SentAlready:
        form.add_error(None, once.SENT_ALREADY)
    except Mistake as mistake:
        form.add_error(mistake.field if mistake.field in form.fields else None, mistake.sentence)
    except Refused as refusal:
        _refused(request, page, form, refusal)
    return form.is_valid()


def _refused(request: HttpRequest, page: FormPage, form: PlanForm, refusal: Refused) -> None:
    """Of somebody who cannot have it, at their field. Of a matter that is held: what was typed waits meanwhile."""
    is_about_somebody = refusal.sentence == sight.REFUSAL and page.refused_at
    form.add_error(page.refused_at if is_about_somebody else None, refusal.sentence)
    request.refusal = refusal  # type: ignore[attr-defined]
    if not is_about_somebody:
        drafts.keep_what_was_typed(request)


def _recorded_now(page: FormPage, form: PlanForm) -> dict[str, Any]:
    """The version that it has now, and what is recorded where something else was typed, in words."""
    recorded, version = page.recorded()
    differ = [name for name, box in form.fields.items() if box.has_changed(recorded.get(name), form[name].value())]
    now = [(form.fields[name].label, in_words(form.fields[name], recorded.get(name))) for name in differ]
    return {"version": version, "now": now}


def in_words(box: forms.Field, recorded: Any) -> str:
    """What is recorded in a field, as a person reads it."""
    if isinstance(recorded, date):
        return f"{recorded:%-d %B %Y}"
    if isinstance(recorded, time):
        return f"{recorded:%H:%M}"
    if not isinstance(box, forms.ChoiceField):
        return "nothing" if recorded in {None, ""} else str(recorded)
    known: dict[str, str] = {}
    choices: Any = box.choices
    for key, said in choices:
        # A group has its choices below it.
        known |= {str(key): str(said)} if isinstance(said, str) else {str(one): str(name) for one, name in said}
    chosen = recorded if isinstance(recorded, list) else [recorded]
    return "; ".join(known.get(str(one), "nothing") for one in chosen) or "nothing"
