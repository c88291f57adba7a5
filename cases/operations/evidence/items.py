"""Items of evidence: added, corrected, marked. Nothing is deleted; the database keeps what was recorded before."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Case, EvidenceItem, Relevance
from cases.operations import case_changes
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.intake.values import Mistake

# What each is called in the trail. What it says stands in no entry: an entry is kept for ever, and may name nobody.
FIELDS = {
    "reference": "exhibit reference",
    "description": "description",
    "kind": "what it is",
    "party_id": "who produced it",
    "produced_by": "who produced it",
    "obtained_on": "when it was obtained",
    "obtained_where": "where it was obtained",
}
TAKEN = "Another item of this matter has this reference. Enter another one"
ONE_PRODUCED_IT = "Choose a party, or enter somebody else: not both"
NO_SUCH_PARTY = "Choose a party of this matter"
NOT_YET = "When it was obtained must be today or earlier"
WHY_SENSITIVE = "Enter why it is sensitive: the schedule of sensitive material says it"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody records of an item."""

    reference: str
    description: str
    kind: str
    party_id: int | None = None
    produced_by: str = ""
    obtained_on: date | None = None
    obtained_where: str = ""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The item as it should be, why, and in which version it was seen."""

    told: Told
    reason: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How an item is relevant, and why."""

    relevance: str
    because: str
    sensitive_because: str = ""


@transaction.atomic
def add(
    *, reference: str, told: Told, by: User, at: datetime, added_with: uuid.UUID | None = None
) -> EvidenceItem:  # fmt: skip
    """One more item, not yet marked. The same page again (`added_with`) adds none.

    Raises Mistake, SentAlready where that page said something else before, Refused where nothing may be changed, and
    NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    known = case.evidence.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if _recorded(known) != asdict(told):
            raise SentAlready
        return known
    _check(case, told, at=at)
    made = EvidenceItem.objects.create(case=case, added_with=added_with, added_by=by, added_at=at, **asdict(told))
    trail.record(what=Act.EVIDENCE_ADDED, by=by, at=at, about=_thing(made), reason=made.reference)
    return made


@transaction.atomic
def correct(*, reference: str, item_id: int, correction: Correction, by: User, at: datetime) -> tuple[str, ...]:
    """The item as it is told now, for a reason that stays with it. Gives which fields are others than before.

    Raises Conflict where somebody else changed it meanwhile, Mistake, Refused where nothing may be changed, NotThere.
    """
    item = to_change(reference=reference, item_id=item_id, by=by, at=at)
    told, reason = correction.told, correction.reason.strip()
    before, now = _recorded(item), asdict(told)
    fields = tuple(name for name in FIELDS if before[name] != now[name])
    if not fields:
        return ()
    if item.version != correction.version:
        raise Conflict
    if not reason:
        raise Mistake("reason", "Enter why it is corrected")
    _check(item.case, told, at=at, but=item.pk)
    for name in fields:
        setattr(item, name, now[name])
    item.corrected_because = reason
    _save(item, *fields, "corrected_because")
    said = ", ".join(dict.fromkeys(FIELDS[name] for name in fields))
    trail.record(what=Act.EVIDENCE_CORRECTED, by=by, at=at, about=_thing(item), reason=f"{item.reference}: {said}")
    return fields


@transaction.atomic
def mark(*, reference: str, item_id: int, mark: Mark, version: int, by: User, at: datetime) -> bool:
    """How it is relevant, for a reason. False where it is marked so already. Raises as `correct` does."""
    item = to_change(reference=reference, item_id=item_id, by=by, at=at)
    now = Mark(
        relevance=mark.relevance,
        because=mark.because.strip(),
        sensitive_because=mark.sensitive_because.strip() if mark.relevance == Relevance.SENSITIVE else "",
    )
    if now == Mark(relevance=item.relevance, because=item.relevance_because, sensitive_because=item.sensitive_because):
        return False
    if item.version != version:
        raise Conflict
    _check_mark(now)
    item.relevance, item.relevance_because, item.sensitive_because = now.relevance, now.because, now.sensitive_because
    item.marked_by, item.marked_at = by, at
    _save(item, "relevance", "relevance_because", "sensitive_because", "marked_by", "marked_at")
    said = f"{item.reference}: {Relevance(now.relevance).label}"
    trail.record(what=Act.EVIDENCE_MARKED, by=by, at=at, about=_thing(item), reason=said)
    return True


def to_change(*, reference: str, item_id: int, by: User, at: datetime) -> EvidenceItem:
    """An item, of a matter that is locked, for somebody who may see it. Raises NotThere, and Refused while frozen."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    item = case.evidence.filter(pk=item_id).first()
    if item is None:
        raise NotThere
    return item


def _check_mark(now: Mark) -> None:
    if now.relevance not in Relevance.values or not now.relevance:
        raise Mistake("relevance", "Choose how it is relevant")
    if not now.because:
        raise Mistake("because", "Enter why")
    if now.relevance == Relevance.SENSITIVE and not now.sensitive_because:
        raise Mistake("sensitive_because", WHY_SENSITIVE)


def _check(case: Case, told: Told, *, at: datetime, but: int | None = None) -> None:
    others = case.evidence.filter(reference__iexact=told.reference).exclude(pk=but or 0)
    if others.exists():
        raise Mistake("reference", TAKEN)
    if told.party_id is not None and told.produced_by:
        raise Mistake("produced_by", ONE_PRODUCED_IT)
    if told.party_id is not None and not case.parties.filter(pk=told.party_id).exists():
        raise Mistake("party", NO_SUCH_PARTY)
    if told.obtained_on is not None and told.obtained_on > timezone.localdate(at):
        raise Mistake("obtained_on", NOT_YET)


def _recorded(item: EvidenceItem) -> dict[str, object]:
    return {name: getattr(item, name) for name in FIELDS}


def _save(item: EvidenceItem, *fields: str) -> None:
    item.version += 1
    item.save(update_fields=[*(name.removesuffix("_id") for name in fields), "version"])


def _thing(item: EvidenceItem) -> Thing:
    return Thing("evidence", item.pk, item.case_id)
