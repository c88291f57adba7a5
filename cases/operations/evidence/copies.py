"""Viewing copies of images and PDF: made by a program that may do little, so that the original is never opened here.

Whatever a file does to that program, the worker goes on, and the page says that there is no copy and why.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from cases.models import CopyState, EvidenceFile, FileState
from cases.operations.evidence import names, store
from cases.operations.evidence.store import Incoming

PROGRAM = Path(__file__).with_name("copying.py")
COPIED = frozenset({names.JPEG, names.PNG, names.GIF, names.WEBP, names.TIFF, names.PDF})
# By the clock on the wall; its own limit of computing time ends it earlier, mostly.
SECONDS = 40
MOST_SAID = 2000
NOT_THIS_KIND = "none is made of this kind of file"
STOPPED = "it took more time or memory than one is given"
UNCLEAR = "the program that makes one ended without an answer"
DAMAGED = "the original is not there, or is not what was stored"


def begin(content_type: str) -> dict[str, Any]:
    """What a new file says of its viewing copy: that it is waited for, or that there will be none."""
    if content_type in COPIED:
        return {"copy": CopyState.WAITING}
    return {"copy": CopyState.NONE, "copy_said": NOT_THIS_KIND}


def make(*, file_id: int) -> None:
    """Makes the copy of one file, or notes why there is none. Safe to repeat. Raises NoRoom where the disk is full."""
    file = EvidenceFile.objects.filter(pk=file_id, state=FileState.KEPT, copy=CopyState.WAITING).first()
    if file is None:
        return
    original = store.opened(folder=store.ORIGINALS, sha256=file.sha256)
    if original is None:
        _note(file_id, copy=CopyState.NONE, copy_said=DAMAGED)
        return
    original.close()
    copy = Incoming()
    try:
        copy.finish()
        said = run(
            source=store.path_of(folder=store.ORIGINALS, sha256=file.sha256),
            target=store.incoming_path(copy.token),
            content_type=file.content_type,
        )
        if "type" not in said:
            _note(file_id, copy=CopyState.NONE, copy_said=str(said.get("why", UNCLEAR))[:200])
            return
        with store.incoming_path(copy.token).open("rb") as made:
            sha256 = store.hash_of(made)
        store.keep(token=copy.token, folder=store.COPIES, sha256=sha256)
        _note(file_id, copy=CopyState.MADE, copy_said="", copy_sha256=sha256, copy_type=str(said["type"]))
    finally:
        copy.discard()


def run(*, source: Path, target: Path, content_type: str) -> Mapping[str, Any]:
    """What the program says it made, or why not. Ends it where it takes too long; never raises for what it does."""
    # -I: nothing of our environment, our folder or our packages' names can be put in its way.
    command = [sys.executable, "-I", str(PROGRAM), str(source), str(target), content_type]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what nobody trusts is its input alone
            command, env={}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"why": STOPPED}
    if done.returncode != 0:
        return {"why": STOPPED if done.returncode < 0 else UNCLEAR}
    try:
        said = json.loads(done.stdout[:MOST_SAID])
    except ValueError:
        return {"why": UNCLEAR}
    return said if isinstance(said, dict) else {"why": UNCLEAR}


@transaction.atomic
def _note(file_id: int, **changed: Any) -> None:
    EvidenceFile.objects.filter(pk=file_id, copy=CopyState.WAITING).update(**changed)
