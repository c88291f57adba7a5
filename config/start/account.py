"""As whom PostgreSQL runs. It refuses to run as root, and containers are often root.

An ordinary user runs it directly. Root runs it inside a user namespace of its own, where root is
called by another user's number and has no special power. So does a user whom the machine has no
name for, as some containers have it: PostgreSQL insists on a name. Where namespaces are forbidden, root hands it to
`nobody`, with a copy of its programs in a place outside the checkout, because `nobody` can
usually not enter the checkout and the checkout should not be opened up for it.
"""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.start.places import Places, fingerprint, private_folder, socket_folder
from config.start.problems import problem

ORDINARY_USER = 1000
OVERFLOW_USER = 65534
OUTSIDE = Path("/var/lib")
PROBE_SECONDS = 10
# Everybody may pass through (to reach what is theirs), only root may look or write.
PASSAGE = 0o711


@dataclass(frozen=True)
class Account:
    """Where the server's files are, and how it comes to run as somebody else than root."""

    mode: str
    home: Path
    sockets: Path
    prefix: tuple[str, ...] = ()
    user: tuple[int, int] | None = None

    def give(self, path: Path) -> None:
        """Hand a file or folder to the user that the server runs as."""
        if self.user is not None:
            os.chown(path, *self.user)


def choose_mode() -> str:
    """Return `plain`, `namespace` or `nobody`, whichever this machine permits first."""
    if os.geteuid() == 0:
        return "namespace" if namespaces_work() else "nobody"
    return "plain" if has_name(uid=os.geteuid()) or not namespaces_work() else "namespace"


def has_name(*, uid: int) -> bool:
    """Say whether the machine knows a user of this number."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def namespace() -> tuple[str, ...]:
    """Return the command that puts what follows it into a user namespace, as a user with a name."""
    named = [one.pw_uid for one in pwd.getpwall() if one.pw_uid not in (0, OVERFLOW_USER)]
    user = ORDINARY_USER if ORDINARY_USER in named or not named else named[0]
    return ("unshare", "-U", f"--map-user={user}", "--")


def namespaces_work() -> bool:
    """Try it out: whether namespaces are permitted cannot be read off anything reliably."""
    command = [*namespace(), "true"]
    try:
        probe = subprocess.run(command, capture_output=True, check=False, timeout=PROBE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def make_account(*, places: Places, mode: str) -> Account:
    """Return the account for a mode, with its folders made."""
    if mode == "nobody":
        return _nobody(places)
    home = private_folder(path=places.postgres)
    sockets = socket_folder(preferred=places.run)
    prefix = namespace() if mode == "namespace" else ()
    return Account(mode, home, sockets, prefix)


def outside_home(*, private: Path) -> Path:
    """Return the place outside the checkout that belongs to this private folder."""
    return OUTSIDE / f"candour-{fingerprint(path=private)}"


def _nobody(places: Places) -> Account:
    home = outside_home(private=places.private)
    user = nobody()
    _make_passage(home)
    sockets = home / "run"
    account = Account("nobody", home, sockets, user=user)
    sockets.mkdir(mode=0o700, exist_ok=True)
    account.give(sockets)
    return account


def nobody() -> tuple[int, int]:
    """Return the user and group numbers of `nobody`; 65534 where the machine has no such name."""
    try:
        found = pwd.getpwnam("nobody")
    except KeyError:
        return OVERFLOW_USER, OVERFLOW_USER
    return found.pw_uid, found.pw_gid


def _make_passage(home: Path) -> None:
    try:
        home.mkdir(mode=PASSAGE, exist_ok=True)
        found = home.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise problem("spoiled_folder", path=home)
        home.chmod(PASSAGE)
    except OSError as error:
        raise problem("no_private_place", path=home) from error


def copy_programs(*, programs: Path, home: Path) -> Path:
    """Copy the PostgreSQL of the Python package to where `nobody` can run it; return its `bin`.

    The programs find their libraries by the way from one folder to the other, so the copy keeps
    the two side by side. It is made under another name first: half a copy is never used.
    """
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    marker = f"{package}\n{(programs / 'postgres').stat().st_mtime_ns}\n"
    _make_passage(home)
    target = home / "programs"
    stamp = target / "copied-from"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != marker:
        draft = home / f"programs-{os.getpid()}"
        _copy_readable(programs.parent, draft / package.name / programs.parent.name)
        if libraries.exists():
            _copy_readable(libraries, draft / libraries.name)
        draft.chmod(0o755)
        (draft / package.name).chmod(0o755)
        (draft / stamp.name).write_text(marker, encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
    return target / package.name / programs.parent.name / "bin"


def _copy_readable(source: Path, target: Path) -> None:
    """Copy a tree and let everybody read it, whatever the umask was when it was installed."""
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            executable = path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
