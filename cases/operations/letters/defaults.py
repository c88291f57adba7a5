"""The templates that come with Candour: plain, without crown or logo. `manage.py letter_defaults` writes them as files.

A migration reads the files as version 1. A force changes them in Word, and what it sends is version 2.
"""

import io
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.shared import Cm, Pt

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "letters"
HEAD = ("{{ force_name }}", "Professional Standards", "", "{{ addressee_name }}\n{{ addressee_address }}", "",
        "{{ letter_date }}", "Our reference: {{ reference }}", "", "{{ greeting }}")  # fmt: skip
FOOT = ("Yours sincerely", "", "{{ signatory }}\nProfessional Standards, {{ force_name }}")
OWN_WORDS = "{{ own_words }}"
# A heading and then paragraphs; a paragraph that is a field takes as many as are typed.
BODIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "acknowledgement": (
        "We have received your complaint",
        ("We received it on {{ received_on }}. Its reference stands above: please give it whenever you write or call.",
         OWN_WORDS,
         "We will keep you informed of how it is handled."),
    ),
    "update": (
        "How far your complaint or the matter is",
        ("{{ progress }}", OWN_WORDS, "We will write to you again within four weeks."),
    ),
    "outcome_of_a_call": (
        "What was done about your complaint",
        ("You contacted us on {{ received_on }}.", "{{ what_was_done }}", OWN_WORDS,
         ("If you are not content with this, you may tell us at any time that you want your complaint recorded under "
          "Schedule 3 to the Police Reform Act 2002. We will then record it, and tell you how it is handled.")),
    ),
    "outcome": ("The outcome", ("{{ outcome }}", "{{ review_rights }}")),
    "notice_of_investigation": (
        "Written notice of investigation: Police (Conduct) Regulations 2020, regulation 17",
        ("To {{ officer_name }}, {{ officer_collar }}", "An investigation into your conduct has begun.",
         "The conduct: {{ conduct }}",
         "The Standards of Professional Behaviour that it may engage: {{ standards }}",
         "How it was assessed: {{ assessment }}", "Terms of reference: {{ terms_of_reference }}",
         ("You may seek advice from your staff association, and be accompanied by a police friend. You may give "
         "a written or oral statement within 10 working days, beginning with the first working day after this notice "
         "is given. You need not say anything. It may harm your case if you do not mention something that you later "
         "rely on.")),
    ),
    "notice_of_suspension": (
        "Notice of suspension",
        ("This is about {{ officer_name }}, {{ officer_collar }}.", "{{ suspension }}"),
    ),
    "report_of_delay": (
        "An investigation that is not finished",
        ("The matter was received on {{ received_on }}.", "Progress so far: {{ progress }}",
         "Why it has taken this long: {{ reason_for_length }}", "What is planned: {{ planned_steps }}"),
    ),
    "request_to_another_body": ("A request", ("{{ request }}",)),
    "preservation_request": (
        "Please keep what may be evidence",
        ("{{ request }}", "Please tell us at once if it has been deleted, or is about to be."),
    ),
    "decision_notice": ("A decision", ("{{ decision }}",)),
}  # fmt: skip


def build(*, kind: str) -> bytes:
    """The file of one kind."""
    document = Document()
    _plain(document)
    heading, paragraphs = BODIES[kind]
    for line in HEAD:
        document.add_paragraph(line)
    document.add_heading(heading, level=1)
    for line in (*paragraphs, *FOOT):
        document.add_paragraph(line)
    for name in ("author", "comments", "title"):
        setattr(document.core_properties, name, "")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def write() -> list[Path]:
    """Writes all of them, and says where."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = {kind: FOLDER / f"{kind}.docx" for kind in BODIES}
    for kind, path in paths.items():
        path.write_bytes(build(kind=kind))
    return list(paths.values())


def read(*, kind: str) -> bytes:
    """The file of one kind as it came with Candour."""
    return (FOLDER / f"{kind}.docx").read_bytes()


def _plain(document: Word) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Arial", Pt(14)
    heading.font.color.rgb = None
