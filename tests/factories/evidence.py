"""Evidence to test with: items, and files whose content is where it is kept."""

import io
import uuid
from itertools import count
from typing import Any

import pikepdf
from PIL import Image

from cases.models import Case, CopyState, CustodyLine, EvidenceFile, EvidenceItem, FileState
from cases.operations.evidence import names, store
from cases.operations.evidence.store import Incoming
from tests.factories.acts import AT
from tests.factories.users import user

_numbers = count(1)


def item(*, case: Case, **values: Any) -> EvidenceItem:
    """An item, not yet marked unless told otherwise."""
    given: dict[str, Any] = {
        "reference": f"AB/{next(_numbers)}",
        "description": "A photograph of the yard",
        "kind": "image",
        "added_at": AT,
    }
    if values.get("relevance"):
        given |= {"relevance_because": "It shows the yard", "marked_at": AT, "marked_by": user()}
    if values.get("relevance") == "sensitive":
        given["sensitive_because"] = "It names a source"
    return EvidenceItem.objects.create(case=case, **({**given, "added_by_id": user().pk} | values))


def incoming(content: bytes) -> Incoming:
    """Content that has arrived."""
    made = Incoming()
    made.write(content)
    made.finish()
    return made


def file(*, item: EvidenceItem, content: bytes = b"", **values: Any) -> EvidenceFile:
    """A file whose content is kept."""
    content = content or uuid.uuid4().bytes
    arrived = incoming(content)
    store.keep(token=arrived.token, folder=store.ORIGINALS, sha256=arrived.sha256)
    given: dict[str, Any] = {
        "name": "yard.jpg",
        "sha256": arrived.sha256,
        "size": len(content),
        "content_type": names.type_of(content),
        "arrives_as": arrived.token,
        "state": FileState.KEPT,
        "copy": CopyState.WAITING,
        "added_at": AT,
    }
    return EvidenceFile.objects.create(
        case_id=item.case_id, item=item, **({**given, "added_by_id": user().pk} | values)
    )


def line(*, item: EvidenceItem, **values: Any) -> CustodyLine:
    """A line of its chain of custody: put in a place unless told otherwise."""
    given: dict[str, Any] = {"kind": "placed", "place": "Property store", "happened_at": AT, "added_at": AT}
    return CustodyLine.objects.create(case_id=item.case_id, item=item, **({**given, "added_by_id": user().pk} | values))


def photo(*, size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """A picture that says where it was taken, with which camera, and more behind its end."""
    exif = Image.Exif()
    exif[0x010F] = "CAMERAMAKER"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (51.0, 30.0, 0.0), "W", (0.0, 7.0, 0.0)
    exif[0x8825] = place
    whole = io.BytesIO()
    extra: dict[str, Any] = {"comment": b"TAKENBYADA"} if kind == "JPEG" else {}
    Image.new("RGB", size, "red").save(whole, kind, exif=exif, **extra)
    return whole.getvalue() + b"<script>alert(1)</script>"


def paper() -> bytes:
    """A PDF with a script, a link, an attachment, and its author."""
    whole = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        name = pikepdf.Name
        made.Root.OpenAction = pikepdf.Dictionary(S=name("/JavaScript"), JS="app.alert(1)")
        link = pikepdf.Dictionary(S=name("/URI"), URI="http://evil.example")
        annotation = pikepdf.Dictionary(Type=name("/Annot"), Subtype=name("/Link"), Rect=[0, 0, 10, 10], A=link)
        made.pages[0].obj.Annots = pikepdf.Array([annotation])
        made.docinfo["/Author"] = "AUTHORNAME"
        made.attachments["tool.exe"] = b"MZATTACHED"
        made.save(whole, compress_streams=False)
    return whole.getvalue()
