"""Scanning for malware by ClamAV's daemon, where there is one: bytes go over a socket, and nothing is opened here.

Without a scanner nothing is refused, and every file says that it was not scanned.
"""

import socket
import struct
import time
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from cases.audit import trail
from cases.audit.actors import Actor
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs.registry import Explained
from cases.models import EvidenceFile, FileState, ScanState
from cases.operations.evidence import store

# Less than any task may take, in all: for one answer, and for all of a file.
SECONDS, IN_ALL = 10, 40
PIECE = 256 * 1024
LONGEST_ANSWER = 4096
TOO_LARGE, TOO_SLOW = "larger than the scanner takes", "the scanner took longer than one waits for it"


class ScannerFailed(Explained):
    """The scanner did not answer as one. It is asked again."""


def scan(*, file_id: int, by: Actor, at: datetime) -> None:
    """Asks the scanner of one file, and notes what it says. Safe to repeat. Raises ScannerFailed, OSError."""
    file = EvidenceFile.objects.filter(pk=file_id, state=FileState.KEPT).first()
    if file is None or not settings.CLAMAV or file.scan != ScanState.NOT_SCANNED:
        return
    with store.path_of(folder=store.ORIGINALS, sha256=file.sha256).open("rb") as content:
        found = asked(content, address=settings.CLAMAV)
    _note(file_id, found, by=by, at=at)


@transaction.atomic
def _note(file_id: int, found: str | None, *, by: Actor, at: datetime) -> None:
    file = EvidenceFile.objects.select_for_update().select_related("item").get(pk=file_id)
    if file.scan != ScanState.NOT_SCANNED:
        return
    if found in {TOO_LARGE, TOO_SLOW}:
        file.scan_said = str(found)
    else:
        file.scan = ScanState.FOUND if found else ScanState.CLEAN
        file.scan_said, file.scanned_at = (found or "")[:200], at
    file.save(update_fields=["scan", "scan_said", "scanned_at"])
    said = f"{file.item.reference}: {file.scan_said or ScanState(file.scan).label}"
    about = Thing("evidence_file", file.pk, file.case_id)
    trail.record(what=Act.EVIDENCE_FILE_SCANNED, by=by, at=at, about=about, reason=said)


def asked(content: BinaryIO, *, address: str) -> str | None:
    """What the scanner found, by its name for it; None for nothing. Raises ScannerFailed, OSError."""
    with _connected(address) as scanner:
        until = time.monotonic() + IN_ALL
        scanner.sendall(b"zINSTREAM\0")
        try:
            while piece := content.read(PIECE):
                if time.monotonic() > until:
                    return TOO_SLOW
                scanner.sendall(struct.pack("!L", len(piece)) + piece)
            scanner.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It has had enough before the end, and says so in its answer.
            pass
        answer = _answer(scanner)
    if answer.endswith("OK"):
        return None
    if answer.endswith("FOUND"):
        return answer.removesuffix("FOUND").partition(":")[2].strip() or "something without a name"
    if "size limit exceeded" in answer:
        return TOO_LARGE
    raise ScannerFailed("the scanner gave no answer that we know")


def _answer(scanner: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        piece = scanner.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return "".join(sign for sign in said.decode("utf-8", "replace") if sign.isprintable()).strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(SECONDS)
        made.connect(address)
        return made
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
