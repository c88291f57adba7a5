"""The forms of a page of logging: what is wrong with them, and how they differ from what another tab saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.staff.log.forms import Typed
from cases.staff.typed_fields import TypedForm


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One answer that is not the same in both tabs."""

    label: str
    there: str
    here: str


@dataclass(kw_only=True)
class Shown:
    """The forms of a page, with everything that is wrong with them in the order of the page."""

    forms: Sequence[TypedForm]
    errors: list[dict[str, str]] = field(default_factory=list)

    def say(self) -> None:
        """Gathers what is wrong."""
        self.errors += [error for form in self.forms for error in _errors(form)]


def all_valid(forms: Iterable[TypedForm]) -> bool:
    """Whether each of these is valid. All of them are asked, so that everything wrong is said at once."""
    answers = [form.is_valid() for form in forms]
    return all(answers)


def _errors(form: TypedForm) -> Iterable[dict[str, str]]:
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else next(iter(form))
        place = bound.id_for_label or f"{bound.auto_id}_0"
        yield from ({"field": place, "sentence": str(sentence)} for sentence in sentences)


def differences(*, forms: Sequence[TypedForm], there: dict[str, list[str]], here: Typed) -> list[Difference]:
    """What differs between two tabs, in the words of the page, answers of choices as they are shown."""
    return [
        Difference(label=label, there=_in_words(choices, there.get(name)), here=_in_words(choices, here.getlist(name)))
        for name, label, choices in _named(forms)
        if (there.get(name) or [""]) != (here.getlist(name) or [""])
    ]


def _named(forms: Sequence[TypedForm]) -> Iterable[tuple[str, str, dict[str, str]]]:
    for form in forms:
        for bound in form:
            boxes = getattr(bound.field.widget, "widgets_names", None)
            chosen = _flat(getattr(bound.field, "choices", []))
            for ending in boxes or [""]:
                yield f"{bound.html_name}{ending}", str(bound.label), chosen


def _flat(choices: Iterable[Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, label in choices:
        flat |= _flat(label) if isinstance(label, list) else {str(value): str(label)}
    return flat


def _in_words(choices: dict[str, str], values: list[str] | None) -> str:
    return ", ".join(choices.get(value, value) for value in values or [] if value) or "nothing"
