"""Files of an item: one more, the original as it came in, and the copy for viewing."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.evidence import files, looking
from cases.operations.evidence.looking import Damaged, Opened
from cases.queries.evidence import items as seen_items
from cases.staff.acting import me
from cases.staff.evidence import sending, uploads
from cases.staff.evidence.forms import FileForm, ReasonForm
from cases.staff.evidence.item_views import FORM_METHODS, one, said_of
from cases.staff.evidence.sending import Page
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.acting import keeps_each_write
from cases.web.gate import requires

ADD_FILE = "evidence_add_file"
# Whatever a file holds, a browser that shows it may do nothing with it.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"
PICTURE = f"{SEALED}; img-src 'self' data:; style-src 'unsafe-inline'"
# Browsers do not show a PDF in a sandbox. The copy has no scripts, and none may run.
PAPER = (
    "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; "
    "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


@uploads.takes_evidence
@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter, item_id: int) -> HttpResponse:
    """One more file of an item."""
    seen = one(matter, item_id)
    sent = request.FILES if request.method == "POST" else None
    form = FileForm(
        sending.typed(request, matter, kind=ADD_FILE, item_id=item_id), sent, most=settings.EVIDENCE_MOST_MEGABYTES
    )

    def save(form: Any) -> tuple[str, int]:
        arrived = uploads.arrived(request)
        assert arrived is not None
        received = files.receive(
            reference=matter.case.reference,
            item_id=item_id,
            incoming=arrived.incoming,
            name=arrived.name or "",
            by=me(request),
            at=request.at,  # type: ignore[attr-defined]
        )
        return said_of(received), item_id

    page = Page(kind=ADD_FILE, template="add_file", save=save, item_id=item_id, context={"item": seen})
    return sending.answer(request, matter, form, page)


@keeps_each_write
@requires(Permission.CASES_SEE)
@require_http_methods(FORM_METHODS)
@of_a_matter()
def original(request: HttpRequest, matter: Matter, file_id: int) -> HttpResponseBase:
    """The original, as it came in: never shown, only saved. Where the scanner found something, for a reason.

    No transaction is open while it is compared with its hash: that may take a while.
    """
    seen = _file(matter, file_id)
    reason = ""
    if seen.is_found:
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method != "POST" or not form.is_valid():
            return render(request, "staff/evidence/found.html", {"case": matter.case, "file": seen, "form": form})
        reason = form.said("reason")
    try:
        opened = looking.original(
            case=matter.case, file_id=file_id, purpose=matter.purpose, reason=reason, **_by(request)
        )
    except NotThere:
        raise Http404 from None
    except Damaged:
        return _damaged(request, matter)
    return _sent(opened, content_type="application/octet-stream", policy=SEALED, as_attachment=True)


@keeps_each_write
@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter()
def copy(request: HttpRequest, matter: Matter, file_id: int) -> HttpResponseBase:
    """The copy for viewing, in the browser."""
    try:
        opened = looking.copy(case=matter.case, file_id=file_id, purpose=matter.purpose, **_by(request))
    except NotThere:
        raise Http404 from None
    except Damaged:
        return _damaged(request, matter)
    policy = PICTURE if opened.content_type.startswith("image/") else PAPER
    return _sent(opened, content_type=opened.content_type, policy=policy, as_attachment=False)


def _sent(opened: Opened, *, content_type: str, policy: str, as_attachment: bool) -> FileResponse:
    response = FileResponse(opened.content, content_type=content_type)
    # Not by its path, which is its hash.
    name = opened.name if as_attachment else f"viewing copy of {opened.name}"
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    response["Content-Length"] = str(opened.size)
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _damaged(request: HttpRequest, matter: Matter) -> HttpResponse:
    return render(request, "staff/evidence/damaged.html", {"case": matter.case}, status=409)


def _file(matter: Matter, file_id: int) -> Any:
    try:
        return seen_items.one_file(case=matter.case, file_id=file_id)
    except NotThere:
        raise Http404 from None


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": me(request), "at": request.at}  # type: ignore[attr-defined]
