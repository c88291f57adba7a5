"""A program of its own, started with little memory and little time: makes a viewing copy of one file.

`python -I copying.py IN OUT TYPE`. It imports nothing of Candour and is given nothing of its environment; it limits
itself before it opens what nobody trusts. What it made, or why not, it says in one line of JSON. Whatever else becomes
of it, whoever started it ends it and says that there is no copy.
"""

import ctypes
import json
import resource
import sys
from contextlib import suppress
from typing import Any

import pikepdf
from PIL import Image, ImageOps

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, LARGEST_COPY, OPEN_FILES = 768 * MEGABYTE, 20, 100 * MEGABYTE, 64
MOST_PIXELS, LONGEST_SIDE = 60_000_000, 2400
MOST_PAGES = 2000
# What a page of a PDF may do by itself, and what may hang on it.
ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/URI", "/Outlines", "/Metadata", "/PieceInfo", "/Threads",
          "/Collection", "/AF", "/Perms", "/StructTreeRoot")  # fmt: skip
ACTIVE_OF_A_PAGE = ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/AF", "/B")
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000


def limit() -> None:
    """No more memory, time, or room on the disk than this; and, where the system lets us, no network."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_COPY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)


class NoCopy(Exception):
    """Why none is made, in words for the page."""


def image(source: str, target: str) -> dict[str, Any]:
    """The picture alone, made anew: no place, no camera, no comment, nothing behind the end of it."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    try:
        with Image.open(source, formats=("JPEG", "PNG", "GIF", "WEBP", "TIFF")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoCopy("it has more pixels than are opened")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(opened)
            has_holes = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
            bare = turned.convert("RGBA" if has_holes else "RGB")
            bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A picture of nothing but these pixels: what was known of the old one stays behind.
            made = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    except Image.DecompressionBombError:
        raise NoCopy("it has more pixels than are opened") from None
    kind = "PNG" if has_holes else "JPEG"
    made.save(target, format=kind, **({} if has_holes else {"quality": 90}))
    return {"type": "image/png" if has_holes else "image/jpeg"}


def pdf(source: str, target: str) -> dict[str, Any]:
    """The pages, without scripts, actions, forms, attachments, links, or what is known of its making."""
    try:
        opened = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise NoCopy("it is locked with a password") from None
    with opened, pikepdf.new() as made:
        if not 0 < len(opened.pages) <= MOST_PAGES:
            raise NoCopy("it has no pages, or more than are opened")
        # What stands in the boxes of a form, and notes, stay in sight as what they look like.
        opened.flatten_annotations("screen")
        # Only pages come along, with what they need to be drawn: whatever hangs on the document stays behind.
        made.pages.extend(opened.pages)
        _without(made.Root, ACTIVE)
        for page in made.pages:
            _without(page.obj, ACTIVE_OF_A_PAGE)
        made.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, static_id=True)
    return {"type": "application/pdf"}


def _without(part: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in part:
            del part[name]


def main(source: str, target: str, content_type: str) -> int:
    """Makes it, and says so; or says why not."""
    limit()
    make = pdf if content_type == "application/pdf" else image
    try:
        said = make(source, target)
    except NoCopy as why:
        said = {"why": str(why)}
    except MemoryError:
        said = {"why": "it takes more memory than one is given"}
    except Exception as problem:
        # The kind alone: a message may hold a piece of what was opened.
        said = {"why": f"it cannot be read ({type(problem).__name__})"}
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
