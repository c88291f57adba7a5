"""Withholding an update: the ground, the risk, the effect, and when that is looked at again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import NotThere
from cases.accounts.permissions import Permission
from cases.operations.informing import withholding
from cases.operations.informing.withholding import Withheld
from cases.operations.intake import Mistake
from cases.queries.informing import writing
from cases.staff import kept_forms
from cases.staff.acting import me
from cases.staff.matters.opening import Matter, of_a_matter
from cases.staff.typed_fields import TypedForm, choice, lines
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

WITHHOLD = "case_update_withhold"


class WithholdForm(TypedForm):
    """Why an update is withheld."""

    ground = choice(
        "On which ground is it necessary?",
        choices=withholding.GROUNDS,
        required="Choose the ground",
        widget=forms.RadioSelect(),
    )
    real_risk = lines("What is the real risk of an adverse effect?", required="Enter the real risk")
    significant_effect = lines("Why would the effect be significant?", required="Enter why it would be significant")
    look_again_on = DayField(label="Day on which it is looked at again", help_text="For example 27 3 2026.")


@requires(Permission.CASES_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_matter("an update")
def withhold(request: HttpRequest, matter: Matter, party_id: int) -> HttpResponse:
    """Withholds it from one party."""
    try:
        seen = writing.to_party(case=matter.case, party_id=party_id, on=matter.reader.on)
    except NotThere:
        raise Http404 from None
    draft = {"kind": WITHHOLD, "key": f"{matter.case.reference} {address_of(party_id)}"}
    form = WithholdForm(kept_forms.typed(request, **draft))
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"reference": matter.case.reference, "party_id": party_id, "by": me(request)}
        told = Withheld(
            ground=form.cleaned_data["ground"],
            real_risk=form.said("real_risk"),
            significant_effect=form.said("significant_effect"),
            look_again_on=form.cleaned_data["look_again_on"],
        )
        try:
            withholding.withhold(**said, told=told, at=request.at)  # type: ignore[attr-defined]
        except Mistake as mistake:
            form.add_error(mistake.field, mistake.sentence)
        else:
            kept_forms.discard(request, **draft)
            messages.success(request, "It is recorded as withheld, with its ground.")
            return redirect("case_messages", reference=matter.case.reference)
    context = {"case": matter.case, "seen": seen} | kept_forms.context(request, form, **draft)
    return render(request, "staff/informing/withhold.html", context)
