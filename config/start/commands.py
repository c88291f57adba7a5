"""Runs the commands that come to an end: installing, building, migrating."""

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from config.start.places import Places, private_folder
from config.start.problems import StartProblem, problem
from config.start.processes import LINES_KEPT, Program, end_group, spawn

NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|ReadTimeoutError"
    r"|Connection (?:refused|reset|aborted|timed out)|Temporary failure in name resolution"
    r"|Name or service not known|nodename nor servname|Network is unreachable|No route to host"
    # What pip says of a pinned package when no registry answered at all.
    r"|\(from versions: none\)"
    r"|ProxyError|Cannot connect to proxy"
    r"|\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b",
    re.IGNORECASE,
)
DISK_FULL = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded|EDQUOT")


def run_step(
    *,
    places: Places,
    title: str,
    command: Sequence[str],
    environ: Mapping[str, str],
    follow: Callable[[str], None] | None = None,
    installs: bool = False,
) -> str:
    """Run a command to its end, keep all it wrote in a log, and return that.

    Raises the problem that its output speaks of. `follow` is told every line as it comes. Only a
    command that `installs` talks to a package registry, so only there do words such as
    "connection refused" mean that the network is missing.
    """
    log = private_folder(path=places.logs) / f"{title.lower().replace(' ', '-')}.log"
    program = Program(title, command, environ, places.root)
    tail: deque[str] = deque(maxlen=LINES_KEPT)
    running = spawn(program=program)
    try:
        with log.open("w", encoding="utf-8") as file:
            for line in running.stdout or ():
                file.write(line)
                tail.append(f"    {line.rstrip()}")
                if follow is not None:
                    follow(line)
        code = running.wait()
    finally:
        end_group(popen=running)
    output = log.read_text(encoding="utf-8")
    if code != 0:
        place = log.relative_to(places.root)
        raise explain(title=title, output=output, log=place, detail="\n".join(tail), installs=installs)
    return output


def explain(*, title: str, output: str, log: Path, detail: str, installs: bool) -> StartProblem:
    """Return the problem that a failed command's output speaks of."""
    if DISK_FULL.search(output):
        return problem("disk_filled", step=title)
    if installs and NO_NETWORK.search(output):
        return problem("no_network", what=title)
    return problem("step_failed", step=title, log=log, detail=detail)
