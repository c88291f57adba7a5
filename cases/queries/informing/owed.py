"""Who is to be kept informed of a matter: when each was last told, and by when they are to be told again.

PCMR reg 34(2)(a): within four weeks of the start of handling, and then of the notification before, as it was given. A
date of the law is worked out when an update is given, and kept with it; nothing is worked out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cases.access import NotThere
from cases.models import Case, Deadline, Identity, Party, PartyRole, ProgressUpdate, UpdateState
from cases.queries import case_parts

LIMIT = "progress_update"
ROLES = (PartyRole.COMPLAINANT, PartyRole.AFFECTED, PartyRole.INTERESTED)
OPEN = (UpdateState.DRAFT, UpdateState.RELEASED)
SETTLED = (UpdateState.GIVEN, UpdateState.WITHHELD)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One person who is to be kept informed. `waiting`: the update to them that is drafted, or released and not sent.

    `due` is None where no time limit for updates runs.
    """

    party_id: int
    name: str
    role: str
    safe_contact: str
    has_address: bool
    last_told: date | None
    withheld_on: date | None
    due: date | None
    is_late: bool
    waiting: ProgressUpdate | None


def parties(*, case: Case) -> QuerySet[Party]:
    """Whoever is to be kept informed, and said who they are."""
    return case.parties.filter(role__in=ROLES, identity__isnull=False).select_related("identity").order_by("pk")


def for_case(*, case: Case, on: date) -> list[Owed]:
    """Each of them, whoever is due first first. Three questions, whatever their number."""
    limit = running(case=case)
    rows = list(case.updates.exclude(state=UpdateState.DISCARDED).order_by("pk").select_related("letter"))
    of: dict[int, list[ProgressUpdate]] = {}
    for row in rows:
        of.setdefault(row.party_id, []).append(row)
    found = [_owed(party, of.get(party.pk, []), limit, on) for party in parties(case=case)]
    return sorted(found, key=lambda one: (one.due or date.max, one.party_id))


def running(*, case: Case) -> Deadline | None:
    """The time limit for updates that runs, if one does."""
    return case.deadlines.filter(case_parts.RUNS, key=LIMIT, against=None).first()


def _owed(party: Party, updates: Sequence[ProgressUpdate], limit: Deadline | None, on: date) -> Owed:
    who: Any = party.identity
    settled = [one for one in updates if one.state in SETTLED]
    given = [one.told_on for one in updates if one.told_on]
    newest = settled[-1] if settled else None
    due = _due(newest, limit)
    return Owed(
        party_id=party.pk,
        name=who.name or "Did not give a name",
        role=PartyRole(party.role).label,
        safe_contact=who.safe_contact,
        has_address=bool(who.address or who.email),
        last_told=max(given, default=None),
        withheld_on=_day_withheld(newest),
        due=due,
        is_late=due is not None and due < on,
        waiting=next((one for one in updates if one.state in OPEN), None),
    )


def _due(newest: ProgressUpdate | None, limit: Deadline | None) -> date | None:
    if limit is None:
        return None
    return newest.next_due if newest is not None and newest.next_due else limit.work_to


def _day_withheld(newest: ProgressUpdate | None) -> date | None:
    if newest is None or newest.state != UpdateState.WITHHELD or newest.settled_at is None:
        return None
    return timezone.localdate(newest.settled_at)


def find(*, case: Case, update_id: int) -> ProgressUpdate:
    """An update of this matter. Raises NotThere."""
    found = case.updates.filter(pk=update_id).select_related("party__identity", "letter").first()
    if found is None:
        raise NotThere
    return found


def last_settled(*, party: Party) -> ProgressUpdate | None:
    """The last update that was given to them or withheld from them."""
    return party.updates.filter(state__in=SETTLED).order_by("-pk").first()


def how_to_reach(*, who: Identity) -> str:
    """How somebody is reached, as one text: a form says by it whether it is still what its reader saw."""
    return "\n".join((who.safe_contact, who.address, who.email, who.phone))
