"""What the launcher's tests share: a checkout of their own, and processes that leave nothing behind."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.start.places import ROOT, Places
from config.start.processes import Crew
from config.start.screen import Screen

PARTS = ("bin", "config/start", "config/__init__.py")


@dataclass(frozen=True)
class Checkout:
    """A copy of the launcher alone, in which the real `bin/up` is run."""

    root: Path

    def up(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run bin/up from somewhere else, as people do."""
        environ = {"PATH": os.environ["PATH"], "PYTHON": sys.executable, **variables}
        return run([str(self.root / "bin" / "up"), *arguments], environ=environ)


def run(command: list[str], *, environ: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, with nobody at the keyboard."""
    return subprocess.run(
        command, env=dict(environ), cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )


def copy_launcher(target: Path) -> Checkout:
    """Copy what `bin/up` needs before anything is installed."""
    target.mkdir(exist_ok=True)
    for part in PARTS:
        source, copy = ROOT / part, target / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    return Checkout(target)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A copy of the launcher in a folder of its own."""
    return copy_launcher(tmp_path / "candour")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The real virtual environment with a private folder of the test's own."""
    return Places(root=ROOT, private=tmp_path / "local")


@pytest.fixture
def crew() -> Iterator[Crew]:
    """Processes, all of which are gone after the test."""
    made = Crew(Screen())
    yield made
    made.stop_in_order()
