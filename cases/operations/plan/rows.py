"""What every act of the plan does with its row: finds it, adds it once, changes it where nobody else did.

Parts of acts: each stands inside the transaction of the act that it belongs to, on a matter that is locked.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from cases.access import NotThere
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case
from cases.operations import case_changes
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake.values import Mistake
from cases.operations.plan.values import Said

Row = TypeVar("Row", bound=Model)
AHEAD = "{} must be today or earlier"


def locked(said: Said) -> Case:
    """The matter, locked, for somebody who may see it. Raises NotThere, and Refused while it is held."""
    return case_changes.to_change(reference=said.reference, by=said.by, at=said.at)


def find(rows: QuerySet[Row], row_id: int) -> Row:
    """One row of the matter. Raises NotThere."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotThere
    return row


def find_by(rows: QuerySet[Row], **named: Any) -> Row:
    """One row by something else than its number. Raises NotThere."""
    row = rows.filter(**named).first()
    if row is None:
        raise NotThere
    return row


def added_before(rows: QuerySet[Row], said: Said, told: Mapping[str, Any]) -> Row | None:
    """What the same form added, where it was sent before. Raises SentAlready where it said something else then."""
    known = rows.filter(added_with=said.added_with).first() if said.added_with else None
    if known is not None and differing(known, told):
        raise SentAlready
    return known


def next_number(rows: QuerySet[Any]) -> int:
    """One more than the largest so far: numbers are never used again."""
    return int(rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def differing(row: Model, told: Mapping[str, Any]) -> tuple[str, ...]:
    """Which fields say something else."""
    return tuple(name for name, value in told.items() if getattr(row, name) != value)


def changed(row: Any, told: Mapping[str, Any], *, version: int, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Writes what was told over the row, where it is still as `version` says: which fields are others than before.

    `also` names what changes beside the row. Said again, it changes nothing. Raises Conflict.
    """
    fields = (*differing(row, told), *also)
    if not fields:
        return ()
    if row.version != version:
        raise Conflict
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*(name.removesuffix("_id") for name in told), "version"])
    return fields


def not_ahead(said: Said, told: Mapping[str, Any], titles: Mapping[str, str]) -> None:
    """Raises Mistake for a day of something that happened and lies ahead."""
    today = timezone.localdate(said.at)
    for name, title in titles.items():
        if told[name] and told[name] > today:
            raise Mistake(name, AHEAD.format(title))


def note(what: Act, said: Said, case: Case, row: Model, reason: str) -> None:
    """The entry of the act: which row and which fields, and never what they say, which may name people."""
    about = Thing(type(row).__name__.lower(), row.pk, case.pk)
    trail.record(what=what, by=said.by, at=said.at, about=about, reason=reason)


def listed(titles: Mapping[str, str], fields: tuple[str, ...]) -> str:
    """The fields in words."""
    return ", ".join(titles[name] for name in fields if name in titles)
