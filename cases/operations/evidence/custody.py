"""The chain of custody: who had an item when, where it was, and whether its seal was whole. Only ever added to."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import CustodyKind, CustodyLine, EvidenceItem
from cases.operations.case_changes import SentAlready
from cases.operations.evidence import items
from cases.operations.intake.values import Mistake

# What a line of each kind must say, and what to do where it does not.
NEEDED: dict[str, dict[str, str]] = {
    CustodyKind.SEALED: {"bag": "Enter the number of the bag", "seal": "Enter the number of the seal"},
    CustodyKind.PLACED: {"place": "Enter the place"},
    CustodyKind.HANDED_OVER: {
        "handed_from": "Enter who handed it over",
        "handed_to": "Enter who received it",
        "why": "Enter why it was handed over",
    },
    CustodyKind.OPENED: {"why": "Enter why the seal was broken"},
}
LATER = "It must have happened by now"
WHY_CORRECTED = "Enter what was wrong in the line that this one corrects"
NO_SUCH_LINE = "Choose a line of this item that has not been corrected yet"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the chain, as somebody tells it."""

    kind: str
    happened_at: datetime
    bag: str = ""
    seal: str = ""
    place: str = ""
    handed_from: str = ""
    handed_to: str = ""
    seal_intact: bool | None = None
    why: str = ""
    # The line that this one corrects, if it does.
    corrects_id: int | None = None


@transaction.atomic
def add(
    *, reference: str, item_id: int, line: Line, added_with: uuid.UUID | None, by: User, at: datetime
) -> CustodyLine:  # fmt: skip
    """One more line; where it `corrects` another, that one stands no more, and stays. The same page again adds none.

    Raises Mistake, SentAlready where that page said something else before, Refused where nothing may be changed, and
    NotThere.
    """
    item = items.to_change(reference=reference, item_id=item_id, by=by, at=at)
    told = asdict(line)
    known = item.custody.filter(added_with=added_with).first() if added_with else None
    if known is not None:
        if {name: getattr(known, name) for name in told} != told:
            raise SentAlready
        return known
    _check(item, line, at)
    made = CustodyLine.objects.create(
        case_id=item.case_id, item=item, added_with=added_with, added_by=by, added_at=at, **told
    )
    # Who had it may be a party: an entry is kept for ever, and says what happened and no more.
    said = f"{item.reference}: {CustodyKind(line.kind).label}" + (", a correction" if line.corrects_id else "")
    about = Thing("custody", made.pk, item.case_id)
    trail.record(what=Act.CUSTODY_RECORDED, by=by, at=at, about=about, reason=said)
    return made


def _check(item: EvidenceItem, line: Line, at: datetime) -> None:
    if line.kind not in NEEDED:
        raise Mistake("kind", "Choose what happened")
    for name, sentence in NEEDED[line.kind].items():
        if not getattr(line, name):
            raise Mistake(name, sentence)
    if line.happened_at > at:
        raise Mistake("happened_on", LATER)
    if line.corrects_id is None:
        return
    if not item.custody.filter(pk=line.corrects_id, corrected_by__isnull=True).exists():
        raise Mistake("corrects", NO_SUCH_LINE)
    if not line.why:
        raise Mistake("why", WHY_CORRECTED)
