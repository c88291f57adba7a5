"""The register: looking somebody up, what is known of them, and the tree of units."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.accounts.permissions import Permission
from cases.queries import register_characteristics, register_people, register_units
from cases.queries.register import LONGEST_TEXT
from cases.queries.register_people import EVERYBODY, LEFT, SERVING, Wanted
from cases.staff.acting import me
from cases.web.fields import DayField
from cases.web.gate import requires
from misconduct.procedures import PersonKind

# What only links ask for: the last person of the page before.
LONGEST_NUMBER = 40


class PeopleForm(forms.Form):
    """Which people to show. Sent as part of the address, so that a list can be kept and shared."""

    q = forms.CharField(
        label="Name, collar or number",
        required=False,
        max_length=LONGEST_TEXT,
        help_text="The beginning of a surname, of any part of a name, or of a number; or the end of a collar number.",
        error_messages={
            "max_length": f"Name, collar or number must be {LONGEST_TEXT} characters or fewer",
            "null_characters_not_allowed": "Name, collar or number must be text that can be read",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    unit = forms.ChoiceField(
        label="Unit, with those below it",
        required=False,
        error_messages={"invalid_choice": "Choose a unit from the list"},
    )
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Every kind"), *((kind.label, kind.value.capitalize()) for kind in PersonKind)],
        error_messages={"invalid_choice": "Choose a kind from the list"},
    )
    who = forms.ChoiceField(
        label="Serving or left",
        required=False,
        choices=[(SERVING, "Those who serve"), (LEFT, "Those who have left"), (EVERYBODY, "Everybody")],
        error_messages={"invalid_choice": "Choose who from the list"},
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Every unit"), *units]  # type: ignore[attr-defined]

    def clean_after(self) -> str:
        """Only our own links hold it: what is too long is nobody's number, and the list begins at its beginning."""
        after: str = self.cleaned_data["after"]
        return after if len(after) <= LONGEST_NUMBER else ""

    def wanted(self) -> Wanted:
        """What was asked, once it is valid."""
        asked = self.cleaned_data
        return Wanted(
            text=asked["q"],
            unit=asked["unit"],
            kind=asked["kind"],
            who=asked["who"] or SERVING,
            after=asked["after"],
        )

    def asked(self) -> list[tuple[str, str]]:
        """What the address says of that, for the next page of the same list."""
        return [(name, self.data[name]) for name in ("q", "unit", "kind", "who") if self.data.get(name)]


class DayForm(forms.Form):
    """As on which day the tree is shown."""

    on = DayField(label="As on", required=False, help_text="For example 27 3 2026. Empty: today.")


@requires(Permission.REGISTER_SEE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """A list of people, by name."""
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    form = PeopleForm(request.GET, units=register_units.choices(on=today))
    context: dict[str, Any] = {"form": form, "today": today}
    if form.is_valid():
        wanted = form.wanted()
        page = register_people.people(wanted=wanted, on=today)
        asked = form.asked()
        context |= {
            "page": page,
            "is_later": bool(wanted.after),
            "is_asked": bool(asked),
            "first": urlencode(asked),
            "next": urlencode([*asked, ("after", page.next_after or "")]),
        }
    return render(request, "staff/register/people.html", context)


@requires(Permission.REGISTER_SEE)
@require_safe
def person(request: HttpRequest, number: str) -> HttpResponse:
    """One person: what they are, what they were, and which roles they hold."""
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    found = register_people.find(number=number, on=today)
    if found is None:
        raise Http404
    return render(request, "staff/register/person.html", {"person": found, "today": today})


@requires(Permission.REGISTER_SEE)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units as on a day."""
    form = DayForm(request.GET)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        on = form.cleaned_data["on"] or timezone.localdate(request.at)  # type: ignore[attr-defined]
        context |= {"on": on, "units": register_units.tree(on=on)}
    return render(request, "staff/register/units.html", context)


@requires(Permission.CHARACTERISTICS_SEE)
@require_safe
def characteristics(request: HttpRequest, number: str) -> HttpResponse:
    """Protected characteristics of one person."""
    found = register_characteristics.of_person(number=number, by=me(request), at=request.at)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return render(request, "staff/register/characteristics.html", {"person": found})
