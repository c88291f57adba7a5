"""Linking matters, and ending that: only by somebody who may see both.

Neither leaves a new version of a matter: whoever may see one of the two, and not the other, is told nothing by it.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import access
from cases.access import NotThere, Reader
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, CaseLink, LinkKind
from cases.operations import case_changes
from cases.operations.case_changes import SentAlready
from cases.operations.intake import Mistake
from cases.queries.beside import links

KIND = "Choose what this matter is to the other"
NO_SUCH = "There is no matter of this reference that you may see. Check the reference"
ITSELF = "Enter the reference of another matter: this is its own"
ALREADY = "The two are linked so already"
NAMED_ONLY = "Only who is named to both matters can show a link to those alone. Leave the box empty, or ask one of them"
HELD = "The other matter is held, and nothing in it can be changed at present. Try again when it is no longer held"
WHY = "Enter why the link ends"


@dataclass(frozen=True, kw_only=True)
class Link:
    """What this matter is to the one of that reference."""

    kind: str
    other: str
    note: str
    members_only: bool


@transaction.atomic
def add(*, reference: str, told: Link, by: User, at: datetime, added_with: uuid.UUID | None = None) -> CaseLink:
    """Links the two. The same page again (`added_with`) adds none.

    Raises Mistake: for a reference that they may not see, in the same words as for one that does not exist. SentAlready
    where that page said something else before, Refused while the matter is held, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    reader = access.reader(user=by, on=timezone.localdate(at))
    if told.kind not in LinkKind.values:
        raise Mistake("kind", KIND)
    other = _other(case, told, reader)
    said = {"kind": told.kind, "other_id": other.pk, "note": told.note.strip(), "members_only": told.members_only}
    known = case.links.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if {name: getattr(known, name) for name in said} != said:
            raise SentAlready
        return known
    _check(case, other, told, reader)
    try:
        with transaction.atomic():
            made = CaseLink.objects.create(case=case, made_by=by, made_on=reader.on, added_with=added_with, **said)
    except IntegrityError:
        # Linked at the same moment from the other end, whose lock is another.
        raise Mistake("other", ALREADY) from None
    _record(Act.LINK_MADE, made, (case, other), by=by, at=at, reason=LinkKind(told.kind).label)
    return made


@transaction.atomic
def end(*, reference: str, link_id: int, because: str, by: User, at: datetime) -> None:
    """It ends, for a reason, at both ends. What has ended stays as it is.

    Raises NotThere where there is none that they may know of, Mistake without a reason, Refused while either is held.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    reader = access.reader(user=by, on=timezone.localdate(at))
    row = links.find(case=case, link_id=link_id, reader=reader)
    if row.ended_on is not None:
        return
    if not because.strip():
        raise Mistake("because", WHY)
    other = row.other if row.case_id == case.pk else row.case
    if other.is_frozen:
        raise Refused(HELD, what=Act.LINK_ENDED, about=Thing("link", row.pk, case.pk))
    row.ended_on, row.ended_because, row.ended_by = reader.on, because.strip(), by
    row.save(update_fields=["ended_on", "ended_because", "ended_by"])
    _record(Act.LINK_ENDED, row, (case, other), by=by, at=at, reason=row.ended_because)


def _other(case: Case, told: Link, reader: Reader) -> Case:
    try:
        other = access.find(reader=reader, reference=told.other)
    except NotThere:
        raise Mistake("other", NO_SUCH) from None
    if other.pk == case.pk:
        raise Mistake("other", ITSELF)
    return other


def _check(case: Case, other: Case, told: Link, reader: Reader) -> None:
    if told.members_only and not all(links.is_named(case=each, reader=reader) for each in (case, other)):
        raise Mistake("members_only", NAMED_ONLY)
    if other.is_frozen:
        raise Mistake("other", HELD)
    if _is_linked(case, other, told):
        raise Mistake("other", ALREADY)


def _is_linked(case: Case, other: Case, told: Link) -> bool:
    """Whether they are so already, among the links that are shown as this one would be."""
    rows = CaseLink.objects.filter(kind=told.kind, members_only=told.members_only, ended_on__isnull=True)
    return rows.filter(case__in=[case, other], other__in=[case, other]).exists()


def _record(what: Act, row: CaseLink, both: tuple[Case, Case], *, by: User, at: datetime, reason: str) -> None:
    for each in both:
        trail.record(what=what, by=by, at=at, about=Thing("link", row.pk, each.pk), reason=reason)
