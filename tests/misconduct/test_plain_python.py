"""The law needs nothing but Python: no package, no clock, no file."""

import ast
import sys
from pathlib import Path

import pytest

import misconduct

FILES = sorted(Path(misconduct.__file__).parent.rglob("*.py"))
ALLOWED = set(sys.stdlib_module_names) | {"misconduct"}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_file_of_the_law_imports_the_standard_library_only(file: Path) -> None:
    tree = ast.walk(ast.parse(file.read_text()))
    imports = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= ALLOWED
