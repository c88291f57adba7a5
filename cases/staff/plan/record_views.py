"""The policy and decision log, and the representations of officers."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.plan import policy_log, representations
from cases.operations.plan.values import Entry, Made
from cases.queries.plan import records, steps
from cases.staff.matters import conflicts
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.plan.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.plan.forms import EntryForm, PlanForm, RepresentationForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

FIELDS = ("made_by", "how", "received_on", "text", "considered_on", "came_of_it")


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("policy log")
def log(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What was decided and why, the newest first."""
    seen = records.log(case=matter.case, before=conflicts.number(request.GET.get("before", "")) or None)
    context = context_of(request, matter, tab="case_plan") | {"seen": seen, "part": "case_log"}
    return render(request, "staff/plan/log.html", context | {"form_key": uuid.uuid4()})


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("policy log, printed")
def print_log(request: HttpRequest, matter: Matter) -> HttpResponse:
    """All of it on one page, to be printed."""
    context = {"case": matter.case, "entries": records.whole_log(case=matter.case), "today": matter.reader.on}
    return render(request, "staff/plan/log_print.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def enter(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more entry; or one that corrects another."""
    corrects = conflicts.number(request.GET.get("corrects", "")) or None

    def recorded() -> Any:
        return {"decided_on": matter.reader.on, "corrects": corrects}, 0

    def save(typed: PlanForm, said: Any) -> Any:
        return policy_log.enter(entry=Entry(**typed.plain()), said=said)

    shown = FormPage(
        kind="case_enter_log",
        key=str(corrects or ""),
        title=f"Correct entry {corrects}" if corrects else "Add an entry",
        intro=(
            "An entry stays as it is for ever. What was wrong is corrected by another that names it.",
            "Exercises of a power under the Regulations stand in the register of decisions, not here.",
        ),
        button="Add it to the log",
        form=EntryForm,
        recorded=recorded,
        save=save,
        done="The entry has been added.",
        back="case_log",
    )
    return answer(request, matter, shown)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("representations")
def page(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What officers said in answer to the notice, and what came of it."""
    seen = records.representations(case=matter.case)
    context = context_of(request, matter, tab="case_plan") | {"made": seen, "part": "case_representations"}
    return render(request, "staff/plan/representations.html", context | {"form_key": uuid.uuid4()})


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Representations that were received."""
    return answer(request, matter, _representation(matter, None))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change(request: HttpRequest, matter: Matter, representation_id: int) -> HttpResponse:
    """That they were considered, and what came of them."""
    return answer(request, matter, _representation(matter, representation_id))


def _representation(matter: Matter, row_id: int | None) -> FormPage:
    def recorded() -> Any:
        if row_id is None:
            return {}, 0
        row = records.representation(case=matter.case, representation_id=row_id)
        return {name: getattr(row, name) for name in FIELDS} | {"subject": address_of(row.subject_id)}, row.version

    def form(data: Any, **values: Any) -> PlanForm:
        _, subjects = steps.people(case=matter.case)
        choices = [(address_of(pk), said) for pk, said in subjects]
        now = values["initial"].get("subject")
        # Whoever was added in error meanwhile made them all the same.
        others = [(now, "Added in error meanwhile")] if now and now not in dict(choices) else []
        return RepresentationForm(data, subjects=choices + others, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        plain = typed.plain()
        made = Made(subject_id=number_of(plain.pop("subject")) or 0, **plain)
        if row_id is not None:
            return representations.change(representation_id=row_id, made=made, said=said)
        return representations.add(made=made, said=said)

    return FormPage(
        kind="case_representation" if row_id is not None else "case_add_representation",
        key=address_of(row_id) if row_id is not None else "",
        title="Change what is recorded of representations" if row_id is not None else "Record representations",
        intro=("Police (Conduct) Regulations 2020, reg 18. Recording them here starts and stops no time limit.",),
        form=form,
        recorded=recorded,
        save=save,
        done="The representations have been saved.",
        back="case_representations",
    )
