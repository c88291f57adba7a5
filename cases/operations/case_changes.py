"""Changing what is recorded of a matter. Two people at once: one wins, and the other sees what changed meanwhile."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from cases import access
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import STANDS, Allegation, Case, Party, SubjectAllegation
from cases.operations import preservation_dates, sight
from cases.operations.intake import referrals, rows
from cases.operations.intake.days import Days, before_it_happened, impossible
from cases.operations.intake.values import Alleged, Mistake, Named
from misconduct.matters.categories import SCHEME

# What may be changed, and what each is called. The dates that limits run from are corrected: see `legal_dates`.
FIELDS: Mapping[str, str] = {
    "headline": "Headline",
    "what_happened": "What happened",
    "place": "Where",
    "behaviour_from": "First day of it",
    "behaviour_to": "Last day of it",
    "would_put_right": "What would put it right",
    "owner_id": "With",
}
DAYS = ("behaviour_from", "behaviour_to")
Row = TypeVar("Row", Allegation, Party)
TOO_LATE = "First day of it must be {day}, when the matter was first known of, or earlier"
FROZEN = "Nothing can be changed in this matter at present: its pages say why. Try again when it is no longer held."


class SentAlready(Exception):
    """The same page was sent before, and said something else. What it said first stands, and nothing was added."""


class Conflict(Exception):
    """Somebody else changed the matter since the form was opened. Nothing was saved."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What came of a change: the version that the matter has now, and which fields are others than before."""

    version: int
    fields: tuple[str, ...]


@transaction.atomic
def change(*, reference: str, typed: Mapping[str, Any], version: int, by: User, at: datetime) -> Changed:
    """Writes what was typed over what was recorded, if the matter is still as `version` says. Safe to repeat.

    Raises Conflict when it is not, Mistake for days that cannot be, Refused where nothing may be changed or it would be
    with somebody who cannot have it, and NotThere.
    """
    case = to_change(reference=reference, by=by, at=at)
    if case.version != version:
        raise Conflict
    changed = tuple(name for name in FIELDS if name in typed and getattr(case, name) != typed[name])
    if not changed:
        return Changed(version=case.version, fields=())
    for name, sentence in wrong_days(case=case, typed=typed, today=timezone.localdate(at)).items():
        raise Mistake(name, sentence)
    if "owner_id" in changed and typed["owner_id"] is not None:
        on = timezone.localdate(at)
        sight.must_see(case=case, user=User.objects.get(pk=typed["owner_id"]), on=on, what=Act.CASE_CHANGED)
    for name in changed:
        setattr(case, name, typed[name])
    save(case, changed)
    if "behaviour_from" in changed:
        preservation_dates.date_again(case=case, at=at)
    said = ", ".join(FIELDS[name].lower() for name in changed)
    trail.record(what=Act.CASE_CHANGED, by=by, at=at, about=Thing("case", case.reference, case.pk), reason=said)
    return Changed(version=case.version, fields=changed)


def wrong_days(*, case: Case, typed: Mapping[str, Any], today: date) -> dict[str, str]:
    """Which days cannot be, by their field, in words. Of a matter whose days nobody changes, nothing is said."""
    now = {name: typed.get(name, getattr(case, name)) for name in DAYS}
    if all(getattr(case, name) == day for name, day in now.items()):
        return {}
    others = {name: getattr(case, name) for name in ("received_on", "complaint_made_on", "came_to_attention_on")}
    days = Days(**now, **others)
    found = {one.field: one.sentence for one in impossible(days=days, today=today) if one.field in DAYS}
    if any(before_it_happened(days=days)):
        # The days after it are not changed here: the day that can be put right is this one.
        first = min(day for day in others.values() if day)
        found.setdefault("behaviour_from", TOO_LATE.format(day=f"{first:%-d %B %Y}"))
    return found


@transaction.atomic
def add_allegation(
    *, reference: str, alleged: Alleged, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> Allegation:  # fmt: skip
    """One more allegation, against everybody whom the matter is about. The same page again (`added_with`) adds none.

    Raises SentAlready where that page said something else before, Refused and NotThere.
    """
    case = to_change(reference=reference, by=by, at=at)
    told = {
        "category": alleged.category,
        "sub_category": alleged.sub_category,
        "summary": alleged.summary,
        "standards": list(alleged.standards),
    }
    known = case.allegations.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        return _the_same(known, {name: getattr(known, name) for name in told} == told)
    number = max([0, *case.allegations.values_list("number", flat=True)]) + 1
    made = Allegation.objects.create(case=case, number=number, scheme=SCHEME, added_with=added_with, **told)
    SubjectAllegation.objects.bulk_create(
        SubjectAllegation(case=case, subject=subject, allegation=made) for subject in case.subjects.filter(STANDS)
    )
    referrals.start_by_category(case=case, sub_category=alleged.sub_category, act="add_allegation", at=at)
    save(case)
    about = Thing("allegation", made.pk, case.pk)
    # What is alleged may name people, and an entry is kept for ever: it says which allegation, and no more.
    said = f"allegation {number}, category {alleged.category}"
    trail.record(what=Act.ALLEGATION_ADDED, by=by, at=at, about=about, reason=said)
    return made


@transaction.atomic
def add_party(*, reference: str, named: Named, by: User, at: datetime, added_with: uuid.UUID | None = None) -> Party:
    """Somebody who complains, was affected or saw it. With nothing but a role: they did not say who they are.

    The same page again (`added_with`) adds nobody. Raises SentAlready, Refused and NotThere, as above.
    """
    case = to_change(reference=reference, by=by, at=at)
    known = case.parties.filter(added_with=added_with).select_related("identity").first() if added_with else None
    if known is not None:
        return _the_same(known, rows.is_party(party=known, named=named))
    made = rows.add_party(case=case, named=named, added_with=added_with)
    save(case)
    trail.record(what=Act.PARTY_ADDED, by=by, at=at, about=Thing("party", made.pk, case.pk), reason=named.role)
    return made


def _the_same(known: Row, is_same: bool) -> Row:
    if not is_same:
        raise SentAlready
    return known


def to_change(*, reference: str, by: User, at: datetime) -> Case:
    """The matter, locked, for somebody who may see it. Raises NotThere, and Refused while it is frozen."""
    reader = access.reader(user=by, on=timezone.localdate(at))
    case = access.find(reader=reader, reference=reference, lock=True)
    if case.is_frozen:
        raise Refused(FROZEN, what=Act.CASE_CHANGED, about=Thing("case", case.reference, case.pk))
    return case


def save(case: Case, fields: tuple[str, ...] = ()) -> None:
    """Saves these fields and one version more. Part of an act, on a matter that is locked."""
    case.version += 1
    case.save(update_fields=[*(name.removesuffix("_id") for name in fields), "version"])
