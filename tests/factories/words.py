"""Word files to test with, also such as nobody should accept."""

import io
import zipfile

from docx import Document

DOCUMENT, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"


def word(*paragraphs: str, title: str = "") -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    document.core_properties.title = title
    for said in paragraphs:
        document.add_paragraph(said)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same file, where a part says something else."""
    return rebuilt(data, {part: read(data, part).replace(old, new).encode()})


def read(data: bytes, part: str) -> str:
    """What a part says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


def rebuilt(data: bytes, parts: dict[str, bytes], *, leaving_out: str = "") -> bytes:
    """The same file with these parts, over or beside those that it has."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name != leaving_out:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()
