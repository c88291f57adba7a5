"""Which powers can be delegated, in words, and which delegations there are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cases.workforce.models import Delegation
from misconduct.stages.tables import ACTS, PARTS


@dataclass(frozen=True, kw_only=True)
class DelegationSeen:
    """A delegation: of what, to whom, from when to when, and where that is written."""

    id: int
    power: str
    provision: str
    to: str
    first_day: date
    last_day: date | None
    document: str
    signed_by: str
    is_in_force: bool


def powers() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every act that is nearly always done by a delegate, by its key and title, part by part."""
    found = [
        (part.title, [(act.key, act.title) for act in part.acts if any(d.who.is_by_delegation for d in act.by)])
        for part in PARTS
    ]
    return [(title, acts) for title, acts in found if acts]


def of_today(*, on: date, everything: bool = False) -> list[tuple[str, list[DelegationSeen]]]:
    """Delegations in force on that day or later, by power in the order of the law's tables; or those over too.

    One query.
    """
    still = Q() if everything else Q(last_day__isnull=True) | Q(last_day__gte=on)
    rows = list(Delegation.objects.filter(still).select_related("to_user").order_by("first_day", "pk"))
    order = {key: place for place, key in enumerate(ACTS)}
    keys = sorted({row.power for row in rows}, key=lambda key: (order.get(key, len(order)), key))
    return [(in_words(power=key), [_seen(row, on) for row in rows if row.power == key]) for key in keys]


def find(*, delegation_id: int, on: date) -> DelegationSeen | None:
    """One delegation, or None."""
    row = Delegation.objects.select_related("to_user").filter(pk=delegation_id).first()
    return _seen(row, on) if row else None


def in_words(*, power: str) -> str:
    """The title of the act; its key for one that this version no longer knows."""
    return ACTS[power].title if power in ACTS else power


def _seen(row: Delegation, on: date) -> DelegationSeen:
    if row.to_user:
        to = f"{row.to_user.name} ({row.to_user.email})"
    else:
        to = f"Whoever holds the post of {row.to_post}" if row.to_post else f"Whoever has the rank of {row.to_rank}"
    return DelegationSeen(
        id=row.pk,
        power=in_words(power=row.power),
        provision=row.provision,
        to=to,
        first_day=row.first_day,
        last_day=row.last_day,
        document=row.document,
        signed_by=row.signed_by,
        is_in_force=row.first_day <= on and (row.last_day is None or row.last_day >= on),
    )
