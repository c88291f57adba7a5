"""The walls of the house hold: for each import contract, a planted fault is caught by that contract."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSES = ["misconduct", "cases", "vetting", "config"]
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
# Contract, the file that breaks it, and the line it is given.
FAULTS = [
    ("houses", "cases/web/caching.py", "import vetting.rules"),
    ("houses", "misconduct/__init__.py", "import cases.access"),
    ("rooms-of-cases", "cases/audit/__init__.py", "import cases.web.gate"),
    ("rooms-of-cases", "cases/portal/views.py", "import cases.staff.account.forms"),
    ("rooms-of-cases", "cases/helpers.py", "STRAY = 1"),
    ("rooms-of-vetting", "vetting/queries.py", "import vetting.tasks"),
    ("rooms-of-vetting", "vetting/helpers.py", "STRAY = 1"),
    ("rooms-of-the-law", "misconduct/counting.py", "import misconduct.deadlines"),
    ("rooms-of-the-law", "misconduct/helpers.py", "STRAY = 1"),
    ("rooms-of-the-law", "misconduct/stages/asking.py", "import misconduct.deadlines"),
    ("severity-decides-nothing", "misconduct/stages/asking.py", "import misconduct.severity"),
    ("rooms-of-the-law", "misconduct/outcomes.py", "import misconduct.stages"),
    ("rooms-of-the-law", "misconduct/guards.py", "import misconduct.matters"),
    ("the-law-is-plain-python", "misconduct/__init__.py", "import django.db"),
    ("the-law-is-plain-python", "cases/analytics/statistics.py", "import psycopg"),
    ("the-law-is-plain-python", "vetting/rules.py", "import celery"),
    ("doors-use-operations", "cases/staff/views.py", "import cases.workforce.models"),
    ("doors-use-operations", "cases/tasks.py", "import cases.jobs.models"),
    ("the-portal-imports-two-rooms", "cases/portal/views.py", "import cases.accounts.roles"),
    ("the-portal-sees-no-case", "cases/portal/views.py", "import cases.queries"),
    ("the-portal-sees-no-case", "cases/portal/views.py", "import redis"),
    ("the-portal-sees-no-case", "cases/web/gate.py", "import cases.accounts.models"),
    ("one-way-into-the-trail", "cases/operations/demo.py", "import cases.audit.models"),
    ("vetting-uses-the-front-door-of-cases", "vetting/operations/__init__.py", "import cases.models"),
    ("vetting-uses-the-front-door-of-cases", "vetting/queries.py", "import cases.workforce.models"),
]


def broken_contracts(tree: Path) -> set[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=tree, capture_output=True, text=True, env={"COLUMNS": "300"})
    lines = done.stdout.splitlines()
    assert any(line.startswith("Contracts:") for line in lines), done.stdout + done.stderr
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for house in HOUSES:
        shutil.copytree(ROOT / house, tmp_path / house, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_breaks_no_contract(tree: Path) -> None:
    assert broken_contracts(tree) == set()


def test_every_contract_has_a_planted_fault() -> None:
    assert {contract for contract, *_ in FAULTS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "file", "line"), FAULTS, ids=[f"{c}:{f}" for c, f, _ in FAULTS])
def test_a_planted_fault_is_caught(tree: Path, contract: str, file: str, line: str) -> None:
    place = tree / file
    place.write_text((place.read_text() if place.exists() else '"""Planted."""\n') + f"\n{line}\n")
    assert CONTRACTS[contract] in broken_contracts(tree)
