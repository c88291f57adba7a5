"""After a matter is logged: its draft goes, and whoever logged it is told what comes next."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import NotThere
from cases.accounts import drafts as stored
from cases.accounts.permissions import Permission
from cases.operations.intake import Logged
from cases.queries import case_file
from cases.queries import logged as logged_matters
from cases.staff.acting import me
from cases.staff.log.log_drafts import EVERY
from cases.web.gate import requires

SENT_BEFORE = "This page was sent before. It is logged once, under this reference."


@requires(Permission.CASES_LOG)
@require_safe
def done(request: HttpRequest, reference: str) -> HttpResponse:
    """The reference, how grave it reads, and what must happen next: for whoever logged it, and nobody else."""
    on = timezone.localdate(request.at)  # type: ignore[attr-defined]
    try:
        seen = logged_matters.seen(reference=reference, by=me(request), on=on)
    except NotThere:
        request.refusal = case_file.not_there(reference=reference)  # type: ignore[attr-defined]
        raise Http404 from None
    logged_matters.note_seen(seen=seen, by=me(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "staff/log/done.html", {"seen": seen, "next_page": uuid.uuid4()})


def logged(request: HttpRequest, came_of_it: Logged, *, key: uuid.UUID) -> HttpResponse:
    """Forgets the draft, and goes where it says what comes next."""
    stored.discard_all(owner_id=me(request).pk, kinds=EVERY, key=str(key))
    if not came_of_it.is_new:
        messages.info(request, SENT_BEFORE)
    return redirect("log_done", reference=came_of_it.reference)


def is_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """The page was sent before: its matter, whatever is sent from it now."""
    messages.info(request, SENT_BEFORE)
    return redirect("log_done", reference=reference)
