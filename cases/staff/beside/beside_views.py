"""Beside a matter: proceedings elsewhere, what is held back for them, days of waiting, and links to other matters."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.beside import parallel as writing
from cases.operations.beside.parallel import Proceeding
from cases.queries import case_access
from cases.queries.beside import holds, links, parallel
from cases.queries.beside.parallel import Seen
from cases.staff.beside.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.beside.forms import ChaserForm, EffectForm, EventForm, ProceedingForm
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of

ADD, CHANGE, EVENT = "case_proceeding_add", "case_proceeding", "case_proceeding_event"
EFFECT, CHASE = "case_proceeding_effect", "case_hold_chase"


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("beside this matter")
def beside(request: HttpRequest, matter: Matter) -> HttpResponse:
    """All that runs beside it."""
    held = holds.intervals(case=matter.case, on=matter.reader.on)
    context = context_of(request, matter, tab="case_beside") | {
        "proceedings": parallel.of_case(case=matter.case, on=matter.reader.on),
        "held": held,
        "share": holds.share(case=matter.case, held=held, on=matter.reader.on),
        "links": links.of_case(case=matter.case, reader=matter.reader),
    }
    return render(request, "staff/beside/beside.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Proceedings that nobody recorded yet."""

    def save(form: Any, said: dict[str, Any]) -> object:
        return writing.add(told=_told(form), **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=ADD,
            key="",
            form=lambda data: ProceedingForm(data, everybody=case_access.everybody()),
            save=save,
            title="Record proceedings elsewhere",
            button="Record them",
            back=to_beside(matter),
            done="The proceedings have been recorded.",
        ),
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def change(request: HttpRequest, matter: Matter, proceeding_id: int) -> HttpResponse:
    """How far they are, what is next, who chases them."""
    seen = _seen(matter, proceeding_id)
    chases = seen.recorded["chases"]
    initial = {**seen.recorded, "chases": address_of(chases) if chases else ""}

    def save(form: Any, said: dict[str, Any]) -> object:
        return writing.change(proceeding_id=seen.id, told=_told(form), **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=CHANGE,
            key=address_of(seen.id),
            form=lambda data: ProceedingForm(data, initial=initial, everybody=case_access.everybody()),
            save=save,
            title=f"Change what is recorded: {seen.title}, {seen.body}",
            button="Save",
            back=to_beside(matter),
            done="It has been saved.",
            adds=False,
            version=matter.case.version,
            now=lambda: parallel.in_words(seen=_seen(matter, proceeding_id)),
        ),
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def event(request: HttpRequest, matter: Matter, proceeding_id: int) -> HttpResponse:
    """Something that happened there."""
    seen = _seen(matter, proceeding_id)

    def save(form: Any, said: dict[str, Any]) -> object:
        told = {"on": form.cleaned_data["on"], "what": form.said("what")}
        return writing.add_event(proceeding_id=seen.id, **told, **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=EVENT,
            key=address_of(seen.id),
            form=lambda data: EventForm(data, today=matter.reader.on),
            save=save,
            title=f"Add what happened: {seen.title}, {seen.body}",
            told=("It cannot be changed or removed afterwards: what was wrong is put right by another line.",),
            button="Add it",
            back=to_beside(matter),
            done="It has been added.",
        ),
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def effect(request: HttpRequest, matter: Matter, proceeding_id: int) -> HttpResponse:
    """What they mean for acts of one kind."""
    seen = _seen(matter, proceeding_id)

    def save(form: Any, said: dict[str, Any]) -> object:
        told = {name: form.said(name) for name in ("act_kind", "effect", "reason")}
        return writing.say_effect(proceeding_id=seen.id, **told, **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=EFFECT,
            key=address_of(seen.id),
            form=EffectForm,
            save=save,
            title=f"Say what it means for an act: {seen.title}, {seen.body}",
            told=("Whoever does such an act is reminded of it. It stops nobody: people decide.",),
            button="Save",
            back=to_beside(matter),
            done="It has been saved.",
            adds=False,
            version=matter.case.version,
            now=lambda: parallel.in_words(seen=_seen(matter, proceeding_id)),
        ),
    )


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def chase(request: HttpRequest, matter: Matter, decision_id: int) -> HttpResponse:
    """Who chases what is held back."""
    held = holds.intervals(case=matter.case, on=matter.reader.on)
    found = next((one for one in held if one.decision == decision_id and one.last is None), None)
    if found is None:
        raise Http404
    known = {"chases": address_of(found.chases_id) if found.chases_id else "", "review_on": found.review_on}

    def save(form: Any, said: dict[str, Any]) -> object:
        told = {"chases_id": form.chosen, "review_on": form.cleaned_data["review_on"]}
        return writing.chase_hold(decision_id=decision_id, **told, **said)

    return answer(
        request,
        matter,
        FormPage(
            kind=CHASE,
            key=address_of(decision_id),
            form=lambda data: ChaserForm(data, initial=known, everybody=case_access.everybody()),
            save=save,
            title="Say who chases what is held back",
            told=(f"{found.about}, held back since {found.first:%-d %B %Y}.",),
            button="Save",
            back=to_beside(matter),
            done="It has been saved.",
            adds=False,
            version=matter.case.version,
            now=lambda: _chased(matter, decision_id),
        ),
    )


def _chased(matter: Matter, decision_id: int) -> list[tuple[str, str]]:
    held = holds.intervals(case=matter.case, on=matter.reader.on)
    known = [one for one in held if one.decision == decision_id and one.review_on]
    return [("Who chases it", f"{one.chases}, looked at again on {one.review_on:%-d %B %Y}") for one in known]


def to_beside(matter: Matter) -> str:
    """The address of the page."""
    return reverse("case_beside", args=[matter.case.reference])


def _seen(matter: Matter, proceeding_id: int) -> Seen:
    try:
        return parallel.one(case=matter.case, proceeding_id=proceeding_id, on=matter.reader.on)
    except NotThere:
        raise Http404 from None


def _told(form: Any) -> Proceeding:
    said = {name: form.said(name) for name in ("kind", "body", "body_reference", "state", "next_what")}
    return Proceeding(next_on=form.cleaned_data["next_on"], chases_id=form.chosen, **said)
