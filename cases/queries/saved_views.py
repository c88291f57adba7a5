"""Lists that were saved: one's own, and those shared with the units in which one holds a role that sees matters."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.access import Reader
from cases.models import SavedView
from cases.queries.case_filters import units_of
from cases.queries.unit_tree import Tree

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Saved:
    """One saved list."""

    id: uuid.UUID
    name: str
    query: str
    is_mine: bool
    unit_id: int | None
    said: str


def all_of(*, reader: Reader, tree: Tree) -> list[Saved]:
    """Every list that they may open, their own first."""
    found = list(_open_to(reader, tree).select_related("owner").order_by("name", "pk")[:MOST_SHOWN])
    return sorted((_seen(view, reader, tree) for view in found), key=lambda view: not view.is_mine)


def find(*, view_id: uuid.UUID, reader: Reader, tree: Tree) -> Saved | None:
    """One of them, or None."""
    found = _open_to(reader, tree).filter(pk=view_id).select_related("owner").first()
    return _seen(found, reader, tree) if found else None


def shareable(*, reader: Reader, tree: Tree) -> dict[int, str]:
    """The units with which they may share a list: their own, and those below."""
    below = tree.below(units_of(reader))
    return {unit: name for unit, name in tree.names.items() if unit in below}


def _open_to(reader: Reader, tree: Tree) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(owner_id=reader.user_id) | Q(unit_id__in=tree.below(units_of(reader))))


def _seen(view: SavedView, reader: Reader, tree: Tree) -> Saved:
    is_mine = view.owner_id == reader.user_id
    shared = f"shared with {tree.names[view.unit_id]}" if view.unit_id else ""
    whose = "Your saved list" if is_mine else f"Saved by {view.owner.name}"
    return Saved(
        id=view.pk,
        name=view.name,
        query=view.query,
        is_mine=is_mine,
        unit_id=view.unit_id,
        said=f"{whose}, {shared}" if shared else whose,
    )
