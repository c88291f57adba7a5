"""Brings in what Candour needs. Each step leaves a stamp, so that it is not done again for nothing.

A stamp lies inside what it speaks of (`.venv`, `node_modules`, `build`): throwing that folder away
also throws the stamp away. It is written last, so that an interrupted step is done again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from config.start.commands import run_step
from config.start.machine import Lock
from config.start.places import Places
from config.start.screen import Screen, Step

RUNNING = ("requirements.txt", "requirements-local.txt")
DEVELOPING = (*RUNNING, "requirements-dev.txt")
NODE = "requirements-node.txt"
OLDEST_NODE = 20
STAMP = ".candour-stamp"
REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==[^;\\\s]+\s*(?:;\s*([^\\]*))?", re.MULTILINE)
PIP_WORKS_ON = re.compile(r"^\s*(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)")


def stamp_text(files: Iterable[Path], *more: str) -> str:
    """Return a text that changes when one of the files (or of the other words) does."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(os.fsencode(path.name) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest() + "\n" + "".join(f"{word}\n" for word in more)


def is_stamped(*, stamp: Path, text: str) -> bool:
    """Say whether the step was finished with exactly this."""
    try:
        return stamp.read_text(encoding="utf-8") == text
    except OSError:
        return False


def write_stamp(*, stamp: Path, text: str) -> None:
    """Note that the step is finished."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(text, encoding="utf-8")


def is_first(*, places: Places) -> bool:
    """Say whether nothing was ever installed here to the end."""
    return not any(places.venv.glob(f"{STAMP}-*"))


def everything(*, places: Places, screen: Screen, names: Sequence[str] = RUNNING) -> None:
    """Install the Python packages and the front end; only one run at a time may do that."""
    lock = Lock(places.root / ".local" / "install.lock")
    if not lock.take():
        screen.say("Waiting for another run in this folder to finish installing.")
        lock.wait()
    try:
        python_packages(places=places, screen=screen, names=names)
        front_end(places=places, screen=screen)
    finally:
        lock.release()


def make_venv(*, places: Places, screen: Screen) -> None:
    """Make the virtual environment, or make it anew if an interruption left half of one."""
    if venv_works(places=places):
        return
    with screen.step("Virtual environment"):
        command = [sys.executable, "-m", "venv", "--clear", str(places.venv)]
        run_step(places=places, title="Virtual environment", command=command, environ=os.environ)


def venv_works(*, places: Places) -> bool:
    """Say whether there is a Python with a whole pip in it.

    pip's list of its own files is written last, so its presence tells whether pip is whole.
    """
    if not any(places.packages.glob("pip-*.dist-info/RECORD")):
        return False
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        asked = subprocess.run([str(places.python), "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def python_packages(*, places: Places, screen: Screen, names: Sequence[str]) -> None:
    """Install the pinned packages, each checked against its hash."""
    files = [places.root / name for name in names]
    version_file = places.venv / "pyvenv.cfg"
    stamp = package_stamp(places=places, names=names)
    whole = places.python.exists() and version_file.exists()
    if whole and is_stamped(stamp=stamp, text=stamp_text([*files, version_file])):
        with screen.step("Python packages") as step:
            step.done("already there")
        return
    make_venv(places=places, screen=screen)
    with screen.step("Python packages") as step:
        pip_install(places=places, step=step, files=files)
    # Who has what is needed for developing also has what is needed for running.
    for end in range(len(RUNNING), len(names) + 1):
        write_stamp(
            stamp=package_stamp(places=places, names=names[:end]), text=stamp_text([*files[:end], version_file])
        )


def package_stamp(*, places: Places, names: Sequence[str]) -> Path:
    """Return the stamp of a list of requirement files."""
    return places.venv / f"{STAMP}-{names[-1].removesuffix('.txt')}"


def pip_install(*, places: Places, step: Step, files: Sequence[Path]) -> None:
    """Run pip, saying which package it is at."""
    wanted = wanted_packages(files=files)
    seen: set[str] = set()

    def follow(line: str) -> None:
        at = PIP_WORKS_ON.match(line)
        if at and at[1].lower() in wanted:
            seen.add(at[1].lower())
            step.progress(f"{len(seen)} of {len(wanted)}, {at[1].lower()}")
        elif line.startswith("Installing collected"):
            step.progress("unpacking")

    # `python -m pip` and not the `pip` script: that one breaks when the folder is moved.
    command = [str(places.python), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off"]
    command += [part for path in files for part in ("-r", str(path))]
    environ = dict(os.environ) | {"PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    # Without a network, pip's own five attempts per package are half a minute of silence.
    environ.setdefault("PIP_RETRIES", "2")
    run_step(places=places, title=step.title, command=command, environ=environ, follow=follow, installs=True)


def wanted_packages(*, files: Iterable[Path]) -> set[str]:
    """Return the names in the requirement files, without those that are for Windows only."""
    found: set[str] = set()
    for path in files:
        for name, marker in REQUIREMENT.findall(path.read_text(encoding="utf-8")):
            if "win32" not in marker:
                found.add(name.lower())
    return found


def find_npm(*, places: Places, screen: Screen) -> tuple[list[str], dict[str, str]]:
    """Return how to call npm, and the environment in which it finds its node.

    Where the machine has none that is new enough, Node.js comes as a Python package.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node=node) >= OLDEST_NODE:
        return [npm], dict(os.environ)
    packaged = places.venv / "bin" / "npm"
    if not packaged.exists():
        make_venv(places=places, screen=screen)
        with screen.step("Node.js") as step:
            pip_install(places=places, step=step, files=[places.root / NODE])
    path = f"{places.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(places.python), str(packaged)], dict(os.environ) | {"PATH": path}


def node_version(*, node: str) -> int:
    """Return the major version of a node, or 0 if it does not run."""
    try:
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", asked.stdout)
    return int(found[1]) if found else 0


def front_end(*, places: Places, screen: Screen) -> None:
    """Install the front end's packages and build its files."""
    manifest = [places.root / "package.json", places.root / "package-lock.json"]
    sources = [*manifest, *files_under(folder=places.root / "frontend")]
    built = places.root / "build" / STAMP
    if (places.root / "build" / "static").is_dir() and is_stamped(stamp=built, text=stamp_text(sources)):
        with screen.step("Front end") as step:
            step.done("already there")
        return
    npm, environ = find_npm(places=places, screen=screen)
    installed = places.root / "node_modules" / STAMP
    if not is_stamped(stamp=installed, text=stamp_text(manifest)):
        with screen.step("Front-end packages"):
            _npm(places, "Front-end packages", [*npm, "ci"], environ)
        write_stamp(stamp=installed, text=stamp_text(manifest))
    with screen.step("Front end"):
        _npm(places, "Front end", [*npm, "run", "build"], environ)
    write_stamp(stamp=built, text=stamp_text(sources))


def _npm(places: Places, title: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
    # Without a network, npm's own waits between its attempts are more than a minute of silence.
    impatient = {"npm_config_fetch_retry_mintimeout": "1000", "npm_config_fetch_retry_maxtimeout": "3000"}
    run_step(places=places, title=title, command=command, environ=impatient | dict(environ), installs=True)


def static_sources(*, places: Places) -> list[Path]:
    """Return the files that collectstatic collects, as far as they are this project's."""
    rooms = (places.root / "cases", places.root / "vetting")
    own = [path for room in rooms for path in room.glob("**/static/**/*") if path.is_file()]
    return [*files_under(folder=places.root / "build" / "static"), *own]


def files_under(*, folder: Path) -> list[Path]:
    """Return all files in a folder and below."""
    return [path for path in folder.rglob("*") if path.is_file()]
