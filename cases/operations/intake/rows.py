"""The rows of a new matter: itself, its allegations, whom it is about, and who complains."""

import re
import uuid
from datetime import datetime

from django.utils import timezone

from cases.accounts.models import User
from cases.models import Allegation, Case, Identity, Party, Subject, SubjectAllegation
from cases.operations.intake.values import Named, NewMatter
from cases.workforce.people import folded, postings
from misconduct.matters.categories import SCHEME

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
        identity = Identity.objects.create(
            case=case,
            **told,
            name_key=folded(told["name"]),
            email_key=told["email"].casefold(),
            phone_key=phone_key(told["phone"]),
        )
    said = {"role": named.role, "is_vulnerable": named.is_vulnerable}
    return Party.objects.create(case=case, identity=identity, added_with=added_with, **said)


def is_party(*, party: Party, named: Named) -> bool:
    """Whether this is the party that was named."""
    told = _told(named)
    known = {name: getattr(party.identity, name, "") for name in told}
    return known == told and (party.role, party.is_vulnerable) == (named.role, named.is_vulnerable)


def _told(named: Named) -> dict[str, str]:
    return {
        "name": named.name.strip(),
        "email": named.email.strip(),
        "phone": named.phone.strip(),
        "address": named.address.strip(),
        "safe_contact": named.safe_contact.strip(),
    }


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
