"""The tree of units as a list shows it: in one question, with what stands below each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

# Every list and every page of a matter asks it: Django takes longer to word it than PostgreSQL to answer it.
TREE = """
SELECT unit.id, unit.name,
       (SELECT parent_id FROM workforce_unitplace place
         WHERE place.unit_id = unit.id AND place.first_day <= %s AND (place.last_day IS NULL OR place.last_day >= %s)
         LIMIT 1)
  FROM workforce_unit unit ORDER BY unit.name, unit.id"""


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Every unit's name by its number, and under which one it stands."""

    names: dict[int, str]
    parents: dict[int, int | None]

    def below(self, units: Collection[int]) -> frozenset[int]:
        """These units and everything below them."""
        found, more = set(units), True
        while more:
            more_units = {unit for unit, parent in self.parents.items() if parent in found} - found
            found |= more_units
            more = bool(more_units)
        return frozenset(found)

    def above(self, unit: int) -> list[int]:
        """This unit and those above it, from the nearest up."""
        found: list[int] = []
        here: int | None = unit
        while here is not None and here not in found:
            found.append(here)
            here = self.parents.get(here)
        return found


def tree(*, on: date) -> Tree:
    """The tree on that day. What stood under something then is under it, also when it has since been closed."""
    with connection.cursor() as cursor:
        cursor.execute(TREE, [on, on])
        rows = cursor.fetchall()
    return Tree(names={pk: name for pk, name, _ in rows}, parents={pk: parent for pk, _, parent in rows})
