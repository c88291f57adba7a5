"""Files of an item: taken in, then kept under the hash of their content.

The row is there before the file: it says *arriving* until the act is kept, and *kept* once the file is where it stays.
Who takes it in waits for neither; where the process dies in between, the outbox goes on.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.registry import Step
from cases.models import CopyState, EvidenceFile, FileState, ScanState
from cases.operations.evidence import copies, items, names, store
from cases.operations.evidence.store import Incoming
from cases.operations.intake.values import Mistake

EMPTY = "The file is empty. Choose the file itself"
# What still stands among the arriving files after so long, and belongs to no row, belongs to nothing.
LEFT_BEHIND_AFTER = timedelta(days=1)
# So many files a day that came before there was a scanner.
AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Received:
    """What came of taking a file in: the row, whether it is new, and where else in the matter its content is."""

    file: EvidenceFile
    is_new: bool
    same_as: tuple[str, ...] = ()


@transaction.atomic
def receive(*, reference: str, item_id: int, incoming: Incoming, name: str, by: User, at: datetime) -> Received:
    """Takes in what has arrived, as a file of this item. The same content in the same item is the same file.

    Raises Mistake, Refused where nothing may be changed, and NotThere.
    """
    item = items.to_change(reference=reference, item_id=item_id, by=by, at=at)
    if not incoming.size:
        raise Mistake("file", EMPTY)
    known = item.files.filter(sha256=incoming.sha256).first()
    if known is not None:
        return Received(file=known, is_new=False)
    others = EvidenceFile.objects.filter(case_id=item.case_id, sha256=incoming.sha256).select_related("item")
    same_as = tuple(other.item.reference for other in others.order_by("pk"))
    called, content_type = names.safe(name), names.type_of(incoming.head)
    made = EvidenceFile.objects.create(
        case_id=item.case_id,
        item=item,
        name=called,
        sha256=incoming.sha256,
        size=incoming.size,
        content_type=content_type,
        mismatch=names.mismatch(name=called, content_type=content_type),
        arrives_as=incoming.token,
        added_by=by,
        added_at=at,
        **copies.begin(content_type),
    )
    # What a file is called may name people: the entry says which content it is, and of which item.
    said = f"{item.reference}: {made.size} bytes, SHA-256 {made.sha256}"
    trail.record(what=Act.EVIDENCE_FILE_ADDED, by=by, at=at, about=_thing(made), reason=said)
    outbox.put(kind=Kind.KEEP_FILE, key=f"file:{made.pk}", ids={"file": made.pk})
    transaction.on_commit(lambda: _taken(incoming, made.pk), robust=True)
    return Received(file=made, is_new=True, same_as=same_as)


def _taken(incoming: Incoming, file_id: int) -> None:
    """The act is kept. From here on the file is not discarded, and what fails here is done by the outbox."""
    incoming.is_taken = True
    keep(file_id=file_id)


@transaction.atomic
def keep(*, file_id: int) -> None:
    """Moves the file to where it stays, and has it scanned and copied. Safe to repeat."""
    file = EvidenceFile.objects.select_for_update().get(pk=file_id)
    if file.state == FileState.KEPT:
        return
    store.keep(token=file.arrives_as, folder=store.ORIGINALS, sha256=file.sha256)
    file.state = FileState.KEPT
    file.save(update_fields=["state"])
    if settings.CLAMAV:
        put_scan(file_ids=[file.pk])
    if file.copy == CopyState.WAITING:
        outbox.put(kind=Kind.COPY_FILE, key=f"file:{file.pk}", ids={"file": file.pk})


def put_scan(*, file_ids: list[int]) -> None:
    """Has them scanned, once each."""
    outbox.put_many(kind=Kind.SCAN_FILE, work=[(f"file:{pk}", {"file": pk}) for pk in file_ids])


@transaction.atomic
def tidy() -> Step:
    """Removes what arrived and belongs to no row. Has scanned what came before there was a scanner. Safe to repeat."""
    removed = 0
    for path, token in store.left_behind(older_than=LEFT_BEHIND_AFTER):
        if token is None or not _is_awaited(token):
            path.unlink(missing_ok=True)
            removed += 1
    if settings.CLAMAV:
        waiting = EvidenceFile.objects.filter(state=FileState.KEPT, scan=ScanState.NOT_SCANNED, scan_said="")
        put_scan(file_ids=list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]))
    return Step(cursor=None, done=removed, finished=True)


def _is_awaited(token: uuid.UUID) -> bool:
    return EvidenceFile.objects.filter(arrives_as=token, state=FileState.ARRIVING).exists()


def _thing(file: EvidenceFile) -> Thing:
    return Thing("evidence_file", file.pk, file.case_id)
