"""Where bytes of evidence are: under the hash of their content, never under a name that somebody gave.

Three folders of the storage called `evidence`: what arrives, originals, viewing copies. A file is written whole and
flushed to the disk under a name of its own in the first, then moved; nothing is ever written over, or removed but what
has not been kept.
"""

import errno
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.storage import storages

ORIGINALS, COPIES, INCOMING = "originals", "copies", "incoming"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What is enough to tell what a file is.
HEAD = 8192
CHUNK = 1024 * 1024


class NoRoom(Exception):
    """The disk on which evidence is kept is full. Nothing of the file is left there."""


class Incoming:
    """A file that arrives: written and hashed piece by piece. Until it is taken, whoever began it discards it."""

    def __init__(self) -> None:
        self.token = uuid.uuid4()
        self.size, self.head, self.is_taken = 0, b"", False
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        with self._or_no_room():
            self._file = _made(incoming_path(self.token))

    @property
    def sha256(self) -> str:
        """The hash of what has arrived until now."""
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """One more piece. Raises NoRoom."""
        assert self._file is not None
        with self._or_no_room():
            self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]

    def finish(self) -> None:
        """All of it is there, and on the disk. Raises NoRoom."""
        assert self._file is not None
        with self._or_no_room():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def discard(self) -> None:
        """Nothing of it is left, unless it was taken."""
        if self._file is not None:
            # What is still to be written may find no room either.
            with suppress(OSError):
                self._file.close()
        if not self.is_taken:
            incoming_path(self.token).unlink(missing_ok=True)

    def _or_no_room(self) -> "_OrNoRoom":
        return _OrNoRoom(self)


class _OrNoRoom:
    """Makes a full disk of the system's error, and leaves nothing behind."""

    def __init__(self, incoming: Incoming) -> None:
        self.incoming = incoming

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        if isinstance(problem, OSError):
            self.incoming.discard()
            if problem.errno in FULL:
                raise NoRoom from problem


def incoming_path(token: uuid.UUID) -> Path:
    """Where a file stands while it arrives."""
    return _path(INCOMING) / token.hex


def keep(*, token: uuid.UUID, folder: str, sha256: str) -> None:
    """Moves what has arrived to where it is kept. Safe to repeat: what is there already is left as it is.

    Raises FileNotFoundError where it is in neither place.
    """
    there, arrived = path_of(folder=folder, sha256=sha256), incoming_path(token)
    if there.exists():
        # The same content is one file, however often it is given.
        arrived.unlink(missing_ok=True)
        return
    _make_folder(there.parent)
    with arrived.open("rb") as whole:
        os.fsync(whole.fileno())
    arrived.chmod(0o400)
    arrived.rename(there)
    for changed in (there.parent, arrived.parent):
        _flush(changed)


def path_of(*, folder: str, sha256: str) -> Path:
    """Where content of this hash is kept."""
    return Path(storages["evidence"].path(_name(folder, sha256)))


def opened(*, folder: str, sha256: str) -> BinaryIO | None:
    """The content of this hash, from its beginning; None where it is not there or is not that content any more."""
    try:
        file = cast(BinaryIO, storages["evidence"].open(_name(folder, sha256)).file)
    except FileNotFoundError:
        return None
    if hash_of(file) != sha256:
        file.close()
        return None
    file.seek(0)
    return file


def hash_of(file: BinaryIO) -> str:
    """The hash of an open file, read piece by piece."""
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def names_in(folder: str) -> Iterator[str]:
    """The names of all files that are kept in a folder, in order."""
    root = _path(folder)
    for at, inner, files in os.walk(root):
        inner.sort()
        # What stands anywhere else than where its name says is told by its whole path.
        for name in sorted(files):
            where = Path(at) / name
            yield name if where == path_of(folder=folder, sha256=name) else str(where.relative_to(root))


def left_behind(*, older_than: timedelta) -> Iterator[tuple[Path, uuid.UUID | None]]:
    """What has stood among the arriving files for so long, and its token where its name is one."""
    folder = _path(INCOMING)
    if not folder.is_dir():
        return
    # By the clock of the disk, which wrote when it was changed.
    before = time.time() - older_than.total_seconds()
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path, _token(path.name)


def _token(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=name)
    except ValueError:
        return None


def _made(path: Path) -> BinaryIO:
    _make_folder(path.parent)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _flush(folder.parent)


def _name(folder: str, sha256: str) -> str:
    return f"{folder}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _path(folder: str) -> Path:
    return Path(storages["evidence"].path(folder))


def _flush(folder: Path) -> None:
    """Has the disk remember which files a folder has."""
    opened_folder = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened_folder)
    finally:
        os.close(opened_folder)
