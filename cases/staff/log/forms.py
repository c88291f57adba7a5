"""What is asked when a matter is logged: parties, allegations, whom it is about, and the questions of severity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from cases.operations.intake import choices
from cases.operations.intake.relevant import Question, questions
from cases.queries import register
from cases.queries.register import Picked
from cases.staff.typed_fields import InlineRadios, TypedForm, answer, categories, choice, email, line
from misconduct.standards import STANDARDS

Typed = MultiValueDict[str, str]
NOBODY_CHOSEN = "Choose somebody from the register, or say that they are partly known or not identified"
NOBODY_FOUND = "Find them in the register, and choose them"
NOT_IN_REGISTER = "Choose somebody whom the search has found"
DESCRIBE = "Describe what is known of them"
REASON = "Enter why it would lower the public’s confidence"


class PartyForm(TypedForm):
    """Somebody who complains, was affected or saw it. All empty: they did not say who they are."""

    role = choice("What they are", choices=choices.PARTY_ROLES, required="Choose what they are to the matter")
    name = line("Name", longest=150)
    phone = line("Telephone", longest=40, inputmode="tel")
    safe_contact = line("How and when it is safe to reach them", longest=250)
    email = email()
    address = line("Address", longest=300)
    vulnerable = answer("Is there a sign that they are vulnerable?")

    @property
    def is_untouched(self) -> bool:
        """Nothing was said about anybody in this row."""
        said = ("name", "phone", "safe_contact", "email", "address", "vulnerable")
        typed = any((self[name].value() or "").strip() for name in said)
        return not typed and self["role"].value() in {None, "", choices.COMPLAINANT}

    @property
    def has_more(self) -> bool:
        """Something stands, or is wrong, in the part that is closed otherwise."""
        more = ("email", "address", "vulnerable")
        return any((self[name].value() or "").strip() for name in more) or bool(set(self.errors) & set(more))


class AllegationForm(TypedForm):
    """One allegation: one category, and the Standards it may engage."""

    category = choice("Category", choices=categories(), required="Choose a category")
    summary = line("In one line", longest=300, hint="Empty: the name of the category.")
    standards = forms.MultipleChoiceField(
        label="Standards of Professional Behaviour that it may engage",
        choices=[(key, standard.title) for key, standard in STANDARDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose Standards from the list"},
    )

    @property
    def is_untouched(self) -> bool:
        """Nothing was chosen or typed in this row."""
        return not any((self["category"].value(), self["summary"].value(), self["standards"].value()))


class PersonForm(TypedForm):
    """Somebody of the register: `search` finds people, `person` chooses one of them."""

    search = line("Name, number or collar number", longest=100)
    person = forms.IntegerField(
        label="People found", required=False, error_messages={"invalid": NOT_IN_REGISTER}, widget=forms.HiddenInput
    )
    found: Sequence[Picked] = ()
    # How many are shown, where still more people fit.
    more_than = 0
    nobody_chosen = NOBODY_FOUND

    def find(self, *, on: date) -> None:
        """Looks up what was typed, and whoever is chosen already: for a form that stands alone."""
        find_people(subjects=[self], on=on, again=True)

    @property
    def text(self) -> str:
        """What is looked for in the register."""
        return str(self["search"].value() or "").strip()

    @property
    def chosen(self) -> int | None:
        """The number of whoever is chosen."""
        said = str(self["person"].value() or "")
        return int(said) if said.isdecimal() and len(said) < 18 else None

    def clean(self) -> dict[str, Any]:
        """Somebody of the register is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_wanted(cleaned) and cleaned.get("person") not in {one.id for one in self.found}:
            # The choices stand under the search: what is wrong with them is said there.
            self.errors.pop("person", None)
            self.add_error("search", NOT_IN_REGISTER if self["person"].value() else self.nobody_chosen)
        return cleaned

    def is_wanted(self, cleaned: dict[str, Any]) -> bool:
        """Whether somebody of the register has to be chosen."""
        return True


class SubjectForm(PersonForm):
    """Whom it is about: somebody of the register, somebody described, or the force itself."""

    kind = choice(
        "Who is it about?",
        choices=choices.SUBJECT_KINDS,
        required="Choose whom it is about",
        widget=InlineRadios(),
    )
    description = line("What is known of them", longest=300, hint="For example: PC, tall, collar number ending 37.")
    field_order = ("kind", "search", "person", "description")
    nobody_chosen = NOBODY_CHOSEN

    @property
    def is_untouched(self) -> bool:
        """Nobody was named in this row, nor described."""
        typed = any((self["search"].value(), self["person"].value(), self["description"].value()))
        return not typed and self["kind"].value() in {None, "", choices.PERSON}

    def is_wanted(self, cleaned: dict[str, Any]) -> bool:
        """Only of somebody of the register."""
        return cleaned.get("kind") == choices.PERSON

    def clean(self) -> dict[str, Any]:
        """Somebody of the register is chosen, somebody partly known described."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == choices.PARTLY_KNOWN and not self.said("description") and "description" not in self.errors:
            self.add_error("description", DESCRIBE)
        return cleaned


def find_people(*, subjects: Sequence[PersonForm], on: date, again: bool) -> None:
    """Gives each row the people whom it may choose: whoever is chosen, and whoever its text finds.

    Whoever is chosen is found in two queries for all rows; a text takes two more, and is looked for only where nobody
    is chosen yet or somebody asked for it `again`.
    """
    known = register.by_ids(ids=[one.chosen for one in subjects if one.chosen], on=on)
    for one in subjects:
        chosen = [person for person in known if person.id == one.chosen]
        is_sought = bool(one.text) and (again or not chosen)
        offered = register.offer(text=one.text, on=on) if is_sought else register.Offered(people=[])
        one.found = [*chosen, *(person for person in offered.people if person.id != one.chosen)]
        one.more_than = offered.more_than


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of severity as the page shows it: why it is asked of these categories, empty where it is not."""

    question: Question
    bound: Any
    note: Any | None
    why: str
    # For scripts, which move it when a category changes: `B4=force was used|E=…`.
    asked_for: str


class FactsForm(TypedForm):
    """The questions of severity, one for each factor. None is answered beforehand: untouched is no answer."""

    danger = choice(
        "Is somebody or something in danger now?",
        choices=[("", "Not asked yet"), *choices.DANGERS],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions()
        for one in self.questions:
            self.fields[one.factor.key] = answer(one.factor.question, hint=one.factor.why)
            if one.factor.needs_reason:
                self.fields[f"{one.factor.key}_why"] = line("Why?", longest=300)

    def clean(self) -> dict[str, Any]:
        """A yes that needs a reason has one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.questions:
            note = f"{one.factor.key}_why"
            if one.factor.needs_reason and cleaned.get(one.factor.key) == "yes" and not self.said(note):
                self.add_error(note, REASON)
        return cleaned

    def asked(self, *, codes: Sequence[str]) -> Iterator[Asked]:
        """Every question, with why it is asked of these categories."""
        for one in self.questions:
            note, why, bound = f"{one.factor.key}_why", one.why_asked(codes=codes), self[one.factor.key]
            if why:
                bound.help_text = f"{one.factor.why} Asked because {why}."
            yield Asked(
                question=one,
                bound=bound,
                note=self[note] if note in self.fields else None,
                why=why,
                asked_for="|".join(f"{code}={said}" for code, said in one.asked_for.items()),
            )

    def facts(self) -> dict[str, str]:
        """The answers as they are stored: only what somebody chose, a note after a colon."""
        chosen = ((one.factor.key, self.said(one.factor.key)) for one in self.questions)
        return {key: self._with_note(key, said) for key, said in chosen if said}

    def _with_note(self, key: str, said: str) -> str:
        note = self.said(f"{key}_why")
        return f"{said}:{note}" if note else said
