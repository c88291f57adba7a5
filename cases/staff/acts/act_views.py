"""One act of the law in a matter: what it does, what is asked, and doing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations.acts import doing
from cases.operations.acts.doing import Obstructed, Told
from cases.operations.case_changes import Conflict
from cases.operations.intake import Mistake
from cases.queries import case_access, case_file
from cases.queries.acts import asking, capacities
from cases.queries.acts.asking import ActSeen
from cases.queries.beside import parallel, welfare
from cases.staff import drafts, kept_forms
from cases.staff.acting import me
from cases.staff.acts.act_forms import ActForm
from cases.staff.matters import conflicts
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

FORM_METHODS = ["GET", "HEAD", "POST"]
ACT = "case_act"
AGAIN = "again"
DESPITE = "Nothing was read that forbids it, but this stands in the way. Say below why it is right all the same"
OVERTAKEN = (
    "The matter was changed after you opened this page, and nothing has been done yet. "
    "Look at what it says now, and send it again if it is still right"
)


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("act")
def act(request: HttpRequest, matter: Matter, key: str) -> HttpResponse:
    """An act in the matter itself."""
    return _page(request, matter, key, None)


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("act")
def act_against(request: HttpRequest, matter: Matter, key: str, against: int) -> HttpResponse:
    """An act on an allegation against a person."""
    return _page(request, matter, key, against)


def _page(request: HttpRequest, matter: Matter, key: str, against: int | None) -> HttpResponse:
    try:
        seen = asking.act(
            case=matter.case,
            key=key,
            against_id=against,
            on=matter.reader.on,
            mine=capacities.mine(user=me(request), on=matter.reader.on),
            again=request.GET.getlist(AGAIN),
        )
    except NotThere:
        raise Http404 from None
    draft = {"kind": ACT, "key": _key(matter, key, against)}
    if request.POST.get("discard"):
        kept_forms.discard(request, **draft)
        return redirect(request.get_full_path())
    data = kept_forms.typed(request, **draft)
    everybody = case_access.everybody() if key == "appoint_investigator" else []
    form = ActForm(data, seen=seen, kind=matter.case.treated_as, everybody=everybody, today=matter.reader.on)
    if data is not None and data.get("despite") is not None:
        form.ask_despite()
    context: dict[str, Any] = {"version": matter.case.version}
    if request.method == "POST" and seen.capacities and form.is_valid():
        answer = _done(request, matter, seen, form, against)
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    if key in welfare.WARNS_BEFORE and seen.subject_id is not None:
        context["lacks_plan"] = welfare.lacks_plan(subject_id=seen.subject_id)
    context["reminders"] = parallel.reminders(case=matter.case, act=key)
    context |= {"case": matter.case, "act": seen, "against": against, "query": request.GET.urlencode()}
    context |= kept_forms.context(request, form, **draft)
    status = 409 if form.is_bound and request.method == "POST" and form.non_field_errors() else 200
    return render(request, "staff/acts/act.html", context, status=status)


def _key(matter: Matter, key: str, against: int | None) -> str:
    return f"{matter.case.reference} {key} {address_of(against) if against else ''}".strip()


def _done(
    request: HttpRequest, matter: Matter, seen: ActSeen, form: ActForm, against: int | None
) -> HttpResponse | dict[str, Any]:
    """Does it; or what the page shows besides, with what is wrong said on the form."""
    told = Told(
        act=seen.key,
        on=form.cleaned_data["on"],
        version=conflicts.version_of(request),
        capacity=form.said("capacity"),
        delegation=number_of(form.said("under")),
        against=[against, *form.also] if against else [],
        answers=form.answers,
        reasons=form.said("reasons").replace("\r\n", "\n"),
        despite=form.said("despite").replace("\r\n", "\n"),
        details=form.details,
    )
    try:
        title = doing.do(reference=matter.case.reference, told=told, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except Conflict:
        form.add_error(None, OVERTAKEN)
        return {"version": case_file.find(reader=matter.reader, reference=matter.case.reference).version}
    except Obstructed as obstructed:
        return _obstructed(form, obstructed)
    except Mistake as mistake:
        form.add_error(mistake.field if mistake.field in form.fields else None, mistake.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        request.refusal = refusal  # type: ignore[attr-defined]
        drafts.keep_what_was_typed(request)
    else:
        kept_forms.discard(request, kind=ACT, key=_key(matter, seen.key, against))
        messages.success(request, f"Recorded: {title}.")
        return redirect("case_decisions", reference=matter.case.reference)
    return {}


def _obstructed(form: ActForm, obstructed: Obstructed) -> dict[str, Any]:
    """What the law says: at the question that is open, where it is one on the form, and above all of it otherwise."""
    for name in sorted(obstructed.missing):
        if f"answer_{name}" in form.fields:
            form.add_error(f"answer_{name}", "Answer this first, or say below why it is right without")
    if not obstructed.refuses:
        form.ask_despite()
    form.add_error(None, "The law does not allow this as it stands" if obstructed.refuses else DESPITE)
    return {"obstacles": obstructed.sentences, "instead": obstructed.instead, "refuses": obstructed.refuses}
