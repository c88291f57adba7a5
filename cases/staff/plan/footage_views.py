"""Footage and other perishable evidence: what may exist, what was asked for, the letter to the holder, chasers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.plan import chasing, preservation
from cases.operations.plan.values import Perishable
from cases.queries.plan import footage
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.plan.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.plan.forms import ChaseForm, FootageForm, PlanForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FIELDS = (
    "name", "holder", "contact", "place", "camera", "first_day", "first_time", "last_day", "last_time",
    "retention_days", "state", "asked_on", "means", "answer", "because",
)  # fmt: skip
INTRO = (
    "Without a first day, the first day of the matter is used, and the date of deletion moves with it.",
    "The letter to the holder says what, where and when. Leave out who is accused and who complained.",
)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("footage")
def page(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What is recorded, what is deleted first at the top; and what may exist besides."""
    seen = footage.footage(case=matter.case, on=matter.reader.on)
    context = context_of(request, matter, tab="case_plan") | {"seen": seen, "part": "case_footage"}
    return render(request, "staff/plan/footage.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What is proposed is taken up, filled in with what is known; or anything else."""
    found = footage.system(key=request.GET.get("system", "").replace("\0", ""))

    def recorded() -> Any:
        values: dict[str, Any] = {"place": matter.case.place, "state": "proposed"}
        if found:
            values |= {"name": found.name, "holder": found.holder, "retention_days": found.retention_days}
        return values, 0

    def save(typed: PlanForm, said: Any) -> Any:
        evidence = Perishable(system=found.key if found else "", **typed.plain())
        return preservation.add(evidence=evidence, said=said)

    hint = (found.hint,) if found and found.hint else ()
    shown = FormPage(
        kind="case_add_footage",
        key=found.key if found else "",
        title=f"Record {found.name[:1].lower()}{found.name[1:]}" if found else "Record other perishable evidence",
        intro=(*hint, *INTRO),
        form=FootageForm,
        recorded=recorded,
        save=save,
        done="It has been recorded.",
        back="case_footage",
    )
    return answer(request, matter, shown)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change(request: HttpRequest, matter: Matter, request_id: int) -> HttpResponse:
    """How it stands: asked for, confirmed as kept, collected, lost, not needed."""

    def recorded() -> Any:
        row = footage.request(case=matter.case, request_id=request_id)
        return {name: getattr(row, name) for name in FIELDS}, row.version

    def save(typed: PlanForm, said: Any) -> Any:
        row = footage.request(case=matter.case, request_id=request_id)
        evidence = Perishable(system=row.system.key if row.system else "", **typed.plain())
        return preservation.change(request_id=request_id, evidence=evidence, said=said)

    shown = FormPage(
        kind="case_change_footage",
        key=address_of(request_id),
        title="Change what is recorded of perishable evidence",
        intro=INTRO,
        form=FootageForm,
        recorded=recorded,
        save=save,
        back="case_footage",
    )
    return answer(request, matter, shown)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def chase(request: HttpRequest, matter: Matter, request_id: int) -> HttpResponse:
    """That the holder was chased."""

    def recorded() -> Any:
        footage.one(case=matter.case, request_id=request_id, on=matter.reader.on)
        return {"on": matter.reader.on}, 0

    def save(typed: PlanForm, said: Any) -> Any:
        return chasing.chase_preservation(request_id=request_id, said=said, **typed.plain())

    shown = FormPage(
        kind="case_chase_footage",
        key=address_of(request_id),
        title="Record that you chased the holder",
        form=ChaseForm,
        recorded=recorded,
        save=save,
        done="It has been noted.",
        back="case_footage",
    )
    return answer(request, matter, shown)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("how a date was computed")
def how_computed(request: HttpRequest, matter: Matter, request_id: int) -> HttpResponse:
    """How the date of deletion was worked out."""
    try:
        row = footage.request(case=matter.case, request_id=request_id)
    except NotThere:
        raise Http404 from None
    context = context_of(request, matter, tab="case_plan") | {"part": "case_footage", "row": row}
    return render(request, "staff/plan/how_computed.html", context)


@requires(Permission.CASES_WORK)
@require_safe
@of_a_matter("letter")
def letter(request: HttpRequest, matter: Matter, request_id: int) -> HttpResponse:
    """The letter to the holder as it is printed; where it would name somebody, what to change first."""
    context: dict[str, Any] = {"case": matter.case, "request_id": request_id}
    try:
        asked: dict[str, Any] = {"case": matter.case, "request_id": request_id, "on": matter.reader.on}
        context["letter"] = footage.letter(**asked, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    except footage.WouldName as named:
        context["named"] = str(named)
    return render(request, "staff/plan/letter.html", context)
