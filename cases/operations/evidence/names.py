"""What a file is called and what it is: its name made safe to show, its type by its content."""

import unicodedata
from collections.abc import Mapping

import puremagic

LONGEST_NAME = 150
LONGEST_ENDING = 12
NAMELESS = "file without a name"
# Signs that are not seen: they turn text round, break lines, or stand for nothing.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

JPEG, PNG, GIF, WEBP, TIFF, PDF = (
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "application/pdf",
)  # fmt: skip
# By their first bytes, and no others: of these a viewing copy is made.
BEGINS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
    b"%PDF-": PDF,
}
ZIP, OLE = "application/zip", "application/x-ole-storage"
CONTAINERS: Mapping[bytes, str] = {
    b"PK\x03\x04": ZIP, b"PK\x05\x06": ZIP, b"\xd0\xcf\x11\xe0": OLE, b"MZ": "application/x-dosexec",
    b"\x7fELF": "application/x-elf",
}  # fmt: skip
# What a name's ending says that the content is: one of these, or what begins like it.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "jpg": (JPEG,), "jpeg": (JPEG,), "png": (PNG,), "gif": (GIF,), "webp": (WEBP,), "tif": (TIFF,), "tiff": (TIFF,),
    "pdf": (PDF,), "zip": (ZIP,), "docx": (ZIP,), "xlsx": (ZIP,), "pptx": (ZIP,), "odt": (ZIP,), "ods": (ZIP,),
    "doc": (OLE,), "xls": (OLE,), "ppt": (OLE,), "msg": (OLE,), "mp4": ("video/",), "mov": ("video/",),
    "mp3": ("audio/",), "wav": ("audio/",), "txt": ("", "text/"), "csv": ("", "text/"),
    "exe": ("application/x-dosexec",),
}  # fmt: skip


def safe(given: str) -> str:
    """The name for people to read: no folders, nothing that is not seen, not long. It never names a file on a disk."""
    last = given.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in UNSEEN)
    name = " ".join(seen.split()).strip(". ")
    if len(name) <= LONGEST_NAME:
        return name or NAMELESS
    beginning, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return f"{beginning[: LONGEST_NAME - len(ending) - 2]}….{ending}"[:LONGEST_NAME]


def type_of(head: bytes) -> str:
    """What it is by its first bytes; empty where they tell nothing. What the browser says of it is not asked."""
    for begins, known in {**BEGINS, **CONTAINERS}.items():
        if head.startswith(begins):
            return known
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if b"<svg" in head[:1024].lower():
        return "image/svg+xml"
    if b"<html" in head[:1024].lower() or head[:256].lstrip().lower().startswith(b"<!doctype html"):
        return "text/html"
    return _by_puremagic(head)


def mismatch(*, name: str, content_type: str) -> str:
    """What the name says that the content is not, in words; empty where they agree or the name says nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    wanted = ENDINGS.get(ending)
    if wanted is None or any(_is_like(content_type, one) for one in wanted):
        return ""
    return f"Its name ends in .{ending}, but its content is {content_type or 'not of a kind that we know'}"


def _is_like(content_type: str, wanted: str) -> bool:
    return content_type.startswith(wanted) if wanted.endswith("/") else content_type == wanted


def _by_puremagic(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    # A match of two bytes is none: any text might begin so.
    sure = [one.mime_type for one in found if one.mime_type and len(one.byte_match or b"") >= 4]
    return str(sure[0])[:100] if sure else ""
