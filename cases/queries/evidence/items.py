"""Items of evidence as pages show them: three questions for a whole matter, whatever it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from cases.access import NotThere
from cases.models import (
    Case,
    CopyState,
    EvidenceFile,
    EvidenceItem,
    FileState,
    ItemKind,
    PartyRole,
    Relevance,
    ScanState,
)
from cases.queries.evidence import chain
from cases.queries.evidence.chain import Chain

NOBODY_NAMED = "Did not say who they are"
NO_SCANNER = "Not scanned: no scanner is set up"
NOT_YET = "Not scanned yet"
FOUND = "the scanner found something in it"


@dataclass(frozen=True, kw_only=True)
class FileSeen:
    """A file of an item: what it is, whether it was scanned, and whether it can be looked at."""

    id: int
    name: str
    size: int
    sha256: str
    content_type: str
    mismatch: str
    is_kept: bool
    scan: str
    is_found: bool
    has_copy: bool
    is_waiting: bool
    no_copy: str
    is_image: bool
    added_by: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class ItemSeen:
    """An item in words. `recorded` and `marked` are what forms are filled in with."""

    id: int
    reference: str
    description: str
    kind: str
    produced_by: str
    obtained_on: date | None
    obtained_where: str
    relevance: str
    is_marked: bool
    is_sensitive: bool
    relevance_because: str
    sensitive_because: str
    marked_by: str
    marked_at: datetime | None
    corrected_because: str
    added_by: str
    added_at: datetime
    version: int
    chain: Chain
    files: Sequence[FileSeen]
    recorded: Mapping[str, Any]
    marked: Mapping[str, str]


def of_case(*, case: Case) -> list[ItemSeen]:
    """Every item of a matter, in the order in which they were added."""
    chains, files = chain.chains(case=case), _files(case)
    return [_item(row, chains.get(row.pk, Chain()), files.get(row.pk, [])) for row in _rows(case).order_by("pk")]


def one(*, case: Case, item_id: int) -> ItemSeen:
    """One of them, as it is recorded now. Raises NotThere."""
    row = _rows(case).filter(pk=item_id).first()
    if row is None:
        raise NotThere
    return _item(row, chain.chains(case=case).get(row.pk, Chain()), _files(case, item_id=row.pk).get(row.pk, []))


def one_file(*, case: Case, file_id: int) -> FileSeen:
    """One file. Raises NotThere."""
    row = case.evidence_files.select_related("added_by").filter(pk=file_id).first()
    if row is None:
        raise NotThere
    return _file(row)


def _rows(case: Case) -> QuerySet[EvidenceItem]:
    return case.evidence.select_related("party__identity", "marked_by", "added_by")


def _files(case: Case, item_id: int | None = None) -> dict[int, list[FileSeen]]:
    by_item: dict[int, list[FileSeen]] = {}
    rows = case.evidence_files.select_related("added_by").order_by("pk")
    for row in rows if item_id is None else rows.filter(item_id=item_id):
        by_item.setdefault(row.item_id, []).append(_file(row))
    return by_item


def _item(row: EvidenceItem, its_chain: Chain, files: Sequence[FileSeen]) -> ItemSeen:
    return ItemSeen(
        id=row.pk,
        reference=row.reference,
        description=row.description,
        kind=ItemKind(row.kind).label,
        produced_by=_produced_by(row),
        obtained_on=row.obtained_on,
        obtained_where=row.obtained_where,
        relevance=Relevance(row.relevance).label,
        is_marked=bool(row.relevance),
        is_sensitive=row.relevance == Relevance.SENSITIVE,
        relevance_because=row.relevance_because,
        sensitive_because=row.sensitive_because,
        marked_by=row.marked_by.name if row.marked_by else "",
        marked_at=row.marked_at,
        corrected_because=row.corrected_because,
        added_by=row.added_by.name,
        added_at=row.added_at,
        version=row.version,
        chain=its_chain,
        files=files,
        recorded={
            "reference": row.reference,
            "description": row.description,
            "kind": row.kind,
            "party": "" if row.party_id is None else str(row.party_id),
            "produced_by": row.produced_by,
            "obtained_on": row.obtained_on,
            "obtained_where": row.obtained_where,
        },
        marked={
            "relevance": row.relevance,
            "because": row.relevance_because,
            "sensitive_because": row.sensitive_because,
        },
    )


def _produced_by(row: EvidenceItem) -> str:
    if row.party is None:
        return row.produced_by
    name = row.party.identity.name if row.party.identity else ""
    return f"{name or NOBODY_NAMED}, {PartyRole(row.party.role).label}"


def _file(row: EvidenceFile) -> FileSeen:
    return FileSeen(
        id=row.pk,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        content_type=row.content_type,
        mismatch=row.mismatch,
        is_kept=row.state == FileState.KEPT,
        scan=_scan(row),
        is_found=row.scan == ScanState.FOUND,
        has_copy=row.copy == CopyState.MADE and row.scan != ScanState.FOUND,
        is_waiting=row.copy == CopyState.WAITING and row.scan != ScanState.FOUND,
        no_copy=FOUND if row.scan == ScanState.FOUND else row.copy_said,
        is_image=row.copy_type.startswith("image/"),
        added_by=row.added_by.name,
        added_at=row.added_at,
    )


def _scan(row: EvidenceFile) -> str:
    if row.scan == ScanState.FOUND:
        return f"The scanner found {row.scan_said}"
    if row.scan == ScanState.CLEAN:
        return "Scanned: nothing found"
    if row.scan_said:
        return f"Not scanned: {row.scan_said}"
    return NOT_YET if settings.CLAMAV else NO_SCANNER
