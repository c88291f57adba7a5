"""Questions to the machine before anything is begun, and the lock that says who is running."""

import errno
import fcntl
import json
import os
import pwd
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from config.start.places import Places, private_folder
from config.start.problems import problem

MEGABYTE = 1024 * 1024
FIRST_INSTALL_MB = 1000
LATER_START_MB = 200
LOWEST_PORT = 1024
HIGHEST_PORT = 65535


class FreeSpace(Protocol):
    """The two numbers of `os.statvfs` that matter."""

    @property
    def f_bavail(self) -> int:
        """Blocks that an ordinary user may still use."""

    @property
    def f_frsize(self) -> int:
        """The size of a block."""


def _statvfs(path: Path) -> FreeSpace:
    return os.statvfs(path)


def check_folder(*, places: Places) -> None:
    """Raise unless the checkout can be written to and its `.local` is this user's own.

    Servers refuse files of another user with messages that nobody can place, so this is asked
    first.
    """
    local = places.root / ".local"
    if local.exists() and local.stat().st_uid != os.geteuid():
        owner, me = user_name(uid=local.stat().st_uid), user_name(uid=os.geteuid())
        raise problem("other_owner", path=local, owner=owner, me=me)
    for folder in (places.root, local, places.venv, places.root / "node_modules"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise problem("read_only", path=folder)


def user_name(*, uid: int) -> str:
    """Return the user's name, or the number where the machine has no name for it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def check_disk(*, places: Places, first: bool, statvfs: Callable[[Path], FreeSpace] = _statvfs) -> None:
    """Raise if the disk has less room than an install, or an ordinary start, may use."""
    needed = FIRST_INSTALL_MB if first else LATER_START_MB
    room = statvfs(places.root)
    free = room.f_bavail * room.f_frsize // MEGABYTE
    if free < needed:
        raise problem("disk_full", path=places.root, free=free, needed=needed)


def read_port(*, environ: Mapping[str, str], variable: str, default: int) -> int:
    """Return the port a variable names, or the default."""
    value = environ.get(variable, "") or str(default)
    if not value.isdecimal() or not LOWEST_PORT <= int(value) <= HIGHEST_PORT:
        raise problem("bad_port", variable=variable, value=value)
    return int(value)


def check_ports(*, ports: Mapping[str, int]) -> None:
    """Raise for the first port (by its variable's name) that is taken or named twice."""
    seen: dict[int, str] = {}
    for variable, port in ports.items():
        if port in seen:
            raise problem("same_port", first=seen[port], second=variable, port=port)
        seen[port] = variable
        if port_is_busy(port=port):
            suggestion = free_port()
            raise problem("busy_port", port=port, variable=variable, suggestion=suggestion)


def port_is_busy(*, port: int) -> bool:
    """Say whether somebody listens on this port of this machine, on IPv4 or IPv6.

    Both are asked: a browser may take `localhost` for either, and would meet the other program.
    """
    families = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    return any(_is_busy(family, host, port) for family, host in families)


def _is_busy(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.errno in (errno.EADDRINUSE, errno.EACCES)
    return False


def free_port() -> int:
    """Return a port that is free at this moment."""
    return free_ports(count=1)[0]


def free_ports(*, count: int) -> list[int]:
    """Return that many different free ports: all are held before the first is let go."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


class Lock:
    """One run at a time. The lock is the operating system's, so it ends with the process.

    The file also holds where the running one is to be found, for whoever comes second.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is locked yet."""
        self.path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Take the lock without waiting; say whether it was free."""
        private_folder(path=self.path.parent)
        file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        self.note([])
        return True

    def wait(self) -> None:
        """Take the lock, waiting as long as another one has it."""
        private_folder(path=self.path.parent)
        self._file = self.path.open("a+", encoding="utf-8")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def note(self, addresses: list[str]) -> None:
        """Write down where this run is to be found."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.write(json.dumps(addresses))
            self._file.flush()

    def addresses(self) -> list[str]:
        """Return what the one who has the lock wrote down."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(address) for address in found]

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None


def already_running(*, lock: Lock) -> Exception:
    """Return the problem for a second start, with the addresses of the first if it is ready."""
    addresses = lock.addresses()
    where = f" at {' and '.join(addresses)}" if addresses else ""
    return problem("already_running", where=where)
