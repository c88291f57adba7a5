"""The tree of units, as it stood on a day."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from cases.workforce.models import Unit

__all__ = ["Unit", "above", "below"]

# UNION, not UNION ALL: ends even where units were put under each other in a ring.
_ABOVE = """
WITH RECURSIVE tree (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT place.parent_id FROM tree JOIN workforce_unitplace place ON place.unit_id = tree.id
     WHERE place.first_day <= %s AND (place.last_day IS NULL OR place.last_day >= %s)
) SELECT id FROM tree"""
_BELOW = """
WITH RECURSIVE tree (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT place.unit_id FROM tree JOIN workforce_unitplace place ON place.parent_id = tree.id
     WHERE place.first_day <= %s AND (place.last_day IS NULL OR place.last_day >= %s)
) SELECT id FROM tree"""


def above(*, unit_ids: Collection[int], on: date) -> frozenset[int]:
    """These units and everything above them on that day."""
    return _walk(_ABOVE, unit_ids, on)


def below(*, unit_ids: Collection[int], on: date) -> frozenset[int]:
    """These units and everything below them on that day."""
    return _walk(_BELOW, unit_ids, on)


def _walk(statement: str, unit_ids: Collection[int], on: date) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(unit_ids), on, on])
        return frozenset(row[0] for row in cursor.fetchall())
