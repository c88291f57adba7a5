"""The tab of evidence, one item, and the forms by which an item is added, corrected and marked."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.evidence import adding, items
from cases.operations.evidence.adding import Arrived
from cases.operations.evidence.files import Received
from cases.operations.evidence.items import Correction, Mark, Told
from cases.queries import case_people
from cases.queries.evidence import items as seen_items
from cases.queries.evidence.items import ItemSeen
from cases.staff.acting import me
from cases.staff.evidence import sending, uploads
from cases.staff.evidence.forms import AddItemForm, CorrectItemForm, ItemForm, MarkForm
from cases.staff.evidence.sending import Page
from cases.staff.matters import conflicts, once
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.typed_fields import TypedForm
from cases.web.gate import requires
from cases.web.row_addresses import address_of, number_of

ADD, CORRECT, MARK = "evidence_add", "evidence_correct", "evidence_mark"
FORM_METHODS = ["GET", "HEAD", "POST"]
NOTHING = "Nothing was changed: it is recorded so already."
IN_WORDS = {"kind": "kind", "party": "produced_by", "relevance": "relevance"}


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("evidence")
def listing(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Every item, with where it is, how it is marked and what files it has."""
    found = seen_items.of_case(case=matter.case)
    context = {
        "items": found,
        "unmarked": sum(not item.is_marked for item in found),
        "has_scanner": bool(settings.CLAMAV),
        "form_key": uuid.uuid4(),
    }
    return render(request, "staff/evidence/list.html", context_of(request, matter, tab="case_evidence") | context)


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("an item of evidence")
def item(request: HttpRequest, matter: Matter, item_id: int) -> HttpResponse:
    """One item: what is recorded of it, its files, its chain of custody."""
    seen = one(matter, item_id)
    lines = [(line, address_of(line.id)) for line in seen.chain.lines]
    context = {"item": seen, "lines": lines, "form_key": uuid.uuid4()}
    return render(request, "staff/evidence/item.html", context_of(request, matter, tab="case_evidence") | context)


@uploads.takes_evidence
@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """One more item, with its first file where there is one. Sent twice it is added once."""
    typed = sending.typed(request, matter, kind=ADD)
    files = request.FILES if request.method == "POST" else None
    form = AddItemForm(typed, files, parties=_parties(matter), most=settings.EVIDENCE_MOST_MEGABYTES)

    def save(form: Any) -> tuple[str, int]:
        sent = uploads.arrived(request)
        first = Arrived(incoming=sent.incoming, name=sent.name or "") if sent else None
        made, received = adding.add(
            told=_told(form), first=first, added_with=once.sent(request.POST), **_by(request, matter)
        )
        return f"{made.reference} has been added. {said_of(received)}".strip(), made.pk

    return sending.answer(request, matter, form, Page(kind=ADD, template="add", save=save))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def correct(request: HttpRequest, matter: Matter, item_id: int) -> HttpResponse:
    """What is recorded of it, corrected for a reason."""
    seen = one(matter, item_id)
    typed = sending.typed(request, matter, kind=CORRECT, item_id=item_id)
    initial = {**seen.recorded, "party": _party_address(seen)}
    form = CorrectItemForm(typed, initial=initial, parties=_parties(matter))

    def save(form: Any) -> tuple[str, int]:
        correction = Correction(
            told=_told(form),
            reason=form.said("reason"),
            version=conflicts.number(request.POST.get("version", "")),
        )
        done = items.correct(item_id=item_id, correction=correction, **_by(request, matter))
        return ("It has been corrected." if done else NOTHING), item_id

    return sending.answer(request, matter, form, _over(matter, form, seen, CORRECT, save))


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def mark(request: HttpRequest, matter: Matter, item_id: int) -> HttpResponse:
    """How it is relevant, and why."""
    seen = one(matter, item_id)
    form = MarkForm(sending.typed(request, matter, kind=MARK, item_id=item_id), initial={**seen.marked})

    def save(form: Any) -> tuple[str, int]:
        done = items.mark(
            item_id=item_id,
            mark=Mark(
                relevance=form.cleaned_data["relevance"],
                because=form.said("because"),
                sensitive_because=form.said("sensitive_because"),
            ),
            version=conflicts.number(request.POST.get("version", "")),
            **_by(request, matter),
        )
        return ("It has been marked." if done else NOTHING), item_id

    return sending.answer(request, matter, form, _over(matter, form, seen, MARK, save))


def one(matter: Matter, item_id: int) -> ItemSeen:
    """The item, or the one 404."""
    try:
        return seen_items.one(case=matter.case, item_id=item_id)
    except NotThere:
        raise Http404 from None


def said_of(received: Received | None) -> str:
    """What came of the file, in words."""
    if received is None:
        return ""
    if not received.is_new:
        return "This very file is with this item already, and was not stored again."
    if received.same_as:
        return f"The file is stored. Its content is in this matter already: {', '.join(received.same_as)}."
    return "The file is stored."


def _over(matter: Matter, form: TypedForm, seen: ItemSeen, kind: str, save: Any) -> Page:
    """A form that writes over what is recorded: where somebody else was quicker, both are shown."""

    def now() -> Mapping[str, Any]:
        fresh = one(matter, seen.id)
        recorded = {**fresh.recorded, "party": _party_address(fresh), **fresh.marked}
        differ = [
            name
            for name, field in form.fields.items()
            if name in recorded and field.has_changed(recorded[name], form[name].value())
        ]
        said = [(form.fields[name].label, _in_words(fresh, name, recorded)) for name in differ]
        return {"now": said, "version": fresh.version}

    # What was kept goes on from the version that it was filled in from.
    version = conflicts.number(str(form.data.get("version", ""))) if form.is_bound else seen.version
    context = {"item": seen, "version": version}
    template = kind.removeprefix("evidence_")
    return Page(kind=kind, template=template, save=save, item_id=seen.id, context=context, now=now)


def _in_words(seen: ItemSeen, name: str, recorded: Mapping[str, Any]) -> str:
    return str(getattr(seen, IN_WORDS[name]) if name in IN_WORDS else recorded[name] or "") or "nothing"


def _told(form: ItemForm) -> Told:
    return Told(
        reference=form.said("reference"),
        description=form.said("description"),
        kind=form.cleaned_data["kind"],
        party_id=number_of(form.said("party")),
        produced_by=form.said("produced_by"),
        obtained_on=form.cleaned_data["obtained_on"],
        obtained_where=form.said("obtained_where"),
    )


def _parties(matter: Matter) -> list[tuple[str, str]]:
    return [(address_of(party.id), f"{party.name}, {party.role}") for party in case_people.parties(case=matter.case)]


def _party_address(seen: ItemSeen) -> str:
    return address_of(int(seen.recorded["party"])) if seen.recorded["party"] else ""


def _by(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    return {"reference": matter.case.reference, "by": me(request), "at": request.at}  # type: ignore[attr-defined]
