"""Why nothing is sent to the local policing body or the Director General for now: a named person records the ground.

Letters to them stay possible, also in a covert matter, until somebody does; and again once it is lifted.
"""

from datetime import datetime

from django.db import transaction

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Prejudice
from cases.operations import case_changes
from cases.queries.letters import kinds

BODIES = [(key, kinds.ADDRESSEES[key]) for key in (kinds.LOCAL_POLICING_BODY, kinds.DIRECTOR_GENERAL)]


@transaction.atomic
def record(*, reference: str, body: str, ground: str, by: User, at: datetime) -> Prejudice:
    """Nothing is sent to this body for now. While a ground stands it is kept as it is. Raises Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    known = case.prejudices.filter(body=body, lifted_at__isnull=True).first()
    if known is not None:
        return known
    made = Prejudice.objects.create(case=case, body=body, ground=ground.strip(), recorded_by=by, at=at)
    case_changes.save(case)
    about = Thing("prejudice", made.pk, case.pk)
    trail.record(what=Act.PREJUDICE_RECORDED, by=by, at=at, about=about, reason=kinds.ADDRESSEES[body])
    return made


@transaction.atomic
def lift(*, reference: str, prejudice_id: int, by: User, at: datetime) -> None:
    """Letters may go to it again. Said again it changes nothing. Raises Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row = case.prejudices.filter(pk=prejudice_id).first()
    if row is None:
        raise NotThere
    if row.lifted_at:
        return
    row.lifted_by, row.lifted_at = by, at
    row.save(update_fields=["lifted_by", "lifted_at"])
    case_changes.save(case)
    about = Thing("prejudice", row.pk, case.pk)
    trail.record(what=Act.PREJUDICE_LIFTED, by=by, at=at, about=about, reason=kinds.ADDRESSEES[row.body])
