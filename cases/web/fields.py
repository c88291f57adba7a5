"""Form fields that Django has no GOV.UK shape for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes, as people copy a date from a letter."""

    template_name = "django/forms/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"inputmode": "numeric"}) for name in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date typed as day, month and year. Says which box is missing, and when there is no such day."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False, max_length=20) for _ in range(3))
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The date, or None when nothing was typed and nothing is required. Raises ValidationError in words."""
        boxes = [str(box or "").strip() for box in (value or ["", "", ""])]
        if not any(boxes):
            if self.required:
                raise ValidationError(f"Enter {self._called}")
            return None
        if missing := [name for name, box in zip(("day", "month", "year"), boxes, strict=True) if not box]:
            raise ValidationError(f"{self._called.capitalize()} must include a {' and '.join(missing)}")
        try:
            day, month, year = (int(box) if box.isdecimal() and len(box) <= 4 else 0 for box in boxes)
            return date(year if year >= 1000 else 0, month, day)
        except ValueError:
            raise ValidationError(f"{self._called.capitalize()} must be a real date, such as 27 3 2026") from None

    @property
    def _called(self) -> str:
        return f"the date “{self.label}”" if self.label else "the date"
