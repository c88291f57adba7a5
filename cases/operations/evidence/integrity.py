"""Whether every file of evidence is there and is what was stored: both ways, reported, and never mended by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from cases.models import CopyState, EvidenceFile, FileState
from cases.operations.evidence import store

# A row says *arriving* for a moment only.
ARRIVES_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that is wrong: what, and of which file; the matter, where a row knows it."""

    what: str
    name: str
    matter: str = ""


def check(*, at: datetime) -> Iterator[Found]:
    """Everything that is wrong: rows without their file, other content, files without a row. Changes nothing."""
    kept = EvidenceFile.objects.annotate(matter=F("case__reference")).order_by("pk")
    for row in kept.filter(state=FileState.KEPT).iterator():
        yield from _one(row.sha256, store.ORIGINALS, "original", row.matter)
        if row.copy == CopyState.MADE:
            yield from _one(row.copy_sha256, store.COPIES, "viewing copy", row.matter)
    for row in kept.filter(state=FileState.ARRIVING, added_at__lt=at - ARRIVES_WITHIN).iterator():
        yield Found(what="has been arriving for more than an hour", name=row.sha256, matter=row.matter)
    for folder, field, what in (
        (store.ORIGINALS, "sha256", "original that belongs to no row"),
        (store.COPIES, "copy_sha256", "viewing copy that belongs to no row"),
    ):
        for name in store.names_in(folder):
            if not EvidenceFile.objects.filter(**{field: name}).exists():
                yield Found(what=what, name=name)


def _one(sha256: str, folder: str, called: str, matter: str) -> Iterator[Found]:
    path = store.path_of(folder=folder, sha256=sha256)
    if not path.exists():
        yield Found(what=f"{called} is missing", name=sha256, matter=matter)
        return
    with path.open("rb") as content:
        if store.hash_of(content) != sha256:
            yield Found(what=f"{called} is not what was stored", name=sha256, matter=matter)
