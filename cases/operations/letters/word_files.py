"""Opening a Word file that somebody else made: with limits, and without anything that acts by itself.

A file is refused, with a sentence that says what to do, for what it holds: macros, things embedded, links that would be
fetched, declarations of XML, more than a letter needs. What is declared is checked first, then what truly comes out.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 300
MOST_UNPACKED = 30 * 1024 * 1024
MOST_XML = 3 * 1024 * 1024
# Text packs well, but not so well: beyond it a file was made to fill our memory.
MOST_RATIO = 200
RATIO_FROM = 256 * 1024
DEEPEST = 100
MOST_ELEMENTS = 100_000
AT_ONCE = 64 * 1024
TYPES, DOCUMENT = "[Content_Types].xml", "word/document.xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Parts that act, or that hold whole other files.
ACTS_BY_ITSELF = re.compile(
    r"vba|macro|activex|/embeddings/|oleobject|\.bin$|\.exe$|afchunk|customui|/attachedtoolbars", re.IGNORECASE
)
# A field of Word that fetches or runs something when the letter is opened.
FETCHES = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|AUTOTEXT|MACROBUTTON)\b")
NO_WORD_FILE = "This is no Word file. Save the template in Word as a Word document (.docx), and send that"
MACROS = "The file holds macros or other things that act by themselves. Save it as a Word document (.docx) without them"
EMBEDDED = "The file holds something that is embedded or inserted from another file. Remove it, and send it again"
FETCHED = "The file holds a link that Word would follow by itself ({what}). Remove it, and send it again"
DECLARES = "The file declares XML of its own, which no Word file needs. Save it anew in Word, and send that"
TOO_LARGE = "The file is larger than a letter needs (at most {most} MB). Make its pictures smaller, and send it again"
PACKED = "The file unpacks to far more than it seems. Save it anew in Word, and send that"
BROKEN = "The file is damaged. Open it in Word, save it, and send it again"


class NotAccepted(Exception):
    """A file that is refused, in a sentence."""


def opened(data: bytes) -> bytes:
    """The same file, once all of it was looked at. Raises NotAccepted."""
    if len(data) > MOST_BYTES:
        raise NotAccepted(TOO_LARGE.format(most=MOST_BYTES // 1024 // 1024))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
            _declared(parts)
            for part in parts:
                _checked(part.filename, _content(archive, part))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise NotAccepted(NO_WORD_FILE) from None
    except Exception as problem:
        # What zlib and its like raise has no common name.
        if isinstance(problem, NotAccepted | MemoryError):
            raise
        raise NotAccepted(BROKEN) from None
    return data


def _parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if TYPES not in names or DOCUMENT not in names:
        raise NotAccepted(NO_WORD_FILE)
    if len(parts) > MOST_ENTRIES or len({name.casefold() for name in names}) != len(names):
        raise NotAccepted(PACKED)
    return parts


def _declared(parts: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself."""
    for part in parts:
        if part.flag_bits & 1 or part.filename.startswith("/") or ".." in part.filename.split("/"):
            raise NotAccepted(BROKEN)
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise NotAccepted(PACKED)
        if ACTS_BY_ITSELF.search(f"/{part.filename}"):
            raise NotAccepted(MACROS if "embed" not in part.filename.casefold() else EMBEDDED)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotAccepted(PACKED)


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """What truly comes out of it, never more than may."""
    most = MOST_XML if _is_xml(part.filename) else MOST_UNPACKED
    found = bytearray()
    with archive.open(part) as stream:
        while some := stream.read(AT_ONCE):
            found += some
            if len(found) > min(most, part.file_size):
                raise NotAccepted(PACKED)
    return bytes(found)


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".vml"))


def _checked(name: str, content: bytes) -> None:
    if not _is_xml(name):
        return
    found = _Found()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuses(DECLARES)
    parser.EntityDeclHandler = _refuses(DECLARES)
    parser.StartElementHandler = found.begins
    parser.EndElementHandler = found.ends
    parser.CharacterDataHandler = found.says
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise NotAccepted(BROKEN) from None
    if name == TYPES and not found.is_plain:
        raise NotAccepted(MACROS)
    if fetches := FETCHES.search("".join(found.instructions).upper()):
        raise NotAccepted(FETCHED.format(what=fetches[0]))


def _refuses(sentence: str) -> Callable[..., None]:
    def handler(*_: Any) -> None:
        raise NotAccepted(sentence)

    return handler


class _Found:
    """What stands in one part, as its parser comes by."""

    def __init__(self) -> None:
        self.depth = self.elements = 0
        self.is_plain = False
        self.is_instruction = False
        self.instructions: list[str] = []

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise NotAccepted(PACKED)
        local = name.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local == "Relationship":
            _related(said)
        if local in {"Override", "Default"}:
            self._typed(said.get("ContentType", ""))
        if local in {"altChunk", "object", "control", "subDoc"}:
            raise NotAccepted(EMBEDDED)
        self.is_instruction = local in {"instrText", "delInstrText"}
        if local == "fldChar":
            self.instructions.append(" ")
        if local == "fldSimple":
            self.instructions.append(f" {said.get('instr', '')} ")

    def _typed(self, content_type: str) -> None:
        if re.search("macro|vba|activex|oleobject", content_type, re.IGNORECASE):
            raise NotAccepted(MACROS)
        self.is_plain = self.is_plain or content_type == PLAIN

    def ends(self, name: str) -> None:
        self.depth -= 1
        self.is_instruction = False

    def says(self, text: str) -> None:
        if self.is_instruction:
            # Without a blank between: Word breaks a field's words over several runs.
            self.instructions.append(text)


def _related(said: dict[str, str]) -> None:
    kind = said.get("Type", "").rpartition("/")[2]
    if said.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
        raise NotAccepted(FETCHED.format(what=kind or "unnamed"))
    if kind in {"vbaProject", "wordVbaData", "control", "keyMapCustomizations"}:
        raise NotAccepted(MACROS)
    if kind in {"oleObject", "package", "aFChunk", "subDocument"}:
        raise NotAccepted(EMBEDDED)
