"""What can go wrong at the start, each as one sentence that says what to do.

The sentences stand in one table so that they can be read, translated and tested together. A
problem is never shown with a traceback: the person at the keyboard did nothing wrong.
"""

import errno
from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # These two are printed by find-python.sh, before there is a Python to import this file.
        "old_python": (
            "Candour needs Python 3.11 or newer, and this machine has {found}: "
            "install a newer one, or name it with PYTHON=/path/to/python3."
        ),
        "no_venv": (
            "Python {version} is here but cannot make virtual environments: install its venv "
            "module (on Debian and Ubuntu: apt install python3-venv) and run this again."
        ),
        "read_only": (
            "The folder {path} cannot be written to: copy Candour to a folder of your own and run this there."
        ),
        "other_owner": (
            "The folder {path} belongs to {owner} and you are {me}: run this as {owner}, "
            "or use a copy of Candour of your own."
        ),
        "disk_full": (
            "The disk that holds {path} is too full: {free} MB are free and {needed} MB are "
            "needed, so make room and run this again."
        ),
        "disk_filled": (
            "The disk filled up during this step: {step}. Make room and run this again; what was done so far is kept."
        ),
        "busy_port": (
            "Port {port} is in use by another program: stop that program, or choose another "
            "port with {variable}={suggestion} bin/up."
        ),
        "bad_port": ("{variable} is {value!r}, which is not a port number: use a number from 1024 to 65535."),
        "same_port": ("{first} and {second} are both {port}: give each door a port of its own."),
        "already_running": (
            "Candour is already running from this folder{where}: use that one, "
            "or stop it with Ctrl-C in its own window first."
        ),
        "no_network": (
            "The package registry could not be reached while installing {what}: connect to the "
            "network and run this again; what was done so far is kept."
        ),
        "step_failed": "{step} failed: the last lines are below, and all of it is in {log}.",
        "no_postgres": (
            "There is no PostgreSQL for this machine in the Python packages or on PATH: "
            "install PostgreSQL 15 or newer, or set DATABASE_URL to a server of yours."
        ),
        "postgres_failed": (
            "PostgreSQL did not start: its last lines are below, and bin/up --reset begins "
            "again with an empty database."
        ),
        "secrets_lost": (
            "The local database does not accept the passwords in {path}: bring that file back, "
            "or begin again with an empty database by bin/up --reset."
        ),
        "no_private_place": (
            "PostgreSQL refuses to run as root, and {path} could not be made for it to run as "
            "another user: run this as an ordinary user."
        ),
        "spoiled_folder": (
            "The folder {path} is not private to you, so no server can be put there: remove it and run this again."
        ),
        "redis_failed": (
            "Redis did not start: its last lines are below; mend what they name, or set REDIS_URL to a server of yours."
        ),
        "database_unreachable": (
            "The database server in {variable} cannot be reached ({reason}): start it or "
            "correct the address, or unset {variable} to use a local one."
        ),
        "bad_address": ("{variable} is not an address that Candour understands: it should look like {example}."),
        "redis_unreachable": (
            "The Redis server in REDIS_URL cannot be reached ({reason}): start it or correct "
            "the address, or unset REDIS_URL to use a local one."
        ),
        "migrations_missing": (
            "The database in DATABASE_URL lacks migrations of this version: take a backup, then run bin/up --migrate."
        ),
        "process_died": (
            "The {name} process stopped by itself ({how}): its last lines are below, and everything else was stopped."
        ),
        "not_ready": ("Candour was not ready after {seconds} seconds: {reasons}. Everything was stopped."),
        "reset_unasked": (
            "bin/up --reset throws the local database away and nobody is here to ask: "
            "run bin/up --reset --yes if that is meant."
        ),
        "reset_declined": "Nothing was thrown away.",
        "reset_running": (
            "Candour is running from this folder: stop it with Ctrl-C in its own window, then run bin/up --reset again."
        ),
        "unforeseen": "The start failed at {path}: {reason}.",
    }
)


class StartProblem(Exception):
    """A problem with its name in the table, the whole sentence, and perhaps last lines below."""

    def __init__(self, name: str, sentence: str, detail: str) -> None:
        """Keep the parts apart, so that tests can ask for the name."""
        super().__init__(sentence)
        self.name = name
        self.sentence = sentence
        self.detail = detail

    def text(self) -> str:
        """Return what is printed: the sentence, then the last lines of output if there are any."""
        return f"{self.sentence}\n{self.detail}".rstrip()


def problem(kind: str, /, *, detail: str = "", **parts: object) -> StartProblem:
    """Make the problem of that name; `parts` fill the gaps in its sentence."""
    return StartProblem(kind, SENTENCES[kind].format(**parts), detail)


def from_os_error(*, error: OSError, step: str) -> StartProblem:
    """Turn an error of the operating system into the sentence that fits it best."""
    path = str(error.filename or "an unknown place")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return problem("disk_filled", step=step)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return problem("read_only", path=path)
    return problem("unforeseen", path=path, reason=error.strerror or str(error))
