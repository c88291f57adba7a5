"""Where things are. All that the launcher makes is in `.local`, `.venv`, `node_modules`, `build`.

A Unix socket's path may have about 104 bytes, and the addresses made from it have no room for
unusual letters; a checkout that lies deep or in an oddly named folder gets its sockets in a
private folder under the system's temporary one instead.
"""

import hashlib
import os
import re
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.start.problems import problem

# macOS allows 104 bytes including the closing zero, Linux 108; the smaller one holds everywhere.
LONGEST_SOCKET = 103
POSTGRES_SOCKET = ".s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """The paths of one run. `bin/test` uses a `private` folder of its own for each run."""

    root: Path
    private: Path

    @property
    def venv(self) -> Path:
        """The virtual environment of this checkout."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The Python inside the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def run(self) -> Path:
        """What only matters while it runs: lock, sockets, metrics."""
        return self.private / "run"

    @property
    def postgres(self) -> Path:
        """The local database's home."""
        return self.private / "postgres"

    @property
    def secrets(self) -> Path:
        """Generated passwords and keys."""
        return self.private / "secrets.json"

    @property
    def evidence(self) -> Path:
        """Files of evidence, under the hash of their content."""
        return self.private / "evidence"

    @property
    def logs(self) -> Path:
        """The full output of the installing steps."""
        return self.root / ".local" / "logs"

    @property
    def static(self) -> Path:
        """Collected static files."""
        return self.root / ".local" / "static"

    @property
    def packages(self) -> Path:
        """The folder of installed Python packages."""
        found = sorted(self.venv.glob("lib/python3.*/site-packages"))
        return found[-1] if found else self.venv / "lib"


def checkout() -> Places:
    """Return the places of this checkout."""
    return Places(root=ROOT, private=ROOT / ".local")


def fingerprint(*, path: Path) -> str:
    """Return a short name for a path: the same path always gets the same one."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def private_folder(*, path: Path) -> Path:
    """Make a folder that only this user can enter, with its parents, and return it."""
    if not path.parent.exists():
        private_folder(path=path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def fits_sockets(*, folder: Path) -> bool:
    """Say whether server sockets can be in this folder."""
    longest = len(os.fsencode(folder / POSTGRES_SOCKET))
    return longest <= LONGEST_SOCKET and PLAIN_PATH.fullmatch(str(folder)) is not None


def socket_folder(*, preferred: Path) -> Path:
    """Return a private folder for sockets: the preferred one where it fits, else a temporary one.

    The temporary folder's name is foreseeable, so another user could have made it first: it is
    only used if it is a real folder, ours, and closed to everybody else.
    """
    if fits_sockets(folder=preferred):
        return private_folder(path=preferred)
    folder = Path(tempfile.gettempdir()) / f"candour-{os.getuid()}-{fingerprint(path=preferred)}"
    if not fits_sockets(folder=folder):
        folder = Path("/tmp") / folder.name  # noqa: S108 - looked at closely, just below
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
    if not private or found.st_uid != os.getuid():
        raise problem("spoiled_folder", path=folder)
    return folder
