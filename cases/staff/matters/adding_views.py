"""What is added to a matter: an allegation, a party, somebody whom it is about. The same form twice adds once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations import case_changes, subjects
from cases.operations.case_changes import SentAlready
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.log import values
from cases.staff.log.forms import AllegationForm, PartyForm, SubjectForm
from cases.staff.matters import once
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires

ALLEGATION, PARTY, SUBJECT = "case_add_allegation", "case_add_party", "case_add_subject"
FORM_METHODS = ["GET", "HEAD", "POST"]
ALREADY = "The matter is about this person already"


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_allegation(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more allegation, against everybody whom it is about already."""
    typed = _typed(request, matter, ALLEGATION)
    form = AllegationForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            case_changes.add_allegation(alleged=values.allegation(form), **_by(request, matter))
        except SentAlready:
            form.add_error(None, once.SENT_ALREADY)
        else:
            return _added(request, matter, ALLEGATION, "The allegation has been added.")
    return _adding(request, matter, form, ALLEGATION)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_party(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Somebody who complains, was affected or saw it."""
    form = PartyForm(_typed(request, matter, PARTY))
    if request.method == "POST" and form.is_valid():
        try:
            case_changes.add_party(named=values.party(form), **_by(request, matter))
        except SentAlready:
            form.add_error(None, once.SENT_ALREADY)
        else:
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
            added = subjects.add(concerned=values.subject(form), **_by(request, matter))
        except subjects.AlreadyThere:
            form.add_error("search", ALREADY)
        except SentAlready:
            form.add_error(None, once.SENT_ALREADY)
        else:
            if added.decision is None:
                return _added(request, matter, SUBJECT, "They have been added.")
            kept_forms.discard(request, kind=SUBJECT, key=matter.case.reference)
            return raised(request, matter, added)
    if "find" in request.POST:
        form.without_errors()
    return _adding(request, matter, form, SUBJECT)


def raised(request: HttpRequest, matter: Matter, added: subjects.Added, *, identifies: bool = False) -> HttpResponse:
    """Nothing was saved but the question: who would lose sight of the matter, and who decides."""
    assert added.decision is not None
    context = {
        "case": matter.case,
        "lose": added.lose,
        "identifies": identifies,
        "asked_otherwise": added.asked_otherwise,
    }
    return render(request, "staff/matters/wall_raised.html", context)


def _by(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    return {
        "reference": matter.case.reference,
        "by": me(request),
        "at": request.at,  # type: ignore[attr-defined]
        "added_with": once.sent(request.POST),
    }


def _typed(request: HttpRequest, matter: Matter, kind: str) -> Any:
    return kept_forms.typed(request, kind=kind, key=matter.case.reference) or QueryDict()


def _adding(request: HttpRequest, matter: Matter, form: Any, kind: str) -> HttpResponse:
    is_asked = request.method == "POST" and "find" not in request.POST
    context = {
        "case": matter.case,
        "form": form if is_asked else form.without_errors(),
        "draft_note": drafts.note(user=me(request), kind=kind, key=matter.case.reference),
        "added_with": once.shown(form.data, request.GET, is_spent=once.SENT_ALREADY in form.non_field_errors()),
    }
    return render(request, f"staff/matters/{kind.removeprefix('case_')}.html", context)


def _added(request: HttpRequest, matter: Matter, kind: str, said: str) -> HttpResponse:
    kept_forms.discard(request, kind=kind, key=matter.case.reference)
    messages.success(request, said)
    return redirect("case_people", reference=matter.case.reference)
