"""Recording which powers are delegated to whom, as the document says it, and ending a delegation."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases.accounts.models import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.operations.role_giving import Mistake, in_order, user_of
from cases.workforce.models import Delegation
from misconduct.stages.tables import ACTS

__all__ = ["PERSON", "POST", "RANK", "Mistake", "end", "record"]

PERSON, POST, RANK = "person", "post", "rank"
LONGEST_PROVISION = 150
LONGEST = {POST: 100, RANK: 60}
OWN = "Nobody records a delegation to themselves. Ask somebody else who may record them."
OWN_END = "Nobody ends a delegation to themselves. Ask somebody else who may record them."


@transaction.atomic
def record(  # noqa: PLR0913 - a delegation is these things
    *,
    power: str,
    provision: str,
    to: str,
    whom: str,
    first_day: date,
    last_day: date | None,
    document: str,
    signed_by: str,
    by: User,
    at: datetime,
) -> Delegation:
    """Records that a power is delegated: to a person by their e-mail, or to whoever holds a post or a rank.

    Without a provision it is the one that the law's tables have for that power. Raises Mistake, and Refused when
    somebody records one to themselves.
    """
    if power not in ACTS:
        raise Mistake("power", "Choose the power from the list")
    in_order(first_day=first_day, last_day=last_day)
    user = user_of(email=whom, field="whom") if to == PERSON else None
    if to in LONGEST and len(whom) > LONGEST[to]:
        raise Mistake("whom", f"The {to} must be {LONGEST[to]} characters or fewer")
    if user == by:
        raise Refused(OWN, what=Act.DELEGATION_RECORDED, about=Thing("user", by.pk), reason=power)
    made = Delegation.objects.create(
        power=power,
        provision=provision or ACTS[power].power.cited[:LONGEST_PROVISION],
        to_user=user,
        to_post=whom if to == POST else "",
        to_rank=whom if to == RANK else "",
        first_day=first_day,
        last_day=last_day,
        document=document,
        signed_by=signed_by,
    )
    said = f"{power} to {user.principal if user else f'{to} {whom}'}"
    trail.record(what=Act.DELEGATION_RECORDED, by=by, at=at, about=Thing("delegation", made.pk), reason=said)
    return made


@transaction.atomic
def end(*, delegation_id: int, last_day: date, by: User, at: datetime) -> None:
    """Ends a delegation after a last day, yesterday at the earliest: what was decided under it was decided under it.

    Raises Mistake, Refused for one to oneself, and Delegation.DoesNotExist.
    """
    row = Delegation.objects.select_for_update().get(pk=delegation_id)
    about = Thing("delegation", row.pk)
    if row.to_user_id == by.pk:
        raise Refused(OWN_END, what=Act.DELEGATION_ENDED, about=about, reason=row.power)
    if last_day < row.first_day:
        raise Mistake("last_day", "Last day must be the same as or after its first day")
    if last_day < timezone.localdate(at) - timedelta(days=1):
        raise Mistake("last_day", "Last day must be yesterday, today or later")
    if row.last_day is not None and row.last_day <= last_day:
        raise Mistake("last_day", f"It ends on {row.last_day:%-d %B %Y} already. Enter an earlier day")
    Delegation.objects.filter(pk=row.pk).update(last_day=last_day)
    trail.record(what=Act.DELEGATION_ENDED, by=by, at=at, about=about, reason=f"{row.power}, after {last_day}")
