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
from cases.web.fields import BOXES, DayField
from cases.web.gate import requires
from cases.web.template_tags import day

LONGEST_WHO = 254
LONGEST_KEY = 100
LONGEST_REQUEST = 64
# What only links ask for: no box on the page holds these.
FOLLOWED = ("thing", "key", "request_id", "before")
NOT_WHOLE = "This address has been cut short or changed. Clear it and begin again."


class TrailForm(forms.Form):
    """Which entries to show. Sent as part of the address, so that a page of the trail can be kept and shared."""

    what = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((act.value, said) for act, said in ABOUT.items())],
        error_messages={"invalid_choice": "Choose what from the list"},
    )
    who = forms.CharField(
        label="Who",
        required=False,
        max_length=LONGEST_WHO,
        help_text="An email address, or as the trail writes it, such as user:12, command:add_user or nobody.",
        error_messages={
            "max_length": f"Who must be {LONGEST_WHO} characters or fewer",
            "null_characters_not_allowed": "Who must be text that can be read",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    first_day = DayField(label="First day", required=False, help_text="For example 27 3 2026.")
    last_day = DayField(label="Last day", required=False, help_text="This day is included.")
    refused = forms.BooleanField(label="Only what was refused or failed", required=False)
    thing = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=LONGEST_KEY, widget=forms.HiddenInput)
    request_id = forms.CharField(required=False, max_length=LONGEST_REQUEST, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean_who(self) -> str:
        """As the trail writes it. Raises ValidationError for an e-mail that nobody has, and for a mere name."""
        who: str = self.cleaned_data["who"]
        if "@" not in who:
            if who and not trail.is_principal(who):
                raise ValidationError("Enter an email address, or who as the trail writes it, such as user:12")
            return who
        principal = trail.principal_of(email=who)
        if principal is None:
            raise ValidationError("Nobody with this email address has an account")
        return principal

    def clean(self) -> dict[str, Any]:
        """The days in their order. What is wrong with a link is said once, where the person can mend it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Last day must be the same as or after the first day")
        wrong = [name for name in FOLLOWED if self.errors.pop(name, None)]
        if wrong:
            self.add_error(None, NOT_WHOLE)
        return cleaned

    def wanted(self) -> Wanted:
        """What was asked, once it is valid."""
        asked = dict(self.cleaned_data)
        refused = asked.pop("refused")
        return Wanted(outcome="refused" if refused else "", **asked)

    def asked(self) -> list[tuple[str, str]]:
        """What the address says of that, for the next page of the same entries."""
        days = [f"{name}_{box}" for name in ("first_day", "last_day") for box in BOXES]
        names = ["what", "who", *days, "refused", "thing", "key", "request_id"]
        return [(name, self.data[name]) for name in names if self.data.get(name)]


@requires(Permission.TRAIL_READ)
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The newest entries that fit."""
    form = TrailForm(request.GET)
    is_valid, asked = form.is_valid(), form.asked()
    kept = [(name, value) for name, value in asked if name in FOLLOWED and name in form.cleaned_data]
    context: dict[str, Any] = {"form": form, "kept": kept}
    if is_valid:
        wanted = form.wanted()
        page = trail.entries(wanted=wanted, by=me(request), at=request.at)  # type: ignore[attr-defined]
        context |= {
            "page": page,
            "is_older": wanted.before is not None,
            "newest": urlencode(asked),
            "older": urlencode([*asked, ("before", page.older_than or "")]),
            "said": _in_words(wanted, page),
        }
    return render(request, "staff/trail/entries.html", context)


def _in_words(wanted: Wanted, page: trail.Page) -> list[str]:
    """What was asked for, as ends of the sentence “Only entries …”."""
    who = page.who if wanted.who in {"", page.who} else f"{page.who} ({wanted.who})"
    return [
        said
        for is_asked, said in (
            (wanted.what, f"that say “{trail.in_words(wanted.what)}”"),
            (wanted.who, f"of {who}"),
            (wanted.thing or wanted.key, f"about {page.about}"),
            (wanted.request_id, f"of the request {wanted.request_id[:8]}"),
            (wanted.first_day, f"from {day(wanted.first_day)}"),
            (wanted.last_day, f"until {day(wanted.last_day)}"),
            (wanted.outcome, "of what was refused or failed"),
        )
        if is_asked
    ]


@requires(Permission.TRAIL_READ)
@require_safe
def strangers(request: HttpRequest) -> HttpResponse:
    """What people we do not know failed at, by the hour."""
    counted = trail.counted(by=me(request), at=request.at)  # type: ignore[attr-defined]
    most = max((row.count for row in counted.rows), default=0)
    return render(request, "staff/trail/strangers.html", {"counted": counted, "most": most})
