"""The law needs nothing but Python: no package, no clock, no file, nothing printed."""

import ast
from pathlib import Path

import pytest

import misconduct

FILES = sorted(Path(misconduct.__file__).parent.rglob("*.py"))
# All of the standard library that the law uses. What reads a clock, a file or the network is not among it.
ALLOWED = {
    "bisect",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "misconduct",
    "re",
    "textwrap",
    "typing",
}
OUTSIDE = {"now", "today", "utcnow", "open", "print", "input", "eval", "exec", "__import__"}


def names(tree: ast.AST) -> set[str]:
    nodes = list(ast.walk(tree))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def called(tree: ast.AST) -> set[str]:
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {one.id for one in functions if isinstance(one, ast.Name)} | {
        one.attr for one in functions if isinstance(one, ast.Attribute)
    }


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(FILES[0].parent)) for file in FILES])
def test_a_file_of_the_law_asks_nothing_outside(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert {name.partition(".")[0] for name in names(tree)} <= ALLOWED
    assert not called(tree) & OUTSIDE


@pytest.mark.parametrize("line", ["import os", "date.today()", "datetime.now(tz=zone)", "open('x')", "print(1)"])
def test_the_check_catches_what_it_is_for(line: str) -> None:
    tree = ast.parse(line)
    assert not names(tree) <= ALLOWED or called(tree) & OUTSIDE
