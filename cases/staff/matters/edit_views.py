"""Changing a matter: the form that shows who else is in it, what changed meanwhile, and what is added to a matter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import case_changes, presence, walls
from cases.operations.case_changes import FIELDS, Conflict
from cases.operations.intake import Mistake
from cases.queries import case_access, case_file, case_versions
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.log import values
from cases.staff.log.forms import AllegationForm, PartyForm, SubjectForm
from cases.staff.matters.edit_forms import MINE, THEIRS, EditForm, chosen_of, initial_of, sent_values
from cases.staff.matters.opening import Matter, found, of_a_matter, purpose_of
from cases.web.gate import requires

EDIT, ALLEGATION, PARTY, SUBJECT = "case_edit", "case_add_allegation", "case_add_party", "case_add_subject"
FORM_METHODS = ["GET", "HEAD", "POST"]
ALREADY = "The matter is about this person already"


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
        "version": _number(request.POST.get("version", "")) if request.method == "POST" else case.version,
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
    reference, version = matter.case.reference, _number(request.POST.get("version", ""))
    typed = form.typed()
    if request.POST.get("settling"):
        now = initial_of(matter.case)
        differing = [name for name in FIELDS if now[name] != typed[name]]
        chosen = chosen_of(request.POST, differing)
        unsettled = [name for name in differing if name not in chosen]
        if unsettled and version == matter.case.version:
            return _conflict(request, matter, typed, unsettled)
        typed |= {name: now[name] for name, whose in chosen.items() if whose == THEIRS}
    try:
        case_changes.change(reference=reference, typed=typed, version=version, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except Conflict:
        return _conflict(request, matter, form.typed(), [])
    except Mistake as mistake:
        form.add_error(mistake.field, mistake.sentence)
        return None
    except Refused as refusal:
        if refusal.sentence == case_changes.FROZEN:
            raise
        form.add_error("owner_id", refusal.sentence)
        request.refusal = refusal  # type: ignore[attr-defined]
        return None
    kept_forms.discard(request, kind=EDIT, key=reference)
    presence.leave(case=matter.case, form=EDIT, by=me(request))
    messages.success(request, "What you changed has been saved.")
    return redirect("case", reference=reference)


def _conflict(request: HttpRequest, matter: Matter, typed: dict[str, Any], unsettled: list[str]) -> HttpResponse:
    """What others changed meanwhile, beside what was typed: a person chooses, field by field."""
    # Read again: whoever won may have saved after this request began.
    case = case_file.find(reader=matter.reader, reference=matter.case.reference)
    opened = _number(request.POST.get("opened", "") or request.POST.get("version", ""))
    differences = case_versions.since(case=case, version=opened, typed=typed, titles=FIELDS)
    chosen = chosen_of(request.POST, [row.field for row in differences.rows])
    suggested = {row.field: THEIRS if row.theirs_changed else MINE for row in differences.rows if not row.is_open}
    context = {
        "case": case,
        "rows": [(row, (suggested | chosen).get(row.field, "")) for row in differences.rows],
        "by": differences.by,
        "opened": opened,
        "sent": sent_values(request.POST),
        "unsettled": [(name, FIELDS[name]) for name in unsettled],
        "draft_note": drafts.note(user=me(request), kind=EDIT, key=case.reference),
    }
    return render(request, "staff/matters/conflict.html", context, status=409)


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


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_allegation(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more allegation, against everybody whom it is about already."""
    form = AllegationForm(_typed(request, matter, ALLEGATION))
    if request.method == "POST" and form.is_valid():
        alleged = values.allegation(form)
        case_changes.add_allegation(reference=matter.case.reference, alleged=alleged, by=me(request), at=request.at)  # type: ignore[attr-defined]
        return _added(request, matter, ALLEGATION, "The allegation has been added.")
    return _adding(request, matter, form, ALLEGATION)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_party(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Somebody who complains, was affected or saw it."""
    form = PartyForm(_typed(request, matter, PARTY))
    if request.method == "POST" and form.is_valid():
        named = values.party(form)
        case_changes.add_party(reference=matter.case.reference, named=named, by=me(request), at=request.at)  # type: ignore[attr-defined]
        return _added(request, matter, PARTY, "The party has been added.")
    return _adding(request, matter, form, PARTY)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_subject(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Somebody whom it is about. Where somebody would lose sight of the matter, the question is shown instead."""
    form = SubjectForm(_typed(request, matter, SUBJECT))
    form.find(on=matter.reader.on)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        try:
            added = walls.add_subject(
                reference=matter.case.reference,
                concerned=values.subject(form),
                by=me(request),
                at=request.at,  # type: ignore[attr-defined]
            )
        except walls.AlreadyThere:
            form.add_error("search", ALREADY)
        else:
            if added.decision is not None:
                kept_forms.discard(request, kind=SUBJECT, key=matter.case.reference)
                lose = added.decision.would_lose
                return render(request, "staff/matters/wall_raised.html", {"case": matter.case, "lose": lose})
            return _added(request, matter, SUBJECT, "They have been added.")
    if "find" in request.POST:
        form.without_errors()
    return _adding(request, matter, form, SUBJECT)


def _typed(request: HttpRequest, matter: Matter, kind: str) -> Any:
    return kept_forms.typed(request, kind=kind, key=matter.case.reference) or QueryDict()


def _adding(request: HttpRequest, matter: Matter, form: Any, kind: str) -> HttpResponse:
    is_asked = request.method == "POST" and "find" not in request.POST
    note = drafts.note(user=me(request), kind=kind, key=matter.case.reference)
    context = {"case": matter.case, "form": form if is_asked else form.without_errors(), "draft_note": note}
    return render(request, f"staff/matters/{kind.removeprefix('case_')}.html", context)


def _added(request: HttpRequest, matter: Matter, kind: str, said: str) -> HttpResponse:
    kept_forms.discard(request, kind=kind, key=matter.case.reference)
    messages.success(request, said)
    return redirect("case_people", reference=matter.case.reference)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
