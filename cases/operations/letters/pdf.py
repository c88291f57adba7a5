"""A PDF of a letter, through LibreOffice where it is installed: a process with a profile and limits of its own.

It never stands between a letter and its leaving: the Word file is the letter.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from datetime import datetime
from pathlib import Path

from django.db import transaction

from cases.accounts.users import User
from cases.jobs import outbox
from cases.jobs.kinds import Kind
from cases.jobs.registry import Explained, Ids
from cases.models import FileFormat, Letter, LetterFile
from cases.operations import case_changes
from cases.operations.letters import making, sending

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 45
CPU_SECONDS, MOST_BLOCKS = 40, 200_000
LIMITED = 'ulimit -t "$1"; ulimit -f "$2"; shift 2; exec "$@"'
LARGEST = 20 * 1024 * 1024


class NotMade(Explained):
    """LibreOffice made no PDF of a letter: it is tried again, and then waits for a person."""


def program() -> str | None:
    """Where LibreOffice is on this server, if it is."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@transaction.atomic
def ask(*, reference: str, letter_id: int, by: User, at: datetime) -> None:
    """Has a PDF made of a letter that has none yet, as where LibreOffice came later. Raises Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    letter = sending.find(case=case, letter_id=letter_id)
    if letter.template_id and not letter.files.filter(format=FileFormat.PDF).exists():
        outbox.put(kind=Kind.LETTER_PDF, key=f"letter:{letter.pk}:{uuid.uuid4()}", ids={"letter": letter.pk})


def make(*, ids: Ids) -> None:
    """Makes it. Where it was made already, or LibreOffice is not there, nothing happens. Raises NotMade."""
    letter = Letter.objects.filter(pk=int(ids["letter"])).first()
    if letter is None or program() is None or letter.files.filter(format=FileFormat.PDF).exists():
        return
    word = LetterFile.objects.get(letter=letter, format=FileFormat.DOCX)
    making.keep_file(letter=letter, form=FileFormat.PDF, content=converted(bytes(word.content)))


def converted(word: bytes) -> bytes:
    """A Word file as a PDF. Raises NotMade."""
    found = program()
    if found is None:
        raise NotMade("LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="candour-letter-") as folder:
        place = Path(folder)
        (place / "letter.docx").write_bytes(word)
        _run(found, place)
        made = place / "letter.pdf"
        if not made.is_file() or not 0 < made.stat().st_size <= LARGEST:
            raise NotMade("LibreOffice made no PDF")
        content = made.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise NotMade("LibreOffice made no PDF")
    return content


def _run(found: str, place: Path) -> None:
    command = [
        "/bin/sh", "-c", LIMITED, "sh", str(CPU_SECONDS), str(MOST_BLOCKS), found,
        f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", "pdf", "--outdir", str(place), str(place / "letter.docx"),
    ]  # fmt: skip
    # Nothing of ours is in its environment: no address of a database, no secret.
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(place), "LC_ALL": "C.UTF-8"}
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - a program of this server, and no word of anybody
        command, cwd=place, env=environ, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise NotMade(f"LibreOffice took longer than {SECONDS} seconds") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """It, and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
