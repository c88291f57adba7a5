"""Updates as a page hands them over."""

from datetime import date, datetime
from typing import Any

from cases.accounts.models import User
from cases.models import Case, Party, ProgressUpdate
from cases.operations.informing import drafting
from cases.operations.informing.drafting import Release
from cases.operations.letters import sending
from cases.operations.letters.sending import Sent
from cases.queries.informing import writing
from tests.factories.acts import AT


def draft(case: Case, party: Party, by: User, at: datetime = AT) -> ProgressUpdate:
    return drafting.begin(reference=case.reference, party_id=party.pk, by=by, at=at)


def as_seen(case: Case, update: ProgressUpdate, **values: Any) -> Release:
    """What a page would send that was opened now."""
    update = ProgressUpdate.objects.select_related("party__identity").get(pk=update.pk)
    assert update.party.identity is not None
    offered = tuple(one.key for one in writing.offered(case=case, update=update))
    given: dict[str, Any] = {
        "events": offered,
        "own_words": "",
        "is_safe": True,
        "version": update.version,
        "offered": offered,
        "reached": writing.reached(who=update.party.identity),
    }
    return Release(**(given | values))


def release(case: Case, update: ProgressUpdate, by: User, at: datetime = AT, **values: Any) -> ProgressUpdate:
    told = as_seen(case, update, **values)
    return drafting.release(reference=case.reference, update_id=update.pk, told=told, by=by, at=at)


def deliver(case: Case, update: ProgressUpdate, by: User, on: date, at: datetime, how: str = "post") -> None:
    update.refresh_from_db()
    assert update.letter_id is not None
    sending.sent(
        reference=case.reference,
        letter_id=update.letter_id,
        told=Sent(on=on, how=how, was_safe=True),
        by=by,
        at=at,
    )
