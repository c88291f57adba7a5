"""Logging a matter in two pages: what happened and to whom; what is alleged against whom, and how grave it would be."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.accounts import drafts as stored
from cases.accounts.permissions import Permission
from cases.audit.trail import Refused
from cases.operations import intake
from cases.operations.intake import choices
from cases.operations.intake.suggestions import Suggestion, suggest
from cases.queries import intakes, own_units
from cases.staff.acting import me
from cases.staff.log import likely, log_drafts, values
from cases.staff.log.done_views import is_sent, logged
from cases.staff.log.forms import Typed, find_people
from cases.staff.log.log_drafts import MATTER, MOST_ROWS, PEOPLE, Desk
from cases.staff.log.matter_forms import PageOne, PageTwo, page_one, page_two
from cases.staff.log.shown import Shown, all_valid, differences
from cases.web.fields import BOXES
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(Permission.CASES_LOG)
@require_http_methods(FORM_METHODS)
def matter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Page one: what happened, and who complains or was affected."""
    if reference := intakes.reference_of(intake=key, by=me(request)):
        return is_sent(request, reference)
    today = _today(request)
    desk = log_drafts.open_page(request, kind=MATTER, intake=key, fresh=_fresh_one(today))
    if desk.took_theirs:
        return redirect("log_matter", key=key)
    page = page_one(desk.typed, today=today)
    shown = Shown(forms=page.forms)
    # `check`: page two was sent, and something here was not right.
    if (desk.action == "next" and desk.may_go_on) or (request.method == "GET" and "check" in request.GET):
        if _is_right(page) and request.method == "POST":
            return redirect("log_people", key=key)
        shown.say()
    else:
        for form in page.forms:
            form.without_errors()
    context = {"page": page, "today": today, "most_rows": MOST_ROWS, "kinds": choices.ABOUT_KINDS}
    return render(
        request, "staff/log/matter.html", context | _common(request, desk, shown, saves_to="log_draft_matter")
    )


@requires(Permission.CASES_LOG)
@require_http_methods(FORM_METHODS)
def people(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Page two: what is alleged against whom, and how grave it would be; then it is logged."""
    if reference := intakes.reference_of(intake=key, by=me(request)):
        return is_sent(request, reference)
    told = stored.stored(owner_id=me(request).pk, kind=MATTER, key=str(key))
    if told is None:
        return redirect("log_matter", key=key)
    today, first = _today(request), Typed(told.body)
    suggested = suggest(text=first.get("what_happened") or "")
    desk = log_drafts.open_page(request, kind=PEOPLE, intake=key, fresh=_fresh_two(suggested))
    if desk.took_theirs:
        return redirect("log_people", key=key)
    page = page_two(desk.typed, units=own_units.to_log_in(user=me(request), on=today))
    find_people(subjects=page.subjects, on=today, again=desk.action == "show")
    shown = Shown(forms=page.forms)
    if desk.action == "log" and desk.may_go_on and page.unit.units:
        answered = _log(request, key=key, one=page_one(first, today=today), two=page, shown=shown)
        if answered:
            return answered
    else:
        for form in page.forms:
            form.without_errors()
    context = _of_page_two(page, suggested) | _common(request, desk, shown, saves_to="log_draft_people")
    return render(request, "staff/log/people.html", context | {"draft_key": key})


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.at)  # type: ignore[attr-defined]


def _fresh_one(today: date) -> dict[str, list[str]]:
    boxes = {f"received_on_{box}": [str(getattr(today, box))] for box in BOXES}
    return {**boxes, "kind": ["complaint"], "parties-0-role": [choices.COMPLAINANT]}


def _fresh_two(suggested: list[Suggestion]) -> dict[str, list[str]]:
    first = {"allegations-0-category": [suggested[0].code]} if suggested else {}
    return {**first, "subjects-0-kind": [choices.PERSON]}


def _is_right(page: PageOne) -> bool:
    """Whether page one may be left behind. Rows in which nothing was said are not asked."""
    told = page.told()
    for form in page.parties:
        if form not in told:
            form.without_errors()
    return all_valid([page.form, *told])


def _log(request: HttpRequest, *, key: uuid.UUID, one: PageOne, two: PageTwo, shown: Shown) -> HttpResponse | None:
    """What came of it once it is logged, or None where something on this page has to be put right first."""
    counted = two.to_check()
    for form in two.forms:
        if form not in counted:
            form.without_errors()
    is_right = all_valid(counted)
    if not _is_right(one):
        return redirect(f"{reverse('log_matter', kwargs={'key': key})}?check=1")
    if not is_right:
        shown.say()
        return None
    try:
        came_of_it = intake.log(matter=_values(key, one, two), by=me(request), at=request.at)  # type: ignore[attr-defined]
    except intake.Mistake as mistake:
        shown.errors.append({"field": "", "sentence": mistake.sentence})
        return None
    except Refused as refusal:
        # Answered on the page itself, so that what was typed stays; recorded once the answer is on its way.
        request.refusal = refusal  # type: ignore[attr-defined]
        shown.errors.append({"field": "", "sentence": refusal.sentence})
        return None
    return logged(request, came_of_it, key=key)


def _values(key: uuid.UUID, one: PageOne, two: PageTwo) -> intake.NewMatter:
    return values.matter(
        key=key,
        form=one.form,
        parties=one.told(),
        allegations=two.told_allegations(),
        subjects=two.concerned(),
        facts=two.facts,
        unit_id=two.unit.unit_id,
    )


def _of_page_two(page: PageTwo, suggested: list[Suggestion]) -> dict[str, Any]:
    asked = list(page.facts.asked(codes=page.codes))
    first = suggested[0] if suggested and page.codes[:1] == [suggested[0].code] else None
    return {
        "page": page,
        "most_rows": MOST_ROWS,
        "subjects": list(zip(page.subjects, page.against, strict=True)),
        "relevant": [one for one in asked if one.why],
        "others": [one for one in asked if not one.why],
        "first": first,
        "suggested": [one for one in suggested if one.code not in page.codes],
    }


def _common(request: HttpRequest, desk: Desk, shown: Shown, *, saves_to: str) -> dict[str, Any]:
    """What both pages show: the draft, what another tab saved, what is wrong, and what may be the same matter."""
    there = desk.theirs.body if desk.theirs else None
    return {
        "desk": desk,
        "form": shown,
        "errors": shown.errors,
        "saves_to": saves_to,
        "differences": differences(forms=shown.forms, there=there, here=desk.typed) if there is not None else [],
        "likely": likely.of_typed(request, key=desk.key, typed=desk.typed),
    }
