"""The little Markdown that the pages need."""

from collections.abc import Iterable, Iterator

PRINTED = "Printed from `misconduct/` by `manage.py rulebook`. Do not edit: change the table and print again."


def page(lines: Iterable[str]) -> str:
    """A page with the note that nobody wrote it by hand."""
    return "\n".join([*lines, "", f"*{PRINTED}*", ""])


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table, line by line."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
