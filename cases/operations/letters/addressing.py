"""To whom a letter goes, and whether it may go to them now. Nothing is generated, shown or kept before this is asked.

While somebody whom a matter is about does not know of it, nothing addressed to them, to their police friend or to their
line manager can exist. Whoever cannot be written to, for whichever cause, is refused with the same sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.models import Case, Subject, SubjectKind
from cases.queries import case_words
from cases.queries.letters import kinds
from cases.queries.letters.kinds import Kind
from misconduct.procedures import PersonKind, Procedure, procedures, standing

NOBODY = (
    "No letter to the person you chose can be made at present. "
    "The page of allegations and people says to whom one can be"
)
HELD_BACK = "Nothing is sent to them for now: a ground for that is recorded in this matter. It can be lifted there"
NAMELESS = "Enter the name of whom it is addressed to"
NOT_UNDER = "A notice under regulation 17 is for a police officer under the Conduct Regulations. Use instead: {instead}"
NOTICE = "notice_of_investigation"


class NotAddressable(Exception):
    """A letter to them cannot be made, in a sentence; `field` is where a form says so."""

    def __init__(self, sentence: str, field: str = "to") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class To:
    """To whom, as a door says it: what they are to the matter, which row of it, and what was typed of them."""

    addressee: str
    row_id: int | None = None
    name: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """To whom a letter goes: what its row says of that, how they are called and where they are, and more of them."""

    row: Mapping[str, Any]
    name: str
    address: str
    more: Mapping[str, str] = field(default_factory=dict)


def addressed(*, case: Case, kind: Kind, to: To) -> Addressed:
    """To whom a letter of this kind would go. Raises NotAddressable."""
    if to.addressee not in kind.addressees:
        raise NotAddressable(NOBODY)
    if to.addressee == kinds.PARTY:
        return _party(case, to)
    if to.addressee in kinds.OF_A_SUBJECT:
        return _of_a_subject(case, kind, to)
    if case.prejudices.filter(body=to.addressee, lifted_at__isnull=True).exists():
        raise NotAddressable(HELD_BACK)
    if not to.name.strip():
        raise NotAddressable(NAMELESS, "name")
    return Addressed(row={"addressee": to.addressee}, name=to.name.strip(), address=to.address.strip())


def who_knows(*, case: Case, subject_id: int | None) -> Subject:
    """Somebody whom it is about, who knows of it. Raises NotAddressable, whatever stands in the way."""
    found = case.subjects.filter(
        pk=subject_id or 0, kind=SubjectKind.PERSON, withdrawn_on__isnull=True, aware_on__isnull=False
    )
    subject = found.select_related("person").first()
    if subject is None:
        raise NotAddressable(NOBODY)
    return subject


def _party(case: Case, to: To) -> Addressed:
    party = case.parties.filter(pk=to.row_id or 0, identity__isnull=False).select_related("identity").first()
    if party is None or party.identity is None:
        raise NotAddressable(NOBODY)
    row = {"addressee": kinds.PARTY, "to": party}
    return Addressed(row=row, name=party.identity.name, address=party.identity.address)


def _of_a_subject(case: Case, kind: Kind, to: To) -> Addressed:
    subject = who_knows(case=case, subject_id=to.row_id)
    _must_be_under_the_regulations(kind, subject)
    person: Any = subject.person
    row = {"addressee": to.addressee, "subject": subject, "subject_aware_on": subject.aware_on}
    is_them = to.addressee == kinds.SUBJECT
    name = str(person) if is_them else to.name.strip()
    if not name:
        raise NotAddressable(NAMELESS, "name")
    more = {"officer_name": str(person), "officer_collar": person.collar, "standards": _standards(subject)}
    return Addressed(row=row, name=name, address=to.address.strip(), more=more)


def _must_be_under_the_regulations(kind: Kind, subject: Subject) -> None:
    """A notice under regulation 17 to somebody who is under no Conduct Regulations is refused, with what to use."""
    if kind.key != NOTICE or not subject.person_kind:
        return
    who = PersonKind[subject.person_kind.upper()]
    if not standing(kind=who, procedure=Procedure.CONDUCT).applies:
        raise NotAddressable(NOT_UNDER.format(instead="; ".join(one.value for one in procedures(kind=who))))


def _standards(subject: Subject) -> str:
    named = [name for one in subject.against.select_related("allegation") for name in one.allegation.standards]
    return "\n".join(case_words.standard(name) for name in dict.fromkeys(named))


def in_letters(day: date | None) -> str:
    """A day as a letter says it."""
    return f"{day:%-d %B %Y}" if day else ""
