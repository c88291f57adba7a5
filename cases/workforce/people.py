"""People of the register on a day: what they are, under whom, and how a name is folded for lists and search."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from cases.workforce.models import Person, Posting

__all__ = [
    "Person",
    "Posting",
    "folded",
    "has_left",
    "held_still",
    "managers_of",
    "newest_postings",
    "posting_of",
    "postings",
    "with_all_above",
]

_NOT_A_LETTER = re.compile(r"[^a-z0-9 ]+")
# UNION, not UNION ALL: ends even where people were put under each other in a ring.
_ALL_ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT posting.line_manager_id FROM above JOIN workforce_posting posting ON posting.person_id = above.id
     WHERE posting.line_manager_id IS NOT NULL
) SELECT id FROM above"""


def folded(text: str) -> str:
    """Without capitals, accents and punctuation, one blank between words: as lists order and find names."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_NOT_A_LETTER.sub("", bare.replace("-", " ")).split())


def postings(*, on: date) -> QuerySet[Posting]:
    """Every posting that holds on that day."""
    return Posting.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)


def posting_of(*, person_id: int, on: date) -> Posting | None:
    """What somebody is on that day, or None: they have not come yet, have left, or are between postings."""
    return postings(on=on).filter(person_id=person_id).select_related("unit", "line_manager").first()


def managers_of(*, person_id: int, on: date) -> list[Person]:
    """Whoever manages this person on that day: nobody or one, as postings are one at a time."""
    return list(Person.objects.filter(postings_managed__in=postings(on=on).filter(person_id=person_id)).distinct())


def held_still(*, person_ids: Collection[int]) -> dict[int, Person]:
    """These people with their accounts, which nobody links to them or takes from them until this act is over."""
    found = Person.objects.filter(pk__in=person_ids).order_by("pk")
    # First the lock, then the question: what somebody else was about to change is read as they left it.
    list(found.select_for_update(no_key=True).values_list("pk"))
    return {person.pk: person for person in found.select_related("user")}


def with_all_above(*, person_ids: Collection[int]) -> frozenset[int]:
    """These people, whoever ever managed them, and so on upwards. Ends also where some manage each other."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL_ABOVE, [list(person_ids)])
        return frozenset(row[0] for row in cursor.fetchall())


def newest_postings(*, person_ids: Collection[int], on: date) -> dict[int, Posting]:
    """What each of these people is on that day, or was last: their newest posting that had begun. In one query."""
    begun = Posting.objects.filter(person_id__in=person_ids, first_day__lte=on).select_related("unit", "line_manager")
    return {row.person_id: row for row in begun.order_by("person_id", "-first_day").distinct("person_id")}


def has_left(*, left_on: date | None, on: date) -> bool:
    """Whether somebody has left by that day. The day they left on is their last with the force."""
    return left_on is not None and left_on < on
