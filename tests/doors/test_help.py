"""What a command takes can be read by whoever has a clone: no environment, no database, no server."""

import subprocess
import sys
from pathlib import Path

import pytest

from cases import management
from cases.operations import demo

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = sorted(path.stem for path in (Path(management.__path__[0]) / "commands").glob("[a-z]*.py"))
PRODUCTION = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "REDIS_URL": "redis://nowhere.example:1/0"}


def manage(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """The command line as a process of its own, with this environment and no more."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("command", [*COMMANDS, "migrate"])
def test_every_command_says_what_it_takes(command: str) -> None:
    done = manage(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: manage.py {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["add_user", "-h"], id="for-short"),
        pytest.param(["add_user", "--email", "a@force.example", "--help"], id="after-other-options"),
        pytest.param(["help", "add_user"], id="as-a-command"),
    ],
)
@pytest.mark.parametrize("environ", [{}, PRODUCTION], ids=["no-environment", "half-an-environment"])
def test_however_it_is_asked_for(arguments: list[str], environ: dict[str, str]) -> None:
    done = manage(*arguments, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--role" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]], ids=["nothing", "help", "--help"])
def test_the_list_of_commands_has_our_own(arguments: list[str]) -> None:
    done = manage(*arguments)
    assert "settings are not properly configured" not in done.stdout + done.stderr
    assert set(COMMANDS) <= set(done.stdout.split())


@pytest.mark.parametrize("environ", [{}, PRODUCTION], ids=["no-environment", "half-an-environment"])
def test_the_figures_of_a_made_up_force_are_printed_to_anybody(environ: dict[str, str]) -> None:
    done = manage("make_force", "--figures", **environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == demo.figures_in_words()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check_jobs"], id="a-command"),
        pytest.param(["make_force"], id="a-force-that-is-built"),
        pytest.param(["check_jobs", "--figures"], id="figures-of-something-else"),
        pytest.param(["import_hr", "help"], id="a-file-of-that-name"),
        pytest.param(["import_hr", "--", "--help"], id="a-file-of-that-other-name"),
    ],
)
def test_whoever_wants_it_done_needs_an_environment(arguments: list[str]) -> None:
    done = manage(*arguments)
    assert done.returncode != 0
    assert "Set PUBLIC_URL: see .env.example" in done.stderr
