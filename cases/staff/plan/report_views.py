"""The investigator's report: drafted from the plan, edited section by section, printed; sent to nobody from here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.plan import reports
from cases.queries.plan import records, report_draft
from cases.queries.plan.report_draft import SECTIONS
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.staff.plan.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.plan.forms import PlanForm, ReportForm
from cases.web.gate import requires


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("report")
def page(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The report as it stands, and its versions."""
    seen = records.report(case=matter.case)
    context = context_of(request, matter, tab="case_plan") | {"part": "case_report", "report": seen}
    context["versions"] = records.versions_of_report(case=matter.case)
    return render(request, "staff/plan/report.html", context | {"sections": _sections(seen)})


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("report, printed")
def printed(request: HttpRequest, matter: Matter, version: int) -> HttpResponse:
    """One version of it, to be printed."""
    seen = records.report(case=matter.case, number=version) if 0 < version <= 32_767 else None
    if seen is None:
        raise Http404
    context = {"case": matter.case, "report": seen, "sections": _sections(seen)}
    return render(request, "staff/plan/report_print.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def edit(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Every section of it: as it was written last; the first time, as the plan says it."""
    drafted = report_draft.drafted(case=matter.case, on=matter.reader.on)

    def recorded() -> Any:
        now = records.report(case=matter.case)
        return (now.sections, now.number) if now else (drafted, 0)

    def form(data: Any, **values: Any) -> PlanForm:
        return ReportForm(data, sections=SECTIONS, **values)

    def save(typed: PlanForm, said: Any) -> Any:
        return reports.save(sections=typed.plain(), said=said)

    written, _ = recorded()
    fresh = [(title, drafted[name]) for name, title in SECTIONS.items() if drafted[name] != written.get(name)]
    shown = FormPage(
        kind="case_edit_report",
        title="Investigator’s report",
        intro=(
            "What is recorded in the plan is put in its place. The summary and the opinion are yours to write.",
            "Each save is a version that is kept. Nothing is sent to anybody.",
        ),
        button="Save this version",
        form=form,
        recorded=recorded,
        save=save,
        done="The report has been saved as a new version.",
        back="case_report",
        shown={"fresh": fresh},
    )
    return answer(request, matter, shown)


def _sections(report: records.ReportSeen | None) -> list[tuple[str, str]]:
    return [(title, report.sections.get(name, "")) for name, title in SECTIONS.items()] if report else []
