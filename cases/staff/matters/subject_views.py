"""Putting right whom a matter is about: identifying somebody, and marking who was added in error."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import case_changes, subjects
from cases.queries import case_people
from cases.queries.case_people import SubjectSeen
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.log.forms import PersonForm
from cases.staff.matters.adding_views import raised
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, line
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
IDENTIFY, WITHDRAW = "case_identify", "case_withdraw"
LONGEST_REASON = 300
IS_THERE = "The matter is about this person already. Mark the entry that stands there twice as added in error"


class WithdrawForm(TypedForm):
    """Why somebody is no longer concerned."""

    reason = line(
        "Reason, which everybody reads who sees the matter",
        longest=LONGEST_REASON,
        required="Enter the reason",
        hint="Name nobody. For example: wrong officer, the collar number was misread.",
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def identify(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Chooses who it is. Where somebody would lose sight of the matter, the question is shown instead."""
    seen = _seen(matter, subject_id)
    if request.method != "POST" and not seen.is_unidentified:
        return _to_people(matter)
    form = PersonForm(kept_forms.typed(request, kind=IDENTIFY, key=_key(matter, seen)) or QueryDict())
    form.find(on=matter.reader.on)
    is_asked = request.method == "POST" and "find" not in request.POST
    if is_asked and form.is_valid() and (answer := _identified(request, matter, seen, form)):
        return answer
    note = drafts.note(user=me(request), kind=IDENTIFY, key=_key(matter, seen))
    shown = form if is_asked else form.without_errors()
    context = {"case": matter.case, "subject": seen, "form": shown, "draft_note": note}
    return render(request, "staff/matters/identify.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def withdraw(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Asks for the reason, then marks whoever was added in error."""
    seen = _seen(matter, subject_id)
    if request.method != "POST" and seen.withdrawn_on is not None:
        return _to_people(matter)
    form = WithdrawForm(kept_forms.typed(request, kind=WITHDRAW, key=_key(matter, seen)))
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"subject_id": seen.id, "reason": form.said("reason")}
        try:
            subjects.withdraw(reference=matter.case.reference, by=me(request), at=request.at, **said)  # type: ignore[attr-defined]
        except Refused as refusal:
            _refused(request, form, "reason", refusal)
        else:
            return _done(request, matter, WITHDRAW, seen, "They are marked as added in error.")
    context = {
        "case": matter.case,
        "subject": seen,
        "form": kept_forms.shown(request, form),
        "is_kept": kept_forms.is_kept(request, form),
        "draft_note": drafts.note(user=me(request), kind=WITHDRAW, key=_key(matter, seen)),
    }
    return render(request, "staff/matters/withdraw.html", context)


def _identified(request: HttpRequest, matter: Matter, seen: SubjectSeen, form: PersonForm) -> HttpResponse | None:
    """What came of it; None where the form is shown again with what is wrong."""
    said: dict[str, Any] = {"subject_id": seen.id, "person_id": form.cleaned_data["person"]}
    try:
        found = subjects.identify(reference=matter.case.reference, by=me(request), at=request.at, **said)  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    except subjects.AlreadyThere:
        form.add_error("search", IS_THERE)
        return None
    except Refused as refusal:
        _refused(request, form, "search", refusal)
        return None
    if found.decision is None:
        return _done(request, matter, IDENTIFY, seen, "They have been identified.")
    kept_forms.discard(request, kind=IDENTIFY, key=_key(matter, seen))
    return raised(request, matter, found, identifies=True)


def _refused(request: HttpRequest, form: TypedForm, field: str, refusal: Refused) -> None:
    """Said beside the field, and kept in the trail. Of a matter that is held nothing is said but that."""
    if refusal.sentence == case_changes.FROZEN:
        raise refusal
    form.add_error(field, refusal.sentence)
    request.refusal = refusal  # type: ignore[attr-defined]


def _seen(matter: Matter, subject_id: int) -> SubjectSeen:
    try:
        return case_people.subject(case=matter.case, subject_id=subject_id)
    except NotThere:
        raise Http404 from None


def _key(matter: Matter, seen: SubjectSeen) -> str:
    return f"{matter.case.reference} {address_of(seen.id)}"


def _done(request: HttpRequest, matter: Matter, kind: str, seen: SubjectSeen, said: str) -> HttpResponse:
    kept_forms.discard(request, kind=kind, key=_key(matter, seen))
    messages.success(request, said)
    return _to_people(matter)


def _to_people(matter: Matter) -> HttpResponse:
    return HttpResponseRedirect(reverse("case_people", args=[matter.case.reference]))
