"""The tree of units as it stood on a day, with how many people were posted to each."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from cases.workforce.models import UnitPlace
from cases.workforce.people import postings
from cases.workforce.units import Unit


@dataclass(frozen=True, kw_only=True)
class UnitSeen:
    """A unit in the order of the tree. Depth 0 is a top. `posted` to it, `below` to it and everything below it."""

    code: str
    name: str
    depth: int
    posted: int
    below: int


def tree(*, on: date) -> list[UnitSeen]:
    """Every unit of that day, each after the one it stands under, by name. Three queries, however many there are.

    A unit whose place is under one that is not there that day, or in a ring, stands as a top: none is left out.
    """
    rows = {unit.pk: unit for unit in _there(on=on)}
    parents = {place: parent for place, parent in _places(on=on) if place in rows and parent in rows}
    children: dict[int | None, list[int]] = defaultdict(list)
    for unit in rows:
        children[parents.get(unit)].append(unit)
    posted = _posted(on=on)
    order = list(_walk(children, rows))
    below = _sums(order, parents, posted)
    return [
        UnitSeen(code=rows[pk].code, name=rows[pk].name, depth=depth, posted=posted[pk], below=below[pk])
        for pk, depth in order
    ]


def choices(*, on: date) -> list[tuple[str, str]]:
    """Every unit of that day by code and name, indented as the tree is: for a list to choose from."""
    return [(unit.code, "\u2003" * unit.depth + f"{unit.name} ({unit.code})") for unit in tree(on=on)]


def find(*, code: str) -> Unit | None:
    """The unit of this code, or None."""
    return Unit.objects.filter(code=code.replace("\0", "")).first()


def _there(*, on: date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on).order_by("name", "pk")


def _places(*, on: date) -> list[tuple[int, int]]:
    found = UnitPlace.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)
    return list(found.values_list("unit_id", "parent_id"))


def _posted(*, on: date) -> Counter[int]:
    return Counter(dict(postings(on=on).values_list("unit").annotate(number=Count("pk")).order_by("unit")))


def _walk(children: dict[int | None, list[int]], rows: dict[int, Unit]) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()
    # After the tops, whatever no top leads to: units that were put under each other in a ring.
    waiting = [(pk, 0) for pk in [*children[None], *rows]][::-1]
    while waiting:
        pk, depth = waiting.pop()
        if pk in seen:
            continue
        seen.add(pk)
        yield pk, depth
        waiting.extend((child, depth + 1) for child in reversed(children[pk]))


def _sums(order: list[tuple[int, int]], parents: dict[int, int], posted: Counter[int]) -> Counter[int]:
    """From the leaves up: each unit's people, and those of everything that stands after it as its own."""
    sums = Counter({pk: posted[pk] for pk, _ in order})
    depths = dict(order)
    for pk, depth in reversed(order):
        parent = parents.get(pk)
        if depth and parent is not None and depths[parent] == depth - 1:
            sums[parent] += sums[pk]
    return sums
