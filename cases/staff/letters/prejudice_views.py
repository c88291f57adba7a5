"""Why nothing is sent to an overseeing body for now, and that letters may go to it again."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.letters import prejudice
from cases.queries.letters import messages as seen
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, choice, line
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
PREJUDICE = "case_prejudice"


class PrejudiceForm(TypedForm):
    """To which body nothing is sent, and why."""

    body = choice("To whom?", choices=prejudice.BODIES, required="Choose to whom", widget=forms.RadioSelect())
    ground = line("What would be prejudiced, and how?", longest=500, required="Enter what would be prejudiced, and how")


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("what is not sent")
def record(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Records it, under one's own name."""
    reference = matter.case.reference
    form = PrejudiceForm(kept_forms.typed(request, kind=PREJUDICE, key=reference))
    if request.method == "POST" and form.is_valid():
        said = {"body": form.cleaned_data["body"], "ground": form.said("ground")}
        prejudice.record(reference=reference, **said, by=me(request), at=request.at)  # type: ignore[attr-defined]
        kept_forms.discard(request, kind=PREJUDICE, key=reference)
        messages.success(request, "It has been recorded: nothing is made for them until it is lifted.")
        return redirect("case_messages", reference=reference)
    context = {"case": matter.case} | kept_forms.context(request, form, kind=PREJUDICE, key=reference)
    return render(request, "staff/letters/prejudice.html", context)


@requires(Permission.CASES_WORK)
@require_http_methods(FORM_METHODS)
@of_a_matter("what is not sent")
def lift(request: HttpRequest, matter: Matter, prejudice_id: int) -> HttpResponse:
    """Asks, then lets letters go to it again."""
    found = next((one for one in seen.prejudices(case=matter.case) if one.id == prejudice_id), None)
    if request.method == "POST":
        try:
            prejudice.lift(
                reference=matter.case.reference, prejudice_id=prejudice_id, by=me(request), at=request.at  # type: ignore[attr-defined]
            )  # fmt: skip
        except NotThere:
            raise Http404 from None
        messages.success(request, "Letters may go to them again.")
        return redirect("case_messages", reference=matter.case.reference)
    if found is None:
        raise Http404
    return render(request, "staff/letters/lift.html", {"case": matter.case, "found": found, "form": forms.Form()})
