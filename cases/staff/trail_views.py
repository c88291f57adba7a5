"""The trail, for auditors: filter it; follow one person, one object or one request."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.accounts.permissions import Permission
from cases.audit.acts import ABOUT
from cases.audit.trail import Wanted
from cases.queries import trail
from cases.staff.acting import me
from cases.web.fields import DayField
from cases.web.gate import requires

LONGEST = 100


class TrailForm(forms.Form):
    """Which entries to show. Sent as part of the address, so that a page of the trail can be kept and shared."""

    what = forms.ChoiceField(
        label="What", required=False, choices=[("", "Everything"), *((act.value, said) for act, said in ABOUT.items())]
    )
    who = forms.CharField(
        label="Who",
        required=False,
        max_length=254,
        help_text="An email address, or as the trail writes it, such as user:12 or nobody.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )
    first_day = DayField(label="From", required=False, help_text="For example 27 3 2026.")
    last_day = DayField(label="To, this day included", required=False, help_text="For example 27 3 2026.")
    refused = forms.BooleanField(label="Only what was refused or failed", required=False)
    thing = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    request_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean_who(self) -> str:
        """As the trail writes it. Raises ValidationError for an e-mail that nobody has."""
        who: str = self.cleaned_data["who"].strip()
        if "@" not in who:
            return who
        principal = trail.principal_of(email=who)
        if principal is None:
            raise ValidationError("Nobody with this email address has an account")
        return principal

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must be the same as or after the first day")
        return cleaned

    def wanted(self) -> Wanted:
        """What was asked, once it is valid."""
        asked = dict(self.cleaned_data)
        refused = asked.pop("refused")
        return Wanted(outcome="refused" if refused else "", **asked)


@requires(Permission.TRAIL_READ)
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The newest entries that fit."""
    form = TrailForm(request.GET)
    page = None
    if form.is_valid():
        page = trail.entries(wanted=form.wanted(), by=me(request), at=request.at)  # type: ignore[attr-defined]
    asked = [(name, value) for name, value in request.GET.items() if value and name != "before"]
    context = {
        "form": form,
        "page": page,
        "asked": urlencode(asked),
        "is_filtered": bool(asked),
        "followed": _followed(form) if page is not None else [],
    }
    return render(request, "staff/trail/entries.html", context)


def _followed(form: TrailForm) -> list[str]:
    """What a link in the table asked for beyond the fields that one can see."""
    asked = form.cleaned_data
    object_ = f"about {asked['thing'].replace('_', ' ')} {asked['key']}".strip() if asked["thing"] else ""
    return [said for said in (object_, f"request {asked['request_id']}" if asked["request_id"] else "") if said]


@requires(Permission.TRAIL_READ)
@require_safe
def strangers(request: HttpRequest) -> HttpResponse:
    """What people we do not know failed at, by the hour."""
    rows = trail.counted(at=request.at)  # type: ignore[attr-defined]
    most = max((row.count for row in rows), default=0)
    return render(request, "staff/trail/strangers.html", {"rows": rows, "most": most, "days": trail.COUNTED_DAYS})
