"""Finding somebody in the register. Everybody is listed for everybody who may look people up: nobody is hidden.

A name that vanished from a list would tell its owner that something is being looked into. What may not be done with
somebody is refused afterwards, in words.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Reverse, Upper

from cases.workforce.models import Posting
from cases.workforce.people import Person, folded, has_left, newest_postings

LONGEST_TEXT = 100
# The beginning of a surname, number or collar is told by one letter; any other part of a name, and the end of a collar,
# takes two.
SHORTEST_PART = 2
MOST_OFFERED = 25


@dataclass(frozen=True, kw_only=True)
class Picked:
    """Somebody as lists and choices show them: what they are on that day, or were last."""

    id: int
    number: str
    name: str
    collar: str
    rank: str
    unit: str
    kind: str
    has_left: bool

    @property
    def said(self) -> str:
        """`Constable Alex Smith, collar 37, Response A`: in one line, for a list of choices."""
        known = [
            f"{self.rank} {self.name}".strip(),
            self.collar and f"collar {self.collar}",
            self.unit or "no unit yet",
        ]
        return ", ".join([part for part in known if part]) + (" (has left)" if self.has_left else "")


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Whom a search offers to choose from. `more_than`: how many are shown, where still more fit; otherwise 0."""

    people: list[Picked]
    more_than: int = 0


def offer(*, text: str, on: date) -> Offered:
    """The first of those who fit, best first, and whether more do. Two queries."""
    found = pick(text=text, on=on, most=MOST_OFFERED + 1)
    return Offered(people=found[:MOST_OFFERED], more_than=MOST_OFFERED if len(found) > MOST_OFFERED else 0)


def pick(*, text: str, on: date, most: int = MOST_OFFERED) -> list[Picked]:
    """Whoever fits what was typed, best first: at most so many. Nobody where nothing was typed. Two queries.

    Their number or collar is that; then names that begin with it; then names of which each word begins a part.
    """
    typed, name = _typed(text), folded(text)
    if not typed:
        return []
    best = Case(
        When(Q(upper_number=typed) | Q(upper_collar=typed), then=Value(0)),
        When(Q(sort_key__startswith=name) if name else Q(pk__in=[]), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return seen(people=list(like(text=text).order_by(best, "sort_key", "pk")[:most]), on=on)


def by_ids(*, ids: list[int], on: date) -> list[Picked]:
    """These people, by name; whoever is not there is left out."""
    return seen(people=list(Person.objects.filter(pk__in=ids).order_by("sort_key", "pk")), on=on)


def like(*, text: str) -> QuerySet[Person]:
    """Everybody whose number, collar or name begins with it, or each of whose words begins a part of their name.

    Of a collar also its end, from two characters on: that is what people see of it. Beside a name, a word with a figure
    in it is of a collar or number: `Smith 37`.
    """
    typed, words = _typed(text), folded(text).split()
    wanted = _numbered(typed)
    if words:
        wanted |= Q(sort_key__startswith=" ".join(words))
    if words and min(map(len, words)) >= SHORTEST_PART:
        wanted |= Q(parts=_parts(words))
    figures = [word for word in typed.split() if any(map(str.isdigit, word))]
    names = folded(" ".join(word for word in typed.split() if word not in figures)).split()
    if len(figures) == 1 and names and min(map(len, names)) >= SHORTEST_PART:
        wanted |= Q(_numbered(figures[0]), parts=_parts(names))
    known = Person.objects.alias(
        upper_number=Upper("number"),
        upper_collar=Upper("collar"),
        collar_backwards=Reverse(Upper("collar")),
        parts=SearchVector("sort_key", config="simple"),
    )
    return known.filter(wanted)


def _numbered(typed: str) -> Q:
    """By a number or a collar: its beginning, or the end of a collar."""
    wanted = Q(upper_number__startswith=typed) | Q(upper_collar__startswith=typed)
    return wanted | Q(collar_backwards__startswith=typed[::-1]) if len(typed) >= SHORTEST_PART else wanted


def _parts(words: list[str]) -> SearchQuery:
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")


def seen(*, people: list[Person], on: date) -> list[Picked]:
    """These people as lists show them, in the same order. One query, whatever their number."""
    newest = newest_postings(person_ids=[person.pk for person in people], on=on)
    return [_seen(person, newest.get(person.pk), on) for person in people]


def _seen(person: Person, posting: Posting | None, on: date) -> Picked:
    return Picked(
        id=person.pk,
        number=person.number,
        name=str(person),
        collar=person.collar,
        rank=posting.rank if posting else "",
        unit=posting.unit.name if posting else "",
        kind=posting.get_kind_display() if posting else "",
        has_left=has_left(left_on=person.left_on, on=on),
    )


def _typed(text: str) -> str:
    return " ".join(text.replace("\0", "")[:LONGEST_TEXT].upper().split())
