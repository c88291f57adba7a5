"""The chain of custody of items, in words, and where each is now: in one question for a whole matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.models import Case, CustodyKind, CustodyLine

NOWHERE = "Nothing is recorded of where it is"
INTACT = {True: "Seal intact", False: "Seal not intact", None: ""}


@dataclass(frozen=True, kw_only=True)
class LineSeen:
    """One line. `number` counts from the first that was added; of one that was corrected, by which."""

    id: int
    number: int
    what: str
    happened_at: datetime
    facts: list[tuple[str, str]]
    added_by: str
    added_at: datetime
    corrects: int | None
    corrected_by: int | None

    @property
    def stands(self) -> bool:
        """Whether no later line corrects it."""
        return self.corrected_by is None


@dataclass(frozen=True, kw_only=True)
class Chain:
    """The lines of one item as they happened, and where it is by those that stand."""

    lines: Sequence[LineSeen] = ()
    where: str = NOWHERE
    seal: str = ""
    # Whoever looks should see it at once: a seal that was not whole, or is broken.
    is_broken: bool = False


def chains(*, case: Case) -> dict[int, Chain]:
    """The chain of each item that has one."""
    by_item: dict[int, list[CustodyLine]] = {}
    for row in case.custody.select_related("added_by").order_by("pk"):
        by_item.setdefault(row.item_id, []).append(row)
    return {item_id: _chain(rows) for item_id, rows in by_item.items()}


def _chain(rows: Sequence[CustodyLine]) -> Chain:
    numbers = {row.pk: number for number, row in enumerate(rows, start=1)}
    corrected_by = {row.corrects_id: numbers[row.pk] for row in rows if row.corrects_id is not None}
    in_order = sorted(rows, key=lambda row: (row.happened_at, row.pk))
    standing = [row for row in in_order if row.pk not in corrected_by]
    return Chain(
        lines=[_line(row, numbers, corrected_by.get(row.pk)) for row in in_order],
        where=_where(standing),
        seal=_seal(standing),
        is_broken=_is_broken(standing),
    )


def _line(row: CustodyLine, numbers: dict[int, int], corrected_by: int | None) -> LineSeen:
    told = [
        ("Bag", row.bag), ("Seal", row.seal), ("Place", row.place), ("From", row.handed_from), ("To", row.handed_to),
        ("Looked at", INTACT[row.seal_intact]), ("Why", row.why),
    ]  # fmt: skip
    return LineSeen(
        id=row.pk,
        number=numbers[row.pk],
        what=CustodyKind(row.kind).label,
        happened_at=row.happened_at,
        facts=[(label, said) for label, said in told if said],
        added_by=row.added_by.name,
        added_at=row.added_at,
        corrects=numbers.get(row.corrects_id) if row.corrects_id else None,
        corrected_by=corrected_by,
    )


def _where(standing: Iterable[CustodyLine]) -> str:
    """By the newest line that says where it is or who has it."""
    where = NOWHERE
    for row in standing:
        if row.kind == CustodyKind.HANDED_OVER:
            where = f"With {row.handed_to}" + (f", {row.place}" if row.place else "")
        elif row.place:
            where = row.place
    return where


def _seal(standing: Iterable[CustodyLine]) -> str:
    """The bag and seal it is in by the newest line that says so; nothing once that seal is broken."""
    seal = ""
    for row in standing:
        if row.kind == CustodyKind.OPENED:
            seal = ""
        if row.seal:
            seal = f"Bag {row.bag}, seal {row.seal}" if row.bag else f"Seal {row.seal}"
    return seal


def _is_broken(standing: Iterable[CustodyLine]) -> bool:
    is_broken = False
    for row in standing:
        if row.seal_intact is False or (row.kind == CustodyKind.OPENED and not row.seal):
            is_broken = True
        elif row.seal:
            is_broken = False
    return is_broken
