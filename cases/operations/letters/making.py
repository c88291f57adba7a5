"""Making a letter: who is addressed is asked, the record is read, the template filled in, and all of it frozen.

A preview goes the same way and keeps nothing. Making one says nothing about sending it.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.jobs import outbox
from cases.jobs.kinds import Kind as Work
from cases.models import Case, FileFormat, Letter, LetterFile, LetterTemplate
from cases.operations import case_changes
from cases.operations.case_changes import SentAlready
from cases.operations.letters import filling, templates
from cases.operations.letters.addressing import Addressed, NotAddressable, To, addressed, in_letters
from cases.queries.letters.kinds import KINDS, Kind, Typed

__all__ = ["Incomplete", "NotAddressable", "To", "Wanted", "make", "make_in", "preview"]
NOTHING_TYPED = "Enter {about}"


class Incomplete(Exception):
    """Something that the letter would say nothing without was not typed: which fields, each with its sentence."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__("; ".join(missing.values()))
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A letter that somebody wants to make: of which kind, to whom, and what they typed into it."""

    kind: str
    to: To
    typed: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def preview(*, reference: str, wanted: Wanted, by: User, at: datetime) -> str:
    """What the letter would say. Nothing is kept. Raises as `make` does, before anything is filled in."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    content, _, _ = _filled(case, wanted, by, at)
    return filling.text_of(content)


@transaction.atomic
def make(*, reference: str, wanted: Wanted, by: User, at: datetime, added_with: uuid.UUID | None = None) -> Letter:
    """The letter, with its file. The same page again (`added_with`) makes no second one.

    Raises NotAddressable, Incomplete, SentAlready where that page said something else before, Refused and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    known = case.letters.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if known.kind != wanted.kind or not _says(known, wanted):
            raise SentAlready
        return known
    made = make_in(case=case, wanted=wanted, by=by, at=at, added_with=added_with)
    case_changes.save(case)
    return made


def make_in(*, case: Case, wanted: Wanted, by: User, at: datetime, added_with: uuid.UUID | None = None) -> Letter:
    """The same as part of an act, on a matter that is locked."""
    content, data, to = _filled(case, wanted, by, at)
    letter = Letter.objects.create(
        case=case,
        **to.row,
        kind=wanted.kind,
        text=filling.text_of(content),
        template=_template(wanted.kind),
        data=data,
        added_with=added_with,
        made_by=by.principal,
        made_at=at,
    )
    keep_file(letter=letter, form=FileFormat.DOCX, content=content)
    outbox.put(kind=Work.LETTER_PDF, key=f"letter:{letter.pk}", ids={"letter": letter.pk})
    about = Thing("letter", letter.pk, case.pk)
    trail.record(what=Act.LETTER_MADE, by=by, at=at, about=about, reason=KINDS[wanted.kind].title)
    return letter


def keep_file(*, letter: Letter, form: str, content: bytes) -> None:
    """One form of a letter, kept as it is. Said again it changes nothing."""
    digest = hashlib.sha256(content).hexdigest()
    row = LetterFile(case_id=letter.case_id, letter=letter, format=form, content=content, sha256=digest)
    LetterFile.objects.bulk_create([row], ignore_conflicts=True)


def _says(letter: Letter, wanted: Wanted) -> bool:
    said = letter.data or {}
    row_id = letter.to_id if letter.to_id else letter.subject_id
    is_to = letter.addressee == wanted.to.addressee and row_id == wanted.to.row_id
    return is_to and all(said.get(name, "") == filling.readable(text) for name, text in wanted.typed.items())


def _filled(case: Case, wanted: Wanted, by: User, at: datetime) -> tuple[bytes, dict[str, str], Addressed]:
    kind = KINDS[wanted.kind]
    to = addressed(case=case, kind=kind, to=wanted.to)
    if missing := _missing(kind, wanted.typed):
        raise Incomplete(missing)
    data = _data(case, wanted, to, by, at)
    values = {each.name: filling.readable(data.get(each.name, "")) for each in kind.fields}
    return filling.filled(bytes(_template(wanted.kind).content), values=values), values, to


def _missing(kind: Kind, typed: Mapping[str, str]) -> dict[str, str]:
    asked = [one for one in kind.typed if isinstance(one, Typed) and one.is_required]
    return {
        one.name: NOTHING_TYPED.format(about=one.about[:1].lower() + one.about[1:])
        for one in asked
        if not typed.get(one.name, "").strip()
    }


def _data(case: Case, wanted: Wanted, to: Addressed, by: User, at: datetime) -> dict[str, str]:
    return {
        **{name: text.strip() for name, text in wanted.typed.items()},
        **to.more,
        "force_name": settings.FORCE_NAME,
        "letter_date": in_letters(timezone.localdate(at)),
        "reference": case.reference,
        "addressee_name": to.name,
        "addressee_address": to.address,
        "greeting": f"Dear {to.name or 'Sir or Madam'}",
        "received_on": in_letters(case.received_on),
        "signatory": by.name,
    }


def _template(kind: str) -> LetterTemplate:
    found = templates.newest(kind=kind)
    assert found is not None, "a migration loads the first version of each kind"
    return found
