"""`bin/check`: everything that can be said about the code without running it."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.start import install
from config.start.environment import base_environ
from config.start.machine import check_disk, check_folder
from config.start.places import Places
from config.start.session import FAILED, Session, run

MADE_UP_DATABASE = "postgresql://{role}:p@127.0.0.1/x"
MADE_UP_REDIS = "redis://127.0.0.1:6379/0"
MADE_UP_INSIDE = {"REDIS_URL": MADE_UP_REDIS, "EVIDENCE_ROOT": "/srv/candour/evidence"}
KEY_BYTES = 32


@dataclass(frozen=True)
class Check:
    """One command, run with the virtual environment's Python."""

    title: str
    arguments: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)


def production(*, process: str) -> dict[str, str]:
    """Return a made-up but valid production environment of a door."""
    environ = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "CANDOUR_PROCESS": process,
        "SECRET_KEY": secrets.token_hex(KEY_BYTES),
        "DATABASE_URL": MADE_UP_DATABASE.format(role="candour_portal" if process == "portal" else "candour_runtime"),
        "PUBLIC_URL": "https://report.example.org",
        "STAFF_URL": "https://candour.example.org",
    }
    return environ | (MADE_UP_INSIDE if process == "staff" else {})


def local(*, process: str) -> dict[str, str]:
    """Return the same, with the settings of this machine."""
    return production(process=process) | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}


def checks(*, places: Places) -> list[Check]:
    """Return all checks, in the order in which they are run."""
    lint_imports = str(places.venv / "bin" / "lint-imports")
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    # Without a database server, which none is needed for, Django warns.
    migrations = ("-W", "ignore::RuntimeWarning", "manage.py", "makemigrations", "--check", "--dry-run")
    return [
        Check("ruff check", ("-m", "ruff", "check", ".")),
        Check("ruff format", ("-m", "ruff", "format", "--check", ".")),
        Check("djlint", ("-m", "djlint", "--check", "--lint", "cases", "vetting")),
        Check("mypy", ("-m", "mypy", "."), local(process="staff")),
        Check("lint-imports", (lint_imports,)),
        Check("rulebook", ("manage.py", "rulebook", "--check")),
        Check("migrations", migrations, local(process="manage")),
        Check("deploy, portal", deploy, production(process="portal")),
        Check("deploy, staff", deploy, production(process="staff")),
    ]


def main(arguments: Sequence[str]) -> int:
    """Run all checks, or those whose title holds one of the words, and return the exit code."""
    return run(work=lambda session: check(session=session, words=arguments))


def check(*, session: Session, words: Sequence[str]) -> int:
    """Install, then run every check, also after one failed."""
    places = session.places
    check_folder(places=places)
    check_disk(places=places, first=install.is_first(places=places))
    install.everything(places=places, screen=session.screen, names=install.DEVELOPING)
    chosen = [one for one in checks(places=places) if not words or any(word in one.title for word in words)]
    if not chosen:
        titles = ", ".join(one.title for one in checks(places=places))
        session.screen.say(f"No check is called {' or '.join(words)}. There are: {titles}.")
        return FAILED
    failed = [one.title for one in chosen if not run_check(session=session, one=one)]
    session.ready = True
    if failed:
        session.screen.say(f"\nFailed: {', '.join(failed)}.")
        return FAILED
    session.screen.say("\nAll checks passed.")
    return 0


def run_check(*, session: Session, one: Check) -> bool:
    """Run a check with its heading, its time and what came of it; say whether it passed."""
    places = session.places
    session.screen.say(f"\n== {one.title}")
    began = time.monotonic()
    environ = base_environ(places=places, inherited=os.environ) | dict(one.environ)
    command = [str(places.python), *one.arguments]
    code = subprocess.run(command, env=environ, cwd=places.root, check=False).returncode
    result = "ok" if code == 0 else f"failed (exit code {code})"
    session.screen.say(f"{one.title}: {result}, {time.monotonic() - began:.1f} s")
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
