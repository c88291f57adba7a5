"""Somebody whom a matter is about: where each allegation stands, suspension, restrictions, welfare."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.beside import restrictions
from cases.operations.beside.restrictions import Restricted
from cases.queries import case_people
from cases.queries.beside import person as people
from cases.queries.case_people import SubjectSeen
from cases.staff.acting import me
from cases.staff.beside.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.beside.forms import EndRestrictionForm, RestrictionForm
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of

RESTRICT, END = "case_restriction_add", "case_restriction_end"


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("person")
def person(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Somebody whom it is about."""
    try:
        seen = people.person(case=matter.case, subject_id=subject_id, user=me(request), on=matter.reader.on)
    except NotThere:
        raise Http404 from None
    context = context_of(request, matter, tab="case_people") | {"person": seen, "welfare": seen.welfare}
    return render(request, "staff/beside/person.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add_restriction(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """A restriction short of suspension."""
    seen = subject(matter, subject_id)

    def save(form: Any, said: dict[str, Any]) -> object:
        days = {name: form.cleaned_data[name] for name in ("first_day", "last_day", "look_again_on")}
        told = Restricted(kind=form.said("kind"), what=form.said("what"), **days)
        return restrictions.add(subject_id=seen.id, told=told, **said)

    page = FormPage(
        kind=RESTRICT,
        key=address_of(seen.id),
        form=lambda data: RestrictionForm(data, initial={"first_day": matter.reader.on}),
        save=save,
        title=f"Record a restriction on {seen.name}",
        told=(
            "What somebody may not do meanwhile, short of suspension. The decision itself is recorded under Decisions.",
        ),
        button="Record it",
        back=to_person(matter, seen.id),
        done="The restriction has been recorded.",
    )
    return answer(request, matter, page)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def end_restriction(request: HttpRequest, matter: Matter, subject_id: int, restriction_id: int) -> HttpResponse:
    """Asks when it ended and why."""
    seen = subject(matter, subject_id)
    found = people.restriction(
        case=matter.case, subject_id=subject_id, restriction_id=restriction_id, on=matter.reader.on
    )
    if found is None:
        raise Http404

    def save(form: Any, said: dict[str, Any]) -> object:
        told = {"on": form.cleaned_data["on"], "because": form.said("because")}
        by = {name: said[name] for name in ("reference", "by", "at")}
        return restrictions.end(restriction_id=restriction_id, **told, **by)

    page = FormPage(
        kind=END,
        key=address_of(restriction_id),
        form=lambda data: EndRestrictionForm(data, today=matter.reader.on),
        save=save,
        title=f"End a restriction on {seen.name}",
        told=(f"{found.kind}: {found.what}",),
        button="End it",
        back=to_person(matter, seen.id),
        done="The restriction has ended.",
    )
    return answer(request, matter, page)


def subject(matter: Matter, subject_id: int) -> SubjectSeen:
    """Somebody whom it is about still, for a form about them; otherwise they are not there."""
    try:
        seen = case_people.subject(case=matter.case, subject_id=subject_id)
    except NotThere:
        raise Http404 from None
    if seen.withdrawn_on is not None:
        raise Http404
    return seen


def to_person(matter: Matter, subject_id: int) -> str:
    """The address of their page."""
    return reverse("case_person", args=[matter.case.reference, subject_id])
