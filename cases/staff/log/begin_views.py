"""Logging a matter: where it begins, its two pages, and what one has not sent yet."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts import drafts as stored
from cases.accounts.drafts import ChangedElsewhere, Kept
from cases.accounts.permissions import Permission
from cases.queries import intakes
from cases.staff.acting import me
from cases.staff.log import log_drafts
from cases.staff.log.log_drafts import CALL, EVERY, MATTER, OF_A_MATTER, PEOPLE, clock_time
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
LONGEST_SAID = 80
PAGES = {CALL: "log_call", MATTER: "log_matter", PEOPLE: "log_people"}
NAMES = {CALL: "A call", MATTER: "A matter", PEOPLE: "A matter"}


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """Something that was begun and not sent."""

    name: str
    said: str
    saved_at: datetime
    resume: str
    discard: str


@requires(Permission.CASES_LOG)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The two ways, and one's own unfinished pages."""
    context = {"unfinished": _unfinished(request), "call": uuid.uuid4(), "matter": uuid.uuid4()}
    return render(request, "staff/log/start.html", context)


@requires(Permission.CASES_LOG)
@require_http_methods(FORM_METHODS)
def draft(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Saves what a page sends by itself; asked for by a person, asks whether to discard it, and does."""
    every = EVERY if kind == CALL else OF_A_MATTER
    if request.POST.get("discard"):
        stored.discard_all(owner_id=me(request).pk, kinds=every, key=str(key))
        return redirect("log")
    if request.method == "POST":
        return _save(request, key=key, kind=kind)
    kept = [stored.stored(owner_id=me(request).pk, kind=one, key=str(key)) for one in every]
    known = next((one for one in kept if one), None)
    if known is None:
        raise Http404
    return render(request, "staff/log/discard.html", {"draft": _shown(known), "draft_key": key})


def _save(request: HttpRequest, *, key: uuid.UUID, kind: str) -> JsonResponse:
    if reference := intakes.reference_of(intake=key, by=me(request)):
        done = reverse("log_done", kwargs={"reference": reference})
        return JsonResponse({"reference": reference, "address": done}, status=410)
    try:
        kept = log_drafts.save(request, kind=kind, key=str(key))
    except log_drafts.TooLong:
        return JsonResponse({"problem": log_drafts.TOO_LONG}, status=413)
    except ChangedElsewhere as changed:
        return JsonResponse({"changed_at": clock_time(changed.kept)}, status=409)
    return JsonResponse({"version": kept.version, "saved_at": clock_time(kept)})


def _unfinished(request: HttpRequest) -> list[Unfinished]:
    """One line for each page or matter, newest first; what was logged meanwhile is no longer unfinished."""
    found = stored.newest(owner_id=me(request).pk, kinds=EVERY)
    keys = {kept.key: _key(kept) for kept in found}
    sent = intakes.logged(intakes=[key for key in keys.values() if key], by=me(request))
    first: dict[str, Kept] = {}
    for kept in found:
        # What was told on page one names a matter better than its second page.
        if kept.key not in first or kept.kind == MATTER:
            first[kept.key] = kept
    return [_shown(kept) for key, kept in first.items() if keys[key] and keys[key] not in sent]


def _key(kept: Kept) -> uuid.UUID | None:
    try:
        return uuid.UUID(kept.key)
    except ValueError:
        return None


def _shown(kept: Kept) -> Unfinished:
    told = ("".join(kept.body.get(name, [])) for name in ("headline", "what_happened"))
    words = " ".join(next((text for text in told if text.strip()), "").split())
    page = PAGES[CALL if kept.kind == CALL else MATTER]
    return Unfinished(
        name=NAMES[kept.kind],
        said=words[:LONGEST_SAID] or "nothing was written about it yet",
        saved_at=kept.saved_at,
        resume=reverse(page, kwargs={"key": kept.key}),
        discard=reverse(f"log_draft_{page.removeprefix('log_')}", kwargs={"key": kept.key}),
    )
