"""Which Python is taken, and what is said when none will do."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from config.start.problems import SENTENCES
from tests.start.conftest import Checkout, run

OLD = "import sys; sys.version_info = (3, 9, 2, 'final', 0); exec(sys.argv[2])"
BARE = "import sys; sys.version_info = (3, 12, 1, 'final', 0); sys.modules['ensurepip'] = None; exec(sys.argv[2])"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH of the test's own, with hardly anything on it."""
    folder = tmp_path / "path"
    folder.mkdir()
    (folder / "dirname").symlink_to(str(shutil.which("dirname")))
    return folder


def pretend(path: Path, name: str, body: str) -> Path:
    script = path / name
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    return script


def pretend_python(path: Path, name: str, code: str) -> Path:
    return pretend(path, name, f'exec "{sys.executable}" -c "{code}" "$@"')


def up(checkout: Checkout, path: Path, **variables: str) -> tuple[int, str, str]:
    done = run([str(checkout.root / "bin" / "up"), "--help"], environ={"PATH": str(path), **variables})
    return done.returncode, done.stdout, done.stderr


def test_no_python_at_all(checkout: Checkout, path: Path) -> None:
    sentence = SENTENCES["old_python"].format(found="no Python that runs")
    assert up(checkout, path) == (1, "", sentence + "\n")


def test_old_python(checkout: Checkout, path: Path) -> None:
    pretend_python(path, "python3", OLD)
    assert up(checkout, path) == (
        1,
        "",
        (
            "Candour needs Python 3.11 or newer, and this machine has Python 3.9.2: "
            "install a newer one, or name it with PYTHON=/path/to/python3.\n"
        ),
    )
    assert SENTENCES["old_python"].format(found="Python 3.9.2") in up(checkout, path)[2]


def test_no_venv_module(checkout: Checkout, path: Path) -> None:
    pretend_python(path, "python3", BARE)
    assert up(checkout, path) == (
        1,
        "",
        (
            "Python 3.12.1 is here but cannot make virtual environments: install its venv module "
            "(on Debian and Ubuntu: apt install python3-venv) and run this again.\n"
        ),
    )
    assert SENTENCES["no_venv"].format(version="3.12.1") in up(checkout, path)[2]


def test_the_lacking_module_is_named_before_an_older_python(checkout: Checkout, path: Path) -> None:
    pretend_python(path, "python3", OLD)
    pretend_python(path, "python3.12", BARE)
    assert "python3-venv" in up(checkout, path)[2]


def test_candidates_that_fail_are_passed_over(checkout: Checkout, path: Path) -> None:
    pretend(path, "python3.12", "echo 'shim: no such version' >&2; exit 127")
    pretend_python(path, "python3.11", OLD)
    (path / "python3").symlink_to(sys.executable)
    code, output, errors = up(checkout, path)
    assert (code, errors) == (0, "")
    assert output.startswith("usage: bin/up")


def test_the_named_python_wins(checkout: Checkout, path: Path, tmp_path: Path) -> None:
    (path / "python3").symlink_to(sys.executable)
    folder = tmp_path / "with space"
    folder.mkdir()
    named = pretend_python(folder, "python", OLD)
    assert "Python 3.9.2" in up(checkout, path, PYTHON=str(named))[2]


@pytest.mark.parametrize("name", ["up", "test", "check"])
def test_the_scripts_can_be_run(name: str) -> None:
    assert os.access(Path(__file__).parents[2] / "bin" / name, os.X_OK)
