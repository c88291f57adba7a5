"""A file from personnel as text: which bytes can be read, and into which lines. What cannot is refused in words."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from cases.workforce.hr_columns import BY_NAME, MOST_BYTES, MOST_LINES, REQUIRED

UTF_8_MARK = b"\xef\xbb\xbf"
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "Save it as “CSV UTF-8 (comma delimited)” and send it again."


class Unreadable(Exception):
    """A file that is refused as a whole. The words say what is wrong and what to do."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the file: where it stands, and its values by column; a reason instead where it has not as many."""

    number: int
    values: dict[str, str]
    reason: str = ""


def rows_of(data: bytes) -> list[Row]:
    """The lines of a file, without those that are blank. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file must be {MOST_BYTES // 1024 // 1024} MB or smaller. Split it into several files.")
    lines = _lines(_text(data))
    try:
        columns = _columns(next(lines, (1, []))[1])
        return _bounded([_row(number, cells, columns) for number, cells in lines])
    except csv.Error as problem:
        raise Unreadable(_in_words(problem)) from None


def _text(data: bytes) -> str:
    if data.startswith(OTHER_MARKS):
        raise Unreadable(f"The file is UTF-16, not UTF-8. {SAVE_AS}")
    if b"\0" in data:
        raise Unreadable(f"The file holds characters that are no text: it may be a workbook, or UTF-16. {SAVE_AS}")
    try:
        return data.removeprefix(UTF_8_MARK).decode()
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Unreadable(f"The file is not UTF-8: line {line} has a character in another encoding. {SAVE_AS}") from None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, by the number of the line of text on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _columns(cells: list[str]) -> list[str]:
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if not names:
        raise Unreadable("The file is empty. Its first line must name the columns.")
    if len(names) == 1 and ";" in names[0]:
        raise Unreadable(f"The columns are divided by semicolons and not by commas. {SAVE_AS}")
    if missing := [name for name in REQUIRED if name not in names]:
        raise Unreadable(
            f"The first line must name the columns {', '.join(REQUIRED)}. Not there: {', '.join(missing)}."
        )
    if unknown := [name for name in names if name not in BY_NAME]:
        said = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        raise Unreadable(f"These columns are none of ours: {said}. Take them out: they may hold what must not be kept.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(f"Each column may be there once. Twice or more: {', '.join(twice)}.")
    return names


def _row(number: int, cells: list[str], columns: list[str]) -> Row:
    if len(cells) != len(columns):
        values = f"{len(cells)} value{'' if len(cells) == 1 else 's'}"
        return Row(
            number=number, values={}, reason=f"This line has {values}; the first line names {len(columns)} columns"
        )
    return Row(number=number, values=dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def _bounded(rows: list[Row]) -> list[Row]:
    if not rows:
        raise Unreadable("The file has no lines below the names of the columns.")
    if len(rows) > MOST_LINES:
        raise Unreadable(f"The file has {len(rows):,} lines; it may have {MOST_LINES:,}. Split it into several files.")
    return rows


def _in_words(problem: csv.Error) -> str:
    said = str(problem)
    if "unexpected end of data" in said:
        return "The file ends within a quoted value: it may have been cut short. Export it again and send it again."
    if "field larger" in said:
        return "A value of the file is far too long: a quotation mark may be missing. Export it again."
    return "The file is not as CSV must be: a quotation mark stands where none may be. Export it again."
