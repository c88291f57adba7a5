"""A letter as a file: the Word file, and a PDF where LibreOffice is installed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.letters import pdf, sending
from cases.queries.letters import messages as seen
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"docx": DOCX, "pdf": "application/pdf"}


def sent_file(*, content: bytes, form: str, name: str) -> HttpResponse:
    """A file to keep: never shown within a page of ours."""
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("letter")
def file(request: HttpRequest, matter: Matter, letter_id: int, form: str) -> HttpResponse:
    """The letter as it was kept. Whoever takes it leaves an entry."""
    if form not in TYPES:
        raise Http404
    try:
        content = seen.file_of(case=matter.case, letter_id=letter_id, form=form)
        sending.printed(case=matter.case, letter_id=letter_id, by=me(request), at=request.at)  # type: ignore[attr-defined]
    except NotThere:
        raise Http404 from None
    return sent_file(content=content, form=form, name=f"letter-{matter.case.reference}")


@requires(Permission.CASES_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_matter("letter")
def ask_for_pdf(request: HttpRequest, matter: Matter, letter_id: int) -> HttpResponse:
    """Has a PDF made of a letter that has none yet."""
    if request.method == "POST":
        try:
            pdf.ask(reference=matter.case.reference, letter_id=letter_id, by=me(request), at=request.at)  # type: ignore[attr-defined]
        except NotThere:
            raise Http404 from None
        messages.success(request, "The PDF is being made. Open this page again in a moment.")
    return redirect("case_letter", matter.case.reference, letter_id)
