"""Filling in a template. The fields are names of plain text and nothing else: nothing is called, asked or reckoned.

Whatever docxtpl hands to Jinja, part by part, is parsed first and walked: text, the name of a field, and a condition on
whether a field says anything are let through, and every other word is refused with a sentence. Beneath that stands
Jinja's sandbox without globals, filters, tests or attributes, and every value is escaped.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

import structlog
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cases.operations.letters.word_files import BROKEN, NotAccepted, opened

log = structlog.get_logger("candour.letters")
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not, nodes.And, nodes.Or)
ONLY_NAMES = (
    "Between double braces stands only the name of a field, such as {{ reference }}, and between {% and %} only "
    "“if” with such a name, “else” and “endif”"
)
UNKNOWN = "The file has a field that letters of this kind do not have: {names}. The list of fields says which there are"
DOES_NOT_RENDER = "The file cannot be filled in. Look for a field with a brace too few or too many: {what}"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Fields(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but names of fields. `used` are those that a template names."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, extensions=[])
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self.used: set[str] = set()

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """Every part of a Word file comes through here."""
        tree = self.parse(source)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Name) and node.ctx != "load"):
                raise NotAccepted(ONLY_NAMES)
            if isinstance(node, nodes.Name):
                self.used.add(node.name)
        return super().from_string(source, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """None is."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """None is."""
        return False


def fields_of(data: bytes, *, known: Mapping[str, str]) -> list[str]:
    """Which fields a template fills in, sorted. Raises NotAccepted for what is no template of these fields.

    It is filled in once, so that one that cannot be is refused now and not when a letter is to leave.
    """
    content = opened(data)
    try:
        _, used = _filled(content, known)
    except NotAccepted:
        raise
    except Exception as problem:
        # Whatever a damaged file makes the libraries raise: whoever sent it is told, and the log has the kind.
        log.warning("a template could not be read", kind=type(problem).__name__)
        raise NotAccepted(BROKEN) from problem
    return sorted(used)


def filled(data: bytes, *, values: Mapping[str, str]) -> bytes:
    """The letter, from a template that was accepted: what goes wrong with one is an error of ours, and not hidden."""
    return _filled(data, values)[0]


def text_of(data: bytes) -> str:
    """What a letter says, paragraph by paragraph, for people to read on a page."""
    document = Document(io.BytesIO(data))
    said: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            said += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            said.append(block.text)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(said)).strip()


def _filled(data: bytes, values: Mapping[str, str]) -> tuple[bytes, set[str]]:
    fields = Fields()
    document = DocxTemplate(io.BytesIO(data))
    try:
        document.render({name: _plain(value) for name, value in values.items()}, fields)
        if unknown := fields.used - values.keys():
            raise NotAccepted(UNKNOWN.format(names=", ".join(sorted(unknown)[:5])))
        _nameless(document)
        made = io.BytesIO()
        document.save(made)
        Document(io.BytesIO(made.getvalue()))
    except TemplateError as problem:
        if unknown := fields.used - values.keys():
            raise NotAccepted(UNKNOWN.format(names=", ".join(sorted(unknown)[:5]))) from None
        raise NotAccepted(DOES_NOT_RENDER.format(what=str(problem)[:120])) from None
    return made.getvalue(), fields.used


def _nameless(document: DocxTemplate) -> None:
    """Who wrote the template in Word, and when, leaves with no letter."""
    properties = document.docx.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "title", "category"):
        setattr(properties, name, "")


def _plain(value: str) -> str:
    """Text as Word takes it: a blank line begins a paragraph, a line break stays one."""
    return _BLANK_LINES.sub("\a", readable(value))


def readable(value: str) -> str:
    """Text without what neither Word nor the database can hold."""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n")).strip()
