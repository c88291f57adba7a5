"""What is asked of an item: what it is, how it is relevant, its files, and where it went."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from cases.operations.evidence import choices
from cases.staff.typed_fields import TypedForm, choice, line, lines
from cases.web.fields import DayField

TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
NARROW = {"class": "govuk-input--width-10"}
WHEN = "Enter the time as hours and minutes, such as 14:05"
INTACT = [("yes", "Yes"), ("no", "No"), ("none", "It was not sealed, or nobody looked")]
ANSWERS = {"yes": True, "no": False}


class FileInput(forms.FileInput):
    """A file, as GOV.UK pages ask for one."""

    template_name = "staff/register/file_input.html"


def file_field(label: str, *, required: bool, most: int) -> forms.FileField:
    """A file of evidence: always the last field of its form, so that what stands before it is read first."""
    choose = "Choose a file"
    return forms.FileField(
        label=label,
        required=required,
        help_text=f"Up to {most:,} MB. Send the original, not a copy: it is kept as it is and never changed.",
        widget=FileInput(),
        error_messages={
            "required": choose, "invalid": choose, "missing": choose,
            "empty": "The file is empty. Choose the file itself",
        },
    )  # fmt: skip


class ItemForm(TypedForm):
    """What is recorded of an item."""

    reference = line(
        "Exhibit reference",
        longest=30,
        required="Enter the exhibit reference",
        hint="The initials of who produced it, and a number. For example AB/1.",
    )
    description = lines("Description", longest=1000, required="Enter a description of it")
    kind = choice("What it is", choices=[("", "Choose what it is"), *choices.KINDS], required="Choose what it is")
    party = choice("Who produced it, if a party of this matter", choices=[])
    produced_by = line(
        "Otherwise: who produced it", longest=150, hint="Rank, name and number of an officer, or another body."
    )
    obtained_on = DayField(label="When it was obtained", required=False, help_text="For example 27 3 2026.")
    obtained_where = line("Where it was obtained", longest=200)

    def __init__(self, *args: Any, parties: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party: Any = self.fields["party"]
        party.choices = [("", "No party of this matter"), *parties]


class AddItemForm(ItemForm):
    """The same, with its first file."""

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = file_field("File, if there is one", required=False, most=most)


class CorrectItemForm(ItemForm):
    """The same, and why it is corrected."""

    reason = line("Why it is corrected", longest=300, required="Enter why it is corrected")


class FileForm(TypedForm):
    """One more file of an item."""

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = file_field("The file", required=True, most=most)


class MarkForm(TypedForm):
    """How an item is relevant, and why."""

    relevance = choice(
        "How is it relevant?", choices=choices.MARKS, required="Choose how it is relevant", widget=forms.RadioSelect()
    )
    because = line("Why", longest=500, required="Enter why")
    sensitive_because = line(
        "If it is sensitive: why",
        longest=500,
        hint="Why telling it to the defence could harm an important public interest. The MG6D says it.",
    )


class ReasonForm(TypedForm):
    """Why somebody needs an original in which the scanner found something."""

    reason = line("Why do you need it?", longest=300, required="Enter why you need it")


class CustodyForm(TypedForm):
    """One line of the chain of custody."""

    kind = choice(
        "What happened?", choices=choices.CUSTODY, required="Choose what happened", widget=forms.RadioSelect()
    )
    happened_on = DayField(label="Day", help_text="For example 27 3 2026.")
    happened_at = line("Time", longest=5, required=WHEN, hint="24 hours, for example 14:05.", **NARROW)
    bag = line("Bag number", longest=40, **NARROW)
    seal = line("Seal number", longest=40, hint="Of the seal it has now.", **NARROW)
    place = line("Place", longest=200, hint="For example: property store, shelf 14.")
    handed_from = line("Handed over by", longest=150, hint="Rank, name and number.")
    handed_to = line("Received by", longest=150, hint="Rank, name and number, or the laboratory.")
    intact = choice("Was the seal intact?", choices=INTACT, widget=forms.RadioSelect())
    why = line("Why", longest=300)
    corrects = choice("Line that this one corrects", choices=[])

    def __init__(self, *args: Any, lines_of_it: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        corrects: Any = self.fields["corrects"]
        corrects.choices = [("", "None: this is a new line"), *lines_of_it]

    def clean_happened_at(self) -> time:
        """The time of day."""
        found = TIME.fullmatch(self.said("happened_at"))
        if found is None:
            raise forms.ValidationError(WHEN)
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        """Whoever hands something over looks at its seal, or says that nobody did."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == choices.HANDED_OVER and not cleaned.get("intact"):
            self.add_error("intact", "Choose whether the seal was intact")
        return cleaned

    @property
    def moment(self) -> datetime:
        """When it happened, in London."""
        on: date = self.cleaned_data["happened_on"]
        return timezone.make_aware(datetime.combine(on, self.cleaned_data["happened_at"]))

    @property
    def seal_intact(self) -> bool | None:
        """Yes, no, or nobody looked."""
        return ANSWERS.get(self.cleaned_data["intact"])


class ScheduleForm(TypedForm):
    """Which schedule, as which kind of file, and that its reader knows what is missing."""

    take = forms.ChoiceField(
        choices=[(f"{form}:{kind}", "") for form in ("MG6C", "MG6D") for kind in ("csv", "xlsx")],
        error_messages={"required": "Choose a schedule", "invalid_choice": "Choose a schedule"},
        widget=forms.HiddenInput(),
    )
    knows = forms.BooleanField(label="I know that these items are on no schedule", required=False)
