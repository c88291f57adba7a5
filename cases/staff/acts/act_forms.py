"""The form of an act: the day, as whom, what the law asks, the reasons, and what some acts want besides."""

from datetime import date
from typing import Any

from django import forms

from cases.queries.acts import here
from cases.queries.acts.asking import ActSeen, Asked
from cases.staff.typed_fields import InlineRadios, TypedForm, choice, line, lines
from cases.web.fields import DayField
from cases.web.row_addresses import address_of, number_of
from misconduct.matters.kinds import Kind
from misconduct.referral import questions

ANSWER, GROUND = "answer_", "ground_"
# What another field of the form answers, or the register.
ANSWERED_OTHERWISE = {
    **dict.fromkeys(here.ASKS_GROUNDS, frozenset({"must_be_referred"})),
    "appoint_investigator": frozenset({"in_management_line"}),
}
NOT_KNOWN = ("unknown", "Not known")
SHORT = 3
WHICH = "Choose one of these answers"
YES_NO = [("yes", "Yes"), ("no", "No"), NOT_KNOWN]


class ActForm(TypedForm):
    """What somebody says about an act. A question that nobody answers stays open, and the law says what follows."""

    on = DayField(label="Day on which it was done", help_text="The legal date, not the day on which it is typed.")
    reasons = lines("Reasons, and what must be recorded", rows=6, required="Enter the reasons")

    def __init__(
        self, *args: Any, seen: ActSeen, kind: str, everybody: list[tuple[int, str]], today: date, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = seen.day
        self.seen, self.today = seen, today
        self._as_whom()
        self._questions(kind)
        if seen.key == "refer_to_iopc":
            self.fields["iopc_reference"] = line("IOPC's reference, if it was given", longest=60)
        if seen.key == "appoint_investigator":
            people = [("", "Choose somebody"), *((address_of(pk), name) for pk, name in everybody)]
            self.fields["investigator"] = choice("Investigator", choices=people, required="Choose the investigator")
        if seen.also:
            self.fields["also"] = forms.MultipleChoiceField(
                label="Do the same for",
                required=False,
                choices=[(address_of(one.against), one.label) for one in seen.also],
                widget=forms.CheckboxSelectMultiple,
                help_text="With the same day, answers and reasons, each with a decision of its own.",
                error_messages={"invalid_choice": "Choose from the list"},
            )
        self.order_fields(["on", "capacity", "under", "also", "investigator", "iopc_reference"])
        # The reasons come last: they are given for what was answered above.
        self.fields["reasons"] = self.fields.pop("reasons")

    def ask_despite(self) -> None:
        """Asks why it is done although something unconfirmed stands in the way."""
        self.fields["despite"] = lines("Why it is right all the same", rows=3)

    def _as_whom(self) -> None:
        theirs = self.seen.capacities
        if len(theirs) > 1:
            self.fields["capacity"] = choice(
                "You do this as",
                choices=[(one.label, one.words[:1].upper() + one.words[1:]) for one in theirs],
                required="Choose in which capacity you do this",
                widget=forms.RadioSelect(),
            )
        under = [row for one in theirs for row in one.delegations]
        if len(under) > 1:
            self.fields["under"] = choice(
                "Delegation",
                choices=[(address_of(row.pk), f"{row.document}: {row.provision}") for row in under],
                required="Choose the delegation under which you decide",
                widget=forms.RadioSelect(),
            )

    def _questions(self, kind: str) -> None:
        otherwise = ANSWERED_OTHERWISE.get(self.seen.key, frozenset())
        for asked in self.seen.asked:
            if asked.name not in otherwise:
                self.fields[f"{ANSWER}{asked.name}"] = _question(asked)
        if self.seen.key in here.ASKS_GROUNDS:
            for ground in questions(kind=Kind[kind.upper()]):
                self.fields[f"{GROUND}{ground.key}"] = choice(ground.asks, choices=YES_NO, widget=InlineRadios())

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, question by question."""
        return {
            name.removeprefix(ANSWER): self.said(name)
            for name in self.fields
            if name.startswith(ANSWER) and self.said(name) not in {"", NOT_KNOWN[0]}
        }

    @property
    def details(self) -> dict[str, Any]:
        """What the act has besides."""
        found: dict[str, Any] = {}
        if self.seen.key in here.ASKS_GROUNDS:
            said = {name: self.said(name) for name in self.fields if name.startswith(GROUND)}
            found["grounds"] = {name.removeprefix(GROUND): value or NOT_KNOWN[0] for name, value in said.items()}
        if "investigator" in self.fields:
            found["investigator"] = number_of(self.said("investigator"))
        if "iopc_reference" in self.fields:
            found["iopc_reference"] = self.said("iopc_reference")
        return found

    @property
    def also(self) -> list[int]:
        """The other allegations that it is done on."""
        return [number for one in self.cleaned_data.get("also", []) if (number := number_of(one))]


def _question(asked: Asked) -> forms.ChoiceField:
    """A question with its answers side by side, where they are short; none is chosen beforehand."""
    is_yes_no = [name for name, _ in asked.answers] == ["yes", "no"]
    answers = [*asked.answers, NOT_KNOWN] if is_yes_no else list(asked.answers)
    is_short = all(len(said.split()) <= SHORT for _, said in answers)
    field = choice(asked.asks, choices=answers, widget=InlineRadios() if is_short else forms.RadioSelect())
    field.error_messages["invalid_choice"] = WHICH
    return field
