"""The two pages of a matter as forms: their rows, and the values that come of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from cases.operations.intake import choices
from cases.staff.log.forms import AllegationForm, FactsForm, PartyForm, SubjectForm, Typed
from cases.staff.log.log_drafts import rows_of
from cases.staff.typed_fields import InlineRadios, TypedForm, choice, line, lines, not_before
from cases.web.fields import DayField

NO_LATER = "{} must be today or earlier"
TOO_LATE = "When it happened must be {day}, when the matter was first known of, or earlier"
DAYS = ("received_on", "complaint_made_on", "came_to_attention_on", "behaviour_from", "behaviour_to")


class MatterForm(TypedForm):
    """What happened, when and where, and how it reached us."""

    kind = choice("What is it?", choices=choices.KINDS, required="Choose what it is", widget=InlineRadios())
    channel = choice(
        "How did it reach us?", choices=[("", "Choose"), *choices.CHANNELS], required="Choose how it reached us"
    )
    received_on = DayField(label="Received on")
    complaint_made_on = DayField(
        label="Complaint made on", required=False, help_text="Empty: on the day on which it was received."
    )
    came_to_attention_on = DayField(
        label="Came to the department’s attention on",
        required=False,
        help_text="Empty: on the day on which it was received.",
    )
    headline = line(
        "Short title",
        longest=150,
        hint="Stands in lists, so it names nobody. Empty: the names of the categories.",
    )
    what_happened = lines("What happened", rows=8, required="Enter what happened")
    would_put_right = lines("What would put it right, if they said", rows=2)
    behaviour_from = DayField(label="When it happened", required=False, help_text="Or when it began, if that is known.")
    behaviour_to = DayField(label="When it ended", required=False, help_text="Only if it went on for longer.")
    place = line("Where", longest=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def has_other_days(self) -> bool:
        """Whether the days are not simply today's, or wrong: then they stand open."""
        usual = [str(self.today.day), str(self.today.month), str(self.today.year)]
        boxes = [str(box or "").strip().lstrip("0") for box in self["received_on"].value() or []]
        others = ("complaint_made_on", "came_to_attention_on", "behaviour_to")
        typed = any(any(self[name].value() or []) for name in others)
        return typed or boxes != usual or bool(set(self.errors) & set(DAYS))

    def clean(self) -> dict[str, Any]:
        """No day lies ahead, and each in its order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in DAYS:
            if (cleaned.get(name) or self.today) > self.today:
                self.add_error(name, NO_LATER.format(self.fields[name].label))
        if cleaned.get("behaviour_to") and "behaviour_from" not in self.errors and not cleaned.get("behaviour_from"):
            self.add_error("behaviour_from", "Enter when it began")
        sentence = "When it ended must be the same as or after when it happened"
        not_before(self, first="behaviour_from", last="behaviour_to", sentence=sentence)
        known = [cleaned[name] for name in DAYS[:3] if cleaned.get(name)]
        if known and (cleaned.get("behaviour_from") or min(known)) > min(known):
            self.add_error("behaviour_from", TOO_LATE.format(day=f"{min(known):%-d %B %Y}"))
        made, received = cleaned.get("complaint_made_on"), cleaned.get("received_on")
        if made and received and made > received:
            self.add_error("complaint_made_on", "Complaint made on must be no later than the day it was received")
        return cleaned


class UnitForm(TypedForm):
    """To which unit the matter belongs, where there is a choice."""

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        if len(units) > 1:
            self.fields["unit"] = choice("Unit", choices=[("", "Choose a unit"), *units], required="Choose a unit")

    @property
    def unit_id(self) -> int:
        """The unit that was chosen, or the only one there is."""
        return int(self.said("unit") or self.units[0][0])


@dataclass(kw_only=True)
class PageOne:
    """What happened, and who complains or was affected."""

    form: MatterForm
    parties: list[PartyForm]

    @property
    def forms(self) -> list[TypedForm]:
        """In the order of the page."""
        return [self.form, *self.parties]

    def told(self) -> list[PartyForm]:
        """Everybody who was named. Of a complaint the first row counts also empty: they did not say who they are."""
        is_complaint = self.form["kind"].value() == "complaint"
        return [one for row, one in enumerate(self.parties) if not one.is_untouched or (is_complaint and row == 0)]


def page_one(typed: Typed, *, today: date) -> PageOne:
    """Page one as it was typed."""
    parties = [PartyForm(typed, prefix=f"parties-{row}") for row in range(rows_of(typed, "parties"))]
    return PageOne(form=MatterForm(typed, today=today), parties=parties)


@dataclass(kw_only=True)
class PageTwo:
    """What is alleged against whom, and how grave it would be."""

    allegations: list[AllegationForm]
    subjects: list[SubjectForm]
    against: list["AgainstForm"]
    facts: FactsForm
    unit: UnitForm
    sent: list[TypedForm] = field(default_factory=list)

    @property
    def forms(self) -> list[TypedForm]:
        """In the order of the page."""
        return [*self.allegations, *self.subjects, *self.against, self.facts, self.unit]

    @property
    def codes(self) -> list[str]:
        """The categories that are chosen so far."""
        return [str(one["category"].value()) for one in self.allegations if one["category"].value()]

    def told_allegations(self) -> list[AllegationForm]:
        """Every allegation that something was said about; the first counts in any case. Emptied rows are dropped."""
        return [one for row, one in enumerate(self.allegations) if row == 0 or not one.is_untouched]

    def told_subjects(self) -> list[tuple[SubjectForm, "AgainstForm"]]:
        """Everybody something was said about, and against which allegations; the first counts in any case."""
        pairs = zip(self.subjects, self.against, strict=True)
        return [pair for row, pair in enumerate(pairs) if row == 0 or not pair[0].is_untouched]

    def to_check(self) -> list[TypedForm]:
        """Every form that counts."""
        pairs = [form for pair in self.told_subjects() for form in pair]
        return [*self.told_allegations(), *pairs, self.facts, self.unit]

    def concerned(self) -> list[tuple[SubjectForm, tuple[int, ...]]]:
        """Whom it is about, with the numbers of the allegations as they will be stored; none: all of them."""
        stored = [row for row, one in enumerate(self.allegations) if one in self.told_allegations()]
        return [
            (subject, tuple(stored.index(row) + 1 for row in against.rows if row in stored))
            for subject, against in self.told_subjects()
        ]


class AgainstForm(TypedForm):
    """Which allegations are about this person. None ticked: all of them."""

    only = forms.MultipleChoiceField(
        label="Only some of the allegations are about them",
        help_text="Nothing ticked: all of them.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose allegations that are in the list"},
    )

    def __init__(self, *args: Any, allegations: Sequence[AllegationForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["only"].choices = [  # type: ignore[attr-defined]
            (str(row), f"Allegation {row + 1}") for row, _ in enumerate(allegations)
        ]

    @property
    def rows(self) -> list[int]:
        """The rows that were ticked."""
        return [int(row) for row in self.cleaned_data.get("only") or []]


def page_two(typed: Typed, *, units: list[tuple[int, str]]) -> PageTwo:
    """Page two as it was typed."""
    allegations = [AllegationForm(typed, prefix=f"allegations-{row}") for row in range(rows_of(typed, "allegations"))]
    subjects = [SubjectForm(typed, prefix=f"subjects-{row}") for row in range(rows_of(typed, "subjects"))]
    against = [AgainstForm(typed, prefix=f"subjects-{row}", allegations=allegations) for row, _ in enumerate(subjects)]
    return PageTwo(
        allegations=allegations,
        subjects=subjects,
        against=against,
        facts=FactsForm(typed, prefix="facts"),
        unit=UnitForm(typed, units=units),
    )
