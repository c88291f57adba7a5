"""Who is part of a matter: whom it is about, with where each allegation stands, and who complains or was affected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from cases.access import NotThere
from cases.models import Case, Party, PartyRole, Subject, SubjectAllegation, SubjectKind
from cases.queries import case_words

NOT_IDENTIFIED = "Not yet identified"
VULNERABLE = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, kw_only=True)
class Against:
    """One allegation against one person, and where it stands."""

    number: int
    category: str
    stage: str
    assessed: str
    investigator: str


@dataclass(frozen=True, kw_only=True)
class SubjectSeen:
    """Somebody whom it is about, or the force itself. Whoever was added in error: since when not any more, and why."""

    id: int
    name: str
    about: str
    description: str
    against: list[Against]
    is_unidentified: bool
    withdrawn_on: date | None
    withdrawn_because: str
    withdrawn_by: str
    # Whether it may be said of them that they know of the matter; since when they do, and how that came.
    may_know: bool
    aware_on: date | None
    aware_how: str


@dataclass(frozen=True, kw_only=True)
class PartySeen:
    """Somebody who complains, was affected or saw it. Nothing but the role where they did not say who they are.

    `recorded` is what a form is filled in with on which that is corrected.
    """

    id: int
    role: str
    name: str
    contacts: list[tuple[str, str]]
    is_vulnerable: bool
    recorded: Mapping[str, str]


def subjects(*, case: Case) -> list[SubjectSeen]:
    """Whom it is about, and then whoever was added in error: two questions, whatever their number."""
    found = [_subject(row) for row in _rows(case).order_by("pk")]
    return sorted(found, key=lambda one: one.withdrawn_on is not None)


def subject(*, case: Case, subject_id: int) -> SubjectSeen:
    """One of them. Raises NotThere."""
    return _subject(_row(case, subject_id))


@dataclass(frozen=True, kw_only=True)
class Known:
    """One of them, and the row with what acts of the law made so of them and with what it carries besides."""

    seen: SubjectSeen
    row: Any


def known(*, case: Case, subject_id: int, carrying: Mapping[str, Any]) -> Known:
    """One of them, whose row is to carry these parts of a question too. Two questions. Raises NotThere."""
    row = _row(case, subject_id, carrying)
    return Known(seen=_subject(row), row=row)


def parties(*, case: Case) -> list[PartySeen]:
    """Who complains or was affected, in the order of the roles."""
    order = list(PartyRole.values)
    found = sorted(case.parties.select_related("identity").order_by("pk"), key=lambda row: order.index(row.role))
    return [_party(row) for row in found]


def party(*, case: Case, party_id: int) -> PartySeen:
    """One of them, as it is recorded now. Raises NotThere."""
    row = case.parties.select_related("identity").filter(pk=party_id).first()
    if row is None:
        raise NotThere
    return _party(row)


def _row(case: Case, subject_id: int, carrying: Mapping[str, Any] | None = None) -> Subject:
    row: Subject | None = _rows(case).filter(pk=subject_id).annotate(**carrying or {}).first()
    if row is None:
        raise NotThere
    return row


def _rows(case: Case) -> QuerySet[Subject]:
    against = Prefetch("against", queryset=SubjectAllegation.objects.select_related("allegation", "investigator"))
    return case.subjects.select_related("person", "withdrawn_by").prefetch_related(against)


def _subject(row: Subject) -> SubjectSeen:
    against = sorted(row.against.all(), key=lambda each: each.allegation.number)
    return SubjectSeen(
        id=row.pk,
        name=name_of(row=row),
        about=case_words.person_kind(row.person_kind),
        description=row.description,
        against=[
            Against(
                number=each.allegation.number,
                category=case_words.category(each.allegation.category),
                stage=case_words.officer_stage(each.stage),
                assessed=case_words.ASSESSED.get(each.known.get("assessment", ""), ""),
                investigator=each.investigator.name if each.investigator else "",
            )
            for each in against
        ],
        is_unidentified=row.kind in {SubjectKind.PARTLY_KNOWN, SubjectKind.UNIDENTIFIED},
        withdrawn_on=row.withdrawn_on,
        withdrawn_because=row.withdrawn_because,
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        may_know=row.person_id is not None and row.withdrawn_on is None,
        aware_on=row.aware_on,
        aware_how=row.aware_how,
    )


def name_of(*, row: Subject) -> str:
    """Whom it is about, as pages call them."""
    person: Any = row.person
    if person is None:
        return "The force itself" if row.kind == SubjectKind.ORGANISATION else NOT_IDENTIFIED
    return f"{person}, {person.collar}" if person.collar else str(person)


def _party(row: Party) -> PartySeen:
    who = row.identity
    contacts = (
        [("Safe way to reach them", who.safe_contact), ("Telephone", who.phone), ("Email", who.email),
         ("Address", who.address)] if who else []
    )  # fmt: skip
    recorded = {name: getattr(who, name, "") for name in ("name", "phone", "safe_contact", "email", "address")}
    return PartySeen(
        id=row.pk,
        role=PartyRole(row.role).label,
        name=(who.name if who else "") or "Did not say who they are",
        contacts=[(label, said) for label, said in contacts if said],
        is_vulnerable=bool(row.is_vulnerable),
        recorded={"role": row.role, **recorded, "vulnerable": VULNERABLE[row.is_vulnerable]},
    )
