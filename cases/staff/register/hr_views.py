"""Files from personnel: sending one, watching it being read, and what was rejected."""

import csv
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations import hr_files
from cases.queries import register_files
from cases.queries.register_files import FileSeen
from cases.staff.acting import me
from cases.web.cells import harmless
from cases.web.gate import requires
from cases.workforce.hr_columns import COLUMNS, MOST_BYTES, MOST_LINES
from misconduct.procedures import PersonKind

LARGEST = MOST_BYTES // 1024 // 1024


class FileField(forms.FileInput):
    """A file, as GOV.UK pages ask for one."""

    template_name = "staff/register/file_input.html"


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="The file",
        help_text=f"CSV in UTF-8, at most {LARGEST} MB and {MOST_LINES:,} lines.",
        widget=FileField(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choose a file",
            "invalid": "Choose a file",
            "missing": "Choose a file",
            "empty": "The file is empty. Choose the file that personnel’s system made",
        },
    )

    def clean_file(self) -> Any:
        """Not larger than is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(f"The file must be {LARGEST} MB or smaller. Split it into several files")
        return file


@requires(Permission.REGISTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The form that takes a file, and the last few files."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.cleaned_data["file"])
        except hr_files.Unreadable as problem:
            form.add_error("file", str(problem))
    context: dict[str, Any] = {"form": form, "files": register_files.newest(), "columns": COLUMNS}
    return render(request, "staff/register/files.html", context | {"kinds": list(PersonKind)})


def _received(request: HttpRequest, file: Any) -> HttpResponse:
    at = request.at  # type: ignore[attr-defined]
    received = hr_files.receive(name=file.name or "", data=file.read(), by=me(request), at=at)
    if received.is_new:
        messages.success(request, "The file has been taken in. It is read by itself: you need not wait here.")
    else:
        messages.info(request, "This very file was sent before. It is not read again.")
    return redirect("register_file", file_id=received.file.pk)


@requires(Permission.REGISTER_IMPORT)
@require_safe
def file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """How far one file is, and which of its lines were rejected."""
    found, after = _file(file_id), request.GET.get("after", "")
    lines = register_files.rejected(file_id=file_id, after=int(after) if _is_number(after) else 0)
    context = {"file": found, "lines": lines, "is_live": request.GET.get("live") == "yes"}
    more = lines[-1].number if len(lines) == register_files.PAGE else None
    return render(request, "staff/register/file.html", context | {"next_after": more, "is_later": bool(after)})


@requires(Permission.REGISTER_IMPORT)
@require_safe
def rejected(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """Every line that was rejected, as a file for a spreadsheet."""
    _file(file_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rejected-lines.csv"'
    # The mark by which spreadsheets know UTF-8.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["line", "person_number", "reason"])
    for line in register_files.rejected(file_id=file_id, most=None):
        writer.writerow([line.number, harmless(line.person_number), harmless(line.reason)])
    return response


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_BYTES))


def _file(file_id: uuid.UUID) -> FileSeen:
    found = register_files.find(file_id=file_id)
    if found is None:
        raise Http404
    return found
