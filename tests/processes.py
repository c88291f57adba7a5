"""Real processes for tests: both doors under gunicorn, a worker, beat. Each is given only its own environment."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import Clone

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A process that runs, where it answers, and where its output goes."""

    process: "subprocess.Popen[bytes]"
    address: str
    metrics: str
    log: Path


def redis_url(database: int) -> str:
    """One of Redis's numbered databases, so that tests running side by side do not take each other's jobs."""
    url = os.environ.get("TEST_REDIS_URL", "redis://localhost:6379/0")
    return re.sub(r"(virtual_host=|/)\d+$", rf"\g<1>{database}", url)


def redis_of_this_worker() -> str:
    """gw0 has database 1, gw1 database 2; 0 is for tests that only ask whether Redis answers."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return redis_url(1 + int(number) % 14)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(process: str, *, clone: Clone, port: int = 0) -> dict[str, str]:
    """Only what this process may see: the portal knows neither Redis nor any role but its own."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "CANDOUR_PROCESS": process,
        "SECRET_KEY": f"only-for-tests-{process}",
        "DATABASE_URL": clone.url("portal" if process == "portal" else "runtime"),
        "PUBLIC_URL": f"http://localhost:{port}",
        "STAFF_URL": f"http://localhost:{port}",
    }
    inside = {"REDIS_URL": redis_of_this_worker(), "EVIDENCE_ROOT": str(evidence_folder())}
    return kept | own | ({} if process == "portal" else inside)


def evidence_folder() -> Path:
    """Where the processes of this worker keep files of evidence."""
    return Path(tempfile.gettempdir()) / f"candour-test-{os.getpid()}"


@contextmanager
def started(command: list[str], *, env: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The command, running in a session of its own; all of it is gone afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=env, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def door(process: str, *, clone: Clone, folder: Path) -> Iterator[Running]:
    """A door under gunicorn as in production, answering."""
    port, inner, metrics = free_port(), free_port(), folder / f"{process}-metrics"
    metrics.mkdir()
    env = environment_of(process, clone=clone, port=port) | {
        "BIND": f"127.0.0.1:{port},127.0.0.1:{inner}",
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }
    log = folder / f"{process}.log"
    command = [str(BIN / "gunicorn"), "-c", "config/gunicorn.py", "config.wsgi:application"]
    with started(command, env=env, log=log) as running:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/healthz", log=log)
        yield Running(process=running, address=address, metrics=f"http://127.0.0.1:{inner}", log=log)


def wait_for(url: str, *, log: Path, seconds: float = 60) -> None:
    """Waits until something answers there; fails with the process's own words when it does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:  # refused, or a busy machine that has not answered yet
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer:\n{log.read_text()}")


def get(url: str, data: bytes | None = None) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers, whatever the status. With data it is a POST."""
    try:
        with urllib.request.urlopen(url, data=data, timeout=10) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(), dict(refusal.headers)
