"""An item and its first file, together or not at all."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cases.accounts.users import User
from cases.models import EvidenceItem
from cases.operations.evidence import files, items
from cases.operations.evidence.files import Received
from cases.operations.evidence.items import Told
from cases.operations.evidence.store import Incoming


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A file that has arrived, and what it was called."""

    incoming: Incoming
    name: str


@transaction.atomic
def add(
    *, reference: str, told: Told, first: Arrived | None, added_with: uuid.UUID | None, by: User, at: datetime
) -> tuple[EvidenceItem, Received | None]:  # fmt: skip
    """One more item, with a file where there is one. The same page again adds neither. Raises as its parts do."""
    item = items.add(reference=reference, told=told, added_with=added_with, by=by, at=at)
    if first is None:
        return item, None
    received = files.receive(
        reference=reference, item_id=item.pk, incoming=first.incoming, name=first.name, by=by, at=at
    )
    return item, received
