"""Putting right that an account is linked to the wrong person: asking for it, and confirming or refusing it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.accounts.permissions import Permission
from cases.operations import relinking
from cases.queries import register_links, register_people
from cases.staff.acting import me
from cases.staff.register.held_forms import answered, text
from cases.web.gate import requires

FORM_METHODS = ["GET", "HEAD", "POST"]
ASK = "register_relink"


class AskForm(forms.Form):
    """Whose the account is."""

    to = text(
        "Person number of whoever it belongs to (optional)",
        longest=40,
        help_text="As the register has it. Empty: it is linked to nobody.",
    )


@requires(Permission.ROLES_GIVE)
@require_http_methods(FORM_METHODS)
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The form that asks for it."""
    at = request.at  # type: ignore[attr-defined]
    found = register_people.find(number=number, on=timezone.localdate(at))
    if found is None or found.account_id is None:
        raise Http404

    def act(form: forms.Form) -> None:
        relinking.ask(number=found.number, to=form.cleaned_data["to"], by=me(request), at=at)
        messages.success(request, "It has been asked. Somebody else who may give roles confirms or refuses it here.")

    return answered(
        request,
        form_of=AskForm,
        act=act,
        kind=ASK,
        key=number,
        page="staff/register/relink.html",
        then=reverse("register_person", args=[number]),
        context={"person": found},
    )


@requires(Permission.ROLES_GIVE)
@require_http_methods(FORM_METHODS)
def decide(request: HttpRequest, relinking_id: int, *, confirm: bool) -> HttpResponse:
    """Confirms or refuses it: a button on the page of the person. The address alone leads to that page."""
    number = register_links.number_of(relinking_id=relinking_id)
    if number is None:
        raise Http404
    if request.method == "POST":
        relinking.decide(relinking_id=relinking_id, confirm=confirm, by=me(request), at=request.at)  # type: ignore[attr-defined]
        done = "The account has been linked as was asked." if confirm else "It has been refused. Nothing has changed."
        messages.success(request, done)
    return redirect("register_person", number=number)
