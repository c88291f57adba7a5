"""Disclosure schedules: what stands on them, what nobody has marked yet, and the files that go to the prosecutor."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cases.accounts.permissions import Permission
from cases.operations.evidence import schedules
from cases.operations.intake import Mistake
from cases.queries.evidence import schedules as seen_schedules
from cases.queries.evidence.schedules import Schedule
from cases.staff.acting import me
from cases.staff.evidence.forms import ScheduleForm
from cases.staff.evidence.item_views import FORM_METHODS
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.cells import harmless
from cases.web.gate import requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Wide enough to be read, column by column, in the same order.
WIDTHS = (9, 16, 70, 40, 60)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("disclosure schedules")
def schedule(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Both schedules as they stand; and one of them as a file, which leaves an entry."""
    form = ScheduleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, _, kind = form.cleaned_data["take"].partition(":")
        try:
            made = schedules.export(
                reference=matter.case.reference,
                form=name,
                knows=form.cleaned_data["knows"],
                by=me(request),
                at=request.at,  # type: ignore[attr-defined]
            )
        except Mistake as mistake:
            form.add_error("knows", mistake.sentence)
        else:
            return WRITERS[kind](made)
    context = {"case": matter.case, "form": form, "found": seen_schedules.of_case(case=matter.case)}
    return render(request, "staff/evidence/schedule.html", context)


def as_csv(made: Schedule) -> HttpResponse:
    """For a spreadsheet or another system. What a spreadsheet would take for a formula bears a mark before it."""
    response = _attachment(made, "csv", "text/csv; charset=utf-8")
    # The mark by which spreadsheets know UTF-8.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(made.columns)
    writer.writerows([harmless(cell) for cell in line] for line in made.lines)
    return response


def as_xlsx(made: Schedule) -> HttpResponse:
    """For a spreadsheet: every cell says of itself that it is text."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = made.form
    for row, line in enumerate([made.columns, *made.lines], start=1):
        for at, said in enumerate(line, start=1):
            _write(sheet.cell(row, at), said)
    for column, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    whole = io.BytesIO()
    book.save(whole)
    response = _attachment(made, "xlsx", XLSX)
    response.write(whole.getvalue())
    return response


def _write(cell: Any, said: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", said)
    # Whatever it begins with: never a formula.
    cell.data_type = "s"
    cell.quotePrefix = True


def _attachment(made: Schedule, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.form} {made.reference}.{ending}"'
    return response


WRITERS: Mapping[str, Callable[[Schedule], HttpResponse]] = {"csv": as_csv, "xlsx": as_xlsx}
