"""The forms of the plan: every length is said in words, and what was typed is handed over as plain values."""

from datetime import time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from cases.queries.plan import footage, records, steps
from cases.staff.typed_fields import TypedForm, choice, line, lines
from cases.web.fields import DayField
from misconduct.standards import STANDARDS

Choices = list[tuple[str, str]]
STATES = [("to_do", "To do"), ("doing", "Doing"), ("done", "Done"), ("not_pursued", "Not pursued")]
LONGEST_TEXT, LONGEST_RETENTION = 20_000, 3_650
DAYS = "Days for which it is kept must be a whole number from 0 to 3,650"
EXAMPLE = "For example 27 3 2026."
OURS = "A date of your own, which reminds you. No time limit of the law."


class PlanForm(TypedForm):
    """A form whose values are handed over as they are stored. `later` is not asked of what is only being added."""

    later: tuple[str, ...] = ()

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.later if is_new else ():
            del self.fields[name]

    def plain(self) -> dict[str, Any]:
        """What was typed, once it is valid: lines end as they are stored, and no outer blanks."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


class TimeField(forms.TimeField):
    """A time of day as a clock shows it."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
            widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "class": "govuk-input--width-5"}),
            help_text="As the system’s own clock shows it, for example 23:30.",
            error_messages={"invalid": f"{label} must be a time like 23:30"},
        )
        self.widget.input_type = "text"


class TermsForm(PlanForm):
    """The terms of reference, and why they are changed."""

    later = ("because",)
    text = lines("Terms of reference", rows=12, longest=LONGEST_TEXT, required="Enter the terms of reference")
    because = line("Why they are changed", longest=500)


class PointForm(PlanForm):
    """What must be shown."""

    later = ("dropped_because",)

    allegation = choice("Allegation", choices=[], required="Choose the allegation")
    text = lines("What must be shown", rows=3, longest=500, required="Enter what must be shown")
    standard = choice(
        "Standard of Professional Behaviour that it goes to",
        choices=[("", "None named"), *((key, standard.title) for key, standard in STANDARDS.items())],
    )
    dropped_because = line(
        "If it is no longer to be proved: why", longest=500, hint="It stays in the plan, with this reason."
    )

    def __init__(self, *args: Any, allegations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "allegation", [("", "Choose an allegation"), *allegations])


class LineForm(PlanForm):
    """A line of enquiry."""

    later = ("state", "result", "not_pursued_because")

    what = lines("What is to be done", rows=3, longest=500, required="Enter what is to be done")
    why = lines("Why", rows=2, longest=1000)
    points = forms.MultipleChoiceField(
        label="Points to prove that it goes to",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose points from the list"},
    )
    owner = forms.TypedChoiceField(
        label="With",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Choose whom it is with from the list"},
    )
    due_on = DayField(label="Due", required=False, help_text=f"{OURS} {EXAMPLE}")
    state = choice("How far it is", choices=STATES, required="Choose how far it is")
    result = lines("What came of it", rows=3, longest=5000, hint="Needed when it is done.")
    not_pursued_because = line("If it is not pursued: why", longest=500)

    def __init__(self, *args: Any, points: Choices, everybody: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "owner", [("", "Nobody yet"), *((str(pk), name) for pk, name in everybody)])
        _choices(self, "points", points)
        if not points:
            del self.fields["points"]


class StepForm(PlanForm):
    """An interview, a statement or a request."""

    later = ("received_on", "outcome", "not_needed_because")

    kind = choice("What it is", choices=[("", "Choose"), *steps.KINDS], required="Choose what it is")
    who = choice("With somebody of this matter", choices=[])
    body = line(
        "Or another body",
        longest=150,
        hint="A hospital, a bank, a telephone company, another force, a prosecutor. No names of people.",
    )
    about = line("What about", longest=500, required="Enter what it is about")
    asked_on = DayField(label="Day asked", required=False, help_text=f"Empty: not yet asked. {EXAMPLE}")
    due_on = DayField(label="Day due", required=False, help_text=OURS)
    adjustments = forms.MultipleChoiceField(
        label="What they need",
        required=False,
        choices=steps.ADJUSTMENTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose what they need from the list"},
    )
    other_needs = line("Other needs", longest=300, hint="For example which language, or a break every hour.")
    received_on = DayField(label="Day received, or held", required=False)
    outcome = lines("What came of it", rows=3, longest=5000)
    not_needed_because = line("If it is no longer needed: why", longest=500)

    def __init__(self, *args: Any, who: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "who", [("", "Nobody of this matter"), *who])


class ChaseForm(PlanForm):
    """When and how somebody was chased."""

    on = DayField(label="Day on which you chased", help_text=EXAMPLE)
    means = choice(
        "How", choices=steps.MEANS, required="Choose how you chased", widget=forms.RadioSelect()
    )  # fmt: skip


class FootageForm(PlanForm):
    """A piece of perishable evidence, and how it stands."""

    name = line("What it is", longest=150, required="Enter what it is", hint="For example: CCTV of the bus.")
    holder = line("Who holds it", longest=150, required="Enter who holds it", hint="A body or an office, no names.")
    contact = line("How to reach the holder", longest=300, hint="Address or mailbox for the letter.")
    place = line("Place", longest=200, hint="As the holder needs it to find the footage. No names of people.")
    camera = line(
        "Camera, vehicle or device, where known",
        longest=200,
        hint="A collar number tells the holder whose footage you want. In a covert matter leave it out, and ask for "
        "all cameras of that place and time.",
    )
    first_day = DayField(label="First day of it", required=False)
    first_time = TimeField("First time")
    last_day = DayField(label="Last day of it", required=False, help_text="Empty: the same day.")
    last_time = TimeField("Last time")
    retention_days = forms.IntegerField(
        label="Days for which the holder keeps it",
        help_text="A setting of the force: ask the holder, and correct it. 0 where it may be deleted at any time.",
        validators=[MinValueValidator(0, DAYS), MaxValueValidator(LONGEST_RETENTION, DAYS)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}),
        error_messages={"required": DAYS, "invalid": DAYS},
    )
    state = choice("How it stands", choices=footage.STATES, required="Choose how it stands")
    asked_on = DayField(label="Day on which it was asked for", required=False, help_text=EXAMPLE)
    means = choice("How it was asked for", choices=[("", "Not asked for yet"), *steps.MEANS])
    answer = line("What the holder answered", longest=1000)
    because = line("If it is lost or not needed: why", longest=500)


class EntryForm(PlanForm):
    """An entry of the policy log."""

    decided_on = DayField(label="Day of the decision", help_text=EXAMPLE)
    decided = lines("What was decided", rows=4, longest=5000, required="Enter what was decided")
    why = lines("Why", rows=4, longest=5000, required="Enter why it was decided")
    options = lines("What else was considered", rows=3, longest=5000)
    corrects = forms.IntegerField(
        label="Number of the entry that this one corrects",
        required=False,
        help_text="Empty for a new decision. The old entry stays as it is, and says that it was corrected.",
        validators=[
            MinValueValidator(1, "Enter the number of an entry of this log"),
            MaxValueValidator(32_767, "Enter the number of an entry of this log"),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}),
        error_messages={"invalid": "Enter the number of an entry of this log"},
    )


class RepresentationForm(PlanForm):
    """What an officer said in answer to the notice, and what came of it."""

    subject = choice("Whose they are", choices=[], required="Choose whose they are")
    made_by = choice("From whom", choices=records.MADE_BY, required="Choose from whom", widget=forms.RadioSelect())
    how = choice("How", choices=records.HOW, required="Choose how they were made", widget=forms.RadioSelect())
    received_on = DayField(label="Day received", help_text=EXAMPLE)
    text = lines("What was received", rows=6, longest=LONGEST_TEXT, required="Enter what was received")
    considered_on = DayField(label="Day considered", required=False, help_text="Empty: not yet.")
    came_of_it = lines(
        "What came of it", rows=4, longest=5000, hint="What was enquired into because of it, or why nothing was."
    )

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "subject", [("", "Choose somebody"), *subjects])


class ReportForm(PlanForm):
    """Every section of the report."""

    def __init__(self, *args: Any, sections: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, title in sections.items():
            self.fields[name] = lines(title, rows=8)


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value.replace(microsecond=0) if isinstance(value, time) else value
