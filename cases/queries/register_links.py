"""What was asked about whose an account is, and waits for a second person."""

from dataclasses import dataclass
from datetime import datetime

from cases.workforce.models import Person, Relinking


@dataclass(frozen=True, kw_only=True)
class Asked:
    """That the account of somebody be linked to somebody else; `to` is empty where it is to be nobody's."""

    id: int
    number: str
    holder_id: int
    to: str
    to_number: str
    by: str
    by_id: int
    at: datetime


def of_person(*, person: Person) -> Asked | None:
    """What waits about the account of this person, or None."""
    found = Relinking.objects.filter(linked_to=person, account=person.user, decided_by__isnull=True)
    return next(map(_asked, found.select_related("linked_to", "to", "asked_by")), None)


def number_of(*, relinking_id: int) -> str | None:
    """The number of the person whose account it is about, decided or not; None where nothing was asked."""
    return Relinking.objects.filter(pk=relinking_id).values_list("linked_to__number", flat=True).first()


def _asked(row: Relinking) -> Asked:
    return Asked(
        id=row.pk,
        number=row.linked_to.number,
        holder_id=row.account_id,
        to=str(row.to) if row.to else "",
        to_number=row.to.number if row.to else "",
        by=row.asked_by.name,
        by_id=row.asked_by_id,
        at=row.asked_at,
    )
