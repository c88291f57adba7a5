"""Giving a role in a unit to somebody else, and ending one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.accounts.roles import ABOUT, Role
from cases.operations import role_giving
from cases.queries import register_units
from cases.staff.acting import me
from cases.staff.register.held_forms import EndForm, answered, text
from cases.web.fields import DayField
from cases.web.gate import requires
from cases.web.row_addresses import address_of
from cases.workforce import roles

FORM_METHODS = ["GET", "HEAD", "POST"]
GIVE, END = "role_give", "role_end"


class GiveForm(forms.Form):
    """Who is given which role, in which unit, from when to when."""

    email = text(
        "Email address",
        longest=254,
        required="Enter the email address of whoever is given the role",
        help_text="The one with which they log in.",
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *((role.value, ABOUT[role].display_name) for role in Role)],
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role from the list"},
    )
    unit = forms.ChoiceField(
        label="Unit",
        required=False,
        help_text="A role that sees matters opens those of this unit and of those below it, unless restricted.",
        error_messages={"invalid_choice": "Choose a unit from the list"},
    )
    first_day = DayField(label="First day", help_text="Today or later.")
    last_day = DayField(label="Last day (optional)", required=False, help_text="Empty: until further notice.")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "No unit: opens no matter by itself"), *units]  # type: ignore[attr-defined]


@requires(Permission.ROLES_GIVE)
@require_http_methods(FORM_METHODS)
def give(request: HttpRequest) -> HttpResponse:
    """The form that gives a role."""
    at = request.at  # type: ignore[attr-defined]
    today = timezone.localdate(at)

    def form_of(*args: Any, **kwargs: Any) -> GiveForm:
        return GiveForm(*args, units=register_units.choices(on=today), **kwargs)

    def act(form: forms.Form) -> None:
        held = role_giving.give(by=me(request), at=at, **form.cleaned_data)
        messages.success(request, f"{held.user.name} has been given the role of {held.get_role_display()}.")

    return answered(
        request,
        form_of=form_of,
        act=act,
        kind=GIVE,
        page="staff/register/give_role.html",
        then="role_holders",
        context={},
        initial={"first_day": today, "email": request.GET.get("email", "").replace("\0", "")[:254]},
    )


@requires(Permission.ROLES_GIVE)
@require_http_methods(FORM_METHODS)
def end(request: HttpRequest, held_id: int) -> HttpResponse:
    """The form that ends a role."""
    at = request.at  # type: ignore[attr-defined]
    held = roles.find(held_id=held_id)
    if held is None:
        raise Http404

    def act(form: forms.Form) -> None:
        roles.end(held_id=held_id, last_day=form.cleaned_data["last_day"], by=me(request), at=at)
        messages.success(request, f"The end of {held.user.name}’s role has been recorded.")

    return answered(
        request,
        form_of=EndForm,
        act=act,
        kind=END,
        key=address_of(held_id),
        page="staff/register/end_role.html",
        then="role_holders",
        context={"held": held},
        initial={"last_day": timezone.localdate(at)},
    )
