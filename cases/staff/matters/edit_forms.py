"""The form on which what is recorded of a matter is changed."""

from datetime import date
from typing import Any

from django import forms

from cases.operations.case_changes import DAYS, FIELDS, wrong_days
from cases.staff.typed_fields import TypedForm, line, lines, not_before
from cases.web.fields import DayField

KEPT = "Time limits that run already keep the dates that were worked out for them."
LAST_BEFORE_FIRST = "Last day of it must be the same as or after the first day"


class EditForm(TypedForm):
    """What may be changed of a matter."""

    headline = line("Headline", longest=150, required="Enter a headline")
    what_happened = lines("What happened", rows=8, required="Enter what happened")
    place = line("Where", longest=200)
    behaviour_from = DayField(
        label="First day of it", required=False, help_text=f"When it happened, as far as known. {KEPT}"
    )
    behaviour_to = DayField(label="Last day of it", required=False, help_text=KEPT)
    would_put_right = lines("What would put it right", rows=3)
    owner_id = forms.TypedChoiceField(
        label="With",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Choose whom it is with from the list"},
    )

    def __init__(self, *args: Any, case: Any, today: date, everybody: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.today = case, today
        field = self.fields["owner_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Nobody"), *((str(pk), name) for pk, name in everybody)]

    def clean(self) -> dict[str, Any]:
        """The days in their order, and none ahead; a last day has a first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        not_before(self, first="behaviour_from", last="behaviour_to", sentence=LAST_BEFORE_FIRST)
        is_known = "behaviour_from" not in self.errors
        if cleaned.get("behaviour_to") and not cleaned.get("behaviour_from") and is_known:
            self.add_error("behaviour_from", "Enter the first day of it, or leave the last day empty")
        if not any(name in self.errors for name in DAYS):
            for name, sentence in wrong_days(case=self.case, typed=cleaned, today=self.today).items():
                self.add_error(name, sentence)
        return cleaned

    def typed(self) -> dict[str, Any]:
        """What was typed, once it is valid: lines end as they are stored."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in values.items()
        }


def initial_of(case: Any) -> dict[str, Any]:
    """What is recorded now."""
    return {name: getattr(case, name) for name in FIELDS}
