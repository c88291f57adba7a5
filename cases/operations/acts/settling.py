"""Two people settle that no ground of compulsory referral is met: one asks, with a reason, and another decides.

Nobody may leave unreferred what the law requires to be referred: what two people record is that the ground is not met.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Refused, Thing
from cases.models import Case, GroundsNotMet
from cases.operations import case_changes, clocks
from cases.operations.intake.values import Mistake
from cases.queries.acts import referring
from misconduct import referral
from misconduct.refusals import NoAnswer

ASKED = "Somebody has asked this already: decide that first"
OWN = "You asked this yourself. Somebody else decides it."
GONE = "Nothing of the kind waits in this matter: somebody else decided it meanwhile."
STALE = "The grounds were answered again since this was asked. Ask it again about those that are to be settled now"
SETTLED = "referral_ground_settled"


@transaction.atomic
def ask(*, reference: str, reason: str, by: User, at: datetime) -> GroundsNotMet:
    """Says that the grounds which are met or open are not met. Raises Mistake, Refused and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    if not reason.strip():
        raise Mistake("reason", "Enter why no ground is met")
    waiting = case.grounds_not_met.filter(second__isnull=True).first()
    to_settle = referring.to_settle(case=case)
    if waiting is not None and {*waiting.grounds} == {*to_settle}:
        raise Mistake("reason", ASKED)
    if not to_settle:
        raise Mistake("reason", "No ground is met and none is open: there is nothing to settle")
    made = waiting or GroundsNotMet(case=case)
    # Grounds that were answered again are asked about anew: nobody agreed to what was asked before.
    made.grounds, made.reason, made.asked_by, made.asked_at = to_settle, reason.strip(), by, at
    made.save()
    case_changes.save(case)
    _noted(case, Act.GROUNDS_ASKED, "that no ground of referral is met", by=by, at=at)
    return made


@transaction.atomic
def decide(*, reference: str, agree: bool, because: str, by: User, at: datetime) -> None:
    """The second person agrees, or does not. Raises Mistake, Refused for whoever asked, and NotThere."""
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row = case.grounds_not_met.filter(second__isnull=True).select_related("asked_by").first()
    about = Thing("case", case.reference, case.pk)
    if row is None:
        raise Refused(GONE, what=Act.GROUNDS_DECIDED, about=about)
    if row.asked_by_id == by.pk:
        raise Refused(OWN, what=Act.GROUNDS_DECIDED, about=about)
    if not because.strip():
        raise Mistake("because", "Enter why")
    if {*row.grounds} != {*referring.to_settle(case=case)}:
        raise Mistake("because", STALE)
    row.second, row.decided_at, row.agreed, row.because = by, at, agree, because.strip()
    row.save(update_fields=["second", "decided_at", "agreed", "because"])
    if agree:
        _settled(case, row, by=by, at=at)
    case_changes.save(case, ("known",))
    _noted(case, Act.GROUNDS_DECIDED, "agreed" if agree else "not agreed", by=by, at=at)


def _settled(case: Case, row: GroundsNotMet, *, by: User, at: datetime) -> None:
    """The record that the law wants of it; what was waited for is waited for no more."""
    today = timezone.localdate(at)
    who = {"decided_by": row.asked_by.principal, "second": by.principal}
    if row.grounds != [referring.AS_LOGGED]:
        try:
            referral.downgrade(requirement=referring.requirement(case=case), reason=row.reason, on=today, **who)
        except NoAnswer as problem:
            raise Mistake("because", str(problem)) from None
    case.known |= {SETTLED: "yes"}
    clocks.end(case=case, key=referral.CLOCK, on=today)


def _noted(case: Case, what: Act, reason: str, *, by: User, at: datetime) -> None:
    trail.record(what=what, by=by, at=at, about=Thing("case", case.reference, case.pk), reason=reason)
