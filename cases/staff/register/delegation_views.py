"""Delegations: which powers are delegated to whom, recording one, ending one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations import delegating
from cases.operations.delegating import LONGEST_PROVISION, PERSON, POST, RANK
from cases.queries import delegations
from cases.staff.acting import me
from cases.staff.register.held_forms import EndForm, answered, text
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of

FORM_METHODS = ["GET", "HEAD", "POST"]
RECORD, END = "delegation_record", "delegation_end"


class RecordForm(forms.Form):
    """What is delegated to whom, from when to when, and where that is written."""

    power = forms.ChoiceField(
        label="Power",
        choices=[("", "Choose a power"), *delegations.powers()],
        error_messages={"required": "Choose the power", "invalid_choice": "Choose the power from the list"},
    )
    provision = text(
        "Provision (optional)",
        longest=LONGEST_PROVISION,
        help_text="As the document cites it. Empty: the provision that Candour’s own tables have for the power.",
    )
    to = forms.ChoiceField(
        label="To whom",
        choices=[
            (PERSON, "One person, by name"),
            (POST, "Whoever holds a post"),
            (RANK, "Whoever has a rank or grade"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to whom", "invalid_choice": "Choose to whom"},
    )
    whom = text(
        "Email address, post or rank",
        longest=254,
        required="Enter the email address, the post or the rank",
        help_text="A post or rank as the register has it, such as Head of Professional Standards or Superintendent.",
    )
    first_day = DayField(label="First day", help_text="As the document says, for example 27 3 2026.")
    last_day = DayField(label="Last day (optional)", required=False, help_text="Empty: until further notice.")
    document = text(
        "Document",
        longest=200,
        required="Enter the document in which the delegation is written",
        help_text="Its title and date, or its number.",
    )
    signed_by = text("Signed by", longest=150, required="Enter who signed the document", help_text="Name and office.")


@requires(Permission.ROLES_REVIEW)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Delegations in force and to come; those that are over where somebody asks for them."""
    today, everything = timezone.localdate(request.at), request.GET.get("all") == "yes"  # type: ignore[attr-defined]
    found = delegations.of_today(on=today, everything=everything)
    context = {"powers": found, "today": today, "is_everything": everything}
    return render(request, "staff/register/delegations.html", context)


@requires(Permission.DELEGATIONS_KEEP)
@require_http_methods(FORM_METHODS)
def record(request: HttpRequest) -> HttpResponse:
    """The form that records a delegation."""

    def act(form: forms.Form) -> None:
        delegating.record(by=me(request), at=request.at, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, "The delegation has been recorded.")

    return answered(
        request,
        form_of=RecordForm,
        act=act,
        kind=RECORD,
        page="staff/register/record_delegation.html",
        then="delegations",
        context={},
    )


@requires(Permission.DELEGATIONS_KEEP)
@require_http_methods(FORM_METHODS)
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """The form that ends a delegation."""
    at: Any = request.at  # type: ignore[attr-defined]
    found = delegations.find(delegation_id=delegation_id, on=timezone.localdate(at))
    if found is None:
        raise Http404

    def act(form: forms.Form) -> None:
        delegating.end(delegation_id=delegation_id, last_day=form.cleaned_data["last_day"], by=me(request), at=at)
        messages.success(request, "The end of the delegation has been recorded.")

    return answered(
        request,
        form_of=EndForm,
        act=act,
        kind=END,
        key=address_of(delegation_id),
        page="staff/register/end_delegation.html",
        then="delegations",
        context={"delegation": found},
        initial={"last_day": timezone.localdate(at)},
    )
