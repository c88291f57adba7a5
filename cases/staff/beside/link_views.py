"""Linking a matter to another, and ending that: only with sight of both."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.beside import links as writing
from cases.operations.beside.links import NO_SUCH, Link
from cases.operations.intake import Mistake
from cases.queries import case_file
from cases.queries.beside import links
from cases.staff.beside.beside_views import to_beside
from cases.staff.beside.form_pages import FORM_METHODS, FormPage, answer
from cases.staff.beside.forms import BecauseForm, LinkForm
from cases.staff.matters.opening import Matter, of_a_matter
from cases.web.gate import requires
from cases.web.row_addresses import address_of

ADD, END = "case_link", "case_link_end"


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What this matter is to another."""

    def save(form: Any, said: dict[str, Any]) -> object:
        told = Link(
            kind=form.said("kind"),
            other=form.said("other"),
            note=form.said("note"),
            members_only=form.cleaned_data["members_only"],
        )
        try:
            return writing.add(told=told, **said)
        except Mistake as mistake:
            if mistake.sentence == NO_SUCH:
                # As wherever somebody asks for a matter that is not there for them.
                request.refusal = case_file.not_there(reference=told.other)  # type: ignore[attr-defined]
            raise

    page = FormPage(
        kind=ADD,
        key="",
        form=LinkForm,
        save=save,
        title="Link this matter to another",
        told=("A link is shown only to those who may see both matters.",),
        button="Link them",
        back=to_beside(matter),
        done="The matters are linked.",
    )
    return answer(request, matter, page)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("change")
def end(request: HttpRequest, matter: Matter, link_id: int) -> HttpResponse:
    """Asks for the reason, then ends a link."""
    try:
        seen = links.one(case=matter.case, link_id=link_id, reader=matter.reader)
    except NotThere:
        raise Http404 from None

    def save(form: Any, said: dict[str, Any]) -> object:
        by = {name: said[name] for name in ("reference", "by", "at")}
        return writing.end(link_id=link_id, because=form.said("because"), **by)

    page = FormPage(
        kind=END,
        key=address_of(link_id),
        form=BecauseForm,
        save=save,
        title=f"End the link to {seen.reference}",
        told=(f"{seen.kind}: {seen.reference} {seen.headline}",),
        button="End the link",
        back=to_beside(matter),
        done="The link has ended.",
    )
    return answer(request, matter, page)
