"""The plan tab: terms of reference, points to prove, lines of enquiry."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.plan import lines, points, terms
from cases.operations.plan.values import Line, Point
from cases.queries import case_access
from cases.queries.plan import overview
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.plan.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.plan.forms import LineForm, PlanForm, PointForm, TermsForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("plan")
def plan(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What is to be found out, what must be shown, and who does what by when."""
    seen = overview.plan(case=matter.case, on=matter.reader.on)
    context = context_of(request, matter, tab="case_plan") | {"plan": seen, "part": "case_plan"}
    # What each form is called that one may go on to from here.
    return render(request, "staff/plan/plan.html", context | {"form_key": uuid.uuid4()})


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("terms of reference")
def versions(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Every version of the terms of reference, with who changed them and why."""
    context = context_of(request, matter, tab="case_plan") | {"part": "case_plan"}
    return render(request, "staff/plan/terms.html", context | {"versions": overview.every_version(case=matter.case)})


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def write_terms(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The terms of reference, over those that stand."""
    newest = overview.newest_terms(case=matter.case)

    def recorded() -> Any:
        now = overview.newest_terms(case=matter.case)
        return {"text": now.text if now else "", "because": ""}, now.number if now else 0

    def form(data: Any, **values: Any) -> PlanForm:
        return TermsForm(data, is_new=newest is None, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        plain = typed.plain()
        return terms.write(text=plain["text"], because=plain.get("because", ""), said=said)

    page = FormPage(
        kind="case_terms",
        title="Change the terms of reference" if newest else "Write the terms of reference",
        intro=("What is to be investigated, and what is not. Every version is kept.",),
        form=form,
        recorded=recorded,
        save=save,
        done="The terms of reference have been saved.",
    )
    return answer(request, matter, page)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_point(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more point to prove."""
    return answer(request, matter, _point(matter, None))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change_point(request: HttpRequest, matter: Matter, point_id: int) -> HttpResponse:
    """A point to prove as it is now, or why it is no longer to be proved."""
    return answer(request, matter, _point(matter, point_id))


def _point(matter: Matter, point_id: int | None) -> FormPage:
    allegations = [(address_of(pk), said) for pk, said in overview.choices_of_allegations(case=matter.case)]

    def recorded() -> Any:
        if point_id is None:
            return {}, 0
        row = overview.point(case=matter.case, point_id=point_id)
        values = {name: getattr(row, name) for name in ("text", "standard", "dropped_because")}
        return values | {"allegation": address_of(row.allegation_id)}, row.version

    def form(data: Any, **values: Any) -> PlanForm:
        return PointForm(data, allegations=allegations, is_new=point_id is None, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        plain = typed.plain()
        point = Point(allegation_id=number_of(plain.pop("allegation")) or 0, **plain)
        return (
            points.change(point_id=point_id, point=point, said=said)
            if point_id is not None
            else points.add(point=point, said=said)
        )

    return FormPage(
        kind="case_point" if point_id is not None else "case_add_point",
        key=address_of(point_id) if point_id is not None else "",
        title="Change a point to prove" if point_id is not None else "Add a point to prove",
        intro=("One thing that must be shown for the allegation to be made out.",),
        form=form,
        recorded=recorded,
        save=save,
        done="The point to prove has been saved.",
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_line(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more line of enquiry."""
    return answer(request, matter, _line(matter, None))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change_line(request: HttpRequest, matter: Matter, line_id: int) -> HttpResponse:
    """A line of enquiry as it is now: who has it, how far it is, what came of it."""
    return answer(request, matter, _line(matter, line_id))


def _line(matter: Matter, line_id: int | None) -> FormPage:
    goes_to = [(address_of(pk), said) for pk, said in overview.choices_of_points(case=matter.case)]
    everybody = case_access.everybody()

    def recorded() -> Any:
        if line_id is None:
            return {}, 0
        row, at = overview.line(case=matter.case, line_id=line_id)
        values = {name: getattr(row, name) for name in ("what", "why", "due_on", "state", "result")}
        values |= {"owner": row.owner_id, "not_pursued_because": row.not_pursued_because}
        return values | {"points": [address_of(pk) for pk in at]}, row.version

    def form(data: Any, **values: Any) -> PlanForm:
        return LineForm(data, points=goes_to, everybody=everybody, is_new=line_id is None, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        plain = typed.plain()
        at = tuple(number_of(one) or 0 for one in plain.pop("points", ()))
        line = Line(owner_id=plain.pop("owner"), point_ids=at, **plain)
        return (
            lines.change(line_id=line_id, line=line, said=said)
            if line_id is not None
            else lines.add(line=line, said=said)
        )

    return FormPage(
        kind="case_line" if line_id is not None else "case_add_line",
        key=address_of(line_id) if line_id is not None else "",
        title="Change a line of enquiry" if line_id is not None else "Add a line of enquiry",
        form=form,
        recorded=recorded,
        save=save,
        done="The line of enquiry has been saved.",
        refused_at="owner",
    )
