"""Interviews, statements and requests to others, with their chasers."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.plan import chasing, steps
from cases.operations.plan.values import Step
from cases.queries.plan import steps as seen_steps
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.plan.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.plan.forms import ChaseForm, PlanForm, StepForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

FIELDS = (
    "kind", "body", "about", "asked_on", "due_on", "adjustments", "other_needs", "received_on", "outcome",
    "not_needed_because",
)  # fmt: skip
PARTY, SUBJECT = "party ", "subject "


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("interviews and requests")
def page(request: HttpRequest, matter: Matter) -> HttpResponse:
    """All of them, what is waited for first."""
    seen = seen_steps.steps(case=matter.case, on=matter.reader.on)
    context = context_of(request, matter, tab="case_plan") | {"steps": seen, "part": "case_steps"}
    return render(request, "staff/plan/steps.html", context | {"form_key": uuid.uuid4()})


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more interview, statement or request."""
    return answer(request, matter, _step(matter, None))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change(request: HttpRequest, matter: Matter, step_id: int) -> HttpResponse:
    """An interview, a statement or a request as it is now."""
    return answer(request, matter, _step(matter, step_id))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def chase(request: HttpRequest, matter: Matter, step_id: int) -> HttpResponse:
    """That somebody was chased."""

    def recorded() -> Any:
        seen_steps.step(case=matter.case, step_id=step_id)
        return {"on": matter.reader.on}, 0

    def save(typed: PlanForm, said: Any) -> Any:
        return chasing.chase_step(step_id=step_id, said=said, **typed.plain())

    shown = FormPage(
        kind="case_chase_step",
        key=address_of(step_id),
        title="Record that you chased them",
        form=ChaseForm,
        recorded=recorded,
        save=save,
        done="It has been noted.",
        back="case_steps",
    )
    return answer(request, matter, shown)


def _step(matter: Matter, step_id: int | None) -> FormPage:
    def recorded() -> Any:
        if step_id is None:
            return {}, 0
        row = seen_steps.step(case=matter.case, step_id=step_id)
        return {name: getattr(row, name) for name in FIELDS} | {"who": _who(row)}, row.version

    def form(data: Any, **values: Any) -> PlanForm:
        return StepForm(data, who=_people(matter, step_id), is_new=step_id is None, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        plain = typed.plain()
        step = Step(**_chosen(plain.pop("who")), adjustments=tuple(plain.pop("adjustments")), **plain)
        return (
            steps.change(step_id=step_id, step=step, said=said)
            if step_id is not None
            else steps.add(step=step, said=said)
        )

    return FormPage(
        kind="case_step" if step_id is not None else "case_add_step",
        key=address_of(step_id) if step_id is not None else "",
        title=f"{'Add' if step_id is None else 'Change'} an interview, a statement or a request",
        form=form,
        recorded=recorded,
        save=save,
        back="case_steps",
    )


def _people(matter: Matter, step_id: int | None) -> list[Any]:
    """Whom it may be with; and with whom it is, also where they were added in error meanwhile."""
    parties, subjects = seen_steps.people(case=matter.case)
    groups = [
        ("Who complains or was affected", [(PARTY + address_of(pk), said) for pk, said in parties]),
        ("Whom it is about", [(SUBJECT + address_of(pk), said) for pk, said in subjects]),
    ]
    row = seen_steps.step(case=matter.case, step_id=step_id) if step_id is not None else None
    if row and row.subject_id and row.subject_id not in dict(subjects):
        groups.append(("Added in error", [(SUBJECT + address_of(row.subject_id), seen_steps.with_whom(row))]))
    return [(title, people) for title, people in groups if people]


def _who(row: Any) -> str:
    if row.party_id:
        return PARTY + address_of(row.party_id)
    return SUBJECT + address_of(row.subject_id) if row.subject_id else ""


def _chosen(who: str) -> dict[str, Any]:
    is_party = who.startswith(PARTY)
    number = number_of(who.removeprefix(PARTY).removeprefix(SUBJECT)) if who else None
    return {"party_id": number if is_party else None, "subject_id": None if is_party else number}
