"""What was written to whom in a matter, and what waits: drafts, letters to be sent, updates that are due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.access import NotThere
from cases.models import Addressee, Case, FileFormat, Letter, LetterFile, Party, PartyRole, SentHow, Subject
from cases.queries import case_words
from cases.queries.letters import kinds

NOTICE = "notice_of_investigation"
NAMELESS = "Did not say who they are"


@dataclass(frozen=True, kw_only=True)
class LetterSeen:
    """One letter: to whom, whether it was sent and how, and what may be done with it."""

    id: int
    title: str
    to: str
    what: str
    made_at: datetime
    released_at: datetime | None
    sent_on: date | None
    how: str
    deemed_served_on: date | None
    discarded_on: date | None
    discarded_because: str
    is_of_template: bool
    is_notice: bool


@dataclass(frozen=True, kw_only=True)
class PrejudiceSeen:
    """Why nothing is sent to an overseeing body for now."""

    id: int
    body: str
    ground: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody to whom a letter may be addressed: as the form names them, and in words."""

    key: str
    said: str


def of_case(*, case: Case) -> list[LetterSeen]:
    """Its letters, newest first. One question."""
    rows = case.letters.select_related("to__identity", "subject__person", "template").order_by("-pk")
    return [seen(row) for row in rows.defer("template__content", "text")]


def seen(row: Letter) -> LetterSeen:
    """One letter that carries to whom it is."""
    return LetterSeen(
        id=row.pk,
        title=case_words.letter(row.kind),
        to=_called(row),
        what=_what(row),
        made_at=row.made_at,
        released_at=row.released_at,
        sent_on=row.sent_on,
        how=SentHow(row.sent_how).label.lower() if row.sent_how else "",
        deemed_served_on=row.deemed_served_on,
        discarded_on=row.discarded_on,
        discarded_because=row.discarded_because,
        is_of_template=row.template_id is not None,
        is_notice=row.kind == NOTICE,
    )


def _called(row: Letter) -> str:
    if row.data:
        return str(row.data.get("addressee_name", "")) or NAMELESS
    identity = row.to.identity if row.to else None
    return (identity.name if identity else "") or NAMELESS


def _what(row: Letter) -> str:
    if row.to:
        return PartyRole(row.to.role).label
    about: Any = row.subject.person if row.subject else None
    said = str(Addressee(row.addressee).label)
    return f"{said}, {about}" if about is not None and row.addressee != Addressee.SUBJECT else said


def prejudices(*, case: Case) -> list[PrejudiceSeen]:
    """The grounds that stand. One question."""
    rows = case.prejudices.filter(lifted_at__isnull=True).select_related("recorded_by").order_by("pk")
    return [
        PrejudiceSeen(id=row.pk, body=Addressee(row.body).label, ground=row.ground, by=row.recorded_by.name, at=row.at)
        for row in rows
    ]


def choices(*, case: Case, kind: kinds.Kind) -> list[Choice]:
    """To whom a letter of this kind may be addressed now. Of whoever does not know of the matter, nothing."""
    found: list[Choice] = []
    if kinds.PARTY in kind.addressees:
        rows = case.parties.filter(identity__isnull=False).select_related("identity").order_by("pk")
        found += [Choice(key=f"{kinds.PARTY}:{row.pk}", said=_party(row)) for row in rows]
    of_them = [one for one in kinds.OF_A_SUBJECT if one in kind.addressees]
    if of_them:
        found += [_of_a_subject(one, row) for row in _who_know(case) for one in of_them]
    bodies = (kinds.LOCAL_POLICING_BODY, kinds.DIRECTOR_GENERAL, kinds.BODY)
    held_back = set(case.prejudices.filter(lifted_at__isnull=True).values_list("body", flat=True))
    return [
        *found,
        *(
            Choice(key=f"{one}:", said=kinds.ADDRESSEES[one])
            for one in bodies
            if one in kind.addressees and one not in held_back
        ),
    ]


def _party(row: Party) -> str:
    return f"{(row.identity.name if row.identity else '') or NAMELESS}, {PartyRole(row.role).label.lower()}"


def _who_know(case: Case) -> list[Subject]:
    knows = case.subjects.filter(person__isnull=False, withdrawn_on__isnull=True, aware_on__isnull=False)
    return list(knows.select_related("person").order_by("pk"))


def _of_a_subject(addressee: str, row: Subject) -> Choice:
    who = kinds.ADDRESSEES[addressee].replace("Their", "The")
    said = str(row.person) if addressee == kinds.SUBJECT else f"{who} of {row.person}"
    return Choice(key=f"{addressee}:{row.pk}", said=said)


def file_of(*, case: Case, letter_id: int, form: str) -> bytes:
    """A letter's file in that form, as it was kept. Raises NotThere."""
    found = LetterFile.objects.filter(case=case, letter_id=letter_id, format=form).first()
    if found is None:
        raise NotThere
    return bytes(found.content)


def has_pdf(*, letter_id: int) -> bool:
    """Whether a PDF of it was made."""
    return LetterFile.objects.filter(letter_id=letter_id, format=FileFormat.PDF).exists()


def digest(*, letter_id: int) -> str:
    """The SHA-256 of its Word file; empty where it has none."""
    found = LetterFile.objects.filter(letter_id=letter_id, format=FileFormat.DOCX)
    return found.values_list("sha256", flat=True).first() or ""


def is_served_here(row: Letter) -> bool:
    """Whether it is a notice of which service is recorded."""
    return row.kind == NOTICE and row.subject_id is not None and row.discarded_on is None


def is_out_of_date(row: Letter) -> bool:
    """Whether what is recorded of whom a letter that waits is for is another than when it was made."""
    if row.subject and row.subject.withdrawn_on and not row.sent_on and not row.discarded_on:
        return True
    if row.sent_on or row.discarded_on or not row.data or not row.to or not row.to.identity:
        return False
    now = (row.to.identity.name, row.to.identity.address)
    return (row.data.get("addressee_name", ""), row.data.get("addressee_address", "")) != now
