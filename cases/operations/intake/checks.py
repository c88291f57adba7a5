"""What is asked of a matter's values before anything is written. A form says the same earlier and nearer."""

from datetime import date

from cases.models import Channel, PartyRole, SubjectKind
from cases.operations.intake.days import Days, impossible
from cases.operations.intake.values import Alleged, Concerned, Mistake, NewMatter
from cases.operations.references import PREFIXES
from cases.workforce.models import Person, Unit
from misconduct import standards
from misconduct.matters import categories
from misconduct.refusals import NoAnswer
from misconduct.severity import Danger


def check(*, matter: NewMatter, today: date) -> None:
    """Raises Mistake for the first value that cannot be taken."""
    _check_said(matter)
    _check_days(matter, today)
    if not Unit.objects.filter(pk=matter.unit_id, first_day__lte=today).exclude(last_day__lt=today).exists():
        raise Mistake("unit_id", "Choose a unit that exists today")
    if not matter.allegations:
        raise Mistake("allegations", "Add at least one allegation")
    for number, alleged in enumerate(matter.allegations, start=1):
        _check_allegation(number, alleged)
    if any(party.role not in PartyRole.values for party in matter.parties):
        raise Mistake("parties", "Choose what each person is to the matter")
    _check_subjects(matter)


def _check_said(matter: NewMatter) -> None:
    if matter.kind not in PREFIXES:
        raise Mistake("kind", "Choose what kind of matter it is")
    if matter.channel not in Channel.values:
        raise Mistake("channel", "Choose how it reached us")
    if matter.danger and matter.danger.upper() not in Danger.__members__:
        raise Mistake("danger", "Choose how great the danger is now")
    for field, said, wanted in (
        ("headline", matter.headline, "Enter a short headline"),
        ("what_happened", matter.what_happened, "Enter what happened"),
    ):
        if not said.strip():
            raise Mistake(field, wanted)


def _check_days(matter: NewMatter, today: date) -> None:
    days = Days(
        received_on=matter.received_on,
        complaint_made_on=matter.complaint_made_on,
        came_to_attention_on=matter.came_to_attention_on,
        behaviour_from=matter.behaviour_from,
        behaviour_to=matter.behaviour_to,
    )
    for mistake in impossible(days=days, today=today):
        raise mistake
    if matter.kind == "complaint" and matter.complaint_made_on is None:
        raise Mistake("complaint_made_on", "Enter the day on which the complaint was made")


def _check_allegation(number: int, alleged: Alleged) -> None:
    if not alleged.summary.strip():
        raise Mistake("allegations", f"Enter what allegation {number} is, in one line")
    try:
        categories.check(category=alleged.category, sub_category=alleged.sub_category)
        for key in alleged.standards:
            standards.find(key=key)
    except NoAnswer as problem:
        raise Mistake("allegations", f"Allegation {number}: {problem}") from None


def _check_subjects(matter: NewMatter) -> None:
    numbers = range(1, len(matter.allegations) + 1)
    people = [one.person_id or 0 for one in matter.subjects if one.kind == SubjectKind.PERSON]
    for subject in matter.subjects:
        _check_subject(subject, numbers)
    if len(people) != len(set(people)):
        raise Mistake("subjects", "Name each person once")
    if Person.objects.filter(pk__in=people).count() != len(people):
        raise Mistake("subjects", "Choose each person from the register")


def _check_subject(subject: Concerned, numbers: range) -> None:
    if subject.kind not in SubjectKind.values:
        raise Mistake("subjects", "Choose whether the person is known, partly known or not identified")
    if subject.kind == SubjectKind.PARTLY_KNOWN and not subject.description.strip():
        raise Mistake("subjects", "Describe the person who is partly known")
    if any(number not in numbers for number in subject.allegations):
        raise Mistake("subjects", "Choose allegations that are in the list")
