"""The forms of this room."""

from datetime import date
from typing import Any

from django import forms

from cases.queries.beside import choices
from cases.staff.typed_fields import TypedForm, answer, choice, line, lines
from cases.web.fields import DayField
from cases.web.row_addresses import address_of, number_of

NONE = ("", "Choose")
WHO = "Choose somebody from the list"


class ChoosesSomebody(TypedForm):
    """A form on which somebody is chosen out of everybody: whoever cannot be is refused afterwards."""

    chooses = ""

    def __init__(self, *args: Any, everybody: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.chooses]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody chosen"), *((address_of(pk), name) for pk, name in everybody)]

    @property
    def chosen(self) -> int | None:
        """The number of whoever was chosen."""
        return number_of(self.said(self.chooses)) if self.said(self.chooses) else None


class RestrictionForm(TypedForm):
    """What is restricted, and until when."""

    kind = choice("What is restricted", choices=[NONE, *choices.RESTRICTIONS], required="Choose what is restricted")
    what = line(
        "In words",
        longest=300,
        required="Enter what is restricted",
        hint="For example: no access to the intelligence system; stays away from the custody suite.",
    )
    first_day = DayField(label="First day")
    last_day = DayField(label="Last day", required=False, help_text="Leave it empty where it lasts until it is ended.")
    look_again_on = DayField(
        label="When it is looked at again", required=False, help_text="Needed where there is no last day."
    )


class EndRestrictionForm(TypedForm):
    """When it ended, and why."""

    on = DayField(label="Day on which it ended")
    because = line("Why it ended", longest=300, required="Enter why it ended")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class OfficerForm(ChoosesSomebody):
    """Who looks after somebody's welfare."""

    chooses = "user"
    user = choice("Account", choices=[], hint="They must be able to see this matter, and have no part in the inquiry.")
    name = line("Or the name of somebody without an account", longest=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].error_messages["invalid_choice"] = WHO


class PlanForm(TypedForm):
    """The plan for somebody's welfare."""

    text = lines(
        "The plan",
        rows=10,
        required="Enter the plan",
        hint="What worries there are, who keeps in touch and how often, occupational health, family, what happens on "
        "the day of a notice, and whom they can call at night.",
    )


class ContactForm(TypedForm):
    """A contact with somebody."""

    on = DayField(label="Day of the contact")
    way = answer("How you were in contact", choices=choices.CONTACT_WAYS, required="Choose how you were in contact")
    text = lines("What it was about", rows=6, required="Enter what the contact was about")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class ProceedingForm(ChoosesSomebody):
    """Proceedings elsewhere."""

    chooses = "chases"
    kind = choice("What they are", choices=[NONE, *choices.PROCEEDINGS], required="Choose what the proceedings are")
    body = line("Body", longest=150, required="Enter the body", hint="For example: the CPS; a coroner; a tribunal.")
    body_reference = line("Its reference", longest=60)
    state = answer("How far they are", choices=choices.STATES, required="Choose how far they are")
    next_on = DayField(label="Next date", required=False)
    next_what = line("What is next", longest=200, hint="For example: plea hearing; decision on charge.")
    chases = choice("Who chases them", choices=[], hint="Needed until they end. They must be able to see this matter.")


class EventForm(TypedForm):
    """Something that happened in proceedings elsewhere."""

    on = DayField(label="Day")
    what = line("What happened", longest=500, required="Enter what happened")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class EffectForm(TypedForm):
    """What proceedings elsewhere mean for acts of one kind."""

    act_kind = choice("Kind of act", choices=[NONE, *choices.ACT_KINDS], required="Choose the kind of act")
    effect = answer("What it means", choices=choices.EFFECTS, required="Choose what it means")
    reason = line("Why", longest=300, required="Enter why")


class ChaserForm(ChoosesSomebody):
    """Who chases what is held back."""

    chooses = "chases"
    chases = choice("Who chases it", choices=[], required="Choose who chases it")
    review_on = DayField(label="When it is looked at again")


class LinkForm(TypedForm):
    """What this matter is to another."""

    kind = choice("What this matter is to the other", choices=[NONE, *choices.LINKS], required="Choose what it is")
    other = line("Reference of the other matter", longest=40, required="Enter the reference of the other matter")
    note = line("Note", longest=300, hint="Everybody who sees both matters reads it.")
    members_only = forms.BooleanField(
        label="Show it only to those who are named to both matters",
        required=False,
        help_text="Nobody else learns that there is a link.",
    )


class BecauseForm(TypedForm):
    """Why a link ends."""

    because = line("Why the link ends", longest=300, required="Enter why the link ends")
