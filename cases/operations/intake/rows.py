"""The rows of a new matter: itself, its allegations, whom it is about, and who complains."""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from cases.accounts.models import User
from cases.models import Allegation, Case, Identity, Party, Subject, SubjectAllegation
from cases.operations.intake.values import Named, NewMatter
from cases.workforce.people import folded, postings
from misconduct.matters.categories import SCHEME

# What stands in an identity, and nowhere else.
LONGEST_NAME, LONGEST_EMAIL = 150, 254
CONTACTS = ("name", "email", "phone", "address", "safe_contact")
_NOT_A_DIGIT = re.compile(r"\D+")


def write(*, matter: NewMatter, reference: str, by: User, at: datetime) -> Case:
    """Writes them and gives the matter. Its stage is the first: what was received."""
    case = Case(
        reference=reference,
        intake=matter.intake,
        kind=matter.kind,
        treated_as=matter.kind,
        stage="",
        channel=matter.channel,
        headline=matter.headline.strip(),
        what_happened=matter.what_happened,
        place=matter.place.strip(),
        would_put_right=matter.would_put_right,
        received_on=matter.received_on,
        complaint_made_on=matter.complaint_made_on,
        came_to_attention_on=matter.came_to_attention_on,
        behaviour_from=matter.behaviour_from,
        behaviour_to=matter.behaviour_to,
        unit_id=matter.unit_id,
        logged_by=by.principal,
        logged_at=at,
    )
    # The first stage is written at once; the acts that lead there follow in the same transaction.
    case.stage = "received"
    case.save(force_insert=True)
    case.stage = ""
    _allegations(case, matter, at)
    for named in matter.parties:
        add_party(case=case, named=named)
    return case


def add_party(*, case: Case, named: Named, added_with: uuid.UUID | None = None) -> Party:
    """One party, and its identity apart. Nobody's name is kept where none was given."""
    told = _told(named)
    identity = None
    if any(told.values()):
        identity = Identity.objects.create(case=case, **told, **_keys(told))
    said = {"role": named.role, "is_vulnerable": named.is_vulnerable}
    return Party.objects.create(case=case, identity=identity, added_with=added_with, **said)


def is_party(*, party: Party, named: Named) -> bool:
    """Whether this is the party that was named."""
    return recorded(party=party) == as_kept(named=named)


def recorded(*, party: Party) -> Named:
    """The party as it is recorded now."""
    told = {name: getattr(party.identity, name, "") for name in CONTACTS}
    return Named(role=party.role, is_vulnerable=party.is_vulnerable, **told)


def as_kept(*, named: Named) -> Named:
    """Somebody as they would be recorded."""
    return Named(role=named.role, is_vulnerable=named.is_vulnerable, **_told(named))


def correct_party(*, party: Party, named: Named) -> None:
    """The same party as it is named now. Its identity is written over: what it was is kept nowhere (ADR 15)."""
    told = _told(named)
    values = {**told, **_keys(told)}
    if party.identity is not None:
        Identity.objects.filter(pk=party.identity.pk).update(**values)
    elif any(told.values()):
        party.identity = Identity.objects.create(case_id=party.case_id, **values)
    party.role, party.is_vulnerable = named.role, named.is_vulnerable
    party.save(update_fields=["role", "is_vulnerable", "identity"])


def _keys(told: Mapping[str, str]) -> dict[str, str]:
    """By which the same person is found again."""
    return {
        # Folded, some letters become two: a key is no longer than what it is the key of.
        "name_key": folded(told["name"])[:LONGEST_NAME],
        "email_key": told["email"].casefold()[:LONGEST_EMAIL],
        "phone_key": phone_key(told["phone"]),
    }


def _told(named: Named) -> dict[str, str]:
    return {name: getattr(named, name).strip() for name in CONTACTS}


def phone_key(phone: str) -> str:
    """The digits of a telephone number as it is dialled within the United Kingdom: +44 7700 and 07700 are one."""
    digits = _NOT_A_DIGIT.sub("", phone).removeprefix("00")
    return "0" + digits[2:].removeprefix("0") if digits.startswith("44") and len(digits) > 10 else digits


def _allegations(case: Case, matter: NewMatter, at: datetime) -> None:
    today = timezone.localdate(at)
    alleged = Allegation.objects.bulk_create(
        Allegation(
            case=case,
            number=number,
            scheme=SCHEME,
            category=one.category,
            sub_category=one.sub_category,
            summary=one.summary.strip(),
            standards=list(one.standards),
        )
        for number, one in enumerate(matter.allegations, start=1)
    )
    known = [one.person_id for one in matter.subjects if one.person_id]
    kinds = dict(postings(on=today).filter(person_id__in=known).values_list("person_id", "kind"))
    subjects = Subject.objects.bulk_create(
        Subject(
            case=case,
            kind=one.kind,
            person_id=one.person_id,
            person_kind=kinds.get(one.person_id or 0, ""),
            description=one.description.strip(),
            added_on=today,
        )
        for one in matter.subjects
    )
    SubjectAllegation.objects.bulk_create(
        SubjectAllegation(case=case, subject=subject, allegation=allegation)
        for subject, one in zip(subjects, matter.subjects, strict=True)
        for allegation in alleged
        if not one.allegations or allegation.number in one.allegations
    )
