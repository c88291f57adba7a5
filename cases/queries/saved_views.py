"""Lists that were saved: one's own, and those shared with the units in which one holds a role that sees matters."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import JSONObject

from cases.access import Reader
from cases.models import SavedView
from cases.queries.case_filters import units_of
from cases.queries.unit_tree import Tree

MOST_SHOWN = 100
DATA = JSONObject(id="pk", name="name", query="query", owner="owner_id", owner_name="owner__name", unit="unit_id")


@dataclass(frozen=True, kw_only=True)
class Saved:
    """One saved list."""

    id: uuid.UUID
    name: str
    query: str
    is_mine: bool
    unit_id: int | None
    said: str


# As a part of a question: Django takes longer to word it than PostgreSQL to answer it.
ALL_OF = """
SELECT coalesce(jsonb_agg(to_jsonb(view) ORDER BY view.name, view.id), '[]')
FROM (SELECT view.id, view.name, view.query, view.owner_id AS owner, owner.name AS owner_name, view.unit_id AS unit
      FROM cases_savedview view JOIN accounts_user owner ON owner.id = view.owner_id
      WHERE view.owner_id = %s OR view.unit_id = ANY(%s)
      ORDER BY view.name, view.id LIMIT %s) AS view"""


def all_of(*, reader: Reader, tree: Tree) -> tuple[str, list[Any]]:
    """Every list that they may open, as a part of a question and the values that stand in it: see `read`."""
    return ALL_OF, [reader.user_id, list(tree.below(units_of(reader))), MOST_SHOWN]


def read(rows: Iterable[dict[str, Any]], *, reader: Reader, tree: Tree) -> list[Saved]:
    """What `all_of` found, their own first."""
    return sorted((_seen(row, reader, tree) for row in rows), key=lambda view: not view.is_mine)


def find(*, view_id: uuid.UUID, reader: Reader, tree: Tree) -> Saved | None:
    """One of them, or None."""
    found = _open_to(reader, tree).filter(pk=view_id).values_list(DATA).first()
    return _seen(found[0], reader, tree) if found else None


def shareable(*, reader: Reader, tree: Tree) -> dict[int, str]:
    """The units with which they may share a list: their own, and those below."""
    below = tree.below(units_of(reader))
    return {unit: name for unit, name in tree.names.items() if unit in below}


def _open_to(reader: Reader, tree: Tree) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(owner_id=reader.user_id) | Q(unit_id__in=tree.below(units_of(reader))))


def _seen(row: dict[str, Any], reader: Reader, tree: Tree) -> Saved:
    is_mine = row["owner"] == reader.user_id
    shared = f"shared with {tree.names[row['unit']]}" if row["unit"] else ""
    whose = "Your saved list" if is_mine else f"Saved by {row['owner_name']}"
    return Saved(
        id=uuid.UUID(row["id"]),
        name=row["name"],
        query=row["query"],
        is_mine=is_mine,
        unit_id=row["unit"],
        said=f"{whose}, {shared}" if shared else whose,
    )
