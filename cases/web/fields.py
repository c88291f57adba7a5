"""Form fields that Django has no GOV.UK shape for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

BOXES = ("day", "month", "year")
# Wide enough for a birth and for any time limit; narrow enough that a slip of the finger is told from a year.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes, as people copy a date from a letter."""

    template_name = "django/forms/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"inputmode": "numeric"}) for name in BOXES
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date typed as day, month and year. Says which box is missing, and when there is no such day."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False, max_length=20) for _ in BOXES)
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The date, or None when nothing was typed and nothing is required. Raises ValidationError in words."""
        boxes = [str(box or "").strip() for box in (value or [""] * len(BOXES))]
        if not any(boxes):
            if self.required:
                raise ValidationError(f"Enter the {self._called.lower()}")
            return None
        if missing := [name for name, box in zip(BOXES, boxes, strict=True) if not box]:
            raise ValidationError(f"{self._called} must include a {' and a '.join(missing)}")
        return self._day(*(int(box) if box.isdecimal() and len(box) <= 4 else 0 for box in boxes))

    def _day(self, day: int, month: int, year: int) -> date:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(f"{self._called} must have a year between {FIRST_YEAR} and {LAST_YEAR}")
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(f"{self._called} must be a real date, such as 27 3 2026") from None

    @property
    def _called(self) -> str:
        return str(self.label or "Date")
