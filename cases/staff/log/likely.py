"""Matters that may be the one that is being written down, and people of the register: shown while somebody types."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.accounts import drafts as stored
from cases.accounts.permissions import Permission
from cases.operations.intake.rows import phone_key
from cases.queries import duplicates, register
from cases.queries.duplicates import Likely, Sought
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.log.forms import Typed
from cases.staff.log.log_drafts import OF_A_MATTER, rows_of
from cases.web.fields import BOXES, DayField
from cases.web.gate import requires
from cases.workforce.people import folded

LONGEST_COMPARED = 5_000
NO_PAGE = "no page"


@requires(Permission.CASES_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def likely(request: HttpRequest) -> HttpResponse:
    """The part of a page that names them, for scripts to put in place."""
    typed = Typed(drafts.typed_in(request) or {})
    found = of_typed(request, key=_key(request.POST.get("intake", "")), typed=typed)
    return render(request, "staff/log/likely.html", {"likely": found})


@requires(Permission.CASES_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The people whom a search finds, as choices of the row that asks. Names are sent, not put into an address."""
    on = timezone.localdate(request.at)  # type: ignore[attr-defined]
    text, row = request.POST.get("text", "").strip(), request.POST.get("row", "")
    offered = register.offer(text=text, on=on)
    context = {
        "found": offered.people,
        "more_than": offered.more_than,
        "text": text,
        "name": f"{row[:20]}-person",
    }
    return render(request, "staff/log/people_found.html", context)


def of_typed(request: HttpRequest, *, key: str, typed: Typed) -> list[Likely]:
    """What may be the same as the matter of this page, with what stands in the draft of its other page."""
    others = [stored.stored(owner_id=me(request).pk, kind=kind, key=key) for kind in OF_A_MATTER]
    whole = Typed({name: values for kept in others if kept for name, values in kept.body.items()})
    for name in typed:
        whole.setlist(name, typed.getlist(name))
    on = timezone.localdate(request.at)  # type: ignore[attr-defined]
    found = duplicates.likely(sought=sought(whole, today=on), by=me(request), on=on)
    duplicates.note(found=found, key=key, by=me(request), at=request.at)  # type: ignore[attr-defined]
    return found


def _key(said: str) -> str:
    """The key of the page that asks: nothing else that somebody sends is kept, or looked up."""
    try:
        return str(uuid.UUID(said))
    except ValueError:
        return NO_PAGE


def sought(typed: Typed, *, today: date) -> Sought:
    """What is known so far, in the keys by which the same person is found again."""
    rows = ["", *(f"parties-{row}-" for row in range(rows_of(typed, "parties")))]
    chosen = ["about-", *(f"subjects-{row}-" for row in range(rows_of(typed, "subjects")))]
    happened = _day(typed, "behaviour_from")
    return Sought(
        phones=_keys(phone_key(_said(typed, f"{row}phone")) for row in rows),
        emails=_keys(_said(typed, f"{row}email").casefold() for row in rows),
        names=_keys(folded(_said(typed, f"{row}name")) for row in rows),
        people=frozenset(_numbers(_said(typed, f"{row}person") for row in chosen)),
        day=happened or _day(typed, "received_on") or today,
        happened_on=happened,
        place=_said(typed, "place"),
        words=_said(typed, "what_happened")[:LONGEST_COMPARED],
    )


def _said(typed: Typed, name: str) -> str:
    return str(typed.get(name) or "").strip()


def _keys(said: Iterable[str]) -> frozenset[str]:
    return frozenset(key for key in said if key)


def _numbers(said: Iterable[str]) -> Iterable[int]:
    return (int(one) for one in said if one.isdecimal() and len(one) < 18)


def _day(typed: Typed, name: str) -> date | None:
    """The day in its three boxes, or None while it is not a whole one."""
    try:
        return DayField(required=False).clean([typed.get(f"{name}_{box}") for box in BOXES])
    except ValidationError:
        return None
