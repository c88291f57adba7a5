"""What the desk of the demo force does with a matter that it logged: sends the letter, restricts it, takes it on."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases.access import NotThere
from cases.accounts.models import User
from cases.audit.trail import Refused
from cases.models import Case
from cases.operations import case_changes, membership
from cases.operations.demo import units
from cases.operations.demo.matters import Arrival
from cases.operations.letters import sending

LETTER_TAKES = timedelta(days=2)
# Of three matters that are to be worked, two are with somebody (assumed).
ONE_IN_THREE = 3


def follow(*, reference: str, arrival: Arrival, desk: dict[str, User], now: datetime) -> None:
    """Does it, as far as it would have been done by now. Whoever may not see the matter any more does nothing."""
    case = Case.objects.select_related("unit").get(reference=reference)
    who = desk[arrival.by]
    try:
        if arrival.call:
            _send(case, who, arrival.at + LETTER_TAKES, now)
        elif case.unit.code == units.COUNTER_CORRUPTION:
            membership.restrict(reference=reference, reason="Covert until the officer is told.", by=who, at=arrival.at)
        elif case.pk % ONE_IN_THREE:
            typed = {"owner_id": desk["investigator@demo.example"].pk}
            case_changes.change(reference=reference, typed=typed, version=case.version, by=who, at=arrival.at)
    except (Refused, NotThere):
        # It is about somebody of the department: others deal with it.
        return


def _send(case: Case, who: User, sent_at: datetime, now: datetime) -> None:
    letter = case.letters.first()
    if letter is not None and sent_at <= now:
        on = timezone.localdate(sent_at)
        told = sending.Sent(on=on, how="post", was_safe=True)
        sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=who, at=sent_at)
