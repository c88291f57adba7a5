"""What tests of these pages send, and what they do with a file on its way."""

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, EvidenceFile, EvidenceItem
from cases.web.row_addresses import address_of

TOLD: dict[str, Any] = {
    "reference": "AB/7",
    "description": "A photograph of the yard",
    "kind": "image",
    "party": "",
    "produced_by": "PC 4437 Hale",
    "obtained_on_day": "20",
    "obtained_on_month": "11",
    "obtained_on_year": "2026",
    "obtained_where": "The yard",
}


def at(case: Case, tab: str = "") -> str:
    """An address of the evidence of a matter."""
    return f"/cases/{case.reference}/evidence/{tab}"


def of_item(item: EvidenceItem, tab: str = "") -> str:
    """An address of an item."""
    return at(item.case, f"{address_of(item.pk)}/{tab}")


def of_file(file: EvidenceFile, tab: str = "") -> str:
    """An address of a file."""
    return at(file.case, f"files/{address_of(file.pk)}/{tab}")


def uploaded(content: bytes, name: str = "yard.jpg", said: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=said)


def filled_in(page: Any) -> dict[str, Any]:
    """The fields of the page's form that nobody sees, as a browser sends them."""
    form = page.text.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}
