"""Protected characteristics of one person. Reading them leaves an entry: who looks is looked at."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.workforce.models import Person, ProtectedCharacteristics

_WORDS = {
    "sex": "Sex",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "religion": "Religion",
    "disability": "Disability",
    "sexual_orientation": "Sexual orientation",
}


@dataclass(frozen=True, kw_only=True)
class CharacteristicsSeen:
    """What personnel holds of somebody, in personnel's own words. Empty: not known or not said."""

    number: str
    name: str
    born_on: date | None
    said: list[tuple[str, str]]


def of_person(*, number: str, by: User, at: datetime) -> CharacteristicsSeen | None:
    """The characteristics of whoever has this number, or None where nobody has. Leaves an entry, also of nothing."""
    person = Person.objects.filter(number=number.replace("\0", "")).first()
    if person is None:
        return None
    kept = ProtectedCharacteristics.objects.filter(person=person).first()
    trail.record(what=Act.CHARACTERISTICS_READ, by=by, at=at, about=Thing("person", person.pk))
    return CharacteristicsSeen(
        number=person.number,
        name=str(person),
        born_on=kept.born_on if kept else None,
        said=[(label, getattr(kept, name, "")) for name, label in _WORDS.items()],
    )
