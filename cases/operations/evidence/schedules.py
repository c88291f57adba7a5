"""Disclosure schedules as they go out of here: with an entry, and never without a word of what is not yet marked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases import access
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.operations.intake.values import Mistake
from cases.queries.evidence import schedules
from cases.queries.evidence.schedules import Schedule

SAY_SO = "Tick that you know that items are not yet marked, or mark them first"


@transaction.atomic
def export(*, reference: str, form: str, knows: bool, by: User, at: datetime) -> Schedule:
    """The schedule of this form (`MG6C` or `MG6D`).

    Raises NotThere, and Mistake for another form, or where items are not yet marked and nobody says that they know.
    """
    case = access.find(reader=access.reader(user=by, on=timezone.localdate(at)), reference=reference)
    if form not in schedules.FORMS:
        raise Mistake("form", "Choose a schedule")
    found = schedules.of_case(case=case)
    if found.unmarked and not knows:
        raise Mistake("knows", SAY_SO)
    schedule = found.of(form)
    said = f"{form}: {len(schedule.lines)} items, {len(found.unmarked)} not yet marked"
    trail.record(what=Act.SCHEDULE_EXPORTED, by=by, at=at, about=Thing("case", case.reference, case.pk), reason=said)
    return schedule
