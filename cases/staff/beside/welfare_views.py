"""The welfare of somebody whom a matter is about.

Whoever investigates reads no more than that there is a welfare officer: for them nothing else is asked of the database.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.beside import welfare as writing
from cases.operations.beside.welfare import Contact
from cases.queries import case_access
from cases.queries.beside import welfare
from cases.queries.beside.welfare import Welfare
from cases.staff.acting import me
from cases.staff.beside.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.beside.forms import ContactForm, OfficerForm, PlanForm
from cases.staff.beside.person_views import subject
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of

OFFICER, PLAN, CONTACT = "case_welfare_officer", "case_welfare_plan", "case_welfare_contact"


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("welfare")
def page(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Who looks after them, the plan, the log: for whoever reads it, and then it leaves an entry of its own."""
    found = _welfare(request, matter, subject_id)
    if found.summary.reads:
        writing.note_read(case=matter.case, subject_id=subject_id, by=me(request), at=request.at)  # type: ignore[attr-defined]
    context = context_of(request, matter, tab="case_people") | {"welfare": found}
    return render(request, "staff/beside/welfare.html", context)


@requires(Permission.WELFARE_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def officer(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """Names who looks after them."""
    seen = subject(matter, subject_id)

    def save(form: Any, said: dict[str, Any]) -> object:
        told = {"user_id": form.chosen, "name": form.said("name")}
        return writing.name_officer(subject_id=seen.id, **told, **_by(said))

    return answer(
        request,
        matter,
        FormPage(
            kind=OFFICER,
            key=address_of(seen.id),
            form=lambda data: OfficerForm(data, everybody=case_access.everybody()),
            save=save,
            title=f"Name the welfare officer of {seen.name}",
            told=("Whoever looks after their welfare has no part in the inquiry. Who did so before stops doing so.",),
            button="Name them",
            back=_back(matter, subject_id),
            done="The welfare officer has been named.",
        ),
    )


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("welfare")
def plan(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """A new version of the plan, filled in with the one that holds."""
    found = _for_readers(request, matter, subject_id)
    newest = found.newest

    def save(form: Any, said: dict[str, Any]) -> object:
        text = form.said("text").replace("\r\n", "\n")
        return writing.plan(subject_id=found.subject, text=text, over=said["version"], **_by(said))

    def now() -> list[tuple[str, str]]:
        held = _welfare(request, matter, subject_id).newest
        return [(f"Version {held.number}, {held.by}", held.text)] if held else []

    def number() -> int:
        held = _welfare(request, matter, subject_id).newest
        return held.number if held else 0

    return answer(
        request,
        matter,
        FormPage(
            kind=PLAN,
            key=address_of(found.subject),
            form=lambda data: PlanForm(data, initial={"text": newest.text if newest else ""}),
            save=save,
            title=f"Welfare plan for {found.name}",
            told=("Former versions are kept. Nobody who investigates this matter reads it.",),
            button="Save this version",
            back=_back(matter, subject_id),
            done="The plan has been saved.",
            adds=False,
            version=newest.number if newest else 0,
            now=now,
            version_now=number,
        ),
    )


@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter("welfare")
def contact(request: HttpRequest, matter: Matter, subject_id: int) -> HttpResponse:
    """One more contact in the log."""
    found = _for_readers(request, matter, subject_id)

    def save(form: Any, said: dict[str, Any]) -> object:
        text = form.said("text").replace("\r\n", "\n")
        told = Contact(on=form.cleaned_data["on"], way=form.said("way"), text=text)
        return writing.add_contact(subject_id=found.subject, told=told, **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=CONTACT,
            key=address_of(found.subject),
            form=lambda data: ContactForm(data, today=matter.reader.on),
            save=save,
            title=f"Add a contact with {found.name}",
            told=("Nothing in the log can be changed or removed. Nobody who investigates this matter reads it.",),
            button="Add it",
            back=_back(matter, subject_id),
            done="The contact has been added to the log.",
        ),
    )


def _welfare(request: HttpRequest, matter: Matter, subject_id: int) -> Welfare:
    try:
        return welfare.seen(case=matter.case, subject_id=subject_id, user=me(request), on=matter.reader.on)
    except NotThere:
        raise Http404 from None


def _for_readers(request: HttpRequest, matter: Matter, subject_id: int) -> Welfare:
    """What they read; for anybody else its forms are not there, and that they asked is noted."""
    found = _welfare(request, matter, subject_id)
    if not found.summary.reads:
        request.refusal = writing.not_theirs(case=matter.case)  # type: ignore[attr-defined]
        raise Http404
    return found


def _by(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("reference", "by", "at")}


def _back(matter: Matter, subject_id: int) -> str:
    return reverse("case_welfare", args=[matter.case.reference, subject_id])
