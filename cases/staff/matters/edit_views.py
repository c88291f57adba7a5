"""Changing what is recorded of a matter: the form shows who else is in it, and what changed meanwhile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import case_changes, presence
from cases.operations.case_changes import FIELDS, Conflict
from cases.operations.intake import Mistake
from cases.queries import case_access
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.matters import conflicts
from cases.staff.matters.conflicts import SAME, Settling
from cases.staff.matters.edit_forms import EditForm, initial_of
from cases.staff.matters.opening import Matter, found, of_a_matter, purpose_of
from cases.web.gate import requires

EDIT = "case_edit"
SETTLING = Settling(page=EDIT, titles=FIELDS)
FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def edit(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Changes what is recorded. A conflict is shown field by field, and nothing that was typed is lost."""
    case, user = matter.case, me(request)
    if request.POST.get("discard"):
        kept_forms.discard(request, kind=EDIT, key=case.reference)
        return redirect("case_edit", reference=case.reference)
    form = _form(request, matter)
    if request.method == "POST" and form.is_valid() and (answer := _changed(request, matter, form)):
        return answer
    presence.note(case=case, form=EDIT, by=user, at=request.at)  # type: ignore[attr-defined]
    context = {
        "case": case,
        "form": kept_forms.shown(request, form),
        "version": conflicts.version_of(request) if request.method == "POST" else case.version,
        "draft_note": drafts.note(user=user, kind=EDIT, key=case.reference),
        "is_kept": kept_forms.is_kept(request, form),
        "others": presence.others(case=case, form=EDIT, by=user, at=request.at),  # type: ignore[attr-defined]
    }
    return render(request, "staff/matters/edit.html", context)


def _form(request: HttpRequest, matter: Matter) -> EditForm:
    """What was sent; else what was kept when a session ended; else what is recorded."""
    data = kept_forms.typed(request, kind=EDIT, key=matter.case.reference)
    known: dict[str, Any] = {"case": matter.case, "today": matter.reader.on, "everybody": case_access.everybody()}
    return EditForm(data, initial=initial_of(matter.case), **known)


def _changed(request: HttpRequest, matter: Matter, form: EditForm) -> HttpResponse | None:
    """Saves it, or shows the conflict; None where the form is shown again with what is wrong."""
    reference, version = matter.case.reference, conflicts.version_of(request)
    typed, unsettled = conflicts.settled(request, matter, SETTLING, form.typed())
    if unsettled:
        return conflicts.shown(request, matter, SETTLING, typed, unsettled=unsettled) or _done(request, matter, SAME)
    try:
        case_changes.change(reference=reference, typed=typed, version=version, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except Conflict:
        return conflicts.shown(request, matter, SETTLING, form.typed()) or _done(request, matter, SAME)
    except Mistake as mistake:
        form.add_error(mistake.field, mistake.sentence)
        return None
    except Refused as refusal:
        if refusal.sentence == case_changes.FROZEN:
            raise
        form.add_error("owner_id", refusal.sentence)
        request.refusal = refusal  # type: ignore[attr-defined]
        return None
    return _done(request, matter, "What you changed has been saved.")


def _done(request: HttpRequest, matter: Matter, said: str) -> HttpResponse:
    kept_forms.discard(request, kind=EDIT, key=matter.case.reference)
    presence.leave(case=matter.case, form=EDIT, by=me(request))
    messages.success(request, said)
    return redirect("case", reference=matter.case.reference)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
def form_open(request: HttpRequest, reference: str) -> HttpResponse:
    """Who else has the form open; sent, a sign that it is still open here. No look: the form itself was one."""
    case, _ = found(request, reference)
    if not purpose_of(request, case.reference):
        return JsonResponse({"others": []})
    seen = {"case": case, "form": EDIT, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
    if request.method == "POST":
        presence.note(**seen)
    return JsonResponse({"others": presence.others(**seen)})
