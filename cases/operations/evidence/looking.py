"""Looking at a file: the original goes out sealed as it came in, for a purpose; the viewing copy opens in a browser.

Both are compared with their hash before a byte of them leaves, and each leaves an entry.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, CopyState, EvidenceFile, FileState, ScanState
from cases.operations.evidence import store
from cases.operations.intake.values import Mistake

NEEDS_REASON = "Enter why you need it although the scanner found something"


class Damaged(Exception):
    """What is stored is not what was stored, or is not there. Nothing of it was given out, and it has been noted."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An open file, which whoever asked for it closes, with what they may be told of it."""

    content: BinaryIO
    name: str
    size: int
    content_type: str
    sha256: str


def original(*, case: Case, file_id: int, purpose: str, reason: str, by: User, at: datetime) -> Opened:
    """The original, byte for byte. Where the scanner found something, for a reason.

    Raises NotThere, Mistake without that reason, Damaged.
    """
    file = _kept(case, file_id)
    if file.scan == ScanState.FOUND and not reason.strip():
        raise Mistake("reason", NEEDS_REASON)
    content = store.opened(folder=store.ORIGINALS, sha256=file.sha256)
    if content is None:
        raise _damaged(file, "the original", by=by, at=at)
    because = f", although the scanner found {file.scan_said}: {reason.strip()}" if reason.strip() else ""
    said = f"{file.item.reference}: {purpose}{because}"
    _note(Act.EVIDENCE_FILE_TAKEN, file, said, by=by, at=at)
    return Opened(content=content, name=file.name, size=file.size, content_type=file.content_type, sha256=file.sha256)


def copy(*, case: Case, file_id: int, purpose: str, by: User, at: datetime) -> Opened:
    """The viewing copy. Raises NotThere, also where there is none or the scanner found something, and Damaged."""
    file = _kept(case, file_id)
    if file.copy != CopyState.MADE or file.scan == ScanState.FOUND:
        raise NotThere
    content = store.opened(folder=store.COPIES, sha256=file.copy_sha256)
    if content is None:
        raise _damaged(file, "the viewing copy", by=by, at=at)
    _note(Act.EVIDENCE_COPY_SEEN, file, f"{file.item.reference}: {purpose}", by=by, at=at)
    size = content.seek(0, 2)
    content.seek(0)
    return Opened(content=content, name=file.name, size=size, content_type=file.copy_type, sha256=file.copy_sha256)


def _kept(case: Case, file_id: int) -> EvidenceFile:
    file = case.evidence_files.select_related("item").filter(pk=file_id, state=FileState.KEPT).first()
    if file is None:
        raise NotThere
    return file


def _damaged(file: EvidenceFile, what: str, *, by: User, at: datetime) -> Damaged:
    _note(Act.EVIDENCE_FILE_DAMAGED, file, f"{file.item.reference}: {what}", by=by, at=at)
    return Damaged()


@transaction.atomic
def _note(what: Act, file: EvidenceFile, said: str, *, by: User, at: datetime) -> None:
    about = Thing("evidence_file", file.pk, file.case_id)
    trail.record(what=what, by=by, at=at, about=about, reason=said)
